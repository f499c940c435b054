import fc from 'fast-check';
import { rounds } from '../../../test/support/rounds.js';
import { fromFen, parseFen } from '../../domain/values/money.js';
import type { Examined } from '../examine.js';
import { linesOf, read } from './elsewhere.fixture.js';

const further = ({ facts }: Examined) => facts.registered.further ?? [];

/** The figures of a table, in yuan, by row and heading. */
const figuresOf = ({ facts }: Examined, table: number) =>
  Object.fromEntries(
    facts.claims
      .filter(({ source }) => source.table === table)
      .map(({ source, name, amount }) => [`${source.row} ${name} ${source.column}`, amount]),
  );

/** What is recorded of the nine tables, and found in them, whatever the bytes of the document. */
const ofTheNine = ({ document, facts }: Examined): unknown => {
  const kept = {
    lines: facts.lines.map(({ amount, ...line }) => ({ ...line, amount: fromFen(amount) })),
    claims: facts.claims.filter(({ source }) => (source.table ?? 0) <= 9),
    tables: facts.registered.tables,
    findings: document.findings.filter(({ table }) => table === null || table <= 9),
    complete: [...facts.complete],
  };
  return JSON.parse(JSON.stringify(kept).replaceAll(document.sha256, 'sha256'));
};

const messages = ({ facts }: Examined) => facts.findings.map(({ message }) => message).join('\n');

const PROJECTS = `公开12表
项目支出预算表
部门名称：临江市水务中心,,,,,单位：万元
单位名称,项目名称,总计,财政拨款收入,,单位资金
,,,一般公共预算,政府性基金,
,合计,30.00,25.00,,5.00
临江市水务中心,河道清淤,20.00,20.00,,
临江市水务中心,水质监测,10.00,5.00,0.00,5.00`;

