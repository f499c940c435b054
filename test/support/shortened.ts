import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { format } from 'prettier';

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

/**
 * Writes recorded examples into a file of JSON, by their names. One that has the members of the one before is left as it was:
 * otherwise each recording changes every id and instant.
 */
export const updateExamples = async (
  file: URL,
  recorded: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const updated = Object.fromEntries(
    Object.entries(recorded).map(([name, example]) => {
      const before = kept[name];
      return [name, isDeepStrictEqual(shapeOf(before), shapeOf(example)) ? before : example];
    }),
  );
  writeFileSync(file, await format(JSON.stringify(updated), { parser: 'json', printWidth: 100 }));
};
