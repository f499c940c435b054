import type { LedgerEvent } from '../src/domain/events/budget.events.js';
import type { RecordedEvent } from '../src/domain/events/recorded-event.js';

/** A value of a view's column. Money is fen (bigint); JSON is text. */
export type ColumnValue = string | number | bigint | null;
/** Values by the names of their columns. */
export type RowValues = Readonly<Record<string, ColumnValue>>;

/**
 * The type of a column. Both integer types are read as a bigint; money is fen and is always `bigint`. A `name` is a text that many rows
 * have, such as the id of a budget, and an `instant` is one of milliseconds in UTC: both are written and read as texts, and an engine
 * may keep them in less space.
 */
export type ColumnType = 'text' | 'name' | 'instant' | 'integer' | 'bigint';

/** The type of a column without the mark that it may be null. */
export const typeOf = (type: ColumnType | `${ColumnType}?`): ColumnType =>
  (type.endsWith('?') ? type.slice(0, -1) : type) as ColumnType;

/** Whether a column is written and read as text. */
export const isText = (type: ColumnType | `${ColumnType}?`): boolean =>
  !['integer', 'bigint'].includes(typeOf(type));

/** A table of a view, on every engine. `budget` must be among the columns of a table that holds budgets' rows. */
export interface ViewTable {
  readonly columns: Readonly<Record<string, ColumnType | `${ColumnType}?`>>;
  readonly primaryKey: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
  /** Whether a row has more than about a kilobyte: an engine may keep the keys of such rows apart from them. */
  readonly hasLargeRows?: boolean;
}

/**
 * One write. A closed list, so that the runner can batch it and every engine can run it:
 * - `insert` a row that is not there;
 * - `upsert` a row by the table's primary key: `set` replaces columns, `add` adds to integer columns (a new row starts at 0);
 * - `update` the rows that match `where`.
 */
export type Statement =
  | { readonly insert: string; readonly row: RowValues }
  | {
      readonly upsert: string;
      readonly key: RowValues;
      readonly set?: RowValues;
      readonly add?: Readonly<Record<string, bigint | number>>;
    }
  | {
      readonly update: string;
      readonly where: RowValues;
      readonly set?: RowValues;
      readonly add?: Readonly<Record<string, bigint | number>>;
    };

type Handlers = {
  readonly [Type in LedgerEvent['type']]?: (
    event: RecordedEvent<Extract<LedgerEvent, { type: Type }>>,
  ) => readonly Statement[];
};

/**
 * What a view is: a name, a version, its tables and, for each event, the statements. Pure: no I/O, no clock, nothing is
 * emitted. Raise the version when tables or statements change and the view is rebuilt beside the old one.
 */
export interface Projection<
  Tables extends Readonly<Record<string, ViewTable>> = Readonly<Record<string, ViewTable>>,
> {
  readonly name: string;
  readonly version: number;
  readonly tables: Tables;
  readonly on: Handlers;
  /** What every event of a budget does, before its own handler. */
  readonly onEvery?: (event: RecordedEvent) => readonly Statement[];
}

/**
 * Checks a definition by its types and returns it unchanged; the tables keep their literal types for {@link
 * TablesOf}.
 */
export const projection = <const Tables extends Readonly<Record<string, ViewTable>>>(
  definition: Projection<Tables>,
): Projection<Tables> => definition;

type Cell<Type> = Type extends 'text' | 'name' | 'instant'
  ? string
  : Type extends 'text?' | 'name?' | 'instant?'
    ? string | null
    : Type extends 'integer' | 'bigint'
      ? bigint
      : bigint | null;

/** The rows of a projection's tables as queries read them: every integer is a bigint. */
export type TablesOf<P> =
  P extends Projection<infer Tables>
    ? {
        [Name in keyof Tables]: {
          [C in keyof Tables[Name]['columns']]: Cell<Tables[Name]['columns'][C]>;
        };
      }
    : never;
