import { nameKey } from '../../../text/fold.js';
import { closestWithin } from './spelling.js';

const FUNDS = `
  一般公共预算 一般预算 政府性基金 政府性基金预算 国有资本经营 国有资本经营预算 非财政拨款
`;
const ENDINGS = ['', ...words('资金 收入 拨款 拨款收入 财政拨款 结余结转 结转结余 上年结转')];

/** What the revenue side of T1 and T4 lists. */
const LABELS: ReadonlySet<string> = new Set(
  [
    ...words(`
      财政拨款 财政拨款收入 事业收入 事业单位经营收入 经营收入 其他收入
      财政专户管理资金 财政专户管理资金收入 财政专项资金 财政专项资金收入
      非同级财政拨款 非同级财政拨款收入 自筹资金 自筹资金收入 单位资金 单位资金收入
      结余结转 结余结转收入 结转结余 结转结余收入 上年结转 上年结转收入 上年结转结余
      上级补助收入 附属单位上缴收入 用事业基金弥补收支差额 本年收入合计 收入总计
    `),
    ...words(FUNDS).flatMap((fund) => ENDINGS.map((ending) => fund + ending)),
  ].map(nameKey),
);

/** Whether a label, without its ordinal, is a source of revenue as these tables list it. */
export const isRevenueLabel = (label: string): boolean => LABELS.has(nameKey(label));

/** Whether a label may be the first part of one, broken over lines. */
export const beginsRevenueLabel = (label: string): boolean => {
  const key = nameKey(label);
  return key.length >= 2 && [...LABELS].some((known) => known.startsWith(key));
};

/** The label that was meant when exactly one character differs, e.g. 经验 for 经营. */
export const meantRevenueLabel = (label: string): string | undefined => {
  const key = nameKey(label);
  return LABELS.has(key) || key.length < 4 ? undefined : closestWithin(key, LABELS, 1);
};

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}
