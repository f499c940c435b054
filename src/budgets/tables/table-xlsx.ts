import { utils, write, type CellObject, type WorkSheet } from '@e965/xlsx';
import { widthOf } from '../../text/columns.js';
import { escapeFormula } from '../../text/csv.js';
import { isSided, fileColumnLabel, fileRowsOf, noteUnder } from './file-rows.js';
import type { TableAnswer } from './table.answer.js';

const AMOUNT_FORMAT = '0.00';
const TEXT_FORMAT = '@';
const WIDTH_MIN = 10;
const WIDTH_MAX = 60;

/** A table as a workbook of one sheet: codes are text and keep their zeros, amounts are numbers; what is said of the table stands below it. */
export const tableAsXlsx = (answer: TableAnswer): Uint8Array => {
  const sided = isSided(answer);
  const { textColumns: headings = [] } = answer;
  const header = [
    '编码',
    '名称',
    ...(sided ? ['收支'] : []),
    ...headings,
    ...answer.columns.map((key) => fileColumnLabel(answer, key)),
  ];
  const rows: (CellObject | null)[][] = [
    [text(answer.title)],
    [text(`${answer.budget} 单位：${answer.unit}`)],
    header.map(text),
    ...fileRowsOf(answer).map(({ code, name, side, texts = {}, cells }) => [
      code === '' ? null : text(code),
      text(name),
      ...(sided ? [text(side === 'revenue' ? '收入' : '支出')] : []),
      ...headings.map((heading) => {
        const own = texts[heading];
        return own === undefined ? null : text(own);
      }),
      ...answer.columns.map((key) => amount(cells[key] ?? null)),
    ]),
  ];
  const note = noteUnder(answer);
  const sheet: WorkSheet = utils.aoa_to_sheet(rows);
  if (note !== null) utils.sheet_add_aoa(sheet, [[text(note)]], { origin: -1 });
  sheet['!cols'] = header.map((_, column) => ({ wch: widest(rows.slice(2), column) }));
  const book = utils.book_new(sheet, `表${answer.table}`);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }));
};

const text = (value: string): CellObject => ({ t: 's', v: escapeFormula(value), z: TEXT_FORMAT });

const amount = (value: string | null): CellObject | null =>
  value === null ? null : { t: 'n', v: Number(value), z: AMOUNT_FORMAT };

const widest = (rows: readonly (readonly (CellObject | null)[])[], column: number): number =>
  Math.min(
    WIDTH_MAX,
    Math.max(WIDTH_MIN, ...rows.map((row) => widthOf(String(row[column]?.v ?? '')) + 2)),
  );
