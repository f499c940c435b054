import { utils } from '@e965/xlsx';
import fc from 'fast-check';
import { fromFen } from '../../domain/values/money.js';
import { lineKey } from '../../domain/values/line.js';
import { examine, type Examined } from '../examine.js';
import { COVER, linesOf, read, TABLES } from './elsewhere.fixture.js';
import { xlsxOf } from '../readers/office/office.fixture.js';
import { rounds } from '../../../test/support/rounds.js';

/** The same tables with 10.00 of a government fund, whose table prints its class alone. */
const WITH_FUND = {
  summary: TABLES.summary
    .replace('二、其他收入', '二、政府性基金,10.00,三、城乡社区支出,10.00\n三、其他收入')
    .replaceAll('计,125.00', '计,135.00'),
  revenue: TABLES.revenue.replaceAll('125.00,125.00,120.00', '135.00,135.00,130.00'),
  expenditure: `${TABLES.expenditure.replace('125.00,100.00,25.00', '135.00,100.00,35.00')}
212,城乡社区支出,10.00,,10.00
21208,国有土地使用权出让收入安排的支出,10.00,,10.00
2120804,农村基础设施建设支出,10.00,,10.00`,
  fund: `公开10表
政府性基金预算支出表
单位：万元
科目编码,科目名称,合计,基本支出,项目支出
,合计,10.00,,10.00
212,城乡社区支出,10.00,,10.00`,
};

const UNDATED = '临江市水务中心\n部门预算';

const problems = ({ facts }: Examined): readonly string[] =>
  facts.findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message);

