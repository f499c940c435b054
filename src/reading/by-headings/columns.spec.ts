import type { Examined } from '../examine.js';
import { linesOf, read, TABLES } from './elsewhere.fixture.js';

const problems = ({ facts }: Examined): readonly string[] =>
  facts.findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message);

const linesOfSchedule = (examined: Examined, schedule: string) =>
  Object.fromEntries(Object.entries(linesOf(examined)).filter(([key]) => key.startsWith(schedule)));

const REVENUE = `公开02表
收入总表
部门名称：临江市水务中心,,,,,,,,,单位：万元
`;

describe('A column of revenue', () => {
  it.each<[string, string, Record<string, string>?]>([
    [
      'the parts of the unit’s own money beside their sum',
      `单位名称,合计,本年收入,,,,,,上年结转结余,
,,小计,一般公共预算,财政专户管理资金,单位资金,,,小计,一般公共预算
,,,,,小计,事业收入,其他收入,,
合计,125.00,125.00,120.00,,5.00,,5.00,,`,
    ],
    [
      'the unit’s own money beside no part of it',
      `单位名称,合计,本年收入,,,,上年结转结余
,,小计,一般公共预算,财政专户管理资金,单位资金,
合计,125.00,125.00,120.00,,5.00,`,
    ],
    [
      'the parts of a fund beside their sum, under headings of any words',
      `单位编码,单位名称,总计,一般公共预算拨款,,,纳入专户管理的收入,其他收入
,,,小计,经费拨款,纳入预算管理的非税收入拨款,,
,合计,125.00,120.00,100.00,20.00,,5.00`,
    ],
    [
      'a part of a fund beside its sum, where another fund is printed too',
      `科目编码,科目名称,合计,一般公共预算,,政府性基金预算,其他收入
,,,小计,财政拨款,,
,合计,125.00,110.00,110.00,10.00,5.00`,
    ],
    [
      'the source of last year’s money without its sum',
      `单位名称,合计,本年收入,,上年结转,
,,一般公共预算,其他收入,一般公共预算,单位资金
合计,125.00,100.00,5.00,18.00,2.00`,
      { 'fiscal-appropriation': '1000000.00', 'carry-over': '200000.00', other: '50000.00' },
    ],
    [
      'the money of last year beside that of this one, below the fund of both',
      `单位名称,合计,一般公共预算,,其他收入
,,本年预算,上年结转,
合计,125.00,100.00,20.00,5.00`,
      { 'fiscal-appropriation': '1000000.00', 'carry-over': '200000.00', other: '50000.00' },
    ],
    ...[
      '事业收入,其中：教育收费,其他收入\n合计,125.00,100.00,20.00,3.00,5.00',
      '事业收入,,其他收入\n,,,,其中：教育收费,\n合计,125.00,100.00,20.00,3.00,5.00',
    ].map((rows): [string, string, Record<string, string>] => [
      'a part of a source beside it',
      `单位名称,合计,一般公共预算,${rows}`,
      { 'fiscal-appropriation': '1000000.00', operating: '200000.00', other: '50000.00' },
    ]),
    [
      'what goes to the next year',
      `单位名称,合计,财政拨款,其他收入,结转下年
合计,125.00,120.00,5.00,2.00`,
    ],
    [
      'a part of what is called other',
      `单位名称,合计,财政拨款,其他收入,其中：上级补助收入
合计,125.00,120.00,5.00,2.00`,
    ],
    [
      'a part of a fund beside it',
      `单位名称,合计,一般公共预算,其中：经费拨款,其他收入
合计,125.00,120.00,80.00,5.00`,
    ],
    [
      'what is carried over below a fund beside the sum of both',
      `单位名称,合计,一般公共预算拨款,,,其他收入
,,小计,本年拨款,上年结转,
合计,125.00,120.00,100.00,20.00,5.00`,
    ],
    [
      'funds below a part of last year’s money beside their sum',
      `单位名称,合计,本年收入,,上年结转,,,
,,一般公共预算,其他收入,财政拨款结转,,,单位资金结转
,,,,小计,一般公共预算,政府性基金,
合计,125.00,100.00,5.00,18.00,10.00,8.00,2.00`,
      { 'fiscal-appropriation': '1000000.00', 'carry-over': '200000.00', other: '50000.00' },
    ],
    [
      '其中 below another source than the one beside it',
      `单位名称,合计,一般公共预算,财政专户管理资金,单位资金,
,,,,其中：事业收入,其他收入
合计,125.00,100.00,10.00,10.00,5.00`,
      {
        'fiscal-appropriation': '1000000.00',
        'special-account': '100000.00',
        operating: '100000.00',
        other: '50000.00',
      },
    ],
    ...['合计,', '合计,上年结转,本年收入,,\n,,,小计,'].map((heads): [string, string] => [
      'all sources behind 其中 of the total',
      `单位名称,${heads}其中：财政拨款,其他收入
合计,125.00,${heads === '合计,' ? '' : ',125.00,'}120.00,5.00`,
    ]),
  ])(
    'counts money once where it prints %s',
    async (_, rows, sources = { 'fiscal-appropriation': '1200000.00', other: '50000.00' }) => {
      const examined = await read({ revenue: REVENUE + rows });
      expect(problems(examined)).toEqual([]);
      expect(linesOfSchedule(examined, 'revenue/')).toEqual(
        Object.fromEntries(
          Object.entries(sources).map(([source, amount]) => [
            `revenue/undivided/${source}`,
            amount,
          ]),
        ),
      );
    },
  );

  it('adds up columns in several units, each text with its unit, unless the sums show that a unit is misprinted', async () => {
    for (const [figure, said] of [
      ['20000', 'each is read in the unit that it or its heading prints'],
      ['2.00', 'the sums show that they are in the unit of the table'],
    ] as const) {
      const examined = await read({
        revenue: `${REVENUE}单位名称,合计,一般公共预算,上级补助收入（元）,其他收入\n合计,125.00,120.00,${figure},3.00`,
      });
      expect(problems(examined)).toEqual([expect.stringContaining(said)]);
      expect(problems(examined)[0]).toContain(`"${figure}元 + 3.00万元"`);
      expect(linesOfSchedule(examined, 'revenue/')).toEqual({
        'revenue/undivided/fiscal-appropriation': '1200000.00',
        'revenue/undivided/other': '50000.00',
      });
    }
  });

  it('has its sources in rows, of which some are blank', async () => {
    const examined = await read({
      revenue: `${REVENUE}收入项目,预算数
一、一般公共预算拨款收入,120.00
二、政府性基金预算拨款收入,
三、国有资本经营预算拨款收入,
四、其他收入,5.00
收入合计,125.00`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'revenue/')).toEqual({
      'revenue/undivided/fiscal-appropriation': '1200000.00',
      'revenue/undivided/other': '50000.00',
    });
  });
});

