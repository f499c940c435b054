import { type Classification, functional } from '../../../domain/classification/lookup.js';
import { FUNCTION_ITEM } from '../../../domain/values/line.js';
import { nameKey } from '../../../text/fold.js';
import { readCell } from '../../printed-amount.js';
import type { UnplacedRow, UnplacedTable } from '../lines/table-rows.js';
import { listOf } from '../lines/coded-rows.js';

/** A row whose code and name disagree, and what was proved. */
export interface Mismatch {
  readonly table: number;
  /** Index among the table's rows. */
  readonly at: number;
  readonly row: UnplacedRow;
  /** The code the row gets; its printed one when nothing else could be proved. */
  readonly proved: string | null;
}

/** A row whose code is known and whose name is no name of the classification. */
export interface Misnamed {
  readonly table: number;
  readonly at: number;
  readonly row: UnplacedRow;
  readonly expected: string;
}

/** The rows that cannot be right as printed: codes that disagree with their names, and names that no code has. */
export interface Proof {
  readonly mismatches: readonly Mismatch[];
  readonly misnamed: readonly Misnamed[];
}

/**
 * Proves the codes of the coded tables and writes them into the rows. A name identifies a row within its class; a code
 * whose name is another's is kept only when the other tables or the sums say so. Codes that our list does not
 * have are accepted: it is not the whole national list.
 */
export const proveCodes = (tables: readonly UnplacedTable[]): Proof => {
  const coded = tables.filter(({ form }) => form.shape === 'coded');
  const mismatches: Mismatch[] = [];
  const misnamed: Misnamed[] = [];
  const elsewhere = figuresByCode(coded);
  for (const table of coded) {
    const list = listOf(table.form);
    const odd = oddRows(table, list);
    const taken = new Set(
      table.rows.flatMap((row) => (row.code && list.isNamed(row.code, row.name) ? [row.code] : [])),
    );
    for (const { row, at, above } of odd) {
      const candidates = list.codesNamed(row.name);
      if (candidates.length === 0) {
        if (row.code && row.name !== '')
          misnamed.push({ table: table.form.table, at, row, expected: list.nameOf(row.code)! });
        continue;
      }
      const proved = pick(row, above, table, candidates, taken, elsewhere);
      if (proved === 'plausible') continue;
      if (proved) taken.add(proved);
      mismatches.push({ table: table.form.table, at, row, proved: proved ?? row.code });
    }
  }
  mismatches.push(...disagreeing(coded));
  for (const { row, proved } of mismatches) row.code = proved;
  return { mismatches, misnamed };
};

/** A row to look at: its code and its name do not go together, or it has no code that can be read. */
const isOdd = ({ code, name, total }: UnplacedRow, list: Classification): boolean => {
  if (total || name === '') return false;
  if (code === null) return true;
  if (list.isNamed(code, name)) return false;
  return list.nameOf(code) !== undefined || list.codesNamed(name).length > 0;
};

/** The rows to look at, each with the nearest code above it. */
const oddRows = (
  { rows }: UnplacedTable,
  list: Classification,
): readonly { readonly row: UnplacedRow; readonly at: number; readonly above: string | null }[] => {
  const found: { row: UnplacedRow; at: number; above: string | null }[] = [];
  let above: string | null = null;
  for (const [at, row] of rows.entries()) {
    if (isOdd(row, list)) found.push({ row, at, above });
    if (!row.total) above = row.code ?? above;
  }
  return found;
};

const pick = (
  row: UnplacedRow,
  above: string | null,
  table: UnplacedTable,
  candidates: readonly string[],
  taken: ReadonlySet<string>,
  elsewhere: FiguresByCode,
): string | 'plausible' | undefined => {
  const list = listOf(table.form);
  const { code } = row;
  const context = code ?? above ?? '';
  const free = candidates.filter((candidate) => !taken.has(candidate));
  if (!table.form.schedules.includes('economic')) {
    if (code !== null && list.nameOf(code) === undefined) {
      // 行政运行 and similar names occur in many groups: beside an unknown code they do not disprove it.
      const beside = free.filter(
        (each) => each.length === code.length && groupOf(each) === groupOf(code),
      );
      return beside[0] ?? 'plausible';
    }
    if (code !== null && tiesElsewhere(row, code, table, elsewhere)) return code;
    const inGroup = free.filter(
      (each) => groupOf(each) === groupOf(context) || (above !== null && isNextTo(each, above)),
    );
    const only = code === null && free.length === 1 ? free : [];
    return (
      inGroup.find((each) => each.length === (code?.length ?? each.length)) ?? inGroup[0] ?? only[0]
    );
  }
  const inClass = free.find((each) => each.startsWith(context.slice(0, 3)) && each.length > 3);
  if (inClass) return inClass;
  // 309 is never basic expenditure, so that 办公设备购置 is 31002.
  const others = free.filter((each) => !each.startsWith('309') && !each.startsWith('311'));
  const other = others[0] ?? free[0];
  if (other === undefined || code === null) return other;
  return provesClass(row, table) ? code : other;
};

