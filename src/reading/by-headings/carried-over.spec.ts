import fc from 'fast-check';
import { rounds } from '../../../test/support/rounds.js';
import { fromFen } from '../../domain/values/money.js';
import type { Examined } from '../examine.js';
import { linesOf, read, TABLES } from './elsewhere.fixture.js';

/** What an item spends, in cents of 万元: of the year, and carried over from last year. */
interface Money {
  readonly year: bigint;
  readonly carried: bigint;
}
interface Item {
  readonly basic: Money;
  readonly project: Money;
}

const CODES = ['2080505', '2210201', '2080501'] as const;
const NONE: Money = { year: 0n, carried: 0n };

const plus = (one: Money, other: Money): Money => ({
  year: one.year + other.year,
  carried: one.carried + other.carried,
});
const totalOf = ({ basic, project }: Item): Money => plus(basic, project);
const both = ({ year, carried }: Money): bigint => year + carried;

/** Headings over a table, and the figures of a row below them. */
interface Shape {
  readonly headings: readonly (readonly [string, string])[];
  readonly figures: (item: Item) => readonly bigint[];
}

const divided = (group: string): Shape['headings'] => [
  [group, '小计'],
  ['', '基本支出'],
  ['', '项目支出'],
];
const of = (share: keyof Money) => (item: Item) => [
  totalOf(item)[share],
  item.basic[share],
  item.project[share],
];
const whole = (item: Item) => [both(totalOf(item)), both(item.basic), both(item.project)];

const SHAPES: Readonly<Record<string, Shape>> = {
  'the total, then both shares with their parts': {
    headings: [['合计', ''], ...divided('本年预算'), ...divided('上年结转')],
    figures: (item) => [both(totalOf(item)), ...of('year')(item), ...of('carried')(item)],
  },
  'both shares with their parts alone': {
    headings: [...divided('当年财政拨款安排'), ...divided('上年结转安排')],
    figures: (item) => [...of('year')(item), ...of('carried')(item)],
  },
  'both shares below each part': {
    headings: [
      ['合计', ''],
      ['基本支出', '小计'],
      ['', '本年预算'],
      ['', '上年结转'],
      ['项目支出', '小计'],
      ['', '本年预算'],
      ['', '上年结转'],
    ],
    figures: (item) => [
      both(totalOf(item)),
      ...[item.basic, item.project].flatMap((part) => [both(part), part.year, part.carried]),
    ],
  },
  'both shares below each part without a sum': {
    headings: [
      ['合计', ''],
      ['基本支出', '本年预算'],
      ['', '上年结转'],
      ['项目支出', '本年预算'],
      ['', '上年结转'],
    ],
    figures: (item) => [
      both(totalOf(item)),
      ...[item.basic, item.project].flatMap((part) => [part.year, part.carried]),
    ],
  },
  'both shares of each part in one line of headings': {
    headings: [
      ['合计', ''],
      ['本年基本支出', ''],
      ['本年项目支出', ''],
      ['上年结转基本支出', ''],
      ['上年结转资金安排的项目支出', ''],
    ],
    figures: (item) => [
      both(totalOf(item)),
      ...of('year')(item).slice(1),
      ...of('carried')(item).slice(1),
    ],
  },
  '本年预算 that holds 编制预算 and what is carried over': {
    headings: [...divided('本年预算'), ...divided('编制预算'), ...divided('上年结转')],
    figures: (item) => [...whole(item), ...of('year')(item), ...of('carried')(item)],
  },
  '本年预算 over its sum, what is planned and what is carried over': {
    headings: [
      ['本年预算', '合计'],
      ['', '本年安排'],
      ['', '上年结转'],
      ['基本支出', ''],
      ['项目支出', ''],
    ],
    figures: (item) => {
      const [total, ...parts] = whole(item);
      return [total!, totalOf(item).year, totalOf(item).carried, ...parts];
    },
  },
  '本年预算 over what is planned and what is carried over, without a sum': {
    headings: [
      ['本年预算', '编制预算'],
      ['', '上年结转'],
      ['基本支出', ''],
      ['项目支出', ''],
    ],
    figures: (item) => [totalOf(item).year, totalOf(item).carried, ...whole(item).slice(1)],
  },
  'what is carried over as 其中 of the total': {
    headings: [
      ['合计', ''],
      ['基本支出', ''],
      ['项目支出', ''],
      ['其中：上年结转', ''],
    ],
    figures: (item) => [...whole(item), totalOf(item).carried],
  },
  'both shares below 其中': {
    headings: [
      ['合计', ''],
      ['基本支出', ''],
      ['项目支出', ''],
      ['其中', '本年预算'],
      ['', '上年结转'],
    ],
    figures: (item) => [...whole(item), totalOf(item).year, totalOf(item).carried],
  },
  'both shares of each part below 其中': {
    headings: [
      ['合计', ''],
      ['其中', '本年基本支出'],
      ['', '上年结转基本支出'],
      ['', '本年项目支出'],
      ['', '上年结转项目支出'],
    ],
    figures: (item) => [
      both(totalOf(item)),
      ...[item.basic, item.project].flatMap((part) => [part.year, part.carried]),
    ],
  },
  'totals that say in brackets that they count it, beside it': {
    headings: [
      ['本年支出合计（含上年结转）', ''],
      ['基本支出（含结转）', ''],
      ['项目支出（含上年结转资金）', ''],
      ['其中：上年结转', ''],
      ['2030年预算数（含上年结转）', ''],
    ],
    figures: (item) => [...whole(item), totalOf(item).carried, 777n],
  },
  'what is carried over in a balance of the revenue and the expenditure': {
    headings: [
      ['年初结转和结余', ''],
      ['本年收入', ''],
      ...divided('本年支出'),
      ['年末结转和结余', ''],
    ],
    figures: (item) => [200n, both(totalOf(item)), ...whole(item), 200n],
  },
  '本年预算 with what is carried over as 其中 of it': {
    headings: [
      ['本年预算', ''],
      ['其中：结转资金', ''],
      ['基本支出', ''],
      ['项目支出', ''],
    ],
    figures: (item) => {
      const [total, ...parts] = whole(item);
      return [total!, totalOf(item).carried, ...parts];
    },
  },
};

