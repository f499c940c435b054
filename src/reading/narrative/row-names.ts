import { ECONOMIC } from '../../domain/classification/economic.js';
import { FUNCTIONAL } from '../../domain/classification/functional.js';
import { formOf } from '../../domain/tables/forms.js';
import { APPROPRIATED_FUNDS, type TableKind } from '../../domain/tables/table-kind.js';
import type { Fen } from '../../domain/values/money.js';
import type { PrintedDocument, PrintedRow } from '../printed.js';
import { labelKey } from '../passages/passage.js';
import { newSubject, type Subject } from './subjects.js';

/** 类, 款, 项 as a sentence names them; null where it names none. */
export interface Path {
  readonly class: string | null;
  readonly group: string | null;
  readonly item: string | null;
}

/** The code of a path, or the deepest code above it that the tables print. */
export interface FoundRow {
  readonly code: string | null;
  readonly above: string | null;
}

interface Entry {
  readonly code: string;
  readonly name: string;
  readonly amounts: readonly Fen[];
}

/** The document's own rows by name: sentences name a subject, tables give its code. */
export class RowNames {
  private readonly functions: readonly Entry[];
  private readonly economic: readonly Entry[];

  constructor(document: PrintedDocument) {
    // The tables of expenditure first: they print every level, the summaries classes only.
    this.functions = entriesOf(document, [
      'expenditure',
      ...APPROPRIATED_FUNDS,
      'revenue',
      'revenue-expenditure',
      'appropriation',
    ]);
    this.economic = entriesOf(document, ['basic-economic']);
  }

  /** The function code at the end of a path; where its name is misprinted, the only row there with that amount. */
  alongPath(path: Path, above: string | null, amount: Fen | null): FoundRow {
    let at = path.class === null ? above : this.classCode(path.class);
    if (path.class !== null && at === null) return { code: null, above: null };
    for (const [name, length] of [
      [path.group, 5],
      [path.item, 7],
    ] as const) {
      if (name === null) continue;
      if (at === null) return { code: this.byName(name, amount, length), above: null };
      // An item beside the one before it: its path is the group of that one.
      const parent: string = at.slice(0, length - 2);
      const next = this.below(parent, name, length, amount);
      if (next === null) return { code: null, above: parent };
      at = next;
    }
    return { code: at, above: at };
  }

  /** Whether a row of the tables has this function code. */
  knows(code: string): boolean {
    return this.functions.some((entry) => entry.code === code);
  }

  /** The function code of a bare name, as in “住房公积金”科目: the deepest row with this name and, if given, this amount. */
  byName(name: string, amount: Fen | null, length?: number): string | null {
    const key = labelKey(name);
    const named = this.functions.filter(
      (entry) =>
        labelKey(entry.name) === key && (length === undefined || entry.code.length === length),
    );
    const codes = distinct(named);
    if (codes.length <= 1) return codes[0] ?? (length === undefined ? classOf(key) : null);
    // A class and its only item often share a name; the printed figure shows which is meant.
    const exact = named.filter((entry) => entry.name === name.trim());
    const pool = exact.length > 0 ? exact : named;
    const fitting = distinct(pool.filter((entry) => amount !== null && fits(entry, amount)));
    return deepest(fitting.length > 0 ? fitting : distinct(pool));
  }

  economicCode(name: string): string | null {
    const key = labelKey(name);
    return (
      this.economic.find((entry) => labelKey(entry.name) === key)?.code ??
      Object.entries(ECONOMIC).find(
        ([code, known]) => code.length === 3 && labelKey(known) === key,
      )?.[0] ??
      null
    );
  }

  /** The longest known class name with which a clause ends: …，社会保障和就业支出 1060056.00 元. */
  classAtEnd(label: string): Subject | null {
    let best: { code: string; name: string } | null = null;
    for (const { code, name } of this.classes())
      if (label.endsWith(bracketless(name)) && name.length > (best?.name.length ?? 0))
        best = { code, name };
    return best && functionSubject(best.code, best.name);
  }

  private classes(): readonly { code: string; name: string }[] {
    const printed = this.functions.filter(({ code }) => code.length === 3);
    const known = Object.entries(FUNCTIONAL)
      .filter(([code]) => code.length === 3)
      .map(([code, name]) => ({ code, name }));
    return [...printed, ...known];
  }

  private classCode(name: string): string | null {
    const key = labelKey(name);
    return this.classes().find((entry) => labelKey(entry.name) === key)?.code ?? null;
  }

  private below(parent: string, name: string, length: number, amount: Fen | null): string | null {
    const children = this.functions.filter(
      ({ code }) => code.length === length && code.startsWith(parent),
    );
    const key = labelKey(name);
    const named = distinct(children.filter((entry) => labelKey(entry.name) === key));
    if (named.length === 1) return named[0] ?? null;
    const similar = distinct(children.filter((entry) => alike(labelKey(entry.name), key)));
    if (similar.length === 1) return similar[0] ?? null;
    const fitting = distinct(children.filter((entry) => amount !== null && fits(entry, amount)));
    return fitting.length === 1 ? (fitting[0] ?? null) : null;
  }
}

/** The subject of a row by function; the claim is its code, or its name where the code is not known. */
export const functionSubject = (code: string | null, name: string): Subject =>
  newSubject('function', code, name, code ?? name);

/** The subject of a row by economic item; the claim is its code, or its name where the code is not known. */
export const economicSubject = (code: string | null, name: string): Subject =>
  newSubject('economic', code, name, code ?? name);

const entriesOf = (document: PrintedDocument, order: readonly TableKind[]): readonly Entry[] => {
  const form = formOf(document);
  return order.flatMap((kind) => {
    const number = form.ofKind(kind)?.table;
    const printed = document.tables.find(({ table }) => table === number);
    return (printed?.rows ?? []).flatMap((row) =>
      row.code === null || row.total === true || row.side === 'revenue'
        ? []
        : [{ code: row.code, name: row.name, amounts: amountsOf(row) }],
    );
  });
};

const amountsOf = (row: PrintedRow): readonly Fen[] =>
  Object.values(row.cells).map(({ amount }) => amount);

/** Sentences round to 万元; a hundred yuan are enough to distinguish two rows. */
const NEAR_FEN = 100_00n;
const fits = (entry: Entry, amount: Fen): boolean =>
  entry.amounts.some((printed) => {
    const difference = printed - amount;
    return -NEAR_FEN <= difference && difference <= NEAR_FEN;
  });

/** Most of the shorter label's characters stand in the other: 城区社区管理事务 beside 其他城乡社区管理事务支出. */
const alike = (one: string, other: string): boolean => {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  const shared = shorter.split('').filter((unit) => longer.includes(unit)).length;
  return shorter.length > 0 && shared * 10 >= shorter.length * 7;
};

const distinct = (entries: readonly Entry[]): readonly string[] => [
  ...new Set(entries.map(({ code }) => code)),
];

const deepest = (codes: readonly string[]): string | null =>
  codes.toSorted((a, b) => b.length - a.length)[0] ?? null;

const classOf = (key: string): string | null =>
  Object.entries(FUNCTIONAL).find(
    ([code, name]) => code.length === 3 && labelKey(name) === key,
  )?.[0] ?? null;

const bracketless = (name: string): string => name.replaceAll('（', '(').replaceAll('）', ')');
