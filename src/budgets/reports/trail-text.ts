import { said, say } from '../../cli/say.js';
import { printable } from '../../text/columns.js';
import { shanghaiTime } from '../../cli/shanghai-time.js';
import type { Style } from '../../cli/style.js';
import type { Authority, Source } from '../../domain/events/budget.events.js';
import { asOfLine } from '../as-of/as-of-text.js';
import { cellInWords, DOCUMENT_DIGITS } from '../../cli/cell-text.js';
import { asText, moreLine } from '../../cli/grid.js';
import type { TrailEntry } from './trail.answer.js';
import type { FoundTrail } from './trail.query.js';

/** The trail for a terminal: each entry with its figures, its reason, and the printed cell that it comes from. */
export const trailAsText = ({ budget, entries, asOf, next }: FoundTrail, style: Style): string =>
  `${asText([
    style(
      'bold',
      entries.length === 1 ? say`${budget}, 1 entry` : say`${budget}, ${entries.length} entries`,
    ),
    ...entries.flatMap((entry) => ['', ...entryLines(entry, style)]),
    '',
    asOfLine(asOf, style),
  ])}${moreLine(next)}`;

const entryLines = (entry: TrailEntry, style: Style): readonly string[] => {
  const { sequence, recordedAt, type, actor, claim, reason } = entry;
  const target = claim === undefined ? entry.line : cellInWords(claim);
  const source = entry.source as Source | null;
  const authority = entry.authority as Authority | null;
  return [
    `${style('bold', `#${sequence} ${type}`)} ${style('dim', say`${shanghaiTime(recordedAt)} by ${printable(actor)}`)}${entry.afterClose ? ` ${say`(after the close)`}` : ''}`,
    target === null ? null : `  ${printable(target)}${movement(entry)}`,
    days(entry),
    reason === null ? null : say`  reason: ${printable(reason)}`,
    authority === null ? null : say`  authority: ${printable(authority.number)}`,
    source === null ? null : say`  printed: ${place(source)}`,
    `  ${style('dim', entry.id)}`,
  ].filter((each) => each !== null);
};

/** The amounts before and after, and the difference; a discontinued line has no amount after. */
const movement = ({ before, delta, after }: TrailEntry): string =>
  before === null && after === null
    ? ''
    : `: ${before ?? said('new')} → ${after ?? said('gone')}${delta === null ? '' : ` (${delta})`}`;

const days = ({ approvedOn, effectiveOn }: TrailEntry): string | null => {
  const known = [
    approvedOn === null ? null : say`approved on ${approvedOn}`,
    effectiveOn === null ? null : say`in force from ${effectiveOn}`,
  ].filter((each) => each !== null);
  return known.length === 0 ? null : `  ${known.join(', ')}`;
};

const place = ({ table, page, line, row, column, text, unit, document, code }: Source): string =>
  [
    `"${printable(text)}" ${unit}`,
    table === null ? null : `表${table}`,
    page === null ? null : say`page ${page}`,
    line === null ? null : say`text line ${line}`,
    row === null ? null : say`row ${row}`,
    column === null ? null : say`column ${column}`,
    code === undefined ? null : say`printed code ${printable(code)}`,
    say`document ${document.slice(0, DOCUMENT_DIGITS)}`,
  ]
    .filter((each) => each !== null)
    .join(', ');
