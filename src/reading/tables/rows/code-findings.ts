import { classNamed, functional } from '../../../domain/classification/lookup.js';
import type { Finding } from '../../../domain/events/finding.js';
import { isTotalLabel, listOf } from '../lines/coded-rows.js';
import type { Mismatch, Misnamed, Proof } from './prove-codes.js';
import { tidyName, type UnplacedRow, type UnplacedTable } from '../lines/table-rows.js';
import { finding, placeOf, quote } from '../../findings.js';
import type { BudgetForm } from '../../../domain/tables/budget-form.js';
import { isLeftOver } from '../lines/two-sided-rows.js';

/** Consecutive rows whose codes all lag behind or run ahead of their names have one cause. */
const SHIFT_ROWS_MIN = 3;
/** A row whose name cannot be read does not end a shift. */
const SHIFT_GAP_ROWS = 1;

/** The findings on the codes and the names of all tables. */
export const codeFindings = (
  tables: readonly UnplacedTable[],
  proof: Proof,
  form: BudgetForm,
): readonly Finding[] => [
  ...tables.flatMap((table) =>
    mismatchFindings(
      table,
      proof.mismatches.filter((each) => each.table === table.form.table),
    ),
  ),
  ...merged(proof.misnamed.map(misnamedFinding)),
  ...merged(tables.flatMap((table) => labelFindings(table, form))),
];

const mismatchFindings = (
  table: UnplacedTable,
  mismatches: readonly Mismatch[],
): readonly Finding[] => {
  const shifted = runs(mismatches).filter(isShift).flat();
  const single = mismatches.filter((each) => !shifted.includes(each));
  return [
    ...(shifted.length > 0 ? [shiftFinding(table, shifted)] : []),
    ...single.map((each) => mismatchFinding(table, each)),
  ];
};

const runs = (mismatches: readonly Mismatch[]): readonly (readonly Mismatch[])[] => {
  const found: Mismatch[][] = [];
  for (const each of mismatches) {
    const run = found.at(-1);
    if (run && each.at - run.at(-1)!.at <= 1 + SHIFT_GAP_ROWS) run.push(each);
    else found.push([each]);
  }
  return found;
};

/** Codes that lag behind their names, or run ahead of them, but for one that is misprinted besides. */
const isShift = (run: readonly Mismatch[]): boolean => {
  if (run.length < SHIFT_ROWS_MIN) return false;
  const ahead = run.filter(({ row, proved }) => (proved ?? '') > (row.printedCode ?? '')).length;
  return Math.min(ahead, run.length - ahead) * 5 <= run.length;
};

const shown = (code: string | null, name: string): string =>
  `${code ?? ''} ${tidyName(name)}`.trim();

const shiftFinding = (table: UnplacedTable, run: readonly Mismatch[]): Finding => {
  const { table: number } = table.form;
  const [first] = run;
  return finding(
    'CODE-NAME',
    'warning',
    `Table ${number} prints ${run.length} rows in a row with codes that belong to other rows' names, from ${quote(shown(first!.row.printedCode, first!.row.name))} to ${quote(shown(run.at(-1)!.row.printedCode, run.at(-1)!.row.name))}; the names and the sums are followed.`,
    run.map(({ row, at }) => placeOf(row.line, number, { row: at + 1, text: row.text })),
    {
      table: number,
      subject: first!.row.printedCode,
      printed: shown(first!.row.printedCode, first!.row.name),
      expected: shown(first!.proved, first!.row.name),
      hint: 'row-shifted',
    },
  );
};

const mismatchFinding = (table: UnplacedTable, { row, at, proved }: Mismatch): Finding => {
  const { table: number } = table.form;
  const kept = proved !== null && proved === row.printedCode;
  const listed = proved === null ? undefined : listOf(table.form).nameOf(proved);
  const printed = shown(row.printedCode, row.name);
  const shownAs = row.printedCode === null ? 'without a code' : `as ${quote(printed)}`;
  const follows =
    proved === null
      ? 'no code could be proved'
      : kept
        ? `the code is kept, which is ${quote(listed ?? '')}'s`
        : `by its name it is ${proved}`;
  return finding(
    'CODE-NAME',
    'warning',
    `Table ${number} prints ${quote(tidyName(row.name))} ${shownAs}: ${follows}.`,
    [placeOf(row.line, number, { row: at + 1, text: row.text })],
    {
      table: number,
      subject: row.printedCode ?? proved,
      printed,
      expected: proved === null ? null : shown(proved, kept ? (listed ?? row.name) : row.name),
    },
  );
};

