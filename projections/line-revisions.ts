import type {
  AmendmentKind,
  BudgetAmended,
  LineDiscontinued,
  LineEntered,
  TransferReturned,
} from '../src/domain/events/budget.events.js';
import type { LineKey } from '../src/domain/values/line.js';
import { toFen, ZERO } from '../src/domain/values/money.js';
import { correctedBy } from '../src/domain/budget/superseded.js';
import type { RecordedEvent } from '../src/domain/events/recorded-event.js';
import { projection, type Statement } from './projection.js';

/** What a revision is, as the bridge counts it. */
type RevisionKind = 'original' | AmendmentKind | 'correction' | 'discontinued';

/**
 * One row for each leg that moved a line. Every as-of answer is a sum over the rows of one budget: those recorded up to a
 * position and effective up to a date; its cost follows the budget, not the ledger. The audit trail has the ids of their events.
 */
export const lineRevisions = projection({
  name: 'line-revisions',
  version: 4,
  tables: {
    line_revisions: {
      columns: {
        budget: 'name',
        line: 'text',
        position: 'bigint',
        leg: 'integer',
        kind: 'text',
        effective_on: 'text',
        delta: 'bigint',
      },
      primaryKey: ['budget', 'line', 'position', 'leg'],
    },
  },
  on: {
    LineEntered: (event) => {
      const { line, amount, before, effectiveOn } = event.data;
      return [
        revision(event, 0, line, 'original', effectiveOn, toFen(amount) - toFen(before ?? ZERO)),
        ...correctionsEnd(event),
      ];
    },
    BudgetAmended: (event) => revisionsOfLegs(event),
    TransferReturned: (event) => revisionsOfLegs(event),
    LineCorrected: (event) => {
      const { line, effectiveOn } = event.data;
      if (line === null) return [];
      return [revision(event, 0, line, 'correction', effectiveOn, correctedBy(event.data))];
    },
    LineDiscontinued: (event) => {
      const { line, before, effectiveOn } = event.data;
      return [
        revision(event, 0, line, 'discontinued', effectiveOn, -toFen(before)),
        ...correctionsEnd(event),
      ];
    },
  },
});

const revisionsOfLegs = (
  event: RecordedEvent<BudgetAmended | TransferReturned>,
): readonly Statement[] => {
  const { legs, kind, effectiveOn } = event.data;
  return legs.map(({ key, delta }, leg) =>
    revision(event, leg, key, kind, effectiveOn, toFen(delta)),
  );
};

/** Corrections of a figure end with it. */
const correctionsEnd = (
  event: RecordedEvent<LineEntered | LineDiscontinued>,
): readonly Statement[] => {
  const { line, corrected, effectiveOn } = event.data;
  if (corrected === undefined) return [];
  return [revision(event, 1, line, 'correction', effectiveOn, -toFen(corrected))];
};

const revision = (
  event: RecordedEvent,
  leg: number,
  line: LineKey,
  kind: RevisionKind,
  effectiveOn: string,
  delta: bigint,
): Statement => ({
  insert: 'line_revisions',
  row: {
    budget: event.budget,
    line,
    position: event.position,
    leg,
    kind,
    effective_on: effectiveOn,
    delta,
  },
});
