import { projection } from './projection.js';

/** What goes on from a line of the year before: each link, and with no weight each that was taken back. The newest counts. */
export const lineLinks = projection({
  name: 'line-links',
  version: 1,
  tables: {
    line_links: {
      columns: {
        budget: 'text',
        position: 'bigint',
        line: 'text',
        prior_budget: 'text',
        prior_line: 'text',
        weight: 'text?',
      },
      primaryKey: ['budget', 'position'],
    },
  },
  on: {
    LineLinked: ({ budget, position, data: { line, from, weight } }) => [
      {
        insert: 'line_links',
        row: { budget, position, line, prior_budget: from.budget, prior_line: from.line, weight },
      },
    ],
    LineUnlinked: ({ budget, position, data: { line, from } }) => [
      {
        insert: 'line_links',
        row: {
          budget,
          position,
          line,
          prior_budget: from.budget,
          prior_line: from.line,
          weight: null,
        },
      },
    ],
  },
});
