import { economic, functional } from '../../domain/classification/lookup.js';
import type { PrintedKind } from '../../domain/tables/country.js';
import { absFen, type Fen, type Unit } from '../../domain/values/money.js';
import { fold, nameKey } from '../../text/fold.js';
import { isBlank, type Cell, type DocumentLine, type RowLine } from '../document-line.js';
import { placeOf } from '../findings.js';
import type { PrintedCell } from '../printed.js';
import { readCell, type CellReading } from '../printed-amount.js';
import { halfOf, USUAL_PLACES } from '../rounding.js';
import {
  expenditureColumn,
  REVENUE_OF_YEAR,
  withShares,
  type Column,
  type Divided,
} from './columns.js';
import {
  AMONG,
  beginsOtherwise,
  headedRows,
  isOrdinal,
  WITH_UNIT,
  withoutHeader,
  type FindHeader,
  type HeadedRows,
  type HeadingPath,
} from './header-paths.js';
import type { Section } from './sections.js';
import { isOfNextYears, isOfTheYear } from './next-year.js';
import { sumOfCells } from './cell-units.js';
import { countedOnce } from './sources/repeated-sources.js';
import { sideBySide, type PageOfRows } from './side-by-side.js';

/** A row of a section: its code, name and figures, by what the headings over them say. */
export interface SectionRow {
  readonly line: RowLine;
  readonly code: string | null;
  readonly printedCode: string | null;
  name: string;
  readonly body: string | null;
  /** The code of the body, where a column has one. */
  readonly bodyCode: string | null;
  readonly total: boolean;
  readonly cells: Record<string, PrintedCell>;
  /** What a column of its own prints of money that goes to the next year; of several the first. */
  readonly goesOn?: PrintedCell | undefined;
  /** Whether its total counts, beside its parts, what further columns print (上年结转, 事业单位经营支出). */
  readonly countsOthers: boolean;
}

/** The rows of a section, and what of it was not understood. */
export interface SectionRows {
  readonly columns: readonly string[];
  readonly rows: readonly SectionRow[];
  /** The columns that have a heading. */
  readonly headed: ReadonlySet<string>;
  /** Headings over figures that name no column, or one that another heading has named. */
  readonly unknown: readonly string[];
  /** Headings over figures that other columns count too, as the sums or the headings show. */
  readonly within: readonly string[];
  /** Texts in place of figures that cannot be read. */
  readonly unreadable: readonly UnreadableFigure[];
  /** Figures that the money of the year and what is carried over into it, which are printed beside each, do not add up to. */
  readonly uneven: readonly UnevenCell[];
  /** Whether the totals count what goes to the next year, where a column prints it, by the headings. */
  readonly countsNextYear: boolean;
  /** Whether no row is called the total, and the first without a code and a name is taken for it. */
  readonly isFirstTotal: boolean;
}

/** A text in place of a figure. */
export interface UnreadableFigure {
  readonly line: DocumentLine;
  readonly text: string;
}

/** A figure that is not the sum of those beside it. */
export interface UnevenCell {
  readonly name: string;
  readonly column: string;
  readonly cell: PrintedCell;
  /** Of the year and carried over, together. */
  readonly sum: PrintedCell;
}

/** The pages of a section with their headings; those of a page without a header are the page's before it. */
export const pagesOf = (
  { pages }: Pick<Section, 'pages'>,
  findHeader: FindHeader = headedRows,
): readonly PageOfRows[] => {
  const found: PageOfRows[] = [];
  let known: ReturnType<FindHeader> = null;
  for (const rows of pages)
    for (const page of withWholeHeaders(byPage(rows))) {
      const repeated: readonly RowLine[] = known ? withoutHeader(page, known.header) : page;
      const own = headerOf(page, known, findHeader);
      if (own) {
        known = own;
        found.push(own);
      } else if (known) found.push({ ...known, rows: repeated });
    }
  return found;
};

