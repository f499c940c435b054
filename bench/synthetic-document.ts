import { createHash } from 'node:crypto';
import { costOf } from '../src/domain/classification/cost.js';
import { ECONOMIC } from '../src/domain/classification/economic.js';
import { FUNCTIONAL } from '../src/domain/classification/functional.js';
import type { TableForm } from '../src/domain/tables/budget-form.js';
import type { Side } from '../src/domain/tables/headings.js';
import { formOf, type FormName } from '../src/domain/tables/forms.js';
import type { TableKind } from '../src/domain/tables/table-kind.js';
import type { Cost } from '../src/domain/values/line.js';
import { fromFen, inUnit, parseFen } from '../src/domain/values/money.js';
import type { Narrative, StatedChange } from '../src/reading/narrative/narrative.js';
import type {
  PrintedCell,
  PrintedDocument,
  PrintedRow,
  PrintedTable,
} from '../src/reading/printed.js';
import type { Random } from './random.js';

const FORM_NAME: FormName = 'shanghai';
const FORM = formOf({ form: FORM_NAME });

/** What an agency spends in a year, in fen. */
export interface Plan {
  readonly items: readonly {
    readonly code: string;
    readonly basic: bigint;
    readonly project: bigint;
  }[];
  readonly economic: readonly { readonly code: string; readonly amount: bigint }[];
  readonly threePublic: { readonly reception: bigint; readonly running: bigint };
}

const STATUTORY = ['2080505', '2080506', '2101102', '2210201'];
const ITEMS = Object.keys(FUNCTIONAL).filter(
  (code) => code.length === 7 && !STATUTORY.includes(code),
);
const PERSONNEL = Object.keys(ECONOMIC).filter((code) => /^301\d\d$/.test(code));
const PUBLIC = Object.keys(ECONOMIC).filter((code) => /^302\d\d$/.test(code));
const FEN_PER_YUAN = 100;

/** A plan of the size of a published one: 6 to 10 function items, 20 to 30 economic ones, a few million yuan. */
export const planOf = (random: Random): Plan => {
  const money = (from: number, to: number) => BigInt(random.whole(from, to)) * BigInt(FEN_PER_YUAN);
  const codes = [...STATUTORY, ...random.someOf(ITEMS, random.whole(2, 6))].toSorted();
  const items = codes.map((code) => ({
    code,
    basic: money(80_000, 4_000_000),
    project: STATUTORY.includes(code) ? 0n : money(0, 2_000_000),
  }));
  const basic = items.reduce((fen, item) => fen + item.basic, 0n);
  const economic = [
    ...random.someOf(PERSONNEL, random.whole(7, 9)),
    ...random.someOf(PUBLIC, random.whole(13, 21)),
  ];
  const share = basic / BigInt(economic.length);
  return {
    items,
    // The last item has the remainder.
    economic: economic.map((code, i) => ({
      code,
      amount: i < economic.length - 1 ? share : basic - share * BigInt(economic.length - 1),
    })),
    threePublic: { reception: money(0, 5) * 100n * 100n, running: money(0, 20) * 100n * 100n },
  };
};

/** The plan a year later: every figure moves a little. */
export const nextYear = (plan: Plan, random: Random): Plan => {
  const moved = (fen: bigint) => (fen * BigInt(random.whole(95, 115))) / 100n;
  const items = plan.items.map(({ code, basic, project }) => ({
    code,
    basic: moved(basic),
    project: moved(project),
  }));
  const growth =
    items.reduce((fen, { basic }) => fen + basic, 0n) -
    plan.items.reduce((fen, { basic }) => fen + basic, 0n);
  return {
    ...plan,
    items,
    economic: plan.economic.map(({ code, amount }, i) => ({
      code,
      amount: i === 0 ? amount + growth : amount,
    })),
  };
};

