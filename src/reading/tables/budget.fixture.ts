import { economic, functional } from '../../domain/classification/lookup.js';
import { fromFen } from '../../domain/values/money.js';
import type { PrintedDocument } from '../printed.js';
import { documentOf } from '../read-document.js';
import { linesOf } from '../readers/text-lines.js';
import { costOf } from '../../domain/classification/cost.js';

/** An item of the functional classification with what is spent on it, in fen. */
export interface SampleItem {
  readonly code: string;
  readonly basic: bigint;
  readonly project: bigint;
}

/** An item of the economic classification, basic expenditure only. The sum is that of the items' basic parts. */
export interface SampleCost {
  readonly code: string;
  readonly amount: bigint;
}

/** A budget that we made up; its nine tables follow from it. */
export interface Sample {
  readonly agency: string;
  readonly year: number;
  readonly scope: 'department' | 'unit';
  readonly items: readonly SampleItem[];
  readonly costs: readonly SampleCost[];
  /** T9 in fen: abroad, reception, purchase, running, operating. */
  readonly three: readonly [bigint, bigint, bigint, bigint, bigint];
  /** Whether nothing is printed as 0 or left blank. */
  readonly zeros: boolean;
}

export type SampleShape = 'spaces' | 'tabs' | 'pipes';

export interface Grid {
  readonly title: string;
  readonly unit: string;
  readonly header: readonly (readonly string[])[];
  readonly rows: readonly (readonly string[])[];
  readonly note: string | null;
}

export const SAMPLE: Sample = {
  agency: '某区行政服务中心（原某区窗口管理中心）',
  year: 2024,
  scope: 'department',
  items: [
    { code: '2080505', basic: 30_000_000n, project: 0n },
    { code: '2101102', basic: 12_500_050n, project: 0n },
    { code: '2120102', basic: 0n, project: 45_000_000n },
    { code: '2120199', basic: 60_000_000n, project: 8_000_000n },
  ],
  costs: [
    { code: '30101', amount: 50_000_000n },
    { code: '30108', amount: 30_000_000n },
    { code: '30201', amount: 12_500_050n },
    { code: '30217', amount: 1_000_000n },
    { code: '30231', amount: 2_500_000n },
    { code: '30399', amount: 1_500_000n },
    { code: '31002', amount: 5_000_000n },
  ],
  three: [0n, 1_000_000n, 0n, 2_500_000n, 0n],
  zeros: false,
};

/** The whole document in one of the three shapes. */
export const render = (sample: Sample, shape: SampleShape): string =>
  [...frontOf(sample), ...gridsOf(sample).flatMap((grid) => tableLines(grid, shape)), ...BACK].join(
    '\n',
  );

export const frontOf = ({ agency, year, scope }: Sample): readonly string[] => [
  `某市某区${year}年区级${scope === 'unit' ? '单位' : '部门'}预算`,
  '',
  `${scope === 'unit' ? '预算单位' : '预算主管部门'}：${agency}`,
  '',
];

const BACK: readonly string[] = [
  '',
  '其他相关情况说明',
  '',
  '一、政府采购预算情况',
  '',
  '本年度没有采购。',
];

export const tableLines = (grid: Grid, shape: SampleShape): readonly string[] => {
  const separator = `|${grid.header[0]!.map(() => '---').join('|')}|`;
  const lines = [...grid.header, ...grid.rows].map((cells) => lineOf(cells, shape));
  if (shape === 'pipes') lines.splice(1, 0, separator);
  return [
    '',
    grid.title,
    '',
    `单位：${grid.unit}`,
    '',
    ...lines,
    '',
    ...(grid.note ? [grid.note, ''] : []),
  ];
};

const lineOf = (cells: readonly string[], shape: SampleShape): string => {
  switch (shape) {
    case 'tabs':
      return cells.join('\t');
    case 'pipes':
      return `| ${cells.join(' | ')} |`;
    case 'spaces':
      return cells.filter((cell) => cell !== '').join(' ');
  }
};

