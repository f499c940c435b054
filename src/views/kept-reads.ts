import type { Kysely } from 'kysely';
import type { ViewsSchema } from './schema.js';

/** How many rows are kept at most: 50 MB, where each has half a kilobyte. */
const ROWS_MAX = 100_000;

/** What was read, for as long as its stamp is that of the question. */
interface Kept {
  readonly stamp: string;
  readonly value: unknown;
  readonly size: number;
}

/**
 * What questions have read of budgets. It is kept until the budget has another event, or the views are others: the stamp of a
 * question says which event of its budget is the newest in which views. What was not asked for longest is forgotten first.
 */
export class KeptReads {
  /** In the order of the last use. */
  readonly #kept = new Map<string, Kept>();
  #size = 0;

  /** @param most how many rows are kept at most */
  constructor(private readonly most = ROWS_MAX) {}

  /** What was kept under a name with this stamp. */
  find(name: string, stamp: string): unknown {
    const known = this.#kept.get(name);
    if (known?.stamp !== stamp) return undefined;
    this.#kept.delete(name);
    this.#kept.set(name, known);
    return known.value;
  }

  /** @param size how many rows it was read from */
  keep(name: string, stamp: string, value: unknown, size: number): void {
    this.#forget(name);
    this.#kept.set(name, { stamp, value, size: size + 1 });
    this.#size += size + 1;
    for (const [oldest] of this.#kept) {
      if (this.#size <= this.most) return;
      this.#forget(oldest);
    }
  }

  #forget(name: string): void {
    this.#size -= this.#kept.get(name)?.size ?? 0;
    this.#kept.delete(name);
  }
}

/** Names the views that queries read: another text after a rebuild, and for the log of another ledger. */
export const shownViews = async (db: Kysely<ViewsSchema>): Promise<string> => {
  const { ledger, epoch, generations } = await db
    .selectFrom('projections')
    .innerJoin('views_origin', (join) => join.onTrue())
    .select(({ fn }) => ['ledger', 'epoch', fn.sum<bigint>('generation').as('generations')])
    .where('state', '=', 'live')
    .groupBy(['ledger', 'epoch'])
    .executeTakeFirstOrThrow();
  return `${ledger} ${epoch} ${generations}`;
};
