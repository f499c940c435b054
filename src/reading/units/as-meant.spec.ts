import { utils, type CellObject } from '@e965/xlsx';
import fc from 'fast-check';
import { rounds } from '../../../test/support/rounds.js';
import { Decimal, type Unit } from '../../domain/values/money.js';
import { COVER, linesOf, read, TABLES } from '../by-headings/elsewhere.fixture.js';
import { examine, type Examined } from '../examine.js';
import { xlsxOf } from '../readers/office/office.fixture.js';
import { readText, render, SAMPLE } from '../tables/budget.fixture.js';

const PER: Readonly<Record<Unit, number>> = { 元: 1, 千元: 1e3, 万元: 1e4, 百万元: 1e6, 亿元: 1e8 };

/** A figure in 万元 as another unit prints it. */
const inUnitOf = (wan: string, unit: Unit): string =>
  new Decimal(wan).times(1e4).div(PER[unit]).toFixed();

const FIGURE = /^\d+\.\d{2}$/;
const units = ({ facts }: Examined) => facts.findings.filter(({ rule }) => rule === 'UNIT');

describe('A figure in another unit than its table', () => {
  const names = [
    'summary',
    'revenue',
    'expenditure',
    'appropriation',
    'general',
    'economic',
    'threePublic',
    'procurement',
  ] as const;
  const spelled = fc.constantFrom<(text: string, unit: Unit) => string>(
    (text, unit) => `${text}${unit}`,
    (text, unit) => `${text} ${unit}`,
    (text, unit) => `${text}（${unit}）`,
    (text, unit) => `￥${text}${unit}`,
    (text, unit) =>
      `${text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))}${unit}`,
  );

  it('is what its cell says, in any table, and one finding names it', async () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.constantFrom<Unit>('元', '千元', '百万元', '亿元'),
        spelled,
        fc.infiniteStream(fc.boolean()),
        async (name, unit, spell, chosen) => {
          let isChanged = false;
          const table = TABLES[name]
            .split('\n')
            .map((line) =>
              line
                .split(',')
                .map((cell) => {
                  if (!FIGURE.test(cell) || !chosen.next().value) return cell;
                  isChanged = true;
                  return spell(inUnitOf(cell, unit), unit);
                })
                .join(','),
            )
            .join('\n');
          const examined = await read({ [name]: table });
          expect(linesOf(examined)).toEqual(linesOf(await read()));
          expect(units(examined).length).toBeLessThanOrEqual(isChanged ? 1 : 0);
          expect(examined.facts.findings.filter(({ severity }) => severity === 'error')).toEqual(
            [],
          );
        },
      ),
      { numRuns: rounds(30, 400) },
    ));

  it('is in the unit of its heading, in any table and column', async () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(7),
        fc.constantFrom<Unit>('元', '千元', '亿元'),
        fc.constantFrom('（', '(单位：'),
        async (name, at, unit, bracket) => {
          const rows = TABLES[name].split('\n').map((line) => line.split(','));
          const first = rows.findIndex((row, i) => i > 2 && row.some((cell) => FIGURE.test(cell)));
          const head = rows.findLastIndex(
            (row, i) => i > 2 && i < first && HEADING.test(row[at] ?? ''),
          );
          fc.pre(head !== -1 && rows.some((row) => FIGURE.test(row[at] ?? '')));
          const table = rows.map((row, i) =>
            row.map((cell, column) => {
              if (column !== at) return cell;
              if (i === head) return `${cell}${bracket}${unit}${bracket === '（' ? '）' : ')'}`;
              return FIGURE.test(cell) ? inUnitOf(cell, unit) : cell;
            }),
          );
          const examined = await read({ [name]: table.map((row) => row.join(',')).join('\n') });
          expect(linesOf(examined)).toEqual(linesOf(await read()));
          expect(examined.facts.findings.filter(({ severity }) => severity === 'error')).toEqual(
            [],
          );
          expect(units(examined).length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: rounds(30, 300) },
    ));

  it('is in the unit of its heading in a line of headings whose words are not known', async () => {
    const revenue = `公开02表
收入总表
单位：万元
单位名称,总计,一般公共预算拨款,,其他收入
,,经费拨款（元）,纳入预算管理的非税收入拨款（元）,
合计,125.00,1000000.00,200000.00,5.00`;
    const examined = await read({ revenue });
    expect(examined.document.tables[1]!.rows[0]!.cells['fiscal-appropriation']).toMatchObject({
      amount: 100_000_000n,
      unit: '元',
    });
    expect(units(examined)).toHaveLength(1);
  });

  it('is in the unit of the table where the sums show that 元 is the word for money', async () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.infiniteStream(fc.boolean()),
        async (name, chosen) => {
          let isChanged = false;
          const table = TABLES[name].replace(/(?<=,)\d+\.\d{2}(?=[,\n]|$)/g, (cell) => {
            if (!chosen.next().value) return cell;
            isChanged = true;
            return `${cell}元`;
          });
          const examined = await read({ [name]: table });
          expect(linesOf(examined)).toEqual(linesOf(await read()));
          expect(units(examined).length).toBeLessThanOrEqual(isChanged ? 1 : 0);
        },
      ),
      { numRuns: rounds(30, 300) },
    ));

  it.each([
    ['0"元"', 1],
    ['#,##0.00"元"', 1],
    ['0.00"万元"', 1e4],
    ['0.00" (万元) "', 1e4],
    ['0.00"万"', 1e4],
    ['0.00,"千元"', 1],
  ])('is in the unit that the format of its number prints: %s', async (format, per) => {
    for (const unit of ['元', '万元']) {
      const rows = Object.values(TABLES).flatMap((table) => [...table.split('\n'), '']);
      const sheet = utils.aoa_to_sheet(
        [...COVER.split('\n'), ...rows].map((line) =>
          line
            .split(',')
            .map((text): CellObject | string | null =>
              FIGURE.test(text)
                ? { t: 'n', v: (Number(text) * 1e4) / per, z: format }
                : text.replace('单位：万元', `单位：${unit}`) || null,
            ),
        ),
      );
      const book = utils.book_new();
      utils.book_append_sheet(book, sheet, '预算');
      const examined = await examine(xlsxOf(book), 'budget.xlsx', null);
      expect(linesOf(examined)).toEqual(linesOf(await read()));
    }
  });
});