/** The nine tables as grids of printed cells. */
export const gridsOf = (sample: Sample): readonly Grid[] => {
  const { year, scope } = sample;
  const kind = scope === 'unit' ? '单位' : '部门';
  const total = sumOf(sample.items, whole);
  const basic = sumOf(sample.items, ({ basic: part }) => part);
  const title = (name: string) => `${year}年${kind}${name}`;
  const grid = (name: string, header: Grid['header'], rows: Grid['rows']): Grid => ({
    title: title(name),
    unit: '元',
    header,
    rows,
    note: null,
  });
  const empty = (name: string): Grid => ({
    ...grid(name, codedHeader('支出预算', ['合计', '基本支出', '项目支出']), [
      ['合计', '', '', '', '', '', ''],
    ]),
    note: `注：本${kind}${year}年无此项支出，故本表无数据。`,
  });
  const splitRows = codedRows(sample, ({ basic: b, project }) => [b + project, b, project]);
  return [
    grid('财务收支预算总表', T1_HEADER[scope], firstRows(sample, total, basic)),
    grid(
      '收入预算总表',
      codedHeader('收入预算', ['合计', '财政拨款收入', '事业收入', '事业单位经营收入', '其他收入']),
      codedRows(sample, (item) => [whole(item), whole(item), 0n, 0n, 0n]),
    ),
    grid('支出预算总表', codedHeader('支出预算', ['合计', '基本支出', '项目支出']), splitRows),
    grid('财政拨款收支预算总表', T4_HEADER, fourthRows(sample, total)),
    grid(
      '一般公共预算支出功能分类预算表',
      codedHeader('一般公共预算支出', ['合计', '基本支出', '项目支出']),
      splitRows,
    ),
    empty('政府性基金预算支出功能分类预算表'),
    empty('国有资本经营预算支出功能分类预算表'),
    grid('一般公共预算基本支出部门预算经济分类预算表', T8_HEADER, costRows(sample)),
    {
      ...grid('“三公”经费和机关运行经费预算表', T9_HEADER(year), [ninthRow(sample)]),
      unit: '万元',
    },
  ];
};

const T1_HEADER = {
  department: [
    ['本年收入', '', '本年支出', ''],
    ['项目', '预算数', '项目', '预算数'],
  ],
  unit: [
    ['本年收入', '', '本年支出', '', '', '', ''],
    ['项目', '预算数', '项目', '预算数', '', '', ''],
    ['', '', '', '合计', '基本支出', '', '项目支出'],
    ['', '', '', '', '人员经费', '公用经费', ''],
  ],
};
const T4_HEADER = [
  ['财政拨款收入', '', '财政拨款支出', '', '', '', ''],
  ['项目', '预算数', '项目', '合计', '一般公共预算', '政府性基金预算', '国有资本经营预算'],
];
const T8_HEADER = [
  ['项目', '', '一般公共预算基本支出', '', '', ''],
  ['经济分类科目编码', '', '经济分类科目名称', '合计', '人员经费', '公用经费'],
  ['类', '款', '', '', '', ''],
];
const T9_HEADER = (year: number) => [
  [`${year}年“三公”经费预算数`, '', '', '', '', '', `${year}年机关运行经费预算数`],
  ['合计', '因公出国(境)费', '公务接待费', '公务用车购置及运行费', '', '', ''],
  ['', '', '', '小计', '购置费', '运行费', ''],
];

const codedHeader = (head: string, columns: readonly string[]) => [
  ['项目', '', '', head, ...columns.map(() => '')],
  ['功能分类科目编码', '', '', '功能分类科目名称', ...columns],
  ['类', '款', '项', '', ...columns.map(() => '')],
];

const whole = ({ basic, project }: SampleItem): bigint => basic + project;

const sumOf = <T>(items: readonly T[], amount: (item: T) => bigint): bigint =>
  items.reduce((sum, item) => sum + amount(item), 0n);

/** `1,234.50`; a zero as the sample prints it. */
const print = (fen: bigint, { zeros }: Sample): string =>
  fen === 0n ? (zeros ? '0' : '') : fromFen(fen).replace(/\B(?=(?:\d{3})+\.)/g, ',');

const printWan = (fen: bigint, { zeros }: Sample): string =>
  fen === 0n ? (zeros ? '0' : '') : fromFen(fen / 10_000n);

const levels = (codes: readonly string[], lengths: readonly number[]): readonly string[] =>
  [...new Set(codes.flatMap((code) => lengths.map((length) => code.slice(0, length))))].toSorted();

const codedRows = (
  sample: Sample,
  figures: (item: SampleItem) => readonly bigint[],
): Grid['rows'] => {
  const sums = (under: string) =>
    sample.items
      .filter(({ code }) => code.startsWith(under))
      .map(figures)
      .reduce((a, b) => a.map((each, i) => each + b[i]!));
  const rows = levels(
    sample.items.map(({ code }) => code),
    [3, 5, 7],
  ).map((code) => [
    code.slice(0, 3),
    code.slice(3, 5),
    code.slice(5, 7),
    functional.nameOf(code)!,
    ...sums(code).map((fen) => print(fen, sample)),
  ]);
  return [...rows, ['合计', '', '', '', ...sums('').map((fen) => print(fen, sample))]];
};

