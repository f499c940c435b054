import type { LedgerEvent } from './budget.events.js';
import { Refusal } from '../errors.js';
import type { Json } from '../values/json.js';

/** Rewrites the data of one version of an event into the next. Pure: it sees the data and nothing else. */
export type Upcaster = (data: Json) => Json;

/**
 * Of each type, the way from version 1 to today's: the first rewrites 1 into 2, the second 2 into 3. Stored bytes never
 * change, so a row only grows. The current version of a type is one more than its row is long.
 */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

/** Every event type needs an entry; the compiler enforces it. */
export const UPCASTERS: Readonly<Record<LedgerEvent['type'], readonly Upcaster[]>> = {
  BudgetOpened: [],
  DocumentRegistered: [],
  LineEntered: [],
  ClaimRecorded: [],
  YearOverYearChangeRecorded: [],
  FindingRaised: [],
  FindingResolved: [],
  BudgetApproved: [],
  AmendmentProposed: [],
  AmendmentRejected: [],
  AmendmentWithdrawn: [],
  BudgetAmended: [],
  TransferReturned: [],
  LineCorrected: [],
  ExecutionRecorded: [],
  YearClosed: [],
  LineDiscontinued: [],
  LineLinked: [],
  LineUnlinked: [],
  AgencyRegistered: [],
  AgencyRenamed: [],
  PolicyChanged: [],
};

/** The version in which an event of each type is written today. */
export const SCHEMA_VERSION = Object.fromEntries(
  Object.entries(UPCASTERS).map(([type, steps]) => [type, steps.length + 1]),
) as Readonly<Record<LedgerEvent['type'], number>>;

/**
 * The data in today's shape.
 *
 * @throws {Refusal} `data-folder-unusable`: this program does not know the type or the version, because a newer program
 * wrote it. Skipping the event would make sums wrong.
 */
export const upcast = (
  type: string,
  schemaVersion: number,
  data: Json,
  table: Upcasters = UPCASTERS,
): Json => {
  const steps = Object.hasOwn(table, type) ? table[type] : undefined;
  if (steps === undefined)
    throw new Refusal(
      'data-folder-unusable',
      `The log holds an event of type ${type}, which this version of budget-ledger does not know: use the newer version that wrote it.`,
      { type, schemaVersion },
    );
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > steps.length + 1)
    throw new Refusal(
      'data-folder-unusable',
      `The log holds ${type} in version ${schemaVersion}, and this version of budget-ledger knows it up to ${steps.length + 1}: use the newer version that wrote it.`,
      { type, schemaVersion },
    );
  for (let version = schemaVersion; version <= steps.length; version++)
    data = steps[version - 1]!(data);
  return data;
};
