import {
  isText,
  typeOf,
  type ColumnType,
  type RowValues,
  type ViewTable,
} from '../../../projections/projection.js';
import { quoted, type SqlDialect } from '../sql-dialect.js';

/** The compiled form of statements of one kind with the same columns. */
export interface Shape {
  readonly kind: 'insert' | 'upsert' | 'update';
  /** The columns of a statement's values, in the order of its parameters. */
  readonly columns: readonly Column[];
  /**
   * The indexes at which the second and the third part of the columns begin. Parts of an insert and an upsert: key, set,
   * add; an insert has only set. Parts of an update: add, set, where.
   */
  readonly second: number;
  readonly third: number;
  /** The SQL text for a number of rows. `shared` is a bit set of the columns with the same value in all rows. */
  readonly sql: (rows: number, shared: number) => string;
  /** The sets of shared columns with a compiled text. */
  readonly sharings: number[];
  /** The indexes of the columns that are names. */
  readonly names: readonly number[];
  /** True when the rows are not found by the primary key. */
  readonly searches: boolean;
}

/** A column of a table as a statement binds it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly text: boolean;
  readonly nullable: boolean;
}

/** What an upsert or update adds to integer columns, such as fen, by the column's name. */
export type Addends = Readonly<Record<string, bigint | number>>;

/** A statement that the tables cannot accept: a bug of the projection for this event. */
export class StatementRefused extends Error {
  override readonly name = 'StatementRefused';
}

/** The number of columns that can be shared: a set of them must fit in the bits of an integer. */
export const SHARED_COLUMNS_MAX = 30;

/** The bit of a column in a set of shared columns; 0 for a column that cannot be shared. */
export const bit = (column: number): number => (column < SHARED_COLUMNS_MAX ? 1 << column : 0);

/** The shapes of one table's statements. Each shape is checked and compiled once. */
export class Shapes {
  readonly #columns = new Map<string, Column>();
  readonly #shapes = new Map<string, Shape>();

  constructor(
    private readonly name: string,
    private readonly table: ViewTable,
    private readonly physical: string,
    private readonly dialect: SqlDialect,
  ) {
    for (const [column, type] of Object.entries(table.columns))
      this.#columns.set(column, {
        name: column,
        type: typeOf(type),
        text: isText(type),
        nullable: type.endsWith('?'),
      });
  }

  insert(row: RowValues): Shape {
    const names = Object.keys(row);
    return this.#shape(`insert ${names.join()}`, () => {
      for (const { name, nullable } of this.#columns.values())
        if (!nullable && !(name in row))
          throw new StatementRefused(`a row of ${this.name} needs a value for ${name}`);
      return {
        kind: 'insert',
        ...this.#columnsOf(names),
        second: 0,
        third: names.length,
        sql: this.#insertSql(names, ''),
        sharings: [0],
        searches: false,
      };
    });
  }

  upsert(key: RowValues, set: RowValues, add: Addends): Shape {
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
      const conflict = ` ON CONFLICT (${primaryKey.map(quoted).join(', ')}) DO ${
        changes.length === 0 ? 'NOTHING' : `UPDATE SET ${changes.join(', ')}`
      }`;
      return {
        kind: 'upsert',
        ...this.#columnsOf(names),
        second: keys.length,
        third: keys.length + sets.length,
        sql: this.#insertSql(names, conflict),
        sharings: [0],
        searches: false,
      };
    });
  }

  update(where: RowValues, set: RowValues, add: Addends): Shape {
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
        ...this.#columnsOf([...adds, ...sets, ...given]),
        second: adds.length,
        third: adds.length + sets.length,
        sql: () => text,
        sharings: [0],
        searches: !given.includes(this.table.primaryKey[0]!),
      };
    });
  }

  #shape(key: string, make: () => Shape): Shape {
    let shape = this.#shapes.get(key);
    if (shape === undefined) this.#shapes.set(key, (shape = make()));
    return shape;
  }

  #insertSql(names: readonly string[], conflict: string): Shape['sql'] {
    const texts = new Map<string, string>();
    return (rows, shared) => {
      const key = `${rows} ${shared}`;
      let text = texts.get(key);
      if (text === undefined) {
        let [n, s] = [0, 0];
        const sharedNames = names.map((_, i) => (shared & bit(i) ? this.dialect.shared(++s) : ''));
        const row = () =>
          `(${sharedNames.map((name) => name || this.dialect.placeholder(s + ++n)).join(', ')})`;
        text = `INSERT INTO ${quoted(this.physical)} AS mine (${names.map(quoted).join(', ')}) VALUES ${Array.from({ length: rows }, row).join(', ')}${conflict}`;
        texts.set(key, text);
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

  #columnsOf(names: readonly string[]): Pick<Shape, 'columns' | 'names'> {
    const columns = names.map((name) => this.#column(name));
    return { columns, names: columns.flatMap(({ type }, i) => (type === 'name' ? [i] : [])) };
  }

  #refuseTwice(names: readonly string[]): void {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      throw new StatementRefused(`a statement gives ${this.name}.${twice} twice`);
  }
}
