import { linesOf } from '../readers/text-lines.js';
import { fromFen, toFen, type Yuan } from '../../domain/values/money.js';
import type { PrintedCell, PrintedDocument, PrintedRow, PrintedTable } from '../printed.js';
import type { Finding } from '../../domain/events/finding.js';
import { costOf } from '../../domain/classification/cost.js';
import { columnLabel } from '../../domain/tables/budget-form.js';
import { checkTables } from './check.js';
import { TableSet } from './relations/table-set.js';
import { SHANGHAI } from '../../domain/tables/shanghai.js';

/** One 项 of expenditure in fen. */
export interface Item {
  readonly code: string;
  readonly basic: bigint;
  readonly project: bigint;
}

/** What a made-up budget consists of; everything that its nine tables print follows from it. */
export interface Plan {
  /** By the general budget. 2080505, 2080506, 2101102 and 2210201 have their twins in basic expenditure by nature. */
  readonly general: readonly Item[];
  /** By government funds; their table is declared empty without any. */
  readonly fund: readonly Item[];
  /** 事业收入, spent as basic expenditure on the last item of the general budget. */
  readonly operating: bigint;
  /** What of the basic expenditure that has no twin is spent on goods, in hundredths. */
  readonly goods: bigint;
  readonly layout: 'department' | 'unit';
  /** Whether nothing is printed as 0 or left blank. */
  readonly zeros: 'printed' | 'blank';
}

export const PLAN: Plan = {
  general: [
    { code: '2080502', basic: 121_500_00n, project: 0n },
    { code: '2080505', basic: 706_704_00n, project: 0n },
    { code: '2080506', basic: 353_352_00n, project: 0n },
    { code: '2101102', basic: 463_776_00n, project: 0n },
    { code: '2210201', basic: 309_180_00n, project: 0n },
    { code: '2120199', basic: 5_699_975_68n, project: 572_500_00n },
    { code: '2120399', basic: 0n, project: 40_300_25n },
  ],
  fund: [],
  operating: 0n,
  goods: 20n,
  layout: 'department',
  zeros: 'blank',
};

/** Nine tables that agree in everything. */
export const tablesOf = (plan: Plan = PLAN): readonly PrintedTable[] => {
  const spender = plan.general.at(-1)?.code;
  const all = merge([
    ...plan.general,
    ...plan.fund,
    ...(spender === undefined ? [] : [{ code: spender, basic: plan.operating, project: 0n }]),
  ]);
  const economic = natureOf(plan);
  return [
    summary(plan, all, economic),
    coded(
      plan,
      2,
      all,
      ['total', 'fiscal-appropriation', 'operating', 'business', 'other'],
      (item) => {
        const operating = item.code === spender ? plan.operating : 0n;
        const total = item.basic + item.project;
        return {
          total,
          'fiscal-appropriation': total - operating,
          operating,
          business: 0n,
          other: 0n,
        };
      },
    ),
    functional(plan, 3, all),
    appropriation(plan),
    functional(plan, 5, plan.general),
    plan.fund.length > 0 ? functional(plan, 6, plan.fund) : empty(6),
    empty(7),
    coded(plan, 8, economic, ['total', 'personnel', 'public'], ({ code, basic }) => {
      const personnel = costOf(code) === 'personnel' ? basic : 0n;
      return { total: basic, personnel, public: basic - personnel };
    }),
    threePublic(economic),
  ];
};

/** A document of these tables, with what the sentences say. */
export const documentOf = (
  tables: readonly PrintedTable[],
  lines: readonly string[] = [],
): PrintedDocument => ({
  sha256: '0'.repeat(64),
  mediaType: 'text/plain',
  form: 'shanghai',
  title: '某区2024年区级单位预算',
  agencyName: '某区某中心',
  fiscalYear: 2024,
  scope: 'unit',
  tables,
  narrative: linesOf(lines.join('\n'), 'a document'),
  findings: [],
});

/** The same tables with one cell printed differently; null leaves it blank. */
export const withCell = (
  tables: readonly PrintedTable[],
  table: number,
  code: string,
  column: string,
  amount: string | null,
  side?: 'revenue' | 'expenditure',
): readonly PrintedTable[] =>
  tables.map((one) =>
    one.table !== table
      ? one
      : {
          ...one,
          rows: one.rows.map((row) =>
            (row.code ?? row.name) !== code || (side !== undefined && row.side !== side)
              ? row
              : { ...row, cells: withAmount(table, row, column, amount) },
          ),
        },
  );

const withAmount = (
  table: number,
  row: PrintedRow,
  column: string,
  amount: string | null,
): PrintedRow['cells'] => {
  if (amount === null)
    return Object.fromEntries(Object.entries(row.cells).filter(([key]) => key !== column));
  return { ...row.cells, [column]: cell(table, row.row, column, toFen(amount as Yuan)) };
};

/** What a cell prints. */
export const amountIn = (
  tables: readonly PrintedTable[],
  table: number,
  code: string,
  column: string,
): Yuan =>
  fromFen(
    tables.find((one) => one.table === table)?.rows.find((row) => row.code === code)?.cells[column]
      ?.amount ?? 0n,
  );

