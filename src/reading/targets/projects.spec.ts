import { fromFen } from '../../domain/values/money.js';
import { linesOf } from '../readers/text-lines.js';
import { lineKey } from '../../domain/values/line.js';
import { factsOf } from '../facts.js';
import { readNarrative } from '../narrative/read-narrative.js';
import { checkDocument } from '../rules/check.js';
import { readProjects } from './read-projects.js';
import { brief, documentOf, tablesOf } from '../rules/rules.fixture.js';

/** The same project in the shapes that documents have: words separated by blanks, wrapped; cells by tabs; Markdown. */
const WORDS = [
  '河道养护项目经费情况说明',
  '一、项目概述',
  '养护本区河道。',
  '二、立项依据',
  '《关于河道养护的意见》（某水务[2021]8 号）、某办〔2020〕26号',
  '三、实施主体',
  '某中心。',
  '五、实施周期',
  '2024年1月1日至2024年12月31日。',
  '六、年度预算安排',
  '1、清淤 20万元',
  '2、巡查 10.5万元',
  '七、绩效目标（详见财政项目支出绩效目标申报表）',
];

const FORM_SPACES = [
  '财政项目支出绩效目标申报表',
  '（2024 年度）',
  '项目名称 河道养',
  '护',
  '项目性质 经常性项',
  '目',
  '项目类别 特定目标类',
  '主管部门 某局 实施单位 某中心',
  '计划开始日期 2024 年 1 月 1 日 计划完成日',
  '期',
  '2024-12-31',
  '项目资金',
  '(元)',
  '项目资金总额 900,000 年度资金申请总额 305,000',
  '其中：财政资金 900,000',
  '其中：当年财政拨',
  '款',
  '300,000',
  '上年结转资金 5,000',
  '其他资金 其他资金',
  '项目绩效目标 项目总目标 年度总目标',
  '养护河道 养护河道',
  '一级指标 二级指标 三级指标 年度指标值',
  '产出  指',
  '标',
  '数量指标 清淤长度 ≥12.50(公里)',
  '成本指标',
  '效益指标 社会效益指',
  '标',
  '居民投诉 下降',
  '满意度指标 服务对象满意度指标 居民满意度 大于等于85%',
];

const FORM_TABS = [
  '财政项目支出绩效目标表',
  '(2024年度)',
  '项目名称\t河道养护\t\t项目类别\t专项资金 <input type="checkbox"> 经常性项目 <input checked type="checkbox">\t',
  '计划开始日期\t2024年1月1日\t\t计划完成日期\t2024年12月31日\t',
  '项目资金 (万元)\t项目资金总额\t90\t年度资金申请总额\t30.5\t',
  '\t其中：财政资金\t90\t其中：当年财政拨款\t30\t',
  '\t\t\t上年结转资金\t0.5\t',
  '\t其他资金\t\t其他资金\t\t',
  '绩效 指标\t一级指标\t二级指标\t三级指标\t年度指标值',
  '\t产出指标\t数量指标\t清淤长度\t≥12.50(公里)',
  '\t效益指标\t社会效益指标\t居民投诉\t下降',
  '\t满意度指标\t服务对象满意度指标\t居民满意度\t大于等于85%',
];

const FORM_PIPES = FORM_TABS.slice(2).map((line) => `| ${line.replaceAll('\t', ' | ')} |`);

const documentWith = (...lines: readonly string[]) => documentOf(tablesOf(), lines);

const facts = (...lines: readonly string[]) => {
  const document = documentWith(...lines);
  const narrative = readNarrative(document);
  return factsOf(document, narrative, checkDocument(document, narrative), {
    file: null,
    publishedOn: null,
  });
};

const projectLines = (...lines: readonly string[]) =>
  facts(...lines)
    .lines.filter(({ line }) => line.schedule === 'project')
    .map(({ line, amount }) => [lineKey(line), fromFen(amount)]);

const reported = (...lines: readonly string[]) =>
  facts(...lines)
    .findings.filter(({ section }) => section !== null)
    .map((finding) => [...brief(finding), finding.unit]);

/** The findings, without the difference and the unit. */
const short = (...lines: readonly string[]) => reported(...lines).map((each) => each.slice(0, 5));

const changed = (lines: readonly string[], from: string, to: string): readonly string[] => {
  expect(lines.some((line) => line.includes(from))).toBe(true);
  return lines.map((line) => line.replace(from, to));
};