/** The published document of a plan, as if it had been read: its tables, and the changes that its sentences state. */
export const documentOf = (
  plan: Plan,
  prior: Plan | null,
  agencyName: string,
  fiscalYear: number,
): { document: PrintedDocument; narrative: Narrative } => {
  const sha256 = createHash('sha256').update(`${agencyName} ${fiscalYear}`).digest('hex');
  const page = new Page();
  const tables = tablesOf(plan, fiscalYear, page);
  const document: PrintedDocument = {
    sha256,
    mediaType: 'text/tab-separated-values',
    title: `${agencyName} ${fiscalYear} 年部门预算`,
    agencyName,
    fiscalYear,
    scope: 'department',
    form: FORM_NAME,
    tables,
    narrative: [],
    findings: [],
  };
  return {
    document,
    narrative: {
      changes: prior === null ? [] : changesOf(plan, prior, document),
      claims: [],
      assets: [],
      shares: [],
      absences: [],
      projects: [],
      findings: [],
    },
  };
};

/** Prints tables and counts the lines of the text. */
class Page {
  private line = 100;

  table(
    kind: TableKind,
    year: number,
    columns: readonly string[],
    rows: readonly Row[],
  ): PrintedTable {
    this.line += 8;
    const form = FORM.requireKind(kind);
    const { titles, unit } = form;
    return {
      table: form.table,
      state: rows.length > 0 ? 'read' : 'declared-empty',
      title: `${year} 年部门${titles[0]}`,
      unit,
      columns,
      rows: rows.map((row, i) => this.row(form, row, i + 1)),
      note: rows.length > 0 ? null : '备注：本表无数据。',
    };
  }

  private row({ table, shape, unit }: TableForm, row: Row, number: number): PrintedRow {
    this.line += 1;
    const { code, name, side, total, cells } = row;
    const printed = Object.entries(cells).flatMap(([column, fen]): [string, PrintedCell][] => {
      // A zero is printed as a blank, except in a table of one row.
      if (fen === 0n && shape !== 'one-row') return [];
      const text = inUnit(fen, unit);
      const place = { table, page: null, line: this.line, row: number, column, text };
      return [[column, { amount: parseFen(text, unit), place }]];
    });
    return {
      row: number,
      code,
      printedCode: code,
      name,
      ...(side ? { side } : {}),
      ...(total ? { total } : {}),
      cells: Object.fromEntries(printed),
    };
  }
}

interface Row {
  readonly code: string | null;
  readonly name: string;
  readonly side?: Side;
  readonly total?: true;
  readonly cells: Readonly<Record<string, bigint>>;
}

const tablesOf = (plan: Plan, year: number, page: Page): readonly PrintedTable[] => {
  const { items } = plan;
  const basic = items.reduce((fen, item) => fen + item.basic, 0n);
  const project = items.reduce((fen, item) => fen + item.project, 0n);
  const all = basic + project;
  const { totals } = FORM;
  const total = { code: null, name: totals.all, total: true } as const;
  const classes = rowsByCode(items, [3]);
  const levels = rowsByCode(items, [3, 5, 7]);
  const functionRows = [
    ...levels.map(({ code, name, basic, project }) => ({
      code,
      name,
      cells: { total: basic + project, basic, project },
    })),
    { ...total, cells: { total: all, basic, project } },
  ];
  const sides = (
    columns: (fen: bigint) => Record<string, bigint>,
    revenue: readonly string[],
  ): readonly Row[] => [
    ...revenue.map((name, i): Row => ({
      code: null,
      name,
      side: 'revenue',
      cells: { total: i === 0 ? all : 0n },
    })),
    { code: null, name: totals.revenue, side: 'revenue', total: true, cells: { total: all } },
    ...classes.map(({ code, name, basic, project }): Row => ({
      code,
      name,
      side: 'expenditure',
      cells: columns(basic + project),
    })),
    { code: null, name: totals.expenditure, side: 'expenditure', total: true, cells: columns(all) },
  ];
  const { reception, running } = plan.threePublic;
  const print = (kind: TableKind, rows: readonly Row[], columns = FORM.requireKind(kind).columns) =>
    page.table(kind, year, columns, rows);
  return [
    print(
      'revenue-expenditure',
      sides((fen) => ({ total: fen }), ['财政拨款收入', '事业收入', '其他收入']),
    ),
    print(
      'revenue',
      [
        ...levels.map(({ code, name, basic, project }) => ({
          code,
          name,
          cells: { total: basic + project, 'fiscal-appropriation': basic + project },
        })),
        { ...total, cells: { total: all, 'fiscal-appropriation': all } },
      ],
      ['total', 'fiscal-appropriation'],
    ),
    print('expenditure', functionRows),
    print(
      'appropriation',
      sides(
        (fen) => ({ total: fen, general: fen }),
        FORM.requireKind('appropriation').revenueRows ?? [],
      ),
    ),
    print('general', functionRows),
    print('government-fund', []),
    print('state-capital', []),
    print('basic-economic', economicRows(plan)),
    print('three-public', [
      {
        code: null,
        name: '',
        cells: {
          total: reception + running,
          abroad: 0n,
          reception,
          vehicles: running,
          'vehicle-purchase': 0n,
          'vehicle-running': running,
          operating: 0n,
        },
      },
    ]),
  ];
};

