import type { Finding } from '../../domain/events/finding.js';
import { printedTableNumber, TABLES } from '../../domain/tables/forms.js';
import { FURTHER_KINDS, type FurtherKind } from '../../domain/values/further-kind.js';
import { isOneOf } from '../../domain/values/line.js';
import type { Unit } from '../../domain/values/money.js';
import { fold } from '../../text/fold.js';
import { isBlank, printedText, textsOf, type RowLine } from '../document-line.js';
import { finding, placeOf, quote } from '../findings.js';
import type { FurtherRow, FurtherTable, PrintedCell } from '../printed.js';
import { looksNumeric, readCell } from '../printed-amount.js';
import { isNote, isProse } from '../tables/lines/line-kinds.js';
import { linesWithFigures } from '../unread-figures.js';
import { inTableUnit } from './cell-units.js';
import { pagesOf } from './coded-section.js';
import { furtherColumn, namesMoney, namesRows } from './columns.js';
import { unitAbove } from './head-rows.js';
import { headedByFigures, isColumnNumbers, type HeadingPath } from './header-paths.js';
import type { Section } from './sections.js';

/** So many figures of further tables are kept of a document: an append to a server has a mebibyte, and each takes half a kilobyte. */
const FIGURES_MAX = 1_000;

/** The further tables of a document, and those of which nothing is recorded. */
export interface FurtherTables {
  readonly tables: readonly FurtherTable[];
  readonly unread: readonly Section[];
  readonly findings: readonly Finding[];
}

/** A table that is none of the nine, with the unit of its figures. */
export interface FurtherSection {
  readonly section: Section;
  readonly unit: Unit;
  /** Whether it prints the unit itself. */
  readonly printsUnit: boolean;
}

/**
 * Reads the tables that are none of the nine as they are printed: each line is a row, and each cell a figure or a text under its
 * headings. A table of which the kind is not known is read where it prints a unit of money: otherwise its figures may be of anything. Performance
 * targets are no table of money. `all`: every table of the document; `areInTableUnit`: the numbers of those whose figures are all in the unit of their table.
 */
export const readFurther = (
  further: readonly FurtherSection[],
  all: readonly Section[],
  areInTableUnit: ReadonlySet<number>,
): FurtherTables => {
  const numberOf = numbering(all);
  const tables: FurtherTable[] = [];
  const unread: Section[] = [];
  const findings: Finding[] = [];
  const readTable = (each: FurtherSection, kind: FurtherKind) => {
    const number = numberOf(each.section);
    const section = areInTableUnit.has(number) ? inTableUnit(each.section) : each.section;
    return tableOf({ ...each, section }, kind, number);
  };
  let left = FIGURES_MAX;
  for (const each of further) {
    const { section } = each;
    const kind = kindOf(section);
    const isMoney = kind !== null && (kind !== 'other' || each.printsUnit);
    const read = isMoney ? readTable(each, kind) : null;
    const figures = read?.table.rows.flatMap(({ cells }) => Object.keys(cells)).length ?? 0;
    if (read === null || figures > left) unread.push(section);
    else {
      left -= figures;
      tables.push(read.table);
      findings.push(...read.findings);
    }
  }
  return { tables, unread, findings };
};

/** Null for performance targets. A second table of one of the nine kinds is a table of the place's own. */
const kindOf = ({ kind }: Section): FurtherKind | null => {
  if (kind === 'performance') return null;
  return isOneOf(FURTHER_KINDS, kind) ? kind : 'other';
};

/** Gives each table the number that the document prints, from 10 on where no other table has it, or the next after all that it prints. */
const numbering = (all: readonly Section[]): ((section: Section) => number) => {
  const printed = (section: Section) => printedTableNumber(section.number ?? '') ?? 0;
  let last = Math.max(TABLES, ...all.map(printed));
  return (section) => {
    const own = printed(section);
    const isAlone = all.every((each) => each === section || printed(each) !== own);
    return own > TABLES && isAlone ? own : ++last;
  };
};

interface TableRead {
  readonly table: FurtherTable;
  readonly findings: readonly Finding[];
}

/**
 * Null where it cannot be read as one table of money: two tables under one title, or figures that stand in no
 * row below a heading; and where it is of no known kind and prints no figure of money.
 */
