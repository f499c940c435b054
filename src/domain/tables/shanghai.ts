import {
  CATEGORY_NAMES,
  FUND_NAMES,
  MEASURE_NAMES,
  SOURCE_NAMES,
} from '../classification/statutory-name.js';
import type { Fund, RevenueSource } from '../values/line.js';
import { BudgetForm, type RevenueMeaning } from './budget-form.js';
import type { HeadingPlan } from './headings.js';

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

const { total, basic, project, personnel, public: publicCost } = MEASURE_NAMES;

const SPLIT_HEADINGS = { total: [total], basic: [basic], project: [project] };
const SPLIT_COLUMNS = ['total', 'basic', 'project'];

const LEVELS: readonly HeadingPlan[] = [
  { text: '类', column: { kind: 'code', from: 0, to: 3 } },
  { text: '款', column: { kind: 'code', from: 3, to: 5 } },
  { text: '项', column: { kind: 'code', from: 5, to: 7 } },
];

const codedHeader = (
  over: string,
  classification = '功能分类科目',
  codes = classification,
  levels = 3,
): readonly HeadingPlan[] => [
  {
    text: '项目',
    over: [
      { text: `${codes}编码`, over: LEVELS.slice(0, levels) },
      { text: `${classification}名称`, column: { kind: 'name' } },
    ],
  },
  { text: over, over: [{ amounts: [] }] },
];

const REVENUE_HALF: readonly HeadingPlan[] = [
  { text: '项目', column: { kind: 'name', side: 'revenue' } },
  { text: '预算数', column: { kind: 'amount', column: 'total', side: 'revenue' } },
];
const EXPENDITURE_NAME: HeadingPlan = {
  text: '项目',
  column: { kind: 'name', side: 'expenditure' },
};

const THREE_PUBLIC_COLUMNS = [
  'total',
  'abroad',
  'reception',
  'vehicles',
  'vehicle-purchase',
  'vehicle-running',
];

const source = (of: RevenueSource): RevenueMeaning => ({ is: 'source', source: of });
const fund = (of: Fund): RevenueMeaning => ({ is: 'fund', fund: of });
const CARRIED_OVER_PART: RevenueMeaning = { is: 'carried-over-part' };
const OTHER: RevenueMeaning = { is: 'other' };

const ofFund = (names: string, endings: string): readonly string[] =>
  words(names).flatMap((name) => words(endings).map((ending) => name + ending));
const FUND_ENDINGS = '资金 收入 拨款 拨款收入 财政拨款';
const CARRIED_OVER_ENDINGS = '结余结转 结转结余 上年结转';
const GENERAL = '一般公共预算 一般预算';
const GOVERNMENT_FUND = '政府性基金 政府性基金预算';
const STATE_CAPITAL = '国有资本经营 国有资本经营预算';
const NOT_FISCAL = '非财政拨款';

const named = (
  meaning: RevenueMeaning,
  names: string,
): readonly [RevenueMeaning, readonly string[]] => [
  meaning,
  [...words(names), ...ofFund(names, FUND_ENDINGS)],
];

/**
 * The form of Shanghai: nine tables, T1 to T9, in the same order and with the same titles for departments and units. The names
 * and columns are those of its templates; the alternatives are what published documents print instead. Those that end in 情况表 are the
 * ministry's (财预〔2016〕143号).
 */
