import type { BudgetId } from '../src/domain/values/budget-id.js';
import type { EventLog, NewEvent } from '../src/log/event-log.js';
import { Random } from './random.js';
import { registration, SyntheticBudget, type Append } from './synthetic-budget.js';

const YEARS = 10;
const FIRST_YEAR = 2016;
/** The measured number of events of one budget in a year, by which a ledger is spread evenly over the years. */
const EVENTS_PER_BUDGET = 280;
/** Approved amendments of one budget in a year, at most; the mean is half of it. */
const AMENDMENTS_MAX = 40;
const SEED = 20_231_115;

/**
 * A ledger as the bureaus of a large city fill it in ten years: each year hundreds of agencies publish their nine tables,
 * one append each, and then propose and approve amendments all through the year. Ends with the append that reaches
 * `events`; the same number gives the same ledger.
 */
export function* syntheticLedger(events: number): Generator<Append, void> {
  const random = new Random(SEED);
  const perYear = Math.max(1, Math.round(events / YEARS / EVENTS_PER_BUDGET));
  let written = 0;
  const count = (append: Append) => {
    written += append.events.length;
    return append;
  };
  let agencies = 0;
  let lastYear: readonly SyntheticBudget[] = [];
  for (let year = FIRST_YEAR; written < events; year += 1) {
    const budgets: SyntheticBudget[] = [];
    for (let i = 0; i < perYear && written < events; i += 1) {
      // In every other year half of the agencies have a budget of the year before, so that there are changes to compare.
      const prior = (year % 2 === 1 && i % 2 === 0 && lastYear[i]) || null;
      if (prior === null) yield count(registration((agencies += 1)));
      const budget = new SyntheticBudget(prior?.agency ?? agencies, year, random, prior);
      yield count(budget.publish());
      budgets.push(budget);
    }
    const acts = shuffled(
      budgets.flatMap((budget) =>
        Array.from({ length: random.whole(0, AMENDMENTS_MAX) }, () => budget),
      ),
      random,
    );
    for (const [i, budget] of acts.entries())
      if (written < events) for (const append of budget.amend(i / acts.length)) yield count(append);
    lastYear = budgets;
  }
}

const shuffled = <T>(list: T[], random: Random): readonly T[] => {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = random.whole(0, i);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
};

/**
 * Writes the events of a synthetic ledger with one append for each stream: they are there sooner, and stand in another order.
 *
 * @returns how many there are
 */
export const writeStreams = async (
  log: EventLog,
  events: number,
  onProgress: (events: number) => void = () => {},
): Promise<number> => {
  let written = 0;
  let held = new Map<string, NewEvent[]>();
  const write = async () => {
    const streams = held.entries();
    held = new Map();
    const writer = async () => {
      for (const [stream, all] of streams) {
        await log.append(stream, 'no-stream', all);
        onProgress((written += all.length));
      }
    };
    await Promise.all(Array.from({ length: STREAMS_IN_FLIGHT }, writer));
  };
  let year: string | undefined;
  for (const { stream, events: batch } of syntheticLedger(events)) {
    const [kind, , of] = stream.split('-');
    // The streams of one year are complete when the next one begins.
    if (kind === 'budget' && of !== year) {
      await write();
      year = of;
    }
    held.set(stream, [...(held.get(stream) ?? []), ...batch]);
  }
  await write();
  return written;
};

const STREAMS_IN_FLIGHT = 8;

/** Concurrent appends, which share durable commits. */
const IN_FLIGHT = 64;

/** Writes a synthetic ledger through the log's own append. Appends to one stream wait for each other. */
export const writeLedger = async (
  log: EventLog,
  events: number,
  onProgress: (events: number) => void = () => {},
): Promise<{ readonly events: number; readonly budgets: readonly BudgetId[] }> => {
  const flights = new Map<string, Promise<unknown>>();
  const budgets = new Set<BudgetId>();
  let written = 0;
  for (const { stream, expected, events: batch } of syntheticLedger(events)) {
    await flights.get(stream);
    if (flights.size >= IN_FLIGHT) await Promise.race(flights.values());
    const flight = log.append(stream, expected, batch).finally(() => flights.delete(stream));
    flights.set(stream, flight);
    if (stream.startsWith('budget-')) budgets.add(stream.slice('budget-'.length) as BudgetId);
    written += batch.length;
    onProgress(written);
  }
  await Promise.all(flights.values());
  return { events: written, budgets: [...budgets] };
};
