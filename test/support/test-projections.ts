import type { RecordedEvent } from '../../src/domain/events/recorded-event.js';
import { projection, type Projection } from '../../projections/projection.js';
import { toFen, type Yuan } from '../../src/domain/values/money.js';

/** The current amount of every line, with upserts and updates by key and by other columns. */
export const toyLines = projection({
  name: 'toy-lines',
  version: 1,
  tables: {
    toy_lines: {
      columns: {
        budget: 'text',
        line: 'text',
        place: 'text',
        amount: 'bigint',
        changes: 'integer',
        gone: 'text?',
      },
      primaryKey: ['budget', 'line'],
      indexes: [['place']],
    },
  },
  on: {
    LineEntered: ({ budget, data }) => [
      {
        upsert: 'toy_lines',
        key: { budget, line: data.line },
        set: { place: placeOf(budget, data.line), amount: toFen(data.amount), gone: null },
        add: { changes: 1 },
      },
    ],
    LineCorrected: ({ budget, data }) => [
      {
        update: 'toy_lines',
        where: { budget, line: data.line },
        set: { amount: toFen(data.to) },
        add: { changes: 1n },
      },
    ],
    // By a column that the key does not lead to.
    LineDiscontinued: ({ budget, data }) => [
      {
        update: 'toy_lines',
        where: { place: placeOf(budget, data.line), gone: null },
        set: { gone: data.effectiveOn },
      },
    ],
  },
});

const placeOf = (budget: string | null, line: string): string => `${line} of ${budget}`;

/** One row for each event of a budget. */
export const toyTrail = projection({
  name: 'toy-trail',
  version: 1,
  tables: {
    toy_trail: {
      columns: {
        budget: 'text',
        position: 'bigint',
        sequence: 'bigint',
        type: 'text',
        recorded_at: 'text',
        actor: 'text',
      },
      primaryKey: ['budget', 'position'],
      indexes: [['type'], ['recorded_at', 'type']],
    },
  },
  on: {},
  onEvery: ({ budget, position, sequence, type, recordedAt, actor }) =>
    budget === null
      ? []
      : [
          {
            insert: 'toy_trail',
            row: { budget, position, sequence, type, recorded_at: recordedAt, actor },
          },
        ],
});

/** Sums by budget, and the agencies: two tables. */
export const toyTotals = projection({
  name: 'toy-totals',
  version: 1,
  tables: {
    toy_totals: {
      columns: { budget: 'text', lines: 'integer', entered: 'bigint', corrected: 'bigint?' },
      primaryKey: ['budget'],
    },
    toy_agencies: {
      columns: { agency: 'text', name: 'text', position: 'bigint' },
      primaryKey: ['agency'],
      indexes: [['name']],
    },
  },
  on: {
    LineEntered: ({ budget, data }) => [
      {
        upsert: 'toy_totals',
        key: { budget },
        add: { lines: 1, entered: toFen(data.amount) },
      },
    ],
    LineCorrected: ({ budget, data }) => [
      {
        upsert: 'toy_totals',
        key: { budget },
        add: { corrected: toFen(data.to) - toFen(data.from) },
      },
    ],
    AgencyRegistered: ({ data, position }) => [
      {
        upsert: 'toy_agencies',
        key: { agency: data.code },
        set: { name: data.name, position },
      },
    ],
  },
});

export const testProjections: readonly Projection[] = [toyLines, toyTrail, toyTotals];

/** A projection that cannot take what `is` says, for as long as `broken` says so. */
export const failing = (
  of: Projection,
  is: (event: RecordedEvent) => boolean,
  broken: () => boolean,
): Projection => ({
  ...of,
  onEvery: (event) => {
    if (broken() && is(event)) throw new RangeError('this cannot be applied');
    return of.onEvery?.(event) ?? [];
  },
});

export const yuanOf = (fen: number): Yuan => (fen / 100).toFixed(2) as Yuan;
