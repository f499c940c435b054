import type { AmendmentKind, Leg } from '../events/budget.events.js';
import { costOf } from '../classification/cost.js';
import { Refusal } from '../errors.js';
import {
  ECONOMIC_ITEM,
  FUNCTION_ITEM,
  lineKey,
  UNDIVIDED,
  type Category,
  type LineKey,
  type LineName,
  type Schedule,
} from '../values/line.js';
import { fromFen, refuseTooLarge, type Fen, type InFen } from '../values/money.js';
import { refuseNegativeChange } from './guards.js';
import { sumsOf, type AmountChange } from './movement.js';

/**
 * The rules of in-year changes. 追加, 追减, 调剂, 结转 and 预算调整 are different acts in law (Budget Law, articles 42, 64, 67
 * to 72); each has its sign, and one change is one event with legs in every schedule that shows the money.
 */

/** The sign of the changes of each kind. The giving side of a transfer is always negative. */
const SIGNS: Readonly<Record<AmendmentKind, 'positive' | 'negative' | 'zero-sum' | 'any'>> = {
  supplement: 'positive',
  rescission: 'negative',
  reallocation: 'zero-sum',
  'carry-forward': 'negative',
  'reserve-drawdown': 'positive',
  'special-transfer': 'positive',
  'adjustment-plan': 'any',
};

/**
 * Checks that a kind of amendment allows the changes. `gives`: they are the giving side of a transfer.
 *
 * @throws {Refusal} `malformed`: there are no changes.
 * @throws {Refusal} `amount-zero`: a change is zero.
 * @throws {Refusal} `line-invalid`: a code is not a leaf of its classification.
 * @throws {Refusal} `economic-missing`: basic expenditure of the general fund has no economic item.
 * @throws {Refusal} `amount-too-large`: the changes add up to more than is an amount.
 * @throws {Refusal} `reallocation-not-zero`: the changes of a reallocation do not sum to exactly 0.00.
 * @throws {Refusal} `sign-of-kind`: a change has the wrong sign.
 */
export const checkChanges = (
  kind: AmendmentKind,
  changes: readonly AmountChange[],
  gives: boolean,
): void => {
  if (changes.length === 0) throw new Refusal('malformed', 'An amendment has at least one change.');
  for (const change of changes) {
    if (change.amount === 0n)
      throw new Refusal(
        'amount-zero',
        `The change of ${change.function} is 0.00: a change moves money.`,
      );
    if (!FUNCTION_ITEM.test(change.function))
      throw new Refusal(
        'line-invalid',
        `"${change.function}" is not an item of the functional classification: give the seven digits of a 项.`,
      );
    if (change.economic !== null && !ECONOMIC_ITEM.test(change.economic))
      throw new Refusal(
        'line-invalid',
        `"${change.economic}" is not an item of the economic classification: give the five digits of a 款.`,
      );
    if (change.economic === null && change.expenditure === 'basic' && change.fund === 'general')
      throw new Refusal(
        'economic-missing',
        `The change of ${change.function} is basic expenditure of the general fund: say by economic item which part of T8 it moves.`,
      );
  }
  const sign = gives ? 'negative' : SIGNS[kind];
  const { net, gross } = sumsOf(changes);
  refuseTooLarge(gross);
  if (sign === 'zero-sum' && net !== 0n) {
    const sum = fromFen(net);
    throw new Refusal(
      'reallocation-not-zero',
      `The changes of a reallocation sum to ${sum}, not to 0.00.`,
      { sum },
    );
  }
  const wrong = changes.find(
    ({ amount }) => (sign === 'positive' && amount < 0n) || (sign === 'negative' && amount > 0n),
  );
  if (wrong) {
    const amount = fromFen(wrong.amount);
    throw new Refusal(
      'sign-of-kind',
      `The kind ${kind} only ${sign === 'positive' ? 'raises' : 'lowers'} lines: ${amount} on ${wrong.function} does not.`,
      { kind, amount },
    );
  }
};

