import { fromFen, signedFen } from '../../domain/values/money.js';
import { documentOf, tablesOf } from '../rules/rules.fixture.js';
import type { StatedChange } from './narrative.js';
import { readNarrative } from './read-narrative.js';

const HEADING = '2024年单位预算编制说明';

const read = (...lines: readonly string[]) =>
  readNarrative(documentOf(tablesOf(), [HEADING, ...lines]));

const spelled = (fen: bigint | null) => (fen === null ? null : fromFen(fen));

const brief = ({ subject, base, current, delta, percent, reason, unit }: StatedChange) => ({
  of: [subject.kind, subject.code, subject.side, subject.measure],
  base: [base.kind, base.year, spelled(base.amount)],
  current: spelled(current),
  delta: delta === null ? null : signedFen(delta),
  percent,
  reason,
  unit,
});

const changes = (...lines: readonly string[]) => read(...lines).changes.map(brief);
const claims = (...lines: readonly string[]) =>
  read(...lines).claims.map(({ subject, amount }) => [subject, fromFen(amount)]);

describe('A stated change', () => {
  it('has the figure before it, its percent and its reason', () => {
    expect(
      changes('支出预算总计为110.50元，比上年预算增加10.50元，增长10.50%，主要原因是物价上涨。'),
    ).toEqual([
      {
        of: ['total', null, 'expenditure', 'total'],
        base: ['prior-budget', 2023, null],
        current: '110.50',
        delta: '+10.50',
        percent: '10.50',
        reason: '物价上涨',
        unit: '元',
      },
    ]);
  });

  it('that begins a reason and gives none is a warning', () => {
    const sentence = '政府性基金拨款支出预算110元，比上年预算增加10元，主要原因是';
    expect(read(`${sentence}。`).findings).toMatchObject([
      { rule: 'NARR-REASON', severity: 'warning', subject: 'government-fund' },
    ]);
    for (const nothing of ['……。', '无。', '：略。'])
      expect(read(`${sentence}${nothing}`).findings).toHaveLength(1);
    expect(read(`${sentence}物价上涨。`).findings).toEqual([]);
  });

  it('has a reason that ends at its clause, also where the 。 is missing', () => {
    const first = '收入预算90万元，比上年预算增加10万元，主要原因是物价上涨';
    for (const next of [
      '（二）支出预算80万元，比上年预算增加10万元，主要原因是扩编。',
      '2.支出预算80万元，比上年预算增加10万元，主要原因是扩编。',
      '，支出预算80万元，比上年预算增加10万元，主要原因是扩编。',
    ])
      expect(changes(`${first}${next}`)).toMatchObject([
        { of: ['total', null, 'revenue', 'total'], reason: '物价上涨' },
        { of: ['total', null, 'expenditure', 'total'], reason: '扩编' },
      ]);
  });

  it('has a reason that other words begin, right behind it', () => {
    const change = '支出预算110元，比上年预算增加10元，增长10%';
    for (const words of [
      '，主要是',
      '，主要系',
      '，主要由于',
      '，主要是由于',
      '，主要因为',
      '。原因是：',
    ])
      expect(changes(`${change}${words}物价上涨。`)).toMatchObject([{ reason: '物价上涨' }]);
    expect(changes('支出预算110元，与上年预算持平，主要是人员未变。')).toMatchObject([
      { reason: '人员未变' },
    ]);
  });

  it('has no reason in what money is for', () => {
    for (const words of ['，主要是办公费', '，主要用于办公', '，主要因素是物价'])
      expect(
        changes(`支出预算110元，比上年预算增加10元。其中基本支出60元${words}。`),
      ).toMatchObject([{ reason: null }]);
    expect(changes('支出预算110元，比上年预算增加10元，主要因素是物价。')).toMatchObject([
      { reason: null },
    ]);
  });

  it('has a base beside which the sentence says what is meant below', () =>
    expect(
      changes('支出预算110元，比上年预算（上一年度，下同）增加10元，主要原因是扩编。'),
    ).toMatchObject([{ base: ['prior-budget', 2023, null], delta: '+10.00', reason: '扩编' }]));

  it('has a minus for a fall, in the percent too, whichever verb is used', () => {
    for (const verb of ['减少', '下降', '降低'])
      expect(changes(`收入预算90万元，比2023年预算${verb}了10万元，${verb}10%。`)).toMatchObject([
        { current: '900000.00', delta: '-100000.00', percent: '-10', reason: null, unit: '万元' },
      ]);
  });

  it('is zero where nothing changes', () => {
    for (const words of ['与上年预算持平', '与上年预算数持平', '同2023年预算基本持平'])
      expect(changes(`政府性基金拨款支出预算为0万元，${words}。`)).toMatchObject([
        { of: ['fund', 'government-fund', 'expenditure', 'total'], delta: '0.00', percent: null },
      ]);
  });

  it('is read across wraps, blanks between glyphs and wide signs', () => {
    expect(
      changes(
        '支 出 预 算 总 计 为 １１０.５０ 元， 比 上 年 预',
        '算增加 1',
        '0.50 元，增长 10.50 ％，主要原因',
        '是物价上涨。',
      ),
    ).toMatchObject([{ current: '110.50', delta: '+10.50', percent: '10.50', reason: '物价上涨' }]);
  });

  it('keeps the line on which its figure stands, and the figure as printed', () => {
    const { changes: stated, claims: levels } = read(
      '支出预算1,110.50万元，比2023年',
      '预算减少1,365.78万元。',
    );
    expect(stated[0]?.source).toEqual({
      document: '0'.repeat(64),
      table: null,
      page: null,
      line: 3,
      row: null,
      column: null,
      text: '1,365.78',
      unit: '万元',
    });
    expect(levels[0]?.source).toMatchObject({ line: 2, text: '1,110.50' });
  });

  it('is against execution where the sentence says so, in the year that it says', () => {
    expect(
      changes('一般公共预算拨款支出预算20万元，比2022年度预算执行数增加5万元。'),
    ).toMatchObject([
      {
        of: ['fund', 'general', 'expenditure', 'total'],
        base: ['prior-execution', 2022, null],
        delta: '+50000.00',
      },
    ]);
  });

  it('takes a base printed before it, and is not computed from it', () => {
    expect(
      changes(
        '“住房公积金（项）”科目23.15万元，用于缴存。2023年当年预算执行数为8.24万元，2024年预算安排23.15万元，比2023年预算执行数增加180.95%。主要原因是：人员增加。',
      ),
    ).toMatchObject([
      {
        of: ['function', null, 'expenditure', 'total'],
        base: ['prior-execution', 2023, '82400.00'],
        current: '231500.00',
        delta: null,
        percent: '180.95',
        reason: '人员增加',
      },
    ]);
  });

  it('has no percent on a base of zero', () => {
    expect(
      changes(
        '其他收入0.26万元。2023年当年预算执行数为0万元，2024年预算安排0.26万元。主要原因是：新设。',
      ),
    ).toMatchObject([
      {
        base: ['prior-execution', 2023, '0.00'],
        current: '2600.00',
        delta: null,
        percent: null,
        reason: '新设',
      },
    ]);
  });

  it('at the start of a sentence has the subject with which the sentence before began', () => {
    expect(
      changes(
        '预算支出为100元，其中：基本支出为70元，占70%；项目支出为30元，占30%。比上年预算增加8元。',
      ).map(({ of, current, delta }) => [of[0], current, delta]),
    ).toEqual([['total', '100.00', '+8.00']]);
  });

  it('leaves the reason of its part to the part', () => {
    expect(
      changes(
        '收入预算20万元，比上年预算增加2万元，主要原因是扩编，其中：财政拨款收入20万元，比上年预算增加2万元。',
      ).map(({ of, reason }) => [of[0], reason]),
    ).toEqual([
      ['total', '扩编'],
      ['source', null],
    ]);
  });

  it('takes the reason that a later sentence gives for revenue and expenditure alike', () => {
    expect(
      changes(
        '收入预算20万元，其中：财政拨款收入20万元，比2023年预算减少2万元。',
        '支出预算20万元，其中：财政拨款支出预算20万元，比2023年预算减少2万元；政府性基金拨款支出预算0万元，与2023年预算持平。',
        '财政拨款收入支出减少的主要原因是项目完成。',
      ).map(({ of, reason }) => [of[0], of[2], reason]),
    ).toEqual([
      ['source', 'revenue', '项目完成'],
      ['source', 'expenditure', '项目完成'],
      ['fund', 'expenditure', null],
    ]);
  });

  it('of the “三公” 经费 is of its category', () => {
    expect(
      changes(
        '一、2024年“三公”经费预算情况说明',
        '2024年“三公”经费预算数为2.99万元，与上年预算持平。其中：',
        '（一）因公出国（境）费0万元，与上年预算持平。',
        '（二）公务用车购置及运行维护费2.7万元，比上年预算减少0.3万元，主要原因是节约。其中：公务用车购置费0万元，与上年预算持平；公务车用车运行费2.7万元，与上年预算持平。',
        '（三）公务接待费0.29万元。与上年预算持平。',
      ).map(({ of, delta, reason }) => [of[0], of[1], delta, reason]),
    ).toEqual([
      ['three-public', null, '0.00', null],
      ['three-public', 'abroad', '0.00', null],
      ['three-public', 'vehicles', '-3000.00', '节约'],
      ['three-public', 'vehicle-purchase', '0.00', null],
      ['three-public', 'vehicle-running', '0.00', null],
      ['three-public', 'reception', '0.00', null],
    ]);
  });

  it('that cannot be read is a finding with its place', () => {
    const { changes: stated, findings } = read(
      '支出预算总计为110.50元，比上年预算增加',
      '1076.644.60元。',
    );
    expect(stated).toEqual([]);
    expect(findings).toMatchObject([
      {
        rule: 'AMOUNT-FORM',
        section: HEADING,
        printed: '1076.644.60',
        places: [{ table: null, line: 3, text: '1076.644.60' }],
      },
    ]);
  });
});

