import { jest } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from '../../src/domain/events/budget.events.js';
import { INTERFACES, type Ledger } from '../support/interfaces.js';
import {
  MINHANG_2024,
  PUTUO_2023,
  QINGPU_2023,
  SAMPLE_2022,
  SAMPLE_2023,
  type PublishedBudget,
} from '../support/published.js';
import type { ChangeEntry } from '../../src/audit/audit.answer.js';
import type { TrailEntry } from '../../src/budgets/reports/trail.answer.js';
import { cases } from '../support/rounds.js';
import { LARGE_DATA_TEST_MS } from '../support/timeouts.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

// Each scenario runs through the command line too.
jest.setTimeout(LARGE_DATA_TEST_MS);

/*
 * The events of a year in a finance bureau. The amounts of original budgets are from published documents; the changes during
 * the year and their document numbers are invented.
 */

const BAOSHAN_2022 = 'baoshan-2022-unit';
const BAOSHAN_2023 = 'baoshan-2023-department';

if ([MINHANG_2024, QINGPU_2023, PUTUO_2023].some(({ file }) => file === undefined))
  process.stderr.write(
    'No published budgets beside the repository: the scenarios run on their lines alone.\n',
  );

describe.each(cases(1, INTERFACES))('Through $name', ({ enter }) => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = await enter();
  });
  afterEach(() => ledger.close());

  const baoshan = async () => {
    expect(await ledger.import(SAMPLE_2022, 'baoshan')).toBe(BAOSHAN_2022);
    expect(await ledger.import(SAMPLE_2023, 'baoshan')).toBe(BAOSHAN_2023);
  };

  /** The budget from its document, or from its lines. */
  const published = async (
    { id, agency, file, lines }: PublishedBudget,
    how: 'document' | 'lines',
  ): Promise<string> => {
    if (how === 'lines') return ledger.budget(id, lines);
    expect(await ledger.import(file!, agency)).toBe(id);
    return id;
  };

  const from = ({ file }: PublishedBudget): readonly ('document' | 'lines')[] =>
    file === undefined ? ['lines'] : cases(1, ['lines', 'document']);

  describe('S01: two published years and their comparison', () => {
    it('is +1076644.60, 15.32%, and the four classes add up to it', async () => {
      await baoshan();
      const { rows, total, against } = await ledger.ask('deltas', BAOSHAN_2023);
      expect(against).toEqual({ kind: 'prior-budget', budget: BAOSHAN_2022 });
      expect(total).toMatchObject({
        base: '7028843.08',
        current: '8105487.68',
        delta: '+1076644.60',
        percent: '15.32',
        text: '+1076644.60, 15.32%',
        stated: { delta: '+1076644.60', percent: '15.32', agrees: 'yes' },
      });
      const classes = rows.filter(({ measure }) => measure === 'total');
      expect(classes.map(({ code, text, stated }) => [code, text, stated?.agrees])).toEqual([
        ['208', '+133674.72, 14.43%', 'yes'],
        ['210', '+58484.16, 14.43%', 'yes'],
        ['212', '+845500.24, 15.58%', 'yes'],
        ['221', '+38985.48, 14.43%', 'yes'],
      ]);
      const fen = classes.reduce((sum, { delta }) => sum + Math.round(Number(delta) * 100), 0);
      expect(fen).toBe(107_664_460);
    });
  });

  describe('S02: a supplement in mid-year', () => {
    it('changes the adjusted budget, and not what the document states', async () => {
      await baoshan();
      const proposed = await ledger.propose(BAOSHAN_2023, {
        kind: 'supplement',
        reason: '网格化平台运维',
        changes: [{ function: '2120199', expenditure: 'project', amount: '150000.00' }],
      });
      expect((await ledger.ask('bridge', BAOSHAN_2023)).total).toMatchObject({
        adjusted: '8105487.68',
        pending: '150000.00',
      });
      await ledger.approve(BAOSHAN_2023, proposed, {
        authority: { number: '宝财预〔2023〕15号' },
        approvedOn: '2023-06-15',
        effectiveOn: '2023-06-15',
      });
      expect(await ledger.cells(BAOSHAN_2023, 3, '2120199')).toEqual({
        total: '6422475.68',
        basic: '5699975.68',
        project: '722500.00',
      });
      expect(
        await ledger.cells(BAOSHAN_2023, 3, '2120199', { effective: '2023-06-14' }),
      ).toMatchObject({ total: '6272475.68', project: '572500.00' });
      for (const table of [1, 4])
        expect((await ledger.table(BAOSHAN_2023, table)).totals).toMatchObject({
          revenue: { total: '8255487.68' },
          expenditure: { total: '8255487.68' },
        });
      for (const table of [2, 3, 5])
        expect((await ledger.table(BAOSHAN_2023, table)).totals).toMatchObject({
          total: '8255487.68',
        });
      const against = async (kind: string) =>
        (await ledger.ask('deltas', BAOSHAN_2023, { against: kind })).total;
      expect((await against('original')).text).toBe('+150000.00, 1.85%');
      expect(await against('prior-budget')).toMatchObject({
        text: '+1226644.60, 17.45%',
        stated: {
          base: '7028843.08',
          current: '8105487.68',
          delta: '+1076644.60',
          percent: '15.32',
          agrees: 'yes',
        },
      });
      const bridge = await ledger.ask('bridge', BAOSHAN_2023);
      expect(bridge.total).toMatchObject({
        original: '8105487.68',
        amendments: { supplement: '150000.00', rescission: '0.00' },
        corrections: '0.00',
        adjusted: '8255487.68',
        pending: '0.00',
      });
    });
  });

  describe('S03: a reallocation between items', () => {
    it.each(from(MINHANG_2024))('leaves the total as it is (%s)', async (how) => {
      const budget = await published(MINHANG_2024, how);
      await ledger.amend(
        budget,
        {
          kind: 'reallocation',
          reason: '养老保险缴费基数调整',
          changes: [
            { function: '2080502', expenditure: 'basic', economic: '30302', amount: '-30000.00' },
            { function: '2080505', expenditure: 'basic', economic: '30108', amount: '30000.00' },
          ],
        },
        { authority: { number: '闵财预〔2024〕21号' }, approvedOn: '2024-07-01' },
      );
      expect(await ledger.cells(budget, 3, '2080502')).toMatchObject({ total: '91500.00' });
      expect(await ledger.cells(budget, 3, '2080505')).toMatchObject({ total: '1026397.00' });
      expect(await ledger.cells(budget, 3, '208')).toMatchObject({ total: '1616095.00' });
      expect(await ledger.cells(budget, 8, '30302')).toMatchObject({ total: '91500.00' });
      expect(await ledger.cells(budget, 8, '30108')).toMatchObject({ total: '1026397.00' });
      const { total } = await ledger.ask('bridge', budget);
      expect(total).toMatchObject({
        original: '17722077.40',
        amendments: { reallocation: '0.00' },
        adjusted: '17722077.40',
      });
      expect((await ledger.ask('deltas', budget, { against: 'original' })).total.text).toBe(
        '0.00, 0.00%',
      );
    });
  });

  describe('S04: a reallocation between economic items', () => {
    it.each(from(QINGPU_2023))('leaves the functional tables as they are (%s)', async (how) => {
      const budget = await published(QINGPU_2023, how);
      const functional = async () => {
        const tables = [];
        for (const table of [1, 2, 3, 4, 5, 6, 7, 9]) {
          const { asOf: _, ...shown } = await ledger.table(budget, table);
          tables.push(shown);
        }
        return tables;
      };
      const before = await functional();
      const { amendment } = await ledger.amend(
        budget,
        {
          kind: 'reallocation',
          reason: '租金下降，电费上升',
          changes: [
            { function: '2019999', expenditure: 'basic', economic: '30214', amount: '-200000.00' },
            { function: '2019999', expenditure: 'basic', economic: '30206', amount: '200000.00' },
          ],
        },
        { authority: { number: '青财预〔2023〕9号' }, approvedOn: '2023-08-01' },
      );
      expect(amendment!.legs.map(({ key, delta, after }) => [key, delta, after])).toEqual([
        ['economic/30214/public', '-200000.00', '4304800.00'],
        ['economic/30206/public', '+200000.00', '1030000.00'],
      ]);
      expect(await ledger.cells(budget, 8, '30214')).toMatchObject({ total: '4304800.00' });
      expect(await ledger.cells(budget, 8, '30206')).toMatchObject({ total: '1030000.00' });
      expect(await ledger.cells(budget, 8, '302')).toMatchObject({ total: '8654040.00' });
      expect(await functional()).toEqual(before);
    });
  });

  describe('S05: a correction of a printing error', () => {
    itInEachStageOfCi('changes the cell, and does not count as an amendment', async () => {
      await ledger.import(SAMPLE_2022, 'baoshan');
      const slips = (await ledger.ask('trail', BAOSHAN_2022)).entries.filter(
        ({ source }) => (source as Source | null)?.text === '88361.64',
      );
      expect(slips).toHaveLength(2);
      expect(await ledger.cells(BAOSHAN_2022, 8, '302')).toMatchObject({ total: '88361.64' });
      for (const { id } of slips)
        await ledger.correct(BAOSHAN_2022, {
          corrects: id,
          to: '883761.64',
          reason: '印刷漏一位数字',
        });
      expect(await ledger.cells(BAOSHAN_2022, 8, '302')).toEqual({
        total: '883761.64',
        personnel: null,
        public: '883761.64',
      });
      const corrections = (await ledger.ask('trail', BAOSHAN_2022)).entries.filter(
        ({ type }) => type === 'LineCorrected',
      );
      expect(
        corrections.map(({ before, delta, after }: TrailEntry) => [before, delta, after]),
      ).toEqual([
        ['88361.64', '+795400.00', '883761.64'],
        ['88361.64', '+795400.00', '883761.64'],
      ]);
      expect(await ledger.ask('amendments', BAOSHAN_2022)).toEqual([]);
      expect((await ledger.ask('bridge', BAOSHAN_2022)).total).toMatchObject({
        original: '7028843.08',
        corrections: '0.00',
        adjusted: '7028843.08',
      });
      const [finding] = (await ledger.ask('findings', BAOSHAN_2022)).filter(
        ({ rule }) => rule === 'SUM-CLASS',
      );
      expect(finding).toMatchObject({
        printed: '88361.64',
        expected: '883761.64',
        difference: '-795400.00',
      });
    });
  });

  describe('S06: a comparison with the execution of the year before', () => {
    it.each(from(PUTUO_2023))('is +8525.30 万元, 74.59% (%s)', async (how) => {
      const prior = await ledger.budget('putuo_cyzx-2022-unit', {}, '普陀区城市运行管理中心');
      const budget =
        how === 'lines'
          ? await ledger.budget(PUTUO_2023.id, PUTUO_2023.lines, '普陀区城市运行管理中心')
          : await published(PUTUO_2023, how);
      // The items that the document names add up to 11428.35 万元; its total is 1.00 万元 more, on an item without a budget.
      const items = {
        '2080502': '82400.00',
        '2080505': '1100200.00',
        '2080506': '535900.00',
        '2080599': '0.00',
        '2101102': '673200.00',
        '2120199': '111431700.00',
        '2210201': '460100.00',
      };
      const figures = Object.entries(items).map(([code, amount]) => ({ function: code, amount }));
      const year = { asOf: '2022-12-31', status: 'final' } as const;
      await ledger.execute(prior, { ...year, figures });
      const against = (by: string) =>
        ledger.ask('deltas', budget, { against: 'prior-execution', by });
      expect((await against('class')).total).toMatchObject({ base: '114283500.00' });
      await ledger.execute(prior, {
        ...year,
        figures: [{ function: '2120101', amount: '10000.00' }],
      });
      const { total, rows } = await against('item');
      expect(total).toMatchObject({
        base: '114293500.00',
        current: '199546456.00',
        delta: '+85252956.00',
        percent: '74.59',
      });
      const shown = rows.filter(({ measure }) => measure === 'total');
      expect(shown.map(({ code, percent }) => [code, percent])).toEqual([
        ['2080502', '181.00'],
        ['2080505', '36.46'],
        ['2080506', '40.08'],
        ['2080599', null],
        ['2101102', '46.36'],
        ['2120101', '-100.00'],
        ['2120199', '75.37'],
        ['2210201', '42.76'],
      ]);
      if (how === 'lines') return;
      expect(total.stated).toMatchObject({ delta: '+85253000.00', agrees: 'within-rounding' });
      expect(shown.map(({ stated }) => [stated?.percent, stated?.agrees])).toEqual([
        ['180.95', 'within-rounding'],
        ['36.47', 'within-rounding'],
        ['40.09', 'within-rounding'],
        [null, null],
        ['46.36', 'yes'],
        [undefined, undefined],
        ['75.37', 'yes'],
        ['42.76', 'yes'],
      ]);
    });
  });

  describe('S07: a rescission of reception expense', () => {
    it.each(from(MINHANG_2024))('lowers tables 8 and 9 by the same amount (%s)', async (how) => {
      const budget = await published(MINHANG_2024, how);
      expect((await ledger.table(budget, 9)).rows[0]!.cells).toMatchObject({ total: '7.40' });
      await ledger.amend(
        budget,
        {
          kind: 'rescission',
          reason: '压减一般性支出',
          changes: [
            { function: '2120199', expenditure: 'basic', economic: '30217', amount: '-5000.00' },
          ],
        },
        { authority: { number: '闵财预〔2024〕33号' }, approvedOn: '2024-09-10' },
      );
      expect((await ledger.table(budget, 9)).rows[0]!.cells).toMatchObject({
        total: '6.90',
        reception: '0.50',
        vehicles: '6.40',
      });
      expect(await ledger.cells(budget, 8, '30217')).toMatchObject({ total: '5000.00' });
      expect((await ledger.ask('bridge', budget)).total).toMatchObject({
        amendments: { rescission: '-5000.00' },
        adjusted: '17717077.40',
      });
      expect(
        (await ledger.ask('deltas', budget, { against: 'original', by: 'three-public' })).total,
      ).toMatchObject({ base: '7.40', current: '6.90', text: '-0.50, -6.76%' });
    });
  });

  describe('S08: a project of several years', () => {
    it('carries forward the remaining money, which lapses when the next year does not spend it', async () => {
      const project = '数智普陀';
      const line = `project/${project}/fiscal-appropriation`;
      const budget = await ledger.budget(PUTUO_2023.id, {
        ...PUTUO_2023.lines,
        [line]: '125665400.00',
      });
      const next = await ledger.budget('putuo_cyzx-2024-unit', {});
      const change = { function: '2120199', expenditure: 'project', project } as const;
      const proposal = {
        kind: 'carry-forward',
        reason: '跨年度项目未完工',
        changes: [{ ...change, amount: '-25665400.00' }],
      };
      await expect(ledger.propose(budget, proposal)).rejects.toThrow('name the receiving budget');
      const carried = await ledger.amend(
        budget,
        { ...proposal, to: next },
        { authority: { number: '普财预〔2023〕40号' }, approvedOn: '2023-12-29' },
      );
      expect(carried.amendments!.map(({ net, effectiveOn }) => [net, effectiveOn])).toEqual([
        ['-25665400.00', '2023-12-29'],
        ['25665400.00', '2024-01-01'],
      ]);
      expect(await ledger.adjusted(budget, line)).toBe('100000000.00');
      expect(await ledger.adjusted(next, line)).toBe('25665400.00');
      expect((await ledger.ask('bridge', next)).total).toMatchObject({
        original: '0.00',
        amendments: { 'carry-forward': '25665400.00' },
        adjusted: '25665400.00',
      });
      expect(await ledger.audit('in-transit')).toEqual([]);

      await ledger.execute(next, {
        asOf: '2024-12-31',
        status: 'final',
        figures: [{ ...change, amount: '25000000.00' }],
      });
      const left = { ...change, amount: '-665400.00' };
      await ledger.amend(
        next,
        { kind: 'rescission', reason: '结余收回', changes: [left] },
        { authority: { number: '普财预〔2024〕52号' }, approvedOn: '2024-12-31' },
      );
      expect((await ledger.ask('bridge', next)).total).toMatchObject({
        adjusted: '25000000.00',
        executed: '25000000.00',
      });
    });
  });

  describe('S09: an agency that was renamed, and the year before the first', () => {
    itInEachStageOfCi(
      'is compared with what the document states, until the year before is entered',
      async () => {
        const budget = await ledger.import(SAMPLE_2022);
        const agency = budget.slice(0, budget.indexOf('-'));
        const { total } = await ledger.ask('deltas', budget);
        expect(total).toMatchObject({
          base: null,
          current: '7028843.08',
          delta: null,
          text: null,
          stated: { delta: '-199314.80', percent: '-2.76', agrees: null },
        });
        // The former name finds the same agency: the year after was published under the new one.
        expect(await ledger.import(SAMPLE_2023)).toBe(`${agency}-2023-department`);
        const { agency: known } = await ledger.ask('show', budget);
        await ledger.budget(
          `${agency}-2021-unit`,
          { 'expenditure/general/2120199/basic': '7228157.88' },
          known.name,
        );
        expect((await ledger.ask('deltas', budget)).total).toMatchObject({
          base: '7228157.88',
          current: '7028843.08',
          text: '-199314.80, -2.76%',
          stated: { agrees: 'yes' },
        });
      },
    );
  });

  describe('S10: a supplement that was recorded late', () => {
    it.each(from(QINGPU_2023))('gives three answers about the same year (%s)', async (how) => {
      const budget = await published(QINGPU_2023, how);
      const before = await ledger.ask('lines', budget);
      await ledger.amend(
        budget,
        {
          kind: 'supplement',
          reason: '追加信息化经费',
          changes: [{ function: '2019999', expenditure: 'project', amount: '500000.00' }],
        },
        {
          authority: { number: '青财预〔2023〕30号' },
          approvedOn: '2023-11-20',
          effectiveOn: '2023-07-01',
        },
      );
      const total = async (asked: Record<string, string>) => {
        const { rows, total: all } = await ledger.ask('bridge', budget, asked);
        const table = await ledger.table(budget, 3, asked);
        expect(table.totals).toMatchObject({ total: all.adjusted });
        expect(rows.length).toBeGreaterThan(0);
        return all.adjusted;
      };
      expect(await total({ effective: '2023-06-30' })).toBe('82122874.00');
      expect(await total({ effective: '2023-07-01' })).toBe('82622874.00');
      expect(await total({ effective: '2023-07-01', recorded: before.asOf.recorded! })).toBe(
        '82122874.00',
      );
      const late = await ledger.audit<ChangeEntry>('late', { days: '100', budget });
      expect(late.map(({ line, delta, effectiveOn }) => [line, delta, effectiveOn])).toEqual([
        ['revenue/2019999/fiscal-appropriation', '+500000.00', '2023-07-01'],
        ['expenditure/general/2019999/project', '+500000.00', '2023-07-01'],
      ]);
    });
  });

  describe('S11: one fact with two values', () => {
    it.each(from(MINHANG_2024))('keeps both as printed, with a finding (%s)', async (how) => {
      const folder = await mkdtemp(join(tmpdir(), 'ledger-s11-'));
      const excerpt = join(folder, 'minhang.md');
      writeFileSync(excerpt, TWO_VALUES);
      const budget = await ledger.import(
        how === 'lines' ? excerpt : MINHANG_2024.file!,
        MINHANG_2024.agency,
      );
      await rm(folder, { recursive: true });
      const ties = (await ledger.ask('findings', budget)).filter(({ rule }) => rule === 'TIE');
      expect(
        ties.map(({ table, subject, printed, expected, difference }) => [
          table,
          subject,
          printed,
          expected,
          difference,
        ]),
      ).toEqual([
        [1, '208', '1616095.40', '1616095.00', '0.40'],
        [1, '212', '14786148.00', '14786148.40', '-0.40'],
      ]);
      expect(await ledger.cells(budget, 3, '208')).toMatchObject({ total: '1616095.00' });
      const { rows } = await ledger.table(budget, 1);
      expect(rows.find(({ code }) => code === '208')!.cells).toMatchObject({
        total: '1616095.40',
      });
      expect(await ledger.ask('show', budget)).toMatchObject({ reconciled: false });
      expect((await ledger.ask('bridge', budget)).total).toMatchObject({
        original: '17722077.40',
        adjusted: '17722077.40',
      });
    });
  });

  describe('S12: a unit created in mid-year', () => {
    it('starts at zero, and is compared with the adjusted budget', async () => {
      const budget = await ledger.budget('xinshe-2023-unit', {});
      const line = 'expenditure/general/2120199/project';
      await ledger.amend(
        budget,
        {
          kind: 'supplement',
          reason: '年中新设',
          changes: [{ function: '2120199', expenditure: 'project', amount: '3210200.00' }],
        },
        { authority: { number: '宝财预〔2023〕40号' }, approvedOn: '2023-07-01' },
      );
      await ledger.execute(budget, {
        asOf: '2023-12-31',
        status: 'final',
        figures: [{ function: '2120199', expenditure: 'project', amount: '3078200.00' }],
      });
      const { rows, total } = await ledger.ask('bridge', budget);
      const figures = { original: '0.00', adjusted: '3210200.00', executed: '3078200.00' };
      expect(rows).toEqual([expect.objectContaining({ line, ...figures })]);
      expect(total).toMatchObject(figures);
      expect(((Number(total.executed) / Number(total.adjusted)) * 100).toFixed(2)).toBe('95.89');
      expect(await ledger.cells(budget, 3, '2120199')).toMatchObject({ total: '3210200.00' });
      expect((await ledger.ask('deltas', budget, { against: 'original' })).total.text).toBe(
        '+3210200.00, —',
      );
      const before = { effective: '2023-06-30' };
      expect((await ledger.ask('bridge', budget, before)).total).toMatchObject({
        original: '0.00',
        adjusted: '0.00',
        executed: null,
      });
    });
  });
});

