import { ECONOMIC } from './economic.js';
import { FUNCTIONAL } from './functional.js';
import type { AmendmentKind, ChangeSubject } from '../events/budget.events.js';
import type { Fund, RevenueSource, Schedule } from '../values/line.js';

/** The three-public categories, 机关运行经费, and the sum of vehicles. */
export const CATEGORY_NAMES: Readonly<Record<string, string>> = {
  abroad: '因公出国（境）费',
  reception: '公务接待费',
  vehicles: '公务用车购置及运行费',
  'vehicle-purchase': '公务用车购置费',
  'vehicle-running': '公务用车运行费',
  operating: '机关运行经费',
};

/** The statutory name of a code or category, or the empty text for a code that our lists do not have. */
export const statutoryName = (schedule: Schedule, code: string): string => {
  switch (schedule) {
    case 'revenue':
    case 'expenditure':
      return FUNCTIONAL[code] ?? '';
    case 'economic':
      return ECONOMIC[code] ?? '';
    case 'three-public':
      return CATEGORY_NAMES[code] ?? '';
    case 'project':
      return code;
  }
};

/** The statutory names of the sources of revenue: the columns of its table. */
export const SOURCE_NAMES: Readonly<Record<RevenueSource, string>> = {
  'fiscal-appropriation': '财政拨款收入',
  operating: '事业收入',
  business: '事业单位经营收入',
  other: '其他收入',
  'special-account': '财政专户管理资金',
  'carry-over': '结余结转',
  'special-fund': '财政专项资金',
  'other-level-appropriation': '非同级财政拨款',
  'self-raised': '自筹资金',
};

/** The names of the funds (资金性质). */
export const FUND_NAMES: Readonly<Record<Fund, string>> = {
  general: '一般公共预算',
  'government-fund': '政府性基金',
  'state-capital': '国有资本经营预算',
  'unit-funds': '单位资金',
};

/** What a change is measured in: the columns into which expenditure is split. */
export const MEASURE_NAMES: Readonly<Record<ChangeSubject['measure'], string>> = {
  total: '合计',
  basic: '基本支出',
  project: '项目支出',
  personnel: '人员经费',
  public: '公用经费',
};

/** The terms of budget law for the kinds of amendments. */
export const AMENDMENT_KIND_NAMES: Readonly<Record<AmendmentKind, string>> = {
  supplement: '追加',
  rescission: '追减',
  reallocation: '调剂',
  'carry-forward': '结转',
  'reserve-drawdown': '动支预备费',
  'special-transfer': '专项转移支付',
  'adjustment-plan': '预算调整',
};
