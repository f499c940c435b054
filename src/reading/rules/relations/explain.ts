import { Copies } from './copies.js';
import { isMisprint } from './misprint.js';
import { residual, type Relation } from './relation.js';
import type { Figure } from './table-set.js';

/** One error in a document and every relation that it breaks. */
export interface Cause {
  /**
   * `misprint`: one figure is wrong, wherever it is printed. `pair`: money was moved between two rows of a column. `merged`:
   * one row has the figures of two. `unit`: a whole table is in another unit. `unknown`: the relations do not show which
   * figure is wrong.
   */
  readonly kind: 'misprint' | 'pair' | 'merged' | 'unit' | 'unknown';
  readonly relations: readonly Relation[];
  /** What the wrong figures should be, in fen; empty for `unknown`. */
  readonly proved: ReadonlyMap<Figure, bigint>;
}

/**
 * Explains broken relations by as few errors as possible. A figure is proved wrong when another amount in its place
 * restores broken relations and breaks none that holds. Of several explanations the one that restores most relations wins,
 * then the simplest. Where two explain the same relations equally well, the cause is `unknown`: nothing is guessed.
 */
export const explainBroken = (
  relations: readonly Relation[],
  sentences: readonly SentenceFigure[] = [],
): readonly Cause[] => {
  const system = new System(relations);
  const causes: Cause[] = [];
  const copies = new Copies(system.figures());
  const suspects = suspectsOf(system.open());
  const thorough = system.open().length <= BROKEN_MAX && suspects.size <= SUSPECTS_MAX;
  for (;;) {
    const found = explanations(system, copies, thorough);
    if (found.length === 0) break;
    causes.push(...found);
    found.forEach((cause) => system.explain(cause));
  }
  causes.push(...system.open().map((relation) => unknown([relation])));
  return causes.map((cause) =>
    cause.kind === 'unknown' ? settledBySentences(cause, sentences) : cause,
  );
};

/** Above this number of broken relations only the cheap explanations are tried. */
const BROKEN_MAX = 60;
/** Above this number of figures in broken relations, pairs of them are not tried. */
const SUSPECTS_MAX = 250;

const suspectsOf = (open: readonly Relation[]): ReadonlySet<Figure> =>
  new Set(open.flatMap(({ printed, expected }) => [...printed, ...expected]));

/** The amount that a sentence prints for a figure of a table, in fen; it may be off by `half`, its rounding. */
export interface SentenceFigure {
  readonly figure: Figure;
  readonly amount: bigint;
  readonly half: bigint;
}

/** Where the tables do not show which figure is wrong, a sentence may: with the amount that it prints the relations hold. */
const settledBySentences = (cause: Cause, sentences: readonly SentenceFigure[]): Cause => {
  const proved = new Map<Figure, bigint>();
  for (const { figure, amount, half } of sentences) {
    const [wanted, ...others] = cause.relations.map((relation) => wantedBy(relation, figure));
    if (wanted === undefined || wanted === null || others.some((other) => other !== wanted))
      continue;
    if (wanted - half <= amount && amount <= wanted + half) proved.set(figure, wanted);
  }
  return proved.size === 1 ? { kind: 'misprint', relations: cause.relations, proved } : cause;
};

const wantedBy = (relation: Relation, figure: Figure): bigint | null => {
  if (figure.amount === null) return null;
  if (relation.printed.includes(figure)) return figure.amount - residual(relation);
  return relation.expected.includes(figure) ? figure.amount + residual(relation) : null;
};

const unknown = (relations: readonly Relation[]): Cause => ({
  kind: 'unknown',
  relations,
  proved: new Map(),
});

interface Hypothesis {
  readonly kind: Exclude<Cause['kind'], 'unknown'>;
  readonly changes: ReadonlyMap<Figure, bigint>;
  /** How complicated the error is: of two that restore as much, the cheaper one wins. */
  readonly cost: number;
}

interface Judged extends Hypothesis {
  readonly restores: readonly Relation[];
  /** The broken relations that it changes, restored or not. */
  readonly affects: readonly Relation[];
  readonly score: number;
  readonly plausible: boolean;
}