/** Two tables of a document: the first prints 0.40 more in one class than the second, and 0.40 less in another. */
const TWO_VALUES = `# 闵行区 2024 年区级部门预算

预算主管部门：上海市闵行区城市运行管理中心

## 2024 年部门财务收支预算总表

单位：元

| 本年收入 | | 本年支出 | |
| --- | --- | --- | --- |
| 项目 | 预算数 | 项目 | 预算数 |
| 一、财政拨款收入 | 17722077.40 | 一、社会保障和就业支出 | 1616095.40 |
| 1. 一般公共预算资金 | 17722077.40 | 二、卫生健康支出 | 871850.00 |
| | | 三、城乡社区支出 | 14786148.00 |
| | | 四、住房保障支出 | 447984.00 |
| 收入总计 | 17722077.40 | 支出总计 | 17722077.40 |

## 2024 年部门支出预算总表

单位：元

| 功能分类科目编码 | | | 功能分类科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- | --- | --- | --- |
| 类 | 款 | 项 | | | | |
| 208 | | | 社会保障和就业支出 | 1616095.00 | 1616095.00 | |
| 208 | 05 | | 行政事业单位养老支出 | 1616095.00 | 1616095.00 | |
| 208 | 05 | 02 | 事业单位离退休 | 121500.00 | 121500.00 | |
| 208 | 05 | 05 | 机关事业单位基本养老保险缴费支出 | 996397.00 | 996397.00 | |
| 208 | 05 | 06 | 机关事业单位职业年金缴费支出 | 498198.00 | 498198.00 | |
| 210 | | | 卫生健康支出 | 871850.00 | 871850.00 | |
| 210 | 11 | | 行政事业单位医疗 | 871850.00 | 871850.00 | |
| 210 | 11 | 02 | 事业单位医疗 | 871850.00 | 871850.00 | |
| 212 | | | 城乡社区支出 | 14786148.40 | 7959673.40 | 6826475.00 |
| 212 | 01 | | 城乡社区管理事务 | 14786148.40 | 7959673.40 | 6826475.00 |
| 212 | 01 | 99 | 其他城乡社区管理事务支出 | 14786148.40 | 7959673.40 | 6826475.00 |
| 221 | | | 住房保障支出 | 447984.00 | 447984.00 | |
| 221 | 02 | | 住房改革支出 | 447984.00 | 447984.00 | |
| 221 | 02 | 01 | 住房公积金 | 447984.00 | 447984.00 | |
| 合计 | | | | 17722077.40 | 10895602.40 | 6826475.00 |
`;
