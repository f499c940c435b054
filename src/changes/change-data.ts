import { z } from 'zod';
import { AMENDMENT_KINDS, PROJECT_FIGURES } from '../domain/events/budget.events.js';
import { DECISIONS, LEDGER_DECISIONS, SEVERITIES } from '../domain/events/finding.js';
import { SCOPES } from '../domain/values/budget-id.js';
import { LINE_EXPENDITURES, FUNDS, SCHEDULES, SOURCES } from '../domain/values/line.js';
import { FURTHER_KINDS } from '../domain/values/further-kind.js';
import { UNITS } from '../domain/values/money.js';
import {
  authorityField,
  budgetField,
  lineField,
  sourceField,
  yuanField,
} from '../validation/answer-fields.js';

/**
 * The public shape of what each type of change says. It is a contract of its own beside the stored events: a member may be
 * added; a change that breaks a reader gets a new version of its name, `….v2`.
 */

const day = z.string().meta({ description: 'A date of law in China, YYYY-MM-DD' });
const signed = z.string().meta({ description: 'Yuan with a sign, two decimals' });
/** The name of the line as its newest original before the change says it; null where the budget has none of this key. */
const lineName = z.string().nullable();

/** A line, and the line of the budget of the year before that it goes on from. */
const linked = {
  line: lineField,
  name: lineName,
  from: z.strictObject({ budget: budgetField, line: lineField }),
  reason: z.string(),
};

const amountChange = z
  .strictObject({
    function: z.string(),
    fund: z.enum(FUNDS),
    expenditure: z.enum(LINE_EXPENDITURES),
    economic: z.string().nullable(),
    project: z.string().nullable(),
    source: z.enum(SOURCES),
    amount: yuanField,
  })
  .meta({
    id: 'AmountChange',
    description: 'The money that an amendment moves, as it was proposed',
  });
const leg = z
  .strictObject({
    schedule: z.enum(SCHEDULES),
    key: lineField,
    name: lineName,
    before: yuanField,
    delta: yuanField,
    after: yuanField,
  })
  .meta({ id: 'ChangeLeg', description: 'What a change does to one line: after = before + delta' });
const transfer = z
  .strictObject({ id: z.string(), side: z.enum(['giving', 'receiving']), budget: budgetField })
  .meta({ id: 'TransferSide', description: 'The other side of an act that touches two budgets' });
const place = z
  .strictObject({
    table: z.int().nullable(),
    page: z.int().nullable(),
    line: z.int().nullable(),
    row: z.int().nullable(),
    column: z.string().nullable(),
    text: z.string(),
  })
  .meta({ id: 'Place' });

const tableLayout = z
  .strictObject({
    table: z.int(),
    form: z.literal('country').exactOptional(),
    number: z.string().exactOptional(),
    state: z.enum(['read', 'declared-empty', 'missing']),
    title: z.string().nullable(),
    unit: z.enum(UNITS).nullable(),
    columns: z.array(z.string()),
    rows: z.array(
      z.strictObject({
        row: z.int(),
        code: z.string().nullable(),
        name: z.string(),
        side: z.enum(['revenue', 'expenditure']).exactOptional(),
        total: z.literal(true).exactOptional(),
      }),
    ),
    note: z.string().nullable(),
  })
  .meta({ id: 'TableLayout' });

const furtherLayout = tableLayout
  .extend({
    kind: z.enum(FURTHER_KINDS),
    title: z.string(),
    unit: z.enum(UNITS),
    textColumns: z.array(z.string()),
    rows: z.array(
      tableLayout.shape.rows.element
        .omit({ side: true })
        .extend({ texts: z.record(z.string(), z.string()).exactOptional() }),
    ),
  })
  .meta({ id: 'FurtherTableLayout' });

const projectTargets = z
  .strictObject({
    name: z.string(),
    section: z.string(),
    nature: z.string().nullable(),
    category: z.string().nullable(),
    fiscalYear: z.int().nullable(),
    plannedStart: day.nullable(),
    plannedEnd: day.nullable(),
    basis: z.string().nullable(),
    basisNumbers: z.array(
      z.strictObject({ raw: z.string(), normalised: z.string(), isWellFormed: z.boolean() }),
    ),
    indicators: z.array(
      z.strictObject({
        name: z.string(),
        operator: z.enum(['≥', '≤', '=', '>', '<', 'qualitative']).nullable(),
        value: z.string().nullable(),
        unit: z.string().nullable(),
        text: z.string().nullable(),
        page: z.int().nullable(),
        line: z.int().nullable(),
      }),
    ),
    figures: z
      .array(
        z.strictObject({ key: z.enum(PROJECT_FIGURES), amount: yuanField, source: sourceField }),
      )
      .exactOptional(),
  })
  .meta({ id: 'ProjectTargets', description: 'Performance targets (绩效目标) as printed' });
