import type { LedgerEvent } from '../../domain/events/budget.events.js';
import type { Say } from './language.js';

const NAMES: Readonly<Record<LedgerEvent['type'], readonly [zh: string, en: string]>> = {
  BudgetOpened: ['建账', 'Budget opened'],
  DocumentRegistered: ['导入文件', 'Document imported'],
  LineEntered: ['登记预算数', 'Line entered'],
  LineCorrected: ['更正', 'Correction'],
  LineDiscontinued: ['新文件不再列示', 'Line discontinued'],
  ClaimRecorded: ['文件列示的合计', 'Figure claimed by the document'],
  FindingRaised: ['发现问题', 'Finding raised'],
  FindingResolved: ['问题已处理', 'Finding resolved'],
  AmendmentProposed: ['提出调整', 'Amendment proposed'],
  BudgetAmended: ['批准调整', 'Amendment approved'],
  AmendmentRejected: ['驳回调整', 'Amendment rejected'],
  AmendmentWithdrawn: ['撤回调整', 'Amendment withdrawn'],
  TransferReturned: ['资金退回', 'Transfer returned'],
  YearOverYearChangeRecorded: ['年度增减', 'Year-over-year change'],
  ExecutionRecorded: ['执行数', 'Execution recorded'],
  BudgetApproved: ['批复', 'Budget approved'],
  YearClosed: ['年度关账', 'Year closed'],
  LineLinked: ['科目衔接', 'Line linked'],
  LineUnlinked: ['取消衔接', 'Line unlinked'],
  AgencyRegistered: ['登记单位', 'Agency registered'],
  AgencyRenamed: ['单位更名', 'Agency renamed'],
  PolicyChanged: ['审批规则变更', 'Policy changed'],
};

/** The types of all events. */
export const EVENT_TYPES = Object.keys(NAMES) as readonly LedgerEvent['type'][];

/** The names of all types of events, in words. */
export const eventNames = (say: Say): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(NAMES).map(([type, names]) => [type, say(...names)]));
