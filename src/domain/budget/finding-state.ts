import type { BudgetEvent, FindingRaised, FindingResolved } from '../events/budget.events.js';
import { DECISIONS } from '../events/finding.js';
import { LayeredMap, type ChangeableMap } from '../values/layered-map.js';
import { isOneOf } from '../values/line.js';

/** `withdrawn`: the ledger ended it, because its rule holds again or a newer document superseded its own. */
export type FindingStatus = 'open' | 'resolved' | 'withdrawn';

/** A finding as it was raised last, and what has become of it. */
export interface FindingState {
  readonly raised: FindingRaised['data'];
  /** The newest decision about it; null while it is open. */
  readonly decided: FindingResolved['data'] | null;
  /** How many other findings the budget had when it was first raised. */
  readonly ordinal: number;
}

/** The figures of a finding as one text: a person decides about these, and other figures are a new finding. */
export const figuresOf = ({ printed, expected, difference }: FindingRaised['data']): string =>
  JSON.stringify([printed, expected, difference]);

/** What has become of a finding. */
export const findingStatus = ({ decided }: FindingState): FindingStatus => {
  if (decided === null) return 'open';
  return isOneOf(DECISIONS, decided.decision) ? 'resolved' : 'withdrawn';
};

/** Notes what an event says of findings. */
export const noteFinding = (
  findings: ChangeableMap<string, FindingState>,
  { type, data }: BudgetEvent,
): void => {
  if (type === 'FindingRaised')
    findings.set(data.finding, {
      raised: data,
      decided: null,
      ordinal: findings.get(data.finding)?.ordinal ?? findings.size,
    });
  if (type !== 'FindingResolved') return;
  const known = findings.get(data.finding);
  if (known) findings.set(data.finding, { ...known, decided: data });
};

/** The findings of a budget by their ids. */
export type Findings = ReadonlyMap<string, FindingState>;

/** The findings of a budget, and those of them that what is recorded later may end. */
export class FindingStates {
  readonly #all: ChangeableMap<string, FindingState>;
  readonly #judged: ChangeableMap<string, FindingState>;

  /** @param before What these begin with; that may not change while these are used. */
  constructor(before?: FindingStates) {
    this.#all = before ? new LayeredMap(before.#all) : new Map();
    this.#judged = before ? new LayeredMap(before.#judged) : new Map();
  }

  /** By their ids. */
  get all(): Findings {
    return this.#all;
  }

  /** The open ones that a rule may withdraw, in the order in which they were first raised. */
  get judged(): readonly (readonly [finding: string, state: FindingState])[] {
    return [...this.#judged].sort(([, one], [, other]) => one.ordinal - other.ordinal);
  }

  /** These once more events are recorded, which do not change these. */
  after(events: readonly BudgetEvent[]): FindingStates {
    const later = new FindingStates(this);
    for (const event of events) later.note(event);
    return later;
  }

  note(event: BudgetEvent): void {
    const { type, data } = event;
    if (type !== 'FindingRaised' && type !== 'FindingResolved') return;
    noteFinding(this.#all, event);
    const state = this.#all.get(data.finding);
    // What is recorded later does not make a code known.
    if (state && findingStatus(state) === 'open' && state.raised.rule !== 'CODE-UNKNOWN')
      this.#judged.set(data.finding, state);
    else this.#judged.delete(data.finding);
  }
}

/** Withdraws findings whose rules hold again, and raises new ones. */
export const withdrawAndRaise = (
  withdrawn: readonly string[],
  raised: readonly FindingRaised['data'][],
): readonly (FindingRaised | FindingResolved)[] => [
  ...withdrawn.map((finding): FindingResolved => ({
    type: 'FindingResolved',
    data: {
      finding,
      decision: 'no-longer-holds',
      reason: 'What was recorded since makes the rule hold.',
    },
  })),
  ...raised.map((data): FindingRaised => ({ type: 'FindingRaised', data })),
];

/**
 * Raises findings that compare budgets and are new, and withdraws those whose rules hold again.
 *
 * @param own the ids of such findings: only these are withdrawn.
 */
export const settleFindings = (
  failing: readonly FindingRaised['data'][],
  own: RegExp,
  known: FindingStates,
): readonly (FindingRaised | FindingResolved)[] => {
  const still = new Set(failing.map(({ finding }) => finding));
  const held = known.judged.filter(([finding]) => own.test(finding) && !still.has(finding));
  return withdrawAndRaise(
    held.map(([finding]) => finding),
    failing.filter((data) => {
      const state = known.all.get(data.finding);
      return (
        state === undefined ||
        findingStatus(state) === 'withdrawn' ||
        figuresOf(state.raised) !== figuresOf(data)
      );
    }),
  );
};
