import type { components } from './api.js';

type Change = components['schemas']['Change'];

/** Changes that a reader has not had, by their sequences. */
export interface Missing {
  readonly from: number;
  readonly to: number;
}

/**
 * How far a reader is, and what proves it: `sequence` has no holes in the log, `skipped` says what a filter leaves out, and
 * `version` has no holes in a budget.
 */
export class Place {
  private readonly versions = new Map<string, number>();
  /** Whether the stream has every event, as far as its changes have told. */
  private isWhole = false;

  /**
   * @param token of the place; undefined before the first change
   * @param sequence of the place; undefined where it is not known
   * @param hasAllOfBudget whether every change of a budget that is delivered at all is delivered
   */
  constructor(
    public token: string | undefined,
    private sequence: number | undefined,
    private readonly hasAllOfBudget: boolean,
  ) {}

  /** Whether the reader has had the change already: the ledger may send it again after a lost connection. */
  hasHad({ sequence }: Pick<Change, 'sequence'>): boolean {
    return this.sequence !== undefined && sequence <= this.sequence;
  }

  /** What lies between the place and a change without having been delivered or skipped; null when nothing does. */
  missingBefore({ sequence, skipped = 0, budget, version }: Change): Missing | null {
    const known = budget === null ? undefined : this.versions.get(budget);
    const before = sequence - skipped - 1;
    if (this.sequence !== undefined && this.sequence < before)
      return { from: this.sequence + 1, to: before };
    if (this.hasAllOfBudget && known !== undefined && version !== known + 1)
      return { from: (this.sequence ?? 0) + 1, to: sequence - 1 };
    return null;
  }

  /**
   * What lies between the place and a checkpoint without having been delivered; null where a filter may have left it out: the
   * changes of a filtered stream say what they skip.
   */
  missingUpTo(sequence: number): Missing | null {
    if (!this.isWhole || this.sequence === undefined || sequence <= this.sequence) return null;
    return { from: this.sequence + 1, to: sequence };
  }

  /** The change has been delivered. */
  passed({ sequence, skipped, budget, version }: Change, token: string): void {
    this.to(sequence, token);
    this.isWhole = skipped === undefined;
    if (budget !== null) this.versions.set(budget, version);
  }

  /** Everything up to a sequence has been delivered or skipped. */
  to(sequence: number, token: string | undefined = this.token): void {
    this.sequence = Math.max(sequence, this.sequence ?? 0);
    this.token = token;
  }

  /** The ledger goes on in a new epoch, where this token names the same place. */
  goOnFrom(token: string): void {
    this.token = token;
  }
}
