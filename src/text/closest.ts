/** The first of the known words that differs from `word` in at most `slips` characters of the same length. */
export const closestWithin = (
  word: string,
  known: Iterable<string>,
  slips: number,
): string | undefined => {
  for (const each of known)
    if (each.length === word.length && substitutions(word, each, slips) <= slips) return each;
  return undefined;
};

const substitutions = (a: string, b: string, enough: number): number => {
  let count = 0;
  for (let i = 0; i < a.length && count <= enough; i++) if (a[i] !== b[i]) count++;
  return count;
};
