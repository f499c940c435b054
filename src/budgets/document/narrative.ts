import type { Scope } from '../../domain/values/budget-id.js';
import {
  EXPENDITURES,
  LINE_EXPENDITURES,
  SOURCES,
  UNDIVIDED,
  type Fund,
  type LineName,
  type RevenueSource,
} from '../../domain/values/line.js';
import type { BudgetForm } from '../../domain/tables/budget-form.js';
import {
  APPROPRIATED_FUNDS,
  showsLine,
  TABLE_CONTENTS,
  type TableKind,
} from '../../domain/tables/table-kind.js';
import { percentOfWhole } from '../../domain/values/delta.js';
import { exactInUnit, toFen, type Unit, type Yuan } from '../../domain/values/money.js';
import type { Side } from '../../domain/tables/headings.js';
import {
  CATEGORY_NAMES,
  FUND_NAMES,
  MEASURE_NAMES,
  SOURCE_NAMES,
  statutoryName,
} from '../../domain/classification/statutory-name.js';
import type { Executed } from '../as-of/executed.js';
import { amendedBy, type LineAsOf } from '../as-of/lines-as-of.js';
import type { StatedDelta } from '../reports/stated-changes.js';
import { changeWords, money } from './change-words.js';
import type { Cells, TableAnswer } from '../tables/table.answer.js';
import type { PrintedBudget } from './document.answer.js';

/** What the sentences are written from. */
export interface NarrativeFacts {
  readonly fiscalYear: number;
  readonly scope: Scope;
  /** The form that numbers the tables. */
  readonly form: BudgetForm;
  /** The unit of the amounts; three-public expenses are always in the unit of their table. */
  readonly unit: Unit;
  readonly lines: readonly LineAsOf[];
  /** Last year's lines; null when that budget is not in the ledger. */
  readonly prior: readonly LineAsOf[] | null;
  /** What last year spent. */
  readonly executed: Executed;
  readonly stated: readonly StatedDelta[];
  /** The tables in 元, for the figures and the names that they print. */
  readonly tables: readonly TableAnswer[];
}

/** A heading of the narrative with its sentences. */
export type Section = PrintedBudget['narrative'][number];

/** A cell of a table: in the row of a code, in the total row of a side, or in the total row. */
interface CellName {
  readonly kind: TableKind;
  readonly code?: string;
  readonly side?: Side;
  readonly column: string;
}

/** What a sentence is about: its cell, the lines that are below it, and the subject of its stated changes. */
interface Subject {
  readonly label: string;
  readonly kind: string;
  readonly code: string | null;
  readonly side?: 'revenue';
  readonly measure?: 'basic' | 'project';
  readonly unit?: Unit | undefined;
  readonly of: (line: LineName) => boolean;
  readonly cell: CellName;
}

/** What has been adjusted. */
type AdjustedSubject = Pick<Subject, 'of' | 'cell'>;

/** 年初预算数, 调整数 and 调整后预算数, in fen. */
interface Adjusted {
  readonly original: bigint;
  readonly change: bigint;
  readonly adjusted: bigint;
}

interface AdjustedName {
  readonly code: string | null;
  readonly name: string;
  /** Which part of the budget it belongs to. */
  readonly part: string;
}

/** A source or an item that amendments have moved. */
type AdjustedItem = AdjustedName & Adjusted;

/**
 * The explanation in words (编制说明): the standard sentences, each figure that of its cell, or the sum of its lines where the tables have none.
 *
 * @param adjustments the table of {@link adjustmentsOf}, which a sentence names
 */
export const narrativeOf = (
  facts: NarrativeFacts,
  adjustments: TableAnswer | undefined,
): readonly Section[] => new Sentences(facts).sections(adjustments);

