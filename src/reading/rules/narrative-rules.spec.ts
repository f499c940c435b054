import type { Finding } from '../../domain/events/finding.js';
import { readNarrative } from '../narrative/read-narrative.js';
import type { PrintedTable } from '../printed.js';
import { checkDocument } from './check.js';
import { documentOf, tablesOf, withCell } from './rules.fixture.js';

const check = (sentences: readonly string[], tables = tablesOf()): readonly Finding[] => {
  const document = documentOf(tables, ['2024年单位预算编制说明', ...sentences]);
  return checkDocument(document, readNarrative(document));
};

describe('A figure in a sentence', () => {
  it('that agrees with the tables raises no finding, rounded to 万元 or not', () => {
    expect(
      check([
        '收入预算826.73万元，其中：财政拨款收入8267287.93元；其他收入0万元。',
        '支出预算826.73万元，其中：社会保障和就业支出118.16万元、卫生健康支出463776.00元。',
        '基本支出为765.45万元；项目支出为61.28万元。',
      ]),
    ).toEqual([]);
  });

  it('that loses a digit is one finding, however often it is printed', () => {
    const findings = check(['卫生健康支出46776.00元。', '支出包括：卫生健康支出46776.00元。']);
    expect(findings).toMatchObject([
      {
        rule: 'NARR-FIGURE',
        severity: 'error',
        subject: '210',
        printed: '46776.00',
        expected: '463776.00',
        difference: '-417000.00',
        unit: '元',
        hint: 'digit-lost',
      },
    ]);
    expect(findings[0]?.places.map(({ table, line }) => [table, line])).toEqual([
      [null, 2],
      [null, 3],
      [5, 506],
    ]);
  });

  it('in 万元 is compared to the last decimal that the document prints', () => {
    // 46.3776 万元.
    expect(check(['卫生健康支出46.38万元。'])).toEqual([]);
    expect(check(['卫生健康支出46.4万元。'])).toEqual([]);
    expect(
      check(['卫生健康支出46.4万元，住房保障支出30.92万元。']).map(({ subject, unit }) => [
        subject,
        unit,
      ]),
    ).toEqual([['210', '万元']]);
    expect(check(['卫生健康支出46.37万元。'])).toMatchObject([
      { printed: '46.37', expected: '46.3776', difference: '-0.0076' },
    ]);
  });

  it('that agrees with the proved amount of a misprinted cell is right', () => {
    const tables = (['total', 'general'] as const).reduce<readonly PrintedTable[]>(
      (now, column) => withCell(now, 4, '210', column, '463776.90'),
      withCell(tablesOf(), 5, '210', 'total', '46776.00'),
    );
    expect(
      check(['卫生健康支出463776.00元。'], tables).map(({ rule, table }) => [rule, table]),
    ).toEqual([
      ['TIE', 4],
      ['SUM-CLASS', 5],
    ]);
  });

  it('of a class without a row of its own is compared with the sum of its items', () => {
    const tables = tablesOf().map((table) =>
      table.table === 8
        ? { ...table, rows: table.rows.filter(({ code }) => code?.length !== 3) }
        : table,
    );
    const heading = '八、关于2024年单位一般公共预算基本支出情况说明';
    expect(check([heading, '1.资本性支出（类）166327.87元。'], tables)).toEqual([]);
    expect(check([heading, '1.资本性支出（类）166337.87元。'], tables)).toMatchObject([
      { rule: 'NARR-FIGURE', subject: '310', expected: '166327.87' },
    ]);
  });

  it('of the “三公” 经费 is compared with T9, whose blanks are zero', () => {
    const tables = withCell(tablesOf(), 9, '', 'abroad', null);
    expect(check(['因公出国（境）费0万元。'], tables)).toEqual([]);
    expect(check(['因公出国（境）费0.5万元。'], tables)).toMatchObject([
      { subject: 'three-public/abroad', printed: '0.50', expected: '0.00', unit: '万元' },
    ]);
  });
});

