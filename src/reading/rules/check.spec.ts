import fc from 'fast-check';
import { fromFen, toFen } from '../../domain/values/money.js';
import type { PrintedTable } from '../printed.js';
import {
  PLAN,
  amountIn,
  findingsIn,
  slips,
  tablesOf,
  withCell,
  type Plan,
} from './rules.fixture.js';
import { cases, rounds } from '../../../test/support/rounds.js';

const fen = (max: bigint) => fc.bigInt({ min: 100_00n, max });
const PLANS: fc.Arbitrary<Plan> = fc.record({
  general: fc
    .tuple(fen(9_999_999_99n), fen(9_999_999_99n), fen(9_999_999_99n), fen(9_999_999_99n))
    .chain(([a, b, c, d]) =>
      fc
        .tuple(fen(99_999_999_99n), fen(99_999_999_99n), fc.boolean())
        .map(([e, p, more]) => [
          { code: '2080505', basic: a, project: 0n },
          { code: '2080506', basic: b, project: 0n },
          ...(more ? [{ code: '2089999', basic: 0n, project: d }] : []),
          { code: '2101102', basic: c, project: 0n },
          { code: '2210201', basic: d, project: 0n },
          { code: '2120199', basic: e, project: p },
        ]),
    ),
  fund: fc.constantFrom([], [{ code: '2120802', basic: 0n, project: 1_234_567_89n }]),
  operating: fc.constantFrom(0n, 2_620_000_00n),
  goods: fc.bigInt({ min: 5n, max: 60n }),
  layout: fc.constantFrom('department', 'unit'),
  zeros: fc.constantFrom('printed', 'blank'),
});

describe('Nine tables that agree', () => {
  it('raise no finding', () => {
    fc.assert(
      fc.property(PLANS, (plan) => {
        expect(findingsIn(tablesOf(plan))).toEqual([]);
      }),
      { numRuns: rounds(15, 60) },
    );
  });
});

describe('A total that is printed in place of one of its parts', () => {
  it.each([
    ['across the row', 3, '2120199', 'basic', '6272475.68'],
    ['down the column', 5, '2080505', 'total', '1181556.00'],
  ])('is one finding that says so: %s', (_, table, code, column, whole) => {
    const findings = findingsIn(withCell(tablesOf(), table, code, column, whole));
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { hint: 'total-copied' },
    ]);
  });
});

describe('One digit changed in one cell', () => {
  it.each(
    cases<Partial<Plan>>(1, [
      {},
      { zeros: 'printed', layout: 'unit' },
      { operating: 2_620_000_00n, zeros: 'printed' },
      { fund: [{ code: '2120802', basic: 0n, project: 1_234_567_89n }], layout: 'unit' },
    ]),
  )('is found wherever it is, and is one finding: %p', (change) => {
    const crowds: string[] = [];
    for (const { where, tables } of slips(tablesOf({ ...PLAN, ...change }))) {
      const findings = findingsIn(tables);
      if (findings.length === 0) throw new Error(`nothing found: ${where}`);
      const hard = findings.filter(({ severity }) => severity !== 'info');
      if (hard.length > 1)
        crowds.push(`${where}\n${hard.map(({ message }) => `  ${message}`).join('\n')}`);
    }
    expect(crowds).toEqual([]);
  });

  it('is found in any budget', () => {
    fc.assert(
      fc.property(PLANS, fc.nat(), fc.integer({ min: 1, max: 9 }), (plan, pick, by) => {
        const all = [...slips(tablesOf(plan), by)];
        const { where, tables } = all[pick % all.length]!;
        // 机关运行经费 is compared with T8 within 0.01 万元: a budget of a few yuan shows nothing there.
        if (where.includes(' operating:') && plan.general.every(({ basic }) => basic < 10n ** 9n))
          return;
        if (findingsIn(tables).length === 0) throw new Error(`nothing found: ${where}`);
      }),
      { numRuns: rounds(25, 100) },
    );
  });
});