const costRows = (sample: Sample): Grid['rows'] => {
  const figures = (under: (code: string) => boolean) => {
    const within = sample.costs.filter(({ code }) => under(code));
    const of = (column: string) =>
      sumOf(
        within.filter(({ code }) => costOf(code) === column),
        ({ amount }) => amount,
      );
    return [of('personnel') + of('public'), of('personnel'), of('public')].map((fen) =>
      print(fen, sample),
    );
  };
  const rows = levels(
    sample.costs.map(({ code }) => code),
    [3, 5],
  ).map((code) => [
    code.slice(0, 3),
    code.slice(3, 5),
    economic.nameOf(code)!,
    ...figures((each) => each.startsWith(code)),
  ]);
  return [...rows, ['合计', '', '', ...figures(() => true)]];
};

const beside = (left: Grid['rows'], right: Grid['rows']): Grid['rows'] => {
  const blank = (row: readonly string[]) => row.map(() => '');
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...(left[i] ?? blank(left[0]!)),
    ...(right[i] ?? blank(right[0]!)),
  ]);
};

const ORDINALS = '一二三四五六七八九十';

const classRows = (
  sample: Sample,
  figures: (items: readonly SampleItem[]) => readonly bigint[],
): Grid['rows'] =>
  levels(
    sample.items.map(({ code }) => code),
    [3],
  ).map((code, i) => [
    `${ORDINALS[i % 10]}、${functional.nameOf(code)!}`,
    ...figures(sample.items.filter((item) => item.code.startsWith(code))).map((fen) =>
      print(fen, sample),
    ),
  ]);

const firstRows = (sample: Sample, total: bigint, basic: bigint): Grid['rows'] => {
  const personnel = sumOf(
    sample.costs.filter(({ code }) => costOf(code) === 'personnel'),
    ({ amount }) => amount,
  );
  // Which item a cost belongs to is nowhere printed: people are paid out of the items in order.
  let unpaid = personnel;
  const paid = new Map(
    sample.items.map((item): [string, bigint] => {
      const part = item.basic < unpaid ? item.basic : unpaid;
      unpaid -= part;
      return [item.code, part];
    }),
  );
  const split = (items: readonly SampleItem[]) => {
    const people = sumOf(items, ({ code }) => paid.get(code)!);
    return [
      sumOf(items, whole),
      people,
      sumOf(items, (item) => item.basic) - people,
      sumOf(items, ({ project }) => project),
    ];
  };
  const right = classRows(sample, (items) =>
    sample.scope === 'unit' ? split(items) : [sumOf(items, whole)],
  );
  const left = [
    ['一、财政拨款收入', print(total, sample)],
    ['1. 一般公共预算资金', print(total, sample)],
    ['2. 政府性基金', print(0n, sample)],
    ['3. 国有资本经营预算', print(0n, sample)],
    ['二、事业收入', print(0n, sample)],
    ['三、事业单位经营收入', print(0n, sample)],
    ['四、其他收入', print(0n, sample)],
  ];
  const sums =
    sample.scope === 'unit' ? [total, personnel, basic - personnel, total - basic] : [total];
  return [
    ...beside(left, right),
    ['收入总计', print(total, sample), '支出总计', ...sums.map((fen) => print(fen, sample))],
  ];
};

const fourthRows = (sample: Sample, total: bigint): Grid['rows'] => [
  ...beside(
    [
      ['一、一般公共预算资金', print(total, sample)],
      ['二、政府性基金', print(0n, sample)],
      ['三、国有资本经营预算', print(0n, sample)],
    ],
    classRows(sample, (items) => [sumOf(items, whole), sumOf(items, whole), 0n, 0n]),
  ),
  [
    '收入总计',
    print(total, sample),
    '支出总计',
    ...[total, total, 0n, 0n].map((fen) => print(fen, sample)),
  ],
];

const ninthRow = (sample: Sample): readonly string[] => {
  const [abroad, reception, purchase, running, operating] = sample.three;
  const vehicles = purchase + running;
  return [
    abroad + reception + vehicles,
    abroad,
    reception,
    vehicles,
    purchase,
    running,
    operating,
  ].map((fen) => printWan(fen, sample));
};

/** Reads a document that is plain text, with no file around it. */
export const readText = (text: string): PrintedDocument =>
  documentOf(
    {
      bytes: new TextEncoder().encode(text),
      lines: linesOf(text, 'The document'),
      mediaType: 'text/plain',
    },
    'The document',
  );
