import { Refusal } from '../errors.js';
import { refuseInvalidText } from './text.js';

/**
 * The form in which names of actors are compared: NFKC in lower case, without white space between Chinese characters, otherwise
 * folded to single spaces, and nothing that is not visible.
 */
export const actorKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();

/** Whether two names are one actor's: `' 张 三 '` is `张三`, and a name in full-width or capital letters is the name. */
export const sameActor = (a: string, b: string): boolean => actorKey(a) === actorKey(b);

/**
 * The name without blanks around it, as it is recorded.
 *
 * @throws {Refusal} `actor-missing`: nothing of it is visible; `text-invalid`: it holds a character that no text has.
 */
export const actorName = (name: string): string => {
  if (actorKey(name) === '')
    throw new Refusal(
      'actor-missing',
      'A change needs the name of the person who makes it: --actor on the command line, the header Ledger-Actor over HTTP.',
    );
  refuseInvalidText(name);
  return name.trim();
};
