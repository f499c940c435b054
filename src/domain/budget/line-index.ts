import { LayeredMap, type ChangeableMap } from '../values/layered-map.js';
import { functionOf, type LineKey, type Schedule } from '../values/line.js';
import type { KeptOfLines, LineState } from './budget-figures.js';

const CLASS_DIGITS = 3;

/** What decisions ask of all lines of a budget together, kept as the lines change. */
export class LineIndex implements KeptOfLines<LineIndex> {
  /** How many lines are of a schedule, of a class, of an item, … by a text that says which. */
  readonly #counts: ChangeableMap<string, number>;

  /** @param from What this is a layer of; that one may not change while the layer is used. */
  constructor(from?: LineIndex) {
    this.#counts = from ? new LayeredMap(from.#counts) : new Map();
  }

  /** The index of no lines. */
  static readonly begin = (): LineIndex => new LineIndex();

  get size(): number {
    return this.#counts.size;
  }

  layer(): LineIndex {
    return new LineIndex(this);
  }

  change(line: LineKey, before: LineState | undefined, after: LineState | undefined): void {
    for (const [state, by] of [
      [before, -1],
      [after, 1],
    ] as const)
      if (state) for (const what of countedAs(line, state)) this.#count(what, by);
  }

  /** Whether the budget has a line of a schedule. */
  shows(schedule: Schedule): boolean {
    return this.#counts.has(`schedule ${schedule}`);
  }

  /** Whether the budget spends anything on 基本支出 of the general fund, as adjusted. */
  get hasBasic(): boolean {
    return this.#counts.has(BASIC);
  }

  /** Whether a line is of an item (项) by function. */
  hasFunction(code: string): boolean {
    return this.#counts.has(`function ${code}`);
  }

  /** Whether a line is of a class (类) by function, or of an item (款) by economic nature. */
  hasCode(code: string): boolean {
    return this.#counts.has(`code ${code}`);
  }

  #count(what: string, by: number): void {
    const count = (this.#counts.get(what) ?? 0) + by;
    if (count === 0) this.#counts.delete(what);
    else this.#counts.set(what, count);
  }
}

const BASIC = 'basic';

const countedAs = (line: LineKey, { adjusted }: LineState): readonly string[] => {
  const schedule = line.slice(0, line.indexOf('/'));
  const code = functionOf(line);
  const isBasic = line.startsWith('expenditure/general/') && line.endsWith('/basic');
  return [
    `schedule ${schedule}`,
    ...(code === null ? [] : [`function ${code}`, `code ${code.slice(0, CLASS_DIGITS)}`]),
    ...(schedule === 'economic' ? [`code ${line.split('/')[1]!}`] : []),
    ...(isBasic && adjusted > 0n ? [BASIC] : []),
  ];
};
