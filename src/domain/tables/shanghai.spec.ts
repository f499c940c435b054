import { parseLineKey, type LineKey } from '../values/line.js';
import { headingsOver } from './budget-form.js';
import { SHANGHAI } from './shanghai.js';
import { showsLine } from './table-kind.js';

describe('A label of the revenue side', () => {
  it.each`
    label                     | names
    ${'财政拨款收入'}         | ${'fiscal-appropriation'}
    ${'非同级财政拨款'}       | ${'other-level-appropriation'}
    ${'经营收入'}             | ${'business'}
    ${'上年结转'}             | ${'carry-over'}
    ${'上年结余、结转'}       | ${'carry-over'}
    ${'一般公共预算财政拨款'} | ${'general'}
    ${'政府性基金（含土地）'} | ${'government-fund'}
    ${'国有资本经验预算'}     | ${'state-capital'}
    ${'一般公共预算结余结转'} | ${'carried-over-part'}
    ${'财政拨款结余、结转'}   | ${'carried-over-part'}
    ${'非财政拨款'}           | ${'other'}
    ${'上级补助收入'}         | ${'other'}
    ${'财政拨款结转'}         | ${'carried-over-part'}
    ${'企业收入'}             | ${'other'}
    ${'其它收入'}             | ${'other'}
    ${'一级预算'}             | ${'other'}
  `('$label names $names', ({ label, names }) => {
    const meaning = SHANGHAI.revenueMeaning(label);
    expect(
      meaning.is === 'source' ? meaning.source : meaning.is === 'fund' ? meaning.fund : meaning.is,
    ).toBe(names);
  });
});

describe('A row of carried-over money', () => {
  it.each`
    label         | above                               | names
    ${'上年结转'} | ${['财政拨款收入']}                 | ${{ is: 'source', source: 'carry-over' }}
    ${'上年结转'} | ${['结余结转收入']}                 | ${{ is: 'carried-over-part' }}
    ${'上年结余'} | ${['结余结转收入', '上年结转']}     | ${{ is: 'carried-over-part' }}
    ${'其他收入'} | ${['结余结转收入', '财政拨款收入']} | ${{ is: 'source', source: 'other' }}
  `('$label below $above is a part only of other carried-over money', ({ label, above, names }) => {
    expect(SHANGHAI.revenueMeaning(label, above)).toEqual(names);
  });
});

describe('What a revenue row shows money of', () => {
  it.each(['财政专户管理资金', '财政专户核拨资金'])('is a source in the wording %s', (label) => {
    expect(SHANGHAI.shownMeaning(label)).toEqual({ is: 'source', source: 'special-account' });
  });

  it('is found by a word of a fund, and not for what is carried over or foreign', () => {
    expect(SHANGHAI.shownMeaning('国有资本收益')).toEqual({ is: 'fund', fund: 'state-capital' });
    expect(SHANGHAI.shownMeaning('专户资金结余')).toEqual({ is: 'carried-over-part' });
    expect(SHANGHAI.shownMeaning('上年结余', ['结余结转收入'])).toEqual({
      is: 'carried-over-part',
    });
    expect(SHANGHAI.shownMeaning('上级补助收入')).toEqual({ is: 'other' });
  });
});

describe('A line', () => {
  it.each`
    key                                       | cells
    ${'revenue/2120199/operating'}            | ${['1 total', '2 operating', '2 total']}
    ${'expenditure/general/2120199/basic'}    | ${['1 basic', '1 total', '3 basic', '3 total', '4 general', '4 total', '5 basic', '5 total']}
    ${'expenditure/unit-funds/2120199/basic'} | ${['1 basic', '1 total', '3 basic', '3 total']}
    ${'economic/30217/public'}                | ${['8 public', '8 total']}
    ${'three-public/vehicle-running'}         | ${['9 total', '9 vehicle-running', '9 vehicles']}
    ${'three-public/operating'}               | ${['9 operating']}
  `('$key is shown in $cells', ({ key, cells }) => {
    const line = parseLineKey(key as LineKey);
    const shown = SHANGHAI.tables.flatMap((table) =>
      Object.keys(table.headings)
        .filter((column) => showsLine(table, column, line))
        .map((column) => `${table.table} ${column}`),
    );
    expect(shown.toSorted()).toEqual(cells);
  });

  it.each([
    [2, '2120199', 'operating', 'revenue/2120199/operating'],
    [6, '2120899', 'project', 'expenditure/government-fund/2120899/project'],
    [8, '30217', 'public', 'economic/30217/public'],
    [9, null, 'reception', 'three-public/reception'],
  ] as const)('is stated by table %i at %s, %s', (table, code, column, key) =>
    expect(SHANGHAI.table(table).lineAt(code, column)).toEqual(parseLineKey(key)),
  );

  it('is stated by no class and by no total', () => {
    expect(SHANGHAI.table(5).lineAt('212', 'basic')).toBeNull();
    expect(SHANGHAI.table(5).lineAt('2120199', 'total')).toBeNull();
  });
});

describe('The headings of a table', () => {
  it('stand over the columns that a document has, in its order', () => {
    expect(
      headingsOver(SHANGHAI.table(9), ['total', 'vehicles', 'vehicle-running', 'operating']),
    ).toEqual([
      {
        text: '“三公”经费预算数',
        over: [
          { text: '合计', column: { kind: 'amount', column: 'total' } },
          {
            text: '公务用车购置及运行费',
            over: [
              { text: '小计', column: { kind: 'amount', column: 'vehicles' } },
              { text: '运行费', column: { kind: 'amount', column: 'vehicle-running' } },
            ],
          },
        ],
      },
      { text: '机关运行经费预算数', column: { kind: 'amount', column: 'operating' } },
    ]);
  });

  it('have no line of their own for a total that is alone', () => {
    const [, expenditure] = headingsOver(SHANGHAI.table(1), ['total']);
    expect(expenditure).toEqual({
      text: '本年支出',
      over: [
        { text: '项目', column: { kind: 'name', side: 'expenditure' } },
        { text: '预算数', column: { kind: 'amount', column: 'total', side: 'expenditure' } },
      ],
    });
  });
});
