import type { Source } from '../../../domain/events/budget.events.js';
import type { Finding, Place, Severity } from '../../../domain/events/finding.js';
import type { Unit } from '../../../domain/values/money.js';
import { misprintHint } from '../relations/misprint.js';
import { exactInUnit } from '../../../domain/values/money.js';

/** Where a figure of the text stands, as a finding shows it. */
export const placeInText = ({ page, line, text }: Source): Place => ({
  table: null,
  page,
  line,
  row: null,
  column: null,
  text,
});

/** A finding about figures of the text, in fen: both values, the difference and where they stand. */
export const textFinding = ({
  rule,
  severity,
  section,
  subject,
  printed,
  expected,
  unit,
  sources,
  message,
}: {
  readonly rule: string;
  readonly severity: Severity;
  readonly section: string | null;
  readonly subject: string;
  readonly printed: bigint;
  readonly expected: bigint;
  readonly unit: Unit;
  readonly sources: readonly Source[];
  /** The message, made from both amounts with their unit. */
  readonly message: (printed: string, expected: string) => string;
}): Finding => {
  const shown = { printed: exactInUnit(printed, unit), expected: exactInUnit(expected, unit) };
  return {
    rule,
    severity,
    table: null,
    section,
    subject,
    column: null,
    ...shown,
    difference: exactInUnit(printed - expected, unit),
    unit,
    places: sources.map(placeInText),
    hint: misprintHint(printed, expected),
    message: message(`${shown.printed} ${unit}`, `${shown.expected} ${unit}`),
  };
};
