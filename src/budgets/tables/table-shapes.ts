import { SOURCE_NAMES } from '../../domain/classification/statutory-name.js';
import type { LineName, RevenueSource, Schedule } from '../../domain/values/line.js';

/** The units that tables are shown in; 亿元 has too few places for any line. */
export const SHOWN_UNITS = ['元', '万元'] as const;

/**
 * How each of the nine statutory tables shows lines: which column of which row a line stands in. Names and columns are
 * those of the published form (Budget Law, article 14; Implementing Regulations, article 6).
 */
export interface TableShape {
  readonly title: string;
  readonly schedules: readonly Schedule[];
  /** Columns of the form, where no document prints others. */
  readonly columns: readonly string[];
  /** Digits of the codes whose rows the table prints; empty for T9. */
  readonly levels: readonly number[];
  /** The code that a line stands under, or null when the table does not show the line. */
  readonly codeOf: (line: LineName) => string | null;
  /** Whether the column shows the line. */
  readonly shows: (column: string, line: LineName) => boolean;
}

const functionTable = (title: string, fund?: string): TableShape => ({
  title,
  schedules: ['expenditure'],
  columns: ['total', 'basic', 'project'],
  levels: [3, 5, 7],
  codeOf: (line) =>
    line.schedule === 'expenditure' && (fund === undefined || line.fund === fund)
      ? line.function
      : null,
  shows: (column, line) =>
    column === 'total' || (line.schedule === 'expenditure' && line.expenditure === column),
});

export const TABLE_SHAPES: Readonly<Record<number, TableShape>> = {
  1: {
    title: '财务收支预算总表',
    schedules: ['revenue', 'expenditure'],
    columns: ['total'],
    levels: [3],
    codeOf: (line) => (line.schedule === 'expenditure' ? line.function : null),
    shows: (column, line) =>
      column === 'total' ||
      (column === 'project' && line.schedule === 'expenditure' && line.expenditure === 'project'),
  },
  2: {
    title: '收入预算总表',
    schedules: ['revenue'],
    columns: ['total', 'fiscal-appropriation', 'operating', 'business', 'other'],
    levels: [3, 5, 7],
    codeOf: (line) => (line.schedule === 'revenue' ? line.function : null),
    shows: (column, line) =>
      column === 'total' || (line.schedule === 'revenue' && line.source === column),
  },
  3: functionTable('支出预算总表'),
  4: {
    title: '财政拨款收支预算总表',
    schedules: ['expenditure'],
    columns: ['total', 'general', 'government-fund', 'state-capital'],
    levels: [3],
    codeOf: (line) =>
      line.schedule === 'expenditure' && line.fund !== 'unit-funds' ? line.function : null,
    shows: (column, line) =>
      column === 'total' || (line.schedule === 'expenditure' && line.fund === column),
  },
  5: functionTable('一般公共预算支出功能分类预算表', 'general'),
  6: functionTable('政府性基金预算支出功能分类预算表', 'government-fund'),
  7: functionTable('国有资本经营预算支出功能分类预算表', 'state-capital'),
  8: {
    title: '一般公共预算基本支出部门预算经济分类预算表',
    schedules: ['economic'],
    columns: ['total', 'personnel', 'public'],
    levels: [3, 5],
    codeOf: (line) => (line.schedule === 'economic' ? line.economic : null),
    shows: (column, line) =>
      column === 'total' || (line.schedule === 'economic' && line.cost === column),
  },
  9: {
    title: '“三公”经费和机关运行经费预算表',
    schedules: ['three-public'],
    columns: [
      'total',
      'abroad',
      'reception',
      'vehicles',
      'vehicle-purchase',
      'vehicle-running',
      'operating',
    ],
    levels: [],
    codeOf: () => null,
    shows: (column, line) => {
      if (line.schedule !== 'three-public') return false;
      switch (column) {
        case 'total': // The three public expenses; 机关运行经费 stands beside them.
          return line.category !== 'operating';
        case 'vehicles':
          return line.category === 'vehicle-purchase' || line.category === 'vehicle-running';
        default:
          return line.category === column;
      }
    },
  },
};

/** The lines behind a revenue row of T1 or T4, told by its label; null for a label that names no lines of ours. */
export const revenueLines = (label: string): ((line: LineName) => boolean) | null => {
  const has = (...words: readonly string[]) => words.some((word) => label.includes(word));
  const source = (key: RevenueSource) => (line: LineName) =>
    line.schedule === 'revenue' && line.source === key;
  const fund = (key: string) => (line: LineName) =>
    line.schedule === 'expenditure' && line.fund === key;
  if (has('结余结转', '结转结余')) return label.startsWith('结') ? source('carry-over') : null;
  if (has('收入总计')) return (line) => line.schedule === 'revenue';
  if (has('非同级')) return source('other-level-appropriation');
  if (has('财政拨款')) return source('fiscal-appropriation');
  if (has('一般公共预算', '一般预算')) return fund('general');
  if (has('政府性基金')) return fund('government-fund');
  if (has('国有资本')) return fund('state-capital');
  if (has('专户')) return source('special-account');
  if (has('专项资金')) return source('special-fund');
  if (has('自筹')) return source('self-raised');
  if (has('事业单位经营', '经营收入')) return source('business');
  if (has('事业收入')) return source('operating');
  if (has('其他收入')) return source('other');
  return null;
};

/** The revenue rows of the form, for a budget that no document printed. */
export const REVENUE_ROWS: Readonly<Record<1 | 4, readonly string[]>> = {
  1: [
    '财政拨款收入',
    '一般公共预算资金',
    '政府性基金',
    '国有资本经营预算',
    '事业收入',
    '事业单位经营收入',
    '其他收入',
  ],
  4: ['一般公共预算资金', '政府性基金', '国有资本经营预算'],
};

export const COLUMN_LABELS: Readonly<Record<string, string>> = {
  total: '合计',
  basic: '基本支出',
  project: '项目支出',
  personnel: '人员经费',
  public: '公用经费',
  general: '一般公共预算',
  'government-fund': '政府性基金预算',
  'state-capital': '国有资本经营预算',
  'unit-funds': '单位资金',
  ...SOURCE_NAMES,
  abroad: '因公出国(境)费',
  reception: '公务接待费',
  vehicles: '公务用车小计',
  'vehicle-purchase': '购置费',
  'vehicle-running': '运行费',
};