describe('A table that is none of the nine', () => {
  it('is recorded row by row, each figure under the headings that are printed over it', async () => {
    const examined = await read({ projects: PROJECTS });
    expect(further(examined)).toMatchObject([
      { table: 13, kind: 'procurement', number: '公开13表', title: '政府采购支出表', unit: '万元' },
      {
        table: 12,
        kind: 'projects',
        number: '公开12表',
        state: 'read',
        columns: ['总计', '财政拨款收入/一般公共预算', '财政拨款收入/政府性基金', '单位资金'],
        rows: [
          { row: 1, code: null, name: '合计', total: true },
          { row: 2, code: null, name: '河道清淤', texts: { 单位名称: '临江市水务中心' } },
          { row: 3, code: null, name: '水质监测', texts: { 单位名称: '临江市水务中心' } },
        ],
      },
    ]);
    expect(figuresOf(examined, 12)).toEqual({
      '1 合计 总计': '300000.00',
      '1 合计 财政拨款收入/一般公共预算': '250000.00',
      '1 合计 单位资金': '50000.00',
      '2 河道清淤 总计': '200000.00',
      '2 河道清淤 财政拨款收入/一般公共预算': '200000.00',
      '3 水质监测 总计': '100000.00',
      '3 水质监测 财政拨款收入/一般公共预算': '50000.00',
      '3 水质监测 财政拨款收入/政府性基金': '0.00',
      '3 水质监测 单位资金': '50000.00',
    });
  });

  it('changes nothing of the nine, and every figure of it is a claim or a text', async () => {
    const before = ofTheNine(await read());
    await fc.assert(
      fc.asyncProperty(ownTable, async (table) => {
        const examined = await read({ procurement: csvOf(table) });
        expect(ofTheNine(examined)).toEqual(before);
        const [own] = further(examined);
        const claims = examined.facts.claims.filter(({ source }) => source.table === own!.table);
        const printed = table.rows.flatMap(({ amounts }) => amounts.flatMap((text) => text ?? []));
        expect(claims.map(({ amount }) => amount).toSorted()).toEqual(
          printed.map((text) => fromFen(parseFen(text.replaceAll(',', ''), '万元'))).toSorted(),
        );
        expect(claims.map(({ source }) => source.text).toSorted()).toEqual(printed.toSorted());
        expect(own!.rows.flatMap(({ texts }) => texts?.['数量'] ?? [])).toEqual(
          table.rows.flatMap(({ quantity }) => quantity ?? []),
        );
        expect(own!.rows.map(({ name }) => name)).toEqual(table.rows.map(({ name }) => name));
        expect(own!.rows.findIndex(({ total }) => total)).toBe(
          table.rows.findIndex(({ name }) => name === '合计'),
        );
      }),
      { numRuns: rounds(40, 400) },
    );
  });

  it('has codes as they are proved, quantities and other codes as texts, and no code from a name alone', async () => {
    const examined = await read({
      procurement: `公开13表
政府采购预算表
单位：万元
科目编码,,,单位编码,采购项目,数量,部门经济科目,,预算金额
类,款,项,,,,类,款,
,,,,合计,7,,,3.00
208,05,05,114001,计算机,5,310,02,2.00
,,,,基本工资,2,,,1.00`,
    });
    expect(further(examined)[0]!.rows).toEqual([
      { row: 1, code: null, name: '合计', total: true, texts: { 数量: '7' } },
      {
        row: 2,
        code: '2080505',
        name: '计算机',
        texts: { 单位编码: '114001', 数量: '5', '部门经济科目/类': '310', '部门经济科目/款': '02' },
      },
      { row: 3, code: null, name: '基本工资', texts: { 数量: '2' } },
    ]);
    expect(messages(examined)).not.toContain('政府采购');
  });

  it('keeps figures under a heading that is not known, and a finding names it', async () => {
    const examined = await read({
      procurement: `公开13表
政府采购预算表
单位：万元
采购项目,甲类,金额
计算机,1.00,2.00`,
    });
    expect(figuresOf(examined, 13)).toEqual({
      '1 计算机 甲类': '10000.00',
      '1 计算机 金额': '20000.00',
    });
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LAYOUT',
        severity: 'warning',
        table: 13,
        printed: '甲类',
      }),
    );
  });

  it('of a place’s own is recorded where it prints a unit of money, and named otherwise', async () => {
    const own = (unit: string) => `债务支出表
${unit}
债务名称,本年支出
一期工程,12.00`;
    const money = await read({ own: own('单位：万元') });
    expect(further(money)).toMatchObject([{ table: 13 }, { table: 14, kind: 'other' }]);
    expect(figuresOf(money, 14)).toEqual({ '1 一期工程 本年支出': '120000.00' });
    const unknown = await read({ own: own('') });
    expect(further(unknown)).toHaveLength(1);
    expect(messages(unknown)).toContain('债务支出表');
  });

  it('is named where it has performance targets, or no row of it can be read', async () => {
    const examined = await read({
      targets: `项目支出绩效目标表
单位：万元
项目名称,指标,指标值
河道清淤,清淤长度,12.50`,
      own: `专项资金支出表
单位：万元
河道清淤,12.50`,
    });
    expect(further(examined).map(({ title }) => title)).toEqual(['政府采购支出表']);
    expect(messages(examined)).toContain('"项目支出绩效目标表", "专项资金支出表"');
  });

  it('is a second table of one of the nine kinds too', async () => {
    const examined = await read({
      again: `一般公共预算支出预算表
单位：万元
单位名称,合计
一所,70.00
二所,50.00`,
    });
    expect(linesOf(examined)).toEqual(linesOf(await read()));
    expect(further(examined)).toMatchObject([{}, { kind: 'other', columns: ['合计'] }]);
    expect(figuresOf(examined, 14)).toEqual({
      '1 一所 合计': '700000.00',
      '2 二所 合计': '500000.00',
    });
  });

  it('is one of projects where its title says that it is without last year’s money', async () => {
    const examined = await read({
      procurement: `公开13表
专项业务经费支出表（不含上年结转）
单位：万元
单位编码,单位（项目）名称,项目金额,项目简介
,合计,2.00,
114,临江市水务中心,2.00,
,河道清淤,2.00,${'清淤'.repeat(60)}`,
    });
    expect(further(examined)).toMatchObject([
      {
        kind: 'projects',
        // Paragraphs are left to the document.
        textColumns: ['单位编码'],
        rows: [
          { name: '合计' },
          { code: null, name: '临江市水务中心', texts: { 单位编码: '114' } },
          { name: '河道清淤' },
        ],
      },
    ]);
  });

  it('of a place’s own that counts things is named, whatever unit it prints', async () => {
    const examined = await read({
      own: `国有资产情况表
单位：万元
资产名称,数量,面积
办公用房,2,1200.50`,
    });
    expect(further(examined)).toHaveLength(1);
    expect(messages(examined)).toContain('国有资产情况表');
  });

  it.each([
    ['figures stand under no heading', '河道清淤,1250.00\n水质监测,300.00'],
    ['its figures are not amounts', '项目名称,金额\n河道清淤,"1,2O0.00"'],
    [
      'a heading stands in it',
      '项目名称,金额\n合计,30.00\n一、货物\n计算机,10.00\n二、服务\n物业,20.00',
    ],
    ['a heading stands above its first rows', '项目名称,金额\n一、货物\n计算机,10.00'],
    [
      'other headings stand below its rows',
      '项目名称,一般公共预算,其他资金\n河道清淤,10.00,\n项目名称,其他资金,一般公共预算\n水质监测,5.00,2.00',
    ],
    [
      'a second line of headings is not known',
      '项目名称,预算金额\n,数量,单价,总价\n计算机,5,0.50,2.50',
    ],
    [
      'names stand beside figures twice',
      '收入,,支出,\n项目,预算数,项目,预算数\n保险费收入,10.00,待遇支出,8.00',
    ],
    ['names stand under 收入 and 支出', '收入,金额,支出,金额\n拨款,7.00,河道清淤,3.00'],
    [
      'words with an amount stand above its first figure',
      '项目名称,合计\n项目甲,约3万元\n项目乙,4.00',
    ],
    ['there are too many figures', `项目名称,金额${'\n河道清淤,1.00'.repeat(1_001)}`],
  ])('is named, and nothing of it is recorded, where %s', async (_, rows) => {
    const examined = await read({ own: `项目支出表\n单位：万元\n${rows}` });
    expect(further(examined).map(({ title }) => title)).toEqual(['政府采购支出表']);
    expect(messages(examined)).toContain('"项目支出表"');
  });

  it.each([
    ['another unit', '单位：元', '项目名称,金额'],
    ['another body', '部门名称：临江市第二水务中心,单位：万元', '项目名称,金额'],
    ['other columns', '单位：万元', '项目名称,其他资金'],
  ])('is named where a second part under its title has %s', async (_, head, columns) => {
    const part = (above: string, header: string) =>
      `项目支出表\n${above}\n${header}\n河道清淤,1.00`;
    const own = [part('部门名称：临江市水务中心,单位：万元', '项目名称,金额'), part(head, columns)];
    const examined = await read({ own: own.join('\n') });
    expect(further(examined).map(({ title }) => title)).toEqual(['政府采购支出表']);
    expect(messages(examined)).toContain('"项目支出表"');
  });

  it.each([
    ['预算年度', '2026'],
    ['项目周期', '3'],
    ['人员数', '35'],
    ['预算执行率', '95.00'],
    ['支出功能分类', '2080505'],
    ['立项', '2026.03'],
    ['竣工验收', '20260301'],
    ['天数', '3'],
    ['票面', '3.25'],
    ['比上年增长', '33.33'],
    ['优先级', '1'],
  ])('has no money under %s', async (heading, text) => {
    const examined = await read({
      own: `项目支出表\n单位：万元\n项目名称,${heading},金额\n河道清淤,${text},1.00`,
    });
    expect(figuresOf(examined, 14)).toEqual({ '1 河道清淤 金额': '10000.00' });
    expect(further(examined)[1]!.rows[0]!.texts).toEqual({ [heading]: text });
  });

  it.each([
    ['right of the last', '项目名称,合计,', '河道清淤,3.00,1.00', '合计~2'],
    ['right of the names', '项目名称,,合计', '河道清淤,1.00,3.00', '项目名称~2'],
    ['beyond the header', '项目名称,合计', '河道清淤,3.00,9.00', '合计~2'],
  ])(
    'keeps figures that have no heading of their own, %s, and a finding names them',
    async (_, header, row, name) => {
      const examined = await read({ own: `项目支出表\n单位：万元\n${header}\n${row}` });
      expect(Object.keys(figuresOf(examined, 14))).toHaveLength(2);
      expect(examined.facts.findings).toContainEqual(
        expect.objectContaining({ rule: 'LAYOUT', severity: 'warning', table: 14, printed: name }),
      );
    },
  );

  it('has figures in its own unit below headings that say 超过50万元 or 美元', async () => {
    const examined = await read({
      procurement: `公开13表
政府采购支出表
单位：万元
采购品目,预算数,其中：超过50万元,其中：单价超过50万元/台,其中：折合美元
货物,70.00,60.00,50.00,1.00`,
    });
    expect(Object.values(figuresOf(examined, 13))).toEqual([
      '700000.00',
      '600000.00',
      '500000.00',
      '10000.00',
    ]);
    expect(examined.facts.findings.filter(({ rule }) => rule === 'UNIT')).toEqual([]);
  });

  it('has the figures of a cell or a column in the unit that it prints', async () => {
    const examined = await read({
      own: `项目支出表\n单位：万元\n项目名称,金额,单价（元/台）\n河道清淤,30000元,\n水质监测,4.00,\n普查,2万元,500.00`,
    });
    expect(figuresOf(examined, 14)).toEqual({
      '1 河道清淤 金额': '30000.00',
      '2 水质监测 金额': '40000.00',
      '3 普查 金额': '20000.00',
      '3 普查 单价（元/台）': '500.00',
    });
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'UNIT', table: 14, printed: '元', expected: '万元' }),
    );
  });

  it.each([
    ['课时费', '3.00'],
    ['上期数', '3.00'],
    ['一期', '20125'],
  ])('has money under %s', async (heading, text) => {
    const own = `项目支出表\n单位：元\n项目名称,${heading},金额\n讲课,${text},1.00`;
    expect(Object.keys(figuresOf(await read({ own }), 14))).toContain(`1 讲课 ${heading}`);
  });

  it('has money under headings that end with it', async () => {
    const examined = await read({
      own: `基本支出项目支出表
单位：人民币万元
单位编码,单位名称,指标金额,人员编制经费,项目
114001,一所,1.00,2.00,12.00`,
    });
    expect(figuresOf(examined, 14)).toEqual({
      '1 一所 指标金额': '10000.00',
      '1 一所 人员编制经费': '20000.00',
      '1 一所 项目': '120000.00',
    });
  });

  it('goes on where a page repeats its title, and its header or none', async () => {
    const examined = await read({
      own: `项目支出表
单位：万元
项目名称,金额
河道清淤,1.00
项目支出表（续）
单位：万元
项目名称,金额
水质监测,2.00
项目支出表（续表2）
堤防维护,3.00`,
    });
    expect(further(examined)).toHaveLength(2);
    expect(figuresOf(examined, 14)).toEqual({
      '1 河道清淤 金额': '10000.00',
      '2 水质监测 金额': '20000.00',
      '3 堤防维护 金额': '30000.00',
    });
  });

  it('has a row for each line, named as printed, and a total only where a row is called so', async () => {
    const examined = await read({
      own: `项目支出表
单位：万元
单位名称,项目名称,科目编码,项目编码,编制预算,其中：30%部分,备注,constructor
一所,12345热线运行经费,2080505,01,70.00,无,2030,1.00
二所,,,,50.00,"1,2O0.00",,
,打印机,,,,,3,`,
    });
    expect(further(examined)[1]).toMatchObject({
      columns: ['编制预算', 'constructor~2'],
      rows: [
        {
          code: '2080505',
          name: '12345热线运行经费',
          texts: { 单位名称: '一所', 项目编码: '01', 备注: '2030' },
        },
        { code: null, name: '二所', texts: { '其中：30%部分': '1,2O0.00' } },
        { code: null, name: '打印机', texts: { 备注: '3' } },
      ],
    });
    expect(further(examined)[1]!.rows.some(({ total }) => total)).toBe(false);
    expect(figuresOf(examined, 14)).toEqual({
      '1 12345热线运行经费 编制预算': '700000.00',
      '1 12345热线运行经费 constructor~2': '10000.00',
      '2 二所 编制预算': '500000.00',
    });
  });

  it('may be empty', async () => {
    const examined = await read({
      procurement: `公开13表
政府采购预算表
单位：万元
采购项目,金额
合计,
注：本部门无政府采购预算。`,
    });
    expect(further(examined)).toMatchObject([
      { table: 13, state: 'declared-empty', rows: [], note: '注：本部门无政府采购预算。' },
    ]);
  });

  it('has a number from 10 on that no other table has, the printed one where it can', async () => {
    const own = (number: string, title: string) =>
      `${number}\n${title}\n单位：万元\n项目名称,金额\n项目,1.00`;
    const examined = await read({
      procurement: own('公开05表', '项目支出表'),
      own1: own('公开16表', '债务支出表'),
      own2: own('', '专项资金支出表'),
      // One of the nine prints it too.
      own3: own('公开10表', '政府购买服务支出表'),
    });
    // Of the tables, 公开16表 has the last number.
    expect(further(examined).map(({ table }) => table)).toEqual([17, 16, 18, 19]);
  });
});

