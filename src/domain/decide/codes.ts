import type { OpenedBudget } from '../budget/budget-state.js';
import { economic, functional } from '../classification/lookup.js';
import { Refusal } from '../errors.js';
import type { FindingRaised } from '../events/budget.events.js';
import { UNDIVIDED, type LineName } from '../values/line.js';
import { LineIndex } from '../budget/line-index.js';

/** The codes of a line that is entered, or of a change. */
export interface Codes {
  /** 项 by function. */
  readonly function?: string | null;
  /** 款 by economic nature. */
  readonly economic?: string | null;
}

/** The codes of a line. */
export const codesOf = (line: LineName): Codes => ({
  function: 'function' in line && line.function !== UNDIVIDED ? line.function : null,
  economic: 'economic' in line && line.economic !== UNDIVIDED ? line.economic : null,
});

const CLASS_DIGITS = 3;
const GROUP_DIGITS = 5;

/**
 * Checks codes that a person gives. A code that a line of the budget has already is taken: its document printed it.
 *
 * @throws {Refusal} `code-unknown`: the functional classification has no such class (类), or the economic one no such item (款).
 */
export const refuseUnknownCodes = (given: readonly Codes[], lines: LineIndex): void => {
  for (const codes of given) {
    const type = codes.function?.slice(0, CLASS_DIGITS);
    if (type !== undefined && functional.nameOf(type) === undefined && !lines.hasCode(type))
      throw unknown(codes.function!, `the functional classification has no class ${type}`, [
        ...functional.nearest(type),
      ]);
    const item = codes.economic ?? undefined;
    if (item !== undefined && economic.nameOf(item) === undefined && !lines.hasCode(item))
      throw unknown(item, `the economic classification has no item ${item}`, [
        ...economic.nearest(item),
      ]);
  }
};

const unknown = (code: string, why: string, nearest: readonly NamedCode[]): Refusal =>
  new Refusal('code-unknown', `${code}: ${why}. The nearest are ${inWords(nearest)}.`, {
    unknown: code,
    nearest,
  });

type NamedCode = ReturnType<typeof functional.nearest>[number];

const inWords = (codes: readonly NamedCode[]): string =>
  codes.map(({ code, name }) => `${code} ${name}`).join(', ');

/**
 * The findings about 项 by function that a person gives and the list does not have. The list is not the whole national one, so
 * they are taken; each is raised once in a budget, and stays until a person decides it.
 */
export const codeFindings = (
  given: readonly Codes[],
  year: number,
  isKnown: (finding: string) => boolean,
): readonly FindingRaised[] => {
  const codes = new Set(given.flatMap((each) => each.function ?? []));
  return [...codes]
    .filter((code) => functional.nameOf(code) === undefined && !isKnown(findingOf(code)))
    .map((code): FindingRaised => {
      const group = code.slice(0, GROUP_DIGITS);
      const hasGroup = functional.nameOf(group) !== undefined;
      const what = hasGroup
        ? `item (项) ${code}`
        : `group (款) ${group}, nor the item (项) ${code}`;
      return {
        type: 'FindingRaised',
        data: {
          finding: findingOf(code),
          document: null,
          rule: 'CODE-UNKNOWN',
          severity: 'warning',
          table: null,
          section: null,
          subject: code,
          column: null,
          printed: null,
          expected: null,
          difference: null,
          unit: null,
          places: [],
          hint: null,
          message: `The list of codes in this program does not have the ${what}. It is not complete: check the code against the classification of ${year}. The nearest codes in the list are ${inWords(functional.nearest(code))}.`,
        },
      };
    });
};

/** {@link codeFindings} about changes or figures of a budget: a code that one of its lines has is pointed out no more. */
export const findingsAboutCodes = (
  given: readonly Codes[],
  { figures, name, findings }: OpenedBudget,
): readonly FindingRaised[] => {
  const index = figures.kept(LineIndex.begin);
  return codeFindings(
    given.filter((codes) => !index.hasFunction(codes.function ?? '')),
    name.fiscalYear,
    (id) => findings.has(id),
  );
};

/** The same 16 digits and letters for a code in every budget. */
const findingOf = (code: string): string => `c0de00000${code}`;
