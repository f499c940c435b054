import { fromFen, signedFen } from '../../domain/values/money.js';
import { Passage } from '../passages/passage.js';
import { linesOf } from '../readers/text-lines.js';
import { documentOf, tablesOf } from '../rules/rules.fixture.js';
import { RowNames } from './row-names.js';
import { SectionReader, type Mutable } from './section-reader.js';

const DOCUMENT = documentOf(tablesOf());
const NAMES = new RowNames(DOCUMENT);

/** What a section adds, paragraph by paragraph. */
const read = (...paragraphs: readonly string[]): Mutable => {
  const found: Mutable = {
    changes: [],
    claims: [],
    assets: [],
    shares: [],
    absences: [],
    unidentified: [],
    findings: [],
  };
  const section = new SectionReader(DOCUMENT, NAMES, found, '预算情况说明');
  for (const text of paragraphs)
    section.read({
      section: '预算情况说明',
      part: 'budget',
      passage: Passage.of(linesOf(text, 'the document')),
    });
  return found;
};

const claims = ({ claims: found }: Mutable) =>
  found.map(({ subject, amount }) => `${subject} ${fromFen(amount)}`);
const changes = ({ changes: found }: Mutable) =>
  found.map(({ subject: { kind, code, side }, base, current, delta, percent, reason }) =>
    [
      `${side} ${code ?? kind}`,
      `${base.kind} ${base.year}${base.amount === null ? '' : ` ${fromFen(base.amount)}`}`,
      current === null ? '?' : fromFen(current),
      delta === null ? '?' : signedFen(delta),
      `${percent ?? '?'}%`,
      reason ?? '',
    ].join(', '),
  );

describe('A figure of a sentence', () => {
  it.each([
    ['of one subject is a claim', '支出预算110元。', ['expenditure 110.00']],
    [
      'of both sides is a claim of each',
      '收支总预算110元。',
      ['revenue 110.00', 'expenditure 110.00'],
    ],
    [
      'takes the unit of its sentence',
      '支出预算1.5万元，其中基本支出1。',
      ['expenditure 15000.00', 'basic 10000.00'],
    ],
    ['after 占 is a share and no claim', '基本支出50元，占50%。', ['basic 50.00']],
    [
      'that repeats the year has the subject of its sentence',
      '支出预算90元。2024年预算安排100元。',
      ['expenditure 90.00', 'expenditure 100.00'],
    ],
  ])('%s', (_, text, expected) => expect(claims(read(text))).toEqual(expected));

  it('whose subject is unknown is no claim, and is kept', () => {
    const found = read('新增经费30元。');
    expect(claims(found)).toEqual([]);
    expect(found.unidentified).toMatchObject([{ label: '新增经费', amount: 30_00n }]);
  });

  it('that cannot be read is a finding', () => {
    const found = read('支出预算1.2.3元。');
    expect(claims(found)).toEqual([]);
    expect(found.findings).toMatchObject([
      { rule: 'AMOUNT-FORM', subject: 'expenditure', printed: '1.2.3' },
    ]);
  });

  it('that a share is of is no figure of its own', () => {
    const found = read('基本支出50元，占200元的25%。');
    expect(claims(found)).toEqual(['basic 50.00']);
    expect(found.unidentified).toEqual([]);
  });
});

