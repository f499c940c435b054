import { Refusal } from '../errors.js';
import type {
  BudgetEvent,
  FindingRaised,
  FindingResolved,
  LineCorrected,
} from '../events/budget.events.js';
import { DECISIONS } from '../events/finding.js';
import { parseFen, type Fen, type Unit } from '../values/money.js';
import { isOneOf } from '../values/line.js';
import type { CommandOf } from '../budget/budget-command.js';
import { withFindings } from '../budget/finding-events.js';
import type { OpenedBudget } from '../budget/budget-state.js';
import type { RecordedCell } from '../budget/recorded-findings.js';
import { correctionOf } from './corrections.js';
import { withDerivedChanges } from './derived-changes.js';

/**
 * Records what a person decides about a finding. With `accept-expected` the printed cell is corrected to the expected figure;
 * the print itself stays in the event that the correction names. A later decision replaces an earlier one, and takes back what
 * that one corrected; the same decision once more changes nothing.
 *
 * @throws {Refusal} `not-found`: the budget has no such finding.
 * @throws {Refusal} `finding-resolved`: the ledger has ended the finding itself.
 * @throws {Refusal} `nothing-to-correct`: `accept-expected`, and no single cell has a single expected figure.
 * @throws {Refusal} `correction-invalid`, `line-discontinued`, `line-would-go-negative`: the correction cannot be recorded.
 */
export const resolveFinding = (
  { finding, decision, reason, check, prior }: CommandOf<'ResolveFinding'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const known = budget.findings.get(finding);
  if (known === undefined)
    throw new Refusal('not-found', `There is no finding ${finding} of this budget.`);
  const { raised, decided } = known;
  if (decided !== null && !isOneOf(DECISIONS, decided.decision))
    throw new Refusal(
      'finding-resolved',
      `The finding ${finding} needs no decision any more (${decided.decision}): ${decided.reason}`,
    );
  const changes =
    decision === 'accept-expected'
      ? expectedChanges(raised, budget)
      : decided?.decision === 'accept-expected'
        ? changesBack(raised, budget)
        : [];
  const corrections = changes.flatMap(({ event, ...change }): readonly LineCorrected[] => {
    const corrected = correctionOf({ corrects: event, line: null, reason, ...change }, budget);
    return corrected === null ? [] : [corrected];
  });
  if (corrections.length === 0 && decided?.decision === decision && decided.reason === reason)
    return [];
  const decides: FindingResolved = { type: 'FindingResolved', data: { finding, decision, reason } };
  if (corrections.length === 0) return [decides];
  const events = withFindings([...corrections, decides], budget, check);
  return withDerivedChanges(events, budget, budget.name, prior);
};

/** What the decision changes in one cell. */
interface CellChange {
  readonly event: string;
  readonly to: Fen;
  readonly blank?: true;
}

/** What the reader expects of a cell that should print nothing. */
const BLANK = 'blank';

const expectedChanges = (
  raised: FindingRaised['data'],
  budget: OpenedBudget,
): readonly CellChange[] => {
  const cells = contestedCells(raised, budget);
  if (raised.expected === BLANK && cells.length > 0)
    return cells.map(({ event }) => ({ event, to: 0n, blank: true }));
  const to = expectedFen(raised);
  if (to === null || cells.length === 0) throw nothingToCorrect(raised);
  return cells.map(({ event }) => ({ event, to }));
};

/** The cells that still stand at what the earlier decision expected go back to what is printed. */
const changesBack = (
  raised: FindingRaised['data'],
  budget: OpenedBudget,
): readonly CellChange[] => {
  const expected = raised.expected === BLANK ? 0n : expectedFen(raised);
  return contestedCells(raised, budget)
    .filter(({ event }) => budget.entries.get(event)?.[0]?.amount === expected)
    .map(({ event, printed }) => ({ event, to: printed }));
};

/** Rules that compare a row with other rows, column by column: one slip in the row is wrong in each of its columns. */
const BY_COLUMN = /^(?:SUM-|TIE$)/;

/**
 * The cells that the finding calls wrong: of repeated cells all of them, otherwise the one that prints its figure, and the cells
 * of its row that the finding names for the same figure.
 */
const contestedCells = (
  raised: FindingRaised['data'],
  budget: OpenedBudget,
): readonly RecordedCell[] => {
  const inTable = budget.recordedFindings
    .cellsOf(raised)
    .filter(({ table }) => table === raised.table);
  if (raised.expected === BLANK) return inTable.filter(({ column }) => column === raised.column);
  const printed = fenOf(raised.printed, raised);
  const same = inTable.filter((cell) => cell.printed === printed);
  const wrong = same.find(({ column }) => column === raised.column);
  if (wrong === undefined) return [];
  if (!BY_COLUMN.test(raised.rule)) return [wrong];
  return [wrong, ...same.filter(({ row, event }) => row === wrong.row && event !== wrong.event)];
};

/** Null where the finding expects words, or cannot tell which of several figures is the wrong one. */
const expectedFen = (raised: FindingRaised['data']): Fen | null =>
  raised.hint === 'merged-cells' ? null : fenOf(raised.expected, raised);

const FIGURE = /^-?\d+(?:\.\d+)?$/;

const fenOf = (text: string | null, { unit }: FindingRaised['data']): Fen | null =>
  text !== null && unit !== null && FIGURE.test(text) ? fenOrNull(text, unit) : null;

/** Null for a figure that is finer than a fen or larger than any budget: no cell holds it. */
const fenOrNull = (text: string, unit: Unit): Fen | null => {
  try {
    return parseFen(text, unit);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return null;
  }
};

const nothingToCorrect = (raised: FindingRaised['data']): Refusal => {
  const { finding, table, hint } = raised;
  const [why, instead] =
    hint === 'merged-cells'
      ? [
          'its cells hold the figures of several rows',
          'correct each wrong cell where its trail stands',
        ]
      : table === null && expectedFen(raised) !== null
        ? [
            'the figure stands in the text and in no cell of a table',
            'decide that it is a known slip (known-slip), or holds as printed (accept-printed)',
          ]
        : [
            'it expects no single figure of a single cell',
            'correct the cells that are wrong where their trails stand, or enter a line that is missing',
          ];
  return new Refusal(
    'nothing-to-correct',
    `The finding ${finding} names nothing that can be corrected to what is expected (accept-expected): ${why}. Instead ${instead}${instead.startsWith('decide') ? '' : '; then decide that it is a known slip (known-slip)'}.`,
    { finding },
  );
};