/** The header of a page: of the first one and of a later one in other words. */
const headerOf = (
  page: readonly RowLine[],
  known: HeadedRows | null,
  findHeader: FindHeader,
): HeadedRows | null => {
  if (!known) return findHeader(page);
  const own = findHeader === headedRows ? headedRows(page) : null;
  return own && beginsOtherwise(own, known) ? own : null;
};

/** Pages, where one that ends within the header, with no row, goes on with the next. */
const withWholeHeaders = (
  pages: readonly (readonly RowLine[])[],
): readonly (readonly RowLine[])[] => {
  const [first, second, ...rest] = pages;
  const head = first && headedRows(first);
  const isBroken =
    head?.rows.length === 0 &&
    second !== undefined &&
    withoutHeader(second, head.header)[0] === second[0];
  return isBroken ? [[...first!, ...second], ...rest] : pages;
};

const byPage = (rows: readonly RowLine[]): readonly (readonly RowLine[])[] => {
  const pages: RowLine[][] = [];
  for (const row of rows) {
    const last = pages.at(-1);
    if (last && last[0]!.page === row.page) last.push(row);
    else pages.push([row]);
  }
  return pages;
};

/** What the row of a table's total is called. */
const TOTAL = /^(?:总合计|(?:本年|本年收入|本年支出|收入|支出)?(?:合计|总计)):?$/;
/** What it may be called where no row is called so, the first word first; else such rows are the totals of a body or of a part. */
const TOTAL_OF_PART = [/^部门(?:合计|总计):?$/, /^单位(?:合计|总计):?$/];
const TOTAL_OF_BASIC = /^基本支出(?:合计|总计):?$/;
/** The total of 人员经费 or 公用经费, where a table prints them beside each other. */
export const isSumOfCost = (name: string): boolean =>
  /^(?:人员|(?:日常)?公用)(?:经费|支出)(?:合计|总计|小计):?$/.test(fold(name));
const HAN = /\p{Script=Han}/u;
/** A source of revenue in a row of its own, without a figure. */
const SOURCE = /收入|资金|结转/;
/** One of the three-public expenses, likewise. */
const EXPENSE = /出国|接待|公务用车|购置|运行|会议|培训/;
const BRACKETED = /^[[［【(（]?(\d{3}(?:\d{2}){0,2})[\]］】)）]?[-—]?(\p{Script=Han}.*)$/u;

/** The codes that tables of a document print beside a name, by the classification and the name as it is compared. */
export type PrintedNames = ReadonlyMap<string, ReadonlySet<string>>;

const nameIn = (kind: PrintedKind, name: string): string =>
  `${ECONOMIC_KINDS.includes(kind) ? 'economic' : 'functional'}/${nameKey(name)}`;

/** The names of items that sections print with their codes. */
export const printedNames = (sections: readonly Section[]): PrintedNames => {
  const names = new Map<string, Set<string>>();
  for (const section of sections) {
    const columnOf = (path: HeadingPath) => expenditureColumn(path, section.kind, null);
    for (const { printedCode, code, name } of readSection(section, '元', columnOf, 0).rows) {
      if (printedCode === null || code === null) continue;
      const key = nameIn(section.kind, name);
      names.set(key, (names.get(key) ?? new Set()).add(code));
    }
  }
  return names;
};

/**
 * Reads the rows of a table by its headings. `columnOf` says what a column holds, by its headings and those of all columns; `names` tell the
 * codes of names that the classification does not.
 */
