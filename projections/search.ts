import type {
  AmendmentProposed,
  AmendmentRejected,
  AmendmentWithdrawn,
  BudgetAmended,
  LineCorrected,
  TransferReturned,
} from '../src/domain/events/budget.events.js';
import type { RecordedEvent } from '../src/domain/events/recorded-event.js';
import { statutoryName } from '../src/domain/classification/statutory-name.js';
import { lineSubject, parseLineKey, type LineKey } from '../src/domain/values/line.js';
import { ZERO } from '../src/domain/values/money.js';
import { boundedKey } from '../src/text/bounded-key.js';
import { searchWords } from '../src/text/fold.js';
import { projection, type Statement } from './projection.js';

/** PostgreSQL indexes no much longer keys. */
const KEY_CHARS_MAX = 200;

/**
 * What a search finds. Thousands of budgets have lines of the same names, so that a name stands once, and a search reads each name
 * and not each line: its cost follows the names of the ledger. The search is for any part of a text, also of one or two Chinese
 * characters, for which an index of three-character groups has no entry.
 */
export const search = projection({
  name: 'search',
  version: 4,
  tables: {
    search_names: {
      columns: { name_key: 'text', code: 'text?', words: 'text' },
      primaryKey: ['name_key'],
    },
    search_lines: {
      columns: {
        budget: 'text',
        line: 'text',
        /** 0: the name was recorded with the line; 1: an amendment opened the line, and the classification names it. */
        origin: 'integer',
        /** Of the event that names the line. The audit trail has its id. The newest counts. */
        position: 'bigint',
        name_key: 'text',
        name: 'name',
      },
      primaryKey: ['budget', 'line', 'origin', 'position'],
      indexes: [['name_key', 'budget', 'line']],
    },
    /** The reasons of amendments and corrections, by the event that gives them. */
    search_reasons: {
      columns: {
        budget: 'text',
        position: 'bigint',
        amendment: 'text?',
        line: 'text?',
        reason: 'text',
        words: 'text',
      },
      primaryKey: ['budget', 'position'],
    },
  },
  on: {
    LineEntered: (event) => named(event, event.data.line, 0, event.data.name),
    BudgetAmended: (event) => [
      // A line that had money has a name already.
      ...event.data.legs.flatMap(({ key, before }) =>
        before === ZERO ? named(event, key, 1, null) : [],
      ),
      // The reason of any other amendment stands in its proposal.
      ...(event.data.transfer?.side === 'receiving'
        ? because(event, event.data.amendment, null)
        : []),
    ],
    AmendmentProposed: (event) => because(event, event.data.amendment, null),
    AmendmentRejected: (event) => because(event, event.data.amendment, null),
    AmendmentWithdrawn: (event) => because(event, event.data.amendment, null),
    TransferReturned: (event) => because(event, event.data.amendment, null),
    LineCorrected: (event) => because(event, null, event.data.line),
  },
});

const named = (
  { budget, position }: RecordedEvent,
  line: LineKey,
  origin: 0 | 1,
  recorded: string | null,
): readonly Statement[] => {
  const parsed = parseLineKey(line);
  const subject = lineSubject(parsed);
  const name = recorded || statutoryName(parsed.schedule, subject);
  const code = /^\d+$/.test(subject) ? subject : null;
  const words = searchWords(name);
  const name_key = boundedKey(`${code ?? ''} ${words}`, KEY_CHARS_MAX);
  return [
    { upsert: 'search_names', key: { name_key }, set: { code, words } },
    {
      upsert: 'search_lines',
      key: { budget, line, origin, position },
      set: { name_key, name },
    },
  ];
};

const because = (
  {
    budget,
    position,
    data: { reason },
  }: RecordedEvent<
    | AmendmentProposed
    | AmendmentRejected
    | AmendmentWithdrawn
    | BudgetAmended
    | LineCorrected
    | TransferReturned
  >,
  amendment: string | null,
  line: LineKey | null,
): readonly Statement[] => [
  {
    insert: 'search_reasons',
    row: { budget, position, amendment, line, reason, words: searchWords(reason) },
  },
];