/** Every printed amount of the tables with one of its digits changed: the first of the first, the second of the next … */
export function* slips(
  tables: readonly PrintedTable[],
  by = 1,
): Generator<{ readonly where: string; readonly tables: readonly PrintedTable[] }> {
  let turn = 0;
  for (const table of tables)
    for (const row of table.rows)
      for (const [column, { amount: fen, displaced }] of Object.entries(row.cells)) {
        if (displaced === true) continue;
        const amount = fromFen(fen);
        const digits = [...amount].flatMap((unit, at) => (unit === '.' ? [] : [at]));
        const at = digits[turn++ % digits.length] ?? 0;
        const digit = (Number.parseInt(amount.charAt(at), 10) + by) % 10;
        const changed = `${amount.slice(0, at)}${digit}${amount.slice(at + 1)}`;
        const key = row.code ?? row.name;
        yield {
          where: `T${table.table} ${row.side ?? ''} ${key} ${column}: ${amount} printed as ${changed}`,
          tables: withCell(tables, table.table, key, column, changed, row.side),
        };
      }
}

const merge = (items: readonly Item[]): readonly Item[] => {
  const merged = new Map<string, Item>();
  for (const item of items) {
    const known = merged.get(item.code);
    merged.set(item.code, {
      code: item.code,
      basic: item.basic + (known?.basic ?? 0n),
      project: item.project + (known?.project ?? 0n),
    });
  }
  return [...merged.values()];
};

const TWINS: Readonly<Record<string, string>> = {
  '2080505': '30108',
  '2080506': '30109',
  '2101102': '30110',
  '2210201': '30113',
};

const natureOf = (plan: Plan): readonly Item[] => {
  const twins = plan.general.flatMap(({ code, basic }) => {
    const twin = TWINS[code];
    return twin === undefined ? [] : [{ code: twin, basic, project: 0n }];
  });
  const rest = plan.general.reduce(
    (fen, { code, basic }) => (code in TWINS ? fen : fen + basic),
    0n,
  );
  const goods = (rest * plan.goods) / 100n;
  const wages = rest - goods;
  const reception = goods / 50n;
  const running = goods / 20n;
  const equipment = goods / 7n;
  const pension = wages / 9n;
  return [
    { code: '30101', basic: wages - pension, project: 0n },
    ...twins,
    { code: '30201', basic: goods - reception - running - equipment, project: 0n },
    { code: '30217', basic: reception, project: 0n },
    { code: '30231', basic: running, project: 0n },
    { code: '30302', basic: pension, project: 0n },
    { code: '31002', basic: equipment, project: 0n },
  ];
};

const sumBy = (items: readonly Item[], of: (item: Item) => bigint): bigint =>
  items.reduce((fen, item) => fen + of(item), 0n);

const whole = (item: Item): bigint => item.basic + item.project;

const summary = (plan: Plan, all: readonly Item[], economic: readonly Item[]): PrintedTable => {
  const total = sumBy(all, whole);
  const funds = [sumBy(plan.general, whole), sumBy(plan.fund, whole), 0n];
  const sheet = new Rows(1, plan);
  sheet.add({ name: '财政拨款收入', side: 'revenue' }, { total: total - plan.operating });
  for (const [at, name] of ['一般公共预算资金', '政府性基金', '国有资本经营预算'].entries())
    sheet.add({ name, side: 'revenue' }, { total: funds[at] ?? 0n });
  sheet.add({ name: '事业收入', side: 'revenue' }, { total: plan.operating });
  sheet.add({ name: '事业单位经营收入', side: 'revenue' }, { total: 0n });
  sheet.add({ name: '其他收入', side: 'revenue' }, { total: 0n });
  sheet.add({ name: '收入总计', side: 'revenue', total: true }, { total });
  const goods = (code: string) =>
    code === '212'
      ? sumBy(economic, ({ code: one, basic }) => (/^3(02|10)/.test(one) ? basic : 0n))
      : 0n;
  const cells = (items: readonly Item[], goodsOf: bigint) =>
    plan.layout === 'department'
      ? { total: sumBy(items, whole) }
      : {
          total: sumBy(items, whole),
          personnel: sumBy(items, ({ basic }) => basic) - goodsOf,
          public: goodsOf,
          project: sumBy(items, ({ project }) => project),
        };
  for (const code of ['201', '208', '210', '212', '221'])
    sheet.add(
      { name: `${code}支出`, code, side: 'expenditure' },
      cells(under(all, code), goods(code)),
    );
  sheet.add({ name: '支出总计', side: 'expenditure', total: true }, cells(all, goods('212')));
  const columns =
    plan.layout === 'department' ? ['total'] : ['total', 'personnel', 'public', 'project'];
  return tableOf(1, columns, sheet.rows);
};