const shown = (cents: bigint): string => (cents === 0n ? '' : fromFen(cents));

const tableOf = (
  { headings, figures }: Shape,
  items: readonly Item[],
  title = '一般公共预算支出表',
): string => {
  const row = (code: string, name: string, item: Item) =>
    [code, name, ...figures(item).map(shown)].join(',');
  const all = items.reduce(
    (one, other) => ({
      basic: plus(one.basic, other.basic),
      project: plus(one.project, other.project),
    }),
    { basic: NONE, project: NONE },
  );
  return [
    '公开07表',
    title,
    `部门名称：临江市水务中心${',,'.repeat(2)}单位：万元`,
    ['科目编码', '科目名称', ...headings.map(([group]) => group)].join(','),
    ...(headings.some(([, below]) => below !== '')
      ? [['', '', ...headings.map(([, below]) => below)].join(',')]
      : []),
    row('', '合计', all),
    ...items.map((item, i) => row(CODES[i]!, '项目', item)),
  ].join('\n');
};

/** The lines of the general fund. */
const generalOf = (examined: Examined) =>
  Object.fromEntries(
    Object.entries(linesOf(examined)).filter(([key]) => key.startsWith('expenditure/general/')),
  );

/** What is found of the table alone. */
const found = ({ facts }: Examined) =>
  facts.findings.filter(
    ({ table, rule, severity }) =>
      table === 5 &&
      severity !== 'info' &&
      ['SPLIT', 'LAYOUT', 'SUM-TOTAL', 'LINES-TOTAL'].includes(rule),
  );

const money = fc
  .tuple(fc.nat({ max: 99_999 }), fc.nat({ max: 99_999 }))
  .map(([year, carried]): Money => ({ year: BigInt(year), carried: BigInt(carried) }));
const item = fc.record({ basic: money, project: money });

const ITEM: Item = {
  basic: { year: 1_000n, carried: 200n },
  project: { year: 3_000n, carried: 500n },
};

