import { nameKey } from '../../../text/fold.js';
import type { Unit } from '../../../domain/values/money.js';

/** The nine disclosure tables (预算公开表), by what they are called and what stands in their headers. */
export interface TableForm {
  /** 1 to 9. */
  readonly table: number;
  /** T1, T4: revenue beside expenditure. T2, T3, T5 to T8: rows by code. T9: one row of figures. */
  readonly kind: 'two-sided' | 'coded' | 'one-row';
  /** The end of its title; the longest that fits wins, so 财政拨款收支预算总表 is not 收支预算总表. */
  readonly titles: readonly string[];
  readonly unit: Unit;
  /** Column headings by their key; the first is the usual one. */
  readonly headings: Readonly<Record<string, readonly string[]>>;
  /** The columns that the form prescribes, in its order. */
  readonly columns: readonly string[];
}

const SPLIT = {
  total: ['合计'],
  basic: ['基本支出'],
  project: ['项目支出'],
};

export const FORMS: readonly TableForm[] = [
  {
    table: 1,
    kind: 'two-sided',
    titles: ['财务收支预算总表', '收支预算总表', '收支总表'],
    unit: '元',
    headings: {
      total: ['合计', '预算数'],
      basic: ['基本支出', '小计'],
      personnel: ['人员经费'],
      public: ['公用经费'],
      project: ['项目支出'],
    },
    columns: ['total'],
  },
  {
    table: 2,
    kind: 'coded',
    titles: ['收入预算总表', '收入总表'],
    unit: '元',
    headings: {
      total: ['合计'],
      'fiscal-appropriation': ['财政拨款收入', '财政拨款'],
      operating: ['事业收入'],
      business: ['事业单位经营收入', '经营收入'],
      other: ['其他收入'],
      'special-account': ['财政专户管理资金收入', '财政专户管理资金'],
      'carry-over': [
        '结余结转收入',
        '结转结余收入',
        '上年结转收入',
        '上年结转',
        '结余结转',
        '结转结余',
      ],
      'special-fund': ['财政专项资金', '财政专项资金收入'],
      'other-level-appropriation': ['非同级财政拨款收入', '非同级财政拨款'],
      'self-raised': ['自筹资金', '自筹资金收入'],
    },
    columns: ['total', 'fiscal-appropriation', 'operating', 'business', 'other'],
  },
  {
    table: 3,
    kind: 'coded',
    titles: ['支出预算总表', '支出总表'],
    unit: '元',
    headings: SPLIT,
    columns: ['total', 'basic', 'project'],
  },
  {
    table: 4,
    kind: 'two-sided',
    titles: ['财政拨款收支预算总表', '财政拨款收支总表'],
    unit: '元',
    headings: {
      total: ['合计', '预算数'],
      general: ['一般公共预算'],
      'government-fund': ['政府性基金预算', '政府性基金'],
      'state-capital': ['国有资本经营预算', '国有资本经营'],
    },
    columns: ['total', 'general', 'government-fund', 'state-capital'],
  },
  {
    table: 5,
    kind: 'coded',
    titles: ['一般公共预算支出功能分类预算表', '一般公共预算支出预算表', '一般公共预算支出表'],
    unit: '元',
    headings: SPLIT,
    columns: ['total', 'basic', 'project'],
  },
  {
    table: 6,
    kind: 'coded',
    titles: [
      '政府性基金预算支出功能分类预算表',
      '政府性基金预算支出预算表',
      '政府性基金预算支出表',
    ],
    unit: '元',
    headings: SPLIT,
    columns: ['total', 'basic', 'project'],
  },
  {
    table: 7,
    kind: 'coded',
    titles: [
      '国有资本经营预算支出功能分类预算表',
      '国有资本经营预算支出预算表',
      '国有资本经营预算支出表',
    ],
    unit: '元',
    headings: SPLIT,
    columns: ['total', 'basic', 'project'],
  },
  {
    table: 8,
    kind: 'coded',
    titles: [
      '一般公共预算基本支出部门预算经济分类预算表',
      '一般公共预算基本支出经济分类预算表',
      '一般公共预算基本支出预算表',
      '一般公共预算基本支出表',
    ],
    unit: '元',
    headings: { total: ['合计'], personnel: ['人员经费'], public: ['公用经费'] },
    columns: ['total', 'personnel', 'public'],
  },
  {
    table: 9,
    kind: 'one-row',
    titles: [
      '“三公”经费和机关运行经费预算表',
      '“三公”经费及机关运行经费预算表',
      '“三公”经费预算表',
      '“三公”经费预算总表',
      '“三公”经费支出表',
    ],
    unit: '万元',
    headings: {
      total: ['合计'],
      abroad: ['因公出国（境）费', '因公出国（境）费用'],
      reception: ['公务接待费'],
      vehicles: ['小计'],
      'vehicle-purchase': ['购置费', '公务用车购置费'],
      'vehicle-running': ['运行费', '运行维护费', '公务用车运行费', '公务用车运行维护费'],
      operating: ['机关运行经费预算数', '机关运行经费', '机关运行经费预算'],
    },
    columns: [
      'total',
      'abroad',
      'reception',
      'vehicles',
      'vehicle-purchase',
      'vehicle-running',
      'operating',
    ],
  },
];

/** The expenditure columns of T1 when it is printed for a unit (单位预算), not for a department. */
export const UNIT_COLUMNS: readonly string[] = ['total', 'personnel', 'public', 'project'];

/** Words of headers that name no amount column. */
export const HEADER_WORDS: readonly string[] = `
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
`
  .trim()
  .split(/\s+/)
  .map(nameKey);

export const formOf = (table: number): TableForm => FORMS[table - 1]!;

/** The heading that names a column to people, e.g. 项目支出 for `project`. */
export const headingOf = (table: number, column: string): string =>
  formOf(table).headings[column]?.[0] ?? column;