const assetCount = z
  .strictObject({
    name: z.string(),
    count: z.int(),
    unit: z.string(),
    isPlanned: z.boolean(),
    statisticsAsOf: day.nullable(),
    source: sourceField,
  })
  .meta({ id: 'AssetCount', description: 'Vehicles or large equipment, owned or to be bought' });

const statement = {
  subject: z.string(),
  name: z.string(),
  section: z.string(),
  source: sourceField,
};
const statedShare = z
  .strictObject({ ...statement, part: yuanField, whole: yuanField, percent: z.string() })
  .meta({
    id: 'StatedShare',
    description: 'A percent that a sentence gives for a part of a whole',
  });
const statedAbsence = z
  .strictObject(statement)
  .meta({ id: 'StatedAbsence', description: 'What a sentence says that there is none of' });

const movement = {
  amendment: z.string(),
  kind: z.enum(AMENDMENT_KINDS),
  changes: z.array(amountChange),
  legs: z.array(leg),
  reason: z.string(),
};
const ended = z.strictObject({ amendment: z.string(), reason: z.string() });

/** The data of each type of change. */
export const CHANGE_DATA = {
  AgencyRegistered: z.strictObject({ code: z.string(), name: z.string() }),
  AgencyRenamed: z.strictObject({
    code: z.string(),
    from: z.string(),
    to: z.string(),
    authority: authorityField.nullable(),
    effectiveOn: day,
  }),
  PolicyChanged: z.strictObject({ sha256: z.string().nullable(), policy: z.string().nullable() }),
  BudgetOpened: z.strictObject({
    agency: z.strictObject({ code: z.string(), name: z.string() }),
    fiscalYear: z.int(),
    scope: z.enum(SCOPES),
    classificationYear: z.int(),
  }),
  DocumentRegistered: z.strictObject({
    document: z.string().meta({ description: 'SHA-256 of its bytes, in hex' }),
    file: z.string().nullable(),
    title: z.string(),
    mediaType: z.string(),
    bytes: z.int().exactOptional(),
    pages: z.int().exactOptional(),
    agencyName: z.string(),
    publishedOn: day.nullable(),
    tables: z.array(tableLayout),
    further: z.array(furtherLayout).exactOptional(),
    projects: z.array(projectTargets).exactOptional(),
    assets: z.array(assetCount).exactOptional(),
    shares: z.array(statedShare).exactOptional(),
    absences: z.array(statedAbsence).exactOptional(),
  }),
  LineEntered: z.strictObject({
    line: lineField,
    name: z.string(),
    amount: yuanField,
    before: yuanField.nullable(),
    corrected: yuanField.exactOptional(),
    effectiveOn: day,
    source: sourceField.nullable(),
  }),
  LineCorrected: z.strictObject({
    line: lineField.nullable(),
    name: lineName,
    claim: z
      .strictObject({
        document: z.string(),
        table: z.int(),
        row: z.int(),
        column: z.string(),
      })
      .nullable(),
    corrects: z.string().meta({ description: 'The id of the change that was wrong' }),
    from: yuanField,
    to: yuanField,
    blank: z.literal(true).exactOptional(),
    effectiveOn: day,
    reason: z.string(),
    afterClose: z.boolean(),
  }),
  LineDiscontinued: z.strictObject({
    line: lineField,
    name: lineName,
    before: yuanField,
    corrected: yuanField.exactOptional(),
    effectiveOn: day,
    document: z.string(),
  }),
  LineLinked: z.strictObject({
    ...linked,
    weight: z
      .string()
      .meta({ description: "The part of last year's line that goes on here, above 0 and up to 1" }),
  }),
  LineUnlinked: z.strictObject(linked),
  ClaimRecorded: z.strictObject({
    subject: z.string(),
    name: z.string(),
    section: z.string().nullable(),
    amount: yuanField,
    source: sourceField,
    line: lineField
      .exactOptional()
      .meta({ description: 'The line whose original it prints once more' }),
  }),
  YearOverYearChangeRecorded: z.strictObject({
    origin: z.enum(['stated', 'derived']),
    subject: z.strictObject({
      kind: z.enum(['total', 'function', 'economic', 'three-public', 'split', 'source', 'fund']),
      code: z.string().nullable(),
      name: z.string(),
      side: z.enum(['revenue', 'expenditure']),
      measure: z.enum(['total', 'basic', 'project', 'personnel', 'public']),
    }),
    base: z.strictObject({
      kind: z.enum(['prior-budget', 'prior-execution']),
      year: z.int(),
      amount: yuanField.nullable(),
    }),
    current: yuanField.nullable(),
    delta: signed.nullable(),
    percent: z.string().nullable(),
    reason: z.string().nullable(),
    unit: z.enum(UNITS),
    section: z.string().nullable(),
    source: sourceField.nullable(),
  }),
  FindingRaised: z.strictObject({
    finding: z.string(),
    document: z.string().nullable(),
    rule: z.string(),
    severity: z.enum(SEVERITIES),
    table: z.int().nullable(),
    section: z.string().nullable(),
    subject: z.string().nullable(),
    column: z.string().nullable(),
    printed: z.string().nullable(),
    expected: z.string().nullable(),
    difference: z.string().nullable(),
    unit: z.enum(UNITS).nullable(),
    places: z.array(place),
    hint: z.string().nullable(),
    message: z.string(),
  }),
  FindingResolved: z.strictObject({
    finding: z.string(),
    decision: z.enum([...DECISIONS, ...LEDGER_DECISIONS]),
    reason: z.string(),
  }),
  BudgetApproved: z.strictObject({
    approvedOn: day,
    authority: authorityField,
    approver: z.string(),
  }),
  AmendmentProposed: z.strictObject({
    ...movement,
    proposedBy: z.string(),
    transfer: transfer.nullable(),
  }),
  AmendmentRejected: ended,
  AmendmentWithdrawn: ended,
  BudgetAmended: z.strictObject({
    ...movement,
    authority: authorityField,
    approvedOn: day,
    effectiveOn: day,
    proposedBy: z.string(),
    approvedBy: z.string(),
    transfer: transfer.nullable(),
  }),
  TransferReturned: z.strictObject({
    ...movement,
    transfer,
    effectiveOn: day,
    afterClose: z.boolean(),
  }),
  ExecutionRecorded: z.strictObject({
    asOf: day,
    status: z.enum(['provisional', 'final']),
    figures: z.array(
      z.strictObject({
        function: z.string(),
        expenditure: z.enum(LINE_EXPENDITURES).nullable(),
        project: z.string().nullable(),
        amount: yuanField,
      }),
    ),
  }),
  YearClosed: z.strictObject({ on: day }),
} as const;

