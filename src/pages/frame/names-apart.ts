import { Refusal } from '../../domain/errors.js';

/** Names by their ids, no two the same, see {@link namesApart}. */
export type NamesById = ReadonlyMap<string, string>;

/** How many names a field offers at most; any other can be typed. */
export const OFFERED_MAX = 500;
/** So many names are read for a field: the last one shows that there are more than it offers. */
export const ENOUGH_NAMES = OFFERED_MAX + 1;

/**
 * Names by their ids; with the id, where several have one name, and where there are more than a field offers: then the first
 * {@link ENOUGH_NAMES} are told apart from all others, which need not be read.
 */
export const namesApart = (
  named: readonly { readonly id: string; readonly name: string }[],
): NamesById => {
  const ofOneName = Map.groupBy(named, ({ name }) => name);
  const isAlone = (name: string): boolean =>
    named.length <= OFFERED_MAX && ofOneName.get(name)!.length === 1;
  return new Map(named.map(({ id, name }) => [id, isAlone(name) ? name : `${name} ${id}`]));
};

/** The names that a field offers. */
export const offered = (names: NamesById): readonly (readonly [id: string, name: string])[] =>
  [...names].slice(0, OFFERED_MAX);

/**
 * The id of the one name that is, or has in it, a text. `languages`: the names in each language, because the address of a page keeps
 * the text of a field when its reader changes the language. A name is meant without the id that tells it apart, too.
 *
 * @throws {Refusal} `not-found`: the text names none, or several.
 */
export const idMeant = (text: string, ...languages: readonly NamesById[]): string => {
  const sought = text.trim();
  const all = languages.flatMap((names) => [...names]);
  const exact = all.filter(([each, name]) => name === sought || name === `${sought} ${each}`);
  const found = exact.length > 0 ? exact : all.filter(([, name]) => name.includes(sought));
  const [id, ...others] = new Set(found.map(([each]) => each));
  if (id !== undefined && others.length === 0) return id;
  throw new Refusal(
    'not-found',
    id === undefined
      ? `There is none that is called "${text}": choose one of the list.`
      : `Several names have "${text}" in them: choose one of the list.`,
  );
};
