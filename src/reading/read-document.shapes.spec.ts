import fc from 'fast-check';
import { fromFen } from '../domain/values/money.js';
import { FUNCTIONAL } from '../domain/classification/functional.js';
import { ECONOMIC } from '../domain/classification/economic.js';
import type { PrintedDocument } from './printed.js';
import {
  readText,
  render,
  SAMPLE,
  type Sample,
  type SampleShape,
} from './tables/budget.fixture.js';
import { rounds } from '../../test/support/rounds.js';

/** What is printed, without where. */
const figures = ({ tables }: PrintedDocument) =>
  tables.map(({ table, state, unit, rows }) => ({
    table,
    state,
    unit,
    rows: rows.map(({ code, name, side, total, cells }) => ({
      code,
      name,
      side,
      total,
      cells: Object.fromEntries(
        Object.entries(cells).map(([column, { amount }]) => [column, fromFen(amount)]),
      ),
    })),
  }));

const ITEMS = Object.keys(FUNCTIONAL).filter((code) => code.length === 7);
const COSTS = Object.keys(ECONOMIC).filter(
  (code) => /^30[123]\d\d$/.test(code) || code === '31002',
);

/** Amounts so far apart that no two sums are equal by chance; without the bias of the generator towards its limits. */
const fen = fc.noBias(fc.bigInt({ min: 100n, max: 99_999_999_999n }));
const share = fc.integer({ min: 0, max: 2 });

/** A budget whose tables agree with one another. */
const samples: fc.Arbitrary<Sample> = fc
  .record({
    scope: fc.constantFrom('department' as const, 'unit' as const),
    items: fc.uniqueArray(
      fc.record({ code: fc.constantFrom(...ITEMS), basic: fen, project: fen, share }),
      {
        minLength: 1,
        maxLength: 12,
        selector: ({ code }) => code,
      },
    ),
    costs: fc.uniqueArray(fc.record({ code: fc.constantFrom(...COSTS), amount: fen }), {
      minLength: 1,
      maxLength: 12,
      selector: ({ code }) => code,
    }),
    zeros: fc.boolean(),
  })
  .map(({ scope, items, costs, zeros }) => {
    const placed = items
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code, basic, project, share: which }) => ({
        code,
        basic: which === 2 ? 0n : basic,
        project: which === 0 ? 0n : project,
      }));
    const basic = placed.reduce((sum, item) => sum + item.basic, 0n);
    const spent = costs.reduce((sum, { amount }) => sum + amount, 0n);
    // The last cost takes what is left, so that T8 is all of basic expenditure.
    const fitted =
      spent < basic
        ? [...costs.slice(1), { ...costs[0]!, amount: costs[0]!.amount + basic - spent }]
        : [];
    const lacking = spent >= basic ? [{ code: '30101', amount: basic }] : fitted;
    return {
      ...SAMPLE,
      scope,
      items: placed,
      costs: lacking
        .filter(({ amount }) => amount > 0n)
        .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      // Where the print loses a blank, only a 0 distinguishes 购置费 from 运行费.
      three: zeros ? SAMPLE.three : ([0n, 0n, 0n, 0n, 0n] as const),
      zeros,
    };
  })
  .filter(({ costs }) => costs.length > 0);

describe('A budget printed in three shapes', () => {
  it.each(['-', '.'])('may join the levels of its codes by %s', (mark) => {
    const text = render(SAMPLE, 'tabs');
    const joined = text.replace(
      /^(2\d{2})\t?(\d{2})\t?(\d{2})\t/gm,
      (_, ...levels: string[]) => `${levels.slice(0, 3).join(mark)}\t\t\t`,
    );
    expect(joined).not.toBe(text);
    expect(figures(readText(joined))).toEqual(figures(readText(text)));
  });

  it('is the same budget in spaces, tabs and Markdown', () => {
    const [spaces, tabs, pipes] = (['spaces', 'tabs', 'pipes'] as const).map((shape) =>
      readText(render(SAMPLE, shape)),
    );
    expect(figures(spaces!)).toEqual(figures(tabs!));
    expect(figures(pipes!)).toEqual(figures(tabs!));
    expect([spaces, tabs, pipes].map((each) => each!.mediaType)).toEqual([
      'text/plain',
      'text/tab-separated-values',
      'text/markdown',
    ]);
    expect([spaces, tabs, pipes].flatMap((each) => each!.findings)).toEqual([]);
  });

  it.each<SampleShape>(['spaces', 'pipes'])(
    'reads any budget in %s to the figures that tabs keep in their cells',
    (shape) =>
      fc.assert(
        fc.property(samples, (sample) => {
          expect(figures(readText(render(sample, shape)))).toEqual(
            figures(readText(render(sample, 'tabs'))),
          );
        }),
        { numRuns: rounds(8, 60) },
      ),
  );

  const wan = 1_000_000n;
  it.each<readonly [string, Sample['three']]>([
    ['alone', [0n, 0n, 0n, 25n * wan, 0n]],
    ['beside 公务接待费', [0n, 10n * wan, 0n, 25n * wan, 0n]],
    ['beside as much 公务接待费', [0n, 25n * wan, 0n, 25n * wan, 0n]],
  ])('takes the last figure of T9 in spaces for 运行费, not 机关运行经费: %s', (_, three) => {
    // No item of T8 pays for it: projects do.
    const costs = [{ code: '30101', amount: 102_500_050n }];
    const document = readText(render({ ...SAMPLE, costs, three }, 'spaces'));
    const cells = document.tables[8]!.rows[0]!.cells;
    expect(cells['vehicle-running']?.amount).toBe(25_000_000n);
    expect(Object.keys(cells)).not.toContain('operating');
  });
});

describe('A table that the form of a document has not', () => {
  const tenth = (title: string, rows: string) =>
    `${render(SAMPLE, 'tabs')}\n\n表十\n2024年${title}\n编制部门：${SAMPLE.agency}\t\t单位：元\n${rows}\n`;
  const said = (text: string) =>
    readText(text).findings.filter(({ message }) => message.includes('its form has not'));

  it.each(['项目支出预算表', '政府采购预算表', '债务支出表'])(
    'is read where it prints money, and changes nothing of the others: %s',
    (title) => {
      const rows = '名称\t合计\t财政拨款\n一期\t1,234.00\t1,234.00';
      const document = readText(tenth(title, rows));
      expect(said(tenth(title, rows))).toEqual([]);
      expect(document.further).toMatchObject([
        { table: 10, title: `2024年${title}`, columns: ['合计', '财政拨款'] },
      ]);
      expect(figures(document)).toEqual(figures(readText(render(SAMPLE, 'tabs'))));
    },
  );

  it('is no finding where it prints targets, or no figure', () => {
    const targets = '指标\t指标值\t单位\n长度\t12.50\t公里';
    expect(said(tenth('项目支出绩效目标表', targets))).toEqual([]);
    expect(said(tenth('政府采购预算表', '名称\t合计\n无\t'))).toEqual([]);
    expect(said(render(SAMPLE, 'tabs'))).toEqual([]);
  });
});