describe('A table of expenditure that prints what is carried over', () => {
  it.each(Object.entries(SHAPES))('has lines with all money once: %s', async (_, shape) => {
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 3 }), async (items) => {
        fc.pre(items.every((each) => both(each.basic) > 0n && both(each.project) > 0n));
        const examined = await read({ general: tableOf(shape, items) });
        expect(generalOf(examined)).toEqual(
          Object.fromEntries(
            items.flatMap(({ basic, project }, i) => [
              [`expenditure/general/${CODES[i]!}/basic`, fromFen(both(basic) * 10_000n)],
              [`expenditure/general/${CODES[i]!}/project`, fromFen(both(project) * 10_000n)],
            ]),
          ),
        );
        expect(found(examined)).toEqual([]);
      }),
      { numRuns: rounds(5, 60) },
    );
  });

  it('keeps the total that is printed, and an error names it where its shares do not add up to it', async () => {
    const { headings, figures } = SHAPES['the total, then both shares with their parts']!;
    const examined = await read({
      general: tableOf(
        {
          headings,
          figures: (each) => figures(each).map((fen, at) => (at === 0 ? fen + 100n : fen)),
        },
        [ITEM],
      ),
    });
    expect(found(examined)).toContainEqual(
      expect.objectContaining({
        rule: 'SPLIT',
        severity: 'error',
        column: 'total',
        printed: '48.00',
        expected: '47.00',
        difference: '1.00',
        unit: '万元',
      }),
    );
    expect(generalOf(examined)).toEqual({
      'expenditure/general/2080505/basic': '120000.00',
      'expenditure/general/2080505/project': '350000.00',
    });
  });

  it('has no line of what is carried over without its parts, and an error says how much is missing', async () => {
    const general = tableOf(
      {
        headings: [
          ['合计', ''],
          ['基本支出', ''],
          ['项目支出', ''],
          ['上年结转', ''],
        ],
        figures: (each) => [
          both(totalOf(each)),
          each.basic.year,
          each.project.year,
          totalOf(each).carried,
        ],
      },
      [ITEM],
    );
    const examined = await read({ general });
    expect(generalOf(examined)).toEqual({
      'expenditure/general/2080505/basic': '100000.00',
      'expenditure/general/2080505/project': '300000.00',
    });
    expect(found(examined)).toEqual([
      expect.objectContaining({ rule: 'LAYOUT', severity: 'warning', printed: '上年结转' }),
      expect.objectContaining({ rule: 'LINES-TOTAL', severity: 'error', difference: '70000.00' }),
    ]);
  });

  it('names what is carried over beside a total that does not count it', async () => {
    for (const [title, named] of [
      ['上年结转', 1],
      ['其中：上年结转', 0],
    ] as const) {
      const headings = [
        ['合计', ''],
        ['基本支出', ''],
        ['项目支出', ''],
        [title, ''],
      ] as const;
      const figures = (each: Item) => [...whole(each), totalOf(each).carried];
      const examined = await read({ general: tableOf({ headings, figures }, [ITEM]) });
      expect(found(examined)).toHaveLength(named);
    }
  });

  it('names what is carried over in the table of all expenditure, also where 基本支出 has no heading', async () => {
    const expenditure = `公开03表
支出总表
单位：万元
科目编码,科目名称,合计,人员经费,公用经费,项目支出,上年结转
,合计,125.00,80.00,20.00,25.00,9.00
2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,,,
2210201,住房公积金,95.00,50.00,20.00,25.00,9.00`;
    expect((await read({ expenditure })).facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LAYOUT',
        severity: 'info',
        table: 3,
        printed: '上年结转',
      }),
    );
  });

  it('has an error where a source called 结转结余 is in no line', async () => {
    const expenditure = `公开03表
支出总表
单位：万元
合计,一般公共预算,结转结余
129.00,120.00,9.00`;
    expect((await read({ expenditure })).facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'LINES-TOTAL', table: 3, severity: 'error' }),
    );
  });

  it('names what is carried over where no money of the year is printed beside it', async () => {
    const general = tableOf(
      {
        headings: [
          ['基本支出', ''],
          ['项目支出', ''],
          ['上年结转', ''],
        ],
        figures: (each) => [each.basic.year, each.project.year, totalOf(each).carried],
      },
      [ITEM],
    );
    expect(found(await read({ general }))).toEqual([
      expect.objectContaining({ rule: 'LAYOUT', printed: '上年结转' }),
    ]);
  });

  it.each(['一般公共预算支出表（含上年结转）', '一般公共预算支出表（不含上年结转资金）'])(
    'is told by its title without the words for it: %s',
    async (title) => {
      const shape = SHAPES['both shares with their parts alone']!;
      const examined = await read({ general: tableOf(shape, [ITEM], title) });
      expect(generalOf(examined)).toMatchObject({
        'expenditure/general/2080505/basic': '120000.00',
      });
      expect(examined.facts.registered.further?.map(({ kind }) => kind)).toEqual(['procurement']);
    },
  );
});

describe('A table with what is carried over, and one without it', () => {
  it('are two, and the second is a further table', async () => {
    const title = '一般公共预算支出表';
    const table = TABLES.general.replace('公开07表\n', '');
    const general = [
      table.replace(title, `${title}（含上年结转）`),
      table.replace(title, `${title}（不含上年结转）`),
    ].join('\n\n');
    const examined = await read({ general });
    expect(linesOf(examined)).toEqual(linesOf(await read()));
    expect(examined.facts.registered.further?.map((each) => each.title)).toContain(
      `${title}（不含上年结转）`.replace('（', '(').replace('）', ')'),
    );
  });
});

