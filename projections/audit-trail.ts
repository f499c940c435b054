import { projection } from './projection.js';

/**
 * The events of every budget: who recorded which type of event and when, one row each, so that the last row of a budget is also
 * its version. What an event says of lines stands in the log and is not copied.
 */
export const auditTrail = projection({
  name: 'audit-trail',
  version: 5,
  tables: {
    audit_trail: {
      columns: {
        budget: 'name',
        position: 'bigint',
        sequence: 'bigint',
        version: 'integer',
        id: 'text',
        type: 'name',
        recorded_at: 'instant',
      },
      primaryKey: ['budget', 'position'],
    },
  },
  on: {},
  onEvery: ({ budget, position, sequence, version, id, type, recordedAt }) =>
    budget === null
      ? []
      : [
          {
            insert: 'audit_trail',
            row: { budget, position, sequence, version, id, type, recorded_at: recordedAt },
          },
        ],
});