const tableOf = (
  { section, unit }: FurtherSection,
  kind: FurtherKind,
  table: number,
): TableRead | null => {
  const pages = pagesOf(section, headedByFigures);
  const lines = pages.flatMap(({ rows }) => rows);
  if (!isOneTable(section) || losesFigures(section, lines, unit)) return null;
  const columns = columnsOf(pages, unit);
  if (isTwoSided(columns) || hasHeadingsInRows(lines, columns, unit)) return null;
  const { rows, unreadable } = rowsOf(lines, columns, unit, table);
  const shown = columns.filter(({ key }) => rows.some(({ cells }) => key in cells));
  const hasFigures = shown.length > 0;
  const isEmpty =
    kind !== 'other' &&
    !lines.some(({ cells }) => cells.some(({ text }) => isAmountIn(text, unit))) &&
    unreadable.length + linesWithFigures(section.texts).length === 0;
  if (!hasFigures && !isEmpty) return null;
  const notes = section.texts.filter(isNote).map((line) => printedText(line).trim());
  return {
    table: {
      table,
      kind,
      ...(section.number === null ? {} : { number: section.number }),
      state: hasFigures ? 'read' : 'declared-empty',
      title: section.title,
      unit,
      columns: shown.map(({ key }) => key),
      textColumns: hasFigures
        ? columns.flatMap(({ key }) =>
            rows.some(({ texts }) => texts && key in texts) ? [key] : [],
          )
        : [],
      rows: hasFigures ? rows : [],
      note: notes.length > 0 ? notes.join('') : null,
    },
    findings: [
      ...unknownHeadings(
        section,
        table,
        unit,
        shown
          .filter(({ path, at }) => !namesMoney(path) || isUnheaded(columns, at))
          .map(({ key }) => key),
      ),
      ...notFigures(section, table, unreadable),
    ],
  };
};

/** Whether the pages under one title are of one table: of one unit and one body, and each with the header of the first, or none. */
const isOneTable = ({ pages, texts, isInterrupted }: Section): boolean => {
  const units = texts.map(unitAbove);
  const heads = texts.flatMap((line) => textsOf(line).map(fold));
  // A unit that is printed and not understood would be that of another table.
  const isUnknown =
    units.every((unit) => unit === undefined) && heads.some((text) => UNIT.test(text));
  const bodies = heads.flatMap((text) => [...text.replace(UNIT, '').matchAll(BODY)]);
  const isSeveral = bodies.some(([, label, name]) =>
    bodies.some(([, other, another]) => label === other && name !== another),
  );
  const [first, ...others] = pages;
  const header = first && headedByFigures(first)?.header;
  // 合计 with 2030 is no heading of a year.
  const isRow = (row: RowLine) =>
    isFigured(row) && row.cells.some(({ text }) => TOTAL.test(fold(text)));
  return (
    !isInterrupted &&
    !isUnknown &&
    !isSeveral &&
    new Set(units.filter((unit) => unit !== undefined)).size <= 1 &&
    !header?.some(isRow) &&
    others.every(
      (page) =>
        page.length === 0 ||
        isFigured(page[0]!) ||
        header?.every((row, at) => page[at] && spelled(page[at]) === spelled(row)),
    )
  );
};

const UNIT = /(?:金额)?单位:?[^:]*元.*$/;
const BODY = /((?:部门|单位)(?:名称)?):([^,:;]{3,})/g;

/** A row with the places of its cells. */
const spelled = ({ cells }: RowLine): string =>
  cells.flatMap(({ column, text }) => (isBlank(text) ? [] : [`${column} ${fold(text)}`])).join('|');

/** Whether names stand beside figures twice: 收入 and 支出 side by side, also where these are the headings over the names. */
const isTwoSided = (columns: readonly FurtherColumn[]): boolean => {
  const amounts = columns.flatMap(({ is }, at) => (is === 'amount' ? [at] : []));
  return columns.some(
    ({ is, path }, at) =>
      (is === 'name' || (is === 'beside' && /^(?:收入|支出)(?:项目)?$/.test(path.at(-1) ?? ''))) &&
      amounts.some((each) => each < at) &&
      amounts.some((each) => each > at),
  );
};

/** Whether headings stand among the rows, so that the figures below them are under other headings than those above. */
const hasHeadingsInRows = (
  lines: readonly RowLine[],
  columns: readonly FurtherColumn[],
  unit: Unit,
): boolean => {
  const amounts = new Set(columns.flatMap(({ at, is }) => (is === 'amount' ? [at] : [])));
  return lines.some(({ cells }) => {
    const words = cells.filter(
      ({ column, text }) => amounts.has(column!) && readCell(text, unit).kind === 'text',
    );
    return words.length > 1 || words.some(({ text }) => namesMoney([text]));
  });
};

const isFigured = ({ cells }: RowLine): boolean => cells.some(({ text }) => looksNumeric(text));

