import type { Finding } from '../../domain/events/finding.js';
import { COUNTRY, type PrintedKind } from '../../domain/tables/country.js';
import type { TableForm } from '../../domain/tables/budget-form.js';
import { APPROPRIATED_FUNDS } from '../../domain/tables/table-kind.js';
import { isOneOf } from '../../domain/values/line.js';
import { absFen, exactInUnit, type Fen, type Unit } from '../../domain/values/money.js';
import { fold, nameKey } from '../../text/fold.js';
import { type DocumentLine, printedText } from '../document-line.js';
import { finding, lineInWords, placeOf, quote } from '../findings.js';
import {
  missingTable,
  type FurtherTable,
  type PrintedCell,
  type PrintedRow,
  type PrintedTable,
} from '../printed.js';
import { bareTables, isOftenEmpty, noRow } from './bare-titles.js';
import { unitAbove, unitInHeadings } from './head-rows.js';
import { readCell } from '../printed-amount.js';
import { isNote, saysEmpty } from '../tables/lines/line-kinds.js';
import {
  isSumOfCost,
  pagesOf,
  printedNames,
  readSection,
  type PrintedNames,
  type SectionRow,
  type SectionRows,
} from './coded-section.js';
import { inTableUnit, sumOfCells, withUnitsOfHeadings } from './cell-units.js';
import { ITEMS_OF_EXPENSE, ofBodies, summed } from './parts/bodies.js';
import { withoutOtherTables } from './parts/other-tables.js';
import { repeatedSources } from './sources/repeated-sources.js';
import { FURTHER_KINDS } from '../../domain/values/further-kind.js';
import {
  expenditureColumn,
  FUNDS,
  isOfComparison,
  isOtherYear,
  isOwnMoney,
  NO_EXPENSE,
  revenueColumn,
  RUNNING,
  threePublicColumn,
  VEHICLES,
} from './columns.js';
import { HEADER_ROWS_MAX, type HeadingPath } from './header-paths.js';
import { readFurther, type FurtherTables } from './further-tables.js';
import { identityOf, type FoundIdentity } from './identity.js';
import { linesWithFigures, noRowsRead } from '../unread-figures.js';
import { isOfPart, kindsOfTitles, type Section } from './sections.js';
import { readTwoSided } from './two-sided-section.js';
import { isOfNextYear, withNextYear, withoutNextYear } from './next-year.js';
import { addUp, itemsOf, SUM_OF_ROWS, sumFindings, threePublicFindings } from './sum-findings.js';
import { halfOf, USUAL_PLACES } from '../rounding.js';
import { tieFindings } from './tie-findings.js';

/** A document of another place, read by its titles and headings. */
export interface ReadByHeadings {
  readonly identity: FoundIdentity;
  readonly tables: readonly PrintedTable[];
  readonly further: readonly FurtherTable[];
  readonly findings: readonly Finding[];
  readonly taken: readonly boolean[];
}

const KINDS = COUNTRY.tables.map(({ kind }) => kind);

/** Fewer tables tell nothing of a form. */
const TABLES_MIN = 5;

/**
 * Whether the tables of a document are of another form than Shanghai's: it has kinds of tables that Shanghai does not print,
 * or the same kinds in another order, or its tables have columns or rows that Shanghai's have not.
 */
export const isOfAnotherForm = (sections: readonly Section[]): boolean => {
  const kinds = sections.map(({ kind }) => kind);
  const recorded = recordedKinds(kinds);
  // Whatever a part of a document leaves out, such columns are not Shanghai's.
  if (recorded.length > 1 && sections.some(hasOtherColumns)) return true;
  return (
    recorded.length >= TABLES_MIN &&
    (sections.some(dividesBasic) || sections.some(printsCurrentYear) || areOfAnotherForm(kinds))
  );
};

/** Whether a text that keeps no cells has the tables of another form, whose figures then stand under no heading that can be told. */
export const isTextOfAnotherForm = (lines: readonly DocumentLine[]): boolean => {
  if (lines.some(({ cells }) => cells)) return false;
  const kinds = kindsOfTitles(lines);
  return (
    recordedKinds(kinds).length >= TABLES_MIN &&
    (areOfAnotherForm(kinds) || lines.some((line) => CURRENT_YEAR.test(printedText(line))))
  );
};

/** A row of two sides with the expenditure of the year. */
const CURRENT_YEAR = /本年支出[合小]计(?:\s|$)/;

/** The kinds that are recorded, each where it is printed first, as indices of {@link KINDS}. */
const recordedKinds = (kinds: readonly PrintedKind[]): readonly number[] => [
  ...new Set(
    kinds.flatMap((kind) => {
      const at = KINDS.findIndex((each) => each === kind);
      return at === -1 ? [] : [at];
    }),
  ),
];

const areOfAnotherForm = (kinds: readonly PrintedKind[]): boolean =>
  kinds.some((kind) => isOneOf(FURTHER, kind)) ||
  recordedKinds(kinds).some((at, i, all) => i > 0 && at < all[i - 1]!);

/** Whether a table of two sides has a row for the expenditure of the year (本年支出合计, 本年支出小计) above its total, which Shanghai's has not. */
const printsCurrentYear = ({ kind, pages }: Section): boolean =>
  kind === 'revenue-expenditure' &&
  pages.some((rows) =>
    rows.some(({ cells }) => cells.some(({ text }) => /^本年支出[合小]计$/.test(nameKey(text)))),
  );

