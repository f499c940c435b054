import type {
  ClaimRecorded,
  FurtherTableLayout,
  PrintedTableLayout,
  Source,
  StatedShare,
  YearOverYearChangeRecorded,
} from '../domain/events/budget.events.js';
import type { DocumentFacts, PrintedLine } from '../domain/budget/budget-command.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import type { Finding } from '../domain/events/finding.js';
import { formOf } from '../domain/tables/forms.js';
import { KINDS_OF_SCHEDULE } from '../domain/tables/table-kind.js';
import {
  lineKey,
  lineSubject,
  SCHEDULES,
  UNDIVIDED,
  type LineName,
  type Schedule,
} from '../domain/values/line.js';
import { fromFen, inYuan, signedFen } from '../domain/values/money.js';
import type { Narrative, Share, StatedChange } from './narrative/narrative.js';
import { legible } from '../text/legible.js';
import { linesTotal } from './lines-total.js';
import { identified } from './findings.js';
import { lineFinder, repeatedFindings, repeatedLines, undividedFindings } from './stated-lines.js';
import { claimOf, projectFigures, recordedTargets } from './targets/project-facts.js';
import type {
  FurtherTable,
  PrintedCell,
  PrintedClaim,
  PrintedDocument,
  PrintedRow,
  PrintedTable,
} from './printed.js';

/** What a line is called whose form prints no item of it. */
const UNDIVIDED_NAME = '未列科目';

/** What is recorded of a printed document: its leaf cells are lines, every other figure is a claim, and each keeps its place. */
export const factsOf = (
  document: PrintedDocument,
  narrative: Narrative,
  findings: readonly Finding[],
  {
    file,
    publishedOn,
    bytes,
  }: {
    readonly file: string | null;
    readonly publishedOn: CivilDate | null;
    /** How many bytes the file has. */
    readonly bytes?: number;
  },
): DocumentFacts => {
  const lines = new Map<string, PrintedLine>();
  const claims: PrintedClaim[] = [];
  const form = formOf(document);
  const lineOf = lineFinder(form, document.tables);
  const repeated = repeatedLines(form, document.tables, lineOf);
  for (const table of document.tables)
    for (const row of table.rows)
      for (const [column, cell] of Object.entries(row.cells)) {
        const source = cellSource(document, table, row, column, cell);
        const stated = cell.displaced ? null : lineOf(table, row, column);
        // A leaf that is printed twice is one line; the second print is a claim.
        const known = stated && lines.get(lineKey(stated.line));
        const isRepeated = stated !== null && repeated.has(lineKey(stated.line));
        const isLine = stated !== null && !known;
        if (isLine)
          lines.set(lineKey(stated.line), {
            ...stated,
            name: nameOfLine(stated.line, row),
            source,
          });
        // What several rows state parts of is their sum.
        else if (known && isRepeated)
          lines.set(lineKey(stated.line), { ...known, amount: known.amount + stated.amount });
        // A cell of which a line is only a part is a claim beside it.
        if (!isLine || isRepeated || stated.amount !== cell.amount)
          claims.push(cellClaim(row, cell, source));
      }
  const further = document.further ?? [];
  for (const table of further)
    for (const row of table.rows)
      for (const [column, cell] of Object.entries(row.cells))
        claims.push(cellClaim(row, cell, cellSource(document, table, row, column, cell)));
  for (const each of narrative.projects) {
    const { own, other } = projectFigures(each);
    for (const line of own)
      if (lines.has(lineKey(line.line))) claims.push(claimOf(each, 'year', line));
      else lines.set(lineKey(line.line), line);
    claims.push(...other);
  }
  return {
    fiscalYear: document.fiscalYear,
    registered: {
      document: document.sha256,
      file: file === null ? null : legible(file),
      title: document.title,
      mediaType: document.mediaType,
      ...(bytes !== undefined && { bytes }),
      ...(document.pages !== undefined && { pages: document.pages }),
      agencyName: document.agencyName,
      publishedOn,
      tables: document.tables.map((table) => tableLayout(document, table)),
      ...(further.length > 0
        ? { further: further.map((table) => furtherLayout(document, table)) }
        : {}),
      ...(narrative.projects.length > 0
        ? { projects: narrative.projects.map(recordedTargets) }
        : {}),
      ...(narrative.assets.length > 0 ? { assets: narrative.assets } : {}),
      ...(narrative.shares.length > 0 ? { shares: narrative.shares.map(recordedShare) } : {}),
      ...(narrative.absences.length > 0 ? { absences: narrative.absences } : {}),
    },
    lines: [...lines.values()],
    claims: [...claims, ...narrative.claims].map(recordedClaim),
    changes: narrative.changes.map(recordedChange),
    findings: identified({ document: document.sha256 }, [
      ...findings,
      ...repeatedFindings(form, repeated),
      ...undividedFindings([...lines.values()], document.tables),
      ...linesTotal(document, [...lines.values()], findings),
    ]),
    complete: completeSchedules(document),
  };
};

