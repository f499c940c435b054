import fc from 'fast-check';
import { rounds } from '../../../../test/support/rounds.js';
import type { Examined } from '../../examine.js';
import { linesOf, read } from '../elsewhere.fixture.js';

/** A body: its code and name, and its figures of the table. */
type BodyRow = readonly [code: string, name: string, figures: string];

const HEADS = `合计,因公出国（境）费,公务用车购置及运行费,,,公务接待费`;
const LOWER = `,,小计,公务用车购置费,公务用车运行费,`;

/** So much for the running of vehicles alone. */
const running = (wan: number): string => `${wan},,${wan},,${wan},`;

const readRows = async (rows: readonly BodyRow[]): Promise<Examined> =>
  read({
    threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n单位编码,单位名称,${HEADS}\n,,${LOWER}\n${rows.map((row) => row.join(',')).join('\n')}`,
  });

/** The running of vehicles that was read, in 万元; undefined where nothing was. */
const readRunning = (examined: Examined): number | undefined => {
  const fen = linesOf(examined)['three-public/vehicle-running'];
  return fen === undefined ? undefined : Number(fen) / 10_000;
};

const problems = ({ facts }: Examined): readonly string[] =>
  facts.findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message);

describe('Rows of bodies without a total', () => {
  it.each<[string, readonly (readonly [string, string, number])[], number]>([
    [
      'stand beside the department itself, though it has what both units have',
      [
        ['', '甲局（本级）', 10],
        ['', '乙站', 5],
        ['', '丙站', 5],
      ],
      20,
    ],
    [
      'stand beside each other by their codes, though the first has what both others have',
      [
        ['101001', '甲站', 10],
        ['101002', '乙站', 6],
        ['101003', '丙站', 4],
      ],
      20,
    ],
    [
      'stand beside each other by their codes, and one has nothing',
      [
        ['101001', '甲站', 1],
        ['101002', '乙站', 1],
        ['101003', '丙站', 0],
      ],
      2,
    ],
    [
      'are four levels of one body by their codes',
      [
        ['101', '甲局', 5],
        ['101001', '乙站', 5],
        ['101001001', '丙所', 5],
        ['101001001001', '丁队', 5],
      ],
      5,
    ],
    [
      'are below a department by their codes',
      [
        ['101', '甲局', 10],
        ['101001', '乙站', 6],
        ['101002', '丙站', 4],
      ],
      10,
    ],
    [
      'are below a department whose code is filled up with noughts',
      [
        ['101000', '甲局', 10],
        ['101001', '乙站', 6],
        ['101002', '丙站', 4],
      ],
      10,
    ],
    [
      'are below a department that has no code',
      [
        ['', '甲局', 10],
        ['101001', '乙站', 6],
        ['101002', '丙站', 4],
      ],
      10,
    ],
    [
      'stand beside the department itself by name, though its code is above theirs',
      [
        ['101', '甲局（本级）', 4],
        ['101001', '乙站', 6],
      ],
      10,
    ],
    [
      'are below the agency, which has what one of them has',
      [
        ['', '临江市水务中心', 10],
        ['', '乙站', 10],
        ['', '丙站', 0],
      ],
      10,
    ],
    [
      'have a department that prints nothing',
      [
        ['101', '甲局', 0],
        ['101001', '乙站', 5],
        ['101002', '丙站', 3],
      ],
      8,
    ],
    [
      'have their sum below them, without a name',
      [
        ['101001', '甲站', 3],
        ['101002', '乙站', 2.5],
        ['', '', 5.5],
      ],
      5.5,
    ],
    [
      'have a department among them that has no code',
      [
        ['101001', '乙站', 6],
        ['', '甲局', 10],
        ['101002', '丙站', 4],
      ],
      10,
    ],
    [
      'stand below the sum of both, which is called so in brackets, beside the department itself',
      [
        ['', '甲局（汇总）', 10],
        ['', '甲局（本级）', 6],
        ['', '乙站', 4],
      ],
      10,
    ],
    [
      'have amounts so small that rounding alone could make one the sum of the others',
      [
        ['101001', '甲站', 0.03],
        ['101002', '乙站', 0.01],
        ['101003', '丙站', 0.01],
      ],
      0.05,
    ],
    [
      'have codes before their names',
      [
        ['', '101001-甲站', 10],
        ['', '101002-乙站', 6],
        ['', '101003-丙站', 4],
      ],
      20,
    ],
  ])('are counted once where they %s', async (_, rows, expected) => {
    const examined = await readRows(rows.map(([code, name, wan]) => [code, name, running(wan)]));
    expect(problems(examined)).toEqual([]);
    expect(readRunning(examined)).toBe(expected);
  });

  it.each<[string, readonly (readonly [string, string, number])[]]>([
    [
      'neither codes nor names tell whether one is within another of the same amount',
      [
        ['', '甲局', 10],
        ['', '乙站', 10],
        ['', '丙站', 0],
      ],
    ],
    [
      'one among them without a code is the sum of the others, which have none either',
      [
        ['', '乙站', 6],
        ['', '甲局', 10],
        ['', '丙站', 4],
      ],
    ],
    [
      'the amounts are so small that rounding alone could make one the sum of the others',
      [
        ['', '甲局', 0.03],
        ['', '乙站', 0.01],
        ['', '丙站', 0.01],
      ],
    ],
    [
      'one is the sum of the others, and its code may be of a unit beside them',
      [
        ['101100', '甲', 10],
        ['101101', '乙', 6],
        ['101102', '丙', 4],
      ],
    ],
    [
      'one has a code with a digit more than the other, and the same amount',
      [
        ['101', '甲', 10],
        ['1010', '乙', 10],
      ],
    ],
    [
      'the first has no name and is not what the others are together',
      [
        ['', '', 9],
        ['101001', '乙站', 6],
        ['101002', '丙站', 4],
      ],
    ],
    [
      'some of the lower rows may be within others',
      [
        ['', '甲局', 6],
        ['', '乙站', 6],
        ['', '丙所', 3],
        ['', '丁所', 3],
      ],
    ],
    [
      'the codes say that one is within another and it is not its sum',
      [
        ['101', '甲局', 4],
        ['101001', '乙站', 6],
      ],
    ],
    [
      'one has a shorter code of another kind, and what all others are together',
      [
        ['005', '甲局', 10],
        ['101001', '乙站', 6],
        ['101002', '丙站', 4],
      ],
    ],
    [
      'the row without a name is not what the others are together',
      [
        ['101001', '甲站', 3],
        ['101002', '乙站', 2.5],
        ['', '', 6.5],
      ],
    ],
    [
      'there are totals of other amounts',
      [
        ['', '合计', 5],
        ['101001', '甲站', 5],
        ['', '合计', 4],
        ['102001', '乙站', 4],
      ],
    ],
    [
      'the last of them is what all others are together',
      [
        ['', '乙站', 2],
        ['', '丙站', 3],
        ['', '丁局', 5],
      ],
    ],
  ])('are none, and an error names them, where %s', async (_, rows) => {
    const examined = await readRows(rows.map(([code, name, wan]) => [code, name, running(wan)]));
    expect(readRunning(examined)).toBeUndefined();
    expect(problems(examined)).toEqual([
      expect.stringContaining('"一般公共预算“三公”经费支出表" prints figures such as'),
    ]);
  });

  it.each<[string, readonly BodyRow[]]>([
    [
      'the agency prints its total alone',
      [
        ['', '临江市水务中心', '5,,,,,'],
        ['', '乙站', running(5)],
      ],
    ],
    [
      'the total is printed without its items',
      [
        ['', '合计', '5,,,,,'],
        ['101001', '乙站', running(3)],
        ['101002', '丙站', running(2)],
      ],
    ],
  ])('have the items of the bodies below where %s', async (_, rows) => {
    const examined = await readRows(rows);
    expect(problems(examined)).toEqual([]);
    expect(readRunning(examined)).toBe(5);
  });

  it('have the units of a department in columns of their own, beside one that repeats its name', async () => {
    const examined = await read({
      threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n部门名称,编码,名称,${HEADS}\n,,,${LOWER}\n${[
        ['101001', '甲站', 10],
        ['101002', '乙站', 6],
        ['101003', '丙站', 4],
      ]
        .map(([code, name, wan]) => `甲局,${code},${name},${running(Number(wan))}`)
        .join('\n')}`,
    });
    expect(problems(examined)).toEqual([]);
    expect(readRunning(examined)).toBe(20);
  });

  /** Bodies within bodies, by what those have that have none below them. */
  type Tree = number | readonly Tree[];
  const tree = (leaf: fc.Arbitrary<number>) =>
    fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { withCrossShrink: true, maxDepth: 2 },
        leaf,
        fc.array(tie('tree'), { minLength: 1, maxLength: 2 }),
      ),
    })).tree;
  const amountOf = (of: Tree): number =>
    typeof of === 'number' ? of : of.reduce((sum: number, each) => sum + amountOf(each), 0);
  const rowsOf = (all: readonly Tree[], above: string): readonly BodyRow[] =>
    all.flatMap((each, at): readonly BodyRow[] => {
      const code = `${above}${101 + at}`;
      const row: BodyRow = [code, `第${code}站`, running(amountOf(each) / 100)];
      return [row, ...(typeof each === 'number' ? [] : rowsOf(each, code))];
    });

  it('are counted once by their codes, whatever they have and however deep they are', async () => {
    const trees = fc.array(tree(fc.nat({ max: 999 })), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(trees, async (all) => {
        expect(readRunning(await readRows(rowsOf(all, ''))) ?? 0).toBe(amountOf(all) / 100);
      }),
      { numRuns: rounds(30, 300) },
    );
  });

  it('are counted once or are none where they have no codes and no sum of some is another by chance', async () => {
    const trees = fc.array(tree(fc.constant(0)), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(trees, fc.boolean(), async (shapes, doAscend) => {
        // More than all levels of all that went before together.
        let own = doAscend ? 1 : 7 ** 12;
        const filled = (of: Tree): Tree => {
          if (typeof of !== 'number') return of.map(filled);
          own = doAscend ? own * 7 : own / 7;
          return own;
        };
        const all = shapes.map(filled);
        const rows = rowsOf(all, '').map(([, name, figures]): BodyRow => ['', name, figures]);
        expect([undefined, amountOf(all) / 100]).toContain(readRunning(await readRows(rows)));
      }),
      { numRuns: rounds(30, 300) },
    );
  });
});