/** Whether expenditure is printed by fund in columns, or a table of two sides has economic items beside the classes. */
const hasOtherColumns = (section: Section): boolean => {
  const has = (words: RegExp) =>
    pagesOf(section).some(({ paths }) =>
      [...paths.values()].some((path) => words.test(path.join('/'))),
    );
  switch (section.kind) {
    case 'expenditure':
      return has(/^(?:一般公共预算|政府性基金|国有资本经营)/) && !has(/基本支出/);
    case 'revenue-expenditure':
    case 'appropriation':
      return has(/经济分类科目/);
    default:
      return false;
  }
};

const dividesBasic = (section: Section): boolean =>
  section.kind === 'expenditure' &&
  pagesOf(section).some(({ paths }) => {
    const columns = [...paths.values()].map((path) => expenditureColumn(path, section.kind, null));
    return ['personnel', 'public'].every((key) =>
      columns.some((column) => column.is === 'amount' && column.key === key),
    );
  });

const FURTHER = [
  'general-economic',
  'basic-function',
  'project-economic',
  'appropriation-expenditure',
  'appropriation-basic',
  'basic-all',
  'operating-cost',
  'carry-over',
] as const;

/**
 * Reads the tables of a document by their titles and headings; the figures of the tables of some numbers all in the unit of their table.
 *
 * @throws {Refusal} document-agency-unclear, document-year-unclear
 */
export const readByHeadings = (
  lines: readonly DocumentLine[],
  printed: readonly Section[],
  file: string,
  areInTableUnit: ReadonlySet<number>,
): ReadByHeadings => {
  const sections = printed
    .map((section) =>
      isOneOf(FURTHER_KINDS, section.kind) ? section : withoutOtherTables(section),
    )
    .map(withUnitsOfHeadings);
  const identity = identityOf(lines, sections, file);
  const taken = lines.map(() => false);
  for (const section of sections) for (const line of section.lines) taken[line] = true;
  const units = unitsOf(sections);
  const names = printedNames(sections);
  const bare = bareTables(lines, sections);
  const findings: Finding[] = [...identity.findings];
  const asRead = COUNTRY.tables.map((form): PrintedTable => {
    const section = sections.find(({ kind }) => kind === form.kind);
    if (!section)
      return bare.tables.find(({ table }) => table === form.table) ?? missingTable(form.table);
    const about = { year: identity.fiscalYear, agency: identity.agencyName, names };
    const own = areInTableUnit.has(form.table) ? inTableUnit(section) : section;
    const read = tableOf(own, form, units.get(section)!, about);
    findings.push(...read.findings);
    return read.table;
  });
  const funds = asRead.filter((_, i) => isOneOf(APPROPRIATED_FUNDS, KINDS[i]!));
  const tables = asRead.map((table, i) =>
    KINDS[i] === 'expenditure' ? withoutNextYear(table, funds) : table,
  );
  const nine = new Set(KINDS.map((kind) => sections.find((section) => section.kind === kind)));
  const others = new Set(sections.filter((section) => !nine.has(section)));
  const further = furtherAmong(sections, others, areInTableUnit);
  return {
    identity,
    tables,
    further: further.tables,
    findings: [
      ...withoutUnits(sections),
      ...findings,
      ...bare.findings,
      ...partsAlone(tables, sections),
      ...printedAgain(sections),
      ...sumFindings(tables),
      ...tieFindings(tables),
      ...further.findings,
      ...notRecorded(further.unread),
    ],
    taken,
  };
};

/** `LAYOUT`, info: a table is printed again, and counts once. */
const printedAgain = (sections: readonly Section[]): readonly Finding[] =>
  sections.flatMap(({ title, kind, repeatedAt }) => {
    const table = COUNTRY.tables.find((form) => form.kind === kind)?.table ?? null;
    return repeatedAt
      ? [
          finding(
            'LAYOUT',
            'info',
            `${quote(title)} is printed again with the same rows: they are counted once.`,
            [placeOf(repeatedAt, table)],
            { ...(table !== null && { table }), subject: title },
          ),
        ]
      : [];
  });

/** `LAYOUT`, an error: tables of parts of basic expenditure stand for the one of all of it, which is missing. */
const partsAlone = (
  tables: readonly PrintedTable[],
  sections: readonly Section[],
): readonly Finding[] => {
  const form = COUNTRY.tables.find(({ kind }) => kind === 'basic-economic')!;
  const parts = sections.filter(({ kind, title }) => kind === 'other' && isOfPart(title));
  const isMissing = tables.find(({ table }) => table === form.table)?.state === 'missing';
  if (!isMissing || parts.length === 0 || sections.some(({ kind }) => kind === form.kind))
    return [];
  const titles = [...new Set(parts.map(({ title }) => title))];
  return [
    finding(
      'LAYOUT',
      'error',
      `Basic expenditure is printed by its parts alone: ${titles.map(quote).join(', ')}; no table has all of it, and their money is in no economic line.`,
      parts.map(({ titleLine }) => placeOf(titleLine, null)),
      { table: form.table, subject: titles[0]! },
    ),
  ];
};

/**
 * Reads those of the tables of a document that its form has not; the figures of the tables of some numbers all in the unit of their table.
 */
export const furtherAmong = (
  sections: readonly Section[],
  others: ReadonlySet<Section>,
  areInTableUnit: ReadonlySet<number>,
): FurtherTables => {
  const units = unitsOf(sections);
  const further = [...others].map((section) => ({
    section,
    unit: units.get(section)!,
    printsUnit: printsUnit(section),
  }));
  return readFurther(further, sections, areInTableUnit);
};

/** The unit that each section prints above its rows or in its headings, or that the section before it does. */
const unitsOf = (sections: readonly Section[]): ReadonlyMap<Section, Unit> => {
  const own = sections.map((section) => unitIn(section));
  let known: Unit = own.find((unit) => unit !== undefined) ?? '元';
  return new Map(sections.map((section, i) => [section, (known = own[i] ?? known)]));
};