/** The T9 category that an economic item pays for (因公出国（境）费用, 公务接待费, 公务用车). */
const CATEGORY_OF_ECONOMIC: Readonly<Record<string, Category>> = {
  '30212': 'abroad',
  '30217': 'reception',
  '30231': 'vehicle-running',
  '31013': 'vehicle-purchase',
};

/** T9 prints 万元 at two decimals: its amounts are exact to half of the last place, 50 yuan. */
const T9_HALF_PLACE_FEN = 5_000n;

/** The adjusted amount of a line; undefined for a line that the budget lacks. */
export type Adjusted = (line: LineKey) => Fen | undefined;

/**
 * The legs of changes: revenue = expenditure, and economic = basic expenditure of the general fund, hold afterwards when
 * they held before. Legs that cancel out are dropped. 机关运行经费 follows the public part of basic expenditure in a
 * budget that has any; a three-public line, which is rounded to 0.01万元, is lowered to zero at most. A schedule that the
 * budget does not show (`absent`) is not moved: it was never in balance.
 */
export const legsOf = (
  changes: readonly AmountChange[],
  adjusted: Adjusted,
  absent: ReadonlySet<Schedule> = new Set(),
): readonly InFen<Leg>[] => {
  const deltas = new Map<LineKey, { line: LineName; fen: Fen }>();
  const add = (line: LineName, fen: Fen) => {
    if (absent.has(line.schedule)) return;
    const key = lineKey(line);
    deltas.set(key, { line, fen: (deltas.get(key)?.fen ?? 0n) + fen });
  };
  const operating = adjusted('three-public/operating' as LineKey);
  for (const change of changes) {
    const { function: code, fund, expenditure, economic, project, source, amount: fen } = change;
    add(standing({ schedule: 'revenue', function: code, source }, adjusted), fen);
    add({ schedule: 'expenditure', fund, function: code, expenditure }, fen);
    if (economic !== null && expenditure === 'basic' && fund === 'general') {
      add(standing({ schedule: 'economic', economic, cost: costOf(economic) }, adjusted), fen);
      if (operating !== undefined && operating > 0n && costOf(economic) === 'public')
        add({ schedule: 'three-public', category: 'operating' }, fen);
    }
    const category = economic === null ? undefined : CATEGORY_OF_ECONOMIC[economic];
    if (category) add({ schedule: 'three-public', category }, fen);
    if (project !== null) add({ schedule: 'project', project, source }, fen);
  }
  return [...deltas]
    .filter(([, { fen }]) => fen !== 0n)
    .map(([key, { line, fen }]): InFen<Leg> => {
      const before = adjusted(key) ?? 0n;
      const after = before + fen;
      const rounded =
        line.schedule === 'three-public' && after < 0n && after >= -T9_HALF_PLACE_FEN ? 0n : after;
      return { schedule: line.schedule, key, before, delta: rounded - before, after: rounded };
    });
};

/** The line that follows from a change; the one of no code, where the form prints no item and the budget has no line of this one. */
const standing = (
  line: Extract<LineName, { schedule: 'revenue' | 'economic' }>,
  adjusted: Adjusted,
): LineName => {
  const whole: LineName =
    line.schedule === 'revenue'
      ? { ...line, function: UNDIVIDED }
      : { ...line, economic: UNDIVIDED };
  return adjusted(lineKey(line)) === undefined && adjusted(lineKey(whole)) !== undefined
    ? whole
    : line;
};

/** @throws {Refusal} `line-would-go-negative`, `amount-too-large`: a leg takes its line below zero, or beyond what is an amount. */
export const refuseOutOfRange = (legs: readonly InFen<Leg>[]): void => {
  const negative = legs.filter(({ after }) => after < 0n);
  // The line that the caller gave helps more than one that follows from it.
  const leg = negative.find(({ schedule }) => schedule === 'expenditure') ?? negative[0];
  if (leg) refuseNegativeChange(leg.key, leg.before, leg.after);
  for (const { after } of legs) refuseTooLarge(after);
};
