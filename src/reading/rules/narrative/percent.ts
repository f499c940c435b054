import { Decimal } from '../../../domain/values/money.js';

/** Whether a printed percent may be the rounding of one between two bounds. */
export const isRoundedFrom = (printed: Decimal, low: Decimal, high: Decimal): boolean => {
  const half = new Decimal(10).pow(-printed.decimalPlaces()).div(2);
  return printed.gte(low.minus(half)) && printed.lte(high.plus(half));
};
