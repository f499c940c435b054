/**
 * What tables of a document show that are none of the nine: the same money in another way, or details of it. Their figures are
 * recorded as claims and make no line, so that no money counts twice.
 */
export const FURTHER_KINDS = [
  'projects', // 项目支出表
  'procurement', // 政府采购预算表
  'general-economic', // 一般公共预算支出, by economic item
  'basic-function', // 一般公共预算基本支出, by function
  'project-economic', // 一般公共预算项目支出, by economic item
  'appropriation-expenditure', // 财政拨款支出, by function
  'appropriation-basic', // 财政拨款基本支出, by economic item
  'basic-all', // 基本支出 of all money
  'operating-cost', // 机关运行经费
  'carry-over', // 上年结转资金
  'other', // a table of a place's own, such as 债务支出表
] as const;
/** What a table shows that is none of the nine. */
export type FurtherKind = (typeof FURTHER_KINDS)[number];
