import type { RowValues, Statement, ViewTable } from '../../projections/projection.js';
import { quoted, type SqlDialect } from './sql-dialect.js';
import type { ViewsTransaction } from './views-database.js';

/** Rows of one INSERT. More save little, and every size is one more prepared statement to keep. */
const INSERT_ROWS_MAX = 64;

type Value = string | number | bigint | null;
type Addends = Readonly<Record<string, bigint | number>>;

/** A statement that no table can take: a bug of the projection that only this event brings up. */
export class StatementRefused extends Error {
  override readonly name = 'StatementRefused';
}

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
    /** Called before rows of a table are looked up by other columns than its key's first: its indexes are needed now. */
    onSearch: (tx: ViewsTransaction, table: string) => Promise<void>,
  ) {
    for (const [name, table] of Object.entries(tables))
      this.#tables.set(
        name,
        new TableWriter(name, table, physicalName(name), dialect, (tx) => onSearch(tx, name)),
      );
  }

  /** @throws {StatementRefused} the tables cannot take it; then {@link discard}, as part of it may be collected. */
  add(statement: Statement): void {
    if ('insert' in statement) this.#table(statement.insert).insert(statement.row);
    else if ('upsert' in statement) this.#table(statement.upsert).upsert(statement);
    else this.#table(statement.update).update(statement);
  }

  get pending(): boolean {
    for (const table of this.#tables.values()) if (table.pending) return true;
    return false;
  }

  async flush(tx: ViewsTransaction): Promise<void> {
    for (const table of this.#tables.values()) if (table.pending) await table.flush(tx);
  }

  /** Forgets what was added since the last flush. */
  discard(): void {
    for (const table of this.#tables.values()) table.discard();
  }

  #table(name: string): TableWriter {
    const table = this.#tables.get(name);
    if (table === undefined)
      throw new StatementRefused(`there is no table ${name} in this projection`);
    return table;
  }
}

/** What statements of the same kind and columns have in common. `sql` is compiled once for each number of rows. */
interface Shape {
  readonly kind: 'insert' | 'upsert' | 'update';
  /** The columns whose values a statement brings, in the order of its parameters. */
  readonly columns: readonly Column[];
  /** For an upsert: how many of the columns are the key, and how many the key and `set`. The others are added. */
  readonly keys: number;
  readonly sets: number;
  readonly sql: (rows: number) => string;
  /** True when the key does not lead to the rows. */
  readonly searches: boolean;
}

/** Statements of one shape that came one after another: their values, row after row. */
interface Run {
  readonly shape: Shape;
  readonly values: Value[];
  /** Where the row of a key begins in `values`, for upserts: a second one of the same key changes that row. */
  readonly rowOfKey: Map<string, number> | undefined;
}

interface Column {
  readonly name: string;
  readonly text: boolean;
  readonly nullable: boolean;
}

class TableWriter {
  readonly #columns = new Map<string, Column>();
  readonly #shapes = new Map<string, Shape>();
  #runs: Run[] = [];

  constructor(
    readonly name: string,
    readonly table: ViewTable,
    readonly physical: string,
    readonly dialect: SqlDialect,
    readonly onSearch: (tx: ViewsTransaction) => Promise<void>,
  ) {
    for (const [column, type] of Object.entries(table.columns))
      this.#columns.set(column, {
        name: column,
        text: type.startsWith('text'),
        nullable: type.endsWith('?'),
      });
  }

  get pending(): boolean {
    return this.#runs.length > 0;
  }

  discard(): void {
    this.#runs = [];
  }

  insert(row: RowValues): void {
    const last = this.#runs.at(-1);
    if (last?.shape.kind === 'insert' && this.#push(last, row)) return;
    const run = this.#run(this.#insertShape(Object.keys(row)));
    if (!this.#push(run, row)) throw new Error('a row has the columns that it has');
  }

  upsert({ key, set, add }: { key: RowValues; set?: RowValues; add?: Addends }): void {
    const shape = this.#upsertShape(key, set ?? {}, add ?? {});
    const run = this.#run(shape);
    const { columns, keys, sets } = shape;
    const { values } = run;

    let rowKey = '';
    for (let i = 0; i < keys; i++) {
      const part = this.#fits(columns[i]!, key[columns[i]!.name]);
      // With its length, so that no two keys have one spelling.
      rowKey = keys === 1 ? String(part) : `${rowKey}${String(part).length}:${part}`;
    }
    const known = run.rowOfKey!.get(rowKey);
    const start = known ?? values.length;
    if (known === undefined) {
      run.rowOfKey!.set(rowKey, start);
      for (let i = 0; i < keys; i++) values.push(key[columns[i]!.name]!);
    }
    for (let i = keys; i < sets; i++)
      values[start + i] = this.#fits(columns[i]!, set![columns[i]!.name]);
    for (let i = sets; i < columns.length; i++) {
      const addend = this.#fits(columns[i]!, add![columns[i]!.name]) as number | bigint;
      values[start + i] =
        known === undefined
          ? addend
          : BigInt(values[start + i] as number | bigint) + BigInt(addend);
    }
  }

  update({ where, set, add }: { where: RowValues; set?: RowValues; add?: Addends }): void {
    const shape = this.#updateShape(where, set ?? {}, add ?? {});
    const { values } = this.#run(shape);
    const { columns, keys, sets } = shape;
    // A number is bound as a float, and a sum with a float is no longer exact.
    for (let i = 0; i < keys; i++)
      values.push(BigInt(this.#fits(columns[i]!, add![columns[i]!.name]) as number | bigint));
    for (let i = keys; i < sets; i++) values.push(this.#fits(columns[i]!, set![columns[i]!.name]));
    for (let i = sets; i < columns.length; i++)
      values.push(this.#fits(columns[i]!, where[columns[i]!.name]));
  }

  async flush(tx: ViewsTransaction): Promise<void> {
    const runs = this.#runs;
    this.#runs = [];
    for (const { shape, values } of runs) {
      if (shape.searches) await this.onSearch(tx);
      const width = shape.columns.length;
      let rows = shape.kind === 'update' ? 1 : INSERT_ROWS_MAX;
      for (let at = 0; at < values.length;) {
        // The rest goes in powers of two, so that few statements serve every number of rows.
        while (at + rows * width > values.length) rows /= 2;
        const end = at + rows * width;
        const done = tx.run(
          shape.sql(rows),
          at === 0 && end === values.length ? values : values.slice(at, end),
        );
        // A promise for each call costs more than a row: SQLite gives none.
        if (done !== undefined) await done;
        at = end;
      }
    }
  }

  /** Adds a row to a run of inserts; false, and nothing done, when its columns are others. This is the hot loop. */
  #push(run: Run, row: RowValues): boolean {
    const { values } = run;
    const { columns } = run.shape;
    const start = values.length;
    let i = 0;
    for (const name in row) {
      const column = columns[i];
      if (column === undefined || column.name !== name) {
        values.length = start;
        return false;
      }
      values.push(this.#fits(column, row[name]));
      i++;
    }
    if (i === columns.length) return true;
    values.length = start;
    return false;
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

  #run(shape: Shape): Run {
    const last = this.#runs.at(-1);
    if (last?.shape === shape) return last;
    const run: Run = {
      shape,
      values: [],
      rowOfKey: shape.kind === 'upsert' ? new Map() : undefined,
    };
    this.#runs.push(run);
    return run;
  }

  #insertShape(names: readonly string[]): Shape {
    return this.#shape(`insert ${names.join()}`, () => {
      for (const { name, nullable } of this.#columns.values())
        if (!nullable && !names.includes(name))
          throw new StatementRefused(`a row of ${this.name} needs a value for ${name}`);
      return {
        kind: 'insert',
        columns: names.map((name) => this.#column(name)),
        keys: 0,
        sets: names.length,
        sql: this.#insertSql(names, ''),
        searches: false,
      };
    });
  }

  #upsertShape(key: RowValues, set: RowValues, add: Addends): Shape {
    const [keys, sets, adds] = [Object.keys(key), Object.keys(set), Object.keys(add)];
    return this.#shape(`upsert ${keys.join()};${sets.join()};${adds.join()}`, () => {
      const { primaryKey } = this.table;
      if (keys.length !== primaryKey.length || primaryKey.some((name) => !(name in key)))
        throw new StatementRefused(
          `an upsert into ${this.name} names its key: ${primaryKey.join(', ')}`,
        );
      const names = [...keys, ...sets, ...adds];
      this.#refuseTwice(names);
      const changes = [
        ...sets.map((name) => `${quoted(name)} = excluded.${quoted(name)}`),
        ...adds.map(
          (name) => `${quoted(name)} = ${this.#sum('mine.', name, `excluded.${quoted(name)}`)}`,
        ),
      ];
      return {
        kind: 'upsert',
        columns: names.map((name) => this.#column(name)),
        keys: keys.length,
        sets: keys.length + sets.length,
        sql: this.#insertSql(
          names,
          ` ON CONFLICT (${primaryKey.map(quoted).join(', ')}) DO ${
            changes.length === 0 ? 'NOTHING' : `UPDATE SET ${changes.join(', ')}`
          }`,
        ),
        searches: false,
      };
    });
  }

  #updateShape(where: RowValues, set: RowValues, add: Addends): Shape {
    const [wheres, sets, adds] = [Object.keys(where), Object.keys(set), Object.keys(add)];
    const nulls = wheres.filter((name) => where[name] === null);
    const key = `update ${wheres.join()};${nulls.join()};${sets.join()};${adds.join()}`;
    return this.#shape(key, () => {
      this.#refuseTwice([...sets, ...adds]);
      if (sets.length + adds.length === 0)
        throw new StatementRefused(`an update of ${this.name} changes something`);
      const given = wheres.filter((name) => where[name] !== null);
      let n = 0;
      const parameter = () => this.dialect.placeholder(++n);
      const changes = [
        ...adds.map((name) => `${quoted(name)} = ${this.#sum('', name, parameter())}`),
        ...sets.map((name) => `${quoted(name)} = ${parameter()}`),
      ];
      const conditions = [
        ...given.map((name) => `${quoted(name)} = ${parameter()}`),
        ...nulls.map((name) => `${quoted(this.#column(name).name)} IS NULL`),
      ];
      const text = `UPDATE ${quoted(this.physical)} SET ${changes.join(', ')}${
        conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
      }`;
      return {
        kind: 'update',
        columns: [...adds, ...sets, ...given].map((name) => this.#column(name)),
        keys: adds.length,
        sets: adds.length + sets.length,
        sql: () => text,
        searches: !given.includes(this.table.primaryKey[0]!),
      };
    });
  }

  #shape(key: string, make: () => Shape): Shape {
    let shape = this.#shapes.get(key);
    if (shape === undefined) this.#shapes.set(key, (shape = make()));
    return shape;
  }

  #insertSql(names: readonly string[], conflict: string): (rows: number) => string {
    const texts = new Map<number, string>();
    return (rows) => {
      let text = texts.get(rows);
      if (text === undefined) {
        let n = 0;
        const row = () => `(${names.map(() => this.dialect.placeholder(++n)).join(', ')})`;
        text = `INSERT INTO ${quoted(this.physical)} AS mine (${names.map(quoted).join(', ')}) VALUES ${Array.from({ length: rows }, row).join(', ')}${conflict}`;
        texts.set(rows, text);
      }
      return text;
    };
  }

  #sum(qualifier: string, name: string, addend: string): string {
    const { text, nullable } = this.#column(name);
    if (text) throw new StatementRefused(`${this.name}.${name} is text: nothing adds to it`);
    const column = qualifier + quoted(name);
    return nullable ? `coalesce(${column}, 0) + ${addend}` : `${column} + ${addend}`;
  }

  #column(name: string): Column {
    const column = this.#columns.get(name);
    if (column === undefined) throw new StatementRefused(`${this.name} has no column ${name}`);
    return column;
  }

  #refuseTwice(names: readonly string[]): void {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      throw new StatementRefused(`a statement gives ${this.name}.${twice} twice`);
  }
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