const misnamedFinding = ({ table, at, row, expected }: Misnamed): Finding =>
  finding(
    'LABEL',
    'warning',
    `Table ${table} prints ${quote(tidyName(row.name))} beside ${row.code}, where ${quote(expected)} was expected.`,
    [placeOf(row.line, table, { row: at + 1, text: row.text })],
    { table, subject: row.code, printed: tidyName(row.name), expected },
  );

const labelFindings = (table: UnplacedTable, form: BudgetForm): readonly Finding[] => [
  ...table.rows.flatMap((row, at) => totalLabel(row, at, table, form)),
  ...sideLabels(table, form),
];

/** A total that its place and its figures show, under a misprinted label. */
const totalLabel = (
  row: UnplacedRow,
  at: number,
  { form: { table, shape } }: UnplacedTable,
  { totals }: BudgetForm,
): readonly Finding[] => {
  if (!row.total || shape !== 'coded' || isTotalLabel(row.name)) return [];
  return [
    finding(
      'LABEL',
      'warning',
      `Table ${table} prints ${quote(row.name)}, where ${quote(totals.all)} was expected.`,
      [placeOf(row.line, table, { row: at + 1, text: row.text })],
      { table, subject: row.name, printed: row.name, expected: totals.all },
    ),
  ];
};

const sideLabels = (table: UnplacedTable, form: BudgetForm): readonly Finding[] =>
  table.form.shape === 'two-sided'
    ? table.rows.flatMap((row, at) =>
        row.side === 'revenue' ? revenueLabel(row, at, table, form) : className(row, at, table),
      )
    : [];

const className = (
  row: UnplacedRow,
  at: number,
  { form: { table } }: UnplacedTable,
): readonly Finding[] => {
  if (row.total || isLeftOver(row.name)) return [];
  const name = tidyName(row.name);
  const code = classNamed(row.name);
  const expected = code === undefined ? undefined : functional.nameOf(code);
  if (expected !== undefined && name.includes('其它'))
    return [
      finding(
        'LABEL',
        'warning',
        `Table ${table} prints ${quote(name)}, where ${quote(expected)} was expected.`,
        [placeOf(row.line, table, { row: at + 1, text: row.text })],
        { table, subject: name, printed: name, expected },
      ),
    ];
  if (row.code !== null || code !== undefined) return [];
  return [
    finding(
      'LABEL',
      'warning',
      `Table ${table} prints ${quote(name)}, which names no class of the classification.`,
      [placeOf(row.line, table, { row: at + 1, text: row.text })],
      { table, subject: name, printed: name },
    ),
  ];
};

const revenueLabel = (
  row: UnplacedRow,
  at: number,
  { form: { table } }: UnplacedTable,
  form: BudgetForm,
): readonly Finding[] => {
  const meant = row.total ? undefined : form.correctedRevenueLabel(row.name);
  if (meant === undefined) return [];
  const name = tidyName(row.name);
  return [
    finding(
      'LABEL',
      'warning',
      `Table ${table} prints ${quote(name)}, where ${quote(meant)} was expected.`,
      [placeOf(row.line, table, { row: at + 1, text: row.text })],
      { table, subject: name, printed: name, expected: meant },
    ),
  ];
};

/** The same misprint in several tables is one finding with a place for each. */
const merged = (findings: readonly Finding[]): readonly Finding[] => {
  const byMisprint = new Map<string, Finding>();
  for (const each of findings) {
    const misprint = JSON.stringify([each.subject, each.printed, each.expected]);
    const known = byMisprint.get(misprint);
    byMisprint.set(
      misprint,
      known ? { ...known, places: [...known.places, ...each.places] } : each,
    );
  }
  return [...byMisprint.values()];
};
