import { isMisprint } from './misprint.js';
import { residual, type Relation } from './relation.js';
import type { Figure } from './sheet.js';

/** One slip in a document and every relation that it breaks. */
export interface Cause {
  /**
   * `slip`: one figure, wherever it is printed. `pair`: money moved between two rows of a column. `merged`: one row holds
   * the figures of two. `unit`: a whole table in another unit. `unknown`: the relations do not tell which figure.
   */
  readonly kind: 'slip' | 'pair' | 'merged' | 'unit' | 'unknown';
  readonly relations: readonly Relation[];
  /** What the wrong figures should be, in fen; empty for `unknown`. */
  readonly proved: ReadonlyMap<Figure, bigint>;
}

/**
 * Explains broken relations by as few slips as possible. A figure is proved wrong when another amount in its place
 * mends broken relations and breaks none that holds; of several explanations the one that mends most wins, then the
 * simplest. Where two explain the same relations equally well, the cause is `unknown`: nothing is guessed.
 */
export const explainBroken = (
  relations: readonly Relation[],
  sentences: readonly SentenceFigure[] = [],
): readonly Cause[] => {
  const network = new Network(relations);
  const causes: Cause[] = [];
  const prints = new Prints(network);
  const doubtful = doubtfulOf(network.open());
  const patient = network.open().length <= OPEN_MAX && doubtful.size <= DOUBTFUL_MAX;
  for (;;) {
    const found = explanations(network, prints, patient);
    if (found.length === 0) break;
    causes.push(...found);
    found.forEach((cause) => network.explain(cause));
  }
  causes.push(...network.open().map((relation) => unknown([relation])));
  return causes.map((cause) => (cause.kind === 'unknown' ? heard(cause, sentences) : cause));
};

/** A document in which more relations are broken than this is judged in haste. */
const OPEN_MAX = 60;
/** Figures of broken relations: every two of them might have exchanged money. */
const DOUBTFUL_MAX = 250;

const doubtfulOf = (open: readonly Relation[]): ReadonlySet<Figure> =>
  new Set(open.flatMap(({ printed, expected }) => [...printed, ...expected]));

/** What a sentence says a figure of a table is, in fen, give or take its rounding. */
export interface SentenceFigure {
  readonly figure: Figure;
  readonly amount: bigint;
  readonly half: bigint;
}

/** Where the tables do not tell which figure is wrong, a sentence may: with its figure the relations hold. */
const heard = (cause: Cause, sentences: readonly SentenceFigure[]): Cause => {
  const proved = new Map<Figure, bigint>();
  for (const { figure, amount, half } of sentences) {
    const [wanted, ...others] = cause.relations.map((relation) => wantedBy(relation, figure));
    if (wanted === undefined || wanted === null || others.some((other) => other !== wanted))
      continue;
    if (wanted - half <= amount && amount <= wanted + half) proved.set(figure, wanted);
  }
  return proved.size === 1 ? { kind: 'slip', relations: cause.relations, proved } : cause;
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
  /** How much has to have gone wrong for it to be so. */
  readonly cost: number;
}

interface Judged extends Hypothesis {
  readonly mends: readonly Relation[];
  /** The broken relations that it moves, mended or not. */
  readonly touches: readonly Relation[];
  readonly score: number;
  readonly slip: boolean;
}

/**
 * The best explanation. One at a time, for what it proves may tell between the others; in a table that is wrong all
 * over, where that would take long, with it every one that has to do with other relations.
 */
const explanations = (network: Network, prints: Prints, patient: boolean): readonly Cause[] => {
  const judged = [...hypotheses(network, prints, patient)]
    .flatMap((hypothesis) => network.judge(hypothesis) ?? [])
    .toSorted(compare);
  const touched = new Set<Relation>();
  const causes: Cause[] = [];
  for (const one of judged) {
    if (one.touches.some((relation) => touched.has(relation))) continue;
    one.touches.forEach((relation) => touched.add(relation));
    const rival = judged.some(
      (other) =>
        compare(one, other) === 0 &&
        other.mends.some((relation) => one.mends.includes(relation)) &&
        !same(one.changes, other.changes),
    );
    if (!rival) causes.push({ kind: one.kind, relations: one.mends, proved: one.changes });
    else if (!patient || causes.length === 0) causes.push(unknown(one.mends));
    if (patient) break;
  }
  return causes;
};

