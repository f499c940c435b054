import { z } from 'zod';

/** A part of a long list. `next` is what the following part is asked for with; null when there is none. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** How much of a list is asked for: at most `limit` entries, `after` the one where an earlier part ended. */
export interface PageRequest {
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}

/** The most entries of one part. */
export const PAGE_ENTRIES_MAX = 1_000;

/** The answer of a list: an array, or a part of it where `limit` or `after` is given. */
export const listOrPage = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), z.strictObject({ items: z.array(item), next: z.string().nullable() })]);

/** The list as it is answered: an array of before, a page for those who ask for one. */
export const asListOrPage = <T>(
  { items, next }: Page<T>,
  { limit, after }: PageRequest,
): readonly T[] | Page<T> => (limit === undefined && after === undefined ? items : { items, next });
