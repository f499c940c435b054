import { projection } from './projection.js';

/** The budgets and agencies of the ledger. The version of a budget is in the audit trail and not copied here. */
export const budgets = projection({
  name: 'budgets',
  version: 5,
  tables: {
    budgets: {
      columns: {
        budget: 'text',
        agency: 'text',
        agency_name: 'text',
        fiscal_year: 'integer',
        scope: 'text',
        /** Where it was opened. */
        opened_position: 'bigint',
        /** The last day of a year that was closed, and where that is recorded. */
        closed_on: 'text?',
        closed_position: 'bigint?',
      },
      primaryKey: ['budget'],
      indexes: [['agency', 'fiscal_year']],
    },
    /** The 批复 of the original budget, the newest counts: its day, its document as JSON, who recorded it, and when. */
    approvals: {
      columns: {
        budget: 'text',
        position: 'bigint',
        approved_on: 'text',
        authority: 'text',
        approver: 'text',
        recorded_at: 'text',
      },
      primaryKey: ['budget', 'position'],
    },
    /** The names that agencies were given, each from its day on; the first one holds from ever. */
    agencies: {
      columns: { agency: 'text', position: 'bigint', name: 'text', effective_on: 'text' },
      primaryKey: ['agency', 'position'],
    },
    /** Every name of an agency, current and former: documents of earlier years print the former one. */
    agency_names: {
      columns: { name: 'text', agency: 'text' },
      primaryKey: ['name'],
    },
  },
  on: {
    BudgetOpened: ({ budget, position, data: { agency, fiscalYear, scope } }) => [
      {
        insert: 'budgets',
        row: {
          budget,
          agency: agency.code,
          agency_name: agency.name,
          fiscal_year: fiscalYear,
          scope,
          opened_position: position,
          closed_on: null,
          closed_position: null,
        },
      },
    ],
    BudgetApproved: ({ budget, position, recordedAt, data }) => [
      {
        insert: 'approvals',
        row: {
          budget,
          position,
          approved_on: data.approvedOn,
          authority: JSON.stringify(data.authority),
          approver: data.approver,
          recorded_at: recordedAt,
        },
      },
    ],
    YearClosed: ({ budget, position, data: { on } }) => [
      { update: 'budgets', where: { budget }, set: { closed_on: on, closed_position: position } },
    ],
    AgencyRegistered: ({ position, data: { code, name } }) => [
      { insert: 'agencies', row: { agency: code, position, name, effective_on: '' } },
      { upsert: 'agency_names', key: { name }, set: { agency: code } },
    ],
    AgencyRenamed: ({ position, data: { code, to, effectiveOn } }) => [
      { insert: 'agencies', row: { agency: code, position, name: to, effective_on: effectiveOn } },
      { upsert: 'agency_names', key: { name: to }, set: { agency: code } },
    ],
  },
});