describe('A performance-target form', () => {
  it.each([
    ['words and wraps', FORM_SPACES],
    ['tabs', FORM_TABS],
    ['Markdown', FORM_PIPES],
  ])('gives the money of the year by source, whatever separates its cells: %s', (_, form) => {
    expect(projectLines(...WORDS, ...form)).toEqual([
      ['project/河道养护/fiscal-appropriation', '300000.00'],
      ['project/河道养护/carry-over', '5000.00'],
    ]);
    expect(reported(...WORDS, ...form)).toEqual([]);
  });

  it.each([
    ['words and wraps', FORM_SPACES],
    ['tabs', FORM_TABS],
  ])('gives dates, basis and indicators: %s', (_, form) => {
    const [targets] = facts(...WORDS, ...form).registered.projects!;
    expect(targets).toMatchObject({
      name: '河道养护',
      fiscalYear: 2024,
      plannedStart: '2024-01-01',
      plannedEnd: '2024-12-31',
      basisNumbers: [
        { raw: '某水务[2021]8 号', normalised: '某水务〔2021〕8号', isWellFormed: true },
        { raw: '某办〔2020〕26号', normalised: '某办〔2020〕26号', isWellFormed: true },
      ],
    });
    expect(
      targets!.indicators.map(({ name, operator, value, unit }) => [name, operator, value, unit]),
    ).toEqual([
      ['清淤长度', '≥', '12.50', '公里'],
      ['居民投诉', 'qualitative', null, null],
      ['居民满意度', '≥', '85', '%'],
    ]);
  });

  it('keeps each figure with its line, its label, its print and its unit', () => {
    const line = facts(...FORM_SPACES).lines.find(
      ({ line: { schedule } }) => schedule === 'project',
    )!;
    expect(line.source).toMatchObject({
      table: null,
      line: 18,
      column: 'year-fiscal',
      text: '300,000',
      unit: '元',
    });
  });

  it('takes the box that is ticked', () => {
    expect(facts(...FORM_TABS).registered.projects![0]!.category).toBe('经常性项目');
    expect(facts(...FORM_SPACES).registered.projects![0]!).toMatchObject({
      nature: '经常性项目',
      category: '特定目标类',
    });
  });

  it('is read by its cells: a figure ends with its cell, and a name may hold the word of a label', () => {
    const form = [
      '项目名称\t城区项目资金总额监管系统',
      '项目资金(元)\t项目资金总额\t\t年度资金申请总额\t7,000\t3',
    ];
    expect(facts(...form).registered.projects![0]!.name).toBe('城区项目资金总额监管系统');
    expect(projectLines(...form)).toEqual([
      ['project/城区项目资金总额监管系统/fiscal-appropriation', '7000.00'],
    ]);
  });

  it('that prints the total of the year alone is of the appropriation', () => {
    const form = ['项目名称\t绿化', '项目资金(元)\t项目资金总额\t\t年度资金申请总额\t7,000'];
    expect(projectLines(...form)).toEqual([['project/绿化/fiscal-appropriation', '7000.00']]);
  });
});

