import fc from 'fast-check';
import { rounds } from '../../../../test/support/rounds.js';
import { linesOf, read } from '../elsewhere.fixture.js';

/** The lines of revenue, and what is said of the table. */
const revenueOf = async (table: string) => {
  const examined = await read({
    revenue: `公开02表\n收入总表\n部门名称：临江市水务中心,,,单位：万元\n${table}`,
  });
  const lines = Object.entries(linesOf(examined)).filter(([key]) => key.startsWith('revenue/'));
  const bySource: Record<string, string> = Object.fromEntries(
    lines.map(([key, amount]) => [key.split('/')[2]!, amount]),
  );
  return {
    lines: bySource,
    infos: examined.facts.findings.filter(({ severity }) => severity === 'info'),
    problems: examined.facts.findings.filter(
      ({ severity, table: number }) => severity !== 'info' && number === 2,
    ),
  };
};

describe('The unit’s own money and its sources, in a table of revenue', () => {
  it.each([
    ['a part is beside it', '单位资金,其中：事业收入', '5.00,3.00', { other: '50000.00' }],
    [
      'all its parts are beside it',
      '单位资金,其中：事业收入,其他收入',
      '5.00,3.00,2.00',
      { operating: '30000.00', other: '20000.00' },
    ],
    [
      'all its parts stand before it',
      '事业收入,其他收入,单位资金',
      '3.00,2.00,5.00',
      { operating: '30000.00', other: '20000.00' },
    ],
    [
      'each of its parts is called one',
      '单位资金,其中：事业收入,其中：其他收入',
      '5.00,3.00,2.00',
      { operating: '30000.00', other: '20000.00' },
    ],
    [
      'it is called by what it is not',
      '非财政拨款小计,事业收入,其他收入',
      '5.00,3.00,2.00',
      { operating: '30000.00', other: '20000.00' },
    ],
    ['no word says that it is a part', '单位资金,事业收入', '5.00,3.00', { other: '50000.00' }],
    [
      'its parts are of other levels and of last year too',
      '单位资金,事业收入,非同级财政拨款,使用非财政拨款结余',
      '5.00,2.00,1.00,2.00',
      { operating: '20000.00', 'other-level-appropriation': '10000.00', 'carry-over': '20000.00' },
    ],
    [
      'it stands beside what is carried over of it',
      '单位资金,事业收入,上年结转',
      '5.00,3.00,2.00',
      { operating: '30000.00', 'carry-over': '20000.00' },
    ],
    [
      'one of its parts has a part itself',
      '单位资金,事业收入,其中：教育收费,其他收入',
      '5.00,3.00,1.00,2.00',
      { operating: '30000.00', other: '20000.00' },
    ],
    [
      'it is a source beside others',
      '事业收入,单位资金',
      '3.00,2.00',
      { operating: '30000.00', other: '20000.00' },
    ],
  ])('are counted once where %s', async (_, headings, figures, expected) => {
    const { lines, problems } = await revenueOf(
      `单位名称,合计,一般公共预算,${headings}\n合计,125.00,120.00,${figures}`,
    );
    expect(problems).toEqual([]);
    expect(lines).toEqual({ 'fiscal-appropriation': '1200000.00', ...expected });
  });

  it('are counted once where they are rows', async () => {
    const { lines, problems } = await revenueOf(
      `项目,预算数\n一、一般公共预算拨款收入,120.00\n二、单位资金,5.00\n事业收入,3.00\n其他收入,2.00\n收入总计,125.00`,
    );
    expect(problems).toEqual([]);
    expect(lines).toEqual({
      'fiscal-appropriation': '1200000.00',
      operating: '30000.00',
      other: '20000.00',
    });
  });

  it('are named where they are not read', async () => {
    const { infos } = await revenueOf(
      `单位名称,合计,一般公共预算,单位资金,其中：事业收入\n合计,125.00,120.00,5.00,3.00`,
    );
    expect(infos).toContainEqual(expect.objectContaining({ rule: 'LAYOUT', printed: '事业收入' }));
  });

  it('have no part beside them that no word says is one: 财政专户管理资金 beside 事业收入 is a source, or an error says what is too much', async () => {
    const table = (total: string) =>
      `单位名称,合计,一般公共预算,事业收入,财政专户管理资金\n合计,${total},120.00,5.00,3.00`;
    const apart = await revenueOf(table('128.00'));
    expect(apart.lines).toEqual({
      'fiscal-appropriation': '1200000.00',
      operating: '50000.00',
      'special-account': '30000.00',
    });
    const { problems } = await revenueOf(table('125.00'));
    expect(problems).toMatchObject([{ rule: 'LINES-TOTAL', severity: 'error' }]);
  });

  it.each([
    ['财政专户管理资金,单位资金', 'the special account before it'],
    ['单位资金,财政专户管理资金', 'the special account behind it'],
    ['经营收入,单位资金', 'another source before it'],
  ])('have no part in %s: an error says what is too much (%s)', async (headings) => {
    const figures = headings.startsWith('单位资金') ? '5.00,3.00' : '3.00,5.00';
    const { problems } = await revenueOf(
      `单位名称,合计,一般公共预算,${headings}\n合计,125.00,120.00,${figures}`,
    );
    expect(problems).toMatchObject([{ rule: 'LINES-TOTAL', severity: 'error' }]);
  });

  it('are in an error where the sums show nothing of the kind', async () => {
    const { problems } = await revenueOf(
      `单位名称,合计,一般公共预算,单位资金,事业收入\n合计,125.00,120.00,5.00,9.00`,
    );
    expect(problems).toMatchObject([{ rule: 'LINES-TOTAL', severity: 'error' }]);
  });

  it('add up to the total, whatever stands beside whatever', async () => {
    const amount = fc.integer({ min: 50, max: 400 });
    await fc.assert(
      fc.asyncProperty(amount, amount, fc.boolean(), fc.boolean(), async (a, b, isAll, isLeft) => {
        const parts = isAll
          ? [['事业收入', a] as const, ['其他收入', b] as const]
          : [['其中：事业收入', a] as const];
        const own = ['单位资金', a + b] as const;
        const columns = isLeft && isAll ? [...parts, own] : [own, ...parts];
        const yuan = (fen: number) => (fen / 100).toFixed(2);
        const { lines, problems } = await revenueOf(
          `单位名称,合计,一般公共预算,${columns.map(([name]) => name).join(',')}\n合计,${yuan(12500)},${yuan(12500 - a - b)},${columns.map(([, fen]) => yuan(fen)).join(',')}`,
        );
        expect(problems.filter(({ rule }) => rule !== 'TIE')).toEqual([]);
        const sum = Object.values(lines).reduce((fen, each) => fen + Number(each) / 100, 0);
        expect(sum).toBe(12500);
      }),
      { numRuns: rounds(30, 300) },
    );
  });
});