describe('One error', () => {
  const changed = (
    tables: readonly PrintedTable[],
    ...cells: readonly (readonly [number, string, string, string | null])[]
  ) => cells.reduce((now, cell) => withCell(now, ...cell), tables);

  it('that loses a digit of a class in its whole row is reported for the class, and not again for the total', () => {
    const tables = tablesOf();
    const goods = amountIn(tables, 8, '302', 'total');
    const lost = goods.replace(/^(\d{3})\d/, '$1');
    const findings = findingsIn(
      changed(tables, [8, '302', 'total', lost], [8, '302', 'public', lost]),
    );
    expect(findings).toMatchObject([
      {
        rule: 'SUM-CLASS',
        severity: 'error',
        table: 8,
        subject: '302',
        column: 'total',
        printed: lost,
        expected: goods,
        hint: 'digit-lost',
      },
    ]);
    expect(findings[0]?.places.map(({ column, text }) => [column, text])).toEqual([
      ['total', lost],
      ['public', lost],
    ]);
  });

  it('that moves money between two classes of T1 and T4 is one finding for each class', () => {
    const tables = tablesOf();
    const [more, less] = ['1181556.40', '6312775.53'];
    const findings = findingsIn(
      changed(
        tables,
        [1, '208', 'total', more],
        [4, '208', 'total', more],
        [4, '208', 'general', more],
        [1, '212', 'total', less],
        [4, '212', 'total', less],
        [4, '212', 'general', less],
      ),
    );
    expect(findings).toMatchObject([
      {
        rule: 'TIE',
        severity: 'error',
        table: 1,
        subject: '208',
        column: 'total',
        printed: more,
        expected: '1181556.00',
        hint: 'offsetting-pair',
      },
      {
        rule: 'TIE',
        severity: 'error',
        table: 1,
        subject: '212',
        column: 'total',
        printed: less,
        expected: '6312775.93',
        hint: 'offsetting-pair',
      },
    ]);
    for (const { places } of findings)
      expect(new Set(places.map(({ table }) => table))).toEqual(new Set([1, 4, 3, 5]));
  });

  it('that puts the personnel of two classes into one cell is one finding with both rows', () => {
    const tables = tablesOf({ ...PLAN, layout: 'unit' });
    const [own, other] = ['208', '212'].map((code) => amountIn(tables, 1, code, 'personnel'));
    const merged = fromFen(toFen(own!) + toFen(other!));
    const findings = findingsIn(
      changed(tables, [1, '208', 'personnel', merged], [1, '212', 'personnel', null]),
    );
    expect(findings).toMatchObject([
      {
        rule: 'SPLIT',
        severity: 'error',
        table: 1,
        subject: '208',
        column: 'total',
        printed: own,
        expected: merged,
        hint: 'merged-cells',
      },
    ]);
    expect(new Set(findings[0]?.places.map(({ row }) => row)).size).toBe(2);
  });

  it('that is copied into every table is one finding', () => {
    const tables = tablesOf();
    const cells = [
      [2, 'total'],
      [2, 'fiscal-appropriation'],
      [3, 'total'],
      [3, 'basic'],
      [5, 'total'],
      [5, 'basic'],
    ] as const;
    const findings = findingsIn(
      changed(
        tables,
        ...cells.map(([table, column]) => [table, '2080505', column, '706794.00'] as const),
      ),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ table: 2, rule: 'SUM-GROUP', subject: '20805' });
    expect(findings[0]?.message).toContain('would fit as 706704.00');
  });

  it('of a whole table in 万元 is one finding', () => {
    const round = {
      ...PLAN,
      general: PLAN.general.map((item) => ({
        ...item,
        basic: item.basic - (item.basic % 1_000_000n),
        project: 0n,
      })),
    };
    const tables = tablesOf(round).map((table) =>
      table.table !== 2
        ? table
        : {
            ...table,
            rows: table.rows.map((row) => ({
              ...row,
              cells: Object.fromEntries(
                Object.entries(row.cells).map(([column, cell]) => [
                  column,
                  { ...cell, amount: cell.amount / 10_000n },
                ]),
              ),
            })),
          },
    );
    expect(findingsIn(tables)).toMatchObject([{ table: 2, hint: 'unit-confused' }]);
  });

  it('is a finding of its own beside another error', () => {
    const findings = findingsIn(
      changed(tablesOf(), [3, '2080505', 'total', '706705.00'], [8, '30201', 'total', '1.00']),
    );
    expect(findings.map(({ table, subject }) => [table, subject])).toEqual([
      [3, '2080505'],
      [8, '30201'],
    ]);
  });
});

describe('No contradiction is', () => {
  it('a table that is missing or empty', () => {
    for (const missing of [1, 2, 3, 4, 5, 8, 9])
      expect(
        findingsIn(
          tablesOf().map((table) =>
            table.table === missing ? { ...table, state: 'missing' as const, rows: [] } : table,
          ),
        ),
      ).toEqual([]);
  });

  it('a class whose row is blank or missing', () => {
    const tables = tablesOf();
    const blank = ['total', 'personnel'].reduce<readonly PrintedTable[]>(
      (now, column) => withCell(now, 8, '301', column, null),
      tables,
    );
    expect(findingsIn(blank)).toEqual([]);
    const without = tables.map((table) =>
      table.table === 8
        ? { ...table, rows: table.rows.filter(({ code }) => code?.length !== 3) }
        : table,
    );
    expect(findingsIn(without)).toEqual([]);
  });

  it('a row that prints its 合计 alone, where the class proves its column', () => {
    expect(findingsIn(withCell(tablesOf(), 8, '30302', 'personnel', null))).toEqual([]);
    expect(findingsIn(withCell(tablesOf(), 8, '303', 'personnel', null))).toEqual([]);
  });

  it('a copy of a figure in a column where it does not belong', () => {
    const tables = tablesOf();
    const copied = withCell(tables, 8, '30201', 'personnel', amountIn(tables, 8, '30201', 'total'));
    expect(findingsIn(copied)).not.toEqual([]);
    expect(
      findingsIn(
        copied.map((table) => ({
          ...table,
          rows: table.rows.map((row) =>
            table.table === 8 && row.code === '30201'
              ? {
                  ...row,
                  cells: {
                    ...row.cells,
                    personnel: { ...row.cells['personnel']!, displaced: true },
                  },
                }
              : row,
          ),
        })),
      ),
    ).toEqual([]);
  });

  it('a fund that spends less than all funds together', () => {
    expect(findingsIn(tablesOf({ ...PLAN, operating: 100_00n }))).toEqual([]);
  });
});

