import { said, say } from './say.js';
import { SEVERITIES, type Finding, type Place, type Severity } from '../domain/events/finding.js';
import { printable } from '../text/columns.js';
import { asText } from './grid.js';
import type { Style } from './style.js';

/** A finding as the answers of commands state it. */
export type ShownFinding = Omit<Finding, 'places'> & {
  readonly id: string;
  readonly places: readonly ShownPlace[];
  readonly status: 'open' | 'resolved';
  readonly decision?: string;
  readonly reason?: string;
};

/** `event`: what a correction of the cell names. */
type ShownPlace = Place & { readonly event: string | null };

/** `--json` shows all places of a finding. */
const PLACES_SHOWN = 5;

const STYLES = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

/** All findings of a budget, errors first. */
export const findingsAsText = (findings: readonly ShownFinding[], style: Style): string =>
  asText([
    style('bold', findingCounts(findings)),
    ...bySeverity(findings).flatMap((finding) => ['', ...findingLines(finding, style)]),
  ]);

/** `3 findings: 2 errors, 1 warning`. */
export const findingCounts = (findings: readonly Pick<Finding, 'severity'>[]): string => {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((each) => each.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const total = findings.length === 1 ? say`1 finding` : say`${findings.length} findings`;
  return counts.length === 0
    ? total
    : `${total}: ${counts.map(({ severity, count }) => counted(count, severity)).join(', ')}`;
};

/** Sorted by severity, errors first. */
export const bySeverity = <F extends { readonly severity: Severity }>(
  findings: readonly F[],
): readonly F[] =>
  findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));

/** Its rule, message and places. */
export const findingLines = (finding: ShownFinding, style: Style): readonly string[] => [
  `${style(STYLES[finding.severity], said(finding.severity))} ${style('bold', finding.rule)} ${printable(said(finding.message))}${finding.status === 'resolved' ? say` (resolved)` : ''}`,
  ...(finding.decision === undefined
    ? []
    : [say`  resolved as ${finding.decision}: ${printable(said(finding.reason ?? ''))}`]),
  ...finding.places.slice(0, PLACES_SHOWN).map((place) => style('dim', `  ${placeLine(place)}`)),
  ...(finding.places.length > PLACES_SHOWN
    ? [style('dim', say`  and ${finding.places.length - PLACES_SHOWN} more places`)]
    : []),
  style('dim', `  ${finding.id}${finding.hint === null ? '' : `, ${said(finding.hint)}`}`),
];

const placeLine = ({ table, page, line, row, column, text, event }: ShownPlace): string =>
  [
    table === null ? said('text') : `表${table}`,
    page === null ? null : say`page ${page}`,
    line === null ? null : say`line ${line}`,
    row === null ? null : say`row ${row}`,
    column === null ? null : say`column ${column}`,
  ]
    .filter((each) => each !== null)
    .join(', ') + `: "${printable(text)}"${event === null ? '' : say`, recorded by ${event}`}`;

const counted = (count: number, severity: Severity): string => {
  switch (severity) {
    case 'error':
      return count === 1 ? say`1 error` : say`${count} errors`;
    case 'warning':
      return count === 1 ? say`1 warning` : say`${count} warnings`;
    case 'info':
      return say`${count} info`;
  }
};