const nameOfLine = (line: LineName, { name }: PrintedRow): string =>
  lineSubject(line) === UNDIVIDED ? UNDIVIDED_NAME : name;

const recordedShare = ({ part, whole, ...share }: Share): StatedShare => ({
  ...share,
  ...inYuan({ part, whole }),
});

const recordedClaim = (claim: PrintedClaim): ClaimRecorded['data'] => ({
  ...claim,
  amount: fromFen(claim.amount),
});

const recordedChange = (change: StatedChange): YearOverYearChangeRecorded['data'] => {
  const { base, current, delta } = change;
  return {
    ...change,
    base: { ...base, amount: base.amount === null ? null : fromFen(base.amount) },
    current: current === null ? null : fromFen(current),
    delta: delta === null ? null : signedFen(delta),
  };
};

const cellClaim = (
  { code, name }: PrintedRow,
  { amount }: PrintedCell,
  source: Source,
): PrintedClaim => ({ subject: code ?? name, name, section: null, amount, source });

const cellSource = (
  document: PrintedDocument,
  table: PrintedTable,
  row: PrintedRow,
  column: string,
  { place, unit }: PrintedCell,
): Source => ({
  document: document.sha256,
  table: table.table,
  page: place.page,
  line: place.line,
  row: row.row,
  column,
  text: place.text,
  unit: unit ?? table.unit ?? formOf(document).table(table.table).unit,
  ...(row.printedCode !== null && row.printedCode !== row.code ? { code: row.printedCode } : {}),
});

const tableLayout = (
  { form }: PrintedDocument,
  { table, number, state, title, unit, columns, rows, note }: PrintedTable,
): PrintedTableLayout => ({
  table,
  ...(form === 'country' ? { form } : {}),
  ...(number === undefined ? {} : { number }),
  state,
  title,
  unit,
  columns,
  rows: rows.map(({ row, code, name, side, total }) => ({
    row,
    code,
    name,
    ...(side ? { side } : {}),
    ...(total ? { total } : {}),
  })),
  note,
});

const furtherLayout = (document: PrintedDocument, table: FurtherTable): FurtherTableLayout => ({
  ...tableLayout(document, table),
  kind: table.kind,
  title: table.title,
  unit: table.unit,
  textColumns: table.textColumns,
  rows: table.rows.map(({ row, code, name, total, texts }) => ({
    row,
    code,
    name,
    ...(total ? { total } : {}),
    ...(texts ? { texts } : {}),
  })),
});

/** The schedules of which the document has every table, so that a line it lacks is no longer budgeted. */
const completeSchedules = (document: PrintedDocument): ReadonlySet<Schedule> => {
  const form = formOf(document);
  const present = new Set(
    document.tables
      .filter(({ state }) => state !== 'missing')
      .map(({ table }) => form.table(table).kind),
  );
  return new Set(
    SCHEDULES.filter((schedule) => KINDS_OF_SCHEDULE[schedule]?.every((kind) => present.has(kind))),
  );
};
