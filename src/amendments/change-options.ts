import { isRefusal } from '../cli/failure.js';
import type { Io } from '../cli/io.js';
import { said } from '../cli/say.js';
import { flag, text, value } from '../cli/options.js';
import type { Given, Outcome } from '../cli/verb.js';
import { noSuchBudget, parseBudgetId } from '../domain/values/budget-id.js';
import { isOneOf } from '../domain/values/line.js';
import { closest } from '../text/closest.js';
import type { FieldError } from '../validation/validate.js';
import type { ChangeRequest } from './change-request.js';

/** What the commands share that change a budget: their flags, the body that they state, and its execution. */

/** `--file`: the body of the change. */
export const file = text('FILE', 'the request body of the API, as JSON; - is standard input');
/** `--dry-run`. */
export const dryRun = flag('show what would be recorded, and record nothing');
/** `--reason`. */
export const reason = text('TEXT', 'why');

const CHANGE_FIELDS = [
  'function',
  'expenditure',
  'amount',
  'economic',
  'project',
  'fund',
  'source',
] as const;

/** `--change`: `function=2120199 expenditure=basic economic=30217 amount=-5000.00`; several are separated by commas. */
export const changes = {
  ...value(
    "'FIELD=VALUE …'",
    'the amount to move: function, expenditure, amount; economic, project, fund, source',
    (given) =>
      given.split(/,(?=\s*[^\s=,]+\s*=)/u).map((each) => {
        const pairs = [...each.matchAll(/([^\s=]+)\s*=\s*(.*?)(?=\s+[^\s=]+\s*=|\s*$)/gu)];
        if (pairs.length === 0 || each.slice(0, pairs[0]!.index).trim() !== '')
          throw new Error(`"${each}" names no field: give function=… expenditure=… amount=….`);
        const change = Object.fromEntries(pairs.map(([, name, content]) => [name!, content!]));
        const wrong = Object.keys(change).find((name) => !isOneOf(CHANGE_FIELDS, name));
        if (wrong !== undefined) {
          const meant = closest(wrong, CHANGE_FIELDS);
          throw new Error(
            `"${wrong}" is not a field of a change${meant === undefined ? '.' : `: did you mean ${meant}?`} It takes ${CHANGE_FIELDS.join(', ')}.`,
          );
        }
        const missing = ['function', 'expenditure', 'amount'].find((name) => !change[name]);
        if (missing !== undefined)
          throw new Error(`"${each.trim()}" has no ${missing}: add ${missing}=….`);
        return change;
      }),
  ),
  repeatable: true,
} as const;

/** The document that an approval rests on. */
export const document = {
  authority: text('NUMBER', 'the document number (文号), e.g. 宝财预〔2023〕15号'),
  title: text('TITLE', "the document's title"),
  issuer: text('NAME', 'who issued the document'),
} as const;

/** The document of these flags, as a body states it. */
export const authorityOf = (
  given: Readonly<Record<'authority' | 'title' | 'issuer', string | undefined>>,
) => ({
  number: given.authority,
  ...(given.title === undefined ? {} : { title: given.title }),
  ...(given.issuer === undefined ? {} : { issuer: given.issuer }),
});

/**
 * The change that a request body states: the body in the file, or else the one that the flags give.
 *
 * @throws {Refusal} what `read` refuses; of a file with its name and, for each error, the JSON Pointer.
 */
export const requestOf = async (
  given: string | undefined,
  flags: unknown,
  io: Io,
  read: (body: unknown) => ChangeRequest,
): Promise<ChangeRequest> => {
  if (given === undefined) return read(flags);
  const { readFile } = await import('../cli/read-file.js');
  const { Refusal } = await import('../domain/errors.js');
  const name = given === '-' ? 'Standard input' : given;
  const bytes = await readFile(given, io.stdin);
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new Refusal('malformed', `${name} is not JSON (${(error as Error).message}).`);
  }
  try {
    return read(body);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const errors = error.details['errors'] as readonly FieldError[] | undefined;
    const told = errors?.map(({ pointer, detail }) => `${pointer} ${said(detail)}`.trimStart());
    throw new Refusal(error.code, `${name}: ${told?.join(' ') ?? error.message}`, error.details);
  }
};

/**
 * Records the change, or shows with `dry` what it would record.
 *
 * @throws {Refusal} any refusal of the change.
 */
export const runChange = async (
  text: string,
  request: ChangeRequest,
  { common, ledger }: Pick<Given<unknown, unknown>, 'common' | 'ledger'>,
  { dry = false }: { readonly dry?: boolean | undefined } = {},
): Promise<Outcome> => {
  const { id } = parseBudgetId(text);
  const { ChangeBudget } = await import('./change-budget.js');
  const { PreviewChange } = await import('./preview-change.query.js');
  const { changeAsText, dryRunAsText } = await import('./amendments-text.js');
  if (!ledger.exists()) throw noSuchBudget(id);
  const { actor } = common;
  if (dry) {
    const answer = await ledger.read(({ ask }) => ask(new PreviewChange(id, request, actor)));
    return { answer, text: () => dryRunAsText(answer) };
  }
  const answer = await ledger.change(({ execute }) =>
    execute(new ChangeBudget(id, request, { actor })),
  );
  return { answer, text: () => changeAsText(answer, request) };
};
