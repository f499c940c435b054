import { amendments } from './amendments.js';
import { auditTrail } from './audit-trail.js';
import { budgets } from './budgets.js';
import { changeRegister } from './change-register.js';
import { currentLines } from './current-lines.js';
import { documents } from './documents.js';
import { executions } from './executions.js';
import { findings } from './findings.js';
import { idempotencyKeys } from './idempotency-keys.js';
import { lineLinks } from './line-links.js';
import { lineRevisions } from './line-revisions.js';
import type { Projection, TablesOf } from './projection.js';
import { search } from './search.js';
import { yearOverYear } from './year-over-year.js';

/** Every view of the ledger. To add one: a file beside this, its import, and a line in the list and in the type below. */
export const projections: readonly Projection[] = [
  amendments,
  auditTrail,
  budgets,
  changeRegister,
  currentLines,
  documents,
  executions,
  findings,
  idempotencyKeys,
  lineLinks,
  lineRevisions,
  search,
  yearOverYear,
];

/** The tables that queries read. */
export type ViewTables = TablesOf<typeof amendments> &
  TablesOf<typeof auditTrail> &
  TablesOf<typeof budgets> &
  TablesOf<typeof changeRegister> &
  TablesOf<typeof currentLines> &
  TablesOf<typeof documents> &
  TablesOf<typeof executions> &
  TablesOf<typeof findings> &
  TablesOf<typeof idempotencyKeys> &
  TablesOf<typeof lineLinks> &
  TablesOf<typeof lineRevisions> &
  TablesOf<typeof search> &
  TablesOf<typeof yearOverYear>;