/**
 * The best explanation, one at a time, since what it proves may decide between the others. In a document with very many
 * broken relations, where that would take long, also the best of those that affect other relations.
 */
const explanations = (system: System, copies: Copies, thorough: boolean): readonly Cause[] => {
  const judged = [...hypotheses(system, copies, thorough)]
    .flatMap((hypothesis) => system.judge(hypothesis) ?? [])
    .toSorted(compare);
  const affected = new Set<Relation>();
  const causes: Cause[] = [];
  for (const one of judged) {
    if (one.affects.some((relation) => affected.has(relation))) continue;
    one.affects.forEach((relation) => affected.add(relation));
    const rival = judged.some(
      (other) =>
        compare(one, other) === 0 &&
        other.restores.some((relation) => one.restores.includes(relation)) &&
        !same(one.changes, other.changes),
    );
    if (!rival) causes.push({ kind: one.kind, relations: one.restores, proved: one.changes });
    else if (!thorough || causes.length === 0) causes.push(unknown(one.restores));
    if (thorough) break;
  }
  return causes;
};

/** Negative when `one` explains better. */
const compare = (one: Judged, other: Judged): number =>
  other.score - one.score ||
  one.cost - other.cost ||
  Number(other.plausible) - Number(one.plausible);

const same = (one: ReadonlyMap<Figure, bigint>, other: ReadonlyMap<Figure, bigint>): boolean =>
  one.size === other.size && [...one].every(([figure, amount]) => other.get(figure) === amount);

/** The relations as a system of equations: what is proved so far, and how a change of figures would affect each. */
class System {
  private readonly signs = new Map<Figure, Map<Relation, bigint>>();
  private readonly residuals = new Map<Relation, bigint>();
  private readonly explained = new Set<Relation>();
  private readonly current = new Map<Figure, bigint>();

  constructor(relations: readonly Relation[]) {
    for (const relation of relations) {
      this.residuals.set(relation, residual(relation));
      for (const figure of relation.printed) this.sign(figure, relation, 1n);
      for (const figure of relation.expected) this.sign(figure, relation, -1n);
    }
  }

  private sign(figure: Figure, relation: Relation, sign: bigint): void {
    const signs = this.signs.get(figure) ?? new Map<Relation, bigint>();
    signs.set(relation, (signs.get(relation) ?? 0n) + sign);
    this.signs.set(figure, signs);
  }

  open(): readonly Relation[] {
    return [...this.residuals].flatMap(([relation, difference]) =>
      difference !== 0n && !this.explained.has(relation) ? [relation] : [],
    );
  }

  figures(): Iterable<Figure> {
    return this.signs.keys();
  }

  amount(figure: Figure): bigint {
    return this.current.get(figure) ?? figure.amount ?? 0n;
  }

  /** What the figure would have to be for the relation to hold. */
  wanted(figure: Figure, relation: Relation): bigint | null {
    // A proved figure is not changed again.
    if (figure.amount === null || this.current.has(figure)) return null;
    const sign = this.signs.get(figure)?.get(relation) ?? 0n;
    if (sign !== 1n && sign !== -1n) return null;
    return this.amount(figure) - sign * (this.residuals.get(relation) ?? 0n);
  }

  judge(hypothesis: Hypothesis): Judged | null {
    const moves = new Map<Relation, bigint>();
    for (const [figure, amount] of hypothesis.changes) {
      if (amount < 0n && this.amount(figure) >= 0n) return null;
      const by = amount - this.amount(figure);
      for (const [relation, sign] of this.signs.get(figure) ?? [])
        moves.set(relation, (moves.get(relation) ?? 0n) + sign * by);
    }
    const restores: Relation[] = [];
    const affects: Relation[] = [];
    let score = 0;
    let proves = false;
    for (const [relation, move] of moves) {
      if (move === 0n || this.explained.has(relation)) continue;
      const before = this.residuals.get(relation) ?? 0n;
      if (before === 0n && relation.customary !== true) return null;
      if (before === 0n) score -= CUSTOMARY_WEIGHT / 2;
      else affects.push(relation);
      if (before + move !== 0n) continue;
      restores.push(relation);
      score += relation.customary === true ? CUSTOMARY_WEIGHT : 1;
      proves ||= relation.customary !== true;
    }
    if (!proves) return null;
    const plausible = [...hypothesis.changes].every(([figure, amount]) =>
      isMisprint(this.amount(figure), amount),
    );
    return { ...hypothesis, restores, affects, score, plausible };
  }