/** Whether a figure of the table stands in none of its rows, the numbers of its columns apart. */
const losesFigures = ({ pages, texts }: Section, rows: readonly RowLine[], unit: Unit): boolean => {
  const read = new Set(rows);
  const others = pages.flat().filter((line) => !read.has(line));
  const numbers = others.filter(isColumnNumbers);
  const figures = others.filter(
    (line) => !numbers.includes(line) && line.cells.some(({ text }) => isAmountIn(text, unit)),
  );
  const beside = texts.filter((line) => !isNote(line) && !isProse(fold(printedText(line))));
  return (
    figures.length + linesWithFigures(beside).length > 0 ||
    // A page may print the numbers of its columns once.
    new Set(numbers.map(({ page }) => page)).size < numbers.length
  );
};

/** Whether a cell is an amount other than zero, and no year. */
const isAmountIn = (text: string, unit: Unit): boolean => {
  const reading = readCell(text, unit);
  return reading.kind === 'amount' && reading.amount !== 0n && !YEAR.test(fold(text));
};

const YEAR = /^(?:19|20)\d{2}(?:\.(?:0?[1-9]|1[0-2]))?$/;

interface FurtherColumn {
  /** Its place among the cells of a row. */
  readonly at: number;
  /** Its headings, as the column is called. */
  readonly key: string;
  readonly path: HeadingPath;
  readonly is: 'code' | 'name' | 'body' | 'amount' | 'beside';
}

/** A longer name of a column is cut. */
const KEY_CHARS_MAX = 100;

/** What the columns of a table hold, in their order: its headings tell codes, bodies and money, its cells the rest. */
const columnsOf = (pages: ReturnType<typeof pagesOf>, unit: Unit): readonly FurtherColumn[] => {
  const paths = new Map<number, HeadingPath>();
  const cells = new Map<number, string[]>();
  for (const page of pages) {
    for (const [at, path] of page.paths) if (!paths.has(at)) paths.set(at, path);
    for (const row of page.rows)
      for (const { column, text } of row.cells)
        if (!isBlank(text)) {
          const own = cells.get(column!);
          if (own) own.push(text);
          else cells.set(column!, [text]);
        }
  }
  const places = [...new Set([...paths.keys(), ...cells.keys()])].toSorted((a, b) => a - b);
  // A column is never called as what every object has.
  const taken = new Set(Object.getOwnPropertyNames(Object.prototype));
  const columns = places.map((at): FurtherColumn => {
    const path = (paths.get(at) ?? []).filter((each) => each !== '');
    const words = [...(path.join('/') || `第${at + 1}列`)].slice(0, KEY_CHARS_MAX).join('');
    let key = words;
    for (let n = 2; taken.has(key); n++) key = `${words}~${n}`;
    taken.add(key);
    return { at, key, path, is: furtherColumn(path) ?? heldBy(path, cells.get(at) ?? [], unit) };
  });
  // One classification has its codes in one column, or in three: 类, 款, 项. Other codes are texts.
  const [code, ...others] = columns.filter(({ is }) => is === 'code');
  const beside = new Set(others.filter((each) => !areLevels(code!, each)));
  return columns.map((each) => (beside.has(each) ? { ...each, is: 'beside' } : each));
};

/** Whether two columns stand side by side under one heading, and are headed by levels. */
const areLevels = (one: FurtherColumn, other: FurtherColumn): boolean =>
  [one, other].every(({ path }) => /^[类款项]$/.test(path.at(-1) ?? '')) &&
  one.path.slice(0, -1).join('/') === other.path.slice(0, -1).join('/');

/** What the cells of a column are, where its headings name neither codes nor bodies. */
const heldBy = (path: HeadingPath, cells: readonly string[], unit: Unit): FurtherColumn['is'] => {
  const readings = cells.map((text) => readCell(text, unit).kind);
  const figures = cells.filter((_, i) => readings[i] === 'amount');
  const words = readings.filter((kind) => kind === 'text').length;
  // 项目 over amounts is a kind of expenditure.
  const isMoney = figures.length > words && figures.some((text) => /[.,]/.test(text));
  if (namesRows(path) && !isMoney) return 'name';
  if (namesMoney(path)) return words > 0 && figures.length === 0 ? 'beside' : 'amount';
  if (figures.length <= words) return 'beside';
  return figures.every((text) => DATE.test(fold(text))) ? 'beside' : 'amount';
};