/** Whether a section prints the unit of its figures itself. */
export const printsUnit = (section: Section): boolean => unitIn(section) !== undefined;

/** A row with the name of the body may have the unit too: 部门名称：…, 金额（单位：万元）. */
const unitIn = ({ texts, pages }: Section): Unit | undefined =>
  texts.flatMap((line) => unitAbove(line) ?? (line.cells && unitInHeadings(line)) ?? [])[0] ??
  pages[0]?.slice(0, HEADER_ROWS_MAX).flatMap((row) => unitInHeadings(row) ?? [])[0];

/** `UNIT`: no table prints a unit, so that every figure may be of another. */
const withoutUnits = (sections: readonly Section[]): readonly Finding[] =>
  sections.some((section) => unitIn(section) !== undefined)
    ? []
    : [
        finding(
          'UNIT',
          'error',
          'No table prints the unit of its figures; 元 is taken.',
          sections.map(({ titleLine }) => placeOf(titleLine, null)),
          { subject: '单位', expected: '元' },
        ),
      ];

/** What is known of a document when its tables are read. */
interface About {
  readonly year: number;
  readonly agency: string;
  readonly names: PrintedNames;
}

interface TableRead {
  readonly table: PrintedTable;
  readonly findings: readonly Finding[];
}

const tableOf = (section: Section, form: TableForm, unit: Unit, about: About): TableRead => {
  const { rows, columns, ...read } = rowsOf(section, form, unit, about);
  const findings = [
    ...read.findings,
    ...leftBelow(section, form),
    ...comparisons(section, form, unit, about.year),
  ];
  const hasFigures = rows.some(({ cells }) => Object.keys(cells).length > 0);
  const number = section.number === null ? {} : { number: section.number };
  const ofOtherYears = hasFigures ? [] : rowsOfOtherYears(section, unit, about.year);
  const unread = hasFigures
    ? []
    : unreadFigures(section, unit).filter((line) => !ofOtherYears.includes(line));
  if (unread.length > 0)
    return {
      table: { ...missingTable(form.table), ...number, title: section.title },
      findings: [...findings, noRowsRead(section.title, form.table, unread)],
    };
  const notes = section.texts
    .filter(isNote)
    .map((line) => ('text' in line ? line.text.trim() : ''));
  const note = notes.length > 0 ? notes.join('') : null;
  const saidEmpty = note !== null && saysEmpty(note);
  const isNamed = !hasFigures && !isOftenEmpty(form.kind);
  if (isNamed && !saidEmpty)
    return {
      table: { ...missingTable(form.table), ...number, title: section.title },
      findings: [...findings, noRow(section.title, form.table, section.titleLine, false)],
    };
  return {
    table: {
      table: form.table,
      ...number,
      state: hasFigures ? 'read' : 'declared-empty',
      title: section.title,
      unit,
      columns: hasFigures ? columns : [],
      rows: hasFigures ? rows : [],
      note,
    },
    findings: [
      ...findings,
      ...(isNamed ? [noRow(section.title, form.table, section.titleLine, true)] : []),
      ...(ofOtherYears.length > 0 ? [ofAnotherYear(section, form, ofOtherYears)] : []),
    ],
  };
};

/** `LAYOUT`: rows with figures stand below a text that ended a table. */
const leftBelow = (
  { title, leftBelow: left }: Section,
  { table }: TableForm,
): readonly Finding[] =>
  left
    ? [
        finding(
          'LAYOUT',
          'warning',
          `${quote(title)} ends at ${quote(left.text)}, and rows with figures stand below it, such as ${quote(printedText(left.row))} on ${lineInWords(left.row)}: they are not read.`,
          [placeOf(left.row, table)],
          { table, subject: title },
        ),
      ]
    : [];

/** `LAYOUT`, info: a table prints columns of another year, or of the change from it, beside those of the budget. */
const comparisons = (
  section: Section,
  { table }: TableForm,
  unit: Unit,
  year: number,
): readonly Finding[] => {
  const headings = pagesOf(section).flatMap(({ paths, rows }) =>
    [...paths].flatMap(([at, path]) => {
      const words = path.filter((each) => each !== '');
      const isFigured = rows.some(({ cells }) =>
        cells.some(({ column, text }) => column === at && isMoney(text, unit)),
      );
      return isFigured && words.some((each) => isOfComparison(each, year)) ? [words.join('/')] : [];
    }),
  );
  const named = [...new Set(headings)];
  return named.length === 0
    ? []
    : [
        finding(
          'LAYOUT',
          'info',
          `${quote(section.title)} compares with another year under ${named.map(quote).join(', ')}: these figures are not recorded.`,
          [placeOf(section.titleLine, table)],
          { table, subject: section.title, printed: named.join(', ') },
        ),
      ];
};

const isMoney = (text: string, unit: Unit): boolean => {
  const reading = readCell(text, unit);
  return reading.kind === 'amount' && reading.amount !== 0n;
};

/** The lines of a table of which no row was read that print a figure: one with separators, or any amount to the right of a name. */
const unreadFigures = (section: Section, unit: Unit): readonly DocumentLine[] => {
  const beside = pagesOf(section).flatMap(({ paths, rows }) =>
    rows.filter(({ cells }) => {
      const name = cells.findIndex(({ text }) => HAN.test(text));
      return cells.some(({ column, text }, at) => {
        const reading = readCell(text, unit);
        const isCode = (paths.get(column!) ?? []).some((each) => CODES.test(each));
        return (
          at > name && name !== -1 && !isCode && reading.kind === 'amount' && reading.amount !== 0n
        );
      });
    }),
  );
  const separated = linesWithFigures([...section.pages.flat(), ...section.texts]);
  return [...new Set([...separated, ...beside])];
};

