import type { Finding } from '../../../domain/events/finding.js';
import { Decimal } from '../../../domain/values/money.js';
import type { Narrative } from '../../narrative/narrative.js';
import { Rounding } from '../../rounding.js';
import type { AmountByTables } from './narrative-figures.js';
import { percentOfWhole } from '../../../domain/values/delta.js';
import { isRoundedFrom } from './percent.js';
import { placeInText } from './text-finding.js';

/**
 * `NARR-PERCENT`: a share (基本支出为 7532987.68 元，占 92.94%) is the part by the whole of its sentence, half-up. Warning,
 * within what the rounding of all three allows.
 */
export const shareFindings = (
  narrative: Pick<Narrative, 'claims' | 'shares'>,
  byTables: AmountByTables,
): readonly Finding[] => {
  const rounding = new Rounding(narrative.claims);
  return narrative.shares.flatMap((share) => {
    const { subject, name, percent, section, source } = share;
    const half = rounding.half(section, source.unit);
    const part = share.part;
    const whole = share.whole;
    if (whole <= 0n || holds(percent, part, whole, half)) return [];
    // A part that contradicts the tables is reported by `NARR-FIGURE`.
    if (holds(percent, byTables(subject, part), whole, half)) return [];
    const printed = new Decimal(percent);
    const expected = percentOfWhole(part, whole).toFixed(Math.max(2, printed.decimalPlaces()));
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

const holds = (percent: string, part: bigint, whole: bigint, half: bigint): boolean => {
  const least = whole - half > 1n ? whole - half : 1n;
  return isRoundedFrom(
    new Decimal(percent),
    percentOfWhole(part - half, whole + half),
    percentOfWhole(part + half, least),
  );
};