describe('A stated change', () => {
  const WHY = '主要原因是扩编';
  const rules = (...sentences: readonly string[]) =>
    check(sentences).filter(({ rule }) => rule !== 'NARR-FIGURE');

  it('that agrees with its own figures raises no finding', () => {
    expect(
      rules(
        `支出预算总计为8105487.68元，比上年预算增加1076644.60元，增长15.32%，${WHY}。`,
        // 75.07 / 53.59 is 40.08 % by the printed figures and 40.09 % by what may stand behind them.
        `“事业单位医疗”科目75.07万元。2023年当年预算执行数为53.59万元，2024年预算安排75.07万元，比2023年预算执行数增加40.09%。${WHY}。`,
      ),
    ).toEqual([]);
  });

  it('is checked against its printed base', () => {
    expect(
      rules(
        `其他收入12.00万元。2023年当年预算执行数为5.00万元，2024年预算安排12.00万元，比2023年预算执行数增加6.00万元。${WHY}。`,
      ),
    ).toMatchObject([
      { rule: 'NARR-CHANGE', severity: 'error', printed: '6.00', expected: '7.00', unit: '万元' },
    ]);
  });

  it('has the same amount wherever it is stated', () => {
    expect(
      rules(
        `支出预算110元，比上年预算增加10元，${WHY}。`,
        `支出预算110元，比上年预算增加11元，${WHY}。`,
      ),
    ).toMatchObject([{ rule: 'NARR-CHANGE', printed: '11.00', expected: '10.00' }]);
  });

  it('with a wrong percent is a warning', () => {
    expect(rules(`支出预算110元，比上年预算增加10元，增长10.10%，${WHY}。`)).toMatchObject([
      { rule: 'NARR-PERCENT', severity: 'warning', printed: '10.10', expected: '10.00' },
    ]);
    expect(rules(`支出预算90元，比上年预算减少10元，增长10.00%，${WHY}。`)).toMatchObject([
      { rule: 'NARR-PERCENT', printed: '10.00', expected: '-10.00' },
    ]);
  });

  it('that its own percent contradicts in its direction, a digit or the order of two is an error', () => {
    const rise = (delta: string, percent: string) =>
      rules(`支出预算8105487.68元，比上年预算${delta}元，增长${percent}%，${WHY}。`);
    expect(rise('增加1076644.60', '15.32')).toEqual([]);
    expect(
      rules(`支出预算8105487.68元，比上年预算减少1076644.60元，下降15.32%，${WHY}。`),
    ).toMatchObject([
      { rule: 'NARR-CHANGE', severity: 'error', printed: '-1076644.60', expected: '1076644.60' },
    ]);
    for (const printed of ['1176644.60', '1706644.60'])
      expect(rise(`增加${printed}`, '15.32')).toMatchObject([
        { rule: 'NARR-CHANGE', severity: 'error', printed, expected: '1076644.60' },
      ]);
  });

  it('is at most what there is of it now', () => {
    expect(rules(`政府性基金拨款支出预算0元，比上年预算增加1076644.60元，${WHY}。`)).toMatchObject([
      { rule: 'NARR-CHANGE', printed: '1076644.60', expected: 'at most 0.00' },
    ]);
    expect(rules(`政府性基金拨款支出预算0元，比上年预算减少1076644.60元，${WHY}。`)).toEqual([]);
  });

  it('of the appropriation is the sum of those of its three funds', () => {
    const funds = (last: string) =>
      rules(
        `财政拨款支出预算110元，比上年预算增加10元，${WHY}，其中：一般公共预算拨款支出预算110元，比上年预算增加${last}元，${WHY}；政府性基金拨款支出预算0元，与上年预算持平；国有资本经营预算拨款支出预算0元，与上年预算持平。`,
      );
    expect(funds('10')).toEqual([]);
    expect(funds('20')).toMatchObject([{ rule: 'NARR-SUM', printed: '10.00', expected: '20.00' }]);
  });

  it('of the whole is the sum of the changes of its classes', () => {
    const classes = (last: string) => [
      `支出预算8267287.93元，比上年预算增加100元，${WHY}，其中：社会保障和就业支出1181556元，比上年预算增加50元，${WHY}；卫生健康支出463776元，比上年预算减少20元，${WHY}；`,
      `住房保障支出309180元，与上年预算持平；城乡社区支出6312775.93元，比上年预算增加${last}元，${WHY}。`,
    ];
    expect(rules(...classes('70'))).toEqual([]);
    expect(rules(...classes('71'))).toMatchObject([
      { rule: 'NARR-SUM', severity: 'error', printed: '100.00', expected: '101.00' },
    ]);
    // A class of which only what is below it is stated.
    const [first = '', last = ''] = classes('71');
    const below = [
      first.replace('卫生健康支出463776元，比上年预算减少20元', '卫生健康支出463776元'),
      last,
      `卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）463776元，比上年预算减少20元，${WHY}。`,
    ];
    expect(rules(...below)).toMatchObject([
      { rule: 'NARR-SUM', printed: '100.00', expected: '101.00' },
    ]);
  });

  it.each([
    [
      'basic and project expenditure',
      (last: string) =>
        `支出预算8267287.93元，比上年预算增加30元，${WHY}。基本支出7654487.68元，比上年预算增加20元；项目支出612800.25元，比上年预算增加${last}元。`,
    ],
    [
      'the three public expenses',
      (last: string) =>
        `“三公”经费60万元，比上年预算增加30.00万元，${WHY}。因公出国（境）费20万元，比上年预算增加20.00万元；公务接待费10万元，比上年预算增加${last}.00万元；公务用车购置及运行费30万元，与上年预算持平。`,
    ],
    [
      'the sources of revenue',
      (last: string) =>
        `收入预算8267287.93元，比上年预算增加30元，${WHY}。财政拨款收入8267287.93元，比上年预算增加20元；事业收入0元，与上年预算持平；事业单位经营收入0元，与上年预算持平；其他收入0元，比上年预算增加${last}元。`,
    ],
  ])('of a whole is the sum of the changes of %s, where all are stated', (_parts, sentences) => {
    expect(rules(sentences('10')).filter(({ rule }) => rule === 'NARR-SUM')).toEqual([]);
    expect(rules(sentences('11')).filter(({ rule }) => rule === 'NARR-SUM')).toMatchObject([
      { severity: 'error', printed: '30.00' },
    ]);
  });

  it('is compared with no sum of parts that are not all of it this year', () => {
    const some = `支出预算8267287.93元，比上年预算增加30元，${WHY}。基本支出7000000元，比上年预算增加20元；项目支出612800.25元，比上年预算增加5元。`;
    expect(rules(some).filter(({ rule }) => rule === 'NARR-SUM')).toEqual([]);
  });

  it('without a reason is a warning, unless one is given for the same change elsewhere', () => {
    const bare = '支出预算110元，比上年预算增加10元。';
    expect(rules(bare)).toMatchObject([
      { rule: 'NARR-REASON', severity: 'warning', subject: 'expenditure' },
    ]);
    expect(rules(bare, `支出预算110元，比上年预算增加10元，${WHY}。`)).toEqual([]);
    expect(
      rules(
        `支出预算110元，比上年预算增加10元，其中：财政拨款支出预算110元，比上年预算增加10元，${WHY}。`,
      ),
    ).toEqual([]);
    expect(rules('支出预算110元，与上年预算持平。')).toEqual([]);
  });

  it('is measured against the year before', () => {
    const findings = rules(
      `支出预算110元，比2022年预算增加10元，${WHY}。收入预算110元，比2022年预算增加10元，${WHY}。`,
    );
    expect(findings).toMatchObject([
      { rule: 'NARR-YEAR', severity: 'error', printed: '2022', expected: '2023' },
    ]);
    expect(findings[0]?.places).toHaveLength(2);
  });
});