export const readSection = (
  section: Section,
  unit: Unit,
  columnOf: (path: HeadingPath, all: readonly HeadingPath[]) => Column,
  table: number,
  names: PrintedNames = new Map(),
): SectionRows => {
  const columns: string[] = [];
  const rows: SectionRow[] = [];
  const headed = new Set<string>();
  const unknown = new Set<string>();
  const within = new Set<string>();
  const unreadable: UnreadableFigure[] = [];
  const uneven: UnevenCell[] = [];
  const partedRows: PartedRow[] = [];
  const spelled: (Spelled | null)[] = [];
  // The words for a total, the surest first. The first row without a code is the total where no row is called so, and a body's otherwise.
  const words = [
    TOTAL,
    ...TOTAL_OF_PART,
    ...(section.kind === 'basic-economic' ? [TOTAL_OF_BASIC] : []),
  ];
  const totalsBy: SectionRow[][] = [...words.map(() => []), []];
  // The column of the last row's name.
  let nameAt: number | undefined;
  let countsNextYear = true;
  const pages = pagesOf(section);
  const parts =
    section.kind === 'basic-economic' ? pages.flatMap((page) => sideBySide(page, columnOf)) : pages;
  const below = (headings: PageOfRows['paths']) =>
    parts.flatMap(({ paths, rows: own }) => (paths === headings ? own : []));
  for (const { paths, header, rows: lines } of parts) {
    const all = [...paths.values()];
    const isBalance = all.some((path) => path.some((each) => REVENUE_OF_YEAR.test(each)));
    if (isBalance) countsNextYear = false;
    const columnAt = new Map([...paths].map(([column, path]) => [column, columnOf(path, all)]));
    const of =
      section.kind === 'revenue'
        ? countedOnce(columnAt, { paths, header, rows: below(paths) }, unit)
        : withShares(columnAt, isBalance);
    for (const [at, column] of of) {
      if (column.is !== 'amount' || column.share === 'carried') continue;
      headed.add(column.key);
      if (column.key === 'total' && isOfTheYear(paths.get(at)!)) countsNextYear = false;
    }
    const keysOf = (share: 'year' | 'carried') =>
      new Set(
        [...of.values()].flatMap((column) =>
          column.is === 'amount' && column.share === share ? [column.key] : [],
        ),
      );
    const [ofYear, ofCarried] = [keysOf('year'), keysOf('carried')];
    const isDivided = ['basic', 'personnel', 'public', 'project'].some((key) => headed.has(key));
    const nameColumn = Math.min(...columnsOf(of, 'name'), Infinity);
    const allCodes = columnsOf(of, 'code');
    const before = allCodes.filter((column) => column < nameColumn);
    // Beside names a second classification may have codes.
    const codeColumns = before.length > 0 ? before : allCodes;
    const headingOf = ({ column }: Cell) => (paths.get(column!) ?? []).join('/') || '?';
    for (const line of lines) {
      const at = (column: number) => line.cells.find((cell) => cell.column === column)?.text.trim();
      const cells: Record<string, PrintedCell> = {};
      const shares: SharesOfCells = { year: {}, carried: {} };
      let goesOn: PrintedCell | undefined;
      // What columns print beside the parts of the total, and those of them that may be a part.
      const others: Fen[] = [];
      const untold: string[] = [];
      const parted: PartCell[] = [];
      for (const cell of line.cells) {
        const column = of.get(cell.column!) ?? { is: 'unknown' as const };
        if (column.is === 'beside' && column.repeats && isMoney(cell, unit))
          within.add(headingOf(cell));
        const isNextYears = column.is === 'beside' && isOfNextYears(paths.get(cell.column!) ?? []);
        const isOther = column.is === 'beside' && section.kind === 'expenditure';
        if (column.is !== 'amount' && column.is !== 'unknown' && !isNextYears && !isOther) continue;
        if (isBlank(cell.text)) continue;
        const reading = readCell(cell.text, unit, cell);
        if (reading.kind !== 'amount') {
          if (column.is !== 'unknown' && !isOther && isUnreadable(reading, cell))
            unreadable.push({ line, text: cell.text });
          continue;
        }
        if (isOther && !isNextYears) {
          others.push(reading.amount);
          continue;
        }
        if (column.is === 'beside') {
          goesOn ??= {
            amount: reading.amount,
            place: placeOfCell(line, cell, 'total', table, rows),
          };
          continue;
        }
        if (column.is === 'unknown') {
          if (reading.amount === 0n) continue;
          if (!column.partOf) unknown.add(headingOf(cell));
          else {
            const place = placeOfCell(line, cell, column.partOf, table, rows);
            const own = {
              amount: reading.amount,
              place,
              ...(reading.unit && { unit: reading.unit }),
            };
            parted.push({ of: column.partOf, heading: headingOf(cell), cell: own });
          }
          continue;
        }
        const { key, share } = column;
        const own: PrintedCell = {
          amount: reading.amount,
          place: placeOfCell(line, cell, key, table, rows),
          ...(reading.unit && { unit: reading.unit }),
        };
        if (share === 'carried') {
          const carried = shares.carried[key];
          if (ofYear.has(key))
            shares.carried[key] = carried ? sumOfCells([carried, own], unit) : own;
          // Beside no money of the year it is a part of the figures or in none of them, which cannot be told; among sources it is one.
          else if (own.amount !== 0n && section.kind !== 'expenditure')
            unknown.add(headingOf(cell));
          else if (own.amount !== 0n && isDivided) {
            others.push(own.amount);
            untold.push(headingOf(cell));
          }
          continue;
        }
        const ofShare = share === 'year' ? shares.year : cells;
        const known = ofShare[key];
        if (known && (section.kind !== 'revenue' || key === 'total')) {
          if (own.amount !== 0n && own.amount !== known.amount) unknown.add(headingOf(cell));
          continue;
        }
        // Of revenue, several columns may be of one source.
        if (!known || known.amount === 0n) ofShare[key] = own;
        else if (own.amount !== 0n) ofShare[key] = sumOfCells([known, own], unit);
      }
      const odd = withShared(cells, shares, ofCarried, unit);
      const sums = parted.length === 0 ? null : sumsOfParts(cells, parted, headed, unit);
      if (parted.length > 0) partedRows.push({ cells, parted, sums });
      const beyond = beyondParts(cells, others, unit);
      for (const heading of untold)
        if (beyond !== 'others') (beyond === undefined ? unknown : within).add(heading);
      const countsOthers = beyond === 'others';
      for (const key of Object.keys(cells)) if (!columns.includes(key)) columns.push(key);
      // A part's name may stand in a column of its own.
      const under = columnsOf(of, 'name').find((column) => at(column) !== undefined);
      const named = under === undefined ? '' : at(under)!;
      const bodies = columnsOf(of, 'body').flatMap((column) => at(column) ?? []);
      const body = bodies.find((text) => HAN.test(text)) ?? bodies[0] ?? null;
      const bodyCode = bodies.map(fold).find((text) => /^\d{3,}$/.test(text)) ?? null;
      const parts = codeColumns.flatMap((column, level) => {
        const text = at(column);
        return text === undefined || isBlank(text)
          ? []
          : // A sheet shows a code that it takes for a number as 208.0.
            [{ level, text: fold(text).replace(/^(\d{1,7})\.0+$/, '$1') }];
      });
      const isSum = (text: string) => words.some((each) => each.test(text));
      const label =
        named ||
        parts.map(({ text }) => text).find((text) => isSum(text) || isSumOfCost(text)) ||
        '';
      uneven.push(...odd.map((each) => ({ ...each, name: label || body || '' })));
      const hasFigures = Object.keys(cells).length > 0;
      const texts = [
        fold(label),
        ...parts.map(({ text }) => text),
        ...(body === null ? [] : [fold(body)]),
      ];
      const by = words.findIndex((each) => texts.some((text) => each.test(text)));
      const isTotal = by !== -1;
      const isFirst = rows.length === 0 && hasFigures && parts.length === 0 && named === '';
      if (isTotal || isFirst) {
        const row: SectionRow = {
          line,
          code: null,
          printedCode: null,
          name: label || body || '',
          body,
          bodyCode,
          total: true,
          cells,
          goesOn,
          countsOthers,
        };
        rows.push(row);
        totalsBy.at(by)!.push(row);
        spelled.push(null);
        nameAt = under;
        continue;
      }
      const bracketed = parts.length === 0 ? BRACKETED.exec(fold(named)) : null;
      const name = bracketed ? named.slice(named.indexOf(bracketed[2]![0]!)) : label;
      if (parts.length === 0 && !bracketed && !hasFigures) {
        // The rest of a name that is broken over lines.
        const last = rows.at(-1);
        // A row of its own has a stroke for its blank, an ordinal, or the name of a source.
        const isItem =
          line.cells.some(
            ({ column, text }) => of.get(column!)?.is === 'amount' && text.trim() !== '',
          ) ||
          isOrdinal(named) ||
          fold(named).startsWith(AMONG) ||
          (section.kind === 'revenue' && SOURCE.test(named)) ||
          (section.kind === 'three-public' && EXPENSE.test(named));
        if (last && named !== '' && named.length <= 20 && under === nameAt && !isItem)
          last.name += named;
        continue;
      }
      nameAt = under;
      const printed = bracketed
        ? [{ level: 0, text: bracketed[1]! }]
        : parts.filter(({ text }) => /^\d+(?:[-.]\d+)*$/.test(text));
      const printedCode = printed.map(({ text }) => text).join('') || null;
      rows.push({
        line,
        code: null,
        printedCode,
        name: name || (body ?? ''),
        body,
        bodyCode,
        total: false,
        cells,
        goesOn,
        countsOthers,
      });
      spelled.push({ parts: printed, name, codeColumns: codeColumns.length });
    }
  }
  const areToldParts = partedRows.every(({ sums }) => sums !== null);
  for (const { cells, parted, sums } of partedRows) {
    for (const { heading } of parted) (areToldParts ? within : unknown).add(heading);
    if (!areToldParts) continue;
    Object.assign(cells, sums);
    for (const column of Object.keys(sums!)) if (!columns.includes(column)) columns.push(column);
  }
  const totals = rows.map(({ cells }) => cells['total']?.amount);
  const codes = new Codes(section.kind, totals, unit, names);
  // Where codes are printed, a row without one is a body's or a part of the row above, whatever its name.
  const isCoded = spelled.some((row) => row !== null && row.parts.length > 0);
  // The pages of a table may repeat its total; the total of a part that stands several times is not the table's.
  const whole = totalsBy.find((each, at) => each.length === 1 || (at === 0 && each.length > 0));
  return {
    columns,
    headed,
    rows: rows.map((row, i) => ({
      ...row,
      total: whole?.includes(row) === true,
      code:
        spelled[i] && (!isCoded || spelled[i].parts.length > 0) ? codes.of(spelled[i], i) : null,
    })),
    unknown: [...unknown],
    within: [...within].filter((heading) => !unknown.has(heading)),
    unreadable,
    uneven,
    countsNextYear,
    isFirstTotal: whole === totalsBy.at(-1),
  };
};

