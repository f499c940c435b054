import type { ChangeSubject, YearOverYearChangeRecorded } from '../events/budget.events.js';
import { showsLine, TABLE_CONTENTS } from '../tables/table-kind.js';
import { deltaOf } from '../values/delta.js';
import { firstDigits, parseLineKey, partsOf, type LineKey } from '../values/line.js';
import { LayeredMap, type ChangeableMap } from '../values/layered-map.js';
import type { Fen } from '../values/money.js';
import type { BudgetFigures, KeptOfLines, LineState } from './budget-figures.js';
import { MEASURE_NAMES, SOURCE_NAMES, statutoryName } from '../classification/statutory-name.js';

/** Original amounts by line, in fen. */
export interface Originals extends Iterable<readonly [LineKey, Fen]> {
  readonly size: number;
  get(line: LineKey): Fen | undefined;
}

/** The original amounts of a budget as they are at any time: they change with it. */
export class OriginalsOfBudget implements Originals {
  readonly #figures: BudgetFigures;

  constructor(figures: BudgetFigures) {
    this.#figures = figures;
  }

  get size(): number {
    return this.#figures.lines.size;
  }

  get(line: LineKey): Fen | undefined {
    return this.#figures.lines.get(line)?.original;
  }

  /** Their margins, kept with the budget. */
  get margins(): Margins {
    return this.#figures.kept(Margins.begin);
  }

  /** The same with the corrections of each line. */
  get corrected(): Originals {
    const { lines } = this.#figures;
    return {
      size: lines.size,
      get: (line) => lines.get(line)?.corrected,
      *[Symbol.iterator]() {
        for (const [line, { corrected }] of lines) yield [line, corrected] as const;
      },
    };
  }

  *[Symbol.iterator](): Generator<readonly [LineKey, Fen], undefined> {
    for (const [line, { original }] of this.#figures.lines) yield [line, original];
    return undefined;
  }
}

/** Original amounts, of which some are others. */
export class ChangedOriginals implements Originals {
  constructor(
    private readonly before: Originals,
    private readonly changed: ReadonlyMap<LineKey, Fen>,
  ) {}

  get size(): number {
    return this.before.size + this.added().length;
  }

  get(line: LineKey): Fen | undefined {
    return this.changed.get(line) ?? this.before.get(line);
  }

  *[Symbol.iterator](): Generator<readonly [LineKey, Fen], undefined> {
    for (const [line, amount] of this.before) yield [line, this.changed.get(line) ?? amount];
    yield* this.added();
    return undefined;
  }

  private added(): readonly (readonly [LineKey, Fen])[] {
    return [...this.changed].filter(([line]) => this.before.get(line) === undefined);
  }
}

/** Of a budget its original amounts as corrected, by which findings are judged; other amounts as they are. */
export const asCorrected = (originals: Originals): Originals =>
  originals instanceof OriginalsOfBudget ? originals.corrected : originals;

/** The margins of original amounts. */
export const marginsOf = (originals: Originals): Margins => {
  if (originals instanceof OriginalsOfBudget) return originals.margins;
  const margins = new Margins();
  for (const [line, original] of originals) margins.change(line, undefined, { original });
  return margins;
};

/** The margins of original amounts after some of them have changed, as a layer of those before. */
export const marginsAfter = (
  before: Margins,
  originals: Originals,
  changed: ReadonlyMap<LineKey, Fen>,
): Margins => {
  const margins = before.layer();
  for (const [line, original] of changed) {
    const old = originals.get(line);
    margins.change(line, old === undefined ? undefined : { original: old }, { original });
  }
  return margins;
};

/** The subjects that a line counts to, as {@link changeKey} names them. */
export const subjectKeysOf = (line: LineKey): readonly string[] => subjectsOf(line).map(changeKey);

/** The subject of a change as one string. */
export const changeKey = ({ kind, code, side, measure }: ChangeSubject): string =>
  [kind, code ?? '', side, measure].join('/');

/** The figures of a change as one string: equal for equal changes. */
export const changeText = ({
  base,
  current,
  delta,
  percent,
}: YearOverYearChangeRecorded['data']): string =>
  [base.year, base.amount, current, delta, percent].join(' ');

/**
 * The changes from one year's original budget to the next, from the lines of both: the totals of both sides, every 类, 款
 * and 项 with basic and project apart, the economic items by cost, the sources of revenue and the three-public categories.
 * A line that one year lacks counts as zero there.
 *
 * @param keys Of which subjects, as {@link changeKey} names them; of all where it is left out.
 */
export const deriveChanges = (
  base: Margins,
  baseYear: number,
  current: Margins,
  keys: Iterable<string> = [...base.keys(), ...current.keys()],
): readonly YearOverYearChangeRecorded['data'][] =>
  [...new Set(keys)].sort().flatMap((key): readonly YearOverYearChangeRecorded['data'][] => {
    const from = base.get(key);
    const to = current.get(key);
    const subject = (to ?? from)?.subject;
    if (!subject) return [];
    const delta = deltaOf(from?.fen ?? null, to?.fen ?? null);
    return [
      {
        origin: 'derived',
        subject,
        base: { kind: 'prior-budget', year: baseYear, amount: delta.base },
        current: delta.current,
        delta: delta.delta,
        percent: delta.percent,
        reason: null,
        unit: '元',
        section: null,
        source: null,
      },
    ];
  });

/** The sum of the original amounts of one subject. */
interface Margin {
  readonly subject: ChangeSubject;
  readonly fen: Fen;
  readonly lines: number;
}

/** What margins are of: the original amount of a line, in fen. */
type Original = Pick<LineState, 'original'>;

/** How many subjects that changed are remembered, at most. */
const CHANGED_MAX = 2_000;

/** The sums of original amounts by subject, kept as the lines change. */
export class Margins implements KeptOfLines<Margins, Original> {
  /** The same for its layers, and for no other margins. */
  readonly id: symbol;
  readonly #before: Margins | null;
  readonly #sums: ChangeableMap<string, Margin>;
  /** The subjects that changed, the newest last. */
  #changed: string[] = [];
  /** How many subjects changed before those. */
  #forgotten: number;

