import type { KeptOfLines } from '../../domain/budget/budget-figures.js';
import { LayeredMap, type ChangeableMap } from '../../domain/values/layered-map.js';
import type { Fen } from '../../domain/values/money.js';
import { FUNCTION_ITEM, functionOf, withFunction, type LineKey } from '../../domain/values/line.js';
import { isTwin } from './tables/twins.js';

/** What the rules see of a line. */
export interface CheckedLine {
  readonly name: string;
  /** In fen, as corrected. */
  readonly original: Fen;
}

/**
 * Fewer lines of which the rules find the same, kept as the lines change. Tables that are laid out from lines add up by
 * themselves; what a rule can find broken is a figure that two tables show in different ways. So the 项 of which no rule
 * compares figures that differ count as one: their sums by class and group are kept, without those that are compared. Where a
 * class or group has a 项 that is compared, its other 项 stay below it, as one, since its own figures are compared too. The
 * cost of a change, and of the check after it, follows the 项 that are compared, and not the lines.
 */
export class MergedLines<State> implements KeptOfLines<MergedLines<State>, State> {
  readonly #see: (state: State) => CheckedLine;
  /** The 项 that have lines. */
  readonly #items: ChangeableMap<string, Item>;
  /** The lines that have no code by function, and are shown by a table. */
  readonly #others: ChangeableMap<LineKey, CheckedLine>;
  /** The sums of the lines, and the numbers of the 项, below each node: by {@link sumKey}. */
  readonly #sums: ChangeableMap<string, Sum>;
  /** How many lines have the same key but for the code. */
  readonly #shapes: ChangeableMap<LineKey, number>;
  /** The 项 that are compared whatever the others are. */
  readonly #always: ChangeableMap<string, true>;
  /** The 项 with amounts in the table of the general fund that cannot be in 元 where that table was taken for one in 万元. */
  readonly #notWhole: ChangeableMap<string, true>;
  /** The 项 of which revenue and expenditure differ. */
  readonly #unequal: ChangeableMap<string, true>;
  /** Revenue less expenditure, in fen. */
  #balance: Fen;

  /**
   * @param see What the rules see of a line in a state.
   * @param from What this is a layer of; that one may not change while the layer is used.
   */
  constructor(see: (state: State) => CheckedLine, from?: MergedLines<State>) {
    this.#see = see;
    this.#items = layerOf(from && from.#items);
    this.#others = layerOf(from && from.#others);
    this.#sums = layerOf(from && from.#sums);
    this.#shapes = layerOf(from && from.#shapes);
    this.#always = layerOf(from && from.#always);
    this.#notWhole = layerOf(from && from.#notWhole);
    this.#unequal = layerOf(from && from.#unequal);
    this.#balance = from ? from.#balance : 0n;
  }

  get size(): number {
    return this.#items.size + this.#others.size + this.#sums.size + this.#unequal.size;
  }

