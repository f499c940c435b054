import { CLERK, openLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { change } from '../../domain/decide/decide.fixture.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { fromFen } from '../../domain/values/money.js';
import type { PrintedDocument } from '../../reading/printed.js';
import { ImportDocument } from '../../imports/import-document.js';
import { COVER, TABLES } from '../../reading/by-headings/elsewhere.fixture.js';
import { examine } from '../../reading/examine.js';
import {
  frontOf,
  gridsOf,
  render,
  SAMPLE,
  tableLines,
} from '../../reading/tables/budget.fixture.js';
import { civilDate } from '../../domain/values/civil-date.js';
import type { PrintedBudget } from './document.answer.js';
import { DocumentOf } from './document.query.js';
import { layoutOf } from './layout.js';
import { documentAs } from './render-document.js';
import { itInCi } from '../../../test/support/it-in-ci.js';

/** A budget whose table of the general fund prints a total that its rows do not add up to. */
const printed = (): string => {
  const grids = gridsOf(SAMPLE).map((grid, at) =>
    at === 4
      ? {
          ...grid,
          rows: grid.rows.map((row) =>
            row[0] === '合计' ? row.map((text) => (text === TOTAL ? SLIP : text)) : row,
          ),
        }
      : grid,
  );
  return [
    ...frontOf(SAMPLE),
    '2024年部门预算编制说明',
    `2024年，支出预算1,555,000.50元，比上年预算增加55,000.00元，主要原因是${REASON}。`,
    ...grids.flatMap((grid) => tableLines(grid, 'tabs')),
  ].join('\n');
};
const [TOTAL, SLIP] = ['1,555,000.50', '2,555,000.50'];
const REASON = '新开放了两处窗口';

/** The rows of the table of what was adjusted. */
const rowsOf = ({ adjustments }: PrintedBudget): readonly (readonly unknown[])[] =>
  adjustments!.rows.map(({ code, name, texts, cells }) => [
    code ?? '',
    name,
    ...Object.values({ ...texts, ...cells }),
  ]);

describe('The sentences of a document', () => {
  let ledger: TestLedger;
  let budget: BudgetId;
  beforeAll(async () => {
    ledger = await openLedger();
    const imported = async (text: string) => {
      const examined = await examine(new TextEncoder().encode(text), '预算.txt', null);
      return ledger.execute(new ImportDocument(examined, {}, CLERK));
    };
    const [last, ...others] = [...SAMPLE.items].reverse();
    const items = [{ ...last!, project: last!.project - 5_500_000n }, ...others].reverse();
    await imported(render({ ...SAMPLE, items, year: 2023 }, 'tabs'));
    ({ budget } = await imported(printed()));
  });
  afterAll(() => ledger.close());

  const sentences = async (unit?: '万元') => {
    const { narrative } = await ledger.ask(new DocumentOf(budget, {}, { unit }));
    return narrative.flatMap(({ paragraphs }) => paragraphs).join('\n');
  };

  it('say of a total what its table says, also where the rows do not add up to it', async () => {
    expect(await sentences()).toContain('一般公共预算拨款支出2555000.50元');
    expect(await sentences('万元')).toContain('一般公共预算拨款支出255.50万元');
  });

  it('give the reason of the document under its figure, and under no other after an amendment', async () => {
    const rise = '比上年预算增加55000.00元，增长3.67%';
    expect(await sentences()).toContain(`支出预算1555000.50元，${rise}，主要原因是${REASON}。`);
    const proposal = await ledger.propose(budget, 'supplement', [change('1000.00')]);
    await ledger.approve(budget, proposal, { on: '2024-06-01' });
    const adjusted = await sentences();
    expect(adjusted).toContain('一般公共预算拨款支出2556000.50元');
    expect(adjusted).toContain('支出预算1556000.50元，比上年预算增加56000.00元，增长3.73%。');
    expect(adjusted).not.toContain(REASON);
  });

  itInCi(
    'show original, change and adjusted of an adjusted budget, which is read back by its title',
    async () => {
      const answer = await ledger.ask(new DocumentOf(budget));
      expect(answer.narrative.at(-1)).toEqual({
        heading: '九、预算调整情况',
        paragraphs: [
          '收入预算年初预算数1555000.50元，调增1000.00元，调整后预算数1556000.50元。',
          '支出预算年初预算数1555000.50元，调增1000.00元，调整后预算数1556000.50元。',
          '各科目的调整见《预算调整情况表》。',
        ],
      });
      expect(rowsOf(answer)).toEqual([
        ['', '财政拨款收入', '收入', '1555000.50', '1000.00', '1556000.50'],
        ['2120199', '其他城乡社区管理事务支出', '项目支出', '80000.00', '1000.00', '81000.00'],
      ]);
      expect(await documentAs(answer, 'md')).toMatch(
        /^# 某市某区2024年区级部门预算\n\n（调整预算）\n/,
      );
      const { adjustments: _, ...others } = answer;
      const without = (await documentAs(others, 'xlsx')) as Uint8Array;
      const linesOf = ({ facts }: Awaited<ReturnType<typeof examine>>) =>
        facts.lines.map(({ line, amount }) => `${JSON.stringify(line)} ${amount}`);
      const lines = linesOf(await examine(without, 'without.xlsx', null));
      for (const format of ['xlsx', 'docx', 'pdf'] as const) {
        const file = (await documentAs(answer, format)) as Uint8Array;
        const examined = await examine(file, `adjusted.${format}`, null);
        const { document } = examined;
        // Its table makes no lines: the money of the tables is there once.
        expect(linesOf(examined)).toEqual(lines);
        const { findings } = examined.facts;
        expect(document.further?.map(({ title }) => title)).toEqual(['预算调整情况表']);
        expect(findings.filter(({ rule }) => ['LAYOUT', 'AMOUNT-FORM'].includes(rule))).toEqual([]);
        expect(document).toMatchObject({
          title: '某市某区2024年区级部门预算',
          agencyName: SAMPLE.agency,
          fiscalYear: 2024,
          scope: 'department',
        });
      }
      const original = await ledger.ask(
        new DocumentOf(budget, { effective: civilDate('2024-05-31') }),
      );
      expect(original).toMatchObject({ adjusted: false, title: '某市某区2024年区级部门预算' });
    },
  );

  it('show what moves within a class, also where its total stays', async () => {
    const reallocation = await ledger.propose(budget, 'reallocation', [
      change('-300.00'),
      change('300.00', { expenditure: 'basic', economic: '30201' }),
    ]);
    await ledger.approve(budget, reallocation, { on: '2024-07-01' });
    expect(
      rowsOf(await ledger.ask(new DocumentOf(budget))).filter((row) => row[4] === '300.00'),
    ).toEqual([
      ['2120199', '其他城乡社区管理事务支出', '基本支出', '600000.00', '300.00', '600300.00'],
      ['30201', '办公费', '基本支出（经济分类）', '125000.50', '300.00', '125300.50'],
    ]);
  });
});

/** A title that a page has no room for at its usual size. */
const LONG = '2024年临江市水务中心及所属单位政府购买服务和履职辅助性服务支出预算情况明细表';

/** Tables that are none of the nine beside the one of the fixture; two of them have no number. */
const FURTHER = [
  `公开12表
项目支出预算表
部门名称：临江市水务中心,,,,,,单位：万元
科目编码,单位名称,项目名称,数量,总计,财政拨款收入,
,,,,,一般公共预算,政府性基金
,,合计,3,30.00,25.00,
2080505,临江市水务中心,河道清淤,1,20.00,20.00,0.00
,临江市水务中心,[2]水质*监测*,2,10.00,5.00,`,
  `债务支出表
单位：元
债务名称,还本（元/期）
一期工程,120000.00`,
  `${LONG}
单位：元
项目名称,金额
物业管理服务,120000.00`,
];

describe('The further tables of a document', () => {
  let ledger: TestLedger;
  let budget: BudgetId;
  let printedTables: unknown;
  beforeAll(async () => {
    ledger = await openLedger();
    const cover = COVER.replace('2031', '2024');
    const text = [cover, ...Object.values(TABLES), ...FURTHER].join('\n\n');
    const examined = await examine(new TextEncoder().encode(text), '预算.csv', null);
    ({ budget } = await ledger.execute(new ImportDocument(examined, {}, CLERK)));
    printedTables = furtherOf(examined.document);
  });
  afterAll(() => ledger.close());

  const asked = () => ledger.ask(new DocumentOf(budget));

  it('are printed among the nine in the order of the form, those without a number after all others', async () => {
    const { tables } = layoutOf(await asked());
    expect(tables.map(({ title }) => title)).toEqual([
      '公开01表 收支总表',
      '公开02表 收入总表',
      '公开03表 支出总表',
      '公开04表 财政拨款收支总表',
      '公开07表 一般公共预算支出表',
      '公开08表 一般公共预算基本支出表',
      '公开09表 一般公共预算“三公”经费、会议费、培训费支出表',
      '公开10表 政府性基金预算支出表',
      '公开12表 项目支出预算表',
      '公开13表 政府采购支出表',
      '债务支出表',
      LONG,
    ]);
    expect(tables.slice(-2).map(({ sheet }) => sheet)).toEqual(['债务支出表', LONG.slice(0, 31)]);
    const projects = tables.find(({ sheet }) => sheet === '项目支出预算表')!;
    expect(projects.header.filter(({ row }) => row === 0).map(({ text }) => text)).toEqual([
      '科目编码',
      '名称',
      '单位名称',
      '数量',
      '总计',
      '财政拨款收入',
    ]);
    expect(projects.rows.at(-1)!.cells.map(({ text }) => text)).toEqual([
      '合计',
      '',
      '3',
      '30.00',
      '25.00',
      '',
    ]);
  });

  it.each(['md', 'csv', 'xlsx', 'docx', 'pdf'] as const)(
    'are read back from %s with every heading, text and figure',
    async (format) => {
      const file = await documentAs(await asked(), format);
      const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
      const { document } = await examine(bytes, `printed.${format}`, null);
      expect(furtherOf(document)).toEqual(printedTables);
    },
  );

  it('stay as published when the budget is amended, and say so', async () => {
    const before = await asked();
    expect(before.further!.some(({ changedSince }) => changedSince)).toBe(false);
    const proposal = await ledger.propose(budget, 'supplement', [
      change('10000.00', { expenditure: 'project', function: '2210201' }),
    ]);
    await ledger.approve(budget, proposal, { on: '2024-06-01' });
    const after = await asked();
    expect(after.further!.map((table) => ({ ...table, asOf: null }))).toEqual(
      before.further!.map((table) => ({ ...table, asOf: null, changedSince: true })),
    );
    expect(
      layoutOf(after)
        .tables.filter(({ table }) => table > 9)
        .map(({ note }) => note),
    ).toEqual([
      ...after.further!.map(() => '备注：预算公布后有变动，本表仍是公布时的数字。'),
      // What was adjusted, which is of today.
      null,
    ]);
    const { document } = await examine(
      new TextEncoder().encode((await documentAs(after, 'csv')) as string),
      'amended.csv',
      null,
    );
    expect(furtherOf({ ...document, further: document.further!.slice(0, -1) })).toEqual(
      printedTables,
    );
    const earlier = await ledger.ask(
      new DocumentOf(budget, { effective: civilDate('2024-05-31') }),
    );
    expect(earlier.further!.some(({ changedSince }) => changedSince)).toBe(false);
  });
});

/** Tables by their titles, without the places of their figures; a total is printed last. */
const furtherOf = ({ further = [] }: PrintedDocument): unknown =>
  further
    .map(({ kind, number, state, title, unit, columns, textColumns, rows }) => ({
      kind,
      number,
      state,
      title,
      unit,
      columns,
      textColumns,
      rows: rows
        .toSorted((one, other) => Number(one.total ?? false) - Number(other.total ?? false))
        .map(({ code, name, total, texts, cells }) => ({
          code,
          name,
          total,
          texts,
          cells: Object.fromEntries(
            Object.entries(cells).map(([column, { amount }]) => [column, fromFen(amount)]),
          ),
        })),
    }))
    .toSorted((one, other) => (one.title < other.title ? -1 : 1));