const groupOf = (code: string): string => code.slice(0, Math.max(3, code.length - 2));

/** Whether a code may follow another in a table: the same group, or one level below. */
const isNextTo = (code: string, above: string): boolean =>
  groupOf(code) === above || groupOf(code) === groupOf(above);

type FiguresByCode = ReadonlyMap<string, ReadonlySet<bigint>>;

/** The first figures (合计) that tables print beside a code that has its own name. */
const figuresByCode = (tables: readonly UnplacedTable[]): FiguresByCode => {
  const figures = new Map<string, Set<bigint>>();
  for (const table of tables)
    for (const row of table.rows) {
      const first = firstFigure(row, table);
      if (table.form.schedules.includes('economic') || !row.code || first === undefined) continue;
      if (!listOf(table.form).isNamed(row.code, row.name)) continue;
      const known = figures.get(row.code);
      if (known) known.add(first);
      else figures.set(row.code, new Set([first]));
    }
  return figures;
};

const firstFigure = ({ parts }: UnplacedRow, { unit }: UnplacedTable): bigint | undefined => {
  for (const part of parts) {
    const reading = readCell(part.text, unit, part);
    if (reading.kind === 'amount') return reading.amount;
  }
  return undefined;
};

/** Another table prints this row's figure beside the printed code, under the code's own name: so the name is wrong. */
const tiesElsewhere = (
  row: UnplacedRow,
  code: string,
  table: UnplacedTable,
  elsewhere: FiguresByCode,
): boolean => {
  const figure = firstFigure(row, table);
  if (figure === undefined || figure === 0n || !elsewhere.get(code)?.has(figure)) return false;
  const named = listOf(table.form).codesNamed(row.name);
  return !named.some((each) => elsewhere.get(each)?.has(figure));
};

/** Whether the printed class counts this row in its sum, so that the row cannot be of another class. */
const provesClass = (row: UnplacedRow, table: UnplacedTable): boolean => {
  const lei = row.code!.slice(0, 3);
  const head = table.rows.find((each) => each.code === lei && each !== row);
  const whole = head && firstFigure(head, table);
  if (whole === undefined) return false;
  const below = table.rows.filter((each) => each.code?.startsWith(lei) && each !== head);
  return below.reduce((sum, each) => sum + (firstFigure(each, table) ?? 0n), 0n) === whole;
};

/** Two tables against one: with a single other table it is open which is wrong. */
const TABLES_MIN = 2;

/**
 * Codes that the list does not have are compared over the tables of the document: one name in one group has one code.
 * Where a table prints another code than two others do, theirs is taken.
 */
const disagreeing = (tables: readonly UnplacedTable[]): readonly Mismatch[] => {
  const functions = tables.filter(({ form }) => !form.schedules.includes('economic'));
  const printed = new Map<string, Map<string, Set<number>>>();
  for (const { form, rows } of functions)
    for (const row of rows) {
      const subject = groupAndName(row);
      if (subject === undefined) continue;
      const codes = printed.get(subject) ?? new Map<string, Set<number>>();
      printed.set(subject, codes);
      codes.set(row.code!, (codes.get(row.code!) ?? new Set()).add(form.table));
    }
  return functions.flatMap(({ form: { table }, rows }) =>
    rows.flatMap((row, at): Mismatch[] => {
      const codes = printed.get(groupAndName(row) ?? '');
      if (!codes || codes.size !== 2 || codes.get(row.code!)!.size !== 1) return [];
      const [other] = [...codes].find(([code]) => code !== row.code)!;
      const elsewhere = [...codes.get(other)!].filter((each) => each !== table);
      return elsewhere.length >= TABLES_MIN ? [{ table, at, row, proved: other }] : [];
    }),
  );
};

/** The group and the name of an item that the list does not know. */
const groupAndName = ({ code, name, total }: UnplacedRow): string | undefined =>
  total ||
  code === null ||
  !FUNCTION_ITEM.test(code) ||
  name === '' ||
  functional.nameOf(code) !== undefined
    ? undefined
    : `${code.slice(0, 5)} ${nameKey(name)}`;
