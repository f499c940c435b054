import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  AMENDMENT_KIND_NAMES,
  MEASURE_NAMES,
  statutoryName,
} from '../../domain/classification/statutory-name.js';
import { AMENDMENT_KINDS, type AmendmentKind } from '../../domain/events/budget.events.js';
import type { AsOf } from '../../domain/values/as-of.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { deltaOf, withoutBase } from '../../domain/values/delta.js';
import { firstDigits, parseLineKey } from '../../domain/values/line.js';
import { inYuan, type Fen } from '../../domain/values/money.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import { refuseFutureQuestion } from '../../ledger/refuse-future-question.js';
import { linesAsOf, type LineAsOf } from '../as-of/lines-as-of.js';
import { resolveWithPrior } from '../as-of/with-prior.js';
import { continuedLines, linksAsOf } from '../lines/line-links.js';
import type { Against } from '../reports/against.js';
import {
  chosenBudgets,
  type Chosen,
  type ChosenBudget,
  type TotalsFilter,
} from './chosen-budgets.js';
import {
  executedBudgets,
  executedSums,
  inTransitFen,
  isCounted,
  linkedBudgets,
  pendingSums,
  revisionSums,
  type Counted,
  type Grouping,
} from './sums-of-budgets.js';
import type { TotalCut, TotalsAnswer, TotalsRow } from './totals.answer.js';

/** The sums, the bridge and the changes of many budgets, row by row of a cut. */
export class TotalsOf extends Query<TotalsAnswer> {
  constructor(
    readonly filter: TotalsFilter = {},
    readonly by: TotalCut = 'class',
    readonly against: Against = 'prior-budget',
    readonly asOf: AsOf = {},
  ) {
    super();
  }
}

/** What a row collects, in fen: the revisions by kind, and what stands beside them. */
class Sums {
  readonly kinds = new Map<string, Fen>();
  pending = 0n;
  executed: Fen | null = null;

