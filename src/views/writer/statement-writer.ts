import type { RowValues, Statement, ViewTable } from '../../../projections/projection.js';
import { Shapes, StatementRefused, type Addends, type Column, type Shape } from './shapes.js';
import type { SqlDialect } from '../sql-dialect.js';
import type { ViewsTransaction } from '../views-database.js';
import { writeRows } from './write-rows.js';

type Value = string | number | bigint | null;

/** Makes what rows are looked up by in one table quick, before they are. */
export type OnSearch = (tx: ViewsTransaction, table: string) => Promise<void>;

/**
 * Collects the statements of one generation of a projection and writes them in as few calls as possible. Statements of
 * one table take effect in the order in which they were added; tables do not wait for each other.
 */
export class StatementWriter {
  readonly #tables = new Map<string, TableWriter>();

  constructor(
    tables: Readonly<Record<string, ViewTable>>,
    physicalName: (table: string) => string,
    dialect: SqlDialect,
    /** Called before rows are looked up by other columns than the first of the key. */
    private readonly onSearch: OnSearch,
  ) {
    for (const [name, table] of Object.entries(tables))
      this.#tables.set(
        name,
        new TableWriter(name, new Shapes(name, table, physicalName(name), dialect)),
      );
  }

  get pending(): boolean {
    for (const { runs } of this.#tables.values()) if (runs.length > 0) return true;
    return false;
  }

  /** @throws {StatementRefused} the tables cannot take it; then {@link discard}, as part of it may be collected. */
  add(statement: Statement): void {
    if ('insert' in statement) this.#table(statement.insert).insert(statement.row);
    else if ('upsert' in statement) this.#table(statement.upsert).upsert(statement);
    else this.#table(statement.update).update(statement);
  }

  async flush(tx: ViewsTransaction): Promise<void> {
    for (const [name, table] of this.#tables) {
      if (table.runs.length === 0) continue;
      const { runs } = table;
      table.runs = [];
      for (const { shape, values } of runs) {
        if (shape.searches) await this.onSearch(tx, name);
        await writeRows(tx, shape, values);
      }
    }
  }

  /** Forgets what was added since the last flush. */
  discard(): void {
    for (const table of this.#tables.values()) table.runs = [];
  }

  #table(name: string): TableWriter {
    const table = this.#tables.get(name);
    if (table === undefined)
      throw new StatementRefused(`there is no table ${name} in this projection`);
    return table;
  }
}

/** Statements of one shape that came one after another: their values, row after row. */
interface Run {
  readonly shape: Shape;
  readonly values: Value[];
  /** Where the row of a key begins in `values`, for upserts: a second one of the same key changes that row. */
  readonly rowOfKey: Map<string, number>;
}

/**
 * Collects the rows of one table. This is the inner loop of every rebuild: the shape of the last statement is tried
 * first, and nothing is made for a row but its values.
 */
class TableWriter {
  runs: Run[] = [];

  constructor(
    private readonly name: string,
    private readonly shapes: Shapes,
  ) {}

  insert(row: RowValues): void {
    const last = this.#last('insert');
    const isSame = last !== undefined && ends(last, 0, row) === last.columns.length;
    const { shape, values } = this.#run(isSame ? last : this.shapes.insert(row));
    for (const column of shape.columns) values.push(this.#fits(column, row[column.name]));
  }

  upsert({ key, set = NONE, add = NONE }: Upsert): void {
    const last = this.#last('upsert');
    const isSame =
      last !== undefined &&
      ends(last, 0, key) === last.second &&
      ends(last, last.second, set) === last.third &&
      ends(last, last.third, add) === last.columns.length;
    const { shape, values, rowOfKey } = this.#run(
      isSame ? last : this.shapes.upsert(key, set, add),
    );
    const { columns, second, third } = shape;

    let rowKey = '';
    for (let i = 0; i < second; i++) {
      const part = String(this.#fits(columns[i]!, key[columns[i]!.name]));
      // With its length, so that no two keys have one spelling.
      rowKey = second === 1 ? part : `${rowKey}${part.length}:${part}`;
    }
    const known = rowOfKey.get(rowKey);
    const start = known ?? values.length;
    if (known === undefined) {
      rowOfKey.set(rowKey, start);
      for (let i = 0; i < second; i++) values.push(key[columns[i]!.name]!);
    }
    for (let i = second; i < third; i++)
      values[start + i] = this.#fits(columns[i]!, set[columns[i]!.name]);
    for (let i = third; i < columns.length; i++) {
      const addend = this.#addend(columns[i]!, add);
      values[start + i] =
        known === undefined
          ? addend
          : BigInt(values[start + i] as bigint | number) + BigInt(addend);
    }
  }

  update({ where, set = NONE, add = NONE }: Update): void {
    const { shape, values } = this.#run(this.shapes.update(where, set, add));
    const { columns, second, third } = shape;
    // A number is bound as a float, and a sum with a float is no longer exact.
    for (let i = 0; i < second; i++) values.push(BigInt(this.#addend(columns[i]!, add)));
    for (let i = second; i < third; i++)
      values.push(this.#fits(columns[i]!, set[columns[i]!.name]));
    for (let i = third; i < columns.length; i++)
      values.push(this.#fits(columns[i]!, where[columns[i]!.name]));
  }

  #last(kind: Shape['kind']): Shape | undefined {
    const shape = this.runs.at(-1)?.shape;
    return shape?.kind === kind ? shape : undefined;
  }

  #run(shape: Shape): Run {
    const last = this.runs.at(-1);
    if (last?.shape === shape) return last;
    const run: Run = { shape, values: [], rowOfKey: new Map() };
    this.runs.push(run);
    return run;
  }

  #addend(column: Column, add: Addends): bigint | number {
    const addend = this.#fits(column, add[column.name]);
    if (typeof addend === 'bigint' || typeof addend === 'number') return addend;
    throw new StatementRefused(`nothing can be added to ${this.name}.${column.name} but a number`);
  }

  /** The value, if the column's type has it: the same on every engine, however lenient. */
  #fits(column: Column, value: unknown): Value {
    if (column.text ? typeof value === 'string' : typeof value === 'bigint') return value as Value;
    if (value === null && column.nullable) return null;
    if (!column.text && typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw new StatementRefused(
      `${this.name}.${column.name} is ${column.text ? 'text' : 'a whole number'}${column.nullable ? ' or null' : ''}, not ${shown(value)}`,
    );
  }
}

type Upsert = Extract<Statement, { upsert: string }>;
type Update = Extract<Statement, { update: string }>;

const NONE = {};

/** Where the names of a record end, when they are the shape's columns from `from` on; -1 when they are not. */
const ends = ({ columns }: Shape, from: number, record: RowValues | Addends): number => {
  let i = from;
  for (const name in record) if (columns[i++]?.name !== name) return -1;
  return i;
};

const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
