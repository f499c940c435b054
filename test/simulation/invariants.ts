import { projections } from '../../projections/index.js';
import { evolve, unopened, type Budget } from '../../src/domain/budget/budget-state.js';
import { decide } from '../../src/domain/decide/decide.js';
import { Refusal } from '../../src/domain/errors.js';
import type { BudgetEvent, Transfer } from '../../src/domain/events/budget.events.js';
import type { RecordedEvent } from '../../src/domain/events/recorded-event.js';
import { budgetOfStream, type BudgetId } from '../../src/domain/values/budget-id.js';
import type { Json } from '../../src/domain/values/json.js';
import type { LineKey } from '../../src/domain/values/line.js';
import { inTransit } from '../../src/ledger/settle-transfers.js';
import { canonical } from '../../src/log/canonical.js';
import { decode, decodeMeta } from '../../src/log/envelope.js';
import type { Meta, StoredEvent } from '../../src/log/event-log.js';
import type { Views } from '../../src/views/views-database.js';
import { contentOf } from '../support/projector-ledger.js';
import type { Asked, History, Request } from './history.js';
import type { SimulatedProcess } from './process.js';
import type { LogServer } from './simulated-log.js';

interface Event {
  readonly stored: StoredEvent;
  readonly meta: Meta;
}

/** The events of one append, and the state that they were decided on. */
interface Append {
  readonly stream: string;
  readonly key: string | undefined;
  readonly fingerprint: string | undefined;
  readonly events: readonly Event[];
}

/**
 * What must be true at rest, when everything has been answered and completed: a sentence for each thing that is not.
 *
 * @param audit A process that began with empty views after all was recorded: its views are a replay of the log.
 */
export const problemsAtRest = async (
  server: LogServer,
  history: History,
  audit: SimulatedProcess,
): Promise<string[]> => {
  const events = server.events.map((stored) => ({ stored, meta: decodeMeta(stored) }));
  const appends = appendsOf(events);
  const budgets = [...new Set(events.map(({ stored }) => stored.stream))].flatMap((stream) => {
    const budget = budgetOfStream(stream);
    return budget === null ? [] : [budget];
  });
  const folds = new Map<BudgetId, Budget>();
  const problems = [
    ...history.problems,
    ...problemsOfOrder(server),
    ...problemsOfKeys(appends),
    ...budgets.flatMap((budget) => {
      const { state, problems: found } = redecided(
        appends.filter(({ stream }) => budgetOfStream(stream) === budget),
        history.asked.filter((each) => each.budget === budget),
        unchangedIn(budget, history),
      );
      if (state !== null) folds.set(budget, state);
      return found;
    }),
    ...problemsOfAnswers(server, appends, history),
    ...problemsOfRepeats(history),
  ];
  // The sums need a log that can be folded.
  if (problems.length > 0) return problems;
  return [
    ...(await problemsOfSums(audit.views, folds)),
    ...(await problemsOfTransfers(audit.views, folds)),
    ...(await problemsOfCheckpoints(audit.views, server)),
  ];
};

/** What differs between the views of a process and a replay of the log. */
export const differences = async (
  process: SimulatedProcess,
  audit: SimulatedProcess,
): Promise<string[]> => {
  const [content, expected] = [
    (await contentOf(process.views, projections)) as Record<string, unknown>,
    (await contentOf(audit.views, projections)) as Record<string, unknown>,
  ];
  return Object.keys(expected)
    .filter((table) => textOf(content[table]) !== textOf(expected[table]))
    .map((table) => `${table} of ${process.name} is not what a replay of the log gives`);
};

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));

/** Positions rise, versions count from 0, and no id is stored twice. */
const problemsOfOrder = ({ events }: LogServer): string[] => {
  const problems: string[] = [];
  const next = new Map<string, number>();
  const ids = new Set<string>();
  let position = 0n;
  for (const { stream, version, id, position: at, type } of events) {
    if (at <= position) problems.push(`position ${at} stands after ${position}`);
    position = at;
    if (version !== (next.get(stream) ?? 0))
      problems.push(`${stream} has version ${version} where ${next.get(stream) ?? 0} is next`);
    next.set(stream, version + 1);
    if (ids.has(id)) problems.push(`${type} with the id ${id} is stored twice`);
    ids.add(id);
  }
  return problems;
};

/** The appends, in the order of the log: the events of one change have one correlation. */
const appendsOf = (events: readonly Event[]): readonly Append[] => {
  const appends: (Append & { readonly correlation: string; readonly events: Event[] })[] = [];
  const last = new Map<string, (typeof appends)[number]>();
  for (const event of events) {
    const { stream } = event.stored;
    const { correlationId: correlation, idempotency } = event.meta;
    const before = last.get(stream);
    if (before?.correlation === correlation) before.events.push(event);
    else {
      const append = { stream, correlation, events: [event], ...fieldsOf(idempotency) };
      last.set(stream, append);
      appends.push(append);
    }
  }
  return appends;
};

