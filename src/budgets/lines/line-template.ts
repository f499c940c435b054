import { utils, write, type CellObject, type WorkSheet } from '@e965/xlsx';
import { SCHEDULES, type Schedule } from '../../domain/values/line.js';
import { widthOf } from '../../text/columns.js';
import { csvFile } from '../../text/csv.js';
import {
  DIMENSIONS,
  GUIDE_SHEET,
  columnHead,
  LINE_COLUMNS,
  scheduleName,
  columnWords,
  type LineColumn,
} from './line-words.js';

/** The formats of an empty form. */
export const TEMPLATE_FORMATS = ['xlsx', 'csv'] as const;
/** A format of an empty form. */
export type TemplateFormat = (typeof TEMPLATE_FORMATS)[number];

/** So many rows of a sheet keep codes as text: a code that a spreadsheet takes for a number loses its zeros. */
const TEXT_ROWS = 500;
const TEXT_FORMAT = '@';
const AMOUNT_FORMAT = '#,##0.00';

/**
 * An empty form of lines, with Chinese heads, which `budgets enter` reads when it is filled in: a workbook with a sheet for
 * each schedule and one that explains the columns, or a CSV with the columns of all schedules.
 */
export const lineTemplate = (format: TemplateFormat): string | Uint8Array => {
  switch (format) {
    case 'csv':
      return csvFile([LINE_COLUMNS.map(columnHead)]);
    case 'xlsx': {
      const book = utils.book_new();
      for (const schedule of SCHEDULES)
        utils.book_append_sheet(book, emptySheet(schedule), scheduleName(schedule));
      utils.book_append_sheet(book, guide(), GUIDE_SHEET);
      return new Uint8Array(
        write(book, { type: 'array', bookType: 'xlsx', compression: true, sheetStubs: true }),
      );
    }
  }
};

const columnsOf = (schedule: Schedule): readonly LineColumn[] => [
  ...DIMENSIONS[schedule],
  ...(schedule === 'project' ? [] : (['name'] as const)),
  'amount',
];

const emptySheet = (schedule: Schedule): WorkSheet => {
  const columns = columnsOf(schedule);
  const blank = (column: LineColumn): CellObject => ({
    t: 'z',
    z: column === 'amount' ? AMOUNT_FORMAT : TEXT_FORMAT,
  });
  return {
    ...utils.aoa_to_sheet([
      columns.map((column): CellObject => ({ t: 's', v: columnHead(column), z: TEXT_FORMAT })),
      ...Array.from({ length: TEXT_ROWS }, () => columns.map(blank)),
    ]),
    '!cols': columns.map((column) => ({
      wch: column === 'name' || column === 'project' ? 36 : 20,
    })),
  };
};

/** What the columns take: the code of an item, or one of the words. A blank name is the classification's. */
const guide = (): WorkSheet => {
  const rows = [
    ['表', '列', '填写内容'],
    ...SCHEDULES.flatMap((schedule) =>
      columnsOf(schedule).map((column) => [
        scheduleName(schedule),
        columnHead(column),
        EXPLAINED[column] ?? columnWords(column).join('、'),
      ]),
    ),
  ];
  return {
    ...utils.aoa_to_sheet(rows),
    '!cols': [0, 1, 2].map((column) => ({
      wch: Math.max(...rows.map((row) => widthOf(row[column]!))) + 2,
    })),
  };
};

const EXPLAINED: Readonly<Partial<Record<LineColumn, string>>> = {
  function: '七位的项级科目编码，如 2120199',
  economic: '五位的款级科目编码，如 30217',
  project: '项目的全称',
  name: '可以不填：按科目表的名称',
  amount: '以元为单位，最多两位小数；可以有千位分隔符，如 1,060,056.00',
};