  layer(): MergedLines<State> {
    return new MergedLines(this.#see, this);
  }

  change(line: LineKey, before: State | undefined, after: State | undefined): void {
    // No table shows a line of a project.
    if (line.startsWith('project/')) return;
    const seen = after === undefined ? null : this.#see(after);
    const code = functionOf(line);
    if (code === null) {
      if (seen) this.#others.set(line, seen);
      else this.#others.delete(line);
      return;
    }
    if (before === undefined) count(this.#shapes, shapeOf(line), 1);
    if (after === undefined) count(this.#shapes, shapeOf(line), -1);
    const old = this.#items.get(code);
    const item = itemOf(code, replaced(old?.lines ?? [], line, seen));
    this.#add(code, old, -1n);
    this.#add(code, item, 1n);
    if (item) this.#items.set(code, item);
    else this.#items.delete(code);
    mark(this.#always, code, item?.always);
    mark(this.#notWhole, code, item?.isWhole === false);
    mark(this.#unequal, code, item && item.received !== item.spent);
  }

  /** The lines that the rules are to check: those of the 项 that are compared, and the sums of all others. */
  lines(): ReadonlyMap<LineKey, CheckedLine> {
    const { items, nodes } = this.#compared();
    const lines = new Map(this.#others);
    const rest = new Map<string, Sum>();
    for (const [node, sides, shape] of this.#sumsBelow(nodes)) {
      const sum = this.#sums.get(sumKey(node, sides, shape));
      if (!sum) continue;
      add(rest, sumKey(node, sides, shape), sum, 1n);
      if (node !== ALL) add(rest, sumKey(nodeAbove(node), sides, shape), sum, -1n);
    }
    for (const code of items)
      for (const { key, seen, sum } of this.#items.get(code)!.lines) {
        lines.set(key, seen);
        add(
          rest,
          sumKey(nodesOf(code).at(-1)!, this.#items.get(code)!.sides, shapeOf(key)),
          sum,
          -1n,
        );
      }
    const codes = new Map<string, string>();
    for (const [node, sides, shape] of this.#sumsBelow(nodes)) {
      const { count: left, fen } = rest.get(sumKey(node, sides, shape)) ?? NOTHING;
      if (left === 0n) continue;
      const of = `${node} ${sides}`;
      const code =
        codes.get(of) ?? this.#anyBelow(node, sides, (each) => nodes.has(each) || items.has(each));
      codes.set(of, code);
      lines.set(withFunction(shape, code), { name: '', original: fen });
    }
    return lines;
  }

  *#sumsBelow(nodes: Iterable<string>): Generator<[node: string, sides: Sides, shape: LineKey]> {
    for (const node of nodes)
      for (const sides of SIDES)
        for (const shape of this.#shapes.keys()) yield [node, sides, shape];
  }

  #add(code: string, item: Item | undefined, times: bigint): void {
    if (!item) return;
    const { lines, sides, received, spent } = item;
    this.#balance += times * ((received ?? 0n) - (spent ?? 0n));
    for (const node of nodesOf(code)) {
      add(this.#sums, sumKey(node, sides, NO_SHAPE), ONE, times);
      for (const { key, sum } of lines)
        add(this.#sums, sumKey(node, sides, shapeOf(key)), sum, times);
    }
  }

  /**
   * The 项 of which a rule compares figures that may differ, and the nodes above them. Revenue and expenditure are compared row
   * by row where their totals are the same: the 项 of which they differ in a group with both, and the classes with both where
   * only one of them is in a group.
   */
  #compared(): { readonly items: ReadonlySet<string>; readonly nodes: ReadonlySet<string> } {
    const items = new Set(this.#always.keys());
    // One amount that is not whole shows as well as a thousand that the table is in its unit.
    for (const code of this.#notWhole.keys()) {
      items.add(code);
      break;
    }
    const nodes = new Set([ALL]);
    if (this.#balance === 0n)
      for (const code of this.#unequal.keys()) {
        if (this.#hasBoth(code.slice(0, GROUP_DIGITS))) items.add(code);
        else if (this.#hasBoth(code.slice(0, CLASS_DIGITS))) nodes.add(code.slice(0, CLASS_DIGITS));
      }
    for (const code of items) for (const node of nodesOf(code)) nodes.add(node);
    return { items, nodes };
  }

  /** The first 项 in order below a node that has these sides, without those that are compared and those below such nodes. */
  #anyBelow(node: string, sides: Sides, isCompared: (code: string) => boolean): string {
    const digits = node === ALL ? CLASS_DIGITS : 2;
    for (let n = 0; n < 10 ** digits; n += 1) {
      const code = node + String(n).padStart(digits, '0');
      if (isCompared(code)) continue;
      if (code.length < ITEM_DIGITS) {
        if (this.#has(code, sides)) return this.#anyBelow(code, sides, isCompared);
      } else if (this.#items.get(code)?.sides === sides) return code;
    }
    throw new Error(`no 项 below "${node}" is ${sides}`);
  }

  /** Whether there is revenue below a node, and expenditure. */
  #hasBoth(node: string): boolean {
    return this.#has(node, 'both') || (this.#has(node, 'received') && this.#has(node, 'spent'));
  }

  #has(node: string, sides: Sides): boolean {
    return this.#sums.has(sumKey(node, sides, NO_SHAPE));
  }
}

/** Which of revenue and expenditure there is. */
type Sides = 'received' | 'spent' | 'both';
const SIDES = ['received', 'spent', 'both'] as const;

/** Several lines as one: their sum in fen, and how many there are. */
interface Sum {
  readonly fen: Fen;
  readonly count: bigint;
}

const NOTHING: Sum = { fen: 0n, count: 0n };
const ONE: Sum = { fen: 0n, count: 1n };

/** One 项 of the functional classification. */
interface Item {
  readonly lines: readonly ItemLine[];
  /** In fen; null where it has no revenue, or no expenditure. */
  readonly received: Fen | null;
  readonly spent: Fen | null;
  readonly sides: Sides;
  /** Whether it is compared whatever the others are. */
  readonly always: boolean;
  /** Whether its amounts in the table of the general fund could be in 元 where that table was taken for one in 万元. */
  readonly isWhole: boolean;
}

interface ItemLine {
  readonly key: LineKey;
  readonly seen: CheckedLine;
  readonly sum: Sum;
}

/** In fen: the amounts that are whole 0.01 万元. */
const WHOLE = 10_000n;

/** Undefined when no lines are left. */
const itemOf = (code: string, lines: readonly ItemLine[]): Item | undefined => {
  if (lines.length === 0) return undefined;
  const sumOf = (of: readonly ItemLine[]): Fen | null =>
    of.length === 0 ? null : of.reduce((fen, { sum }) => fen + sum.fen, 0n);
  const received = sumOf(lines.filter(({ key }) => key.startsWith('revenue')));
  const spent = sumOf(lines.filter(({ key }) => !key.startsWith('revenue')));
  return {
    lines,
    received,
    spent,
    sides: received === null ? 'spent' : spent === null ? 'received' : 'both',
    always:
      isTwin(code) ||
      !FUNCTION_ITEM.test(code) ||
      // Another fund than the appropriated ones pays for some of it.
      lines.some(({ key }) => key.includes('/unit-funds/')),
    isWhole: lines.every(
      ({ key, sum }) => !key.startsWith('expenditure/general') || sum.fen % WHOLE === 0n,
    ),
  };
};

/** The lines of a 项 once one of them has changed; null where that is gone. */
const replaced = (
  lines: readonly ItemLine[],
  key: LineKey,
  seen: CheckedLine | null,
): readonly ItemLine[] => {
  const line = seen && { key, seen, sum: { fen: seen.original, count: 1n } };
  const at = lines.findIndex((each) => each.key === key);
  if (at < 0) return line ? [...lines, line] : lines;
  return line ? lines.with(at, line) : lines.toSpliced(at, 1);
};

const CLASS_DIGITS = 3;
const GROUP_DIGITS = 5;
const ITEM_DIGITS = 7;
/** The node above the classes. */
const ALL = '';

/** The nodes that a 项 is below, from the top: all, its class and its group. */
const nodesOf = (code: string): readonly string[] => [
  ...new Set([ALL, code.slice(0, CLASS_DIGITS), code.slice(0, GROUP_DIGITS)]),
];

const nodeAbove = (node: string): string =>
  node.length > CLASS_DIGITS ? node.slice(0, CLASS_DIGITS) : ALL;

/** The key of a line without its code. */
const shapeOf = (key: LineKey): LineKey => withFunction(key, '');

/** For the number of 项, whatever lines they have. */
const NO_SHAPE = '' as LineKey;

const sumKey = (node: string, sides: Sides, shape: LineKey): string => `${node} ${sides} ${shape}`;

const layerOf = <K, V>(map: ChangeableMap<K, V> | undefined): ChangeableMap<K, V> =>
  map ? new LayeredMap(map) : new Map<K, V>();

/** Adds a sum `times`, which is 1 or -1; a sum of no lines is none. */
const add = (sums: ChangeableMap<string, Sum>, key: string, sum: Sum, times: bigint): void => {
  const old = sums.get(key) ?? NOTHING;
  const count = old.count + times * sum.count;
  if (count === 0n) sums.delete(key);
  else sums.set(key, { fen: old.fen + times * sum.fen, count });
};

const count = (counts: ChangeableMap<LineKey, number>, key: LineKey, by: number): void => {
  const now = (counts.get(key) ?? 0) + by;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
};

const mark = (marked: ChangeableMap<string, true>, code: string, is: boolean | undefined): void => {
  if (is === true) marked.set(code, true);
  else marked.delete(code);
};
