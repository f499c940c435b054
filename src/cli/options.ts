import { agencyCode, fiscalYear } from '../domain/values/budget-id.js';
import { civilDate, type CivilDate } from '../domain/values/civil-date.js';
import { isOneOf } from '../domain/values/line.js';
import { instant } from '../domain/values/as-of.js';
import { PAGE_ENTRIES_MAX } from '../validation/page.js';
import type { Option, Positional } from './verb.js';

/** A flag without a value. */
export const flag = (help: string): Option<boolean> => ({
  help,
  read: (text) => text !== undefined,
});

/** A flag with a value, which `read` parses; undefined when the flag is absent. */
export const value = <T>(
  placeholder: string,
  help: string,
  read: (text: string) => T,
): Option<T | undefined> => ({
  placeholder,
  help,
  read: (text) => (text === undefined ? undefined : read(text)),
});

/** A flag whose value is a text that is not blank. */
export const text = (placeholder: string, help: string): Option<string | undefined> =>
  value(placeholder, help, nonEmpty);

/**
 * Returns the text.
 *
 * @throws {Error} it is blank; the message is for the usage error.
 */
export const nonEmpty = (given: string): string => {
  if (given.trim() === '') throw new Error('"" is empty.');
  return given;
};

/** A flag whose value is a civil date, `YYYY-MM-DD`. */
export const date = (help: string): Option<CivilDate | undefined> => value('DATE', help, civilDate);

/** Checks the form only; the ledger itself checks whether it issued the token. */
export const token = (help: string): Option<string | undefined> =>
  value('TOKEN', help, (given) => {
    if (!/^e\d{1,9}-\d{20}$/.test(given))
      throw new Error(
        `"${given}" is not a token: use one as the ledger returned it, like e1-00000000000000000042.`,
      );
    return given;
  });

/** A flag whose value is an agency's code. */
export const agency = (help: string): Option<string | undefined> => value('CODE', help, agencyCode);

/** A flag whose value is a fiscal year. */
export const year = (help: string): Option<number | undefined> => value('YEAR', help, fiscalYear);

/** The flags of a list that is answered in parts. */
export const pageOptions = {
  limit: value('N', 'at most so many; --json then answers {items, next}', (given) => {
    if (!/^\d{1,4}$/.test(given) || Number(given) < 1 || Number(given) > PAGE_ENTRIES_MAX)
      throw new Error(`"${given}" is not a number from 1 to ${PAGE_ENTRIES_MAX}.`);
    return Number(given);
  }),
  after: text('NEXT', '"next" of the part before'),
};

/** A flag whose value is one of a list; the message of another value names the list. */
export const oneOf = <const T extends readonly string[]>(
  list: T,
  help: string,
): Option<T[number] | undefined> =>
  value(list.join('|'), help, (given) => {
    if (!isOneOf(list, given)) throw new Error(`"${given}" is not one of ${list.join(', ')}.`);
    return given;
  });

/** Some values of a list, separated by commas or given by repeating the flag. */
export const someOf = <T extends string>(
  placeholder: string,
  list: readonly T[],
  help: string,
): Option<readonly T[] | undefined> => ({
  ...value(placeholder, help, (given) =>
    given.split(',').map((each) => {
      const found = list.find((known) => known === each);
      if (found === undefined) throw new Error(`"${each}" is not one of ${list.join(', ')}.`);
      return found;
    }),
  ),
  repeatable: true,
});

/** Texts that are given by repeating the flag, or separated by commas. */
export const texts = (
  placeholder: string,
  help: string,
): Option<readonly string[] | undefined> => ({
  ...value(placeholder, help, (given) => given.split(',').map(nonEmpty)),
  repeatable: true,
});

/** The flags of a query about the past: what was in force on a date, as known at an instant or a position. */
export const asOfOptions = {
  effective: date('what is in force on this day (default: everything, whatever its date)'),
  recorded: value('INSTANT', 'as known at this instant, e.g. 2023-06-30T18:00:00+08:00', instant),
  position: value('N', 'as known at this position of the log', (given) => {
    if (!/^\d{1,18}$/.test(given))
      throw new Error(`"${given}" is not a position: give digits, such as 42.`);
    return BigInt(given);
  }),
};

/** An argument that must be given, as text. */
export function required(label: string, help: string): Positional<string>;
/** An argument that must be given; `read` parses it, and what it throws is a usage error. */
export function required<T>(label: string, help: string, read: (text: string) => T): Positional<T>;
export function required(
  label: string,
  help: string,
  read: (text: string) => unknown = (text) => text,
) {
  return { label, help, arity: 'one', read: ([given]: readonly string[]) => read(given!) };
}

/** The budget that a command is about. */
export const budget = required('<budget>', 'its id, e.g. baoshan-2022-unit');

/** An argument that may be left out. */
export const optional = (label: string, help: string): Positional<string | undefined> => ({
  label,
  help,
  arity: 'optional',
  read: ([given]) => given,
});

/** All further arguments. */
export const many = (label: string, help: string): Positional<readonly string[]> => ({
  label,
  help,
  arity: 'many',
  read: (given) => given,
});