describe('A budget in a form of another place', () => {
  it('is read by its titles and headings, whatever their order and numbers', async () => {
    const examined = await read();
    expect(problems(examined)).toEqual([]);
    expect(examined.document).toMatchObject({
      agencyName: '临江市水务中心',
      fiscalYear: 2031,
      scope: 'department',
      form: 'country',
    });
    expect(linesOf(examined)).toEqual({
      // Its rows are bodies.
      'revenue/undivided/fiscal-appropriation': '1200000.00',
      'revenue/undivided/other': '50000.00',
      'expenditure/unit-funds/2210201/project': '50000.00',
      'expenditure/general/2080505/basic': '300000.00',
      'expenditure/general/2210201/basic': '700000.00',
      'expenditure/general/2210201/project': '200000.00',
      // The item is printed once for each class of the government's classification.
      'economic/30101/personnel': '800000.00',
      'economic/30201/public': '200000.00',
      'three-public/vehicle-running': '50000.00',
      'three-public/reception': '10000.00',
    });
  });

  it('has its tables by kind, with the numbers that it prints', async () => {
    const { document } = await read();
    expect(document.tables.map(({ table, number, state }) => [table, number, state])).toEqual([
      [1, '公开01表', 'read'],
      [2, '公开02表', 'read'],
      [3, '公开03表', 'read'],
      [4, '公开04表', 'read'],
      [5, '公开07表', 'read'],
      [6, '公开10表', 'declared-empty'],
      [7, undefined, 'missing'],
      [8, '公开08表', 'read'],
      [9, '公开09表', 'read'],
    ]);
  });

  it('is told from Shanghai’s by a table of all expenditure that divides basic expenditure', async () => {
    const { fund, procurement: _, ...tables } = TABLES;
    const inOrder = {
      ...tables,
      expenditure: `公开03表
支出总表
部门名称：临江市水务中心,,,,,单位：万元
功能分类科目名称,总计,基本支出,,项目支出,上缴上级支出
,,人员支出,日常公用支出,,
合计,125.00,80.00,20.00,25.00,
社会保障和就业支出,30.00,30.00,,,
行政事业单位养老支出,30.00,30.00,,,
机关事业单位基本养老保险缴费支出,30.00,30.00,,,
住房保障支出,95.00,50.00,20.00,25.00,
住房改革支出,95.00,50.00,20.00,25.00,
住房公积金,95.00,50.00,20.00,25.00,`,
      economic: `${fund}\n\n${TABLES.economic}`,
    };
    const text = [COVER, ...Object.values(inOrder)].join('\n\n');
    const examined = await examine(new TextEncoder().encode(text), 'budget.csv', null);
    expect(examined.document.form).toBe('country');
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('has all its money in lines where a table prints sources, bodies or one row, and no item', async () => {
    const revenue = `公开02表
收入总表
单位：万元
项目名称,,金额
收入总计,,125.00
一般公共预算资金,小计,120.00
,公共财政拨款（补助）资金,120.00
,专项收入,
政府性基金,小计,
其他资金,小计,5.00
,事业收入,
,其他收入,5.00
上年结转和结余资金,小计,`;
    const expenditure = `公开03表
支出总表
单位：万元
合计,基本支出,项目支出,单位预留机动经费
125.00,90.00,25.00,10.00`;
    const examined = await read({ revenue, expenditure });
    const { 'expenditure/unit-funds/2210201/project': _, ...others } = linesOf(await read());
    expect(linesOf(examined)).toEqual({
      ...others,
      'expenditure/unit-funds/undivided/undivided': '50000.00',
    });
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LINES-TOTAL',
        severity: 'warning',
        table: 3,
        printed: '50000.00',
      }),
    );
  });

  it('has no line of what its own revenue does not pay for, and an error says how much that is', async () => {
    const expenditure = `公开03表
支出总表
单位：万元
合计,基本支出,项目支出
140.00,100.00,40.00`;
    const examined = await read({ expenditure });
    expect(Object.keys(linesOf(examined)).join()).not.toContain('unit-funds');
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'LINES-TOTAL', severity: 'error', difference: '200000.00' }),
    );
  });

  it('is basic expenditure where personnel and public expenditure are printed and no sum of them', async () => {
    const general = `公开07表
一般公共预算支出明细表
单位：万元
功能科目编码,功能科目名称,合计,人员经费支出,公用经费支出,专项业务经费支出,备注
,合计,120.00,80.00,20.00,20.00,
208,社会保障和就业支出,30.00,30.00,,,
05,行政事业单位养老支出,30.00,30.00,,,
2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,,,
221,住房保障支出,90.00,50.00,20.00,20.00,
02,住房改革支出,90.00,50.00,20.00,20.00,
2210201,住房公积金,90.00,50.00,20.00,20.00,`;
    expect(linesOf(await read({ general }))).toEqual(linesOf(await read()));
  });

  it('has codes in brackets before the names, or no codes but names', async () => {
    const rows = (name: (code: string, name: string) => string) => `公开07表
一般公共预算支出表
单位：万元
功能分类科目名称,合计,基本支出,项目支出
合计,120.00,100.00,20.00
${name('208', '社会保障和就业支出')},30.00,30.00,
${name('20805', '行政事业单位养老支出')},30.00,30.00,
${name('2080505', '机关事业单位基本养老保险缴费支出')},30.00,30.00,
${name('221', '住房保障支出')},90.00,70.00,20.00
${name('22102', '住房改革支出')},90.00,70.00,20.00
${name('2210201', '住房公积金')},90.00,70.00,20.00`;
    const expected = linesOf(await read());
    expect(linesOf(await read({ general: rows((code, name) => `[${code}]${name}`) }))).toEqual(
      expected,
    );
    expect(linesOf(await read({ general: rows((_, name) => name) }))).toEqual(expected);
  });

  it('has lines that are not divided where one amount is printed for basic and project, or personnel and public expenditure', async () => {
    const economic = `公开08表
一般公共预算基本支出表
单位：万元
科目编码,科目名称,预算数
,合计,100.00
301,工资福利支出,80.00
30101,基本工资,80.00
302,商品和服务支出,20.00
30201,办公费,20.00`;
    const general = `公开07表
一般公共预算支出表
单位：万元
科目编码,科目名称,预算数
,合计,120.00
208,社会保障和就业支出,30.00
20805,行政事业单位养老支出,30.00
2080505,机关事业单位基本养老保险缴费支出,30.00
221,住房保障支出,90.00
22102,住房改革支出,90.00
2210201,住房公积金,90.00`;
    const examined = await read({ general, economic });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toMatchObject({
      'expenditure/unit-funds/2210201/undivided': '50000.00',
      'expenditure/general/2080505/undivided': '300000.00',
      'expenditure/general/2210201/undivided': '900000.00',
      'economic/30101/undivided': '800000.00',
      'economic/30201/undivided': '200000.00',
    });
  });

  it('gives no row the code of a group that its total has no room for, and says how much is in no line', async () => {
    const general = `公开07表
一般公共预算支出表
单位：万元
功能分类科目名称,合计,基本支出,项目支出
合计,120.00,100.00,20.00
公共安全支出,120.00,100.00,20.00
司法,30.00,30.00,
行政运行,25.00,25.00,
其他司法支出,5.00,5.00,
测试用的款,90.00,70.00,20.00
行政运行,70.00,70.00,
一般行政管理事务,20.00,,20.00`;
    const examined = await read({ general });
    expect(linesOf(examined)).toMatchObject({ 'expenditure/general/2040601/basic': '250000.00' });
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LINES-TOTAL',
        severity: 'error',
        table: 5,
        difference: '900000.00',
      }),
    );
  });

  it('has every printed amount in a line, or a finding says how much is in none, whatever its rows are', async () => {
    const code = fc.constantFrom('2080505', '2080506', '2210201', '2049999', '20805', '221', '');
    const name = fc.constantFrom('行政运行', '住房公积金', '测试用的项', '其他支出');
    const yuan = fc.integer({ min: -500, max: 9_999 });
    const row = fc.record({ code, name, basic: yuan, project: yuan, isDivided: fc.boolean() });
    const shown = (cents: number) => (cents / 100).toFixed(2);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), yuan, async (rows, total) => {
        const general = [
          '公开07表\n一般公共预算支出表\n单位：元\n科目编码,科目名称,合计,基本支出,项目支出',
          `,合计,${shown(total)},,`,
          ...rows.map(
            ({ code, name, basic, project, isDivided }) =>
              `${code},${name},${shown(basic + project)},${isDivided ? `${shown(basic)},${shown(project)}` : ','}`,
          ),
        ].join('\n');
        const { facts } = await read({ general });
        const lines = facts.lines.filter(({ line }) => lineKey(line).includes('/general/'));
        const gap = BigInt(total) - lines.reduce((sum, { amount }) => sum + amount, 0n);
        const said = facts.findings.flatMap(({ severity, difference, unit }) =>
          severity === 'error' && difference !== null && unit === '元' ? [difference] : [],
        );
        // Another finding may have the same difference from the other side.
        if (gap !== 0n)
          expect([fromFen(gap), fromFen(-gap)].some((each) => said.includes(each))).toBe(true);
      }),
      { numRuns: rounds(30, 100) },
    );
  });

  it('may print last year and the change beside this year, and items in rows', async () => {
    const years = `公开09表
一般公共预算“三公”经费支出表
单位：万元
2030年预算数,,,2031年预算数,,
合计,公务用车运行维护费,公务接待费,合计,公务用车运行维护费,公务接待费
8.00,6.00,2.00,6.00,5.00,1.00`;
    const items = `公开09表
一般公共预算“三公”经费支出表
单位：万元
项目,预算数
合计,6.00
1、因公出国（境）费用,
2、公务接待费,1.00
3、公务用车购置及运行费,5.00
其中：（1）公务用车购置费,
（2）公务用车运行费,5.00`;
    for (const threePublic of [years, items])
      expect(linesOf(await read({ threePublic }))).toEqual(linesOf(await read()));
  });

  it('keeps an item with a stroke for its blank apart from the row above it', async () => {
    const threePublic = `公开09表
一般公共预算“三公”经费支出表
单位：万元
项目,预算数
合计,6.00
1、因公出国（境）费用,-
2、公务接待费,1.00
3、公务用车购置及运行费,5.00
其中：公务用车购置费,-
公务用车运行费,5.00`;
    expect(linesOf(await read({ threePublic }))).toEqual(linesOf(await read()));
  });

  it('counts a body that stands above the total once', async () => {
    const [title, named, unit, heads, parts, total, body] = TABLES.revenue.split('\n');
    const [one, other] = [
      body!.replaceAll('125.00', '100.00').replace('120.00', '95.00'),
      '临江市水文站,25.00,25.00,25.00,,',
    ];
    const revenue = [title, named, unit, heads, parts, one, other, total].join('\n');
    expect(linesOf(await read({ revenue }))).toEqual(linesOf(await read()));
  });

  it('goes on to the totals of its two sides below rows without figures, whatever these are called', async () => {
    const appropriation = TABLES.appropriation.replace(
      '收入总计',
      '二、上年结转,,二、结转下年,\n（一）一般公共预算,,,\n（二）国有资本经营预算,,,\n收入总计',
    );
    const examined = await read({ appropriation });
    expect(problems(examined)).toEqual([]);
    expect(
      examined.document.tables[3]!.rows.filter(({ side }) => side === 'revenue').map(
        ({ name, total }) => [name, total === true],
      ),
    ).toEqual([
      ['一般公共预算拨款', false],
      ['上年结转', false],
      ['一般公共预算', false],
      ['国有资本经营预算', false],
      ['收入总计', true],
    ]);
  });

  it.each([
    ['221,,,住房', '（二）政府住房,,,,'],
    ['221,,,住房', '以上为社会保障支出，由本单位安排，其他支出按规定执行。,,,,'],
    ['221,,,住房', '以下各科目的口径与上年相同，详见附件，供公众参考查阅。\n不另作说明'],
    // No row of the table is read.
    [',,,合计', '以下各科目的口径与上年相同，详见附件，供公众参考查阅。\n不另作说明'],
  ])(
    'gets a finding where rows with figures stand below a text that ends a table: above %s, %s',
    async (row, text) => {
      const general = TABLES.general.replace(row, `${text}\n${row}`);
      expect((await read({ general })).facts.findings).toContainEqual(
        expect.objectContaining({
          rule: 'LAYOUT',
          severity: 'warning',
          table: 5,
          message: expect.stringContaining('rows with figures stand below it') as unknown,
        }),
      );
    },
  );

  it.each([
    ['summary', 1, '二、住房保障支出,95.00', '9.5.00'],
    ['summary', 1, '收入总计,125.00', '1，25.00'],
    ['appropriation', 4, '二、住房保障支出,90.00', '约90.00万元'],
  ] as const)(
    'gets an error for a figure of two sides that cannot be read: %s',
    async (name, table, cell, figure) => {
      const misprinted = TABLES[name].replace(cell, `${cell.split(',')[0]},${figure}`);
      expect((await read({ [name]: misprinted })).facts.findings).toContainEqual(
        expect.objectContaining({ rule: 'AMOUNT-FORM', severity: 'error', table, printed: figure }),
      );
    },
  );

  it('goes on below a row with an ordinal and without figures, which is no heading of the text', async () => {
    const threePublic = `公开09表
一般公共预算“三公”经费支出表
单位：万元
项目,预算数
一、因公出国（境）费,
二、公务接待费,1.00
三、公务用车购置及运行费,5.00
其中：公务用车购置费,
公务用车运行费,5.00
合计,6.00`;
    const summary = TABLES.summary.replace(
      '二、其他收入,5.00,二、住房保障支出,95.00',
      '二、事业收入,,,\n三、其他收入,5.00,二、住房保障支出,95.00',
    );
    expect(linesOf(await read({ threePublic, summary }))).toEqual(linesOf(await read()));
    expect(problems(await read({ threePublic, summary }))).toEqual([]);
  });

  it.each([
    [
      'expenditure by fund',
      `公开03表
支出总表
单位：万元
单位编码,单位名称,合计,一般公共预算拨款,,政府性基金拨款
,,,小计,其中：专项资金,
,合计,125.00,125.00,25.00,
154001,临江市水务中心,125.00,125.00,25.00,`,
      TABLES.appropriation,
    ],
    [
      'economic items beside the classes of a table with two sides',
      TABLES.expenditure,
      `公开04表
财政拨款收支总表
单位：万元
收入,,支出,,,
项目,预算数,支出功能分类科目（按大类）,预算数,部门预算支出经济分类科目（按大类）,预算数
一、一般公共预算拨款,120.00,一、社会保障和就业支出,120.00,一、工资福利支出,120.00
收入总计,120.00,支出总计,120.00,支出总计,120.00`,
    ],
  ])('is told by two of its tables that print %s', async (_, expenditure, appropriation) => {
    const text = [COVER, expenditure, appropriation].join('\n\n');
    const { document } = await examine(new TextEncoder().encode(text), 'budget.csv', null);
    expect(document.form).toBe('country');
    expect(document.tables.filter(({ state }) => state === 'read')).toHaveLength(2);
  });

  it('is told by the expenditure of the year above the total, though its tables are Shanghai’s in their order', async () => {
    const { procurement: _, fund, economic, ...tables } = TABLES;
    const text = [COVER, ...Object.values({ ...tables, economic: `${fund}\n\n${economic}` })];
    const examined = await examine(new TextEncoder().encode(text.join('\n\n')), 'a.csv', null);
    expect(examined.document.form).toBe('country');
    expect(problems(examined)).toEqual([]);
  });

  it('has a first row that looks like one more heading of its two sides', async () => {
    const summary = TABLES.summary.replace('\n一、一般公共', '\n部门预算,,部门预算,\n一、一般公共');
    expect(linesOf(await read({ summary }))).toEqual(linesOf(await read()));
    expect(problems(await read({ summary }))).toEqual([]);
  });

  it('has the whole year in a title after the number of its table', async () => {
    const revenue = TABLES.revenue.replace('公开02表\n', '表2 2031年');
    const { document } = await read({ revenue });
    expect(document.tables[1]).toMatchObject({ number: '表2', title: '2031年收入总表' });
  });

  it('gives no code to a row that prints none among codes, and names it where the codes do not add up', async () => {
    const part = (total: string) => ({
      economic: `公开08表
一般公共预算基本支出表
单位：万元
科目编码,科目名称,合计,人员经费,公用经费
,合计,${total},80.00,20.00
301,工资福利支出,80.00,80.00,
30101,基本工资,80.00,80.00,
,津贴补贴,30.00,30.00,
302,商品和服务支出,20.00,,20.00
30201,办公费,20.00,,20.00`,
    });
    const whole = await read(part('100.00'));
    expect(linesOf(whole)).toEqual(linesOf(await read()));
    expect(problems(whole)).toEqual([]);
    expect(problems(await read(part('130.00'))).join()).toContain('"津贴补贴"');
  });

  it('names rows without a code below a class that adds up to the total alone', async () => {
    const fund = `公开10表
政府性基金预算支出表
单位：万元
科目名称,合计,基本支出,项目支出
其他支出,7.00,,7.00
测试用的款,7.00,,7.00
测试用的项,7.00,,7.00
合计,7.00,,7.00`;
    expect(problems(await read({ fund })).join()).toContain('"测试用的款"');
  });

  it('names a body by its name, and not by its code beside it', async () => {
    const revenue = TABLES.revenue
      .replace('单位名称,', '单位编码,单位名称,')
      .replace(',,小计', ',,,小计')
      .replace('合计,125.00', ',合计,125.00')
      .replace('临江市水务中心,125.00', '201001,临江市水务中心,125.00');
    const { document } = await read({ revenue });
    expect(document.tables[1]!.rows.map(({ name }) => name)).toEqual(['合计', '临江市水务中心']);
  });

  it('gets a finding for figures under a heading that is not known, and they are not read', async () => {
    const expenditure = TABLES.expenditure.replace('合计,基本支出', '合计,水利基金支出');
    expect(problems(await read({ expenditure })).join()).toContain('"水利基金支出"');
  });

  it('gets a finding for figures under a second heading of one column', async () => {
    const expenditure = TABLES.expenditure
      .replace('基本支出,项目支出', '基本支出,项目支出,项目经费')
      .replace('100.00,25.00', '100.00,25.00,24.00');
    expect(problems(await read({ expenditure })).join()).toContain('"项目经费"');
  });

  it.each([
    ['government-fund', 'fund', 6],
    ['general', 'general', 5],
  ] as const)(
    'is never empty where figures stand in a table of which no row was read: %s',
    async (_, name, table) => {
      const rows = `公开10表
${name === 'fund' ? '政府性基金预算支出表' : '一般公共预算支出表'}
单位：万元
收入,,支出,
项目,预算数,项目,预算数
一、上级补助,120.00,一、社会保障和就业支出,120.00
注：本部门没有使用政府性基金预算安排的支出。`;
      const { document, facts } = await read({ [name]: rows });
      expect(document.tables[table - 1]).toMatchObject({ state: 'missing', rows: [] });
      expect(facts.findings).toContainEqual(
        expect.objectContaining({
          rule: 'LAYOUT',
          severity: 'error',
          table,
          message: expect.stringContaining('no row of it could be read') as unknown,
        }),
      );
    },
  );

  it('gets an error where the heading of the total has no figure below it, and those of its parts have', async () => {
    const fund = TABLES.general
      .replace('公开07表\n一般公共预算支出表', '公开10表\n政府性基金预算支出表')
      .replaceAll(/(,[^\d,\n]+),\d+\.00,/g, '$1,,');
    const { facts } = await read({ fund });
    expect(facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'LAYOUT', severity: 'error', table: 6, column: 'total' }),
    );
  });

  it('gets the same error for its three-public expenses', async () => {
    const threePublic = TABLES.threePublic.replace('\n9.00,6.00,', '\n,,');
    expect((await read({ threePublic })).facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'LAYOUT', severity: 'error', table: 9, column: 'total' }),
    );
  });

  it('has the items of a group of headings whose lowest line has few words that are known', async () => {
    const threePublic = `公开09表
“三公”经费和机关运行经费预算表
单位：万元
“三公”经费预算数,,,,,,机关运行经费预算数
合计,因公出国(境)费,公务接待费,公务用车购置及运行费,,,
,,,小计,购置费,运行费,
6.00,,1.00,5.00,,5.00,`;
    expect(linesOf(await read({ threePublic }))).toEqual(linesOf(await read()));
  });

  it.each(['', '1,2,3,4,5,6,7,8\n', '1,2=3+4+6,3,4=5,5,6,7,8\n', '**,**,1,2,3,4,5,6\n'])(
    'has money in whole numbers that no name stands before, below the numbers of its columns "%s"',
    async (numbers) => {
      const row = '9.00,6.00,,5.00,5.00,1.00,2.00,1.00';
      const threePublic = TABLES.threePublic.replace(row, `${numbers}9,6,,5,5,1,2,1`);
      expect(threePublic).not.toBe(TABLES.threePublic);
      expect(linesOf(await read({ threePublic }))).toEqual(linesOf(await read()));
    },
  );

  it.each([
    ['summary', '支出总计,125.00', '支出总计,126.00', 'T1-BALANCE', 1, '-1.00'],
    ['appropriation', '支出总计,120.00', '支出总计,121.00', 'T1-BALANCE', 4, '-1.00'],
    ['revenue', '合计,125.00', '合计,124.00', 'TIE', 1, '1.00'],
    ['expenditure', ',合计,125.00', ',合计,127.00', 'TIE', 1, '-2.00'],
    ['economic', ',,,100.00', ',,,101.00', 'BASIC-ECONOMIC', 5, '-1.00'],
  ] as const)(
    'gets a finding where a total of another table differs: %s',
    async (name, right, wrong, rule, table, difference) => {
      expect(TABLES[name]).toContain(right);
      const { facts } = await read({ [name]: TABLES[name].replace(right, wrong) });
      expect(facts.findings).toContainEqual(
        expect.objectContaining({ rule, severity: 'error', table, difference }),
      );
    },
  );

  it('gets a finding where its items do not add up to its total', async () => {
    const general = TABLES.general.replace(',合计,120.00', ',合计,121.00');
    expect((await read({ general })).facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'SUM-TOTAL', severity: 'error', difference: '1.00' }),
    );
  });

  it.each([
    ['SUM-CLASS', '221', '221,,,住房保障支出,90.00', '221,,,住房保障支出,190.00'],
    ['SUM-GROUP', '22102', ',02,,住房改革支出,90.00', ',02,,住房改革支出,190.00'],
  ])(
    'gets one finding, %s, where %s is not what its items add up to',
    async (rule, subject, from, to) => {
      const { facts } = await read({ general: TABLES.general.replace(from, to) });
      const errors = facts.findings.filter(({ severity }) => severity === 'error');
      expect(errors).toEqual([
        expect.objectContaining({ rule, subject, column: 'total', difference: '100.00' }),
      ]);
    },
  );

  it.each([
    ['2031 年临江市水务中心部门预\n算', 'department'],
    ['临江市水务中心\n2031年单位预算', 'unit'],
    ['附件2\n2031年部门综合预算公开报表', 'department'],
  ])('is found by its cover: %j', async (cover, scope) => {
    const { document } = await read({}, cover);
    expect(document).toMatchObject({ agencyName: '临江市水务中心', fiscalYear: 2031, scope });
  });

  it('is read as Markdown too', async () => {
    const { economic, fund, ...tables } = TABLES;
    const inOrder = Object.values({ ...tables, fund, economic });
    const markdown = inOrder.map((table) => {
      const [number, title, ...rows] = table.split('\n');
      const [unit, head, ...others] = rows.map((row) =>
        row.includes(',') ? `| ${row.split(',').join(' | ')} |` : row,
      );
      return [`## ${number} ${title}`, unit, '', head, '| --- | --- |', ...others].join('\n');
    });
    const text = [`# ${COVER}`, ...markdown].join('\n\n');
    const examined = await examine(new TextEncoder().encode(text), 'budget.md', null);
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
    expect(examined.document.tables[1]).toMatchObject({ number: '公开02表', title: '收入总表' });
  });

  it('is refused as text that keeps no cells, where columns would be guessed', async () => {
    const { economic, fund, ...tables } = TABLES;
    const inOrder = Object.values({ ...tables, economic: `${fund}\n\n${economic}` });
    for (const each of [Object.values(TABLES), inOrder]) {
      const text = [COVER, ...each].join('\n\n').replaceAll(/,+/g, ' ');
      await expect(
        examine(new TextEncoder().encode(text), 'budget.txt', null),
      ).rejects.toMatchObject({
        code: 'document-of-another-kind',
        message: expect.stringContaining('keeps no cells') as unknown,
      });
    }
  });

  it('is of the body whose name stands alone above its tables, where no cover and no label names one', async () => {
    const tables = Object.values(TABLES).map((table) =>
      `临江市水务中心\n${table}`.replace(/部门名称：[^,]*/, ''),
    );
    const text = ['2031年部门预算公开', ...tables].join('\n\n');
    const { document } = await examine(new TextEncoder().encode(text), 'a.csv', null);
    expect(document).toMatchObject({ agencyName: '临江市水务中心', fiscalYear: 2031 });
  });

  it('is of the later of two years over the figures of a table where no title has one', async () => {
    const threePublic = `公开09表
一般公共预算“三公”经费支出表
单位：万元
2030年预算数,,,2031年预算数,,
合计,公务用车运行维护费,公务接待费,合计,公务用车运行维护费,公务接待费
8.00,6.00,2.00,6.00,5.00,1.00`;
    const examined = await read({ threePublic }, UNDATED);
    expect(examined.document.fiscalYear).toBe(2031);
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'PERIOD',
        severity: 'error',
        message: expect.stringContaining('"2031年预算数" says 2031') as unknown,
      }),
    );
    expect(problems(examined)).toHaveLength(1);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it.each([
    ['a heading beside its own figures', '2030年预算数,合计', '', 'budget.csv'],
    ['a heading of its own year alone', '2031年预算数', '', 'budget.csv'],
    [
      'a sentence over two lines',
      '合计',
      '收入预算125.00万元，比\n2030年预算增加5.00万元。',
      'a.csv',
    ],
    ['the name of its file', '合计', '', '2030年12月28日公开部门预算.csv'],
  ])('is refused where only %s has a year', async (_, heading, sentence, file) => {
    const added = heading.includes(',') ? '$1,1.00,' : '$1,';
    const expenditure = TABLES.expenditure
      .replace('科目名称,合计', `科目名称,${heading}`)
      .replaceAll(/^([^,\n]*,[^,\n]*),(?=\d)/gm, added);
    const text = [UNDATED, ...Object.values({ ...TABLES, expenditure }), sentence].join('\n\n');
    await expect(examine(new TextEncoder().encode(text), file, null)).rejects.toMatchObject({
      code: 'document-year-unclear',
    });
  });

  it('gets a finding where the title of a table has another year than the cover', async () => {
    const revenue = TABLES.revenue.replace('收入总表', '2030年收入总表');
    const { document } = await read({ revenue });
    expect(document.fiscalYear).toBe(2031);
    expect(document.findings).toContainEqual(
      expect.objectContaining({ rule: 'PERIOD', table: 2, printed: '2030', expected: '2031' }),
    );
  });

  it('is refused where its titles are of two years and it has no cover', async () => {
    const revenue = TABLES.revenue.replace('收入总表', '2030年收入总表');
    const expenditure = TABLES.expenditure.replace('支出总表', '2031年支出总表');
    await expect(read({ revenue, expenditure }, UNDATED)).rejects.toMatchObject({
      code: 'document-year-unclear',
      message: expect.stringContaining('say 2030 on line') as unknown,
    });
  });

  it('is refused where nothing says which year it is of', async () => {
    await expect(read({}, UNDATED)).rejects.toMatchObject({
      code: 'document-year-unclear',
    });
  });

  it('has codes to the right of its names', async () => {
    const swapped = (table: string) =>
      table
        .split('\n')
        .map((row) => {
          const [first, second, ...rest] = row.split(',');
          return rest.length > 2 && !row.startsWith('部门') ? [second, first, ...rest].join() : row;
        })
        .join('\n');
    const examined = await read({ expenditure: swapped(TABLES.expenditure) });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('has rows of bodies among its items, with codes in one column', async () => {
    const general = `公开07表
一般公共预算支出表
单位：万元
单位（科目）编码,单位（科目）名称,合计,基本支出,项目支出
301001,临江市水务中心本级,100.00,80.00,20.00
2080505,机关事业单位基本养老保险缴费支出,20.00,20.00,
2210201,住房公积金,80.00,60.00,20.00
301002,临江市水文站,20.00,20.00,
2080505,机关事业单位基本养老保险缴费支出,10.00,10.00,
2210201,住房公积金,10.00,10.00,
,合计,120.00,100.00,20.00`;
    const examined = await read({ general });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('has a row of words below its headings that is none of these where each has a heading above it', async () => {
    const general = `公开07表
一般公共预算支出表
单位：万元
科目编码,单位名称,科目名称,合计,基本支出,项目支出
,临江市水务中心,社会保障和就业支出,,,
2080505,,机关事业单位基本养老保险缴费支出,30.00,30.00,
2210201,,住房公积金,90.00,70.00,20.00
,,合计,120.00,100.00,20.00`;
    const examined = await read({ general });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
    expect(examined.document.tables[4]!.rows.map(({ name }) => name)).toEqual([
      '机关事业单位基本养老保险缴费支出',
      '住房公积金',
      '合计',
    ]);
  });

  it('has the body with its code and the unit alone above its headings', async () => {
    const numbered = Object.fromEntries(
      Object.entries(TABLES).map(([name, table]) => [
        name,
        table.replace(/部门名称：([^,]*)(,+)单位：万元/, '301-$1$2万元'),
      ]),
    );
    const examined = await read(numbered);
    expect(examined.document.agencyName).toBe('临江市水务中心');
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it.each([
    ['单位预算', '临江市水文站', '部门：341-临江市水务局\n单位：341001-临江市水文站,,单位：万元'],
    ['单位预算', '临江市水文站', '部门：341-临江市水务局,,单位：341001-临江市水文站,,单位：万元'],
    ['单位预算', '临江市水文站', '部门名称：临江市水务局\n单位名称：临江市水文站,,单位：万元'],
    ['单位预算', '临江市水务局', '部门：341-临江市水务局,,单位：万元/个,,单位：万元'],
    [
      '部门预算',
      '临江市水务局',
      '部门：341-临江市水务局\n单位：341001-临江市水务局本级,,单位：万元',
    ],
  ])(
    'is, as %s, of %s where its tables name a department and a unit of it',
    async (scope, name, head) => {
      const tables = Object.entries(TABLES).map(([key, table]) => [
        key,
        table.replace(/部门名称：临江市水务中心,*单位：万元/, head),
      ]);
      const { document } = await read(Object.fromEntries(tables), `2031年${scope}公开`);
      expect(document).toMatchObject({
        agencyName: name,
        scope: scope === '单位预算' ? 'unit' : 'department',
      });
    },
  );

  it.each(['单位：平方米', '单位：万元（人民币）', '单位：万元、平方米'])(
    'is not of %s, which one or all of its tables print',
    async (head) => {
      const asUnit = (text: string) => text.replace(/单位：万元/, `${head},,单位：万元`);
      const summary = asUnit(TABLES.summary);
      const tables = Object.entries(TABLES).map(([key, table]) => [key, asUnit(table)]);
      for (const each of [
        { summary },
        ...(head.includes('元') ? [Object.fromEntries(tables)] : []),
      ])
        expect((await read(each, '2031年单位预算公开')).document.agencyName).toBe('临江市水务中心');
    },
  );

  it('has the unit in its headings, and gets a finding where no table prints one', async () => {
    const bare = Object.entries(TABLES).map(([name, table]) => [
      name,
      table.replace(/,*单位：万元/, ''),
    ]);
    const inHeadings = Object.fromEntries(
      bare.map(([name, table]) => [name, table!.replaceAll('预算数', '预算数（万元）')]),
    );
    expect(linesOf(await read(inHeadings))).toEqual(linesOf(await read()));
    expect(problems(await read(inHeadings))).toEqual([]);
    expect((await read(Object.fromEntries(bare))).facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'UNIT', severity: 'error' }),
    );
  });

  it('has the unit in brackets in the row with its body, in all tables or one', async () => {
    const inBrackets = (table: string) => table.replace('单位：万元', '金额（单位：万元）');
    const all = Object.entries(TABLES).map(([name, table]) => [name, inBrackets(table)]);
    const inYuan = Object.entries(TABLES).map(([name, table]) => [
      name,
      name === 'threePublic'
        ? inBrackets(table)
        : table
            .replace('单位：万元', '单位：元')
            .replace(/\d+\.\d{2}/g, (figure) => (Number(figure) * 1e4).toFixed(2)),
    ]);
    for (const tables of [all, inYuan].map((each) => Object.fromEntries(each))) {
      expect(problems(await read(tables))).toEqual([]);
      expect(linesOf(await read(tables))).toEqual(linesOf(await read()));
    }
  });

  it('gets no finding for zeros under a heading that is not known', async () => {
    const expenditure = TABLES.expenditure
      .replace('项目支出', '项目支出,其他支出')
      .replaceAll(/(\d\.00)?$/gm, '$&,0.00')
      .replace('项目支出,其他支出,0.00', '项目支出,其他支出');
    expect(problems(await read({ expenditure }))).toEqual([]);
  });

  it.each(['部门（单位）代码', '单位代码'])('has codes of bodies under %s', async (heading) => {
    const revenue = TABLES.revenue
      .replace('单位名称,', `${heading},单位名称,`)
      .replace(',,小计', ',,,小计')
      .replace('\n合计,125.00', '\n,合计,125.00')
      .replace('\n临江市水务中心,125.00', '\n301,临江市水务中心,125.00');
    expect(problems(await read({ revenue }))).toEqual([]);
  });

  it('has the group 公务用车费 among its three-public expenses, whose items add up to the total', async () => {
    const table = (total: string) => `公开09表
“三公”经费支出表
单位：万元
公务接待费,公务用车费,,,因公出国（境）费用,合计
,购置费,运行费,小计,,
1.00,,5.00,5.00,,${total}`;
    const examined = await read({ threePublic: table('6.00') });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
    expect((await read({ threePublic: table('7.00') })).facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'T9-SUM', severity: 'error', difference: '1.00' }),
    );
  });

  it('has no item of its own revenue where the table of a fund prints no item', async () => {
    const general = `公开07表
一般公共预算支出表
单位：万元
单位编码,单位名称,合计,基本支出,项目支出
301001,临江市水务中心本级,120.00,100.00,20.00
,合计,120.00,100.00,20.00`;
    const { facts } = await read({ general });
    const expenditure = facts.lines.filter(({ line }) => line.schedule === 'expenditure');
    expect(
      Object.fromEntries(expenditure.map(({ line, amount }) => [lineKey(line), fromFen(amount)])),
    ).toEqual({
      'expenditure/general/undivided/basic': '1000000.00',
      'expenditure/general/undivided/project': '200000.00',
      'expenditure/unit-funds/undivided/undivided': '50000.00',
    });
    expect(facts.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('gets a finding where nothing is read of a table whose total is printed in parts alone', async () => {
    const general = `公开07表
一般公共预算支出表
单位：万元
科目编码,科目名称,基本支出,项目支出
,合计,100.00,20.00
20-8,测试用的项,100.00,20.00`;
    const { facts } = await read({ general });
    expect(facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'LINES-TOTAL', severity: 'error', difference: '1200000.00' }),
    );
  });

  it('has its titles on the tabs of its sheets', async () => {
    const book = utils.book_new();
    for (const table of [COVER, ...Object.values(TABLES)]) {
      const [number = '', title = '', ...rows] = table.split('\n');
      const own = table === COVER ? [number, title, ...rows] : rows;
      utils.book_append_sheet(
        book,
        utils.aoa_to_sheet(own.map((row) => row.split(','))),
        table === COVER ? '封面' : `${number} ${title}`.replaceAll(/[“”、]/g, '').slice(0, 31),
      );
    }
    const examined = await examine(xlsxOf(book), 'budget.xlsx', null);
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('tells a name that the classification has not by the code that another table prints beside it', async () => {
    const named = (table: string) =>
      table
        .replaceAll('22102', '22177')
        .replaceAll('住房改革支出', '测试用的款')
        .replaceAll('住房公积金', '测试用的项');
    const expenditure = named(TABLES.expenditure);
    const general = named(`公开07表
一般公共预算支出表
单位：万元
功能分类科目名称,合计,基本支出,项目支出
合计,120.00,100.00,20.00
社会保障和就业支出,30.00,30.00,
行政事业单位养老支出,30.00,30.00,
机关事业单位基本养老保险缴费支出,30.00,30.00,
住房保障支出,90.00,70.00,20.00
住房改革支出,90.00,70.00,20.00
住房公积金,90.00,70.00,20.00`);
    const examined = await read({ expenditure, general });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(
      Object.fromEntries(
        Object.entries(linesOf(await read())).map(([line, amount]) => [
          line.replace('22102', '22177'),
          amount,
        ]),
      ),
    );
  });

  it('has no item of its own revenue where the name of an item of a fund tells no code', async () => {
    const general = `公开07表
一般公共预算支出表
单位：万元
功能分类科目名称,合计,基本支出,项目支出
合计,120.00,100.00,20.00
社会保障和就业支出,30.00,30.00,
行政事业单位养老支出,30.00,30.00,
机关事业单位基本养老保险缴费支出,30.00,30.00,
测试用的类,90.00,70.00,20.00`;
    const examined = await read({ general });
    expect(Object.keys(linesOf(examined)).filter((line) => line.includes('unit-funds'))).toEqual([
      'expenditure/unit-funds/undivided/undivided',
    ]);
    expect(problems(examined).join()).toContain('"测试用的类"');
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'LINES-TOTAL', severity: 'error', difference: '900000.00' }),
    );
  });

  it('has the items of its own revenue where the total of a fund counts what goes to the next year', async () => {
    const general = `${TABLES.general.replace(',,,合计,120.00', ',,,支出总计,123.00')}
,,,结转下年,3.00,,,,`;
    const oneRow = `公开03表\n支出总表\n单位：万元\n合计,基本支出,项目支出\n125.00,100.00,25.00`;
    expect(linesOf(await read({ general }))).toEqual(linesOf(await read()));
    expect(problems(await read({ general }))).toEqual([]);
    expect(linesOf(await read({ general, expenditure: oneRow }))).toMatchObject({
      'expenditure/unit-funds/undivided/undivided': '50000.00',
    });
  });

  describe.each([
    [
      'a row',
      (sum: string, next: string) =>
        `科目编码,科目名称,合计,基本支出,项目支出\n,合计,${sum},,10.00\n212,城乡社区支出,10.00,,10.00\n21208,国有土地使用权出让收入安排的支出,10.00,,10.00\n2120804,农村基础设施建设支出,10.00,,10.00\n,三、结转下年,${next},,`,
    ],
    [
      'a column',
      (sum: string, next: string) =>
        `科目编码,科目名称,合计,基本支出,项目支出,结转下年\n,合计,${sum},,10.00,${next}\n212,城乡社区支出,${sum},,10.00,${next}\n21208,国有土地使用权出让收入安排的支出,${sum},,10.00,${next}\n2120804,农村基础设施建设支出,${sum},,10.00,${next}`,
    ],
    [
      'a column that is a part of the total',
      (sum: string, next: string) =>
        `科目编码,科目名称,合计,基本支出,项目支出,其中：结转下年\n,合计,${sum},,10.00,${next}\n2120804,农村基础设施建设支出,${sum},,10.00,${next}`,
    ],
  ])('that prints in %s of a fund what goes to the next year', (_, rows) => {
    const fund = (sum: string, next: string) =>
      `公开10表\n政府性基金预算支出表\n单位：万元\n${rows(sum, next)}`;
    const ofFund = async (sum: string, next: string) => {
      const examined = await read({ ...WITH_FUND, fund: fund(sum, next) });
      return examined.facts.findings.filter(
        ({ table, severity }) => table === 6 && severity !== 'warning',
      );
    };

    it('has the fund’s items as lines, and an info says how much is in none', async () => {
      const examined = await read({ ...WITH_FUND, fund: fund('13.00', '3.00') });
      expect(linesOf(examined)).toMatchObject({
        'expenditure/government-fund/2120804/project': '100000.00',
        'expenditure/unit-funds/2210201/project': '50000.00',
      });
      expect(await ofFund('13.00', '3.00')).toEqual([
        expect.objectContaining({
          rule: 'LINES-TOTAL',
          severity: 'info',
          printed: '30000.00',
          places: [expect.anything(), expect.objectContaining({ text: '3.00' })],
        }),
      ]);
    });

    it('gets an error with the difference where the total counts what is not printed', async () => {
      for (const next of ['', '2.00'])
        expect(await ofFund('13.00', next)).toContainEqual(
          expect.objectContaining({
            severity: 'error',
            difference: expect.stringMatching(/^(?:3|30000)\.00$/) as unknown,
          }),
        );
    });

    it('gets no finding where the total does not count it', async () => {
      expect(await ofFund('10.00', '')).toEqual([]);
    });
  });

  describe('that prints what goes to the next year beside a total without its parts', () => {
    const FUND = '公开10表\n政府性基金预算支出表\n单位：万元\n';
    const ALL = '公开03表\n支出总表\n单位：万元\n';
    const CODED = '科目编码,科目名称,合计,基本支出,项目支出,结转下年\n';
    const spentOf = async (tables: Readonly<Record<string, string>>, fund: string) => {
      const examined = await read({ ...WITH_FUND, ...tables });
      return Object.fromEntries(
        Object.entries(linesOf(examined)).filter(([key]) => key.startsWith(`expenditure/${fund}`)),
      );
    };

    it.each([
      [
        'an item',
        `${CODED},合计,13.00,,,3.00\n2120804,农村基础设施建设支出,13.00,,,3.00`,
        '2120804',
      ],
      [
        'an item, in a table that divides another',
        `${CODED},合计,33.00,,20.00,3.00\n2120804,农村基础设施建设支出,13.00,,,3.00\n2120801,征地和拆迁补偿支出,20.00,,20.00,`,
        '2120804',
      ],
      [
        'a class',
        `科目编码,科目名称,合计,结转下年\n,合计,13.00,3.00\n212,城乡社区支出,13.00,3.00`,
        'undivided',
      ],
      ['a body', '单位名称,合计,结转下年\n合计,13.00,3.00\n临江市水务中心,13.00,3.00', 'undivided'],
      ['a total, with a row for it', '单位名称,合计\n合计,13.00\n结转下年,3.00', 'undivided'],
    ])('has what is spent this year in the line: %s', async (_, rows, code) => {
      expect(await spentOf({ fund: FUND + rows }, 'government-fund')).toMatchObject({
        [`expenditure/government-fund/${code}/undivided`]: '100000.00',
      });
    });

    it.each([
      [
        'is called that of the year',
        '科目编码,科目名称,本年支出,结转下年\n,合计,10.00,3.00\n2120804,农村基础设施建设支出,10.00,3.00',
        '2120804',
      ],
      [
        'is that of the parts in another row',
        `${CODED},合计,10.00,,10.00,3.00\n2120804,农村基础设施建设支出,10.00,,,3.00`,
        '2120804',
      ],
      [
        'is that of the rows of bodies',
        '单位名称,合计\n临江市水务中心,10.00\n结转下年,3.00\n合计,10.00',
        'undivided',
      ],
    ])('has the total in the line where it %s', async (_, rows, code) => {
      expect(await spentOf({ fund: FUND + rows }, 'government-fund')).toEqual({
        [`expenditure/government-fund/${code}/undivided`]: '100000.00',
      });
    });

    it('has the items of its own revenue where a fund prints more of an item than a total that counts it leaves', async () => {
      const expenditure = `${ALL}科目编码,科目名称,支出合计,年末结转
,合计,125.00,10.00
2080505,机关事业单位基本养老保险缴费支出,30.00,
2210201,住房公积金,95.00,10.00`;
      const examined = await read({ expenditure });
      expect(linesOf(examined)).toMatchObject({
        'expenditure/general/2210201/project': '200000.00',
        'expenditure/unit-funds/2210201/undivided': '50000.00',
      });
      expect(problems(examined)).toEqual([]);
    });

    it('has what the unit’s own revenue pays for this year, of an item and of all expenditure', async () => {
      const revenue = WITH_FUND.revenue.replaceAll(
        '135.00,135.00,130.00,5.00',
        '138.00,138.00,120.00,18.00',
      );
      const fund = TABLES.fund;
      const items = `${ALL}${CODED},合计,138.00,100.00,25.00,3.00
2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,,
2210201,住房公积金,95.00,70.00,25.00,
2120804,农村基础设施建设支出,13.00,,,3.00`;
      expect(await spentOf({ fund, revenue, expenditure: items }, 'unit-funds')).toEqual({
        'expenditure/unit-funds/2120804/undivided': '100000.00',
        'expenditure/unit-funds/2210201/project': '50000.00',
      });
      for (const rows of [
        '单位名称,合计,结转下年\n合计,138.00,3.00',
        '单位名称,合计\n合计,138.00\n结转下年,3.00',
      ])
        expect(await spentOf({ fund, revenue, expenditure: ALL + rows }, 'unit-funds')).toEqual({
          'expenditure/unit-funds/undivided/undivided': '150000.00',
        });
    });

    it('keeps the figure as printed, and names one of the next year that cannot be read', async () => {
      const rows = `${CODED},合计,13.00,,,3.00\n2120804,农村基础设施建设支出,13.00,,,3.00`;
      const { facts } = await read({ ...WITH_FUND, fund: FUND + rows });
      expect(facts.claims.filter(({ subject }) => subject === '2120804')).toContainEqual(
        expect.objectContaining({ amount: '130000.00' }),
      );
      const misprinted = await read({ ...WITH_FUND, fund: `${FUND}${rows}.0` });
      expect(misprinted.facts.findings).toContainEqual(
        expect.objectContaining({ rule: 'AMOUNT-FORM', table: 6, printed: '3.00.0' }),
      );
    });
  });

  it('has the money of a class without an item in a line of its fund, and keeps the items beside it', async () => {
    const examined = await read(WITH_FUND);
    expect(linesOf(examined)).toEqual({
      ...linesOf(await read()),
      'revenue/undivided/fiscal-appropriation': '1300000.00',
      'expenditure/government-fund/undivided/project': '100000.00',
    });
    expect(problems(examined)).toEqual([
      expect.stringContaining('"政府性基金预算支出表" prints 100000.00 元'),
    ]);
    const economic = TABLES.economic.replaceAll(/^30\d\d\d.*\n?/gm, '');
    expect(linesOf(await read({ economic }))).toMatchObject({
      'economic/undivided/personnel': '800000.00',
      'economic/undivided/public': '200000.00',
    });
  });

  it('has one line of its own revenue where a fund prints its money in one row', async () => {
    const fund = WITH_FUND.fund.replace('\n212,城乡社区支出,10.00,,10.00', '');
    const { 'expenditure/unit-funds/2210201/project': _, ...others } = linesOf(
      await read(WITH_FUND),
    );
    expect(linesOf(await read({ ...WITH_FUND, fund }))).toEqual({
      ...others,
      'expenditure/unit-funds/undivided/undivided': '50000.00',
    });
  });

  it.each([
    ['rows', '项目,预算数\n“三公”经费合计,1.00\n公务接待费,1.00\n机关运行经费,44.00'],
    ['rows', '项目,预算数\n合计,45.00\n公务接待费,1.00\n机关运行经费,44.00'],
    [
      'columns',
      '“三公”经费预算数,,,机关运行经费预算数\n合计,因公出国(境)费,公务接待费,\n1.00,,1.00,44.00',
    ],
    ['columns', '合计,因公出国(境)费,公务接待费,机关运行经费\n45.00,,1.00,44.00'],
    ['rows without a total', '项目,预算数\n公务接待费,1.00\n机关运行经费,44.00'],
  ])('has 机关运行经费 beside its three-public expenses: in %s', async (_, rows) => {
    const threePublic = `公开09表\n“三公”经费和机关运行经费预算表\n单位：万元\n${rows}`;
    const examined = await read({ threePublic });
    expect(problems(examined)).toEqual([]);
    expect(
      Object.entries(linesOf(examined)).filter(([line]) => line.startsWith('three-public')),
    ).toEqual([
      ['three-public/reception', '10000.00'],
      ['three-public/operating', '440000.00'],
    ]);
  });

  it('has 机关运行经费 where it has no three-public expenses and no total of them', async () => {
    const threePublic = `公开09表\n“三公”经费和机关运行经费预算表\n单位：万元\n合计,因公出国(境)费,公务接待费,机关运行经费\n,,0.00,44.00`;
    const examined = await read({ threePublic });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toMatchObject({ 'three-public/operating': '440000.00' });
  });

  it('has totals of bodies and of parts beside its total', async () => {
    const general = `公开07表
一般公共预算支出表
单位：万元
科目编码,科目名称,合计,基本支出,项目支出
,合计,120.00,100.00,20.00
2080505,机关事业单位基本养老保险缴费支出,20.00,20.00,
2210201,住房公积金,80.00,60.00,20.00
,单位合计,100.00,80.00,20.00
2080505,机关事业单位基本养老保险缴费支出,10.00,10.00,
2210201,住房公积金,10.00,10.00,
,单位合计,20.00,20.00,`;
    const expenditure = `${TABLES.expenditure}\n,基本支出合计,100.00,100.00,\n,项目支出合计,25.00,,25.00`;
    const economic = TABLES.economic.replace(',合计,,,100', ',基本支出合计,,,100');
    const examined = await read({ general, expenditure, economic });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
    expect(
      [general, expenditure, economic].map((_, at) =>
        examined.document.tables[[4, 2, 7][at]!]!.rows.flatMap(({ name, total }) =>
          total ? name : [],
        ),
      ),
    ).toEqual([['合计'], ['合计'], ['基本支出合计']]);
  });

  it.each([
    ['合计,9.00', '', []],
    ['合计,9.00', '一、“三公”经费小计,6.00\n', []],
    ['合计,9.00', '一、“三公”经费小计,7.00\n', ['prints 7.00']],
    ['合计,5.00', '', ['prints 5.00']],
  ])(
    'may count meetings and training in the total of its three-public expenses: %j, %j',
    async (total, own, said) => {
      const inRows = `公开09表
“三公”经费、会议费、培训费支出表
单位：万元
项目,预算数
${total}
${own}公务接待费,1.00
公务用车运行费,5.00
会议费,2.00
培训费,1.00`;
      const [, sum] = own.split(',');
      const inColumns = `公开09表
“三公”经费、会议费、培训费支出表
单位：万元
合计,${sum ? '“三公”经费小计,' : ''}公务接待费,公务用车运行费,会议费,培训费
${total.slice(3)},${sum ? `${sum.trim()},` : ''}1.00,5.00,2.00,1.00`;
      for (const threePublic of [inRows, inColumns]) {
        const examined = await read({ threePublic });
        expect(problems(examined)).toEqual(
          said.map((each) => expect.stringContaining(each) as unknown),
        );
        expect(linesOf(examined)).toEqual(linesOf(await read()));
      }
    },
  );

  it.each(['本年支出合计', '部门合计', '支出总计'])('calls its total %s', async (total) => {
    const expenditure = TABLES.expenditure.replace(',合计,125.00', `,${total},125.00`);
    const examined = await read({ expenditure });
    expect(problems(examined)).toEqual([]);
    expect(examined.document.tables[2]!.rows[0]).toMatchObject({ name: total, total: true });
  });

  it.each(['2030年,', ','])('may print a year before each item, or once: %j', async (again) => {
    const own = again.replace('2030', '2031');
    const threePublic = `公开09表
“三公”经费支出表
单位：万元
年度,项目,合计,一般公共预算
2030年,“三公”经费合计,8.00,8.00
${again}公务接待费,2.00,2.00
${again}公务用车运行维护费,6.00,6.00
2031年,“三公”经费合计,6.00,6.00
${own}公务接待费,1.00,1.00
${own}公务用车运行维护费,5.00,5.00`;
    const examined = await read({ threePublic });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it.each([
    ['2030年', '本年'],
    ['2030年', '2031年预算安排'],
    ['2030年度执行数', '今年预算'],
    ['上年', '本年'],
    ['上年预算数', '当年预算数'],
  ])('may print %s before the items of last year and %s before its own', async (last, own) => {
    const threePublic = `公开09表
“三公”经费支出表
单位：万元
年度,项目,合计,一般公共预算
${last},“三公”经费合计,8.00,8.00
,公务接待费,2.00,2.00
,公务用车运行维护费,6.00,6.00
${own},“三公”经费合计,6.00,6.00
,公务接待费,1.00,1.00
,公务用车运行维护费,5.00,5.00`;
    const examined = await read({ threePublic });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it.each(['2031年', '本年', '2031年预算'])(
    'may print a row of last year above its own, which %s begins',
    async (own) => {
      const threePublic = `公开09表
“三公”经费支出表
单位：万元
年度,合计,因公出国（境）费,公务用车购置费,公务用车运行费,公务接待费
上年,8.00,,,6.00,2.00
${own},6.00,,,5.00,1.00`;
      expect(linesOf(await read({ threePublic }))).toEqual(linesOf(await read()));
    },
  );

  it('may print the year and the item in one cell', async () => {
    const threePublic = `公开09表
“三公”经费支出表
单位：万元
项目,合计
2030年“三公”经费合计,8.00
公务接待费,2.00
公务用车运行维护费,6.00
2031年“三公”经费合计,6.00
公务接待费,1.00
公务用车运行维护费,5.00`;
    const examined = await read({ threePublic });
    expect(problems(examined)).toEqual([]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('names a figure of a table of two sides beside which no name stands', async () => {
    const summary = TABLES.summary.replace('上年结转结余,,结转下年,', ',7.00,结转下年,');
    const examined = await read({ summary });
    expect(problems(examined)).toEqual([
      '"收支总表" prints 1 figures beside no name, such as "7.00"; they are in no row.',
    ]);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it('may print the label of the total once for both sides', async () => {
    const line = TABLES.summary.split('\n').at(-1)!;
    const [label, amount, , ...others] = line.split(',');
    const once = (of: string) => TABLES.summary.replace(line, [label, of, '', ...others].join(','));
    expect(problems(await read({ summary: once(amount!) }))).toEqual([]);
    expect(problems(await read({ summary: once('1.00') })).join()).toContain('beside no name');
  });

  it('has its items without ordinals, also where their brackets stand before the number', async () => {
    const appropriation = TABLES.appropriation.replace(
      '一、一般公共预算拨款',
      '( ) 一 一般公共预算拨款',
    );
    const { document } = await read({ appropriation });
    expect(document.tables.find(({ table }) => table === 4)?.rows[0]?.name).toBe(
      '一般公共预算拨款',
    );
  });
});
