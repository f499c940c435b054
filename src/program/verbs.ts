import { amendmentsVerbs } from '../amendments/amendments.cli.js';
import { auditVerbs } from '../audit/audit.cli.js';
import { proofVerbs } from '../audit/proof.cli.js';
import { agenciesVerbs } from '../agencies/agencies.cli.js';
import { budgetsVerbs } from '../budgets/budgets.cli.js';
import { linesVerbs } from '../budgets/lines/lines.cli.js';
import { documentsVerbs } from '../documents/documents.cli.js';
import { findingsVerbs } from '../findings/findings.cli.js';
import { changesVerbs } from '../changes/changes.cli.js';
import { groupsVerbs } from '../changes/groups/groups.cli.js';
import { webhooksVerbs } from '../changes/webhooks/webhooks.cli.js';
import { importsVerbs } from '../imports/imports.cli.js';
import { adoptVerbs } from '../projector/adopt.cli.js';
import { projectorVerbs } from '../projector/projector.cli.js';
import { backupVerbs } from '../log/transfer/backup.cli.js';
import { logVerbs } from '../log/log.cli.js';
import { signInVerbs } from './remote/sign-in.cli.js';
import { serveVerbs } from './serve.cli.js';
import type { Verb } from '../cli/verb.js';

/** All commands of the tool, in the order of the help. Each is declared in the `*.cli.ts` of its slice. */
export const verbs: readonly Verb[] = [
  ...importsVerbs,
  ...documentsVerbs,
  ...budgetsVerbs,
  ...linesVerbs,
  ...findingsVerbs,
  ...amendmentsVerbs,
  ...agenciesVerbs,
  ...changesVerbs,
  ...groupsVerbs,
  ...webhooksVerbs,
  ...auditVerbs,
  ...proofVerbs,
  ...projectorVerbs,
  ...logVerbs,
  ...adoptVerbs,
  ...backupVerbs,
  ...serveVerbs,
  ...signInVerbs,
];
