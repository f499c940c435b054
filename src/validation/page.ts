import { z } from 'zod';
import { Refusal } from '../domain/errors.js';

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
  z.union([z.array(item), pageAnswer(item)]);

/** The answer of a list that is always given in parts. */
export const pageAnswer = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** Whether a part of a list is asked for, and not the list. */
export const isPaged = ({ limit, after }: PageRequest): boolean =>
  limit !== undefined || after !== undefined;

/** The list as it is answered: an array of before, a page for those who ask for one. */
export const asListOrPage = <T>(
  { items, next }: Page<T>,
  request: PageRequest,
): readonly T[] | Page<T> => (isPaged(request) ? { items, next } : items);

/** The first `limit` of the entries found; one more was looked for, so that `next` is null at the end of the list. */
export const pageOf = <T>(
  found: readonly T[],
  { limit }: PageRequest,
  placeOf: (last: T) => string,
): Page<T> =>
  limit === undefined || found.length <= limit
    ? { items: found, next: null }
    : { items: found.slice(0, limit), next: placeOf(found[limit - 1]!) };

/**
 * The parts of `after`, as `form` finds them in its groups.
 *
 * @throws {Refusal} `malformed`: it is not the `next` of an earlier part; `example` is one.
 */
export const placeIn = (after: string, form: RegExp, example: string): readonly string[] => {
  const [whole, ...parts] = form.exec(after) ?? [];
  if (whole !== undefined) return parts;
  throw new Refusal(
    'malformed',
    `"${after}" is not a place in the list: give "next" of the part before, such as ${example}.`,
  );
};
