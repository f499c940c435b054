import type { ClaimCell, Source } from '../src/domain/events/budget.events.js';
import type { RecordedEvent } from '../src/domain/events/recorded-event.js';
import { projection, type RowValues, type Statement } from './projection.js';
import type { LineKey } from '../src/domain/values/line.js';
import { toFen, type Yuan } from '../src/domain/values/money.js';

/** A cell of a document, and what an event says of it. */
const CELL = {
  budget: 'name',
  document: 'name',
  table_no: 'integer',
  row_no: 'integer',
  column_key: 'name',
  position: 'bigint',
  amount: 'bigint',
} as const;

/** The published documents of a budget: the layout of their tables, and each printed figure in its cell. */
export const documents = projection({
  name: 'documents',
  version: 8,
  tables: {
    documents: {
      columns: {
        budget: 'text',
        position: 'bigint',
        document: 'text',
        file: 'text?',
        title: 'text',
        agency_name: 'text',
        published_on: 'text?',
        media_type: 'text',
        bytes: 'bigint?',
        pages: 'integer?',
        recorded_at: 'instant',
        actor: 'text',
        tables: 'text',
      },
      primaryKey: ['budget', 'position'],
      indexes: [['document']],
      hasLargeRows: true,
    },
    printed_cells: {
      // `line`: a newer document prints the line once more; its entry, which is older, holds the cell.
      columns: { ...CELL, text: 'text', line: 'text?' },
      primaryKey: ['budget', 'document', 'table_no', 'row_no', 'column_key'],
    },
    cell_corrections: {
      // No amount: the cell is to be blank.
      columns: { ...CELL, amount: 'bigint?' },
      primaryKey: ['budget', 'document', 'position'],
    },
  },
  on: {
    DocumentRegistered: ({ budget, position, recordedAt, actor, data }) => [
      {
        insert: 'documents',
        row: {
          budget,
          position,
          document: data.document,
          file: data.file,
          title: data.title,
          agency_name: data.agencyName,
          published_on: data.publishedOn,
          media_type: data.mediaType,
          bytes: data.bytes ?? null,
          pages: data.pages ?? null,
          recorded_at: recordedAt,
          actor,
          // The nine, and those of the document that are none of them.
          tables: JSON.stringify([...data.tables, ...(data.further ?? [])]),
        },
      },
    ],
    LineEntered: (event) => cell(event, event.data),
    ClaimRecorded: (event) => cell(event, event.data, event.data.line),
    LineCorrected: (event) => {
      const { claim, to, blank } = event.data;
      if (claim === null) return [];
      const amount = blank ? null : toFen(to);
      return [{ insert: 'cell_corrections', row: { ...placeOf(event, claim), amount } }];
    },
  },
});

const cell = (
  event: RecordedEvent,
  { source, amount }: { readonly source: Source | null; readonly amount: Yuan },
  line: LineKey | null = null,
): readonly Statement[] => {
  if (source === null) return [];
  const { document, table, row, column, text } = source;
  if (table === null || row === null || column === null) return [];
  const place = placeOf(event, { document, table, row, column });
  const { position, ...key } = place;
  const set = { position: position!, amount: toFen(amount), text, line };
  // Of a cell that states a line in part, the line comes first and the claim of the whole cell after it.
  return [{ upsert: 'printed_cells', key, set }];
};

const placeOf = (
  { budget, position }: RecordedEvent,
  { document, table, row, column }: ClaimCell,
): RowValues => ({
  budget,
  document,
  table_no: table,
  row_no: row,
  column_key: column,
  position,
});
