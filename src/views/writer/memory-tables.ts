import type {
  ColumnValue,
  RowValues,
  Statement,
  ViewTable,
} from '../../../projections/projection.js';
import { StatementRefused, type Addends } from './shapes.js';
import { stored } from './statement-writer.js';

/**
 * Tables in memory, in which statements have the effect that they have in a database: what a view holds, without the cost of
 * writing it. Nothing is checked: values have any type, and a row that is inserted twice stands in its table twice.
 */
export class MemoryTables {
  readonly #tables = new Map<string, MemoryTable>();

  constructor(tables: Readonly<Record<string, ViewTable>>) {
    for (const [name, table] of Object.entries(tables))
      this.#tables.set(name, new MemoryTable(table));
  }

  /** @throws {StatementRefused} there is no such table. */
  apply(statement: Statement): void {
    if ('insert' in statement) this.#table(statement.insert).insert(statement.row);
    else if ('upsert' in statement) this.#table(statement.upsert).upsert(statement);
    else this.#table(statement.update).update(statement);
  }

  /** Removes all rows of a table and gives them, each with its values in the order of the table's columns; in no order. */
  take(name: string): ColumnValue[][] {
    return this.#table(name).take();
  }

  #table(name: string): MemoryTable {
    const table = this.#tables.get(name);
    if (table === undefined) throw new StatementRefused(`no projection has a table ${name}`);
    return table;
  }
}

type Row = ColumnValue[];

class MemoryTable {
  #rows: Row[] = [];
  /** The rows by their keys, once they are looked for: most tables get new rows alone. */
  #byKey: Map<string, Row> | null = null;
  readonly #names: readonly string[];
  readonly #blank: Readonly<Row>;
  /** The places of the key's columns. */
  readonly #key: readonly number[];

  constructor({ columns, primaryKey }: ViewTable) {
    this.#names = Object.keys(columns);
    this.#blank = Object.values(columns).map((type) =>
      type === 'integer' || type === 'bigint' ? 0n : null,
    );
    this.#key = primaryKey.map((column) => this.#names.indexOf(column));
  }

  insert(values: RowValues): void {
    this.#add(this.#changed(this.#blank.slice(), values));
  }

  upsert({ key, set = NONE, add = NONE }: Upsert): void {
    const rows = this.#found();
    const text = keyText(this.#key.map((i) => stored(key[this.#names[i]!]!)));
    let row = rows.get(text);
    if (row === undefined) {
      rows.set(text, (row = this.#changed(this.#blank.slice(), key)));
      this.#rows.push(row);
    }
    this.#raise(row, add);
    this.#changed(row, set);
  }

  update({ where, set = NONE, add = NONE }: Update): void {
    for (const row of this.#matching(where)) {
      this.#raise(row, add);
      this.#changed(row, set);
    }
    if (this.#key.some((i) => this.#names[i]! in set)) this.#byKey = null;
  }

  take(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    this.#byKey = null;
    return rows;
  }

  #add(row: Row): void {
    this.#rows.push(row);
    this.#byKey?.set(this.#keyOf(row), row);
  }

  #found(): Map<string, Row> {
    return (this.#byKey ??= new Map(this.#rows.map((row) => [this.#keyOf(row), row])));
  }

  /** Gives a row the values that are named, as a database stores them. */
  #changed(row: Row, values: RowValues): Row {
    for (let i = 0; i < row.length; i++) {
      const value = values[this.#names[i]!];
      if (value !== undefined) row[i] = stored(value);
    }
    return row;
  }

  #raise(row: Row, add: Addends): void {
    for (const name in add) {
      const i = this.#names.indexOf(name);
      row[i] = BigInt(row[i] ?? 0) + BigInt(add[name]!);
    }
  }

  /** The rows that a condition names: by their key, where it has all of it. */
  #matching(where: RowValues): readonly Row[] {
    const wanted = this.#changed(
      this.#names.map(() => null),
      where,
    );
    const places = Object.keys(where).map((name) => this.#names.indexOf(name));
    const matches = (row: Row): boolean =>
      places.every((i) => (row[i] === null ? wanted[i] === null : isSame(row[i]!, wanted[i]!)));
    const known = this.#key.every((i) => wanted[i] !== null)
      ? this.#found().get(this.#keyOf(wanted))
      : null;
    if (known === null) return this.#rows.filter(matches);
    return known !== undefined && matches(known) ? [known] : [];
  }

  #keyOf(row: Readonly<Row>): string {
    return keyText(this.#key.map((i) => row[i]!));
  }
}

/** Different keys give different texts, because each part stands with its length. */
const keyText = (parts: readonly ColumnValue[]): string => {
  if (parts.length === 1) return String(parts[0]);
  let key = '';
  for (const each of parts) {
    const part = String(each);
    key += `${part.length}:${part}`;
  }
  return key;
};

const isSame = (a: ColumnValue, b: ColumnValue): boolean =>
  a === b || (a !== null && b !== null && String(a) === String(b));

type Upsert = Extract<Statement, { upsert: string }>;
type Update = Extract<Statement, { update: string }>;

const NONE = {};