/** `LAYOUT`, info: a table has figures of another year than the budget's alone. */
const ofAnotherYear = (
  { title }: Section,
  { table }: TableForm,
  lines: readonly DocumentLine[],
): Finding =>
  finding(
    'LAYOUT',
    'info',
    `${quote(title)} prints figures of another year alone, such as ${quote(printedText(lines[0]!))}: it has none of the budget's year.`,
    lines.map((line) => placeOf(line, table)),
    { table, subject: title },
  );

/**
 * The rows of which every amount other than zero is of another year than the budget's, by its heading or by what the row begins with. Where
 * no heading names the budget's year, that of another one may be misprinted.
 */
const rowsOfOtherYears = (section: Section, unit: Unit, year: number): readonly DocumentLine[] => {
  const pages = pagesOf(section);
  const namesOwn = pages.some(({ paths }) =>
    [...paths.values()].flat().some((each) => isOfYear(each, year)),
  );
  return pages.flatMap(({ paths, rows }) =>
    rows.filter(({ cells }) => {
      const said = yearBefore(fold(cells[0]?.text ?? ''), year);
      let hasAmount = false;
      const areOthers = cells.every((cell) => {
        const reading = readCell(cell.text, unit, cell);
        const path = paths.get(cell.column!) ?? [];
        if (reading.kind !== 'amount' || reading.amount === 0n) return true;
        if (path.some((each) => CODES.test(each))) return true;
        hasAmount = true;
        return (
          (said !== undefined && said !== year) ||
          path.some((each) => (namesOwn && isOtherYear(each, year)) || LAST_YEAR.test(each))
        );
      });
      return hasAmount && areOthers;
    }),
  );
};

const isOfYear = (heading: string, year: number): boolean =>
  heading.includes(`${year}年`) || /^[本当]年/.test(heading);

/** 上年结转 is money of this year. */
const LAST_YEAR = /^(?:上一?|去)年度?(?!.*(?:结转|结余))/;

const HAN = /\p{Script=Han}/u;
const CODES = /编码|代码|序号|^[类款项]+$/;

interface RowsRead {
  readonly rows: readonly PrintedRow[];
  readonly columns: readonly string[];
  readonly findings: readonly Finding[];
}

const rowsOf = (section: Section, form: TableForm, unit: Unit, about: About): RowsRead => {
  const { year, names, agency } = about;
  switch (form.kind) {
    case 'revenue-expenditure':
    case 'appropriation':
      return twoSided(section, form, unit, year);
    case 'three-public':
      return threePublic(section, form, unit, about);
    case 'revenue': {
      const columnOf = (path: HeadingPath, all: readonly HeadingPath[]) =>
        revenueColumn(path, year, all);
      const read = readSection(section, unit, columnOf, form.table, names);
      const own = withTotalOfBodies(withSources(read, year, unit), unit, agency);
      const totals = otherTotals(own);
      if (totals.length > 0) {
        const rows = own.rows.map((row) => ({ ...row, total: false }));
        const left = printed(section, form, unit, withAppropriation({ ...own, rows }, unit));
        return { ...left, findings: [...left.findings, severalTotals(section, form, totals)] };
      }
      return printed(section, form, unit, withAppropriation(own, unit));
    }
    default: {
      // A table of a fund may be printed as revenue beside expenditure: its classes are no items.
      if (isTwoSided(section)) return { rows: [], columns: [], findings: [] };
      const read = readSection(
        section,
        unit,
        (path, all) => expenditureColumn(path, section.kind, year, all),
        form.table,
        names,
      );
      const own =
        form.kind === 'basic-economic' ? withSumOfCosts(read, unit) : withBasic(read, unit);
      return printed(section, form, unit, withTotalOfBodies(own, unit, agency));
    }
  }
};

/** Totals of one name and of other amounts, where no row has an item that tells what each is of: totals of several bodies. */
const otherTotals = ({ rows }: SectionRows): readonly SectionRow[] => {
  const totals = rows.filter(({ total, cells }) => total && cells['total']);
  const isAnother = (one: SectionRow, other: SectionRow) =>
    nameKey(one.name) === nameKey(other.name) &&
    one.cells['total']!.amount !== other.cells['total']!.amount;
  return rows.some(({ code }) => code !== null)
    ? []
    : totals.filter((one) => totals.some((other) => isAnother(one, other)));
};

/** `LAYOUT`, an error: a table has several totals of one name and of other amounts. */
const severalTotals = (
  { title }: Section,
  { table }: TableForm,
  totals: readonly SectionRow[],
): Finding =>
  finding(
    'LAYOUT',
    'error',
    `${quote(title)} prints ${totals.length} totals called ${quote(totals[0]!.name)} of other amounts, and nothing tells which of them is of the whole: its money is in no line.`,
    totals.map(({ line }) => placeOf(line, table)),
    { table, subject: title },
  );

const isTwoSided = (section: Section): boolean =>
  pagesOf(section).some(({ paths }) => [...paths.values()].some(([first]) => first === '收入'));

const twoSided = (section: Section, form: TableForm, unit: Unit, year: number): RowsRead => {
  const { rows, unreadable, unlabelled } = readTwoSided(section, unit, form.table, year);
  const columns = ['total', 'general', 'government-fund', 'state-capital'].filter((column) =>
    rows.some(({ cells }) => cells[column]),
  );
  const findings = [
    ...unreadableFigures(section, form, unreadable),
    ...unlabelledFigures(section, form, unlabelled),
  ];
  return { rows, columns, findings };
};

