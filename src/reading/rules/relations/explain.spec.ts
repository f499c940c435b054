import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import type { TableKind } from '../../../domain/tables/table-kind.js';
import { explainBroken, type Cause, type SentenceFigure } from './explain.js';
import type { Relation } from './relation.js';
import type { Figure } from './table-set.js';

let rows = 0;
beforeEach(() => (rows = 0));

/** A row of a table: a figure for each column, in fen; null is a blank. */
const row = (
  kind: TableKind,
  code: string | null,
  cells: Readonly<Record<string, bigint | null>>,
): Readonly<Record<string, Figure>> => {
  rows += 1;
  const printed = {
    row: rows,
    code,
    printedCode: code,
    name: code ?? '合计',
    ...(code === null ? { total: true as const } : {}),
    cells: {},
  };
  return Object.fromEntries(
    Object.entries(cells).map(([column, amount]) => [
      column,
      {
        form: SHANGHAI.requireKind(kind),
        row: printed,
        column,
        unit: '元',
        amount,
        slack: 0n,
        wholeYuan: false,
        place: null,
      },
    ]),
  );
};

const equal = (
  printed: Figure,
  expected: readonly Figure[],
  more: Partial<Relation> = {},
): Relation => ({
  rule: 'SUM-TOTAL',
  severity: 'error',
  subject: printed.row.name,
  name: printed.row.name,
  column: printed.column,
  printed: [printed],
  expected,
  says: 'its rows add up to',
  ...more,
});

/** A table of two rows and their total, by basic and project expenditure, and its relations. */
const tableOf = (
  cells: readonly (readonly [bigint | null, bigint | null, bigint | null])[],
  kind: TableKind = 'general',
) => {
  const [a, b, total] = cells.map(([all, basic, project], at) =>
    row(kind, ['20801', '20802', null][at]!, { total: all, basic, project }),
  ) as [Record<string, Figure>, Record<string, Figure>, Record<string, Figure>];
  const columns = ['total', 'basic', 'project'];
  return {
    a,
    b,
    total,
    relations: [
      ...columns.map((column) => equal(total[column]!, [a[column]!, b[column]!])),
      ...[a, b, total].map((each) =>
        equal(each['total']!, [each['basic']!, each['project']!], { rule: 'SPLIT' }),
      ),
    ],
  };
};

/** What a cause says: its kind, and each wrong figure with its right amount. */
const said = ({ kind, proved }: Cause): string =>
  [
    kind,
    ...[...proved].map(([{ row: own, column }, amount]) => `${own.name} ${column} = ${amount}`),
  ].join(', ');
const explained = (
  relations: readonly Relation[],
  sentences: readonly SentenceFigure[] = [],
): readonly string[] => explainBroken(relations, sentences).map(said);

describe('Broken relations', () => {
  it.each([
    [
      'nothing where all hold',
      [
        [30n, 20n, 10n],
        [70n, 40n, 30n],
        [100n, 60n, 40n],
      ],
      [],
    ],
    [
      'one figure that is wrong in its row and in its column',
      [
        [30n, 29n, 10n],
        [70n, 40n, 30n],
        [100n, 60n, 40n],
      ],
      ['misprint, 20801 basic = 20'],
    ],
    [
      'a total that is wrong in its row and in its column',
      [
        [30n, 20n, 10n],
        [70n, 40n, 30n],
        [190n, 60n, 40n],
      ],
      ['misprint, 合计 total = 100'],
    ],
    [
      'nothing certain where two columns explain them alike',
      [
        [30n, 25n, 10n],
        [70n, 35n, 30n],
        [100n, 60n, 40n],
      ],
      ['unknown'],
    ],
    [
      'a cell with the figures of two rows, the other blank',
      [
        [30n, 60n, 10n],
        [70n, null, 30n],
        [100n, 60n, 40n],
      ],
      ['merged, 20801 basic = 20, 20802 basic = 40'],
    ],
    [
      'two errors apart',
      [
        [30n, 29n, 10n],
        [70n, 40n, 31n],
        [100n, 60n, 40n],
      ],
      ['misprint, 20801 basic = 20', 'misprint, 20802 project = 30'],
    ],
  ] as const)('are explained by %s', (_, cells, causes) =>
    expect(explained(tableOf(cells).relations)).toEqual(causes),
  );
});

describe('A relation that holds', () => {
  /** Both rows are 5 apart: money was moved between them in one of the columns. */
  const moved = () =>
    tableOf([
      [30n, 25n, 10n],
      [70n, 35n, 30n],
      [100n, 60n, 40n],
    ]);
  /** The amounts of a column in another table, where they agree. */
  const proving = (table: ReturnType<typeof moved>, column: string): readonly Relation[] =>
    [table.a, table.b].map((each) => {
      const figure = each[column]!;
      const other = row('expenditure', `${figure.row.code}01`, { [column]: figure.amount });
      return equal(figure, [other[column]!], { rule: 'TIE' });
    });

  it('shows which column is wrong: a figure that it proves is not changed', () => {
    const table = moved();
    const held = [...proving(table, 'total'), ...proving(table, 'project')];
    expect(explained([...table.relations, ...held])).toEqual([
      'pair, 20801 basic = 20, 20802 basic = 40',
    ]);
  });
});

