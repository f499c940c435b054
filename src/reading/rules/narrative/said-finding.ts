import type { Source } from '../../../domain/events/budget.events.js';
import type { Finding, Severity } from '../../../domain/events/finding.js';
import type { Unit } from '../../../domain/values/money.js';
import { hintFor } from '../relations/hints.js';
import { placeOf } from './narrative-figures.js';
import { inUnit } from '../relations/report.js';

/** A finding about figures of the text, in fen: both values, the difference and where they stand. */
export const saidFinding = ({
  rule,
  severity,
  section,
  subject,
  printed,
  expected,
  unit,
  sources,
  says,
}: {
  readonly rule: string;
  readonly severity: Severity;
  readonly section: string | null;
  readonly subject: string;
  readonly printed: bigint;
  readonly expected: bigint;
  readonly unit: Unit;
  readonly sources: readonly Source[];
  /** The sentence, from both figures with their unit. */
  readonly says: (printed: string, expected: string) => string;
}): Finding => {
  const shown = { printed: inUnit(printed, unit), expected: inUnit(expected, unit) };
  return {
    rule,
    severity,
    table: null,
    section,
    subject,
    column: null,
    ...shown,
    difference: inUnit(printed - expected, unit),
    unit,
    places: sources.map((source) => placeOf({ source })),
    hint: hintFor(printed, expected),
    message: says(`${shown.printed} ${unit}`, `${shown.expected} ${unit}`),
  };
};