const printed = (section: Section, form: TableForm, unit: Unit, read: SectionRows): RowsRead => {
  const rows = itemRows(read.rows, form).map(
    ({ code, printedCode, name, total, cells, goesOn, countsOthers }, i): PrintedRow => ({
      row: i + 1,
      code,
      printedCode,
      name,
      ...(total ? { total: true } : {}),
      cells,
      ...(goesOn && { goesOn }),
      ...(countsOthers && { countsOthers }),
    }),
  );
  const findings = [
    ...readingFindings(section, form, unit, read),
    ...withoutTotals(section, form, read),
    ...untoldBodies(section, form, read),
  ];
  return {
    // Of revenue, 结转结余 is money of last year.
    rows:
      form.kind === 'revenue' ? rows : withNextYear(rows, itemsOf(rows), unit, read.countsNextYear),
    columns: read.columns,
    findings,
  };
};

/**
 * `LAYOUT`, an error: the heading of the total has no figure below it and those of its parts have. Where a table has no ruling lines its
 * figures may then stand under the headings beside their own.
 */
const withoutTotals = (
  { title, titleLine }: Section,
  { table }: TableForm,
  { headed, columns }: SectionRows,
): readonly Finding[] =>
  columns.length === 0 ||
  columns.includes('total') ||
  !['total', 'three-public'].some((key) => headed.has(key))
    ? []
    : [
        finding(
          'LAYOUT',
          'error',
          `${quote(title)} has no figure under the heading of its total: its figures may stand under wrong headings.`,
          [placeOf(titleLine, table)],
          { table, subject: title, column: 'total' },
        ),
      ];

/** `LAYOUT`, an error: rows of bodies stand under no total, and it is not told which of them are within others. */
const untoldBodies = (
  { title, titleLine }: Section,
  { table }: TableForm,
  { isFirstTotal, rows }: SectionRows,
): readonly Finding[] =>
  !isFirstTotal || rows.some(({ total }) => total)
    ? []
    : [
        finding(
          'LAYOUT',
          'error',
          `${quote(title)} prints bodies without a total, and nothing tells which of them are within others: their money is in no line.`,
          [placeOf(titleLine, table)],
          { table, subject: title },
        ),
      ];

/** An economic sub-item of seven digits counts as its item where the item has no row of its own above it. */
const itemRows = (rows: readonly SectionRow[], { kind }: TableForm): readonly SectionRow[] => {
  if (kind !== 'basic-economic') return rows;
  let item = '';
  return rows.map((row) => {
    if (row.code?.length === 7) {
      const own = row.code.slice(0, 5);
      return { ...row, code: own === item ? null : own };
    }
    item = row.code ?? item;
    return row;
  });
};

/**
 * Where rows of bodies alone stand under no total, it is what those have that are within no other; there is none where that is not told
 * ({@link ofBodies}).
 */
const withTotalOfBodies = (read: SectionRows, unit: Unit, agency: string): SectionRows => {
  const rows = read.rows.filter(({ cells }) => Object.keys(cells).length > 0);
  const [first, second] = rows;
  if (!read.isFirstTotal || !first || !second || rows.some(({ code }) => code !== null))
    return read;
  const parts = read.columns.filter((column) => column !== 'total');
  const cells = ofBodies(rows, unit, agency, (row) => {
    const amounts = Object.fromEntries(
      parts.map((column) => [column, row.cells[column]?.amount ?? 0n]),
    );
    const own = Object.values(amounts);
    const total = row.cells['total']?.amount ?? own.reduce((fen: Fen, each) => fen + each, 0n);
    return { ...(own.some((each) => each !== 0n) ? amounts : {}), total };
  });
  const isFirst = read.columns.every(
    (column) => cells[column]?.amount === first.cells[column]?.amount,
  );
  if (isFirst) return read;
  const total = { ...first, name: '合计', body: null, bodyCode: null, total: true, cells };
  const bodies = read.rows.map((row) => ({ ...row, total: false }));
  return { ...read, rows: Object.keys(cells).length === 0 ? bodies : [...bodies, total] };
};

/** Where a table of economic items has a total of 人员经费 and one of 公用经费, or 合计 below each, and none of both, it is their sum. */
const withSumOfCosts = ({ rows, columns, ...read }: SectionRows, unit: Unit): SectionRows => {
  const totals = rows.filter(({ total }) => total);
  const [one, other] = totals;
  const areOfParts =
    !columns.includes('total') &&
    totals.length === 2 &&
    Object.keys(one!.cells).every((column) => !other!.cells[column]);
  const sums = areOfParts ? totals : rows.filter(({ name }) => isSumOfCost(name));
  const [first, second, ...others] = sums;
  if (!first || !second || others.length > 0 || totals.some((row) => !sums.includes(row)))
    return { rows, columns, ...read };
  const both = summed([first.cells, second.cells], unit);
  const cells = both['total'] ? both : withSum(both, 'total', Object.keys(both), unit);
  const total = { ...first, name: '合计', code: null, printedCode: null, total: true, cells };
  return {
    ...read,
    columns: columns.includes('total') ? columns : [...columns, 'total'],
    rows: [...rows.filter((row) => !sums.includes(row)), total],
  };
};

/** Where 人员经费 and 公用经费 are printed and 基本支出 is not, it is their sum. */
const withBasic = ({ rows, columns, ...read }: SectionRows, unit: Unit): SectionRows => {
  const isSplit = columns.includes('personnel') || columns.includes('public');
  if (columns.includes('basic') || !isSplit) return { rows, columns, ...read };
  return {
    ...read,
    columns: [...columns, 'basic'],
    rows: rows.map((row) => ({
      ...row,
      cells: withSum(row.cells, 'basic', ['personnel', 'public'], unit),
    })),
  };
};

