/**
 * Compares what is read of documents with what they are known to say, and prints a table:
 * `node --import ./test/support/typescript-loader.mjs test/documents/measure-reading.ts FOLDER`, where FOLDER holds `NAME.pdf` (or another kind of
 * file) beside `NAME.expected.json`. With a second argument, each difference of the documents whose names contain it is printed too.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../src/domain/errors.js';
import { COUNTRY } from '../../src/domain/tables/country.js';
import { formOf } from '../../src/domain/tables/forms.js';
import { parseFen, type Unit } from '../../src/domain/values/money.js';
import { examine, type Examined } from '../../src/reading/examine.js';
import { fold } from '../../src/text/fold.js';

interface Expected {
  readonly file: string;
  readonly body: string;
  readonly fiscalYear: number;
  readonly scope: string;
  readonly tables: readonly {
    readonly kind: string;
    readonly unit: Unit | null;
    readonly state: string;
    readonly totals: Readonly<Record<string, string | null | Record<string, string>>>;
    readonly rows?: readonly Readonly<Record<string, string | null>>[];
  }[];
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  'income-expenditure': 'revenue-expenditure',
  income: 'revenue',
};
const COLUMNS = ['total', 'basic', 'project', 'personnel', 'public'];

const fenOf = (text: string | null | undefined, unit: Unit): bigint | null =>
  text === null || text === undefined ? null : parseFen(text, unit);

const counts = {
  rows: 0,
  right: 0,
  wrong: 0,
  missing: 0,
  totals: 0,
  totalsRight: 0,
  errors: 0,
  refused: 0,
};
type Counts = typeof counts;

const measure = (
  { document, facts }: Examined,
  expected: Expected,
  says: (text: string) => void,
): Counts => {
  const own: Counts = {
    ...counts,
    rows: 0,
    right: 0,
    wrong: 0,
    missing: 0,
    totals: 0,
    totalsRight: 0,
    errors: 0,
    refused: 0,
  };
  if (
    fold(document.agencyName) !== fold(expected.body) &&
    !fold(document.agencyName).includes(fold(expected.body))
  )
    says(`body ${document.agencyName} for ${expected.body}`);
  if (document.fiscalYear !== expected.fiscalYear || document.scope !== expected.scope)
    says(`${document.fiscalYear} ${document.scope} for ${expected.fiscalYear} ${expected.scope}`);
  const form = formOf(document);
  for (const table of expected.tables) {
    const kind = KIND_NAMES[table.kind] ?? table.kind;
    const number = COUNTRY.tables.find((each) => each.kind === kind)?.table;
    if (number === undefined) continue;
    const read = document.tables.find((each) => form.table(each.table).kind === kind);
    const unit = table.unit ?? '万元';
    const total = (key: string, amount: string | null, found: bigint | null | undefined): void => {
      own.totals++;
      const wanted = fenOf(amount, unit);
      if ((found ?? 0n) === (wanted ?? 0n)) own.totalsRight++;
      else says(`${kind} total ${key}: ${found} for ${wanted}`);
    };
    for (const [key, value] of Object.entries(table.totals)) {
      if (typeof value === 'object' && value !== null) {
        const side = read?.rows.find((row) => row.side === key && row.total);
        if ('total' in value) total(`${key}/total`, value['total']!, side?.cells['total']?.amount);
      } else if (kind === 'three-public') {
        if (key !== 'meeting' && key !== 'training')
          total(key, value, read?.rows[0]?.cells[key]?.amount);
      } else total(key, value, read?.rows.find((row) => row.total)?.cells[key]?.amount);
    }
    const rows = (read?.rows ?? []).filter((row) => !row.total);
    const used = new Set<unknown>();
    for (const row of table.rows ?? []) {
      own.rows++;
      const found = rows.find(
        (each) =>
          !used.has(each) &&
          (row['code'] !== null
            ? each.code === row['code'] || each.printedCode === row['code']
            : fold(each.name) === fold(row['name']!)) &&
          COLUMNS.every(
            (column) =>
              !(column in row) ||
              (each.cells[column]?.amount ?? 0n) === (fenOf(row[column], unit) ?? 0n),
          ),
      );
      if (found) {
        used.add(found);
        own.right++;
        continue;
      }
      const near = rows.find(
        (each) =>
          !used.has(each) &&
          (each.code === row['code'] || fold(each.name) === fold(row['name'] ?? '')),
      );
      if (near) own.wrong++;
      else own.missing++;
      says(
        `${kind} ${near ? 'wrong' : 'missing'} ${JSON.stringify(row)}${near ? ` read ${near.code} ${COLUMNS.map((column) => near.cells[column]?.amount).join(' ')}` : ''}`,
      );
    }
  }
  for (const { severity, rule, message } of facts.findings)
    if (severity === 'error') {
      own.errors++;
      says(`${rule}: ${message}`);
    } else if (severity === 'warning') says(`(${rule}: ${message})`);
  const sums = new Map<string, bigint>();
  for (const { line, amount } of facts.lines)
    sums.set(line.schedule, (sums.get(line.schedule) ?? 0n) + amount);
  says(
    `${facts.lines.length} lines, ${facts.claims.length} claims; ${[...sums].map(([schedule, sum]) => `${schedule} ${sum}`).join(', ')}`,
  );
  return own;
};

const [folder = '../shared/documents/elsewhere', detail] = process.argv.slice(2);
const print = (cells: readonly (string | number)[]): void =>
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(50) : String(cell).padStart(9))).join(''),
  );
print(['document', 'rows', 'right', 'wrong', 'missing', 'totals', 'right', 'errors']);
for (const name of readdirSync(folder).filter((each) => each.endsWith('.expected.json'))) {
  const expected = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Expected;
  const file = join(folder, expected.file);
  if (!existsSync(file)) continue;
  const says = (text: string): void => {
    if (detail !== undefined && name.includes(detail)) console.log(`   ${text}`);
  };
  try {
    const own = measure(
      await examine(new Uint8Array(readFileSync(file)), expected.file, null),
      expected,
      says,
    );
    print([
      expected.file.slice(0, 48),
      own.rows,
      own.right,
      own.wrong,
      own.missing,
      own.totals,
      own.totalsRight,
      own.errors,
    ]);
    for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += own[key];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    counts.refused++;
    console.log(`${expected.file.slice(0, 48).padEnd(50)} refused: ${error.message}`);
  }
}
print([
  'all',
  counts.rows,
  counts.right,
  counts.wrong,
  counts.missing,
  counts.totals,
  counts.totalsRight,
  counts.errors,
]);
