import {
  read,
  utils,
  write,
  type CellObject,
  type Range,
  type WorkBook,
  type WorkSheet,
} from '@e965/xlsx';
import { csvLine } from '../../../text/csv.js';
import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { frontOf, gridsOf, type Grid, type Sample } from '../../tables/budget.fixture.js';

/* The sample budget in the files that clerks have. */

export interface BookShape {
  /** Whether codes are text or numbers; as numbers 05 is 5. */
  readonly codes?: 'text' | 'number';
  /** Whether all tables stand on one sheet. */
  readonly oneSheet?: boolean;
  /** Whether the titles stand on the sheets' tabs alone. */
  readonly titlesOnTabs?: boolean;
  readonly amountFormat?: string;
}

type Row = readonly string[];

/** Cover and tables as rows of texts, the unit in a cell of its own. */
const rowsOfGrid = (grid: Grid, agency: string, titled = true): readonly Row[] => [
  ...(titled ? [[grid.title], []] : []),
  [`编制部门：${agency}`, ...grid.header[0]!.slice(2).map(() => ''), `单位：${grid.unit}`],
  ...grid.header,
  ...grid.rows,
  ...(grid.note === null ? [] : [[grid.note]]),
];

const FIGURE = /^-?[\d,]+\.\d+$/;
const CODE = /^\d{2,3}$/;

export const workbookOf = (sample: Sample, shape: BookShape = {}): WorkBook => {
  const { codes = 'text', amountFormat = '#,##0.00' } = shape;
  const cellOf = (text: string): CellObject | null =>
    text === ''
      ? null
      : FIGURE.test(text)
        ? { t: 'n', v: Number(text.replaceAll(',', '')), z: amountFormat }
        : CODE.test(text) && codes === 'number'
          ? { t: 'n', v: Number(text), z: 'General' }
          : { t: 's', v: text };
  const sheetOf = (rows: readonly Row[]) => {
    const sheet = utils.aoa_to_sheet(rows.map((row) => row.map(cellOf)));
    sheet['!merges'] = mergesOf(rows);
    return sheet;
  };
  const book = utils.book_new();
  const grids = gridsOf(sample);
  const tables = grids.map((grid) => rowsOfGrid(grid, sample.agency, !shape.titlesOnTabs));
  if (shape.oneSheet)
    utils.book_append_sheet(
      book,
      sheetOf([...frontRows(sample), ...tables.flatMap((rows) => [...rows, [], []])]),
      'Sheet1',
    );
  else {
    utils.book_append_sheet(book, sheetOf(frontRows(sample)), '封面');
    for (const [i, rows] of tables.entries())
      utils.book_append_sheet(book, sheetOf(rows), shape.titlesOnTabs ? TABS[i]! : `表${i + 1}`);
  }
  return book;
};

/** A tab has 31 characters at most. */
const TABS = [
  '财务收支预算总表',
  '收入预算总表',
  '支出预算总表',
  '财政拨款收支预算总表',
  '一般公共预算支出功能分类预算表',
  '政府性基金预算支出功能分类预算表',
  '国有资本经营预算支出功能分类预算表',
  '一般公共预算基本支出部门预算经济分类预算表',
  '“三公”经费和机关运行经费预算表',
];

const frontRows = (sample: Sample): readonly Row[] =>
  frontOf(sample).map((text) => (text === '' ? [] : [text]));

/** A title is merged over its table, and a heading over the blank cells beside it. */
const mergesOf = (rows: readonly Row[]): Range[] =>
  rows.flatMap((row, r) => {
    const width = Math.max(...rows.map((each) => each.length));
    return row.length === 1 && row[0]!.endsWith('表')
      ? [{ s: { r, c: 0 }, e: { r, c: Math.max(width - 1, 1) } }]
      : row[0] === '项目' && row[1] === ''
        ? [{ s: { r, c: 0 }, e: { r, c: row.lastIndexOf('', 3) } }]
        : [];
  });

export const xlsxOf = (book: WorkBook): Uint8Array =>
  new Uint8Array(
    write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer,
  );