const HEADING = /\p{Script=Han}/u;

describe('A figure in another unit than its table, in the form of Shanghai', () => {
  const text = render(SAMPLE, 'tabs');
  const amounts = ({ tables }: ReturnType<typeof readText>) =>
    tables.map(({ rows }) =>
      rows.map(({ cells }) =>
        Object.fromEntries(Object.entries(cells).map(([key, { amount }]) => [key, amount])),
      ),
    );
  const plain = (figure: string) => figure.replaceAll(',', '');
  const messages = ({ findings }: ReturnType<typeof readText>) =>
    findings.filter(({ rule }) => rule === 'UNIT').map(({ message }) => message);

  it.each(['tabs', 'pipes'] as const)('is what its cell says: in %s', (shape) =>
    fc.assert(
      fc.property(
        fc.constantFrom<Unit>('千元', '万元', '亿元'),
        fc.infiniteStream(fc.boolean()),
        (unit, chosen) => {
          const printed = render(SAMPLE, shape).replace(/\d{1,3}(?:,\d{3})+\.\d{2}/g, (figure) =>
            chosen.next().value
              ? `${new Decimal(plain(figure)).div(PER[unit]).toFixed()}${unit}`
              : figure,
          );
          expect(amounts(readText(printed))).toEqual(amounts(readText(text)));
        },
      ),
      { numRuns: rounds(10, 100) },
    ),
  );

  it('is in 元 beside a table in 万元 where its cell says so, or its heading', () => {
    const nine = text.split('\n').findLast((line) => line.startsWith('3.50'))!;
    const cells = nine.replace(/\d+\.\d+/g, (figure) => `${Number(figure) * 1e4}元`);
    expect(amounts(readText(text.replace(nine, cells)))).toEqual(amounts(readText(text)));
    expect(messages(readText(text.replace(nine, cells)))).toEqual([
      expect.stringContaining('each is read in the unit that it or its heading prints'),
    ]);
    const headed = text
      .replace('\t运行费', '\t运行费（元）')
      .replace(nine, nine.replace(/2\.50(?=\t[^\t]*$)/, '25000'));
    expect(amounts(readText(headed))).toEqual(amounts(readText(text)));
    expect(messages(readText(headed))).toHaveLength(1);
  });

  it.each([' 元', '元'])('is what stands behind it in a line without cells: 25000%s', (unit) => {
    const spaces = render(SAMPLE, 'spaces');
    const nine = spaces.split('\n').findLast((line) => line.startsWith('3.50'))!;
    const printed = nine.replace(/\d+\.\d+/g, (figure) => `${Number(figure) * 1e4}${unit}`);
    expect(amounts(readText(spaces.replace(nine, printed)))).toEqual(amounts(readText(text)));
  });

  it('is not in the unit of its heading where the other tables show that this is a misprint', () => {
    for (const shape of ['spaces', 'tabs'] as const) {
      const printed = render(SAMPLE, shape).replace(
        /合计(\s)基本支出\s项目支出/,
        '合计（万元）$1基本支出（万元）$1项目支出（万元）',
      );
      expect(amounts(readText(printed))).toEqual(amounts(readText(text)));
      expect(messages(readText(printed))).toEqual([
        expect.stringContaining('the sums show that they are in the unit of the table'),
      ]);
    }
  });

  it('is in that of its table in a text without cells where the headings of some columns print another, and an error says so', () => {
    const spaces = render(SAMPLE, 'spaces');
    const printed = spaces.replace('合计 基本支出 项目支出', '合计 基本支出（万元） 项目支出');
    expect(amounts(readText(printed))).toEqual(amounts(readText(text)));
    expect(readText(printed).findings).toContainEqual(
      expect.objectContaining({
        rule: 'UNIT',
        severity: 'error',
        table: 3,
        printed: '万元',
        expected: '元',
      }),
    );
    const same = spaces.replace('合计 基本支出 项目支出', '合计 基本支出（元） 项目支出');
    expect(messages(readText(same))).toEqual([]);
  });

  it('is in 万元 there where the narrative and the sums say that 元 is the word for money', () => {
    const nine = text.split('\n').findLast((line) => line.startsWith('3.50'))!;
    const words = text.replace(
      nine,
      nine.replace(/\d+\.\d+/g, (figure) => `${figure}元`),
    );
    expect(amounts(readText(words))).toEqual(amounts(readText(text)));
    expect(messages(readText(words))).toEqual([
      expect.stringContaining('the sums show that they are in the unit of the table'),
    ]);
  });
});