describe('What the funds spend', () => {
  it('is at most what all expenditure is', () => {
    const plan = { ...PLAN, operating: 2_620_000_00n };
    const more = tablesOf({
      ...plan,
      general: plan.general.map((item) =>
        item.code === '2080502' ? { ...item, basic: item.basic + 1_00n } : item,
      ),
    });
    const mixed = tablesOf(plan).map((table) =>
      [1, 2, 3].includes(table.table) ? table : more.find((other) => other.table === table.table)!,
    );
    expect(findingsIn(mixed)).toContainEqual(
      expect.objectContaining({
        rule: 'PART-GT-WHOLE',
        subject: '2080502',
        printed: '121501.00',
        expected: '121500.00',
      }),
    );
  });
});

/** A document with one row of table 3 printed `copies` times more, which breaks the sum of its group. */
const repeated = (copies: number) =>
  tablesOf(PLAN).map((table) => {
    if (table.table !== 3) return table;
    const at = table.rows.findIndex(({ code }) => code?.length === 7);
    const again = Array.from({ length: copies }, () => table.rows[at]!);
    const rows = table.rows.toSpliced(at, 0, ...again).map((row, i) => ({ ...row, row: i + 1 }));
    return { ...table, rows };
  });

/** Counts the look-ups in maps: every step of the checks and of their explanation needs some. */
const lookUpsOf = (work: () => void): number => {
  let lookUps = 0;
  const { get } = Map.prototype;
  Map.prototype.get = function (this: Map<unknown, unknown>, key: unknown) {
    lookUps += 1;
    return get.call(this, key) as unknown;
  };
  try {
    work();
  } finally {
    Map.prototype.get = get;
  }
  return lookUps;
};

describe('A row that is printed hundreds of times over', () => {
  // To try every pair of figures would take minutes.
  it('does not make the explanation of an error slow', () => {
    const check = (copies: number) => () =>
      expect(findingsIn(repeated(copies)).map(({ rule }) => rule)).toContain('SUM-GROUP');
    expect(lookUpsOf(check(400))).toBeLessThan(2 * lookUpsOf(check(200)));
  });
});

describe('A table in whole yuan', () => {
  const whole = (tables: readonly PrintedTable[]): readonly PrintedTable[] =>
    tables.map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({
        ...row,
        cells: Object.fromEntries(
          Object.entries(row.cells).map(([column, cell]) => [
            column,
            { ...cell, place: { ...cell.place, text: cell.place.text.replace(/\.00$/, '') } },
          ]),
        ),
      })),
    }));
  const round: Plan = {
    ...PLAN,
    general: PLAN.general.map(({ code, basic, project }) => ({
      code,
      basic: basic - (basic % 100n),
      project: project - (project % 100n),
    })),
  };
  const offBy = (yuan: bigint) => {
    const tables = tablesOf(round);
    const amount = fromFen(toFen(amountIn(tables, 5, '208', 'total')) + yuan * 100n);
    const slipped = ['total', 'basic'].reduce(
      (now, column) => withCell(now, 5, '208', column, amount),
      tables,
    );
    return findingsIn(whole(slipped)).map(({ rule, severity, hint }) => [rule, severity, hint]);
  };

  it('that is one yuan off is rounded, and more is wrong', () => {
    expect(offBy(0n)).toEqual([]);
    expect(offBy(1n)).toContainEqual(['SUM-CLASS', 'warning', 'rounding']);
    expect(offBy(1n).map(([, severity]) => severity)).not.toContain('error');
    expect(offBy(2_000n)).toContainEqual(expect.arrayContaining(['SUM-CLASS', 'error']));
  });

  it('differs from tables with decimals by its rounding alone, which is no error', () => {
    const tables = tablesOf();
    const third = tables.map((table) =>
      table.table !== 3
        ? table
        : {
            ...table,
            rows: table.rows.map((row) => ({
              ...row,
              cells: Object.fromEntries(
                Object.entries(row.cells).map(([column, cell]) => {
                  const amount = ((cell.amount! + 50n) / 100n) * 100n;
                  const text = String(amount / 100n);
                  return [column, { ...cell, amount, place: { ...cell.place, text } }];
                }),
              ),
            })),
          },
    );
    const found = findingsIn(third);
    expect(found).toContainEqual(
      expect.objectContaining({ rule: 'TIE', severity: 'warning', hint: 'rounding' }),
    );
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    const wrong = withCell(third, 3, '2120199', 'project', '600000.00');
    expect(findingsIn(wrong)).toContainEqual(
      expect.objectContaining({ rule: 'TIE', severity: 'error' }),
    );
  });
});