describe('A figure that a holding relation proves', () => {
  /** A figure, and a relation with another table that holds. */
  const held = (code: string, amount: bigint): { figure: Figure; relation: Relation } => {
    const figure = row('general', code, { total: amount })['total']!;
    const other = row('expenditure', `${code}01`, { total: amount })['total']!;
    return { figure, relation: equal(figure, [other], { rule: 'TIE' }) };
  };
  const free = (code: string, amount: bigint): Figure =>
    row('general', code, { total: amount })['total']!;

  it('is right, even where another amount would restore more', () => {
    const whole = held('208', 105n);
    const [a, c] = [held('20801', 30n), held('20803', 40n)];
    const [b, d] = [free('20802', 70n), free('20804', 60n)];
    expect(
      explained([
        equal(whole.figure, [a.figure, b]),
        equal(whole.figure, [c.figure, d]),
        ...[whole, a, c].map(({ relation }) => relation),
      ]),
    ).toEqual(['misprint, 20802 total = 75', 'misprint, 20804 total = 65']);
  });

  it('proves others, which are not changed again', () => {
    const [one, two, whole] = [held('212', 20n), held('213', 20n), held('208', 100n)];
    const [wrong, other] = [free('20801', 29n), free('20802', 70n)];
    expect(
      explained([
        equal(one.figure, [wrong]),
        equal(two.figure, [wrong]),
        equal(whole.figure, [wrong, other]),
        ...[one, two, whole].map(({ relation }) => relation),
      ]),
    ).toEqual(['misprint, 20801 total = 20', 'misprint, 20802 total = 80']);
  });

  it('proves nothing by a relation that is customary', () => {
    const basic = held('2080505', 30n);
    const twin = row('basic-economic', '30108', { total: 29n })['total']!;
    expect(explained([equal(basic.figure, [twin]), basic.relation])).toEqual([
      'misprint, 30108 total = 30',
    ]);
    expect(explained([equal(basic.figure, [twin], { customary: true }), basic.relation])).toEqual([
      'unknown',
    ]);
  });
});

describe('A figure that is printed in several tables', () => {
  it('is wrong in all of them where its copies have the same wrong amount', () => {
    const own = tableOf([
      [30n, 29n, 10n],
      [70n, 40n, 30n],
      [100n, 60n, 40n],
    ]);
    const copy = tableOf(
      [
        [30n, 29n, 10n],
        [70n, 40n, 30n],
        [100n, 60n, 40n],
      ],
      'expenditure',
    );
    const tie = equal(own.a['basic']!, [copy.a['basic']!], { rule: 'TIE' });
    expect(explained([...own.relations, ...copy.relations, tie])).toEqual([
      'misprint, 20801 basic = 20, 20801 basic = 20',
    ]);
  });
});

describe('A whole table in another unit', () => {
  it('is one error', () => {
    const own = tableOf([
      [30n, 20n, 10n],
      [70n, 40n, 30n],
      [100n, 60n, 40n],
    ]);
    const wan = 10_000n;
    const other = tableOf(
      [
        [30n * wan, 20n * wan, 10n * wan],
        [70n * wan, 40n * wan, 30n * wan],
        [100n * wan, 60n * wan, 40n * wan],
      ],
      'expenditure',
    );
    const ties = (['a', 'b', 'total'] as const).flatMap((each) =>
      ['total', 'basic', 'project'].map((column) =>
        equal(own[each][column]!, [other[each][column]!], { rule: 'TIE' }),
      ),
    );
    const all = [...own.relations, ...other.relations, ...ties];
    // Either of the two tables may be the wrong one, until a third agrees with one of them.
    expect(explainBroken(all).map(({ kind }) => kind)).toEqual(['unknown']);
    const third = row('revenue', null, { total: 100n });
    const causes = explainBroken([...all, equal(own.total['total']!, [third['total']!])]);
    expect(causes.map(({ kind, relations }) => [kind, relations.length])).toEqual([['unit', 9]]);
    expect(causes[0]!.proved.get(other.a['basic']!)).toBe(20n);
  });
});

describe('A sentence', () => {
  /** 109 = 30 + 70: nothing shows which of the three is wrong. */
  const figures = () =>
    tableOf([
      [30n, null, null],
      [70n, null, null],
      [109n, null, null],
    ]);

  it.each`
    amount | half  | cause                           | because
    ${79n} | ${0n} | ${'misprint, 20802 total = 79'} | ${'with its amount the relation holds'}
    ${78n} | ${1n} | ${'misprint, 20802 total = 79'} | ${'it is as near as it is rounded'}
    ${78n} | ${0n} | ${'unknown'}                    | ${'with its amount the relation does not hold'}
    ${70n} | ${0n} | ${'unknown'}                    | ${'it prints what the table prints'}
  `('that prints $amount gives $cause, because $because', ({ amount, half, cause }) => {
    const { a, b, total } = figures();
    const relation = equal(total['total']!, [a['total']!, b['total']!]);
    expect(explained([relation])).toEqual(['unknown']);
    const sentence = { figure: b['total']!, amount, half } as SentenceFigure;
    expect(explained([relation], [sentence])).toEqual([cause]);
  });
});
