import {
  fileRowsOf,
  isFurther,
  isSided,
  noteUnder,
  tableFormOf,
  type FileRow,
} from '../tables/file-rows.js';
import { headingsOver } from '../../domain/tables/budget-form.js';
import type { Heading, PrintedColumn, Side } from '../../domain/tables/headings.js';
import { ANSWERED_FORM, printedTableNumber } from '../../domain/tables/forms.js';
import type { Section } from './narrative.js';
import type { PrintedBudget } from './document.answer.js';
import type { TableAnswer } from '../tables/table.answer.js';
import { withSeparators } from '../../text/with-separators.js';

/** A budget laid out as it is printed, whatever the kind of file. */
export interface LaidDocument {
  readonly title: string;
  /** The lines under the title: the agency, and the day that was asked for. */
  readonly cover: readonly string[];
  readonly heading: string;
  readonly sections: readonly Section[];
  readonly tables: readonly LaidTable[];
  /** One sentence for each table that the ledger does not have. */
  readonly absent: readonly string[];
}

/** A table as it is printed. `headerRows` is the number of rows of its headings. */
export interface LaidTable {
  readonly table: number;
  /** With its number before it, where its form numbers it. */
  readonly title: string;
  /** The name of its sheet in a workbook. */
  readonly sheet: string;
  /** 编制部门：…. */
  readonly agency: string;
  /** 单位：元. */
  readonly unit: string;
  readonly columns: readonly PrintedColumn[];
  readonly header: readonly HeaderCell[];
  readonly headerRows: number;
  readonly rows: readonly LaidRow[];
  readonly note: string | null;
}

