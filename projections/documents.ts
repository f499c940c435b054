import type { Source } from '../src/domain/events/budget.events.js';
import type { RecordedEvent } from '../src/domain/events/recorded-event.js';
import { projection, type Statement } from './projection.js';
import { toFen, type Yuan } from '../src/domain/values/money.js';

/** The published documents of a budget: the layout of their tables, and each printed figure in its cell. */
export const documents = projection({
  name: 'documents',
  version: 1,
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
        tables: 'text',
      },
      primaryKey: ['budget', 'position'],
      indexes: [['document']],
    },
    printed_cells: {
      columns: {
        budget: 'text',
        document: 'text',
        table_no: 'integer',
        row_no: 'integer',
        column_key: 'text',
        position: 'bigint',
        amount: 'bigint',
        text: 'text',
      },
      primaryKey: ['budget', 'document', 'table_no', 'row_no', 'column_key'],
    },
    cell_corrections: {
      columns: {
        budget: 'text',
        document: 'text',
        table_no: 'integer',
        row_no: 'integer',
        column_key: 'text',
        position: 'bigint',
        amount: 'bigint',
      },
      primaryKey: ['budget', 'document', 'position'],
    },
  },
  on: {
    DocumentRegistered: ({ budget, position, data }) => [
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
          tables: JSON.stringify(data.tables),
        },
      },
    ],
    LineEntered: (event) => cell(event, event.data.source, event.data.amount),
    ClaimRecorded: (event) => cell(event, event.data.source, event.data.amount),
    LineCorrected: ({ budget, position, data: { claim, to } }) =>
      claim === null
        ? []
        : [
            {
              insert: 'cell_corrections',
              row: {
                budget,
                document: claim.document,
                table_no: claim.table,
                row_no: claim.row,
                column_key: claim.column,
                position,
                amount: toFen(to),
              },
            },
          ],
  },
});

const cell = (event: RecordedEvent, source: Source | null, amount: Yuan): readonly Statement[] =>
  source === null || source.table === null || source.row === null || source.column === null
    ? []
    : [
        {
          insert: 'printed_cells',
          row: {
            budget: event.budget,
            document: source.document,
            table_no: source.table,
            row_no: source.row,
            column_key: source.column,
            position: event.position,
            amount: toFen(amount),
            text: source.text,
          },
        },
      ];
