import type { AmendmentChange, BudgetAmended, Leg } from '../events/budget.events.js';
import { absFen, amountsInYuan, inYuan, type Fen, type InFen } from '../values/money.js';

/** A change as it is calculated with; an event spells its amount in yuan. */
export type AmountChange = InFen<AmendmentChange>;

/** Changes with the legs that follow from them. */
export interface Movement {
  readonly changes: readonly AmountChange[];
  readonly legs: readonly InFen<Leg>[];
}

/** By how much a line moves. */
export type LineMovement = Pick<InFen<Leg>, 'schedule' | 'key' | 'delta'>;

/** The sum of changes with their signs, and without. */
export const sumsOf = (
  changes: readonly AmountChange[],
): { readonly net: Fen; readonly gross: Fen } => ({
  net: changes.reduce((fen, { amount }) => fen + amount, 0n),
  gross: changes.reduce((fen, { amount }) => fen + absFen(amount), 0n),
});

/** The same changes with the opposite sign: what one budget gives, the other receives. */
export const mirrored = (changes: readonly AmountChange[]): readonly AmountChange[] =>
  changes.map((change) => ({ ...change, amount: -change.amount }));

/** Changes and their legs as an event holds them. */
export const asRecorded = ({
  changes,
  legs,
}: Movement): Pick<BudgetAmended['data'], 'changes' | 'legs'> => ({
  changes: amountsInYuan(changes),
  legs: legs.map(({ schedule, key, ...amounts }) => ({ schedule, key, ...inYuan(amounts) })),
});