const isMoney = (cell: Cell, unit: Unit): boolean => {
  const reading = readCell(cell.text, unit, cell);
  return reading.kind === 'amount' && reading.amount !== 0n;
};

/** Whether a cell has a figure that cannot be read: one with a misprint, or with words around it and its unit behind it. */
export const isUnreadable = ({ kind }: CellReading, { text }: Cell): boolean =>
  kind === 'unreadable' || (kind === 'text' && WITH_UNIT.test(fold(text)));

/** The figures of a row by what they are of: the year, and what is carried over into it. */
type SharesOfCells = Readonly<Record<'year' | 'carried', Record<string, PrintedCell>>>;

/**
 * Adds the sum of both to the cells that a row does not print itself, and tells those that it prints and are not that sum, of the columns
 * that print what is carried over.
 */
const withShared = (
  cells: Record<string, PrintedCell>,
  { year, carried }: SharesOfCells,
  summed: ReadonlySet<string>,
  unit: Unit,
): readonly Omit<UnevenCell, 'name'>[] => {
  // In 万元 each of the three is rounded by itself.
  const slack = 3n * halfOf(unit, USUAL_PLACES);
  const keys = new Set([...Object.keys(year), ...Object.keys(carried)]);
  return [...keys].flatMap((column) => {
    const [own, other] = [year[column], carried[column]];
    const sum = own && other ? sumOfCells([own, other], unit) : (own ?? other)!;
    const cell = (cells[column] ??= sum);
    const gap = cell.amount - sum.amount;
    return !summed.has(column) || (-slack <= gap && gap <= slack) ? [] : [{ column, cell, sum }];
  });
};