const fieldsOf = (idempotency: Meta['idempotency']) => ({
  key: idempotency?.key,
  fingerprint: idempotency?.fingerprint,
});

/** A key records one change, once. */
const problemsOfKeys = (appends: readonly Append[]): string[] => {
  const used = new Map<string, Append>();
  return appends.flatMap((append) => {
    if (append.key === undefined) return [];
    const before = used.get(append.key);
    used.set(append.key, append);
    return before === undefined
      ? []
      : [`"${append.key}" recorded in ${before.stream} and again in ${append.stream}`];
  });
};

/** A request that was answered with: nothing changes, the budget is at this version. */
interface Unchanged {
  readonly request: Request;
  readonly version: number;
}

const unchangedIn = (budget: BudgetId, { requests }: History): readonly Unchanged[] =>
  requests.flatMap((request) =>
    request.outcome.type === 'acknowledged' &&
    request.outcome.recorded.budget === budget &&
    request.outcome.recorded.events.length === 0
      ? [{ request, version: request.outcome.recorded.version }]
      : [],
  );

/**
 * Each append is what the domain decides of a command that was asked, in the state at its place in the log; so is that
 * nothing changes.
 */
const redecided = (
  appends: readonly Append[],
  asked: readonly Asked[],
  unchanged: readonly Unchanged[],
): { readonly state: Budget | null; readonly problems: string[] } => {
  const problems: string[] = [];
  let state: Budget = unopened;
  const askedUnder = (key: string | undefined, fingerprint: string | undefined) =>
    asked.filter(
      (each) => each.key === key && (key === undefined || each.fingerprint === fingerprint),
    );
  const left = new Set(unchanged);
  const checkUnchanged = (at: number): void => {
    for (const each of left) {
      const { key, fingerprint } = each.request;
      if (each.version !== at) continue;
      if (
        askedUnder(key, fingerprint).some(
          ({ command }) => decisionText(() => decide(command, state)) === '',
        )
      )
        left.delete(each);
    }
  };
  for (const { stream, key, fingerprint, events } of appends) {
    const recorded = events.map(({ stored }) => `${stored.type} ${stored.data}`).join('\n');
    const before = state;
    if (
      !askedUnder(key, fingerprint).some(
        ({ command }) => decisionText(() => decide(command, before)) === recorded,
      )
    )
      problems.push(
        `${events.map(({ stored }) => stored.type).join(', ')} from version ${events[0]!.stored.version} of ${stream} is not what was asked${key === undefined ? '' : ` under "${key}"`}`,
      );
    try {
      for (const { stored } of events)
        state = evolve(state, decode(stored) as RecordedEvent<BudgetEvent>);
    } catch (error) {
      problems.push(`${stream} cannot be folded: ${String(error)}`);
      return { state: null, problems };
    }
    checkUnchanged(events.at(-1)!.stored.version);
  }
  for (const { request } of left)
    problems.push(
      `"${request.key}" (${request.label}) was told that nothing changes, and something does`,
    );
  return { state, problems };
};

