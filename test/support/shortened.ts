/** So many members of an array are shown in an example. */
export const MEMBERS_MAX = 2;

/** A value with the first members of each array; a budget has nine tables, always. */
export const shortened = (value: unknown, name?: string): unknown => {
  if (Array.isArray(value))
    return value
      .slice(0, name === 'tables' ? undefined : MEMBERS_MAX)
      .map((each) => shortened(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, shortened(each, key)]),
  );
};

/** What of an example is the same each time: its members, and whether a value is null. */
export const shapeOf = (value: unknown): unknown => {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, each]): [string, unknown] => [name, shapeOf(each)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
};