/** The public name of each type, with the version of its shape: the `type` of a CloudEvent. */
export const PUBLIC_NAMES: Readonly<Record<keyof typeof CHANGE_DATA, string>> = {
  AgencyRegistered: 'agency.registered.v1',
  AgencyRenamed: 'agency.renamed.v1',
  PolicyChanged: 'policy.changed.v1',
  BudgetOpened: 'budget.opened.v1',
  DocumentRegistered: 'budget.document.registered.v1',
  LineEntered: 'budget.line.entered.v1',
  LineCorrected: 'budget.line.corrected.v1',
  LineDiscontinued: 'budget.line.discontinued.v1',
  LineLinked: 'budget.line.linked.v1',
  LineUnlinked: 'budget.line.unlinked.v1',
  ClaimRecorded: 'budget.claim.recorded.v1',
  YearOverYearChangeRecorded: 'budget.year-over-year.recorded.v1',
  FindingRaised: 'budget.finding.raised.v1',
  FindingResolved: 'budget.finding.resolved.v1',
  BudgetApproved: 'budget.approved.v1',
  AmendmentProposed: 'budget.amendment.proposed.v1',
  AmendmentRejected: 'budget.amendment.rejected.v1',
  AmendmentWithdrawn: 'budget.amendment.withdrawn.v1',
  BudgetAmended: 'budget.amended.v1',
  TransferReturned: 'budget.transfer.returned.v1',
  ExecutionRecorded: 'budget.execution.recorded.v1',
  YearClosed: 'budget.year.closed.v1',
};