describe('A change of a sentence', () => {
  it.each([
    [
      'is of the figure before it',
      '支出预算110元，比上年预算增加10元，增长10%。',
      ['expenditure total, prior-budget 2023, 110.00, +10.00, 10%, '],
    ],
    [
      'is of both sides where one figure names both',
      '收支总预算110元，比上年预算减少10元。',
      [
        'revenue total, prior-budget 2023, 110.00, -10.00, ?%, ',
        'expenditure total, prior-budget 2023, 110.00, -10.00, ?%, ',
      ],
    ],
    [
      'alone in its sentence is of the subject with which the one before began',
      '支出预算110元，其中：基本支出100元。比上年预算增加10元。',
      ['expenditure total, prior-budget 2023, 110.00, +10.00, ?%, '],
    ],
    [
      'has the base that is printed beside it, and its percent after it',
      '支出预算110元。2023年预算数为100元，2024年预算安排110元，比2023年预算数增长10%。',
      ['expenditure total, prior-budget 2023 100.00, 110.00, ?, 10%, '],
    ],
    [
      'does not take the percent of another base',
      '支出预算110元。2023年预算数为100元，2024年预算安排110元，比2022年预算数增长10%。',
      [
        'expenditure total, prior-budget 2023 100.00, 110.00, ?, ?%, ',
        'expenditure total, prior-budget 2022, 110.00, ?, 10%, ',
      ],
    ],
    ['without a figure or a percent is none', '支出预算110元，比上年预算有所增加。', []],
  ])('%s', (_, text, expected) => expect(changes(read(text))).toEqual(expected));

  it('without any subject is no change, and its figure is kept', () => {
    const found = read('比上年预算增加10元。');
    expect(changes(found)).toEqual([]);
    expect(found.unidentified).toMatchObject([{ amount: 10_00n }]);
  });
});

describe('A reason', () => {
  it.each([
    [
      'belongs to the change before it',
      ['支出预算110元，比上年预算增加10元，主要原因是物价上涨。'],
      ['expenditure total, prior-budget 2023, 110.00, +10.00, ?%, 物价上涨'],
    ],
    [
      'that names expenditure belongs to the changes of expenditure in its section',
      [
        '收入预算110元，比上年预算增加10元。',
        '支出预算110元，比上年预算增加10元。',
        '支出增加的主要原因是物价上涨。',
      ],
      [
        'revenue total, prior-budget 2023, 110.00, +10.00, ?%, ',
        'expenditure total, prior-budget 2023, 110.00, +10.00, ?%, 物价上涨',
      ],
    ],
    [
      'does not replace another',
      ['支出预算110元，比上年预算增加10元，主要原因是物价上涨。支出增加的主要原因是人员增加。'],
      ['expenditure total, prior-budget 2023, 110.00, +10.00, ?%, 物价上涨'],
    ],
    [
      'is not given to a change of nothing',
      [
        '收入预算110元，与上年预算持平。支出预算110元，比上年预算增加10元。收支增加的主要原因是物价上涨。',
      ],
      [
        'revenue total, prior-budget 2023, 110.00, 0.00, ?%, ',
        'expenditure total, prior-budget 2023, 110.00, +10.00, ?%, 物价上涨',
      ],
    ],
    [
      'of the appropriation is not one of the whole',
      [
        '支出预算110元，比上年预算增加10元。财政拨款支出预算90元，比上年预算增加5元。财政拨款支出增加的主要原因是物价上涨。',
      ],
      [
        'expenditure total, prior-budget 2023, 110.00, +10.00, ?%, ',
        'expenditure fiscal-appropriation, prior-budget 2023, 90.00, +5.00, ?%, 物价上涨',
      ],
    ],
  ])('%s', (_, paragraphs, expected) => expect(changes(read(...paragraphs))).toEqual(expected));
});

describe('A share', () => {
  it('is of the figure before it in the figure with which the sentence began', () => {
    expect(read('支出预算200元，其中：政府性基金拨款支出预算50元，占25%。').shares).toMatchObject([
      { subject: 'expenditure/government-fund', part: 50_00n, whole: 200_00n, percent: '25' },
    ]);
  });

  it('of basic expenditure is in the whole, not in the other half', () => {
    expect(read('支出预算200元。基本支出150元，占75%；项目支出50元，占25%。').shares).toMatchObject(
      [
        { subject: 'basic', whole: 200_00n },
        { subject: 'project', whole: 200_00n },
      ],
    );
  });
});

describe('A statement that there is none', () => {
  it.each([
    ['本部门无政府性基金财政拨款支出预算。', ['expenditure/government-fund 政府性基金拨款支出']],
    [
      '本单位无国有资本经营预算财政拨款支出。',
      ['expenditure/state-capital 国有资本经营预算拨款支出'],
    ],
    ['本单位无机关运行经费。', ['three-public/operating 机关运行经费']],
    ['若无，则写“本部门无机关运行经费”。', []],
  ])('%s', (text, expected) =>
    expect(read(text).absences.map(({ subject, name }) => `${subject} ${name}`)).toEqual(expected),
  );
});