describe('The money of a project', () => {
  it.each([
    ['the total', '年度资金申请总额\t30.5', '年度资金申请总额\t35.5', '35.50', '30.50', '5.00'],
    ['a part by source', '当年财政拨款\t30', '当年财政拨款\t300', '30.50', '300.50', '-270.00'],
    ['a part in the list', '1、清淤 20万元', '1、清淤 21万元', '30.50', '31.50', '-1.00'],
  ])('that does not add up is one finding: %s', (_, from, to, printed, expected, difference) => {
    const lines = changed([...WORDS, ...FORM_TABS], from, to);
    expect(reported(...lines)).toEqual([
      ['PROJECT-SUM', 'error', '河道养护', printed, expected, difference, '万元'],
    ]);
  });

  it('is the same in words, but for rounding', () => {
    const words = (amount: string) =>
      WORDS.filter((line) => !/^\d、/.test(line)).map((line) =>
        line === '六、年度预算安排' ? `${line}\n当年预算安排金额为${amount}。` : line,
      );
    const check = (amount: string) =>
      reported(...words(amount).flatMap((line) => line.split('\n')), ...FORM_SPACES);
    expect(check('30.50万元')).toEqual([]);
    expect(check('305,000元')).toEqual([]);
    expect(check('35.50万元').map((each) => each.slice(0, 5))).toEqual([
      ['NARR-FIGURE', 'error', '河道养护', '35.50', '30.50'],
    ]);
  });

  it('of the year is at most that of the whole', () => {
    const lines = FORM_TABS.map((line) => line.replace(/\t90\t/g, '\t9\t'));
    expect(short(...lines)).toEqual([['PART-GT-WHOLE', 'error', '河道养护', '30.50', '9.00']]);
  });

  it('is in all at most 项目支出 of table 3', () => {
    const lines = FORM_TABS.map((line) => line.replace(/\t(90|30\.5|30)\t/g, '\t8$1\t'));
    expect(short(...lines)).toEqual([
      ['TARGET-FUNDS', 'warning', 'performance-targets', '830.50', '61.280025'],
    ]);
    expect(
      short(
        '其他相关情况说明',
        '四、绩效目标设置情况',
        '共编报项目5个，涉及项目预算资金99.00万元。',
      ),
    ).toEqual([['TARGET-FUNDS', 'warning', 'performance-targets', '99.00', '61.280025']]);
  });

  it('is in all at most what is stated of the projects with targets', () => {
    const stated = (amount: string, count = 1) =>
      short(
        '其他相关情况说明',
        '四、绩效目标设置情况',
        `共编报项目${count}个，涉及项目预算资金${amount}万元。`,
        ...FORM_TABS,
      );
    expect(stated('30.50')).toEqual([]);
    // Its only form is printed.
    expect(stated('31')).toEqual([]);
    expect(stated('40.50')).toEqual([
      ['TARGET-FUNDS', 'warning', 'performance-targets', '40.50', '30.50'],
    ]);
    expect(stated('40.50', 2)).toEqual([]);
    expect(stated('20.50')).toEqual([
      ['TARGET-FUNDS', 'warning', 'performance-targets', '20.50', '30.50'],
    ]);
  });
});

describe('The dates of a project', () => {
  it('may lie outside the year of the budget', () => {
    const form = FORM_TABS.map((line) => line.replace('2024年12月31日', '2031年12月31日'));
    expect(reported(...form)).toEqual([]);
  });

  it('that have no day of the year of the budget are reported', () => {
    const form = FORM_TABS.map((line) =>
      line.replace('2024年1月1日', '2022年1月1日').replace('2024年12月31日', '2022年12月31日'),
    );
    expect(reported(...form).map((each) => each.slice(0, 3))).toEqual([
      ['PERIOD', 'error', '河道养护'],
    ]);
  });

  it.each([
    ['an end before the start', '完成日期\t2024年12月31日', '完成日期\t2023年12月31日'],
    ['other dates in words', '2024年1月1日至2024年12月31日', '2024年1月1日至2024年8月31日'],
    ['a form of another year', '(2024年度)', '(2023年度)'],
  ])('that disagree are reported: %s', (what, from, to) => {
    const words = what.startsWith('an end') ? [] : WORDS;
    const findings = reported(...changed([...words, ...FORM_TABS], from, to));
    expect(findings.map((each) => each.slice(0, 3))).toEqual([['PERIOD', 'error', '河道养护']]);
  });
});

it('A project on a sheet of its own takes no sentence from another sheet, whose rows have the same numbers', () => {
  const sheet = (page: number, lines: readonly string[]) =>
    linesOf(lines.join('\n'), 'a workbook').map((line) => ({ ...line, page }));
  const document = {
    ...documentWith(),
    narrative: [
      ...sheet(1, ['2024年单位预算编制说明', '一、支出预算情况', '项目支出为 99.00 万元。']),
      ...sheet(2, [...WORDS, ...FORM_TABS]),
    ],
  };
  expect(readNarrative(document).claims).toMatchObject([
    { section: '支出预算情况', source: { page: 1, line: 3, text: '99.00' } },
  ]);
});

it('The header of a list of projects is no form, whatever text follows it', () => {
  const list = [
    '项目名称\t单位\t金额',
    ...Array.from({ length: 20 }, (_, i) => `河道养护${i}\t某单位`),
  ];
  expect(readProjects(documentWith(...list, '上年结转\t12.00')).projects).toEqual([]);
});