/** A year, a month or a day: 2031, 2031.03, 202603, 20260301. */
const DATE =
  /^(?:19|20)\d{2}(?:\.(?:0?[1-9]|1[0-2])(?:\.(?:0?[1-9]|[12]\d|3[01]))?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?$/;

/** Whether a column has the headings of the one to its left, and so none of its own. */
const isUnheaded = (columns: readonly FurtherColumn[], at: number): boolean => {
  const index = columns.findIndex((column) => column.at === at);
  return columns[index - 1]?.path.join('/') === columns[index]!.path.join('/');
};

const CODE = /^\d+(?:[-.]\d+)*$/;
const HAN = /\p{Script=Han}/u;
/** What the row of the total is called. */
const TOTAL = /^(?:总合计|(?:本年|本年收入|本年支出|收入|支出|部门|单位)?(?:合计|总计)):?$/;
/** Longer texts are paragraphs (项目简介), and are left to the document itself. */
const TEXT_CHARS_MAX = 100;

interface RowsRead {
  readonly rows: readonly FurtherRow[];
  /** What stands in place of figures. */
  readonly unreadable: readonly { readonly line: RowLine; readonly text: string }[];
}

/** Each line is a row, and each of its cells a figure, the code, the name or a text. */
const rowsOf = (
  lines: readonly RowLine[],
  columns: readonly FurtherColumn[],
  unit: Unit,
  table: number,
): RowsRead => {
  const columnAt = new Map(columns.map((column) => [column.at, column]));
  const unreadable: { line: RowLine; text: string }[] = [];
  let hasTotal = false;
  const rows = lines.map((line, at): FurtherRow => {
    const row = at + 1;
    const filled = line.cells.flatMap((cell) =>
      isBlank(cell.text) ? [] : [{ ...cell, column: columnAt.get(cell.column!)! }],
    );
    const code = codeOf(filled);
    const words = filled.filter(({ column: { is } }) => is !== 'amount');
    const total = words.find(({ text }) => TOTAL.test(fold(text)));
    const named =
      total ??
      words.find(({ column: { is } }) => is === 'name') ??
      words.find(({ text }) => HAN.test(text)) ??
      words.find(({ column: { is } }) => is === 'body');
    const cells: Record<string, PrintedCell> = {};
    const texts: Record<string, string> = {};
    for (const cell of filled) {
      const { key, is } = cell.column;
      if (is === 'code' && code !== null && CODE.test(codeText(cell.text))) continue;
      const reading = is === 'amount' ? readCell(cell.text, unit, cell) : null;
      if (reading?.kind === 'amount')
        cells[key] = {
          amount: reading.amount,
          place: placeOf(line, table, { row, column: key, text: cell.text }),
          ...(reading.unit && { unit: reading.unit }),
        };
      else if (reading?.kind === 'unreadable') unreadable.push({ line, text: cell.text });
      if (!(key in cells) && cell !== named && cell.text.length <= TEXT_CHARS_MAX)
        texts[key] = cell.text.trim();
    }
    const name = named?.text.trim() ?? '';
    const isTotal = !hasTotal && total !== undefined;
    hasTotal ||= isTotal;
    return {
      row,
      code,
      printedCode: code,
      name,
      ...(isTotal ? { total: true } : {}),
      ...(Object.keys(texts).length > 0 ? { texts } : {}),
      cells,
    };
  });
  return { rows, unreadable };
};

/** A sheet shows a code that it takes for a number as 208.0. */
const codeText = (text: string): string => fold(text).replace(/^(\d{1,7})\.0+$/, '$1');

/** The code that a row prints, in one cell or in one for each level from the class on; null where it prints none. */
const codeOf = (
  filled: readonly { readonly text: string; readonly column: FurtherColumn }[],
): string | null => {
  const parts = filled.flatMap(({ column, text }) =>
    column.is === 'code' ? [codeText(text)] : [],
  );
  const [first, ...others] = parts;
  if (first === undefined || !CODE.test(first)) return null;
  const areLevels = first.length === 3 && others.every((text) => /^\d{2}$/.test(text));
  return others.length === 0 || areLevels ? parts.join('') : null;
};

/** `LAYOUT`, a warning: figures under headings that are not known to name money, or under none of their own. */
const unknownHeadings = (
  { title, titleLine }: Section,
  table: number,
  unit: Unit,
  headings: readonly string[],
): readonly Finding[] =>
  headings.length === 0
    ? []
    : [
        finding(
          'LAYOUT',
          'warning',
          `${quote(title)} prints figures under headings that are not known to name money: ${headings.map(quote).join(', ')}; they are kept as figures in ${unit}.`,
          [placeOf(titleLine, table)],
          { table, subject: title, printed: headings.join(', ') },
        ),
      ];

/** `AMOUNT-FORM`, a warning: what stands in place of figures is kept as a text of its row. */
const notFigures = (
  { title }: Section,
  table: number,
  texts: RowsRead['unreadable'],
): readonly Finding[] => {
  const [first] = texts;
  return first === undefined
    ? []
    : [
        finding(
          'AMOUNT-FORM',
          'warning',
          `${quote(title)} prints ${texts.length} figures that cannot be read, such as ${quote(first.text)}; they are kept as texts.`,
          texts.map(({ line, text }) => placeOf(line, table, { text })),
          { table, subject: title, printed: first.text },
        ),
      ];
};