/** The table of what amendments have moved, in the unit of the sentences, exact; undefined where they have moved nothing. */
export const adjustmentsOf = (
  facts: NarrativeFacts,
  of: Pick<TableAnswer, 'budget' | 'asOf' | 'table'>,
): TableAnswer | undefined => {
  const items = new Sentences(facts).adjustedItems();
  if (items.length === 0) return undefined;
  const shown = (fen: bigint) => exactInUnit(fen, facts.unit);
  return {
    ...of,
    kind: 'other',
    form: facts.tables[0]!.form,
    number: null,
    title: '预算调整情况表',
    unit: facts.unit,
    state: 'rebuilt',
    columns: ['年初预算数', '调整数', '调整后预算数'],
    textColumns: ['类别'],
    rows: items.map(({ code, name, part, original, change, adjusted }) => ({
      code,
      name,
      texts: { 类别: part },
      cells: {
        年初预算数: shown(original),
        调整数: shown(change),
        调整后预算数: shown(adjusted),
      },
    })),
    totals: {},
  };
};

class Sentences {
  constructor(private readonly facts: NarrativeFacts) {}

  sections(adjustments: TableAnswer | undefined): readonly Section[] {
    return [
      { heading: '一、收支预算总体情况', paragraphs: this.overall() },
      { heading: '二、支出预算具体情况', paragraphs: this.split() },
      { heading: '三、财政拨款收支预算情况', paragraphs: this.appropriation() },
      { heading: '四、一般公共预算拨款支出情况', paragraphs: this.general() },
      { heading: '五、政府性基金和国有资本经营预算情况', paragraphs: this.otherFunds() },
      { heading: '六、一般公共预算基本支出情况', paragraphs: this.basic() },
      { heading: '七、“三公”经费预算情况', paragraphs: this.threePublic() },
      { heading: '八、机关运行经费预算情况', paragraphs: this.operating() },
      { heading: '九、预算调整情况', paragraphs: this.adjustments(adjustments) },
    ].filter(({ paragraphs }) => paragraphs.length > 0);
  }

  private overall(): readonly string[] {
    const revenue = this.say({
      label: '收入预算',
      kind: 'total',
      code: null,
      side: 'revenue',
      of: ({ schedule }) => schedule === 'revenue',
      cell: { kind: 'revenue-expenditure', side: 'revenue', column: 'total' },
    });
    const sources = SOURCES.map((source) => this.say(sourceSubject(source)));
    return [
      ...this.opened(revenue, sources),
      ...this.opened(
        this.say({
          label: '支出预算',
          kind: 'total',
          code: null,
          of: ({ schedule }) => schedule === 'expenditure',
          cell: { kind: 'revenue-expenditure', side: 'expenditure', column: 'total' },
        }),
      ),
      ...this.numbered(
        this.codes(3, isExpenditure).map((code) =>
          this.say(functionSubject(code, this.name(code))),
        ),
      ),
    ];
  }

  private split(): readonly string[] {
    const total = this.figure({
      of: ({ schedule }) => schedule === 'expenditure',
      cell: { kind: 'expenditure', column: 'total' },
    });
    const part = (measure: 'basic' | 'project') => {
      const subject = splitSubject(measure);
      const fen = this.figure(subject);
      return fen === null || total === null || total === 0n
        ? this.say(subject)
        : this.say(subject, `，占${share(fen, total)}%`);
    };
    return this.opened(null, EXPENDITURES.map(part));
  }

  private appropriation(): readonly string[] {
    const revenue = this.say({
      ...sourceSubject('fiscal-appropriation'),
      cell: { kind: 'appropriation', side: 'revenue', column: 'total' },
    });
    if (revenue === null) return [];
    // Two sentences: in one, the change would refer to both figures.
    return [
      ...this.opened(revenue),
      ...this.opened(
        this.say({
          label: '财政拨款支出预算',
          kind: 'source',
          code: 'fiscal-appropriation',
          of: TABLE_CONTENTS.appropriation.countsAsRevenue,
          cell: { kind: 'appropriation', side: 'expenditure', column: 'total' },
        }),
      ),
    ];
  }

  private general(): readonly string[] {
    return [
      ...this.opened(this.say(fundSubject('general'))),
      ...this.numbered(
        this.codes(7, (line) => isExpenditure(line) && line.fund === 'general').map((code) =>
          this.say({
            ...functionSubject(code, this.path(code)),
            of: (line) =>
              line.schedule === 'expenditure' && line.fund === 'general' && line.function === code,
            cell: { kind: 'general', code, column: 'total' },
          }),
        ),
      ),
    ];
  }

