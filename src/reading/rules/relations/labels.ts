import { CATEGORY_NAMES } from '../../../domain/classification/statutory-name.js';
/** Column keys as the tables print them. */
export const COLUMN_LABELS: Readonly<Record<string, string>> = {
  total: '合计',
  basic: '基本支出',
  project: '项目支出',
  personnel: '人员经费',
  public: '公用经费',
  general: '一般公共预算',
  'government-fund': '政府性基金预算',
  'state-capital': '国有资本经营预算',
  'fiscal-appropriation': '财政拨款收入',
  operating: '事业收入',
  business: '事业单位经营收入',
  other: '其他收入',
  'special-account': '财政专户管理资金收入',
  'carry-over': '结余结转收入',
  'special-fund': '财政专项资金',
  'other-level-appropriation': '非同级财政拨款收入',
  'self-raised': '自筹资金',
};

export const CATEGORY_LABELS: Readonly<Record<string, string>> = {
  total: '合计',
  ...CATEGORY_NAMES,
};

export const columnLabel = (table: number, column: string): string =>
  (table === 9 ? CATEGORY_LABELS : COLUMN_LABELS)[column] ?? column;

export const FUNDS = ['general', 'government-fund', 'state-capital'] as const;
export type Fund = (typeof FUNDS)[number];

/** The function table of each fund. */
export const FUND_TABLES: Readonly<Record<Fund, number>> = {
  general: 5,
  'government-fund': 6,
  'state-capital': 7,
};

/** Which fund a revenue row of T1 or T4 names (一般公共预算资金, 二、政府性基金 …), whatever its ending. */
export const fundOf = (name: string): Fund | null => {
  if (/结[余转]/.test(name)) return null;
  if (/^一般(?:公共)?预算/.test(name)) return 'general';
  if (name.startsWith('政府性基金')) return 'government-fund';
  return /^国有资本经[营验]/.test(name) ? 'state-capital' : null;
};

const SOURCES: readonly (readonly [RegExp, string])[] = [
  [/^非同级财政拨款/, 'other-level-appropriation'],
  [/^财政拨款/, 'fiscal-appropriation'],
  [/^事业单位经营/, 'business'],
  [/^事业收入/, 'operating'],
  [/^财政专户管理资金/, 'special-account'],
  [/^财政专项资金/, 'special-fund'],
  [/^自筹资金/, 'self-raised'],
  [/^其他收入/, 'other'],
  [/^(?:结余结转|结转结余|上年结转)(?:收入|资金)?$/, 'carry-over'],
];

/** Which source a revenue row of T1 names; null for a row that is a part of another. */
export const sourceOf = (name: string): string | null =>
  SOURCES.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** 一般公共预算结余结转 and its like: parts of 结余结转收入. */
export const isCarryOverPart = (name: string): boolean =>
  /结[余转]/.test(name) && sourceOf(name) === null;