export const SHANGHAI = new BudgetForm({
  tables: [
    {
      table: 1,
      kind: 'revenue-expenditure',
      sheet: '收支总表',
      titles: ['财务收支预算总表', '收支预算总表', '收支总表', '收支总体情况表'],
      unit: '元',
      headings: {
        total: [total, '预算数'],
        basic: ['小计', basic],
        personnel: [personnel],
        public: [publicCost],
        project: [project],
      },
      labels: { basic },
      columns: ['total'],
      unitColumns: ['total', 'personnel', 'public', 'project'],
      // 项目支出 beside 基本支出 is printed by departments too.
      unitMarks: ['personnel', 'public'],
      signatures: [['本年收入', '本年支出']],
      header: [
        { text: '本年收入', over: REVENUE_HALF },
        {
          text: '本年支出',
          over: [
            EXPENDITURE_NAME,
            {
              text: '预算数',
              over: [
                {
                  side: 'expenditure',
                  amounts: [{ text: basic, columns: ['basic', 'personnel', 'public'] }],
                },
              ],
              replacesTotal: true,
            },
          ],
        },
      ],
      revenueRows: [
        '财政拨款收入',
        '一般公共预算资金',
        '政府性基金',
        '国有资本经营预算',
        '事业收入',
        '事业单位经营收入',
        '其他收入',
      ],
    },
    {
      table: 2,
      kind: 'revenue',
      sheet: '收入总表',
      titles: ['收入预算总表', '收入总表', '收入总体情况表'],
      unit: '元',
      headings: {
        total: [total],
        'fiscal-appropriation': [SOURCE_NAMES['fiscal-appropriation'], '财政拨款'],
        operating: [SOURCE_NAMES.operating],
        business: [SOURCE_NAMES.business, '经营收入'],
        other: [SOURCE_NAMES.other],
        'special-account': [SOURCE_NAMES['special-account'], '财政专户管理资金收入'],
        'carry-over': [
          SOURCE_NAMES['carry-over'],
          ...words('结余结转收入 结转结余收入 上年结转收入 上年结转 结转结余'),
        ],
        'special-fund': [SOURCE_NAMES['special-fund'], '财政专项资金收入'],
        'other-level-appropriation': [
          SOURCE_NAMES['other-level-appropriation'],
          '非同级财政拨款收入',
        ],
        'self-raised': [SOURCE_NAMES['self-raised'], '自筹资金收入'],
      },
      columns: ['total', 'fiscal-appropriation', 'operating', 'business', 'other'],
      requiredColumns: ['total', 'fiscal-appropriation'],
      addedColumns: /(?:收入|资金|拨款|结转)$/,
      signatures: [['收入预算']],
      header: codedHeader('收入预算'),
    },
    {
      table: 3,
      kind: 'expenditure',
      sheet: '支出总表',
      titles: ['支出预算总表', '支出总表', '支出总体情况表'],
      unit: '元',
      headings: SPLIT_HEADINGS,
      columns: SPLIT_COLUMNS,
      signatures: [['支出预算']],
      header: codedHeader('支出预算'),
    },
    {
      table: 4,
      kind: 'appropriation',
      sheet: '财政拨款收支总表',
      titles: ['财政拨款收支预算总表', '财政拨款收支总表', '财政拨款收支总体情况表'],
      unit: '元',
      headings: {
        total: [total, '预算数'],
        general: [FUND_NAMES.general],
        'government-fund': ['政府性基金预算', FUND_NAMES['government-fund']],
        'state-capital': [FUND_NAMES['state-capital'], '国有资本经营'],
      },
      columns: ['total', 'general', 'government-fund', 'state-capital'],
      signatures: [['财政拨款收入', '财政拨款支出']],
      header: [
        { text: '财政拨款收入', over: REVENUE_HALF },
        { text: '财政拨款支出', over: [EXPENDITURE_NAME, { side: 'expenditure', amounts: [] }] },
      ],
      revenueRows: ['一般公共预算资金', '政府性基金', '国有资本经营预算'],
    },
    {
      table: 5,
      kind: 'general',
      sheet: '一般公共预算拨款表',
      titles: [
        '一般公共预算支出功能分类预算表',
        '一般公共预算支出预算表',
        '一般公共预算支出表',
        '一般公共预算支出情况表',
      ],
      unit: '元',
      headings: SPLIT_HEADINGS,
      columns: SPLIT_COLUMNS,
      signatures: [['一般公共预算支出'], ['一般公共预算财政拨款支出']],
      header: codedHeader('一般公共预算支出'),
    },
    {
      table: 6,
      kind: 'government-fund',
      sheet: '政府性基金拨款表',
      titles: [
        '政府性基金预算支出功能分类预算表',
        '政府性基金预算支出预算表',
        '政府性基金预算支出表',
        '政府性基金预算支出情况表',
      ],
      unit: '元',
      headings: SPLIT_HEADINGS,
      columns: SPLIT_COLUMNS,
      signatures: [
        ['政府性基金预算支出'],
        ['政府性基金财政拨款预算支出'],
        ['政府性基金预算财政拨款支出'],
      ],
      header: codedHeader('政府性基金预算支出'),
    },
    {
      table: 7,
      kind: 'state-capital',
      sheet: '国有资本经营预算拨款表',
      titles: [
        '国有资本经营预算支出功能分类预算表',
        '国有资本经营预算支出预算表',
        '国有资本经营预算支出表',
        '国有资本经营预算支出情况表',
      ],
      unit: '元',
      headings: SPLIT_HEADINGS,
      columns: SPLIT_COLUMNS,
      signatures: [
        ['国有资本经营预算支出'],
        ['国有资本经营财政拨款预算支出'],
        ['国有资本经营预算财政拨款支出'],
      ],
      header: codedHeader('国有资本经营预算支出'),
    },
    {
      table: 8,
      kind: 'basic-economic',
      sheet: '基本支出明细表',
      titles: [
        '一般公共预算基本支出部门预算经济分类预算表',
        '一般公共预算基本支出经济分类预算表',
        '一般公共预算基本支出预算表',
        '一般公共预算基本支出表',
        '一般公共预算基本支出情况表',
      ],
      unit: '元',
      headings: { total: [total], personnel: [personnel], public: [publicCost] },
      columns: ['total', 'personnel', 'public'],
      signatures: [['一般公共预算基本支出']],
      header: codedHeader('一般公共预算基本支出', '经济分类科目', '部门预算经济分类科目', 2),
    },
    {
      table: 9,
      kind: 'three-public',
      sheet: '“三公”经费和机关运行费预算表',
      titles: [
        '“三公”经费和机关运行经费预算表',
        '“三公”经费及机关运行经费预算表',
        '“三公”经费预算表',
        '“三公”经费预算总表',
        '“三公”经费支出表',
        '“三公”经费支出情况表',
      ],
      unit: '万元',
      headings: {
        total: [total],
        abroad: ['因公出国（境）费', '因公出国（境）费用'],
        reception: ['公务接待费'],
        vehicles: ['小计'],
        'vehicle-purchase': ['购置费', '公务用车购置费'],
        'vehicle-running': ['运行费', '运行维护费', '公务用车运行费', '公务用车运行维护费'],
        operating: ['机关运行经费预算数', '机关运行经费', '机关运行经费预算'],
      },
      labels: CATEGORY_NAMES,
      groupHeadings: { vehicles: '公务用车购置' },
      columns: [...THREE_PUBLIC_COLUMNS, 'operating'],
      signatures: [['三公经费预算数'], ['三公经费预算']],
      header: [
        {
          amounts: [
            {
              text: '“三公”经费预算数',
              columns: THREE_PUBLIC_COLUMNS,
              groups: [
                {
                  text: '公务用车购置及运行费',
                  columns: ['vehicles', 'vehicle-purchase', 'vehicle-running'],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
  totals: { all: total, revenue: '收入总计', expenditure: '支出总计' },
  revenueLabels: [
    [source('fiscal-appropriation'), words('财政拨款 财政拨款收入')],
    [source('operating'), ['事业收入']],
    [source('business'), words('事业单位经营收入 经营收入')],
    [source('other'), ['其他收入']],
    [source('special-account'), words('财政专户管理资金 财政专户管理资金收入')],
    [source('special-fund'), words('财政专项资金 财政专项资金收入')],
    [source('other-level-appropriation'), words('非同级财政拨款 非同级财政拨款收入')],
    [source('self-raised'), words('自筹资金 自筹资金收入')],
    [
      source('carry-over'),
      words('结余结转 结余结转收入 结转结余 结转结余收入 上年结转 上年结转收入 上年结转结余'),
    ],
    named(fund('general'), GENERAL),
    named(fund('government-fund'), GOVERNMENT_FUND),
    named(fund('state-capital'), STATE_CAPITAL),
    named(OTHER, NOT_FISCAL),
    [
      CARRIED_OVER_PART,
      ofFund(`${GENERAL} ${GOVERNMENT_FUND} ${STATE_CAPITAL} ${NOT_FISCAL}`, CARRIED_OVER_ENDINGS),
    ],
    [
      OTHER,
      words(
        '单位资金 单位资金收入 上级补助收入 附属单位上缴收入 用事业基金弥补收支差额 本年收入合计 收入总计',
      ),
    ],
  ],
  revenuePatterns: [
    // 上年结余、结转 is all that is carried over, 一般公共预算结余结转 a part of it.
    [source('carry-over'), /^(?:上年)?结[余转]/],
    [CARRIED_OVER_PART, /结[余转]/],
  ],
  revenueWords: [
    [source('other-level-appropriation'), '非同级'],
    [source('fiscal-appropriation'), '财政拨款'],
    [fund('general'), '一般公共预算'],
    [fund('general'), '一般预算'],
    [fund('government-fund'), '政府性基金'],
    [fund('state-capital'), '国有资本'],
    [source('special-account'), '专户'],
    [source('special-fund'), '专项资金'],
    [source('self-raised'), '自筹'],
    [source('business'), '事业单位经营'],
    [source('business'), '经营收入'],
    [source('operating'), '事业收入'],
    [source('other'), '其他收入'],
  ],
  otherHeadings: words(`
    项目 本年收入 本年支出 收入 支出 预算数 收入预算 支出预算 预算 小计 总计 序号
    类 款 项 类款 类款项 编码 名称 科目编码 科目名称
    功能分类科目 功能分类科目编码 功能分类科目名称
    经济分类科目 经济分类科目编码 经济分类科目名称
    部门经济分类科目 部门经济分类科目编码 部门经济分类科目名称
    部门预算经济分类科目 部门预算经济分类科目编码 部门预算经济分类科目名称
    财政拨款收入 财政拨款支出 一般公共预算支出 一般公共预算财政拨款支出 一般公共预算基本支出
    政府性基金预算支出 政府性基金财政拨款预算支出 政府性基金预算财政拨款支出
    国有资本经营预算支出 国有资本经营财政拨款预算支出 国有资本经营预算财政拨款支出
    事业单位 三公经费 三公经费预算 三公经费预算数 机关运行经费预算 数
    公务用车 公务用车购置及运行费 公务用车购置及运行维护费 公务用车购置和运行费 购置及运行费
    元 万元 单位元 单位万元
  `),
});