describe('A level in a sentence', () => {
  it('is a claim of what it names', () => {
    expect(
      claims(
        '收入预算20万元，其中：财政拨款收入18万元；事业收入2万元；事业单位经营收入0万元；其他收入0万元。',
        '支出预算20万元，其中：财政拨款支出预算18万元。财政拨款支出预算中，一般公共预算拨款支出预算18万元；国有资本经营预算拨款支出预算为0。',
        '支出包括：社会保障和就业支出10元、卫生健康支出8元。',
        '基本支出为12元，占60%；项目支出为8元，占40%。',
      ),
    ).toEqual([
      ['revenue', '200000.00'],
      ['revenue/fiscal-appropriation', '180000.00'],
      ['revenue/operating', '20000.00'],
      ['revenue/business', '0.00'],
      ['revenue/other', '0.00'],
      ['expenditure', '200000.00'],
      ['expenditure/fiscal-appropriation', '180000.00'],
      ['expenditure/general', '180000.00'],
      ['expenditure/state-capital', '0.00'],
      ['208', '10.00'],
      ['210', '8.00'],
      ['basic', '12.00'],
      ['project', '8.00'],
    ]);
  });

  it('has the code that its 类, 款 and 项 lead to in the tables', () => {
    const named = tablesOf().map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({ ...row, name: NAMES[row.code ?? ''] ?? row.name })),
    }));
    const sentences = [
      HEADING,
      '1.社会保障和就业（类）行政事业单位养老支出（款）支出1181556元，其中：机关事业单位基本养老保险缴费支出（项）706704元；机关事业单位职业年金缴费支出（项）353352元。',
      '2.城乡社区支出（类）城乡社区管理事务（款）支出6272475.68元，其中：城区社区管理事务（项）6272475.68元。',
      '3.“住房保障支出(类）住房改革支出(款）住房公积金（项)”科目30.92万元。',
      '4.“事业单位医疗”科目46.38万元。',
      '5.“从未听说的科目”科目1万元。',
    ];
    expect(
      readNarrative(documentOf(named, sentences)).claims.map(({ subject }) => subject),
    ).toEqual([
      '20805',
      '2080505',
      '2080506',
      '21201',
      '2120199',
      '2210201',
      '2101102',
      '从未听说的科目',
    ]);
  });

  it('by economic nature has its class', () => {
    expect(
      claims(
        '八、关于2024年单位一般公共预算基本支出情况说明',
        '1.工资福利支出（类）5元，用于基本工资（款）等。2.商品和服务支出（类）3元。',
      ),
    ).toEqual([
      ['301', '5.00'],
      ['302', '3.00'],
    ]);
  });

  it('is identified under its heading; elsewhere its subject is unknown', () => {
    const { claims: levels } = readNarrative(
      documentOf(tablesOf(), [
        '名词解释',
        '一、支出预算9元。',
        HEADING,
        '一、关于 2024 年单位支出预算情况说明',
        '支出预算1元。',
        '其他相关情况说明',
        '一、政府采购情况',
        '支出预算2元。',
        '二、2024年“三公”经费预算情况说明',
        '“三公”经费预算数为3万元。',
        '某项目经费情况说明',
        '六、年度预算安排',
        '支出预算4元。',
      ]),
    );
    expect(levels.map(({ section, subject }) => [section, subject])).toEqual([
      ['关于 2024 年单位支出预算情况说明', 'expenditure'],
      ['2024年“三公”经费预算情况说明', 'three-public'],
      ['名词解释', 'unread'],
      ['政府采购情况', 'unread'],
      ['年度预算安排', 'unread'],
    ]);
  });
});

const NAMES: Readonly<Record<string, string>> = {
  '208': '社会保障和就业支出',
  '20805': '行政事业单位养老支出',
  '2080505': '机关事业单位基本养老保险缴费支出',
  '2080506': '机关事业单位职业年金缴费支出',
  '210': '卫生健康支出',
  '21011': '行政事业单位医疗',
  '2101102': '事业单位医疗',
  '212': '城乡社区支出',
  '21201': '城乡社区管理事务',
  '2120199': '其他城乡社区管理事务支出',
  '21203': '城乡社区公共设施',
  '2120399': '其他城乡社区公共设施支出',
  '221': '住房保障支出',
  '22102': '住房改革支出',
  '2210201': '住房公积金',
};
