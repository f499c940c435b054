import { finding } from '../findings.js';
import type { ClaimRecorded } from '../../domain/events/budget.events.js';
import type { Finding } from '../../domain/events/finding.js';
import type { UnreadFigure } from '../targets/project.js';

const NAME_CHARS_MAX = 60;

/** A figure that nothing tells the subject of is kept like any other, and never compared. */
export const unreadClaim = ({
  label,
  section,
  amount,
  source,
}: UnreadFigure): readonly ClaimRecorded['data'][] =>
  amount === null
    ? []
    : [{ subject: 'unread', name: label.slice(-NAME_CHARS_MAX), section, amount, source }];

/** `NARR-UNREAD`: figures of the text of which nothing tells what they are of. Info, one for the document. */
export const unreadFinding = (figures: readonly UnreadFigure[]): readonly Finding[] => {
  const [first] = figures;
  if (!first) return [];
  const count = figures.length === 1 ? 'one figure' : `${figures.length} figures`;
  return [
    finding(
      'NARR-UNREAD',
      'info',
      `The text prints ${count} of nothing that the budget names, such as “${first.label}${first.source.text} ${first.source.unit}”: kept as printed and not compared.`,
      figures.map(({ source: { page, line, text, unit } }) => ({
        table: null,
        page,
        line,
        row: null,
        column: null,
        text: `${text}${unit}`,
      })),
      { section: first.section },
    ),
  ];
};