/** A figure under the heading of a part of basic or project expenditure, which prints no sum of its own. */
interface PartCell {
  readonly of: Divided;
  readonly heading: string;
  readonly cell: PrintedCell;
}

/** A row with such figures. `sums`: null where they do not add up to what the row prints. */
interface PartedRow {
  readonly cells: Record<string, PrintedCell>;
  readonly parted: readonly PartCell[];
  readonly sums: Readonly<Record<string, PrintedCell>> | null;
}

/**
 * What a row has for basic and project expenditure by the parts of them that it prints: none where its own figures have them too. Null where the parts
 * and the figures beside them are not the total of the row. Where a table does not divide its totals at all, nothing tells of which they are.
 */
const sumsOfParts = (
  cells: Readonly<Record<string, PrintedCell>>,
  parted: readonly PartCell[],
  headed: ReadonlySet<string>,
  unit: Unit,
): Readonly<Record<string, PrintedCell>> | null => {
  const sums: Record<string, PrintedCell> = {};
  for (const { of, cell } of parted)
    sums[of] = sums[of] ? sumOfCells([sums[of], cell], unit) : cell;
  const slack = halfOf(unit, USUAL_PLACES) * BigInt(parted.length + 2);
  const isNear = (one: Fen, other: Fen) => absFen(one - other) <= slack;
  const all = ['basic', 'project'].map((of) => (cells[of] ?? sums[of])?.amount ?? 0n);
  const areSums = Object.entries(sums).every(
    ([of, sum]) => !cells[of] || isNear(cells[of].amount, sum.amount),
  );
  const total = cells['total'];
  if (!total || !areSums || !isNear(total.amount, all[0]! + all[1]!)) return null;
  const isDivided =
    headed.has('project') || parted.some(({ heading }) => /基本支出|项目支出/.test(heading));
  return Object.fromEntries(Object.entries(sums).filter(([of]) => isDivided && !cells[of]));
};

