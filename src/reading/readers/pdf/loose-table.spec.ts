import { printedText } from '../../document-line.js';
import { pdfOf } from './printed-pdf.fixture.js';
import { readPdf } from './read-pdf.js';

type Align = 'left' | 'right' | 'centre';

interface Printed {
  /** The width of the column of codes, of names, and of each column of amounts, in points. */
  readonly widths?: readonly number[];
  readonly heads?: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How amounts are aligned. */
  readonly aligned?: Align;
  readonly pitch?: number;
  readonly title?: string;
  /** Rows of further pages, which repeat the headings. */
  readonly next?: readonly (readonly string[])[];
}

const SIZE = 10;
const HEADS = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];

/** What is read of a table that is printed without lines: the cells of each row as `column text`. A `|` in a text breaks it over lines. */
const read = async ({
  widths = [70, 130, 80, 80, 80],
  heads = HEADS,
  rows,
  aligned = 'right',
  pitch = 18,
  title,
  next,
}: Printed) => {
  const bytes = await pdfOf((pdf) => {
    const put = (row: readonly string[], top: number, head: boolean): number => {
      const most = Math.max(...row.map((text) => text.split('|').length));
      let left = 40;
      for (const [i, cell] of row.entries()) {
        const lines = cell === '' ? [] : cell.split('|');
        const isAmount = i >= row.length - widths.length + firstAmount(widths);
        const align: Align = head ? 'centre' : isAmount ? aligned : 'left';
        for (const [k, text] of lines.entries()) {
          const free = widths[i]! - 4 - pdf.widthOfString(text);
          const at = align === 'left' ? 0 : align === 'right' ? free : free / 2;
          const down = ((most - lines.length) / 2 + k) * SIZE * 1.2;
          pdf.text(text, left + 2 + at, top + down, { lineBreak: false });
        }
        left += widths[i]!;
      }
      return top + pitch + (most - 1) * SIZE * 1.2;
    };
    for (const page of next ? [rows, next] : [rows]) {
      pdf.addPage({ size: [842, 595], margin: 0 });
      if (title) pdf.fontSize(14).text(title, 60, 60, { lineBreak: false });
      pdf.fontSize(SIZE);
      let top = put(heads, 85, true) + 4;
      for (const row of page) top = put(row, top, false);
    }
  });
  const { lines } = await readPdf(bytes, 'a.pdf');
  return lines.map((line) =>
    line.cells
      ? line.cells.map(({ text, column }) => `${column} ${text}`).join(', ')
      : printedText(line),
  );
};

/** The first column of amounts: a table of two or three columns has no codes. */
const firstAmount = (widths: readonly number[]): number => (widths.length > 3 ? 2 : 1);

const shown = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.map((row) =>
    row.flatMap((text, i) => (text ? [`${i} ${text.replaceAll('|', '')}`] : [])).join(', '),
  );