const decisionText = (decided: () => readonly BudgetEvent[]): string | null => {
  try {
    return decided()
      .map(({ type, data }) => `${type} ${canonical(data as unknown as Json)}`)
      .join('\n');
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
};

/** What was acknowledged is in the log, under the key of its request; what was refused is not. */
const problemsOfAnswers = (
  server: LogServer,
  appends: readonly Append[],
  { requests }: History,
): string[] => {
  // What was refused may be sent again, and recorded then.
  const isRepeated = (key: string, fingerprint: string): boolean =>
    requests.filter((each) => each.key === key && each.fingerprint === fingerprint).length > 1;
  return requests.flatMap(({ label, key, fingerprint, outcome }) => {
    const stored = appends.find((each) => each.key === key && each.fingerprint === fingerprint);
    const isStored = stored !== undefined;
    if (outcome.type === 'refused')
      return isStored && !isRepeated(key, fingerprint)
        ? [`"${key}" (${label}) was refused (${outcome.code}) and recorded`]
        : [];
    if (outcome.type === 'unknown') return [];
    const { events } = outcome.recorded;
    if (events.length === 0)
      return isStored ? [`"${key}" (${label}) changed nothing, as it was told, and recorded`] : [];
    const isAsTold = events.every((event) => {
      const there = server.stream(event.stream)[event.version];
      return there?.id === event.id && there.data === canonical(event.data as unknown as Json);
    });
    if (!isAsTold) return [`"${key}" (${label}) was acknowledged and is not in the log`];
    return stored?.events.length === events.length
      ? []
      : [`"${key}" (${label}) was acknowledged with the change of another request`];
  });
};

/** A key was acknowledged to one request only, which always got the same answer. */
const problemsOfRepeats = ({ requests }: History): string[] => {
  const first = new Map<string, { readonly fingerprint: string; readonly answer: string }>();
  return requests.flatMap(({ label, key, fingerprint, outcome }) => {
    if (outcome.type !== 'acknowledged') return [];
    const { version, token, events } = outcome.recorded;
    const answer = `version ${version}, ${token}, ${events.map(({ id }) => id).join(' ')}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, { fingerprint, answer });
    else if (before.fingerprint !== fingerprint)
      return [`"${key}" (${label}) was acknowledged to another request too`];
    else if (before.answer !== answer)
      return [`"${key}" (${label}) was answered ${before.answer}, and then ${answer}`];
    return [];
  });
};

/** Lines and their revisions in the views sum to the fold, and no line is negative. */
const problemsOfSums = async (
  views: Views,
  folds: ReadonlyMap<BudgetId, Budget>,
): Promise<string[]> => {
  const problems: string[] = [];
  const rows = await views.db
    .selectFrom('current_lines')
    .select(['budget', 'line', 'original', 'adjusted'])
    .execute();
  const revisions = await views.db
    .selectFrom('line_revisions')
    .select(['budget', 'line', 'delta'])
    .execute();
  const sums = new Map<string, bigint>();
  for (const { budget, line, delta } of revisions)
    sums.set(`${budget} ${line}`, (sums.get(`${budget} ${line}`) ?? 0n) + delta);
  for (const [budget, state] of folds) {
    if (state.status === 'unopened') continue;
    const mine = new Map(rows.filter((row) => row.budget === budget).map((row) => [row.line, row]));
    for (const line of new Set([...mine.keys(), ...state.lines.keys()])) {
      const { original, adjusted } = mine.get(line) ?? { original: null, adjusted: null };
      const fold = state.lines.get(line as LineKey) ?? { original: 0n, adjusted: 0n };
      if (original !== fold.original || adjusted !== fold.adjusted)
        problems.push(
          `${line} of ${budget} is ${original} and ${adjusted} in the views, ${fold.original} and ${fold.adjusted} in the fold`,
        );
      const bridge = sums.get(`${budget} ${line}`) ?? 0n;
      if (bridge !== fold.adjusted)
        problems.push(`the bridge of ${line} of ${budget} gives ${bridge}, not ${fold.adjusted}`);
      if (fold.adjusted < 0n) problems.push(`${line} of ${budget} is ${fold.adjusted} fen`);
    }
  }
  return problems;
};

/** Nothing is in transit, except to a budget whose year is closed; what was given was received once, with the same amount. */
const problemsOfTransfers = async (
  views: Views,
  folds: ReadonlyMap<BudgetId, Budget>,
): Promise<string[]> => {
  const problems: string[] = [];
  const open = await inTransit(views);
  for (const { transferId, to } of open) {
    const receiver = folds.get(to as BudgetId);
    if (receiver?.status === 'open' && receiver.closedOn === null)
      problems.push(`the transfer ${transferId} is in transit to ${to}, which is open`);
  }
  const sums = new Map<string, bigint[]>();
  const amended = await views.db
    .selectFrom('amendments')
    .select(['transfer', 'net'])
    .where('status', '=', 'approved')
    .where('transfer', 'is not', null)
    .execute();
  for (const { transfer, net } of amended) {
    const { id } = JSON.parse(transfer!) as Transfer;
    sums.set(id, [...(sums.get(id) ?? []), net]);
  }
  for (const [transfer, sides] of sums) {
    const isOpen = open.some(({ transferId }) => transferId === transfer);
    if (sides.length !== (isOpen ? 1 : 2) || (!isOpen && sides[0]! + sides[1]! !== 0n))
      problems.push(`the sides of the transfer ${transfer} are ${sides.join(' and ')}`);
  }
  return problems;
};

/** Each view is at the head of the log, and has counted every event once. */
const problemsOfCheckpoints = async (
  { db }: Views,
  { head, events }: LogServer,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('projections')
    .select(['name', 'position', 'sequence'])
    .where('state', '=', 'live')
    .execute();
  const problems = rows
    .filter(({ position, sequence }) => position !== head || Number(sequence) !== events.length)
    .map(
      ({ name, position, sequence }) =>
        `${name} is at position ${position} with ${sequence} events, the log at ${head} with ${events.length}`,
    );
  const stopped = await db.selectFrom('stopped_budgets').select(['projection', 'error']).execute();
  return [
    ...problems,
    ...stopped.map(({ projection, error }) => `${projection} stopped: ${error}`),
  ];
};

/** What is stored, for the trace. Ids are left out: an append without a key has random ones. */
export const summaryOf = ({ events }: LogServer): string =>
  events
    .map(({ position, stream, version, type, data }) =>
      [position, stream, version, type, data].join(' '),
    )
    .join('\n');