/**
 * What the total of a row has beyond its parts: nothing, or some of the figures beside them; undefined where neither is so, or it prints no parts.
 */
const beyondParts = (
  cells: Readonly<Record<string, PrintedCell>>,
  others: readonly Fen[],
  unit: Unit,
): 'nothing' | 'others' | undefined => {
  const { total, basic, personnel, public: ofPublic, project } = cells;
  const parts = [...(basic ? [basic] : [personnel, ofPublic]), project].filter(
    (cell) => cell !== undefined,
  );
  if (!total || parts.length === 0) return undefined;
  const gap = parts.reduce((rest, { amount }) => rest - amount, total.amount);
  const isNear = (amount: Fen, figures: number) =>
    absFen(gap - amount) <= halfOf(unit, USUAL_PLACES) * BigInt(figures + parts.length + 1);
  if (isNear(0n, 0)) return 'nothing';
  const more = others.filter((each) => each !== 0n);
  const isSome = (from: number, sum: Fen, figures: number): boolean =>
    (figures > 0 && isNear(sum, figures)) ||
    more.some((each, at) => at >= from && isSome(at + 1, sum + each, figures + 1));
  return gap > 0n && more.length <= OTHERS_MAX && isSome(0, 0n, 0) ? 'others' : undefined;
};

/** Of more figures beside a total too many sums could be it by chance. */
const OTHERS_MAX = 8;

const columnsOf = (of: ReadonlyMap<number, Column>, is: Column['is']): readonly number[] =>
  [...of].flatMap(([column, what]) => (what.is === is ? [column] : [])).toSorted((a, b) => a - b);

const placeOfCell = (
  line: RowLine,
  { text }: Cell,
  column: string,
  table: number,
  rows: readonly SectionRow[],
) => placeOf(line, table, { row: rows.length + 1, column, text });

const ECONOMIC_KINDS: readonly PrintedKind[] = [
  'basic-economic',
  'general-economic',
  'project-economic',
  'appropriation-basic',
  'operating-cost',
  'basic-all',
];

/** How a row prints its code: whole or in parts, by the columns they stand in; and its name. */
interface Spelled {
  readonly parts: readonly { readonly level: number; readonly text: string }[];
  readonly name: string;
  readonly codeColumns: number;
}