describe('A table of a PDF without lines', () => {
  const amounts = (
    [a, b, c]: readonly [string, string, string],
    [d, e, f]: readonly [string, string, string],
  ) => [
    ['2010101', '行政运行', a, b, c],
    ['2080505', '基本养老保险', d, e, f],
    ['合计', '', a, b, c],
  ];

  it.each([
    ['whole numbers', ['123', '100', '23'], ['8', '8', '']],
    ['numbers with one decimal', ['123.5', '100', '23.5'], ['8.1', '8.1', '']],
    ['amounts with four decimals', ['25.2664', '12.0001', '13.2663'], ['8.1200', '8.1200', '']],
    ['amounts with six decimals', ['25.266412', '12', '13.266412'], ['8.12', '8.12', '']],
    ['amounts with their unit', ['123.00元', '100.00元', '23.00元'], ['8.00元', '8.00元', '']],
    ['dashes for the most part', ['123.00', '-', '123.00'], ['-', '-', '-']],
    ['parts in a hundred', ['-50.000%', '8.333%', '5.263%'], ['8.3%', '', '1%']],
    ['amounts with a note', ['12.00(注1)', '12.00', ''], ['3.00', '3.00', '']],
  ] as const)(
    'has each of its %s whole and under its heading, on whatever side they agree',
    async (_, a, b) => {
      const rows = amounts(a, b);
      for (const aligned of ['left', 'right', 'centre'] as const)
        expect(await read({ rows, aligned })).toEqual(shown([HEADS, ...rows]));
    },
  );

  it('is text where its figures are all of one width and stand before the first heading of figures', async () => {
    const rows = amounts(['73', '', ''], ['63', '', '']);
    expect(await read({ rows, aligned: 'left' })).toEqual([
      HEADS.join(' '),
      ...rows.map((row) => row.filter(Boolean).join(' ')),
    ]);
    expect(await read({ rows })).toEqual(shown([HEADS, ...rows]));
  });

  it.each([
    ['12.34一、本年支出', ['12.34', '一、本年支出']],
    ['1234567.89（一）教育', ['1234567.89', '（一）教育']],
    ['12345678.9012345678.90', ['12345678.90', '12345678.90']],
    ['12.34-5.00', ['12.34', '-5.00']],
    ['12.3456', ['12.3456']],
    ['12.34元', ['12.34元']],
    ['12.34(注1)', ['12.34(注1)']],
  ])('has %s as the texts %j', async (text, texts) => {
    const bytes = await pdfOf((pdf) => {
      pdf.addPage();
      for (const top of [100, 120, 140])
        pdf
          .text('行政运行', 40, top, { lineBreak: false })
          .text(text, 200, top, { lineBreak: false })
          .text('5.00', 500, top, { lineBreak: false });
    });
    const { lines } = await readPdf(bytes, 'a.pdf');
    expect(lines[0]!.cells!.map((cell) => cell.text)).toEqual(['行政运行', ...texts, '5.00']);
  });

  it('has a row of its own for each name, also where it has no figure or a dash, and names are equally long', async () => {
    const plain = { widths: [150, 90, 90], heads: ['收入项目', '2023年执行数', '2024年预算数'] };
    for (const none of ['', '-']) {
      const rows = [
        ['财政拨款收入', '140.00', '155.50'],
        ['事业单位收入', none, none],
        ['经营服务收入', none, none],
        ['其他业务收入', '2.00', '3.00'],
        ['本年收入合计', '142.00', '158.50'],
      ];
      expect(await read({ ...plain, rows })).toEqual(shown([plain.heads, ...rows]));
    }
    const coded = [
      ['201一般公共服务', '12.00', '13.00'],
      ['20106财政事务类', '', ''],
      ['2010601行政运行', '12.00', '13.00'],
      ['合计', '24.00', '26.00'],
    ];
    expect(await read({ ...plain, rows: coded })).toEqual(shown([plain.heads, ...coded]));
  });

  it('has the first line of a name with the rest of it, in the first row and on pages that repeat the headings', async () => {
    const rows = [
      ['2080505', '机关事业单位基本|养老保险缴费支出', '12.00', '12.00', ''],
      ['2080506', '机关事业单位职业|年金缴费支出', '3.00', '3.00', ''],
      ['2101101', '行政单位医疗', '1.00', '1.00', ''],
    ];
    const next = [...rows, ['合计', '', '30.00', '30.00', '']];
    for (const pitch of [13, 18, 22])
      expect(await read({ widths: [70, 84, 80, 80, 80], rows, next, pitch })).toEqual(
        shown([HEADS, ...rows, HEADS, ...next]),
      );
  });

  it('has the rest of the name of the last row of each page', async () => {
    const rows = [
      ['2101101', '行政单位医疗', '1.00', '1.00', ''],
      ['2101102', '事业单位医疗', '2.00', '2.00', ''],
      ['2080505', '机关事业单位基本|养老保险缴费支出', '12.00', '12.00', ''],
    ];
    for (const pitch of [18, 22])
      expect(await read({ widths: [70, 84, 80, 80, 80], rows, next: rows, pitch })).toEqual(
        shown([HEADS, ...rows, HEADS, ...rows]),
      );
  });

  it('begins with a row that has no figures', async () => {
    const heads = ['项目', '合计', '基本支出'];
    const rows = [
      ['行政运行', '', ''],
      ['机关事务管理', '12.00', '12.00'],
      ['养老保险缴费', '1,003.00', '3.00'],
      ['合计', '1,015.00', '15.00'],
    ];
    for (const pitch of [14, 18, 24])
      expect(await read({ widths: [150, 90, 90], heads, rows, pitch })).toEqual(
        shown([heads, ...rows]),
      );
  });

  /** The rows of a page with texts of size 10, each centred at x, or ending there, by its top. */
  const readAt = async (texts: readonly (readonly [string, number, number, Align?])[]) => {
    const bytes = await pdfOf((pdf) => {
      pdf.addPage({ size: [842, 595], margin: 0 }).fontSize(SIZE);
      for (const [text, x, top, align = 'centre'] of texts) {
        const width = pdf.widthOfString(text);
        const left = align === 'centre' ? x - width / 2 : align === 'right' ? x - width : x;
        pdf.text(text, left, top, { lineBreak: false });
      }
    });
    const { lines } = await readPdf(bytes, 'a.pdf');
    return lines.map(({ cells }) =>
      cells?.map(({ text, column }) => `${column} ${text}`).join(', '),
    );
  };
  const rowsAt = (top: number, rights: readonly number[], rows: readonly (readonly string[])[]) =>
    rows.flatMap(([name, ...amounts], i) => [
      [name!, 40, top + i * 20, 'left'] as const,
      ...amounts.flatMap((text, k) =>
        text === '' ? [] : [[text, rights[k]!, top + i * 20, 'right'] as const],
      ),
    ]);

  it('has a heading beside a group where it is in the middle of the height of both, also beside headings of more lines', async () => {
    const head = [
      ['科目名称', 90, 105],
      ['上年预算数', 185, 105],
      ['本年预算数', 400, 85],
      ['合计', 260, 115],
      ['基本支出', 400, 105],
      ['小计', 330, 125],
      ['人员经费', 400, 125],
      ['公用经费', 470, 125],
      ['项目支出', 540, 115],
      ['本年比', 610, 93],
      ['上年的', 610, 105],
      ['增减额', 610, 117],
    ] as const;
    const rows = rowsAt(
      150,
      [215, 285, 355, 425, 495, 565, 635],
      [
        ['行政运行', '90.00', '120.00', '100.00', '80.00', '20.00', '20.00', '30.00'],
        ['住房公积金', '8.00', '9.50', '9.50', '9.50', '', '', '1.50'],
      ],
    );
    expect((await readAt([...head, ...rows])).slice(0, 3)).toEqual([
      '0 科目名称, 1 上年预算数, 2 本年预算数, 7 本年比上年的增减额',
      '2 合计, 3 基本支出, 6 项目支出',
      '3 小计, 4 人员经费, 5 公用经费',
    ]);
  });

  it('has a heading beside a group, also where one below the group is higher than its cell', async () => {
    const head = [
      ['科目名称', 90, 91],
      ['合计', 200, 91],
      ['基本支出', 385, 85],
      ['项目支出', 610, 91],
      ['小计', 300, 101],
      ['人员经费', 380, 101],
      ['对个人和家庭', 480, 101],
      ['的补助', 480, 110],
    ] as const;
    const rows = rowsAt(
      135,
      [225, 325, 415, 520, 635],
      [
        ['行政运行', '120.00', '100.00', '80.00', '20.00', '20.00'],
        ['住房公积金', '9.50', '9.50', '9.50', '', ''],
      ],
    );
    expect((await readAt([...head, ...rows])).slice(0, 2)).toEqual([
      '0 科目名称, 1 合计, 2 基本支出, 5 项目支出',
      '2 小计, 3 人员经费, 4 对个人和家庭的补助',
    ]);
  });

  it('has each figure of a single row under its heading, also beside columns without any', async () => {
    const head = [
      ['合计', 100, 95],
      ['因公出国（境）费', 230, 95],
      ['公务用车购置及运行维护费', 485, 85],
      ['小计', 358, 105],
      ['公务用车购置费', 485, 105],
      ['公务用车运行维护费', 612, 105],
      ['公务接待费', 740, 95],
    ] as const;
    const amounts = [
      ['14.80', 165, 130, 'right'],
      ['13.00', 419, 130, 'right'],
      ['13.00', 673, 130, 'right'],
      ['1.80', 800, 130, 'right'],
    ] as const;
    expect(await readAt([...head, ...amounts])).toEqual([
      '0 合计, 1 因公出国（境）费, 2 公务用车购置及运行维护费, 5 公务接待费',
      '2 小计, 3 公务用车购置费, 4 公务用车运行维护费',
      '0 14.80, 2 13.00, 4 13.00, 5 1.80',
    ]);
  });

  it('has a heading whole whose second line stands as low as the heading beside it', async () => {
    const head = [
      ['单位名称', 90, 95],
      ['一般公共预算拨款收', 250, 85],
      ['入', 250, 103],
      ['政府性基金预算拨款', 400, 85],
      ['收入', 400, 103],
    ] as const;
    const rows = rowsAt(
      130,
      [290, 440],
      [
        ['合计', '1,200.00', '300.00'],
        ['林业和园林管理局', '1,200.00', '300.00'],
      ],
    );
    expect((await readAt([...head, ...rows]))[0]).toBe(
      '0 单位名称, 1 一般公共预算拨款收入, 2 政府性基金预算拨款收入',
    );
  });

  it('has the rows of two sides whose amounts have six decimals and stand near to the names', async () => {
    const pair = (top: number, name: string, amount: string, other: string, rest: string) =>
      [
        [name, 40, top, 'left'],
        [amount, 266, top, 'right'],
        [other, 270, top, 'left'],
        [rest, 480, top, 'right'],
      ] as const;
    const lines = await readAt([
      ...pair(85, '项目', '预算数', '项目', '预算数'),
      ...pair(105, '一、一般公共预算拨款收入', '5,552.813035', '一、教育支出', '12.500000'),
      ...pair(125, '二、事业收入', '60.000000', '二、文化旅游支出', '5,600.313035'),
      ...pair(145, '收入总计', '5,612.813035', '支出总计', '5,612.813035'),
    ]);
    expect(lines.at(-1)).toBe('0 收入总计, 1 5,612.813035, 2 支出总计, 3 5,612.813035');
  });

  it('has its title above it, and not among its headings', async () => {
    const title = '某某市某某区行政服务中心 2024年 一般公共预算支出情况表';
    const rows = amounts(['123.00', '100.00', '23.00'], ['8.00', '8.00', '']);
    expect(await read({ title, rows })).toEqual([title, ...shown([HEADS, ...rows])]);
  });
});
