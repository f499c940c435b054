import type { FurtherKind } from '../values/further-kind.js';
import { BudgetForm } from './budget-form.js';
import { SHANGHAI } from './shanghai.js';
import type { TableKind } from './table-kind.js';

/** What a table that is none of the nine shows. Performance targets (绩效目标表) are no table of money. */
export type OtherKind = FurtherKind | 'performance';

/** The kind of any table that a published budget of the country has. */
export type PrintedKind = TableKind | OtherKind;

/** What a title has to say for a table to be of a kind: the first that fits decides, so that their order matters. */
interface TitlePattern {
  readonly kind: PrintedKind;
  /** Every one of these is in the title. */
  readonly words: RegExp;
  /** None of these is. */
  readonly without?: RegExp;
}

const ECONOMIC = /经济/;

/**
 * The kinds by the words of their titles, compared without spaces, year and brackets. Each place has titles of its own
 * (收支预算总表, 收支总体情况表); these words are in all of them (财预〔2016〕143号 names eight of the tables).
 */
export const TITLE_PATTERNS: readonly TitlePattern[] = [
  { kind: 'performance', words: /绩效|目标表/ },
  { kind: 'procurement', words: /采购|购买服务/ },
  { kind: 'three-public', words: /三公/ },
  { kind: 'operating-cost', words: /机关运行/ },
  { kind: 'other', words: /转移支付|债务|资产|社会保险|培训|会议|目录|明细清单|名录|编制/ },
  { kind: 'carry-over', words: /结转/, without: /收支/ },
  { kind: 'appropriation', words: /财政拨款收支|财政拨款预算收支/ },
  { kind: 'government-fund', words: /政府性基金.*(?:支出|收支)/ },
  { kind: 'state-capital', words: /国有资本经营.*(?:支出|收支)/ },
  { kind: 'appropriation-basic', words: /财政拨款.*基本支出/, without: /一般公共预算/ },
  { kind: 'basic-function', words: /一般公共预算.*基本支出.*功能/ },
  { kind: 'basic-economic', words: /一般公共预算.*基本支出/ },
  { kind: 'project-economic', words: /一般公共预算.*项目支出.*经济/ },
  { kind: 'general-economic', words: /一般公共预算.*支出.*经济/ },
  { kind: 'projects', words: /一般公共预算.*项目支出/ },
  { kind: 'general', words: /一般公共预算.*支出/, without: ECONOMIC },
  { kind: 'appropriation-expenditure', words: /财政拨款.*支出/ },
  { kind: 'basic-all', words: /基本支出/ },
  { kind: 'projects', words: /项目支出|专项业务经费|专项资金|项目预算/ },
  { kind: 'revenue-expenditure', words: /收支/, without: /基金|资本/ },
  { kind: 'revenue', words: /收入/, without: /支出|基金|资本/ },
  { kind: 'expenditure', words: /支出/, without: /分项|分类/ },
];

/**
 * The form of the country: the kinds of tables that bodies elsewhere print, found by their titles, with columns found by
 * their headings. A table keeps the number of its kind, whatever number or place the document gives it.
 */
export const COUNTRY = new BudgetForm({
  tables: SHANGHAI.tables,
  otherHeadings: [],
  revenueLabels: [...SHANGHAI.revenueData.revenueLabels],
  revenuePatterns: SHANGHAI.revenueData.revenuePatterns,
  revenueWords: SHANGHAI.revenueData.revenueWords,
  totals: SHANGHAI.totals,
  byHeadings: true,
});