/** The tables one after the other, as a sheet is exported: every row has as many commas. */
export const csvOf = (sample: Sample): string => {
  const rows = [
    ...frontRows(sample),
    ...gridsOf(sample).flatMap((grid) => [...rowsOfGrid(grid, sample.agency), []]),
  ];
  const width = Math.max(...rows.map((row) => row.length));
  return rows
    .map((row) => csvLine(Array.from({ length: width }, (_, i) => row[i] ?? '')).slice(0, -1))
    .join('\r\n');
};

/** Cover and headings as paragraphs, tables as tables; a blank heading is merged with the one before it. */
export const docxOf = async (sample: Sample): Promise<Uint8Array> => {
  const paragraph = (text: string) => new Paragraph({ children: [new TextRun(text)] });
  const document = new Document({
    sections: [
      {
        children: [
          ...frontOf(sample).map(paragraph),
          ...gridsOf(sample).flatMap((grid) => [
            paragraph(grid.title),
            paragraph(`编制部门：${sample.agency}\t单位：${grid.unit}`),
            new Table({
              rows: [
                ...grid.header.map((cells, i) => wordRow(cells, i === 0)),
                ...grid.rows.map((cells) => wordRow(cells, false)),
              ],
            }),
            ...(grid.note === null ? [] : [paragraph(grid.note)]),
          ]),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
};

const wordRow = (cells: readonly string[], merged: boolean): TableRow => {
  const spans = cells.flatMap((text, i) => {
    if (merged && i > 0 && text === '') return [];
    const end = merged ? cells.findIndex((each, j) => j > i && each !== '') : i + 1;
    return [{ text, columnSpan: (end === -1 ? cells.length : end) - i }];
  });
  return new TableRow({
    children: spans.map(
      ({ text, columnSpan }) => new TableCell({ columnSpan, children: [new Paragraph(text)] }),
    ),
  });
};

/** Fills the tables of a nine-table form, whose first rows stay as they are, with the sample's figures. */
export const filledForm = (form: Uint8Array, sample: Sample): WorkBook => {
  const book = read(form, { cellNF: true });
  const sheets = book.SheetNames.map((name) => book.Sheets[name]!);
  const first = sheets.findIndex((sheet) => textIn(sheet, 'A2').endsWith('收支预算总表'));
  for (const [i, grid] of gridsOf(sample).entries()) {
    const sheet = sheets[first + i]!;
    const begin = formHeaderEnd(sheet);
    for (const address of Object.keys(sheet))
      if (!address.startsWith('!') && utils.decode_cell(address).r >= begin) delete sheet[address];
    const rows = grid.note === null ? grid.rows : [...grid.rows, [grid.note]];
    utils.sheet_add_aoa(
      sheet,
      rows.map((row) => row.map(formCell)),
      {
        origin: { r: begin, c: 0 },
      },
    );
    for (const label of ['A3', 'A4'])
      if (textIn(sheet, label).startsWith('编制')) sheet[label]!.v += sample.agency;
  }
  const cover = sheets[0]!;
  cover['A9']!.v = `${textIn(cover, 'A9').split('：')[0]}：${sample.agency}`;
  return book;
};

const textIn = (sheet: WorkSheet, address: string): string => String(sheet[address]?.v ?? '');

const formCell = (text: string): CellObject | null =>
  text === ''
    ? null
    : FIGURE.test(text)
      ? { t: 'n', v: Number(text.replaceAll(',', '')), z: '#,##0.00' }
      : { t: 's', v: text };

/** The last line of a form's header names 类, 小计, 人员经费 or 预算数. */
const formHeaderEnd = (sheet: WorkSheet): number => {
  const heads = Object.keys(sheet)
    .filter((address) => !address.startsWith('!') && utils.decode_cell(address).r < 12)
    .filter((address) => /^(?:类|小计|人员经费|预算数)$/.test(textIn(sheet, address)))
    .map((address) => utils.decode_cell(address).r);
  return Math.max(...heads) + 1;
};