  private otherFunds(): readonly string[] {
    const funds = APPROPRIATED_FUNDS.filter((fund) => fund !== 'general');
    const ownChanges = funds.map(
      (fund) => this.say(fundSubject(fund)) ?? `没有安排${FUND_NAMES[fund]}拨款支出`,
    );
    return this.opened(null, ownChanges);
  }

  private basic(): readonly string[] {
    return this.numbered(
      this.codes(3, ({ schedule }) => schedule === 'economic').map((code) =>
        this.say({
          label: `${statutoryName('economic', code) || this.name(code, ['basic-economic'])}（类）`,
          kind: 'economic',
          code,
          of: (line) => line.schedule === 'economic' && line.economic.startsWith(code),
          cell: { kind: 'basic-economic', code, column: 'total' },
        }),
      ),
    );
  }

  private threePublic(): readonly string[] {
    const { total = [], vehicles = [] } = TABLE_CONTENTS['three-public'].parts;
    return [
      ...this.opened(this.say(this.category(null, '“三公”经费预算'))),
      ...this.numbered(
        [...total, ...vehicles].map((column) =>
          this.say(this.category(column, CATEGORY_NAMES[column]!)),
        ),
      ),
    ];
  }

  private operating(): readonly string[] {
    return this.opened(this.say(this.category('operating', `${CATEGORY_NAMES['operating']!}预算`)));
  }

  /** Original, change and adjusted of the whole; of what moved in it, the table of {@link adjustmentsOf}. */
  private adjustments(table: TableAnswer | undefined): readonly string[] {
    const whole = (side: Side): Adjusted | null =>
      this.adjusted({
        of: ({ schedule }) => schedule === side,
        cell: { kind: 'revenue-expenditure', side, column: 'total' },
      });
    const wholes = [
      ['收入预算', whole('revenue')],
      ['支出预算', whole('expenditure')],
    ] as const;
    const sentences = wholes.flatMap(([label, moved]) => {
      if (moved === null) return [];
      const shown = (fen: bigint) => money(fen, this.facts.unit);
      const { original, change, adjusted } = moved;
      const [verb, by] = change > 0n ? ['调增', change] : ['调减', -change];
      return [
        `${label}年初预算数${shown(original)}，${verb}${shown(by)}，调整后预算数${shown(adjusted)}。`,
      ];
    });
    return table === undefined ? sentences : [...sentences, `各科目的调整见《${table.title}》。`];
  }

  /** What amendments have moved: each source of revenue, each item by function, and each by nature. */
  adjustedItems(): readonly AdjustedItem[] {
    const sources = SOURCES.map((source): AdjustedSubject & AdjustedName => ({
      code: null,
      name: SOURCE_NAMES[source],
      part: '收入',
      of: (line) => line.schedule === 'revenue' && line.source === source,
      cell: { kind: 'revenue', column: source },
    }));
    const functions = [...this.codes(7, isExpenditure), UNDIVIDED].flatMap((code) =>
      LINE_EXPENDITURES.map((part): AdjustedSubject & AdjustedName => ({
        code: code === UNDIVIDED ? null : code,
        name: code === UNDIVIDED ? '未列科目支出' : this.name(code),
        part: part === UNDIVIDED ? '支出' : MEASURE_NAMES[part],
        of: (line) => isExpenditure(line) && line.function === code && line.expenditure === part,
        cell: { kind: 'expenditure', code, column: part },
      })),
    );
    const economic = this.codes(5, ({ schedule }) => schedule === 'economic').map(
      (code): AdjustedSubject & AdjustedName => ({
        code,
        name: this.name(code, ['basic-economic']) || statutoryName('economic', code),
        part: '基本支出（经济分类）',
        of: (line) => line.schedule === 'economic' && line.economic === code,
        cell: { kind: 'basic-economic', code, column: 'total' },
      }),
    );
    return [...sources, ...functions, ...economic].flatMap(({ code, name, part, ...subject }) => {
      const moved = this.adjusted(subject);
      return moved === null ? [] : [{ code, name, part, ...moved }];
    });
  }