/** Where the sources of revenue are rows, and add up to the total, the row of the total has them as its columns. */
const withSources = (
  { rows, columns, ...read }: SectionRows,
  year: number,
  unit: Unit,
): SectionRows => {
  const total = rows.find((row) => row.total);
  const sources =
    columns.length === 1 && total?.cells['total']
      ? sourcesOf(sourceRows(rows, year), total.cells['total'].amount, unit)
      : {};
  const found = Object.keys(sources);
  return found.length === 0
    ? { ...read, rows, columns }
    : {
        ...read,
        columns: [...columns, ...found],
        rows: rows.map((row) =>
          row === total ? { ...row, cells: { ...row.cells, ...sources } } : row,
        ),
      };
};

/** A row that is called by a source of revenue. */
interface SourceRow {
  readonly key: string;
  readonly name: string;
  readonly cell: PrintedCell;
}

const sourceRows = (rows: readonly SectionRow[], year: number): readonly SourceRow[] =>
  rows.flatMap(({ total, name, code, cells }) => {
    const cell = total || code !== null ? undefined : cells['total'];
    const source = revenueColumn([nameKey(name)], year);
    return cell && source.is === 'amount' && source.key !== 'total'
      ? [{ key: source.key, name: nameKey(name), cell }]
      : [];
  });

/** The sources as columns, where they add up to the total: all of them or, where they do not, the first of each. */
const sourcesOf = (
  printed: readonly SourceRow[],
  total: Fen,
  unit: Unit,
): Readonly<Record<string, PrintedCell>> => {
  const isFirst = ({ key }: SourceRow, at: number) =>
    printed.findIndex((each) => each.key === key) === at;
  const slack = halfOf(unit, USUAL_PLACES);
  for (const rows of [
    // A fund that stands again is of what is carried over.
    printed.filter((row, at) => isFirst(row, at) || !FUNDS.includes(row.key)),
    printed.filter(isFirst),
  ]) {
    const repeated = repeatedSources(
      rows.map(({ key, name, cell }) => ({
        key,
        isOwnMoney: isOwnMoney([name]),
        isPart: false,
        amounts: [cell.amount],
      })),
      [total],
      slack,
    );
    const left = rows.filter((_, at) => !repeated?.has(at));
    const gap = left.reduce((rest, { cell }) => rest - cell.amount, total);
    if (absFen(gap) > slack * BigInt(left.length + 1)) continue;
    const sources: Record<string, PrintedCell> = {};
    for (const { key, cell } of left) {
      const known = sources[key];
      const sum = known ? sumOfCells([known, cell], unit) : cell;
      sources[key] = { ...sum, place: { ...sum.place, column: key } };
    }
    return sources;
  }
  return {};
};

/** 财政拨款 is the sum of the columns of its funds. */
const withAppropriation = ({ rows, columns, ...read }: SectionRows, unit: Unit): SectionRows => {
  const key = 'fiscal-appropriation';
  if (columns.includes(key) || !columns.some((column) => FUNDS.includes(column)))
    return { rows, columns, ...read };
  return {
    ...read,
    columns: [...columns.filter((column) => !FUNDS.includes(column)), key],
    rows: rows.map((row) => {
      const cells = withSum(row.cells, key, FUNDS, unit);
      return {
        ...row,
        cells: Object.fromEntries(
          Object.entries(cells).filter(([column]) => !FUNDS.includes(column)),
        ),
      };
    }),
  };
};

const withSum = (
  cells: Readonly<Record<string, PrintedCell>>,
  column: string,
  parts: readonly string[],
  unit: Unit,
): Readonly<Record<string, PrintedCell>> => {
  const [first, ...others] = parts.flatMap((part) => cells[part] ?? []);
  if (!first) return cells;
  const sum = sumOfCells([first, ...others], unit);
  return { ...cells, [column]: { ...sum, place: { ...sum.place, column } } };
};

const ITEMS: readonly (readonly [RegExp, string])[] = [
  [/^(?!.*三公).*机关运行/, 'operating'],
  [VEHICLES, 'vehicles'],
  [/出国/, 'abroad'],
  [/接待/, 'reception'],
  [/购置/, 'vehicle-purchase'],
  [RUNNING, 'vehicle-running'],
  [/三公/, 'three-public'],
  [/^(?:合计|总计)$/, 'total'],
];

/** The three-public expenses of the budget's year, with the items in columns or in rows. */
const threePublic = (
  section: Section,
  form: TableForm,
  unit: Unit,
  { year, agency }: About,
): RowsRead => {
  const read = readSection(section, unit, (path) => threePublicColumn(path, year), form.table);
  const hasItems = ITEMS_OF_EXPENSE.some((item) => read.headed.has(item));
  const own = hasItems ? itemsInColumns(read, year, unit, agency) : itemsInRows(read, year);
  // 合计 may count meetings and training too: 三公's own sum is then beside it.
  const { 'three-public': sum, general, ...items } = own;
  const total = sum ?? items['total'] ?? general;
  const cells = inOneRow({ ...items, ...(total ? { total } : {}) });
  const countsOthers = !sum && printsOthers(section, unit);
  const row: PrintedRow = { row: 1, code: null, printedCode: null, name: '', cells };
  const some = Object.keys(cells).length > 0;
  // Operating expenses are no part of the total.
  const spent = Object.keys(cells).filter(
    (column) => column !== 'operating' && cells[column]!.amount !== 0n,
  );
  return {
    rows: some ? [row] : [],
    columns: [
      'total',
      'abroad',
      'reception',
      'vehicles',
      'vehicle-purchase',
      'vehicle-running',
      'operating',
    ].filter((column) => cells[column]),
    findings: [
      ...readingFindings(section, form, unit, read),
      ...undividedVehicles(section, form, cells, unit),
      ...(total || !hasItems ? [] : withoutTotals(section, form, { ...read, columns: spent })),
      ...threePublicFindings({
        table: form.table,
        title: section.title,
        unit,
        cells,
        countsOthers,
      }),
    ],
  };
};