  explain({ relations, proved }: Cause): void {
    for (const [figure, amount] of proved) {
      const by = amount - this.amount(figure);
      this.current.set(figure, amount);
      for (const [relation, sign] of this.signs.get(figure) ?? [])
        this.residuals.set(relation, (this.residuals.get(relation) ?? 0n) + sign * by);
    }
    for (const relation of relations) this.explained.add(relation);
  }
}

/** The weight of a customary relation, beside 1 for one that must hold. */
const CUSTOMARY_WEIGHT = 0.5;

function* hypotheses(system: System, copies: Copies, thorough: boolean): Generator<Hypothesis> {
  const seen = new Map<Figure, Set<bigint>>();
  const open = system.open();
  const suspects = suspectsOf(open);
  for (const relation of open)
    for (const figure of [...relation.printed, ...relation.expected]) {
      const wanted = system.wanted(figure, relation);
      const before = seen.get(figure) ?? new Set();
      if (wanted === null || before.has(wanted)) continue;
      seen.set(figure, before.add(wanted));
      yield* misprintsOf(figure, wanted, copies);
      if (thorough) yield* offsetsOf(figure, wanted, copies, system, suspects);
    }
  yield* otherUnits(open, system);
}

/** One figure alone, with its copies in its row, and with its copies in other tables. */
function* misprintsOf(figure: Figure, wanted: bigint, copies: Copies): Generator<Hypothesis> {
  const row = copies.inRow(figure);
  const inOtherTables = copies.inOtherTables(figure);
  for (const own of row.length > 1 ? [[figure], row] : [row])
    for (const others of subsets(inOtherTables))
      yield {
        kind: 'misprint',
        changes: new Map([...own, ...others.flat()].map((one) => [one, wanted])),
        cost: 1 + others.length / 100,
      };
}

/** One row of a column has too much by what another row, which may be blank, has too little. */
function* offsetsOf(
  figure: Figure,
  wanted: bigint,
  copies: Copies,
  system: System,
  suspects: ReadonlySet<Figure>,
): Generator<Hypothesis> {
  const by = wanted - system.amount(figure);
  for (const partner of copies.inColumn(figure)) {
    // A row without a broken relation lacks no amount.
    if (!suspects.has(partner)) continue;
    const merged = partner.amount === null;
    const rest = system.amount(partner) - by;
    for (const pair of copies.pairs(figure, partner))
      yield {
        kind: merged ? 'merged' : 'pair',
        changes: new Map(
          pair.flatMap(([one, other]): [Figure, bigint][] => [
            [one, wanted],
            [other, rest],
          ]),
        ),
        cost: (merged ? 1.5 : 2) + pair.length / 100,
      };
  }
}

const WAN = 10_000n;

/** A whole table printed in 万元 where its unit is 元, or the reverse. */
function* otherUnits(open: readonly Relation[], system: System): Generator<Hypothesis> {
  const tables = new Set(
    open.flatMap(({ printed, expected }) => [...printed, ...expected].map(({ form }) => form)),
  );
  for (const table of tables) {
    const figures = [...system.figures()].filter(
      (figure) => figure.form === table && figure.amount !== null,
    );
    yield scaled(figures, (figure) => system.amount(figure) * WAN);
    if (figures.every((figure) => system.amount(figure) % WAN === 0n))
      yield scaled(figures, (figure) => system.amount(figure) / WAN);
  }
}

const scaled = (figures: readonly Figure[], to: (figure: Figure) => bigint): Hypothesis => ({
  kind: 'unit',
  changes: new Map(figures.map((figure) => [figure, to(figure)])),
  cost: 1.7,
});

function* subsets<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let mask = 0; mask < 1 << items.length; mask += 1)
    yield items.filter((_, at) => (mask >> at) & 1);
}