/** A heading: the first row and column that it covers, from 0, and how many of each. */
interface HeaderCell {
  readonly text: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** A row under the headings. */
export interface LaidRow {
  readonly total: boolean;
  /** One cell for each column; but the label of a total spans the codes and the name. */
  readonly cells: readonly LaidCell[];
}

/** A cell that covers `columns` columns. An amount is in the table's unit, without separators. */
export interface LaidCell {
  readonly text: string;
  readonly kind: 'code' | 'name' | 'amount';
  readonly columns: number;
}

/** Lays out the cover, the sentences and the tables. */
export const layoutOf = (answer: PrintedBudget): LaidDocument => {
  const { fiscalYear, scope, agencyName, narrative, tables, further = [], adjustments } = answer;
  const kind = scope === 'department' ? '部门' : '单位';
  return {
    title: answer.title?.trim() || `${fiscalYear}年${kind}预算`,
    cover: [
      ...(answer.adjusted === true ? [ADJUSTED] : []),
      `${scope === 'department' ? '预算主管部门' : '预算单位'}：${agencyName}`,
      ...(answer.asOf.effective === null ? [] : [asOfWords(answer)]),
    ],
    heading: `${fiscalYear}年${kind}预算编制说明`,
    sections: narrative,
    tables: withSheets(
      [
        ...inPrintedOrder(
          tables.filter(({ state }) => state !== 'missing'),
          further,
        ),
        ...(adjustments ? [adjustments] : []),
      ].map((table) => tableOf(table, `编制${kind}：${agencyName}`)),
    ),
    // Another form may have no such table at all.
    absent: tables.some(isOfOtherForm)
      ? []
      : tables
          .filter(({ state }) => state === 'missing')
          .map(({ table, title }) => `本文件不含表${table}（${title}）。`),
  };
};

/** Below the title of a budget that amendments have adjusted. */
const ADJUSTED = '（调整预算）';

const AS_OF = '依据预算账本编制';

/** The line of the cover that names the day of the question. */
export const asOfWords = ({ asOf: { effective } }: PrintedBudget): string =>
  effective === null ? '' : `${AS_OF}，按${effective}已生效的预算。`;

/** Whether a line is the one that {@link asOfWords} writes. */
export const isAsOf = (text: string): boolean => text.startsWith(AS_OF);

/** By the numbers of its form, where it numbers all of the nine that it has; further tables without a number stand after them. */
const inPrintedOrder = (
  nine: readonly TableAnswer[],
  further: readonly TableAnswer[],
): readonly TableAnswer[] => {
  const numberOf = ({ number }: TableAnswer) => printedTableNumber(number ?? '');
  if (nine.some((table) => numberOf(table) === undefined)) return [...nine, ...further];
  const { numbered = [], others = [] } = Object.groupBy(further, (table) =>
    numberOf(table) === undefined ? 'others' : 'numbered',
  );
  return [
    ...[...nine, ...numbered].toSorted((one, other) => numberOf(one)! - numberOf(other)!),
    ...others,
  ];
};

const isOfOtherForm = ({ form }: TableAnswer): boolean => form !== 'shanghai';

const tableOf = (answer: TableAnswer, agency: string): LaidTable => {
  const headings = isFurther(answer) ? furtherHeadings(answer) : headingsOfNine(answer);
  const headerRows = Math.max(...headings.map(depthOf));
  const header: HeaderCell[] = [];
  const columns: PrintedColumn[] = [];
  place(headings, 0, { headerRows, header, columns });
  return {
    table: answer.table,
    title: isOfOtherForm(answer)
      ? [answer.number, answer.title.trim()].filter(Boolean).join(' ')
      : `${answer.table}、${answer.title.trim()}`,
    sheet: isFurther(answer) ? sheetNamed(answer.title) : tableFormOf(answer).sheet,
    agency,
    unit: `单位：${answer.unit}`,
    columns,
    header,
    headerRows,
    rows: isFurther(answer)
      ? furtherRows(answer, columns)
      : isSided(answer)
        ? sidedRows(answer, columns)
        : codedRows(answer, columns),
    note: noteUnder(answer),
  };
};

const headingsOfNine = (answer: TableAnswer): readonly Heading[] => {
  const form = tableFormOf(answer);
  return headingsOver(form, answer.columns.length === 0 ? form.columns : answer.columns);
};

const depthOf = (heading: Heading): number =>
  'over' in heading ? 1 + Math.max(...heading.over.map(depthOf)) : 1;

const place = (
  headings: readonly Heading[],
  row: number,
  laid: {
    readonly headerRows: number;
    readonly header: HeaderCell[];
    readonly columns: PrintedColumn[];
  },
): void => {
  for (const heading of headings) {
    const column = laid.columns.length;
    const at = laid.header.length;
    if ('over' in heading) place(heading.over, row + 1, laid);
    else laid.columns.push(heading.column);
    laid.header.splice(at, 0, {
      text: heading.text,
      row,
      column,
      rows: 'over' in heading ? 1 : laid.headerRows - row,
      columns: laid.columns.length - column,
    });
  }
};

const blankTotal = (): FileRow => ({
  code: '',
  name: ANSWERED_FORM.totals.all,
  side: undefined,
  total: true,
  cells: {},
});

const codedRows = (answer: TableAnswer, columns: readonly PrintedColumn[]): readonly LaidRow[] => {
  const rows = fileRowsOf(answer);
  const hasTotal = tableFormOf(answer).shape === 'one-row' || rows.some(({ total }) => total);
  return [...rows, ...(hasTotal ? [] : [blankTotal()])].map((row) => codedRow(row, columns));
};

/** Code and name, then the texts and figures under the headings that are printed over them. */
const furtherHeadings = ({ rows, columns, textColumns = [] }: TableAnswer): readonly Heading[] => [
  ...(rows.some(({ code }) => code !== null)
    ? [{ text: '科目编码', column: { kind: 'code', from: 0, to: Infinity } } as const]
    : []),
  { text: '名称', column: { kind: 'name' } },
  ...grouped([
    ...textColumns.map((heading): HeadingLeaf => ({
      path: pathOf(heading),
      column: { kind: 'name' },
    })),
    // An empty table has no columns.
    ...(columns.length === 0 ? ['金额'] : columns).map((column): HeadingLeaf => ({
      path: pathOf(column),
      column: { kind: 'amount', column },
    })),
  ]),
];

/** A column with the headings over it, from top to bottom. */
interface HeadingLeaf {
  readonly path: readonly string[];
  readonly column: PrintedColumn;
}

/** The headings that the name of a column is made of; of 单价（元/台）, one. The second column of a name ends in `~2`. */
const pathOf = (name: string): readonly string[] =>
  name.replace(/~\d+$/, '').split(/\/(?![^（(]*[）)])/);

/** Neighbours under one heading share its cell. */
const grouped = (leaves: readonly HeadingLeaf[]): readonly Heading[] => {
  const headings: Heading[] = [];
  for (let at = 0; at < leaves.length;) {
    const { path, column } = leaves[at]!;
    const [text = '', ...below] = path;
    const isOver = (leaf: HeadingLeaf | undefined) =>
      leaf !== undefined && leaf.path.length > 1 && leaf.path[0] === text;
    let end = at + 1;
    if (below.length === 0) headings.push({ text, column });
    else {
      while (isOver(leaves[end])) end++;
      const own = leaves.slice(at, end).map((leaf) => ({ ...leaf, path: leaf.path.slice(1) }));
      headings.push({ text, over: grouped(own) });
    }
    at = end;
  }
  return headings;
};

/** As they are published, the total last; an empty table has its row alone. */
const furtherRows = (
  answer: TableAnswer,
  columns: readonly PrintedColumn[],
): readonly LaidRow[] => {
  const { textColumns = [] } = answer;
  const labels = columns.length - textColumns.length - Math.max(1, answer.columns.length);
  const rows = fileRowsOf(answer);
  return (rows.length > 0 ? rows : [blankTotal()]).map((row) => ({
    total: row.total,
    cells: [
      ...(row.total
        ? [{ text: row.name, kind: 'name', columns: labels } as const]
        : columns.slice(0, labels).map((column) => cellOf(row, column))),
      ...textColumns.map((heading): LaidCell => ({
        text: row.texts?.[heading] ?? '',
        kind: 'name',
        columns: 1,
      })),
      ...columns.slice(labels + textColumns.length).map((column) => cellOf(row, column)),
    ],
  }));
};

/** A sheet has a name of 31 characters at most, without some of them. */
const SHEET_CHARS_MAX = 31;
const sheetNamed = (title: string): string =>
  title.replaceAll(/[\s:\\/?*[\]']/g, '').slice(0, SHEET_CHARS_MAX) || '表';

/** Gives each table a sheet of its own: one of a name that another has gets its number too. */
const withSheets = (tables: readonly LaidTable[]): readonly LaidTable[] => {
  const taken = new Set<string>();
  return tables.map((table) => {
    let { sheet } = table;
    if (taken.has(sheet)) {
      const number = ` ${table.table}`;
      sheet = `${sheet.slice(0, SHEET_CHARS_MAX - number.length)}${number}`;
    }
    taken.add(sheet);
    return { ...table, sheet };
  });
};

const codedRow = (row: FileRow, columns: readonly PrintedColumn[]): LaidRow => {
  if (!row.total) return { total: false, cells: columns.map((column) => cellOf(row, column)) };
  const labels = columns.filter(({ kind }) => kind !== 'amount');
  return {
    total: true,
    cells: [
      { text: row.name, kind: 'name', columns: labels.length },
      ...columns.slice(labels.length).map((column) => cellOf(row, column)),
    ],
  };
};

const cellOf = (row: FileRow | undefined, column: PrintedColumn): LaidCell => {
  switch (column.kind) {
    case 'code':
      return { text: row?.code.slice(column.from, column.to) ?? '', kind: 'code', columns: 1 };
    case 'name':
      return { text: row?.name ?? '', kind: 'name', columns: 1 };
    case 'amount':
      return { text: row?.cells[column.column] ?? '', kind: 'amount', columns: 1 };
  }
};

/** Revenue beside expenditure: the labels with their ordinals, both totals on the last line. */
const sidedRows = (answer: TableAnswer, columns: readonly PrintedColumn[]): readonly LaidRow[] => {
  const rows = fileRowsOf(answer);
  const form = ANSWERED_FORM;
  const of = (side: Side) => rows.filter((row) => row.side === side && !row.total);
  const isPart = (label: string, above: readonly string[]) =>
    form.isPartOfSource(tableFormOf(answer), label, above);
  // The ordinals of another form are not known, but its classes are numbered everywhere.
  const halves = isOfOtherForm(answer)
    ? { revenue: of('revenue'), expenditure: numberedClasses(of('expenditure')) }
    : { revenue: numbered(of('revenue'), isPart), expenditure: numbered(of('expenditure')) };
  const total = (side: Side): FileRow =>
    rows.find((row) => row.side === side && row.total) ?? {
      code: '',
      name: form.totals[side],
      side,
      total: true,
      cells: {},
    };
  const last = { revenue: total('revenue'), expenditure: total('expenditure') };
  const lines = Math.max(halves.revenue.length, halves.expenditure.length);
  return [
    ...Array.from({ length: lines }, (_, i) => ({
      total: false,
      revenue: halves.revenue[i],
      expenditure: halves.expenditure[i],
    })),
    { total: true, ...last },
  ].map((line) => ({
    total: line.total,
    cells: columns.map((column) =>
      cellOf(line[('side' in column && column.side) || 'expenditure'], column),
    ),
  }));
};

const ORDINALS = '一二三四五六七八九十';
/** The funds under 财政拨款收入 and the parts of 结余结转收入 are numbered 1, 2, 3; all else 一, 二, 三. */
const numbered = (
  rows: readonly FileRow[],
  isPart: (label: string, above: readonly string[]) => boolean = () => false,
): readonly FileRow[] => {
  let top = 0;
  let part = 0;
  const labels = rows.map(({ name }) => name);
  return rows.map((row, at) => {
    if (row.name === '') return row;
    if (isPart(row.name, labels.slice(0, at))) return { ...row, name: `${++part}. ${row.name}` };
    part = 0;
    return { ...row, name: `${ordinal(++top)}、${row.name}` };
  });
};

const CLASS_DIGITS = 3;
const numberedClasses = (rows: readonly FileRow[]): readonly FileRow[] => {
  let classes = 0;
  return rows.map((row) =>
    row.code.length === CLASS_DIGITS ? { ...row, name: `${ordinal(++classes)}、${row.name}` } : row,
  );
};

const ordinal = (number: number): string => {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : ORDINALS[tens - 1]}十`;
  return `${ten}${ones === 0 ? '' : ORDINALS[ones - 1]}`;
};

/** The header as rows of cells for formats without spans: spanned cells are blank. */
export const headerLines = ({ header, headerRows, columns }: LaidTable): readonly string[][] => {
  const lines = Array.from({ length: headerRows }, () => columns.map(() => ''));
  for (const { text, row, column } of header) lines[row]![column] = text;
  return lines;
};

/** The cells of a row, one for each column: spanned cells are blank. */
export const spread = ({ cells }: LaidRow): readonly LaidCell[] =>
  cells.flatMap((cell) => [
    cell,
    ...Array.from({ length: cell.columns - 1 }, (): LaidCell => ({
      ...cell,
      text: '',
      columns: 1,
    })),
  ]);

/** A sentence with separators in its amounts: `8,105,487.68元`. */
export const withSeparatorsInText = (text: string): string =>
  text.replaceAll(/\d+\.\d{2}(?=万?元)/g, (amount) => withSeparators(amount));
