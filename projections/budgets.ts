import { projection } from './projection.js';

/** The budgets and agencies of the ledger. The version of a budget is in the audit trail and not copied here. */
export const budgets = projection({
  name: 'budgets',
  version: 4,
  tables: {
    budgets: {
      columns: {
        budget: 'text',
        agency: 'text',
        agency_name: 'text',
        fiscal_year: 'integer',
        scope: 'text',
        /** The 批复 of the original budget: its day, its document as JSON, who recorded it, and when. */
        approved_on: 'text?',
        approval_authority: 'text?',
        approver: 'text?',
        approval_recorded_at: 'text?',
        /** The last day of a year that was closed. */
        closed_on: 'text?',
      },
      primaryKey: ['budget'],
      indexes: [['agency', 'fiscal_year']],
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
    BudgetOpened: ({ budget, data: { agency, fiscalYear, scope } }) => [
      {
        insert: 'budgets',
        row: {
          budget,
          agency: agency.code,
          agency_name: agency.name,
          fiscal_year: fiscalYear,
          scope,
          approved_on: null,
          approval_authority: null,
          approver: null,
          approval_recorded_at: null,
          closed_on: null,
        },
      },
    ],
    BudgetApproved: ({ budget, recordedAt, data: { approvedOn, authority, approver } }) => [
      {
        update: 'budgets',
        where: { budget },
        set: {
          approved_on: approvedOn,
          approval_authority: JSON.stringify(authority),
          approver,
          approval_recorded_at: recordedAt,
        },
      },
    ],
    YearClosed: ({ budget, data: { on } }) => [
      { update: 'budgets', where: { budget }, set: { closed_on: on } },
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