/** `LAYOUT`, info: what vehicles cost is printed as a whole alone, and no line is of both their purchase and their running. */
const undividedVehicles = (
  { title }: Section,
  { table }: TableForm,
  { vehicles, ...items }: Readonly<Record<string, PrintedCell>>,
  unit: Unit,
): readonly Finding[] =>
  !vehicles ||
  vehicles.amount === 0n ||
  ['vehicle-purchase', 'vehicle-running'].some((item) => items[item])
    ? []
    : [
        finding(
          'LAYOUT',
          'info',
          `${quote(title)} prints ${exactInUnit(vehicles.amount, unit)} ${unit} for vehicles, and not how much of it is for their purchase and how much for their running: it is in no line.`,
          [vehicles.place],
          {
            table,
            subject: title,
            column: 'vehicles',
            printed: exactInUnit(vehicles.amount, unit),
            unit,
          },
        ),
      ];

/** Whether a table of the three-public expenses prints money of meetings, training, 行政经费 or 机关运行经费 too. */
const printsOthers = (section: Section, unit: Unit): boolean => {
  const isOther = (text: string) => /会议|培训|行政经费|机关运行/.test(text) && !/三公/.test(text);
  return pagesOf(section).some(({ paths, rows }) =>
    rows.some(({ cells }) => {
      const isOfOthers = cells.some(({ text }) => isOther(text));
      return cells.some(
        ({ column, text }) =>
          isMoney(text, unit) && (isOfOthers || (paths.get(column!) ?? []).some(isOther)),
      );
    }),
  );
};

const itemsInColumns = (
  { rows }: SectionRows,
  year: number,
  unit: Unit,
  agency: string,
): Record<string, PrintedCell> => {
  // A merged cell (合计) stands in the first of the rows it is over: those of its years.
  let isTotal = false;
  const filled = rows
    .filter(({ cells }) => Object.keys(cells).length > 0)
    .map((row) => {
      const [before = '', ...others] = row.line.cells.map(({ text }) => fold(text));
      const own = [before, ...others].flatMap((text) => yearBefore(text, year) ?? [])[0];
      const isOfAbove = row.body === null && yearBefore(before, year) !== undefined;
      // The first row of bodies is no total by its place alone, with a name or without.
      if (!isOfAbove)
        isTotal =
          row.total && row.name !== '' && (row.body === null || SUM_OF_ROWS.test(fold(row.body)));
      return { ...row, total: isTotal, year: own ?? yearAlone(row.name) };
    });
  const own = filled.filter((row) => row.year === year);
  const rest = own.length > 0 ? own : filled.filter((row) => row.year === undefined);
  const whole = rest.find(({ total }) => total)?.cells;
  // Rows of other amounts that are totals too, or are called nothing, may be of another body or fund.
  const isAnother = ({ total, name, cells }: SectionRow) =>
    (total || name === '') &&
    ITEMS_OF_EXPENSE.some((item) => cells[item] && cells[item].amount !== whole?.[item]?.amount);
  if (whole && ITEMS_OF_EXPENSE.some((item) => whole[item]))
    return rest.some(isAnother) ? {} : whole;
  // A total may be printed without its items.
  const bodies = rest.filter(({ total }) => !total);
  return { ...ofBodies(bodies, unit, agency), ...whole };
};

/** The items by the rows that are called so; none where one stands again with money of its own, as a row of another body or fund. */
const itemsInRows = ({ rows }: SectionRows, year: number): Record<string, PrintedCell> => {
  const found: Record<string, ItemRow[]> = {};
  let known = year;
  for (const { name, line, cells: own } of rows) {
    // Over the items in rows the column may be called by the whole: “三公”经费预算数.
    const amount = own['total'] ?? own['three-public'] ?? own['general'];
    // The year may stand before the item, once for its rows, and alone or with other words.
    const [before] = line.cells.map(({ text }) => fold(text));
    const said = yearBefore(before ?? '', year);
    if (said !== undefined) known = said;
    if (known !== year) continue;
    const beside = said !== undefined && fold(name) === before ? line.cells[1]?.text : undefined;
    const item = itemOf(name) ?? itemOf(beside ?? '');
    const label = itemOf(name) ? name : (beside ?? '');
    if (!amount || !item || /行政经费|会议|培训/.test(name) || NO_EXPENSE.test(fold(label)))
      continue;
    (found[item] ??= []).push({ label: nameKey(label), page: line.page, cell: amount });
  }
  const isAnother = ([first, ...others]: readonly ItemRow[]) => {
    const amount = first!.cell.amount;
    const sum = others.reduce((fen, { cell }) => fen + cell.amount, 0n);
    return others.some(
      ({ label, page, cell }) =>
        // A page may repeat the rows of another, and an item has parts of other names.
        (cell.amount === amount ? amount !== 0n && page === first!.page : cell.amount !== 0n) &&
        (label === first!.label || (sum !== amount && !label.startsWith('其中'))),
    );
  };
  if (Object.values(found).some(isAnother)) return {};
  return Object.fromEntries(Object.entries(found).map(([item, [row]]) => [item, row!.cell]));
};