interface OwnTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly quantity: string | null;
    readonly amounts: readonly (string | null)[];
  }[];
}

const amount = fc
  .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.boolean())
  .map(([cents, separated]) => {
    const digits = String(cents).padStart(3, '0');
    const whole = digits.slice(0, -2);
    const shown = separated ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
    return `${shown}.${digits.slice(-2)}`;
  });

const heading = fc.constantFrom(
  '合计',
  '金额',
  '一般公共预算',
  '其他资金',
  '甲类',
  '预算数',
  '项目支出',
);

const ownTable: fc.Arbitrary<OwnTable> = fc
  // A blank one is a part of the heading before it.
  .tuple(heading, fc.array(fc.oneof(heading, fc.constant('')), { maxLength: 4 }))
  .map(([first, others]) => [first, ...others])
  .chain((headings) =>
    fc.record({
      title: fc.constantFrom(
        '政府采购支出表',
        '项目支出表',
        '政府购买服务表',
        '债务支出表',
        '基本支出总表',
      ),
      headings: fc.constant(headings),
      rows: fc.array(
        fc
          .record({
            name: fc.constantFrom('合计', '河道清淤', '12345热线', '基本工资', '208', '（一）其他'),
            quantity: fc.option(fc.integer({ min: 0, max: 9_999 }).map(String)),
            amounts: fc.tuple(...headings.map(() => fc.option(amount))),
          })
          // A name alone is no row of a file without cells.
          .filter(
            ({ quantity, amounts }) => quantity !== null || amounts.some((text) => text !== null),
          ),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  )
  .filter(({ rows }) => rows.some(({ amounts }) => amounts.some((text) => text !== null)));

const csvOf = ({ title, headings, rows }: OwnTable): string =>
  [
    title,
    '单位：万元',
    ['项目名称', '数量', ...headings].join(','),
    ...rows.map(({ name, quantity, amounts }) =>
      [name, quantity ?? '', ...amounts.map((text) => (text === null ? '' : `"${text}"`))].join(
        ',',
      ),
    ),
  ].join('\n');