describe('A column of expenditure', () => {
  it('has the numbers of rows, which are no figures of it', async () => {
    const numbered = (table: string) =>
      table
        .split('\n')
        .map((row, i) => (i < 3 ? row : i === 3 ? `序号,${row}` : `${i - 3},${row}`))
        .join('\n');
    const examined = await read({ expenditure: numbered(TABLES.expenditure) });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('has the parts of basic and project expenditure by economic item beside their sums', async () => {
    const examined = await read({
      expenditure: `公开03表
支出总表
部门名称：临江市水务中心,,,,,,,,单位：万元
科目编码,科目名称,总计,基本支出,,,,项目支出,,
,,,小计,人员经费支出,,公用经费支出,小计,部门预算项目支出,专项资金
,,,,工资福利支出,对个人和家庭的补助,商品和服务支出,,,
,合计,125.00,100.00,75.00,5.00,20.00,25.00,20.00,5.00
208,社会保障和就业支出,30.00,30.00,25.00,5.00,,,,
20805,行政事业单位养老支出,30.00,30.00,25.00,5.00,,,,
2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,25.00,5.00,,,,
221,住房保障支出,95.00,70.00,50.00,,20.00,25.00,20.00,5.00
22102,住房改革支出,95.00,70.00,50.00,,20.00,25.00,20.00,5.00
2210201,住房公积金,95.00,70.00,50.00,,20.00,25.00,20.00,5.00`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('of projects is no part of basic expenditure, also where its heading is over both', async () => {
    const examined = await read({
      expenditure: `公开03表
支出总表
部门名称：临江市水务中心,,,,,单位：万元
科目编码,科目名称,合计,基本支出,,,
,,,小计,人员经费,公用经费,项目支出
,合计,125.00,100.00,80.00,20.00,25.00
208,社会保障和就业支出,30.00,30.00,30.00,,
20805,行政事业单位养老支出,30.00,30.00,30.00,,
2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,30.00,,
221,住房保障支出,95.00,70.00,50.00,20.00,25.00
22102,住房改革支出,95.00,70.00,50.00,20.00,25.00
2210201,住房公积金,95.00,70.00,50.00,20.00,25.00`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('has the funds, which the total counts', async () => {
    const examined = await read({
      expenditure: `公开03表
支出总表
部门名称：临江市水务中心,,,,,,,单位：万元
科目编码,科目名称,合计,一般公共预算,,,政府性基金预算,单位资金,
,,,小计,基本支出,项目支出,,小计,其他支出
208,社会保障和就业支出,30.00,30.00,30.00,,,,
20805,行政事业单位养老支出,30.00,30.00,30.00,,,,
2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,30.00,,,,
221,住房保障支出,95.00,90.00,70.00,20.00,,5.00,5.00
22102,住房改革支出,95.00,90.00,70.00,20.00,,5.00,5.00
2210201,住房公积金,95.00,90.00,70.00,20.00,,5.00,5.00
合计,,125.00,120.00,100.00,20.00,,5.00,5.00`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'expenditure/unit-funds')).toEqual({
      'expenditure/unit-funds/2210201/undivided': '50000.00',
    });
  });
});

describe('Parts of basic or project expenditure without their sum', () => {
  it('make an item a whole where they are not told, so that no other table has their money', async () => {
    const examined = await read({
      general: `公开07表\n一般公共预算支出表\n单位：万元\n科目编码,科目名称,合计,甲类,项目支出\n,合计,120.00,100.00,20.00\n2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,\n2210201,住房公积金,90.00,70.00,20.00`,
    });
    expect(linesOfSchedule(examined, 'expenditure/unit-funds')).toEqual({
      'expenditure/unit-funds/2210201/undivided': '50000.00',
    });
  });
});

describe('Parts of basic expenditure', () => {
  const general = async (rows: string) => {
    const examined = await read({ general: `公开07表\n一般公共预算支出表\n单位：万元\n${rows}` });
    return { examined, lines: linesOfSchedule(examined, 'expenditure/general') };
  };

  it.each([
    [
      'below its heading',
      `科目编码,科目名称,合计,基本支出,,项目支出\n,,,工资福利支出,商品和服务支出,
,合计,120.00,80.00,20.00,20.00\n2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,,\n2210201,住房公积金,90.00,50.00,20.00,20.00`,
    ],
    [
      'as economic classes beside project expenditure',
      `科目编码,科目名称,合计,工资福利支出,商品和服务支出,对个人和家庭的补助,项目支出
,合计,120.00,80.00,15.00,5.00,20.00\n2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,,,\n2210201,住房公积金,90.00,50.00,15.00,5.00,20.00`,
    ],
  ])(
    'are its sum where it has none and they are printed %s, as the total proves',
    async (_, rows) => {
      const { examined, lines } = await general(rows);
      expect(problems(examined)).toEqual([]);
      expect(lines).toEqual({
        'expenditure/general/2080505/basic': '300000.00',
        'expenditure/general/2210201/basic': '700000.00',
        'expenditure/general/2210201/project': '200000.00',
      });
    },
  );

  it('are named where they and project expenditure are not the total', async () => {
    const { examined } = await general(
      `科目编码,科目名称,合计,工资福利支出,项目支出\n,合计,120.00,80.00,20.00\n2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,\n2210201,住房公积金,90.00,50.00,20.00`,
    );
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LAYOUT',
        severity: 'warning',
        table: 5,
        printed: '工资福利支出',
      }),
    );
  });

  it('leave an item undivided where nothing divides its total', async () => {
    const { examined, lines } = await general(
      `科目编码,科目名称,合计,工资福利支出,商品和服务支出\n,合计,120.00,100.00,20.00\n2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,\n2210201,住房公积金,90.00,70.00,20.00`,
    );
    expect(problems(examined)).toEqual([]);
    expect(lines).toEqual({
      'expenditure/general/2080505/undivided': '300000.00',
      'expenditure/general/2210201/undivided': '900000.00',
    });
  });
});

describe('A column of another year, or of the change from it', () => {
  it('is no money of the budget, and a finding names it', async () => {
    const examined = await read({
      revenue: `${REVENUE}单位名称,上年预算数,合计,一般公共预算,其他收入,比上年增长,
,,,,,金额,%
合计,110.00,125.00,120.00,5.00,15.00,13.64`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'revenue/')).toEqual({
      'revenue/undivided/fiscal-appropriation': '1200000.00',
      'revenue/undivided/other': '50000.00',
    });
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LAYOUT',
        severity: 'info',
        table: 2,
        printed: '上年预算数, 比上年增长/金额, 比上年增长/%',
      }),
    );
  });

  it.each([
    [
      'summary',
      `公开01表\n收支总表\n单位：万元\n收入,,,支出,,\n项目,上年预算,本年预算,项目,上年预算,本年预算
一、一般公共预算拨款收入,110.00,120.00,一、社会保障和就业支出,20.00,30.00\n二、其他收入,4.00,5.00,二、住房保障支出,94.00,95.00
收入总计,114.00,125.00,支出总计,114.00,125.00`,
    ],
    [
      'revenue',
      `公开02表\n收入总表\n单位：万元\n项目,上年预算数,本年预算数\n一、一般公共预算拨款收入,110.00,120.00\n二、其他收入,4.00,5.00\n收入总计,114.00,125.00`,
    ],
    [
      'general',
      `公开07表\n一般公共预算支出表\n单位：万元\n科目编码,科目名称,上年数,本年数,,,2031年比2030年\n,,,小计,基本支出,项目支出,金额
,合计,100.00,120.00,100.00,20.00,20.00\n2080505,机关事业单位基本养老保险缴费支出,20.00,30.00,30.00,,10.00\n2210201,住房公积金,80.00,90.00,70.00,20.00,10.00`,
    ],
  ])(
    'stands beside those of the budget, which are read, in the table of %s',
    async (name, table) => {
      const examined = await read({ [name]: table });
      expect(problems(examined)).toEqual([]);
      expect(linesOf(examined)).toEqual(linesOf(await read()));
      expect(examined.facts.findings).toContainEqual(
        expect.objectContaining({ rule: 'LAYOUT', severity: 'info', printed: expect.anything() }),
      );
    },
  );
});

describe('A table of two sides', () => {
  const rows = (each: (row: number) => string, amounts: (row: number) => string) =>
    [
      ['一、一般公共预算拨款收入', '120.00', '一、社会保障和就业支出', '30.00'],
      ['二、其他收入', '5.00', '二、住房保障支出', '95.00'],
      ['本年收入合计', '125.00', '本年支出合计', '125.00'],
      ['收入总计', '125.00', '支出总计', '125.00'],
    ]
      .map(
        ([a, b, c, d], i) => `${each(i + 1)}${a},${amounts(i + 1)}${b},${c},${amounts(i + 5)}${d}`,
      )
      .join('\n');
  const summary = (header: string, body: string) =>
    `公开01表\n收支总表\n部门名称：临江市水务中心,,,,,单位：万元\n${header}\n${body}`;
  const none = () => '';

  it.each([
    [
      'one row of headings and the numbers of rows',
      summary(
        '序号,收入项目,预算数,支出项目,预算数',
        rows((row) => `${row},`, none),
      ),
    ],
    ['headings that are the sides alone', summary('收入,预算数,支出,预算数', rows(none, none))],
    [
      'the numbers of rows before the amounts',
      summary(
        '收入,,,支出,,\n项目,行次,预算数,项目,行次,预算数',
        rows(none, (row) => `${row},`),
      ),
    ],
    [
      'sums that are called 小计, by which the form is told too',
      summary('收入,,支出,\n项目,预算数,项目,预算数', rows(none, none)).replaceAll(
        /(?<=本年[收支][入出])合计/g,
        '小计',
      ),
    ],
  ])('is read with %s', async (_, table) => {
    const examined = await read({ summary: table });
    expect(problems(examined)).toEqual([]);
    const totals = examined.document.tables
      .find(({ table: number }) => number === 1)!
      .rows.filter(({ total }) => total)
      .map(({ cells }) => cells['total']!.amount);
    expect(totals).toEqual([125_000_000n, 125_000_000n]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('may count in its total what goes to the next year, and the table of expenditure not', async () => {
    const balanced = await read({
      summary: summary(
        '收入,,支出,\n项目,预算数,项目,预算数',
        `一、一般公共预算拨款收入,120.00,一、社会保障和就业支出,30.00
二、其他收入,5.00,二、住房保障支出,95.00
本年收入合计,125.00,本年支出合计,125.00
上年结转,7.00,结转下年,7.00
收入总计,132.00,支出总计,132.00`,
      ),
      revenue: `公开02表
收入总表
部门名称：临江市水务中心,,,单位：万元
单位名称,合计,本年收入,,,上年结转结余
,,小计,一般公共预算,其他收入,
合计,132.00,125.00,120.00,5.00,7.00`,
    });
    expect(problems(balanced)).toEqual([]);
  });
});

describe('The three-public expenses', () => {
  const HEADS = `合计,因公出国（境）费,公务用车购置及运行费,,,公务接待费`;
  const LOWER = `,,小计,公务用车购置费,公务用车运行费,`;
  it.each([
    [
      'the years in rows, below one name for both',
      `部门（单位）名称,年份,${HEADS}\n,,${LOWER}
合计,2030年,9.00,,7.00,,7.00,2.00\n,2031年,6.00,,5.00,,5.00,1.00
临江市水务中心,2030年,9.00,,7.00,,7.00,2.00\n,2031年,6.00,,5.00,,5.00,1.00`,
    ],
    [
      'the years in rows, and the total below its bodies',
      `单位名称,年度,${HEADS}\n,,${LOWER}
临江市水务中心,2031,5.00,,4.00,,4.00,1.00\n,2030,8.00,,6.00,,6.00,2.00
临江市水务站,2031,1.00,,1.00,,1.00,\n,2030,1.00,,1.00,,1.00,
合计,2031,6.00,,5.00,,5.00,1.00\n,2030,9.00,,7.00,,7.00,2.00`,
    ],
    [
      'the years below the items',
      `“三公”经费合计,,因公出国（境）费,,公务用车购置费,,公务用车运行费,,公务接待费,
2030年,2031年,2030年,2031年,2030年,2031年,2030年,2031年,2030年,2031年
9.00,6.00,,,,,7.00,5.00,2.00,1.00`,
    ],
    [
      'the years above the items',
      `上年预算数,,,,,,本年预算数\n${HEADS},${HEADS}\n${LOWER},${LOWER}
9.00,,7.00,,7.00,2.00,6.00,,5.00,,5.00,1.00`,
    ],
    [
      'the years beside each other and the items in rows',
      `项目,上年预算数,本年预算数,备注
合计,9.00,6.00,\n一、因公出国（境）费用,,,\n二、公务用车购置及运行费,7.00,5.00,
其中：公务用车购置费,,,\n公务用车运行费,7.00,5.00,\n三、公务接待费,2.00,1.00,`,
    ],
    [
      'what vehicles cost called 运维',
      `序号,项目,本年预算数
1,“三公”经费支出,6.00\n2,一、因公出国（境）费,\n3,二、公务用车购置及运维费,5.00
4,其中：公务用车购置费,\n5,公务用车运维费,5.00\n6,三、公务接待费,1.00`,
    ],
  ])('are those of the budget’s year, where the table has %s', async (_, rows) => {
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n部门名称：临江市水务中心,,,,,,,单位：万元\n${rows}`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'three-public/')).toEqual({
      'three-public/vehicle-running': '50000.00',
      'three-public/reception': '10000.00',
    });
  });

  it.each([
    [
      'the first has less than the others',
      '临江市水务站,1.00,,,,,1.00\n临江市水务中心,5.00,,5.00,,5.00,',
    ],
    [
      'the first has more, and none of the items of the other',
      '临江市水务中心,5.00,,5.00,,5.00,\n临江市水务站,1.00,,,,,1.00',
    ],
    [
      'the department above its units',
      '临江市水务局,6.00,,5.00,,5.00,1.00\n临江市水务中心,5.00,,5.00,,5.00,\n临江市水务站,1.00,,,,,1.00',
    ],
    [
      'the department above its units, one of which has parts',
      '临江市水务局,6.00,,5.00,,5.00,1.00\n临江市水务中心,4.00,,4.00,,4.00,\n一所,2.00,,2.00,,2.00,\n二所,2.00,,2.00,,2.00,\n临江市水务站,2.00,,1.00,,1.00,1.00',
    ],
  ])('are those of all bodies, where there is no total and %s', async (_, rows) => {
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n单位名称,${HEADS}\n,${LOWER}\n${rows}`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'three-public/')).toEqual({
      'three-public/vehicle-running': '50000.00',
      'three-public/reception': '10000.00',
    });
  });

  it.each(['', '（元）'])(
    'are those of all bodies in columns without a total, in the units of these: %j',
    async (unit) => {
      const per = unit === '' ? 1 : 1e4;
      const rows = [
        [1, 0],
        [1, 1],
        [3, 0],
      ].map((own, i) => `临江市水务${i + 1}站,${own.map((wan) => wan * per).join(',')}`);
      const examined = await read({
        threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n单位名称,公务用车运行费${unit},公务接待费${unit}\n${rows.join('\n')}`,
      });
      expect(problems(examined)).toEqual(
        unit === '' ? [] : [expect.stringContaining('prints 2 figures in 元') as unknown],
      );
      expect(linesOfSchedule(examined, 'three-public/')).toEqual({
        'three-public/vehicle-running': '50000.00',
        'three-public/reception': '10000.00',
      });
    },
  );

  it('are of their own rows, also below the total and without a figure', async () => {
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n项目,预算数,备注
“三公”经费,6.00,\n因公出国（境）费,,按规定\n其中：（一）因公出国（境）培训,,按规定\n公务用车运行费,5.00,\n公务接待费,1.00,`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'three-public/')).toEqual({
      'three-public/vehicle-running': '50000.00',
      'three-public/reception': '10000.00',
    });
  });

  it('are no more than the expenditure that they are a part of, or an error says that their unit may be another', async () => {
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n${HEADS}\n${LOWER}\n60000.00,,50000.00,,50000.00,10000.00`,
    });
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'PART-GT-WHOLE', severity: 'error', table: 9 }),
    );
  });

  it('may be rounded to a little more than the expenditure that they are all of', async () => {
    for (const [printed, rules] of [
      ['120.01', []],
      ['120.02', ['PART-GT-WHOLE']],
    ] as const) {
      const examined = await read({
        threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n${HEADS}\n${LOWER}\n${printed},,${printed},,${printed},`,
      });
      const found = examined.facts.findings.filter(({ severity }) => severity !== 'info');
      expect(found.map(({ rule }) => rule)).toEqual(rules);
    }
  });

  it.each(['人数（人）,金额,批次（次）,金额,车辆（辆）', '人数,金额,人次（人）,金额,数量（台）'])(
    'are money where their numbers have units in brackets: %s',
    async (lower) => {
      const examined = await read({
        threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n合计,因公出国（境）费,,公务接待费,,公务用车运行费,\n,金额,${lower}\n6.00,,,1.00,10,5.00,2`,
      });
      expect(problems(examined)).toEqual([]);
      expect(linesOfSchedule(examined, 'three-public/')).toEqual({
        'three-public/vehicle-running': '50000.00',
        'three-public/reception': '10000.00',
      });
    },
  );

  it('are named where those of vehicles are not divided, and are in no line', async () => {
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n合计,因公出国（境）费,公务用车购置及运行费,公务接待费\n6.00,,5.00,1.00`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'three-public/')).toEqual({
      'three-public/reception': '10000.00',
    });
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LAYOUT',
        severity: 'info',
        column: 'vehicles',
        printed: '5.00',
      }),
    );
  });

  it('are told by their headings where only those of vehicles have any', async () => {
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n单位名称,公务用车购置费,公务用车运行费\n甲站,2.00,3.00\n乙站,1.00,4.00`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'three-public/')).toEqual({
      'three-public/vehicle-purchase': '30000.00',
      'three-public/vehicle-running': '70000.00',
    });
  });

  it('are money where their numbers stand beside them', async () => {
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n序号,合计,因公出国（境）费,,公务接待费,,公务用车运行费,\n,,金额,人次,金额,批次,金额,辆数\n1,6.00,,,1.00,10,5.00,2`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'three-public/')).toEqual({
      'three-public/vehicle-running': '50000.00',
      'three-public/reception': '10000.00',
    });
  });

  const ONE = '1.00,,1.00,,1.00,';
  it.each([
    ['bodies beside each other by their codes', ['101001,甲站', '101002,乙站', '101003,丙站'], 3],
    ['levels of one body by their codes', ['101,甲局', '101001,乙站', '101001001,丙站'], 1],
    ['bodies beside the department itself', [',甲局（本级）', ',乙站', ',丙站'], 3],
    ['levels of one name', [',甲局', ',甲局（本级）'], 1],
    ['the budget’s own body and its unit', [',临江市水务中心', ',乙站'], 1],
  ])('are those of %s, where each row has one amount', async (_, bodies, count) => {
    const rows = bodies.map((body) => `${body},${ONE}`).join('\n');
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n单位编码,单位名称,${HEADS}\n,,${LOWER}\n${rows}`,
    });
    expect(problems(examined)).toEqual([]);
    expect(linesOfSchedule(examined, 'three-public/')).toEqual({
      'three-public/vehicle-running': `${count}0000.00`,
    });
  });

  it('are none, and an error says so, where rows of one amount have neither codes nor names that tell', async () => {
    const rows = ['甲局', '乙站', '丙站'].map((body) => `${body},${ONE}`).join('\n');
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n单位名称,${HEADS}\n,${LOWER}\n${rows}`,
    });
    expect(linesOfSchedule(examined, 'three-public/')).toEqual({});
    expect(problems(examined)).toEqual([
      expect.stringContaining('"一般公共预算“三公”经费支出表" prints figures such as'),
    ]);
  });

  it('are none, and an error says so, where rows of bodies may be parts of the first or not', async () => {
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n单位名称,${HEADS}\n,${LOWER}\n临江市水务局,5.00,,5.00,,5.00,\n临江市水务站,1.00,,1.00,,1.00,`,
    });
    expect(linesOfSchedule(examined, 'three-public/')).toEqual({});
    expect(problems(examined)).toEqual([
      expect.stringContaining('"一般公共预算“三公”经费支出表" prints figures such as'),
    ]);
  });
});
