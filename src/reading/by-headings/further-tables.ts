import type { Finding } from '../../domain/events/finding.js';
import { printedTableNumber, TABLES } from '../../domain/tables/forms.js';
import { FURTHER_KINDS, type FurtherKind } from '../../domain/values/further-kind.js';
import { isOneOf } from '../../domain/values/line.js';
import type { Unit } from '../../domain/values/money.js';
import { fold } from '../../text/fold.js';
import { isBlank, type Cell } from '../document-line.js';
import { finding, placeOf, quote } from '../findings.js';
import { readCell } from '../printed-amount.js';
import type { FurtherRow, FurtherTable } from '../printed.js';
import { linesWithFigures } from '../unread-figures.js';
import { pagesOf, readSection, type SectionRow } from './coded-section.js';
import { furtherColumn, namesMoney, namesRows, type Column } from './columns.js';
import { headedByFigures, type HeadingPath } from './header-paths.js';
import type { Section } from './sections.js';

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
 * Reads the tables that are none of the nine, row by row, with each figure under the headings that are printed over it. A table of
 * which the kind is not known is read where it prints a unit of money: otherwise its figures may be of anything. Performance
 * targets are no table of money. `all`: every table of the document.
 */
export const readFurther = (
  further: readonly FurtherSection[],
  all: readonly Section[],
): FurtherTables => {
  const numberOf = numbering(all);
  const tables: FurtherTable[] = [];
  const unread: Section[] = [];
  const findings: Finding[] = [];
  for (const each of further) {
    const { section } = each;
    const kind = kindOf(section);
    const isMoney = kind !== null && (kind !== 'other' || each.printsUnit);
    const read = isMoney ? tableOf(each, kind, numberOf(section)) : null;
    if (read === null) unread.push(section);
    else {
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

/** Gives each table the number that the document prints, from 10 on and once, or the next after all that it prints. */
const numbering = (all: readonly Section[]): ((section: Section) => number) => {
  const printed = (section: Section) => printedTableNumber(section.number ?? '') ?? 0;
  let last = Math.max(TABLES, ...all.map(printed));
  return (section) => {
    const own = printed(section);
    const isFirst = all.find((each) => printed(each) === own) === section;
    return own > TABLES && isFirst ? own : ++last;
  };
};

interface TableRead {
  readonly table: FurtherTable;
  readonly findings: readonly Finding[];
}

/** Null where it prints figures of money and no row of it can be read, or is of no known kind and prints none. */
const tableOf = (
  { section, unit }: FurtherSection,
  kind: FurtherKind,
  table: number,
): TableRead | null => {
  const columns = columnsOf(section, unit);
  const columnOf = (_: HeadingPath, at: number) => columns.get(at)?.holds ?? { is: 'beside' };
  const read = readSection(section, unit, columnOf, table, undefined, headedByFigures);
  const hasFigures = read.columns.length > 0;
  const isUnread = linesWithFigures([...section.pages.flat(), ...section.texts]).length > 0;
  if (!hasFigures && (isUnread || kind === 'other')) return null;
  // A table has one total; where its pages repeat it, the others are rows.
  const total = read.rows.find((row) => row.total);
  const shown = [...columns.values()].filter(
    ({ key, holds }) => holds.is === 'amount' && read.columns.includes(key),
  );
  const rows = hasFigures
    ? read.rows.map((row, at) => rowOf(row, at + 1, row === total, columns))
    : [];
  return {
    table: {
      table,
      kind,
      ...(section.number === null ? {} : { number: section.number }),
      state: hasFigures ? 'read' : 'declared-empty',
      title: section.title,
      unit,
      columns: shown.map(({ key }) => key),
      textColumns: [...columns.values()].flatMap(({ key }) =>
        rows.some(({ texts }) => texts && key in texts) ? [key] : [],
      ),
      rows,
      note: null,
    },
    findings: [
      ...unknownHeadings(
        section,
        table,
        unit,
        shown.filter(({ path }) => !namesMoney(path)).map(({ key }) => key),
      ),
      ...unreadable(section, table, read.unreadable),
    ],
  };
};

interface FurtherColumn {
  /** Its headings, as the column is called. */
  readonly key: string;
  readonly path: HeadingPath;
  readonly holds: Column;
}

/** What the columns of a table hold, by their places: its headings tell codes and bodies, its cells figures and words. */
const columnsOf = (section: Section, unit: Unit): ReadonlyMap<number, FurtherColumn> => {
  const pages = pagesOf(section, headedByFigures);
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
  const isNamed = (at: number, path: HeadingPath): boolean => {
    const own = cells.get(at) ?? [];
    const words = own.filter((text) => readCell(text, unit).kind !== 'amount').length;
    return namesRows(path) || words * 2 > own.length;
  };
  const names = places.filter((at) => {
    const path = paths.get(at) ?? [];
    return furtherColumn(path) === null && isNamed(at, path);
  });
  const codes = places.filter((at) => furtherColumn(paths.get(at) ?? []) === 'code');
  // Beside names a second classification may have codes.
  const before = codes.filter((at) => at < (names[0] ?? Infinity));
  const own = new Set(before.length > 0 ? before : codes);
  const found = new Map<number, FurtherColumn>();
  const taken = new Set<string>();
  for (const at of places) {
    const path = (paths.get(at) ?? []).filter((each) => each !== '');
    const is = furtherColumn(path);
    const words = path.join('/') || `第${at + 1}列`;
    let key = words;
    for (let n = 2; taken.has(key); n++) key = `${words}~${n}`;
    taken.add(key);
    const holds: Column =
      is === 'code'
        ? { is: own.has(at) ? 'code' : 'beside' }
        : is !== null
          ? { is }
          : names.includes(at)
            ? { is: 'name' }
            : { is: 'amount', key };
    found.set(at, { key, path, holds });
  }
  return found;
};

const HAN = /\p{Script=Han}/u;
const CODE = /^\d+(?:[-.]\d+)*$/;
/** Longer texts are paragraphs (项目简介), and are left to the document itself. */
const TEXT_CHARS_MAX = 100;

const rowOf = (
  { line, code, printedCode, name, cells }: SectionRow,
  row: number,
  isTotal: boolean,
  columns: ReadonlyMap<number, FurtherColumn>,
): FurtherRow => {
  const named = nameCell(line.cells, name, columns);
  const texts: Record<string, string> = {};
  for (const cell of line.cells) {
    if (cell === named || isBlank(cell.text)) continue;
    const { key, holds } = columns.get(cell.column!)!;
    const isCode = holds.is === 'code' && CODE.test(fold(cell.text));
    if (!isCode && !cells[key] && cell.text.length <= TEXT_CHARS_MAX) texts[key] = cell.text;
  }
  // Of a total that has no name, the word stands in another column.
  const label = name === '' ? Object.keys(texts).find((key) => HAN.test(texts[key]!)) : undefined;
  const shownName = label === undefined ? name : texts[label]!;
  if (label !== undefined) delete texts[label];
  return {
    row,
    // A name alone tells no code: projects and bodies may be called as an item is.
    code: printedCode === null ? null : (code ?? printedCode),
    printedCode,
    name: shownName,
    ...(isTotal ? { total: true } : {}),
    ...(Object.keys(texts).length > 0 ? { texts } : {}),
    cells,
  };
};

/** The cell that a row's name begins with. */
const nameCell = (
  cells: readonly Cell[],
  name: string,
  columns: ReadonlyMap<number, FurtherColumn>,
): Cell | undefined => {
  const isOf = ({ column }: Cell, is: Column['is']) => columns.get(column!)?.holds.is === is;
  const named = cells.find((cell) => isOf(cell, 'name') && !isBlank(cell.text));
  const label = fold(name);
  return (
    named ??
    cells.find(
      (cell) =>
        label !== '' && (isOf(cell, 'body') || isOf(cell, 'code')) && fold(cell.text) === label,
    )
  );
};

/** `LAYOUT`, a warning: figures under headings that are not known to name money. */
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
const unreadable = (
  { title }: Section,
  table: number,
  texts: readonly {
    readonly line: SectionRow['line'] | Section['titleLine'];
    readonly text: string;
  }[],
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