const economicRows = (plan: Plan): readonly Row[] => {
  const row = (code: string | null, name: string, items: Plan['economic']): Row => {
    const sum = (cost: Cost) =>
      items
        .filter((item) => costOf(item.code) === cost)
        .reduce((fen, { amount }) => fen + amount, 0n);
    const [personnel, other] = [sum('personnel'), sum('public')];
    return { code, name, cells: { total: personnel + other, personnel, public: other } };
  };
  return [
    ...['301', '302'].flatMap((group) => {
      const items = plan.economic.filter(({ code }) => code.startsWith(group));
      return [
        row(group, ECONOMIC[group]!, items),
        ...items.map((item) => row(item.code, ECONOMIC[item.code]!, [item])),
      ];
    }),
    { ...row(null, FORM.totals.all, plan.economic), total: true },
  ];
};

interface Level {
  readonly code: string;
  readonly name: string;
  readonly basic: bigint;
  readonly project: bigint;
}

/** 类, 款 and 项 with their sums, in the order of the codes. */
const rowsByCode = (items: Plan['items'], digits: readonly number[]): readonly Level[] => {
  const rows = new Map<string, Level>();
  for (const { code, basic, project } of items)
    for (const length of digits) {
      const level = code.slice(0, length);
      const old = rows.get(level);
      rows.set(level, {
        code: level,
        name: FUNCTIONAL[level] ?? level,
        basic: (old?.basic ?? 0n) + basic,
        project: (old?.project ?? 0n) + project,
      });
    }
  return [...rows.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
};

const changesOf = (plan: Plan, prior: Plan, document: PrintedDocument): readonly StatedChange[] => {
  const before = new Map(rowsByCode(prior.items, [3]).map((level) => [level.code, level]));
  return rowsByCode(plan.items, [3]).flatMap(
    ({ code, name, basic, project }, i): StatedChange[] => {
      const old = before.get(code);
      if (!old) return [];
      const base = old.basic + old.project;
      const delta = basic + project - base;
      return [
        {
          origin: 'stated',
          subject: { kind: 'function', code, name, side: 'expenditure', measure: 'total' },
          base: { kind: 'prior-budget', year: document.fiscalYear - 1, amount: null },
          current: basic + project,
          delta,
          percent: null,
          reason: delta > 0n ? '人员经费和项目支出增加' : '项目支出减少',
          unit: '元',
          section: `关于 ${document.fiscalYear} 年部门财务收支预算情况说明`,
          source: {
            document: document.sha256,
            table: null,
            page: null,
            line: 20 + i,
            row: null,
            column: null,
            text: fromFen(delta < 0n ? -delta : delta),
            unit: '元',
          },
        },
      ];
    },
  );
};