/** A row of an item of the three-public expenses: its name as it is compared, and its amount. */
interface ItemRow {
  readonly label: string;
  readonly page: number | null;
  readonly cell: PrintedCell;
}

const itemOf = (label: string): string | undefined =>
  ITEMS.find(([words]) => words.test(fold(label)))?.[1];

/** A year in a column of its own. */
const yearAlone = (text: string): number | undefined =>
  /^20\d{2}$/.test(fold(text)) ? Number(fold(text)) : undefined;

/** The year that a row says before its item: 2030年, 2031年预算安排, 本年, 上年. */
const yearBefore = (text: string, year: number): number | undefined => {
  const printed = /^20\d{2}(?=年)/.exec(text)?.[0];
  if (printed !== undefined) return Number(printed);
  if (/^[本当今]年/.test(text)) return year;
  return /^(?:上一?|去)年度?(?:预算|执行|决算)?数?$/.test(text) ? year - 1 : undefined;
};

const inOneRow = (cells: Readonly<Record<string, PrintedCell>>): Record<string, PrintedCell> =>
  Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => [
      column,
      { ...cell, place: { ...cell.place, row: 1, column } },
    ]),
  );

/** A code of six or more than seven digits, or one that no item begins with. */
const CODE_OF_BODY = /^(?:\d{6}|\d{8,}|[014-9].*)$/;

/** `AMOUNT-FORM`: texts in place of figures that cannot be read. */
const unreadableFigures = (
  { title }: Section,
  { table }: TableForm,
  unreadable: SectionRows['unreadable'],
): readonly Finding[] => {
  const [first] = unreadable;
  return first
    ? [
        finding(
          'AMOUNT-FORM',
          'error',
          `${quote(title)} prints ${unreadable.length} figures that cannot be read, such as ${quote(first.text)}.`,
          unreadable.map(({ line, text }) => placeOf(line, table, { text })),
          { table, subject: title, printed: first.text },
        ),
      ]
    : [];
};

/** `LAYOUT`: figures that no row can have, as nothing says what they are of. */
const unlabelledFigures = (
  { title }: Section,
  { table }: TableForm,
  unlabelled: SectionRows['unreadable'],
): readonly Finding[] => {
  const [first] = unlabelled;
  return first
    ? [
        finding(
          'LAYOUT',
          'error',
          `${quote(title)} prints ${unlabelled.length} figures beside no name, such as ${quote(first.text)}; they are in no row.`,
          unlabelled.map(({ line, text }) => placeOf(line, table, { text })),
          { table, subject: title, printed: first.text },
        ),
      ]
    : [];
};

const readingFindings = (
  section: Section,
  form: TableForm,
  unit: Unit,
  { unknown, within, unreadable, uneven, rows }: SectionRows,
): readonly Finding[] => {
  const { titleLine, title } = section;
  const { table, levels } = form;
  // Where no row has a code, all are bodies, and the total tells what is in no line.
  const isTold = rows.every(({ code }) => code === null) || addUp(rows, unit, Math.max(...levels));
  const unnamed = rows.filter(
    ({ code, total, name, printedCode, cells, body }) =>
      !isTold &&
      code === null &&
      !total &&
      (printedCode === null || !CODE_OF_BODY.test(printedCode)) &&
      body === null &&
      Object.keys(cells).length > 0 &&
      !isOfNextYear({ code, total, name }),
  );
  const [odd] = uneven;
  return [
    ...(odd
      ? [
          finding(
            'SPLIT',
            'error',
            `${quote(title)} prints ${uneven.length} figures that the money of the year and what is carried over into it do not add up to, such as ${quote(odd.cell.place.text)} for ${quote(odd.name)}; they are read as printed.`,
            uneven.flatMap(({ cell, sum }) => [cell.place, sum.place]),
            {
              table,
              subject: odd.name,
              column: odd.column,
              printed: exactInUnit(odd.cell.amount, unit),
              expected: exactInUnit(odd.sum.amount, unit),
              difference: exactInUnit(odd.cell.amount - odd.sum.amount, unit),
              unit,
            },
          ),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          finding(
            'LAYOUT',
            'warning',
            `${quote(title)} prints figures under headings that name no column of their own: ${unknown.map(quote).join(', ')}; they are not read.`,
            [placeOf(titleLine, table)],
            { table, subject: title, printed: unknown.join(', ') },
          ),
        ]
      : []),
    ...(within.length > 0
      ? [
          finding(
            'LAYOUT',
            'info',
            `${quote(title)} prints under ${within.map(quote).join(', ')} money that its other columns count too: these figures are not recorded.`,
            [placeOf(titleLine, table)],
            { table, subject: title, printed: within.join(', ') },
          ),
        ]
      : []),
    ...unreadableFigures(section, form, unreadable),
    ...(unnamed.length > 0 && [5, 6, 7, 8, 3].includes(table)
      ? [
          finding(
            'LAYOUT',
            'warning',
            `${quote(title)} prints ${unnamed.length} rows whose code cannot be told, such as ${quote(unnamed[0]!.name)}; their figures are kept, and are no lines.`,
            unnamed.map(({ line }) => placeOf(line, table)),
            { table, subject: unnamed[0]!.name },
          ),
        ]
      : []),
  ];
};

const notRecorded = (others: readonly Section[]): readonly Finding[] =>
  others.length === 0
    ? []
    : [
        finding(
          'LAYOUT',
          'info',
          `Tables that print no money of the budget, that cannot be read as one table of money, or that are too long, are not recorded: ${[...new Set(others.map(({ title }) => title))].map(quote).join(', ')}.`,
          others.map(({ titleLine }) => placeOf(titleLine, null)),
        ),
      ];
