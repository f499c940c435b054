import { projections } from '../../projections/index.js';
import type { Projection } from '../../projections/projection.js';
import type { BudgetAmended } from '../../src/domain/events/budget.events.js';
import type { Json } from '../../src/domain/values/json.js';
import { fromFen, toFen } from '../../src/domain/values/money.js';
import type {
  Appended,
  EventLog,
  ExpectedVersion,
  NewEvent,
  EventPage,
} from '../../src/log/event-log.js';
import type { Recorded } from '../../src/ledger/recorder.js';
import type { Defect } from './simulate.js';

type Append = (
  stream: string,
  expected: ExpectedVersion,
  events: readonly NewEvent[],
) => Promise<Appended>;

/** The same log with another way to append. */
const appending = (log: EventLog, change: (append: Append) => Append): EventLog => {
  log.append = change(log.append.bind(log));
  return log;
};

const withProjection = (name: string, change: (projection: Projection) => Projection) =>
  projections.map((each) => (each.name === name ? change(each) : each));

/** Adds a fen to what an amendment does to its first line, and to nothing else. */
const oneFenMore = (event: NewEvent): NewEvent => {
  if (event.type !== 'BudgetAmended') return event;
  const data = event.data as unknown as BudgetAmended['data'];
  const [first, ...others] = data.legs;
  if (first === undefined) return event;
  const more = { ...first, after: fromFen(toFen(first.after) + 1n) };
  return { ...event, data: { ...data, legs: [more, ...others] } as unknown as Json };
};

const withoutKey = (event: NewEvent): NewEvent => {
  const { idempotency: _, ...left } = event;
  return left;
};

const withoutEvery = async function* (pages: AsyncIterable<EventPage>, n: number) {
  let count = 0;
  for await (const page of pages) {
    const left = page.filter(() => (count += 1) % n !== 0);
    if (left.length > 0) yield left;
  }
};

/** Ten defects, each in another place, that a run with the right seed finds. */
export const DEFECTS: readonly Defect[] = [
  { name: 'the log acknowledges an append that it does not store', server: { forgetsEvery: 9 } },
  { name: 'the log stores a repeated append once more', server: { storesRepeats: true } },
  { name: 'the log stores a part of an append', server: { tearsEvery: 4 } },
  {
    name: 'the log appends at another version than the expected one',
    server: { ignoresExpectedVersion: true },
  },
  {
    name: 'a read of a stream leaves out an event',
    log: (log) => {
      const read = log.readStream.bind(log);
      log.readStream = (...args) => withoutEvery(read(...args), 8);
      return log;
    },
  },
  {
    name: 'the projector gets the log without some of its events',
    log: (log) => {
      const read = log.readAll.bind(log);
      log.readAll = (...args) => withoutEvery(read(...args), 12);
      return log;
    },
  },
  {
    name: 'the idempotency key of a change is not recorded',
    log: (log) =>
      appending(
        log,
        (append) => (stream, expected, events) => append(stream, expected, events.map(withoutKey)),
      ),
  },
  {
    name: 'a repeat is recognised by its key alone, whatever it asks for',
    process: ({ recorder }, history) => {
      const answers = new Map<string, Recorded>();
      const record = recorder.record.bind(recorder);
      recorder.record = async (budget, command, caller, options) => {
        const key = caller.idempotency?.key;
        const known = key === undefined ? undefined : answers.get(key);
        const recorded = known ?? (await record(budget, command, caller, options));
        history.recorded.set(caller, recorded);
        if (key !== undefined) answers.set(key, recorded);
        return recorded;
      };
    },
  },
  {
    name: 'an amendment moves a line by another amount than it says',
    log: (log) =>
      appending(
        log,
        (append) => (stream, expected, events) => append(stream, expected, events.map(oneFenMore)),
      ),
  },
  {
    name: 'a view forgets corrections',
    projections: withProjection('current-lines', (projection) => ({
      ...projection,
      on: { ...projection.on, LineCorrected: () => [] },
    })),
  },
];
