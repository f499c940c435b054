import { createHash } from 'node:crypto';

/**
 * The name that finds an agency: without spaces and without its bracket, which holds a former name or a second plate, e.g.
 * （原…）.
 */
export const plainName = (printed: string): string =>
  printed.replace(/\s+/gu, '').replace(/[（(〔[][^）)〕\]]*[）)〕\]]/gu, '') ||
  printed.replace(/\s+/gu, '');

/** A code made from the name alone, so that the order in which documents arrive does not matter. */
export const codeOfName = (plain: string): string =>
  `a_${createHash('sha256').update(plain.normalize('NFKC')).digest('hex').slice(0, 10)}`;