/** Negative when `one` explains better. */
const compare = (one: Judged, other: Judged): number =>
  other.score - one.score || one.cost - other.cost || Number(other.slip) - Number(one.slip);

const same = (one: ReadonlyMap<Figure, bigint>, other: ReadonlyMap<Figure, bigint>): boolean =>
  one.size === other.size && [...one].every(([figure, amount]) => other.get(figure) === amount);

/** The relations with what is proved so far, and how a change of figures would move them. */
class Network {
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
    return [...this.residuals].flatMap(([relation, apart]) =>
      apart !== 0n && !this.explained.has(relation) ? [relation] : [],
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
    // What is proved once is not proved again to be something else.
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
    const mends: Relation[] = [];
    const touches: Relation[] = [];
    let score = 0;
    let proves = false;
    for (const [relation, move] of moves) {
      if (move === 0n || this.explained.has(relation)) continue;
      const before = this.residuals.get(relation) ?? 0n;
      if (before === 0n && relation.soft !== true) return null;
      if (before === 0n) score -= SOFT / 2;
      else touches.push(relation);
      if (before + move !== 0n) continue;
      mends.push(relation);
      score += relation.soft === true ? SOFT : 1;
      proves ||= relation.soft !== true;
    }
    if (!proves) return null;
    const slip = [...hypothesis.changes].every(([figure, amount]) =>
      isMisprint(this.amount(figure), amount),
    );
    return { ...hypothesis, mends, touches, score, slip };
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

/** What a relation that need not hold weighs beside one that must. */
const SOFT = 0.5;

function* hypotheses(network: Network, prints: Prints, patient: boolean): Generator<Hypothesis> {
  const seen = new Map<Figure, Set<bigint>>();
  const open = network.open();
  const doubtful = doubtfulOf(open);
  for (const relation of open)
    for (const figure of [...relation.printed, ...relation.expected]) {
      const wanted = network.wanted(figure, relation);
      const before = seen.get(figure) ?? new Set();
      if (wanted === null || before.has(wanted)) continue;
      seen.set(figure, before.add(wanted));
      yield* slipsOf(figure, wanted, prints);
      if (patient) yield* movesOf(figure, wanted, prints, network, doubtful);
    }
  yield* otherUnits(open, network);
}

/** One figure, the same figure elsewhere in its row, and its prints in other tables. */
function* slipsOf(figure: Figure, wanted: bigint, prints: Prints): Generator<Hypothesis> {
  const row = prints.inRow(figure);
  const elsewhere = prints.elsewhere(figure);
  for (const own of row.length > 1 ? [[figure], row] : [row])
    for (const others of subsets(elsewhere))
      yield {
        kind: 'slip',
        changes: new Map([...own, ...others.flat()].map((one) => [one, wanted])),
        cost: 1 + others.length / 100,
      };
}

/** What one row of a column has too much, another row has too little: its neighbour, or a blank. */
function* movesOf(
  figure: Figure,
  wanted: bigint,
  prints: Prints,
  network: Network,
  doubtful: ReadonlySet<Figure>,
): Generator<Hypothesis> {
  const by = wanted - network.amount(figure);
  for (const partner of prints.partners(figure)) {
    // A row about which nothing is broken has not lost anything.
    if (!doubtful.has(partner)) continue;
    const merged = partner.amount === null;
    const rest = network.amount(partner) - by;
    for (const pair of prints.pairs(figure, partner))
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

/** A whole table printed in 万元 where 元 is said, or the reverse. */
function* otherUnits(open: readonly Relation[], network: Network): Generator<Hypothesis> {
  const tables = new Set(
    open.flatMap(({ printed, expected }) => [...printed, ...expected].map(({ form }) => form)),
  );
  for (const table of tables) {
    const figures = [...network.figures()].filter(
      (figure) => figure.form === table && figure.amount !== null,
    );
    yield scaled(figures, (figure) => network.amount(figure) * WAN);
    if (figures.every((figure) => network.amount(figure) % WAN === 0n))
      yield scaled(figures, (figure) => network.amount(figure) / WAN);
  }
}

const scaled = (figures: readonly Figure[], to: (figure: Figure) => bigint): Hypothesis => ({
  kind: 'unit',
  changes: new Map(figures.map((figure) => [figure, to(figure)])),
  cost: 1.7,
});

/** Where the same figure is printed again: across its row, and in the other tables that show its code. */
class Prints {
  private readonly byRow = new Map<string, Figure[]>();
  private readonly byCode = new Map<string, string[]>();
  private readonly byColumn = new Map<string, Figure[]>();
  /** Asked of every pair of figures, and always the same. */
  private readonly known = new Map<Figure, readonly (readonly Figure[])[]>();

  constructor(network: Network) {
    for (const figure of network.figures()) {
      const row = rowKey(figure);
      const known = this.byRow.get(row);
      if (known) known.push(figure);
      else {
        this.byRow.set(row, [figure]);
        push(this.byCode, codeKey(figure), row);
      }
      if (figure.row.total !== true) push(this.byColumn, columnKey(figure), figure);
    }
  }

  inRow(figure: Figure): readonly Figure[] {
    return (this.byRow.get(rowKey(figure)) ?? []).filter(({ amount }) => amount === figure.amount);
  }

  /** The same amount for the same code in other tables, one group a row. */
  elsewhere(figure: Figure): readonly (readonly Figure[])[] {
    const known = this.known.get(figure);
    if (known) return known;
    const own = rowKey(figure);
    const found: (readonly Figure[])[] = [];
    for (const row of this.byCode.get(codeKey(figure)) ?? []) {
      if (row === own) continue;
      const group = this.byRow.get(row)!.filter(({ amount }) => amount === figure.amount);
      if (group.length > 0 && found.push(group) === ELSEWHERE_MAX) break;
    }
    this.known.set(figure, found);
    return found;
  }

  /** The other rows of the figure's column on its level. */
  partners(figure: Figure): readonly Figure[] {
    if (figure.row.total === true) return [];
    return (this.byColumn.get(columnKey(figure)) ?? []).filter((other) => other !== figure);
  }

  /** The two figures alone, with their rows' copies, and with their copies in other tables. */
  pairs(figure: Figure, partner: Figure): readonly (readonly (readonly [Figure, Figure])[])[] {
    const alone = [[figure, partner]] as const;
    const row = this.paired(this.inRow(figure), this.inRow(partner));
    const everywhere = [
      ...row,
      ...this.elsewhere(figure).flatMap((group) =>
        this.elsewhere(partner).flatMap((others) =>
          group[0]?.form === others[0]?.form && group[0]?.row.side === others[0]?.row.side
            ? this.paired(group, others)
            : [],
        ),
      ),
    ];
    return partner.amount === null
      ? [alone]
      : [
          alone,
          ...(row.length > 1 ? [row] : []),
          ...(everywhere.length > row.length ? [everywhere] : []),
        ];
  }

  private paired(
    ones: readonly Figure[],
    others: readonly Figure[],
  ): readonly (readonly [Figure, Figure])[] {
    return ones.flatMap((one) => {
      const other = others.find(({ column }) => column === one.column);
      return other ? [[one, other] as const] : [];
    });
  }
}

/** Subsets are tried in all; beyond six tables a figure is not printed. */
const ELSEWHERE_MAX = 6;

function* subsets<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let mask = 0; mask < 1 << items.length; mask += 1)
    yield items.filter((_, at) => (mask >> at) & 1);
}

const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

const rowKey = ({ form, row }: Figure): string => `${form.kind}/${row.side ?? ''}/${row.row}`;

const columnKey = ({ form, row, column }: Figure): string =>
  `${form.kind}/${row.side ?? ''}/${row.code?.length ?? 0}/${column}`;

/** Totals of all tables share a key; so do the rows of one function code. */
const codeKey = (figure: Figure): string => {
  const { row, form } = figure;
  if (row.total === true)
    return form.kind === 'basic-economic' ? 'total of basic expenditure' : 'total';
  return row.code ?? rowKey(figure);
};
