import {
  CATEGORY_NAMES,
  FUND_NAMES,
  MEASURE_NAMES,
  SOURCE_NAMES,
} from '../../domain/classification/statutory-name.js';
import type { Category, Fund, RevenueSource } from '../../domain/values/line.js';
import type { ChangeSubject } from '../../domain/events/budget.events.js';

/** What a figure in a sentence is of: once as the subject of a change, once as the stable string of a claim. */
export interface Subject {
  readonly claim: string;
  readonly change: ChangeSubject;
}

type Kind = ChangeSubject['kind'];
type Side = ChangeSubject['side'];
type Measure = ChangeSubject['measure'];

/** A subject, of the expenditure side and the total unless said otherwise. */
export const newSubject = (
  kind: Kind,
  code: string | null,
  name: string,
  claim: string,
  { side = 'expenditure', measure = 'total' }: { side?: Side; measure?: Measure } = {},
): Subject => ({ claim, change: { kind, code, name, side, measure } });

const revenue = { side: 'revenue' } as const;
const source = (code: RevenueSource, ending = '') =>
  newSubject('source', code, `${SOURCE_NAMES[code]}${ending}`, `revenue/${code}`, revenue);
const fundRevenue = (code: Fund, name = `${FUND_NAMES[code]}收入`) =>
  newSubject('fund', code, name, `revenue/${code}`, revenue);

/** What a fund spends. */
export const fundSubject = (code: Fund): Subject =>
  newSubject('fund', code, `${FUND_NAMES[code]}拨款支出`, `expenditure/${code}`);

/** One of the three-public expenses, or 机关运行经费. */
export const categorySubject = (code: Category | 'vehicles'): Subject =>
  newSubject('three-public', code, CATEGORY_NAMES[code]!, `three-public/${code}`);

const REVENUE = newSubject('total', null, '收入预算', 'revenue', revenue);
const EXPENDITURE = newSubject('total', null, '支出预算', 'expenditure');
const APPROPRIATION_REVENUE = source('fiscal-appropriation');
const APPROPRIATION_EXPENDITURE = newSubject(
  'source',
  'fiscal-appropriation',
  '财政拨款支出',
  'expenditure/fiscal-appropriation',
);
const BASIC = newSubject('split', null, MEASURE_NAMES.basic, 'basic', { measure: 'basic' });
const PROJECT = newSubject('split', null, MEASURE_NAMES.project, 'project', { measure: 'project' });

const SPENT = '(?:支出预算|预算支出|支出|预算)(?:总额|总计|合计)?';
const TOTAL = '(?:总计|总额|合计|总数|数)?';

/** Statutory labels, by the end of the clause before the figure. The first that fits holds. */
const LABELS: readonly (readonly [RegExp, readonly Subject[]])[] = [
  // “三公” 经费: documents drop and add a 用 at will (公务车购置, 公务车用车运行费).
  [/因公出国\(?境?\)?(?:经费|费用?)?(?:预算数?)?$/, [categorySubject('abroad')]],
  [
    /公务.{0,6}车购置(?:及|和|与)(?:运行(?:维护)?|运维)费(?:用)?(?:预算数?)?$/,
    [categorySubject('vehicles')],
  ],
  [/公务.{0,6}车购置费(?:用)?(?:预算数?)?$/, [categorySubject('vehicle-purchase')]],
  [
    /公务.{0,6}车(?:运行(?:维护)?|运维)费(?:用)?(?:预算数?)?$/,
    [categorySubject('vehicle-running')],
  ],
  [/公务接待费(?:用)?(?:预算数?)?$/, [categorySubject('reception')]],
  [
    /三公[”"]?经费(?:财政拨款)?(?:预算)?(?:安排)?(?:总额|总计|合计|数)?$/,
    [newSubject('three-public', null, '“三公”经费', 'three-public')],
  ],
  [
    /机关运行经费(?:财政拨款)?(?:预算)?(?:安排)?(?:总额|总计|合计|数)?$/,
    [categorySubject('operating')],
  ],
  // Funds and the appropriation, the longer labels first.
  [/基本支出(?:预算)?(?:总额|总计|合计)?$/, [BASIC]],
  [/项目支出(?:预算)?(?:总额|总计|合计)?$/, [PROJECT]],
  [
    /财政拨款收支(?:总)?预算(?:总额|总计|合计)?$/,
    [APPROPRIATION_REVENUE, APPROPRIATION_EXPENDITURE],
  ],
  [new RegExp(`一般公共预算(?:财政)?(?:当年)?拨款${SPENT}$`), [fundSubject('general')]],
  [new RegExp(`政府性基金(?:预算)?(?:财政)?拨款${SPENT}$`), [fundSubject('government-fund')]],
  [new RegExp(`国有资本经[营验](?:预算)?(?:财政)?拨款${SPENT}$`), [fundSubject('state-capital')]],
  [/一般公共预算(?:财政)?(?:拨款)?(?:收入|资金)$/, [fundRevenue('general')]],
  [/政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入|资金)$/, [fundRevenue('government-fund')]],
  [
    /国有资本经[营验](?:预算)?(?:财政)?(?:拨款)?(?:收入|资金)$/,
    [fundRevenue('state-capital', '国有资本经营收入')],
  ],
  [/非同级财政拨款(?:收入)?$/, [source('other-level-appropriation', '收入')]],
  [/财政拨款(?:预算)?收入(?:预算)?$/, [APPROPRIATION_REVENUE]],
  [/财政拨款(?:支出预算|预算支出|支出)$/, [APPROPRIATION_EXPENDITURE]],
  [/事业单位经营收入$/, [source('business')]],
  [/事业收入$/, [source('operating')]],
  [/财政专户管理资金(?:收入)?$/, [source('special-account', '收入')]],
  [/(?:结余结转|上年结转|上年结余)(?:收入|资金)?$/, [source('carry-over', '收入')]],
  [/财政专项资金(?:收入)?$/, [source('special-fund')]],
  [/自筹资金(?:收入)?$/, [source('self-raised')]],
  [/其他收入$/, [source('other')]],
];

/** The whole revenue or expenditure: looked at after every name, for 国有资本经营预算支出 ends in the same words. */
const TOTALS: readonly (readonly [RegExp, readonly Subject[]])[] = [
  [new RegExp(`(?:收支总预算|收支预算|收支)${TOTAL}$`), [REVENUE, EXPENDITURE]],
  [new RegExp(`(?:收入预算|预算收入|总收入)${TOTAL}$|收入总计$`), [REVENUE]],
  [new RegExp(`(?:支出预算|预算支出|总支出)${TOTAL}$|支出总计$`), [EXPENDITURE]],
];

const bare = (label: string): string => label.replace(/(?:预计|共计|安排|为|是|约|共)+$/, '');

/** What a label of the statutory sentences stands for, such as 财政拨款支出预算; null for any other label. */
export const statutorySubjects = (label: string): readonly Subject[] | null =>
  firstOf(LABELS, bare(label));

/** What a label of a total stands for, such as 收入预算总额; null for any other label. */
export const totalSubjects = (label: string): readonly Subject[] | null =>
  firstOf(TOTALS, bare(label));

const firstOf = (
  labels: readonly (readonly [RegExp, readonly Subject[]])[],
  label: string,
): readonly Subject[] | null => labels.find(([pattern]) => pattern.test(label))?.[1] ?? null;