/** Tells the codes of rows, whole or of their own level only, or by name where none is printed. Rows are asked in their order. */
class Codes {
  private readonly list;
  private readonly digits;
  private readonly isEconomic: boolean;
  private readonly slack: Fen;
  /** The class and the group of the coded rows before. */
  private group = '';
  /** The rows above that a row may be a part of, with what the parts so far leave of their totals. `code`: null where it cannot be told. */
  private above: { readonly code: string | null; left: Fen | null }[] = [];

  constructor(
    private readonly kind: PrintedKind,
    private readonly totals: readonly (Fen | undefined)[],
    unit: Unit,
    private readonly names: PrintedNames,
  ) {
    this.isEconomic = ECONOMIC_KINDS.includes(kind);
    this.list = this.isEconomic ? economic : functional;
    this.digits = this.isEconomic ? 5 : 7;
    this.slack = halfOf(unit, USUAL_PLACES);
  }

  /** The code of a row; null where it is a body's or none can be told. `at`: the row's index. */
  of({ parts, name, codeColumns }: Spelled, at: number): string | null {
    if (parts.length > 0) {
      const code = this.joined(parts, codeColumns);
      if (code === null) return null;
      this.group = code.slice(0, this.isEconomic ? 3 : 5);
      this.above = [{ code: this.group, left: null }];
      return code;
    }
    const total = this.totals[at];
    // What a total has no room for is no part of it.
    while (total !== undefined && total > (this.above.at(-1)?.left ?? total)) this.above.pop();
    const code = this.byName(name);
    if (code !== null)
      this.above = this.above.filter((each) => each.code !== null && code.startsWith(each.code));
    const whole = this.above.at(-1);
    if (whole?.left !== null && whole) whole.left -= (total ?? 0n) - this.slack;
    if (code === null ? this.hasParts(at) : code.length < this.digits)
      this.above.push({ code, left: total === undefined ? null : total + this.slack });
    return code;
  }

  /** Whether the rows below a row add up to it. */
  private hasParts(at: number): boolean {
    const total = this.totals[at];
    if (total === undefined || total <= 0n) return false;
    let sum = 0n;
    for (let i = at + 1; i < this.totals.length && sum < total; i++) {
      sum += this.totals[i] ?? 0n;
      const slack = this.slack * BigInt(i - at + 1);
      if (total - slack <= sum && sum <= total + slack) return true;
    }
    return false;
  }

  private joined(
    parts: readonly { readonly level: number; readonly text: string }[],
    codeColumns: number,
  ): string | null {
    let code = '';
    for (const { level, text: printed } of parts) {
      const text = printed.replace(/[-.]/g, '');
      if (text.length >= 3) {
        code = text.startsWith(code) || code === '' ? text : code + text;
        continue;
      }
      const digits = text.padStart(2, '0');
      const at = codeColumns > 1 ? level : code === '' ? 1 : (code.length - 1) / 2;
      const length = 1 + at * 2;
      if (code.length < length) code = this.group.slice(0, length);
      if (code.length !== length) return null;
      code += digits;
    }
    if (!(this.isEconomic ? /^3\d+$/ : /^2\d+$/).test(code)) return null;
    return [3, 5, 7].includes(code.length) ? code : null;
  }

  /** Parents come first: an item of the group above, else a group of the class above, else a class. */
  private byName(name: string): string | null {
    if (name === '') return null;
    const lengths = this.isEconomic ? [5, 3] : [7, 5, 3];
    // Below a row that is not known no row can be told by its name, but a class.
    const group = this.above.at(-1)?.code ?? '';
    for (const length of lengths) {
      const prefix = length === 3 ? '' : group.slice(0, length - 2);
      if (length > 3 && prefix.length < length - 2) continue;
      const printed = [...(this.names.get(nameIn(this.kind, name)) ?? [])];
      for (const codes of [this.list.codesNamed(name, prefix), printed]) {
        const found = codes.filter((code) => code.length === length && code.startsWith(prefix));
        if (found.length === 1) return found[0]!;
      }
    }
    return null;
  }
}