  add(kind: string, fen: Fen): void {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0n) + fen);
  }

  get original(): Fen {
    return this.#of('original') + this.#of('discontinued');
  }

  get adjusted(): Fen {
    return [...this.kinds.values()].reduce((sum, fen) => sum + fen, 0n);
  }

  figures(): Pick<
    TotalsRow,
    'original' | 'amendments' | 'corrections' | 'adjusted' | 'pending' | 'executed'
  > {
    const { original, adjusted, pending, executed } = this;
    return {
      ...inYuan({ original }),
      amendments: inYuan(
        Object.fromEntries(AMENDMENT_KINDS.map((kind) => [kind, this.#of(kind)])) as Record<
          AmendmentKind,
          Fen
        >,
      ),
      ...inYuan({ corrections: this.#of('correction'), adjusted, pending, executed }),
    };
  }

  #of(kind: string): Fen {
    return this.kinds.get(kind) ?? 0n;
  }
}

/** Sums by the code of their row; the total has the code null. */
type Rows = Map<string | null, Sums>;

/** How a cut groups: by what the queries do, and into which rows a group goes. */
interface Cut {
  readonly grouping: Grouping;
  /** The codes of the rows in which a sum counts, beside the total. */
  readonly codesOf: (key: string, kind: string) => readonly string[];
  readonly nameOf: (code: string) => string;
}

/**
 * Sums over all budgets of the question what `budgets bridge` and `budgets deltas` say of each. Every query reads the budgets of
 * the answer alone, so that its cost follows them and not the ledger.
 *
 * @throws {Refusal} `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(TotalsOf)
export class TotalsOfHandler implements IQueryHandler<TotalsOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ filter, by, against, asOf }: TotalsOf): Promise<TotalsAnswer> {
    await refuseFutureQuestion(this.views, this.log, asOf);
    const chosen = await chosenBudgets(this.views, this.log, filter, asOf);
    const counted: Counted = {
      budgets: chosen.budgets.map(({ budget }) => budget),
      schedule: by === 'economic' || filter.economic ? 'economic' : 'expenditure',
      position: chosen.position,
      effective: asOf.effective ?? null,
      code: filter.code,
    };
    const cut = cutOf(by, chosen.budgets);
    const rows = await this.revised(counted, cut);
    await this.addBeside(rows, counted, by, cut);

    const compared = await this.comparedWith(against, chosen);
    const only = { ...counted, budgets: compared.map(({ budget }) => budget) };
    const isWhole = compared.length === chosen.budgets.length;
    const current = isWhole ? rows : await this.revised(only, cut);
    const base =
      compared.length === 0 ? null : await this.base(against, compared, only, by, cut, asOf);

    const rowOf = (code: string | null): TotalsRow => {
      const now = current.get(code)?.adjusted ?? null;
      return {
        code,
        name: code === null ? MEASURE_NAMES.total : cut.nameOf(code),
        ...(rows.get(code) ?? new Sums()).figures(),
        ...(compared.length === 0
          ? withoutBase(null)
          : base === null
            ? withoutBase(now)
            : deltaOf(base.get(code) ?? null, now)),
      };
    };
    const codes = new Set([...rows.keys(), ...(base?.keys() ?? [])]);
    const left = chosen.budgets.filter((each) => !compared.includes(each));
    return {
      by,
      years: [...new Set(chosen.budgets.map(({ year }) => year))].sort((a, b) => a - b),
      agency: filter.agency ?? null,
      code: filter.code ?? null,
      scope: chosen.scope,
      against: typeof against === 'string' ? { kind: against } : { kind: 'as-of', ...against },
      budgets: chosen.budgets.length,
      compared: compared.length,
      leftOut: [
        ...chosen.leftOut,
        ...left.map(({ budget }) => ({
          budget,
          why: chosen.baseStopped.has(budget) ? ('base-stopped' as const) : ('no-base' as const),
        })),
      ],
      unit: '元',
      rows: [...codes]
        .filter((code) => code !== null)
        .sort(orderOf(by))
        .map(rowOf),
      total: rowOf(null),
      ...inYuan({ inTransit: await inTransitFen(this.views, counted) }),
      asOf: chosen.asOf,
    };
  }

  private async revised(counted: Counted, { grouping, codesOf }: Cut): Promise<Rows> {
    const rows: Rows = new Map();
    for (const { key, kind, fen } of await revisionSums(this.views, counted, grouping))
      for (const code of [null, ...codesOf(key, kind)]) sumsIn(rows, code).add(kind, fen);
    return rows;
  }

  /** Adds what is pending and what is spent, which are no part of the adjusted amounts. */
  private async addBeside(rows: Rows, counted: Counted, by: TotalCut, cut: Cut): Promise<void> {
    for (const { budget, kind, line, fen } of await pendingSums(this.views, counted)) {
      const key = { line, budget, none: '' }[cut.grouping];
      for (const code of [null, ...cut.codesOf(key, kind)]) sumsIn(rows, code).pending += fen;
    }
    for (const [code, fen] of await this.executed(counted, by)) {
      const sums = sumsIn(rows, code);
      sums.executed = (sums.executed ?? 0n) + fen;
    }
  }

  /** What is spent by row: execution names functions and no economic items, and is of no kind of amendment. */
  private async executed(counted: Counted, by: TotalCut): Promise<Map<string | null, Fen>> {
    const found = new Map<string | null, Fen>();
    if (counted.schedule === 'economic') return found;
    const sums = await executedSums(this.views, counted, by === 'class' ? 'function' : 'budget');
    const codesOf = (key: string): readonly string[] =>
      by === 'class' ? [key.slice(0, CLASS_DIGITS)] : by === 'agency' ? [agencyOf(key)] : [];
    for (const { key, fen } of sums)
      for (const code of [null, ...codesOf(key)]) found.set(code, (found.get(code) ?? 0n) + fen);
    return found;
  }

  /** The budgets that have the base: without it a budget would count as one that has grown from nothing. */
  private async comparedWith(
    against: Against,
    { budgets, position }: Chosen,
  ): Promise<readonly ChosenBudget[]> {
    if (typeof against !== 'string' || against === 'original') return budgets;
    const withPrior = budgets.filter(({ prior }) => prior !== null);
    if (against !== 'prior-execution') return withPrior;
    const spent = await executedBudgets(this.views, { budgets: priorsOf(withPrior), position });
    return withPrior.filter(({ prior }) => spent.has(prior!));
  }

  /** The base by row; null where the cut has none. */
  private async base(
    against: Against,
    compared: readonly ChosenBudget[],
    counted: Counted,
    by: TotalCut,
    cut: Cut,
    asOf: AsOf,
  ): Promise<ReadonlyMap<string | null, Fen> | null> {
    const amounts = (rows: Rows, amount: (sums: Sums) => Fen) =>
      new Map([...rows].map(([code, sums]) => [code, amount(sums)] as const));
    if (typeof against !== 'string')
      return amounts(
        await this.revised({ ...counted, effective: against.effective }, cut),
        ({ adjusted }) => adjusted,
      );
    if (against === 'original')
      return amounts(await this.revised(counted, cut), ({ original }) => original);
    const before: Counted = { ...counted, budgets: priorsOf(compared), effective: null };
    if (against === 'prior-execution')
      return counted.schedule === 'economic' ? null : this.executed(before, by);
    const measure = against === 'prior-budget' ? 'original' : 'adjusted';
    const base = amounts(await this.revised(before, cut), (sums) => sums[measure]);
    if (cut.grouping === 'line' || counted.code !== undefined)
      await this.followLinks(base, measure, counted, cut, asOf);
    return base;
  }

  /** Moves what goes on under another line to the row of that line, as `budgets deltas` does. Its cost follows the budgets with links. */
  private async followLinks(
    base: Map<string | null, Fen>,
    measure: 'original' | 'adjusted',
    counted: Counted,
    { grouping, codesOf }: Cut,
    asOf: AsOf,
  ): Promise<void> {
    for (const budget of await linkedBudgets(this.views, counted)) {
      const { bounds, prior } = await resolveWithPrior(this.views, this.log, budget, asOf);
      if (prior === null) continue;
      const recorded = await linesAsOf(this.views, prior, [counted.schedule]);
      const links = await linksAsOf(this.views, bounds, prior.budget);
      const add = (lines: readonly LineAsOf[], sign: bigint) => {
        for (const line of lines.filter(({ key }) => isCounted(counted, key)))
          // All lines of a budget have the same sum after its links; those of a code need not.
          for (const code of [
            ...(counted.code === undefined ? [] : [null]),
            ...codesOf(grouping === 'line' ? line.key : budget, 'original'),
          ])
            base.set(code, (base.get(code) ?? 0n) + sign * line[measure]);
      };
      add(recorded, -1n);
      add(continuedLines(recorded, links), 1n);
    }
  }
}

const CLASS_DIGITS = 3;

const cutOf = (by: TotalCut, budgets: readonly ChosenBudget[]): Cut => {
  switch (by) {
    case 'class':
      return {
        grouping: 'line',
        codesOf: (key) => {
          const line = parseLineKey(key);
          return 'function' in line ? [firstDigits(line.function, CLASS_DIGITS)] : [];
        },
        nameOf: (code) => statutoryName('expenditure', code),
      };
    case 'economic':
      return {
        grouping: 'line',
        codesOf: (key) => {
          const line = parseLineKey(key);
          return 'economic' in line
            ? [...new Set([firstDigits(line.economic, CLASS_DIGITS), line.economic])]
            : [];
        },
        nameOf: (code) => statutoryName('economic', code),
      };
    case 'agency': {
      const names = new Map(budgets.map(({ agency, agencyName }) => [agency, agencyName]));
      return {
        grouping: 'budget',
        codesOf: (key) => [agencyOf(key)],
        nameOf: (code) => names.get(code) ?? '',
      };
    }
    case 'kind':
      return {
        grouping: 'none',
        codesOf: (_, kind) => [kind === 'discontinued' ? 'original' : kind],
        nameOf: (code) => KIND_NAMES[code] ?? '',
      };
  }
};

const KIND_NAMES: Readonly<Record<string, string>> = {
  original: '年初预算',
  ...AMENDMENT_KIND_NAMES,
  correction: '更正',
};

/** Codes by their digits; kinds as the bridge has them. */
const orderOf = (by: TotalCut): ((a: string, b: string) => number) => {
  const kinds = Object.keys(KIND_NAMES);
  return by === 'kind' ? (a, b) => kinds.indexOf(a) - kinds.indexOf(b) : (a, b) => (a < b ? -1 : 1);
};

const agencyOf = (budget: string): string => budget.slice(0, budget.indexOf('-'));

const priorsOf = (budgets: readonly ChosenBudget[]): readonly BudgetId[] =>
  budgets.flatMap(({ prior }) => (prior === null ? [] : [prior]));

const sumsIn = (rows: Rows, code: string | null): Sums => {
  let sums = rows.get(code);
  if (sums === undefined) rows.set(code, (sums = new Sums()));
  return sums;
};