describe('A table of revenue that has rows of bodies and no total', () => {
  const revenueOf = async (rows: string) => {
    const examined = await read({
      revenue: `公开02表\n收入总表\n部门名称：临江市水务中心,,,单位：万元\n单位编码,单位名称,合计,一般公共预算,其他收入\n${rows}`,
    });
    const lines = Object.entries(linesOf(examined));
    return {
      lines: lines.filter(([key]) => key.startsWith('revenue/')),
      problems: problems(examined),
    };
  };

  it.each([
    ['its bodies beside each other', '101001,甲局（本级）,100,95,5\n101002,乙站,25,25,'],
    [
      'the department above its units',
      '101,甲局,125,120,5\n101001,乙站,100,95,5\n101002,丙站,25,25,',
    ],
    [
      'its bodies above their sum, which has no name',
      '101001,甲局（本级）,100,95,5\n101002,乙站,25,25,\n,,125,120,5.00',
    ],
    [
      'the department above its units, without codes',
      ',甲局,125,120,5\n,乙站,100,95,5\n,丙站,25,25,',
    ],
  ])('has %s', async (_, rows) => {
    const found = await revenueOf(rows);
    expect(found.problems).toEqual([]);
    expect(Object.fromEntries(found.lines)).toEqual({
      'revenue/undivided/fiscal-appropriation': '1200000.00',
      'revenue/undivided/other': '50000.00',
    });
  });

  it.each([
    [
      'the first has no name and is not what the others are together',
      ',,110,105,5\n101001,甲局（本级）,100,95,5\n101002,乙站,20,20,',
      'prints bodies without a total, and nothing tells',
    ],
    [
      'it has totals of other amounts',
      ',合计,100,95,5\n101001,甲局（本级）,100,95,5\n,合计,25,25,\n101002,乙站,25,25,',
      'prints 2 totals called "合计" of other amounts',
    ],
  ])('has none, and an error says so, where %s', async (_, rows, said) => {
    const found = await revenueOf(rows);
    expect(found.lines).toEqual([]);
    expect(found.problems).toContainEqual(expect.stringContaining(said));
  });

  it('has one total where it prints the one of the year beside that of all', async () => {
    const examined = await read({
      revenue: `公开02表\n收入总表\n单位：万元\n项目,预算数\n一般公共预算拨款收入,120\n其他收入,5\n本年收入合计,125\n上年结转,0\n收入总计,125`,
    });
    expect(problems(examined)).toEqual([]);
  });

  it('has none, and an error says so, where nothing tells which of them are within others', async () => {
    const found = await revenueOf(',甲局,125,120,5\n,乙站,125,120,5');
    expect(found.lines).toEqual([]);
    expect(found.problems).toContainEqual(
      expect.stringContaining('prints bodies without a total, and nothing tells'),
    );
  });
});
