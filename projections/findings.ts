import { projection } from './projection.js';

/**
 * The findings in a budget's documents and lines, with the decisions about them: how each stands now, and how it came to that, so that a
 * list can be asked for as of any position.
 */
export const findings = projection({
  name: 'findings',
  version: 3,
  tables: {
    /** How each finding stands now. */
    findings: {
      columns: { budget: 'text', finding: 'text', rule: 'text', severity: 'text', status: 'text' },
      primaryKey: ['budget', 'finding'],
    },
    /** What was raised. A rule may fail again after it held, or with other figures: the newest counts, and no decision before it. */
    raised_findings: {
      columns: {
        budget: 'text',
        finding: 'text',
        position: 'bigint',
        document: 'text?',
        severity: 'text',
        data: 'text',
      },
      primaryKey: ['budget', 'finding', 'position'],
    },
    /** What was decided about them; the newest counts. */
    finding_decisions: {
      columns: {
        budget: 'text',
        finding: 'text',
        position: 'bigint',
        decision: 'text',
        reason: 'text',
        actor: 'text',
        recorded_at: 'text',
      },
      primaryKey: ['budget', 'finding', 'position'],
    },
  },
  on: {
    FindingRaised: ({ budget, position, data: { finding, document, ...data } }) => [
      {
        upsert: 'findings',
        key: { budget, finding },
        set: { rule: data.rule, severity: data.severity, status: 'open' },
      },
      {
        insert: 'raised_findings',
        row: {
          budget,
          finding,
          position,
          document,
          severity: data.severity,
          data: JSON.stringify(data),
        },
      },
    ],
    FindingResolved: ({
      budget,
      position,
      actor,
      recordedAt,
      data: { finding, decision, reason },
    }) => [
      { update: 'findings', where: { budget, finding }, set: { status: 'resolved' } },
      {
        insert: 'finding_decisions',
        row: { budget, finding, position, decision, reason, actor, recorded_at: recordedAt },
      },
    ],
  },
});
