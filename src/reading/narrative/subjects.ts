import type { ChangeSubject } from '../../domain/events/budget.events.js';

/** What a figure in a sentence is of: once as the subject of a change, once as the stable string of a claim. */
export interface Subject {
  readonly claim: string;
  readonly change: ChangeSubject;
}

type Kind = ChangeSubject['kind'];
type Side = ChangeSubject['side'];
type Measure = ChangeSubject['measure'];

export const newSubject = (
  kind: Kind,
  code: string | null,
  name: string,
  claim: string,
  { side = 'expenditure', measure = 'total' }: { side?: Side; measure?: Measure } = {},
): Subject => ({ claim, change: { kind, code, name, side, measure } });

const revenue = { side: 'revenue' } as const;
const source = (code: string, name: string) =>
  newSubject('source', code, name, `revenue/${code}`, revenue);
const fund = (code: string, name: string) => newSubject('fund', code, name, `expenditure/${code}`);
const fundRevenue = (code: string, name: string) =>
  newSubject('fund', code, name, `revenue/${code}`, revenue);
const triple = (code: string, name: string) =>
  newSubject('three-public', code, name, `three-public/${code}`);

const REVENUE = newSubject('total', null, '收入预算', 'revenue', revenue);
const EXPENDITURE = newSubject('total', null, '支出预算', 'expenditure');
const APPROPRIATION_REVENUE = source('fiscal-appropriation', '财政拨款收入');
const APPROPRIATION_EXPENDITURE = newSubject(
  'source',
  'fiscal-appropriation',
  '财政拨款支出',
  'expenditure/fiscal-appropriation',
);
const BASIC = newSubject('split', null, '基本支出', 'basic', { measure: 'basic' });
const PROJECT = newSubject('split', null, '项目支出', 'project', { measure: 'project' });

const SPENT = '(?:支出预算|预算支出|支出|预算)(?:总额|总计|合计)?';
const TOTAL = '(?:总计|总额|合计|总数|数)?';

/** Statutory labels, by the end of the clause before the figure. The first that fits holds. */
const LABELS: readonly (readonly [RegExp, readonly Subject[]])[] = [
  // “三公” 经费: documents drop and add a 用 at will (公务车购置, 公务车用车运行费).
  [/因公出国\(?境?\)?(?:经费|费用?)?(?:预算数?)?$/, [triple('abroad', '因公出国（境）费')]],
  [
    /公务.{0,6}车购置(?:及|和|与)运行(?:维护)?费(?:用)?(?:预算数?)?$/,
    [triple('vehicles', '公务用车购置及运行费')],
  ],
  [/公务.{0,6}车购置费(?:用)?(?:预算数?)?$/, [triple('vehicle-purchase', '公务用车购置费')]],
  [
    /公务.{0,6}车运行(?:维护)?费(?:用)?(?:预算数?)?$/,
    [triple('vehicle-running', '公务用车运行费')],
  ],
  [/公务接待费(?:用)?(?:预算数?)?$/, [triple('reception', '公务接待费')]],
  [
    /三公[”"]?经费(?:财政拨款)?(?:预算)?(?:安排)?(?:总额|总计|合计|数)?$/,
    [newSubject('three-public', null, '“三公”经费', 'three-public')],
  ],
  [
    /机关运行经费(?:财政拨款)?(?:预算)?(?:安排)?(?:总额|总计|合计|数)?$/,
    [triple('operating', '机关运行经费')],
  ],
  // Funds and the appropriation, the longer labels first.
  [/基本支出(?:预算)?(?:总额|总计|合计)?$/, [BASIC]],
  [/项目支出(?:预算)?(?:总额|总计|合计)?$/, [PROJECT]],
  [
    /财政拨款收支(?:总)?预算(?:总额|总计|合计)?$/,
    [APPROPRIATION_REVENUE, APPROPRIATION_EXPENDITURE],
  ],
  [
    new RegExp(`一般公共预算(?:财政)?(?:当年)?拨款${SPENT}$`),
    [fund('general', '一般公共预算拨款支出')],
  ],
  [
    new RegExp(`政府性基金(?:预算)?(?:财政)?拨款${SPENT}$`),
    [fund('government-fund', '政府性基金拨款支出')],
  ],
  [
    new RegExp(`国有资本经[营验](?:预算)?(?:财政)?拨款${SPENT}$`),
    [fund('state-capital', '国有资本经营预算拨款支出')],
  ],
  [/一般公共预算(?:财政)?(?:拨款)?(?:收入|资金)$/, [fundRevenue('general', '一般公共预算收入')]],
  [
    /政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入|资金)$/,
    [fundRevenue('government-fund', '政府性基金收入')],
  ],
  [
    /国有资本经[营验](?:预算)?(?:财政)?(?:拨款)?(?:收入|资金)$/,
    [fundRevenue('state-capital', '国有资本经营收入')],
  ],
  [/非同级财政拨款(?:收入)?$/, [source('other-level-appropriation', '非同级财政拨款收入')]],
  [/财政拨款(?:预算)?收入(?:预算)?$/, [APPROPRIATION_REVENUE]],
  [/财政拨款(?:支出预算|预算支出|支出)$/, [APPROPRIATION_EXPENDITURE]],
  [/事业单位经营收入$/, [source('business', '事业单位经营收入')]],
  [/事业收入$/, [source('operating', '事业收入')]],
  [/财政专户管理资金(?:收入)?$/, [source('special-account', '财政专户管理资金收入')]],
  [/(?:结余结转|上年结转|上年结余)(?:收入|资金)?$/, [source('carry-over', '结余结转收入')]],
  [/财政专项资金(?:收入)?$/, [source('special-fund', '财政专项资金')]],
  [/自筹资金(?:收入)?$/, [source('self-raised', '自筹资金')]],
  [/其他收入$/, [source('other', '其他收入')]],
];

/** The whole revenue or expenditure: looked at after every name, for 国有资本经营预算支出 ends in the same words. */
const TOTALS: readonly (readonly [RegExp, readonly Subject[]])[] = [
  [new RegExp(`(?:收支总预算|收支预算|收支)${TOTAL}$`), [REVENUE, EXPENDITURE]],
  [new RegExp(`(?:收入预算|预算收入|总收入)${TOTAL}$|收入总计$`), [REVENUE]],
  [new RegExp(`(?:支出预算|预算支出|总支出)${TOTAL}$|支出总计$`), [EXPENDITURE]],
];

const bare = (label: string): string => label.replace(/(?:预计|共计|安排|为|是|约|共)+$/, '');

export const statutorySubjects = (label: string): readonly Subject[] | null =>
  firstOf(LABELS, bare(label));

export const totalSubjects = (label: string): readonly Subject[] | null =>
  firstOf(TOTALS, bare(label));

const firstOf = (
  labels: readonly (readonly [RegExp, readonly Subject[]])[],
  label: string,
): readonly Subject[] | null => labels.find(([pattern]) => pattern.test(label))?.[1] ?? null;
