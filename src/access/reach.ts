/** Which budgets a rule is about; what is not given is not restricted. */
interface Bounds {
  /** Codes, `*` for any characters. */
  readonly agencies?: readonly string[] | undefined;
  readonly years?: readonly number[] | undefined;
}

/** A set of budgets, by their agencies and years. It says nothing of whether they exist. */
export class Reach {
  private readonly budget: RegExp;
  private readonly agency: RegExp;

  private constructor(
    /** SQL `LIKE` patterns of the ids, with `\` before a literal `_`: a budget is in the set when one matches. */
    readonly budgets: readonly string[],
    /** The same for the codes of agencies. */
    readonly agencies: readonly string[],
  ) {
    this.budget = matching(budgets);
    this.agency = matching(agencies);
  }

  /** The union of what the rules are about. */
  static of(rules: readonly Bounds[]): Reach {
    const budgets = rules.flatMap(({ agencies = ['*'], years }) =>
      agencies.flatMap((agency) =>
        years === undefined
          ? [`${like(agency)}-%`]
          : years.map((year) => `${like(agency)}-${String(year).padStart(4, '0')}-%`),
      ),
    );
    const codes = rules.flatMap(({ agencies = ['*'] }) => agencies.map(like));
    return new Reach([...new Set(budgets)], [...new Set(codes)]);
  }

  /** The same for the names of streams of the log: of the budgets, and of the agencies themselves. */
  get streams(): readonly string[] {
    return [
      ...this.budgets.map((each) => `budget-${each}`),
      ...this.agencies.map((each) => `agency-${each}`),
    ];
  }

  get isNothing(): boolean {
    return this.budgets.length === 0;
  }

  get isEverything(): boolean {
    return this.budgets.includes('%-%');
  }

  /** Whether a budget is in the set, by its id. */
  has(budget: string): boolean {
    return this.budget.test(budget);
  }

  /** Whether budgets of an agency are in the set, of some year at least. */
  hasAgency(code: string): boolean {
    return this.agency.test(code);
  }

  /** Whether what a stream of the log records is in the set: a budget, an agency, or the policy. */
  hasStream(stream: string): boolean {
    const [category] = stream.split('-', 1);
    const name = stream.slice(category!.length + 1);
    if (category === 'budget') return this.has(name);
    // The policy concerns the whole bureau: it needs a reach over every budget.
    return category === 'agency' ? this.hasAgency(name) : this.isEverything;
  }
}

/** Codes of agencies are `[a-z0-9_]`, so a `%` within one cannot reach over the dash before the year. */
const like = (pattern: string): string => pattern.replaceAll('_', '\\_').replaceAll('*', '%');

const matching = (patterns: readonly string[]): RegExp =>
  new RegExp(
    `^(?:${patterns.map((each) => each.replaceAll('\\_', '_').replaceAll('%', '.*')).join('|') || '(?!)'})$`,
  );
