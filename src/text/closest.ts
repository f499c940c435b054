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

/** The known word that is reached from `word` with the fewest insertions, deletions and replacements: at most a third of its length. */
export const closest = (word: string, known: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let fewest = Math.floor(word.length / 3) + 1;
  for (const each of known) {
    const edits = editDistance(word, each);
    if (edits < fewest) [best, fewest] = [each, edits];
  }
  return best;
};

/** How much of the longer text stays in the shorter one, in whole percent: 100 for equal texts, 0 for texts with nothing in common. */
export const similarity = (a: string, b: string): number => {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 100 : Math.floor((100 * (longest - editDistance(a, b))) / longest);
};

/** The distance of Levenshtein. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length]!;
};
