import { COLUMN_LABELS } from '../tables/table-shapes.js';

/** What a column of a printed table holds. `side`: of the half of T1 and T4 that it stands in. */
export type ColumnKind =
  | { readonly kind: 'code'; readonly from: number; readonly to: number }
  | { readonly kind: 'name'; readonly side?: Side }
  | { readonly kind: 'amount'; readonly column: string; readonly side?: Side };
export type Side = 'revenue' | 'expenditure';

/** A heading over its columns, or over one. */
export type Heading =
  | { readonly text: string; readonly over: readonly Heading[] }
  | { readonly text: string; readonly column: ColumnKind };

/** The statutory headings of a table with these amount columns. */
export const headingsOf = (table: number, columns: readonly string[]): readonly Heading[] => {
  switch (table) {
    case 1:
      return columns.length === 1 ? departmentHeadings : unitHeadings(columns);
    case 4:
      return [
        { text: '财政拨款收入', over: revenueHalf },
        {
          text: '财政拨款支出',
          over: [
            label('项目', { kind: 'name', side: 'expenditure' }),
            ...columns.map((each) => amount(each, 'expenditure')),
          ],
        },
      ];
    case 9:
      return threePublicHeadings(columns);
    default:
      return [
        {
          text: '项目',
          over: [
            { text: `${CODES[table] ?? '功能分类科目'}编码`, over: codes(table) },
            nameOf(table),
          ],
        },
        { text: OVER_AMOUNTS[table] ?? '', over: columns.map((each) => amount(each)) },
      ];
  }
};

const CODES: Readonly<Record<number, string>> = { 8: '部门预算经济分类科目' };
const OVER_AMOUNTS: Readonly<Record<number, string>> = {
  2: '收入预算',
  3: '支出预算',
  5: '一般公共预算支出',
  6: '政府性基金预算支出',
  7: '国有资本经营预算支出',
  8: '一般公共预算基本支出',
};

const label = (text: string, column: ColumnKind): Heading => ({ text, column });
const amount = (column: string, side?: Side): Heading =>
  label(COLUMN_LABELS[column] ?? column, { kind: 'amount', column, ...(side ? { side } : {}) });

const LEVELS = [
  { text: '类', from: 0, to: 3 },
  { text: '款', from: 3, to: 5 },
  { text: '项', from: 5, to: 7 },
] as const;

const codes = (table: number): readonly Heading[] =>
  LEVELS.slice(0, table === 8 ? 2 : 3).map(({ text, from, to }) =>
    label(text, { kind: 'code', from, to }),
  );

const nameOf = (table: number): Heading =>
  label(table === 8 ? '经济分类科目名称' : '功能分类科目名称', { kind: 'name' });

const revenueHalf: readonly Heading[] = [
  label('项目', { kind: 'name', side: 'revenue' }),
  label('预算数', { kind: 'amount', column: 'total', side: 'revenue' }),
];

const departmentHeadings: readonly Heading[] = [
  { text: '本年收入', over: revenueHalf },
  {
    text: '本年支出',
    over: [
      label('项目', { kind: 'name', side: 'expenditure' }),
      label('预算数', { kind: 'amount', column: 'total', side: 'expenditure' }),
    ],
  },
];

const BASIC_PARTS = ['basic', 'personnel', 'public'];

/** 人员经费 and 公用经费 stand under 基本支出, whose own figure is their 小计. */
const unitHeadings = (columns: readonly string[]): readonly Heading[] => {
  const parts = columns.filter((each) => BASIC_PARTS.includes(each));
  const of = (each: string) => amount(each, 'expenditure');
  const basic: Heading = {
    text: '基本支出',
    over: parts.map((each) =>
      each === 'basic'
        ? label('小计', { kind: 'amount', column: each, side: 'expenditure' })
        : of(each),
    ),
  };
  const amounts = columns.flatMap((each): readonly Heading[] =>
    each === parts[0] ? [basic] : parts.includes(each) ? [] : [of(each)],
  );
  return [
    { text: '本年收入', over: revenueHalf },
    {
      text: '本年支出',
      over: [
        label('项目', { kind: 'name', side: 'expenditure' }),
        { text: '预算数', over: amounts },
      ],
    },
  ];
};

const VEHICLES = ['vehicles', 'vehicle-purchase', 'vehicle-running'];

const threePublicHeadings = (columns: readonly string[]): readonly Heading[] => {
  const vehicles = columns.filter((each) => VEHICLES.includes(each));
  const own = (each: string) =>
    label(each === 'vehicles' ? '小计' : (COLUMN_LABELS[each] ?? each), {
      kind: 'amount',
      column: each,
    });
  const expenses = columns.flatMap((each): readonly Heading[] => {
    if (each === 'operating') return [];
    if (each === vehicles[0]) return [{ text: '公务用车购置及运行费', over: vehicles.map(own) }];
    return vehicles.includes(each) ? [] : [own(each)];
  });
  return [
    { text: '“三公”经费预算数', over: expenses },
    ...(columns.includes('operating')
      ? [label('机关运行经费预算数', { kind: 'amount', column: 'operating' })]
      : []),
  ];
};