  /** @param before What these are a layer of; those may not change while the layer is used. */
  constructor(before: Margins | null = null) {
    this.id = before ? before.id : Symbol('margins');
    this.#before = before;
    this.#sums = before ? new LayeredMap(before.#sums) : new Map();
    this.#forgotten = before ? before.revision : 0;
  }

  /** The margins of no lines. */
  static readonly begin = (): Margins => new Margins();

  /** How many subjects have changed so far, each as often as it did. */
  get revision(): number {
    return this.#forgotten + this.#changed.length;
  }

  get size(): number {
    return this.#sums.size + this.#changed.length;
  }

  /** The subjects that have changed since a revision; null where that is too long ago. */
  changedSince(revision: number): readonly string[] | null {
    const own = this.#changed.slice(Math.max(0, revision - this.#forgotten));
    if (revision >= this.#forgotten) return own;
    const before = this.#before ? this.#before.changedSince(revision) : null;
    return before && [...before, ...own];
  }

  keys(): Iterable<string> {
    return this.#sums.keys();
  }

  get(key: string): Margin | undefined {
    return this.#sums.get(key);
  }

  layer(): Margins {
    return new Margins(this);
  }

  change(line: LineKey, before: Original | undefined, after: Original | undefined): void {
    if (before && before.original === after?.original) return;
    for (const subject of subjectsOf(line)) {
      const key = changeKey(subject);
      const old = this.#sums.get(key);
      const lines = (old?.lines ?? 0) - (before ? 1 : 0) + (after ? 1 : 0);
      const fen = (old?.fen ?? 0n) - (before?.original ?? 0n) + (after?.original ?? 0n);
      if (lines === 0) this.#sums.delete(key);
      else this.#sums.set(key, { subject: old?.subject ?? subject, fen, lines });
      this.#changed.push(key);
    }
    if (this.#before === null && this.#changed.length > CHANGED_MAX) {
      const kept = this.#changed.slice(-CHANGED_MAX / 2);
      this.#forgotten += this.#changed.length - kept.length;
      this.#changed = kept;
    }
  }
}

const THREE_PUBLIC = TABLE_CONTENTS['three-public'];

/** The subjects that a line counts to. */
const subjectsOf = (key: LineKey): readonly ChangeSubject[] => {
  const line = parseLineKey(key);
  const named = (code: string) => statutoryName(line.schedule, code);
  const of = (
    kind: ChangeSubject['kind'],
    code: string | null,
    name: string,
    measures: readonly ChangeSubject['measure'][],
    side: ChangeSubject['side'] = 'expenditure',
  ) => measures.map((measure): ChangeSubject => ({ kind, code, name, side, measure }));
  switch (line.schedule) {
    case 'expenditure': {
      const measures = ['total', ...partsOf(line.expenditure)] as const;
      const codes = [...new Set([3, 5, 7].map((digits) => firstDigits(line.function, digits)))];
      return [
        ...of('total', null, MEASURE_NAMES.total, measures),
        ...codes.flatMap((code) => of('function', code, named(code), measures)),
      ];
    }
    case 'economic': {
      const measures = ['total', ...partsOf(line.cost)] as const;
      const codes = [...new Set([firstDigits(line.economic, 3), line.economic])];
      return [
        ...of('total', null, MEASURE_NAMES.total, partsOf(line.cost)),
        ...codes.flatMap((code) => of('economic', code, named(code), measures)),
      ];
    }
    case 'revenue':
      return [
        ...of('total', null, MEASURE_NAMES.total, ['total'], 'revenue'),
        ...of('source', line.source, SOURCE_NAMES[line.source], ['total'], 'revenue'),
      ];
    case 'three-public':
      return [
        ...of('three-public', line.category, named(line.category), ['total']),
        ...(showsLine(THREE_PUBLIC, 'total', line)
          ? of('three-public', null, MEASURE_NAMES.total, ['total'])
          : []),
        ...(showsLine(THREE_PUBLIC, 'vehicles', line)
          ? of('three-public', 'vehicles', named('vehicles'), ['total'])
          : []),
      ];
    case 'project':
      return [];
  }
};