  private adjusted({ of, cell }: AdjustedSubject): Adjusted | null {
    const adjusted = this.figure({ of, cell });
    const change = this.facts.lines
      .filter(({ line }) => of(line))
      .reduce((fen, line) => fen + amendedBy(line), 0n);
    if (adjusted === null || change === 0n) return null;
    return { original: adjusted - change, change, adjusted };
  }

  /** Three-public expenses, or one of them, in the unit of their table whatever the unit of the document. */
  private category(code: string | null, label: string): Subject {
    return {
      label,
      kind: 'three-public',
      code,
      unit: this.facts.form.ofKind('three-public')?.unit,
      of: (line) => showsLine(TABLE_CONTENTS['three-public'], code ?? 'total', line),
      cell: { kind: 'three-public', column: code ?? 'total' },
    };
  }

  /** A figure in words, with its change; null where neither year has lines for it. */
  private say(
    { label, kind, code, side, measure, unit, of, cell }: Subject,
    share = '',
  ): string | null {
    const { fiscalYear, stated } = this.facts;
    const ownChanges = stated.filter(
      (each) =>
        each.kind === kind &&
        each.code === code &&
        each.side === (side ?? 'expenditure') &&
        each.measure === (measure ?? 'total'),
    );
    const base = this.base(of, ownChanges);
    const current = this.figure({ of, cell }) ?? (base?.fen || ownChanges.length > 0 ? 0n : null);
    if (current === null) return null;
    const shown = unit ?? this.facts.unit;
    const change = changeWords({
      current,
      unit: shown,
      year: fiscalYear,
      base,
      stated: ownChanges,
    });
    return `${label}${money(current, shown)}${share}${change}`;
  }

  private base(
    of: Subject['of'],
    ownChanges: readonly StatedDelta[],
  ): Parameters<typeof changeWords>[0]['base'] {
    const { prior, executed } = this.facts;
    if (executed.total !== null && ownChanges[0]?.baseKind === 'prior-execution')
      return { kind: 'prior-execution', fen: spent(executed, of) };
    if (prior === null) return null;
    const lines = prior.filter(({ line }) => of(line));
    return {
      kind: 'prior-budget',
      fen: lines.length === 0 ? null : lines.reduce((fen, { original }) => fen + original, 0n),
    };
  }

  /** As its table shows it. Null where nothing is printed but a zero, and there are no lines. */
  private figure({ of, cell }: Pick<Subject, 'of' | 'cell'>): bigint | null {
    const [shown, sum] = [this.shown(cell), this.sum(of)];
    return shown === 0n ? sum && 0n : (shown ?? sum);
  }

  private shown({ kind, code, side, column }: CellName): bigint | null {
    const number = this.facts.form.ofKind(kind)?.table;
    const table = this.facts.tables.find((each) => each.table === number);
    if (!table) return null;
    const cells =
      code === undefined && kind !== 'three-public'
        ? totalsOf(table, side)
        : table.rows.find((row) => row.code === (code ?? null))?.cells;
    const text = cells?.[column] ?? null;
    return text === null ? null : toFen(text as Yuan);
  }

  private sum(of: Subject['of']): bigint | null {
    const lines = this.facts.lines.filter(({ line }) => of(line));
    return lines.length === 0 ? null : lines.reduce((fen, { adjusted }) => fen + adjusted, 0n);
  }

  /** The codes of both years' lines, cut to a number of digits, sorted. What is printed under no code is in the totals alone. */
  private codes(digits: number, of: Subject['of']): readonly string[] {
    const lines = [...this.facts.lines, ...(this.facts.prior ?? [])];
    const codes = lines.flatMap(({ line }) => {
      const code = codeOf(line);
      return code === null || code === UNDIVIDED || !of(line) ? [] : [code.slice(0, digits)];
    });
    return [...new Set(codes)].sort();
  }

