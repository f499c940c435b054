import { projection } from './projection.js';

/** The budgets and agencies of the ledger. The version of a budget is in the audit trail and not copied here. */
export const budgets = projection({
  name: 'budgets',
  version: 1,
  tables: {
    budgets: {
      columns: {
        budget: 'text',
        agency: 'text',
        agency_name: 'text',
        fiscal_year: 'integer',
        scope: 'text',
      },
      primaryKey: ['budget'],
      indexes: [['agency', 'fiscal_year']],
    },
    agencies: {
      columns: { agency: 'text', name: 'text' },
      primaryKey: ['agency'],
    },
    /** Every name of an agency, current and former: documents of earlier years print the former one. */
    agency_names: {
      columns: { name: 'text', agency: 'text' },
      primaryKey: ['name'],
    },
  },
  on: {
    BudgetOpened: ({ budget, data: { agency, fiscalYear, scope } }) => [
      {
        insert: 'budgets',
        row: {
          budget,
          agency: agency.code,
          agency_name: agency.name,
          fiscal_year: fiscalYear,
          scope,
        },
      },
    ],
    AgencyRegistered: ({ data: { code, name } }) => [
      { upsert: 'agencies', key: { agency: code }, set: { name } },
      { upsert: 'agency_names', key: { name }, set: { agency: code } },
    ],
    AgencyRenamed: ({ data: { code, to } }) => [
      { upsert: 'agencies', key: { agency: code }, set: { name: to } },
      { upsert: 'agency_names', key: { name: to }, set: { agency: code } },
    ],
  },
});
