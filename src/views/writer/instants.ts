/** The last instant that was made a number: events that are recorded together have the same one. */
let last: { readonly text: string; readonly kept: bigint | string } = { text: '', kept: '' };

/**
 * An instant as an engine keeps it that keeps columns short: the milliseconds since 1970. What is written in any other way than as the
 * ledger writes instants stays a text, so that nothing of it is lost.
 */
export const instantOf = (text: string): bigint | string => {
  if (last.text !== text) last = { text, kept: millisecondsOf(text) ?? text };
  return last.kept;
};

const millisecondsOf = (text: string): bigint | null => {
  const milliseconds = Date.parse(text);
  return milliseconds >= 0 && new Date(milliseconds).toISOString() === text
    ? BigInt(milliseconds)
    : null;
};

/** The SQL of the text of an instant that is kept in a column, see {@link instantOf}. */
export const instantSql = (column: string): string =>
  `CASE typeof(${column}) WHEN 'integer' THEN strftime('%Y-%m-%dT%H:%M:%S.', ${column} / 1000, 'unixepoch') || substr(1000 + ${column} % 1000, 2) || 'Z' ELSE ${column} END`;