const appropriation = (plan: Plan): PrintedTable => {
  const sheet = new Rows(4, plan);
  const general = sumBy(plan.general, whole);
  const fund = sumBy(plan.fund, whole);
  sheet.add({ name: '一般公共预算资金', side: 'revenue' }, { total: general });
  sheet.add({ name: '政府性基金', side: 'revenue' }, { total: fund });
  sheet.add({ name: '国有资本经营预算', side: 'revenue' }, { total: 0n });
  sheet.add({ name: '收入总计', side: 'revenue', total: true }, { total: general + fund });
  const cells = (code: string) => {
    const [one, two] = [plan.general, plan.fund].map((items) => sumBy(under(items, code), whole));
    return {
      total: (one ?? 0n) + (two ?? 0n),
      general: one ?? 0n,
      'government-fund': two ?? 0n,
      'state-capital': 0n,
    };
  };
  for (const code of ['201', '208', '210', '212', '221'])
    sheet.add({ name: `${code}支出`, code, side: 'expenditure' }, cells(code));
  sheet.add({ name: '支出总计', side: 'expenditure', total: true }, cells(''));
  return tableOf(4, ['total', 'general', 'government-fund', 'state-capital'], sheet.rows);
};

const functional = (plan: Plan, number: number, items: readonly Item[]): PrintedTable =>
  coded(plan, number, items, ['total', 'basic', 'project'], ({ basic, project }) => ({
    total: basic + project,
    basic,
    project,
  }));

const coded = (
  plan: Plan,
  number: number,
  items: readonly Item[],
  columns: readonly string[],
  cells: (item: Item) => Readonly<Record<string, bigint>>,
): PrintedTable => {
  const sheet = new Rows(number, plan);
  const codes = new Set(items.flatMap(({ code }) => [code.slice(0, 3), code.slice(0, 5), code]));
  const over = (code: string) => {
    const sums: Record<string, bigint> = {};
    for (const item of under(items, code))
      for (const [column, fen] of Object.entries(cells(item)))
        sums[column] = (sums[column] ?? 0n) + fen;
    return sums;
  };
  for (const code of [...codes].sort()) sheet.add({ name: `${code}支出`, code }, over(code));
  sheet.add({ name: '合计', total: true }, over(''));
  return tableOf(number, columns, sheet.rows);
};

const threePublic = (economic: readonly Item[]): PrintedTable => {
  const wan = (code: string) =>
    ((sumBy(under(economic, code), ({ basic }) => basic) + 50_00n) / 100_00n) * 100_00n;
  const reception = wan('30217');
  const running = wan('30231');
  const sheet = new Rows(9, { zeros: 'printed' });
  sheet.add(
    { name: '' },
    {
      total: reception + running,
      abroad: 0n,
      reception,
      vehicles: running,
      'vehicle-purchase': 0n,
      'vehicle-running': running,
      operating: 0n,
    },
  );
  return { ...tableOf(9, Object.keys(sheet.rows[0]?.cells ?? {}), sheet.rows), unit: '万元' };
};

const under = (items: readonly Item[], code: string): readonly Item[] =>
  items.filter((item) => item.code.startsWith(code));

type Label = Pick<PrintedRow, 'name'> & Partial<Pick<PrintedRow, 'code' | 'side' | 'total'>>;

class Rows {
  readonly rows: PrintedRow[] = [];

  constructor(
    private readonly table: number,
    private readonly plan: Pick<Plan, 'zeros'>,
  ) {}

  add({ code = null, ...label }: Label, amounts: Readonly<Record<string, bigint>>): void {
    const row = this.rows.length + 1;
    this.rows.push({
      row,
      code,
      printedCode: code,
      ...label,
      cells: Object.fromEntries(
        Object.entries(amounts).flatMap(([column, fen]) =>
          fen === 0n && this.plan.zeros === 'blank'
            ? []
            : [[column, cell(this.table, row, column, fen)]],
        ),
      ),
    });
  }
}

const cell = (table: number, row: number, column: string, fen: bigint): PrintedCell => ({
  amount: fen,
  place: { table, page: null, line: table * 100 + row, row, column, text: fromFen(fen) },
});

const tableOf = (
  table: number,
  columns: readonly string[],
  rows: readonly PrintedRow[],
): PrintedTable => ({
  table,
  state: 'read',
  title: columnLabel(SHANGHAI.table(table), 'total'),
  unit: '元',
  columns,
  rows,
  note: null,
});

const empty = (table: number): PrintedTable => ({
  ...tableOf(table, ['total', 'basic', 'project'], []),
  state: 'declared-empty',
  note: '本表无数据。',
});

/** Tables as the rules see them. */
export const tableSetOf = (tables: readonly PrintedTable[]): TableSet =>
  new TableSet(tables, SHANGHAI);

/** The findings about tables alone. */
export const findingsIn = (tables: readonly PrintedTable[]): readonly Finding[] =>
  checkTables(tables, SHANGHAI);

/** What a finding says of its figure. */
export const brief = ({ rule, severity, subject, printed, expected, difference }: Finding) => [
  rule,
  severity,
  subject,
  printed,
  expected,
  difference,
];
