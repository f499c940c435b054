import type { ChangeKind } from '../domain/events/change-kinds.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import {
  agencyStream,
  budgetStream,
  noSuchAgency,
  noSuchBudget,
  parseBudgetId,
  type BudgetId,
  type Scope,
} from '../domain/values/budget-id.js';
import { lineSubject, parseLineKey, type LineKey } from '../domain/values/line.js';
import type { Reach } from '../access/reach.js';
import type { EventLog } from '../log/event-log.js';
import type { ChangeType } from './change.js';

/**
 * Which changes a stream has. A change must match every member that is given, and one value of each; a filter without
 * members matches all.
 */
export interface ChangeFilter {
  readonly budget?: readonly BudgetId[] | undefined;
  /** Codes of agencies: the changes of their budgets and of the agencies themselves. */
  readonly agency?: readonly string[] | undefined;
  readonly year?: readonly number[] | undefined;
  readonly scope?: readonly Scope[] | undefined;
  readonly type?: readonly ChangeType[] | undefined;
  readonly kind?: readonly ChangeKind[] | undefined;
  /** Beginnings of codes by function (类款项) or by economic nature: of a line, a figure or a subject that the change names. */
  readonly code?: readonly string[] | undefined;
  /** Keys of lines that the change names. */
  readonly line?: readonly LineKey[] | undefined;
  /** What the reader may see; without it, everything. */
  readonly within?: Reach | undefined;
}

/** Whether the filter leaves any change out. */
export const isFiltered = (filter: ChangeFilter): boolean =>
  Object.values(filter).some((values) => values !== undefined);

/**
 * Checks that what a filter names exists, because a typing error must not give an empty stream.
 *
 * @throws {Refusal} `not-found`: a budget is not opened, or an agency not registered.
 */
export const refuseUnknown = async (
  log: EventLog,
  { budget = [], agency = [], within }: ChangeFilter,
): Promise<void> => {
  const isEmpty = async (stream: string): Promise<boolean> =>
    within?.hasStream(stream) === false ||
    (await log.readStream(stream)[Symbol.asyncIterator]().next()).done === true;
  for (const each of budget) if (await isEmpty(budgetStream(each))) throw noSuchBudget(each);
  for (const each of agency) if (await isEmpty(agencyStream(each))) throw noSuchAgency(each);
};

/** Gives the test of whether an event is in a stream with this filter. */
export const matcher = (filter: ChangeFilter): ((event: RecordedEvent) => boolean) => {
  const { budget, type, kind, line, code, within } = filter;
  const named = ({ stream, budget: of }: RecordedEvent): boolean => {
    if (filter.agency === undefined && filter.year === undefined && filter.scope === undefined)
      return true;
    if (of === null)
      return (
        filter.year === undefined &&
        filter.scope === undefined &&
        filter.agency!.some((each) => agencyStream(each) === stream)
      );
    const { agency, fiscalYear, scope } = parseBudgetId(of);
    return has(filter.agency, agency) && has(filter.year, fiscalYear) && has(filter.scope, scope);
  };
  return (event) =>
    within?.hasStream(event.stream) !== false &&
    has(budget, event.budget) &&
    has(type, event.type) &&
    named(event) &&
    (kind === undefined || kind.includes(kindOf(event)!)) &&
    (line === undefined || linesOf(event).some((each) => line.includes(each))) &&
    (code === undefined ||
      codesOf(event).some((each) => code.some((prefix) => each.startsWith(prefix))));
};

const has = <T>(allowed: readonly T[] | undefined, value: T | null): boolean =>
  allowed === undefined || (value !== null && allowed.includes(value));

const kindOf = (event: RecordedEvent): ChangeKind | null => {
  switch (event.type) {
    case 'AmendmentProposed':
    case 'BudgetAmended':
    case 'TransferReturned':
      return event.data.kind;
    case 'LineCorrected':
      return 'correction';
    case 'LineEntered':
      return 'original';
    case 'LineDiscontinued':
      return 'discontinued';
    default:
      return null;
  }
};

const linesOf = (event: RecordedEvent): readonly LineKey[] => {
  switch (event.type) {
    case 'AmendmentProposed':
    case 'BudgetAmended':
    case 'TransferReturned':
      return event.data.legs.map(({ key }) => key);
    case 'LineEntered':
    case 'LineDiscontinued':
    case 'LineLinked':
    case 'LineUnlinked':
      return [event.data.line];
    case 'LineCorrected':
      return event.data.line === null ? [] : [event.data.line];
    default:
      return [];
  }
};

const codesOf = (event: RecordedEvent): readonly string[] => {
  switch (event.type) {
    case 'ExecutionRecorded':
      return event.data.figures.map((figure) => figure.function);
    case 'YearOverYearChangeRecorded':
      return event.data.subject.code === null ? [] : [event.data.subject.code];
    case 'ClaimRecorded':
      return [event.data.subject];
    default:
      return linesOf(event).map((key) => lineSubject(parseLineKey(key)));
  }
};