  private name(code: string, kinds: readonly TableKind[] = KINDS_WITH_FUNCTIONS): string {
    for (const kind of kinds) {
      const number = this.facts.form.ofKind(kind)?.table;
      const printed = this.facts.tables.find(({ table }) => table === number);
      const row = printed?.rows.find((each) => each.code === code);
      if (row?.name) return row.name;
    }
    return statutoryName('expenditure', code);
  }

  /** 社会保障和就业支出（类）行政事业单位养老支出（款）事业单位离退休（项）. */
  private path(code: string): string {
    return ([3, 5, 7] as const)
      .map((digits, level) => ({ name: this.name(code.slice(0, digits)), mark: '类款项'[level] }))
      .map(({ name, mark }) => (name === '' ? '' : `${name}（${mark}）`))
      .join('');
  }

  private opened(head: string | null, parts: readonly (string | null)[] = []): readonly string[] {
    const year = `${this.facts.fiscalYear}年，`;
    const own = this.facts.scope === 'department' ? '我部门' : '我单位';
    const list = parts.filter((part) => part !== null).join('；');
    if (head === null) return list === '' ? [] : [`${year}${own}${list}。`];
    return [`${year}${own}${head}。${list === '' ? '' : `其中：${list}。`}`];
  }

  private numbered(parts: readonly (string | null)[]): readonly string[] {
    return parts.filter((part) => part !== null).map((part, index) => `${index + 1}. ${part}。`);
  }
}

/** Where the name of a function is looked for, the most detailed first. */
const KINDS_WITH_FUNCTIONS: readonly TableKind[] = [
  'expenditure',
  ...APPROPRIATED_FUNDS,
  'revenue-expenditure',
];

const totalsOf = ({ totals }: TableAnswer, side: Side | undefined): Cells => {
  const sides = totals as Readonly<Record<Side, Cells>>;
  return side === undefined ? (totals as Cells) : sides[side];
};

const codeOf = (line: LineName): string | null =>
  line.schedule === 'economic' ? line.economic : 'function' in line ? line.function : null;

const isExpenditure = (line: LineName): line is Extract<LineName, { schedule: 'expenditure' }> =>
  line.schedule === 'expenditure';

const sourceSubject = (source: RevenueSource): Subject => ({
  label: SOURCE_NAMES[source],
  kind: 'source',
  code: source,
  side: 'revenue',
  of: (line) => line.schedule === 'revenue' && line.source === source,
  cell: { kind: 'revenue', column: source },
});

const functionSubject = (code: string, label: string): Subject => ({
  label,
  kind: 'function',
  code,
  of: (line) => line.schedule === 'expenditure' && line.function.startsWith(code),
  cell: { kind: 'revenue-expenditure', code, column: 'total' },
});

const fundSubject = (fund: Fund): Subject => ({
  label: `${FUND_NAMES[fund]}拨款支出`,
  kind: 'fund',
  code: fund,
  of: (line) => line.schedule === 'expenditure' && line.fund === fund,
  cell: { kind: fund === 'unit-funds' ? 'expenditure' : fund, column: 'total' },
});

const splitSubject = (measure: 'basic' | 'project'): Subject => ({
  label: MEASURE_NAMES[measure],
  kind: 'split',
  code: null,
  measure,
  of: (line) => line.schedule === 'expenditure' && line.expenditure === measure,
  cell: { kind: 'expenditure', column: measure },
});

/** 执行数 of the items of a subject. A figure that names no kind of expenditure counts where both kinds belong to the subject. */
const spent = ({ figures }: Executed, of: Subject['of']): bigint | null => {
  const counted = figures.filter(({ function: item, expenditure }) =>
    (expenditure === null ? (['basic', 'project'] as const) : [expenditure]).every((each) =>
      of({ schedule: 'expenditure', fund: 'general', function: item, expenditure: each }),
    ),
  );
  return counted.length === 0 ? null : counted.reduce((sum, { fen }) => sum + fen, 0n);
};

const share = (fen: bigint, total: bigint): string => percentOfWhole(fen, total).toFixed(2);
