import type { BudgetAmended, TransferReturned } from '../src/domain/events/budget.events.js';
import { parseLineKey, type LineKey } from '../src/domain/values/line.js';
import { toFen, ZERO } from '../src/domain/values/money.js';
import { correctedBy, supersededFen } from '../src/domain/budget/superseded.js';
import type { RecordedEvent } from '../src/domain/events/recorded-event.js';
import { projection, type RowValues, type Statement } from './projection.js';

/** Every line as it stands now: its dimensions, its name, its original and its adjusted amount in fen. */
export const currentLines = projection({
  name: 'current-lines',
  version: 6,
  tables: {
    current_lines: {
      columns: {
        budget: 'name',
        line: 'text',
        name: 'text?',
        schedule: 'name?',
        function: 'name?',
        fund: 'name?',
        expenditure: 'name?',
        economic: 'name?',
        cost: 'name?',
        category: 'name?',
        project: 'text?',
        source: 'name?',
        original: 'bigint',
        adjusted: 'bigint',
        /** Position of the newest event of the line. */
        position: 'bigint?',
        /** 1 while a newer document of the budget no longer has the line. */
        discontinued: 'integer?',
      },
      primaryKey: ['budget', 'line'],
    },
  },
  on: {
    LineEntered: (event): readonly Statement[] => {
      const { line, name, amount, before } = event.data;
      const fen = toFen(amount);
      // Also where `before` is null: older ledgers say so of a line that returns, and has a row.
      const original = fen - toFen(before ?? ZERO);
      return [moved(event, line, { name }, original, fen - supersededFen(event.data))];
    },
    BudgetAmended: (event) => movedByLegs(event),
    TransferReturned: (event) => movedByLegs(event),
    LineCorrected: (event) => {
      const { line } = event.data;
      if (line === null) return [];
      return [moved(event, line, {}, 0n, correctedBy(event.data))];
    },
    LineDiscontinued: (event): readonly Statement[] => {
      const { line, before } = event.data;
      return [
        {
          update: 'current_lines',
          where: { budget: event.budget, line },
          set: { position: event.position, discontinued: 1 },
          add: { original: -toFen(before), adjusted: -supersededFen(event.data) },
        },
      ];
    },
  },
});

const movedByLegs = (
  event: RecordedEvent<BudgetAmended | TransferReturned>,
): readonly Statement[] =>
  event.data.legs.map(({ key, delta }) => moved(event, key, {}, 0n, toFen(delta)));

const moved = (
  event: RecordedEvent,
  line: LineKey,
  named: RowValues,
  original: bigint,
  adjusted: bigint,
): Statement => ({
  upsert: 'current_lines',
  key: { budget: event.budget, line },
  set: { ...named, ...dimensions(line), position: event.position, discontinued: 0 },
  add: { original, adjusted },
});

const NONE = {
  function: null,
  fund: null,
  expenditure: null,
  economic: null,
  cost: null,
  category: null,
  project: null,
  source: null,
} as const;

const dimensions = (line: LineKey): RowValues => ({ ...NONE, ...parseLineKey(line) });
