import { Refusal } from '../errors.js';
import { refuseInvalidText } from './text.js';

/** NFKC, without white space between Chinese characters, otherwise folded to single spaces, and nothing that is not visible. */
const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** The form in which names of actors are compared that must be different persons: folded, in lower case. */
export const actorKey = (name: string): string => folded(name).toLowerCase();

/** Whether two names are one actor's: `' 张 三 '` is `张三`, and a name in full-width or capital letters is the name. */
export const sameActor = (a: string, b: string): boolean => actorKey(a) === actorKey(b);

/**
 * Whether a right that is given to a name is this actor's. Capitals count, unlike in {@link sameActor}: where two names may be
 * one person, four eyes are refused, and where they may be two, a right is not shared.
 */
export const hasRightOf = (named: string, actor: string): boolean =>
  folded(named) === folded(actor);

/**
 * The name without blanks around it, as it is recorded.
 *
 * @throws {Refusal} `actor-missing`: nothing of it is visible; `text-invalid`: it holds a character that no text has.
 */
export const actorName = (name: string): string => {
  if (actorKey(name) === '')
    throw new Refusal(
      'actor-missing',
      'A change needs the name of the person who makes it: in its field on a page, with --actor on the command line, in the header Ledger-Actor over HTTP.',
    );
  refuseInvalidText(name);
  return name.trim();
};
