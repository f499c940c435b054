import { projection } from './projection.js';

/** The findings in a budget's documents and lines, with the decisions about them. */
export const findings = projection({
  name: 'findings',
  version: 2,
  tables: {
    findings: {
      columns: {
        budget: 'text',
        finding: 'text',
        position: 'bigint',
        document: 'text?',
        severity: 'text',
        status: 'text',
        data: 'text',
        decision: 'text?',
        reason: 'text?',
        actor: 'text?',
        /** When the decision was recorded. */
        resolved_at: 'text?',
      },
      primaryKey: ['budget', 'finding'],
    },
  },
  on: {
    // A rule may fail again after it held: the finding is open again.
    FindingRaised: ({ budget, position, data: { finding, document, ...data } }) => [
      {
        upsert: 'findings',
        key: { budget, finding },
        set: {
          position,
          document,
          severity: data.severity,
          status: 'open',
          data: JSON.stringify(data),
          decision: null,
          reason: null,
          actor: null,
          resolved_at: null,
        },
      },
    ],
    FindingResolved: ({ budget, actor, recordedAt, data: { finding, decision, reason } }) => [
      {
        update: 'findings',
        where: { budget, finding },
        set: { status: 'resolved', decision, reason, actor, resolved_at: recordedAt },
      },
    ],
  },
});
