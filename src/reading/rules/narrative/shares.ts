import type { Finding } from '../../../domain/events/finding.js';
import { Decimal, fromFen, type Yuan } from '../../../domain/values/money.js';
import type { Narrative } from '../../narrative/read-narrative.js';
import { placeInText } from './text-finding.js';
import type { AmountByTables } from './narrative-figures.js';
import { Rounding } from '../relations/rounding.js';

/**
 * `NARR-PERCENT`: a share (基本支出为 7532987.68 元，占 92.94%) is the part by the whole of its sentence, half-up. Warning, within what the rounding of
 * all three allows.
 */
export const shareFindings = (
  narrative: Narrative,
  byTables: AmountByTables,
): readonly Finding[] => {
  const rounding = new Rounding(narrative.claims);
  return narrative.shares.flatMap((share) => {
    const { subject, name, part, whole, percent, section, source } = share;
    const slack = new Decimal(fromFen(rounding.half(section, source.unit)));
    const exact = shareOf(part, whole);
    if (exact === null || holds(percent, part, whole, slack)) return [];
    // A part that contradicts the tables is reported by `NARR-FIGURE`.
    if (holds(percent, byTables(subject, part), whole, slack)) return [];
    const printed = new Decimal(percent);
    const expected = exact.toFixed(Math.max(2, printed.decimalPlaces()));
    return [
      {
        rule: 'NARR-PERCENT',
        severity: 'warning' as const,
        table: null,
        section,
        subject,
        column: null,
        printed: percent,
        expected,
        difference: printed.minus(expected).toFixed(2),
        unit: null,
        places: [placeInText(source)],
        hint: null,
        message: `“${section}” says that ${name} is ${percent}% of the whole, but its own figures give ${expected}%.`,
      },
    ];
  });
};

const shareOf = (part: Yuan, whole: Yuan): Decimal | null =>
  new Decimal(whole).lte(0) ? null : new Decimal(part).div(whole).times(100);

const holds = (percent: string, part: Yuan, whole: Yuan, slack: Decimal): boolean => {
  const printed = new Decimal(percent);
  const place = new Decimal(10).pow(-printed.decimalPlaces()).div(2);
  const base = new Decimal(whole);
  const least = Decimal.max(base.minus(slack), '0.01');
  const low = new Decimal(part).minus(slack).div(base.plus(slack)).times(100).minus(place);
  const high = new Decimal(part).plus(slack).div(least).times(100).plus(place);
  return printed.gte(low) && printed.lte(high);
};
