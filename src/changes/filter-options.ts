import { Refusal } from '../domain/errors.js';
import { CHANGE_KINDS } from '../domain/events/change-kinds.js';
import { agencyCode, fiscalYear, parseBudgetId, SCOPES } from '../domain/values/budget-id.js';
import { codeBeginning, lineKey, parseLineKey, SCHEDULES } from '../domain/values/line.js';
import { CHANGE_TYPES, type ChangeType } from './change.js';
import { PUBLIC_NAMES } from './change-data.js';

/** One of a list; the refusal of another names the list. */
const oneOf =
  <T extends string>(name: string, list: readonly T[]) =>
  (text: string): T => {
    const found = list.find((each) => each === text);
    if (found === undefined)
      throw new Refusal('malformed', `${name} is "${text}": it must be one of ${list.join(', ')}.`);
    return found;
  };

/** A type by its name in a change, or by its public name. */
const type = (text: string): ChangeType => {
  const known = oneOf('type', [...CHANGE_TYPES, ...Object.values(PUBLIC_NAMES)])(text);
  return CHANGE_TYPES.find((each) => each === known || PUBLIC_NAMES[each] === known)!;
};

/** How a member of a filter is given as text. */
interface FilterOption<T> {
  readonly read: (text: string) => T;
  readonly placeholder: string;
  readonly description: string;
}

const option = <T>(
  placeholder: string,
  description: string,
  read: (text: string) => T,
): FilterOption<T> => ({ read, placeholder, description });

/** The members of a filter. Each may have several values. */
export const FILTERS = {
  budget: option('BUDGET', 'only changes of this budget', (text) => parseBudgetId(text).id),
  agency: option('CODE', 'only changes of this agency and of its budgets', agencyCode),
  year: option('YEAR', 'only changes of budgets of this year', fiscalYear),
  scope: option(SCOPES.join('|'), 'only changes of budgets of this scope', oneOf('scope', SCOPES)),
  type: option('TYPE', 'only changes of this type', type),
  kind: option(
    'KIND',
    `only changes of this kind: ${CHANGE_KINDS.join(', ')}`,
    oneOf('kind', CHANGE_KINDS),
  ),
  code: option('CODE', 'only changes that name a code that begins so', codeBeginning),
  line: option('LINE', 'only changes that name the line with this key', (text) =>
    lineKey(parseLineKey(text)),
  ),
};
/** The name of a member of a filter. */
export type FilterName = keyof typeof FILTERS;

/** A comma in the name of a project is none between two keys. */
const BETWEEN_LINES = new RegExp(`,(?=(?:${SCHEDULES.join('|')})/)`);

/** The values in a text, separated by commas. */
export const valuesIn = (name: FilterName, text: string): readonly string[] =>
  text.split(name === 'line' ? BETWEEN_LINES : ',');