describe('Revenue that is carried over', () => {
  it('in no line gets an error, though it is called as what goes to the next year is', async () => {
    const revenue = `公开02表
收入总表
单位：万元
科目编码,科目名称,合计,一般公共预算,其他收入
,合计,125.00,120.00,
2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,
2210201,住房公积金,90.00,90.00,
,结转结余,5.00,,`;
    expect((await read({ revenue })).facts.findings).toContainEqual(
      expect.objectContaining({ table: 2, severity: 'error', difference: expect.anything() }),
    );
  });
});

describe('The unit’s own money', () => {
  it('is without what is carried over of the appropriation, which the tables of the funds spend', async () => {
    const tables = {
      revenue: TABLES.revenue
        .replace('合计,125.00,125.00,120.00,5.00,', '合计,145.00,125.00,120.00,5.00,20.00')
        .replace('中心,125.00,125.00,120.00,5.00,', '中心,145.00,125.00,120.00,5.00,20.00'),
      appropriation: TABLES.appropriation
        .replace(',,二、住房保障支出,90.00', '二、上年结转,20.00,二、住房保障支出,110.00')
        .replace('收入总计,120.00,支出总计,120.00', '收入总计,140.00,支出总计,140.00'),
      // A row tells no code: 20.00 of the fund are in no line.
      general: `${TABLES.general.replace('合计,120.00,100.00,80.00,20.00,20.00', '合计,140.00,100.00,80.00,20.00,40.00')}
,,,其他,20.00,,,,20.00`,
      expenditure: '公开03表\n支出总表\n单位：万元\n合计,基本支出,项目支出\n145.00,100.00,45.00',
    };
    expect(linesOf(await read(tables))).toMatchObject({
      'expenditure/unit-funds/undivided/undivided': '50000.00',
    });
  });
});

describe('What all expenditure counts beside basic and project expenditure', () => {
  const tables = {
    summary: TABLES.summary
      .replace('二、住房保障支出,95.00', '二、住房保障支出,105.00')
      .replace('本年支出合计,125.00', '本年支出合计,135.00')
      .replace('上年结转结余,,', '上年结转结余,10.00,')
      .replace('收入总计,125.00,支出总计,125.00', '收入总计,135.00,支出总计,135.00'),
    revenue: `公开02表\n收入总表\n单位：万元\n单位名称,合计,一般公共预算,其他收入,上年结转\n合计,135.00,120.00,5.00,10.00`,
  };
  it.each([
    ['上年结转', '', '100.00,25.00,10.00', '70.00,25.00,10.00'],
    [
      '上年结转,,',
      '\n,,,,,小计,财政拨款,单位资金',
      '100.00,25.00,10.00,8.00,2.00',
      '70.00,25.00,10.00,8.00,2.00',
    ],
    [
      '事业单位经营支出,上缴上级支出,上年结转',
      '',
      '100.00,20.00,4.00,1.00,10.00',
      '70.00,20.00,4.00,1.00,10.00',
    ],
    [
      '事业单位经营支出,上年结转,对附属单位补助支出',
      '',
      '100.00,20.00,5.00,9.00,10.00',
      '70.00,20.00,5.00,9.00,10.00',
    ],
  ])('is in a line with the other money of its item: %s', async (heads, lower, all, item) => {
    const examined = await read({
      ...tables,
      expenditure: `公开03表\n支出总表\n单位：万元\n科目编码,科目名称,合计,基本支出,项目支出,${heads}${lower}
,合计,135.00,${all}\n2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,,\n2210201,住房公积金,105.00,${item}`,
    });
    expect(examined.facts.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(linesOf(examined)).toMatchObject({
      'expenditure/unit-funds/2210201/undivided': '150000.00',
    });
  });

  it('is a part of project expenditure where the total is that of both', async () => {
    const examined = await read({
      ...tables,
      expenditure: `公开03表\n支出总表\n单位：万元\n科目编码,科目名称,合计,基本支出,项目支出,上年结转
,合计,135.00,100.00,35.00,10.00\n2080505,机关事业单位基本养老保险缴费支出,30.00,30.00,,\n2210201,住房公积金,105.00,70.00,35.00,10.00`,
    });
    expect(examined.facts.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(linesOf(examined)).toMatchObject({
      'expenditure/unit-funds/2210201/project': '150000.00',
    });
  });
});
