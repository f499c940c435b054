import { z } from 'zod';
import type { BridgeAnswer } from '../budgets/reports/bridge.query.js';
import type { DeltasAnswer } from '../budgets/reports/deltas.query.js';
import type { FindingAnswer } from '../findings/findings.query.js';
import type { LineAnswer, LinesAnswer } from '../budgets/lines/lines.query.js';
import type { BudgetSummary } from '../budgets/list-budgets.query.js';
import type { TableAnswer } from '../budgets/tables/table.query.js';
import type { TrailAnswer } from '../budgets/reports/trail.query.js';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { SCOPES } from '../domain/values/budget-id.js';
import { SEVERITIES } from '../domain/events/finding.js';
import {
  CATEGORIES,
  COSTS,
  EXPENDITURES,
  FUNDS,
  SCHEDULES,
  SOURCES,
} from '../domain/values/line.js';
import { UNITS } from '../domain/values/money.js';
import type { ImportAnswer } from '../imports/import-document.js';

/** The shapes of the answers, as the interface's description shows them. What answers is typed beside its query. */

const yuan = z.string().meta({ description: 'Yuan, two decimals', example: '1060056.00' });
const asOf = z
  .strictObject({
    effective: z.string().nullable(),
    recorded: z.string().nullable(),
    position: z.string(),
  })
  .meta({
    id: 'AsOf',
    description: 'What the question resolved to; asked again with it, the answer is the same',
  });
export const token = z.string().meta({ example: 'e1-00000000000000000042' });

export const budgetSummary = z
  .strictObject({
    budget: z.string(),
    agency: z.strictObject({ code: z.string(), name: z.string() }),
    fiscalYear: z.int(),
    scope: z.enum(SCOPES),
    version: z.int(),
    reconciled: z.boolean(),
  })
  .meta({ id: 'Budget' });
export const budgetSummaries = z.array(budgetSummary);
export const openedBudget = budgetSummary.extend({ token }).meta({ id: 'OpenedBudget' });

const line = z
  .strictObject({
    line: z.string(),
    schedule: z.enum(SCHEDULES),
    function: z.string().optional(),
    fund: z.enum(FUNDS).optional(),
    expenditure: z.enum(EXPENDITURES).optional(),
    economic: z.string().optional(),
    cost: z.enum(COSTS).optional(),
    category: z.enum(CATEGORIES).optional(),
    project: z.string().optional(),
    source: z.enum(SOURCES).optional(),
    name: z.string(),
    amount: yuan,
    original: yuan,
    adjusted: yuan,
  })
  .meta({ id: 'Line' });
export const linesAnswer = z
  .strictObject({ budget: z.string(), lines: z.array(line), asOf })
  .meta({ id: 'Lines' });
export const enteredAnswer = z
  .strictObject({ budget: z.string(), version: z.int(), token, lines: z.array(line) })
  .meta({ id: 'EnteredLines' });

const cells = z.record(z.string(), z.string().nullable());
export const tableAnswer = z
  .strictObject({
    budget: z.string(),
    table: z.int().min(1).max(9),
    title: z.string(),
    unit: z.enum(UNITS),
    state: z.enum(['read', 'declared-empty', 'missing', 'rebuilt']),
    columns: z.array(z.string()),
    rows: z.array(
      z.strictObject({
        code: z.string().nullable(),
        name: z.string(),
        side: z.enum(['revenue', 'expenditure']).optional(),
        cells,
      }),
    ),
    totals: z.union([z.strictObject({ revenue: cells, expenditure: cells }), cells]),
    asOf,
  })
  .meta({ id: 'Table' });

export const documentAnswer = z
  .strictObject({
    budget: z.string(),
    agencyName: z.string().meta({ description: 'As the newest document prints it' }),
    fiscalYear: z.int(),
    scope: z.enum(SCOPES),
    narrative: z
      .array(z.strictObject({ heading: z.string(), paragraphs: z.array(z.string()) }))
      .meta({ description: 'The standard sentences (编制说明)' }),
    tables: z.array(tableAnswer).length(9),
    asOf,
  })
  .meta({ id: 'Document' });

const stated = z.looseObject({
  delta: z.string().nullable(),
  percent: z.string().nullable(),
  reason: z.string().nullable(),
  agrees: z.enum(['yes', 'within-rounding', 'no']).nullable(),
});
const deltaRow = z
  .looseObject({
    code: z.string().nullable(),
    name: z.string(),
    measure: z.enum(['total', 'basic', 'project', 'personnel', 'public']),
    base: yuan.nullable(),
    current: yuan.nullable(),
    delta: z.string().nullable().meta({ example: '+1076644.60' }),
    percent: z.string().nullable().meta({ example: '15.32' }),
    text: z.string().nullable().meta({ example: '+1076644.60, 15.32%' }),
    stated: stated.nullable(),
  })
  .meta({ id: 'DeltaRow' });
export const deltasAnswer = z
  .strictObject({
    budget: z.string(),
    against: z.strictObject({
      kind: z.string(),
      budget: z.string().nullable(),
      effective: z.string().optional(),
    }),
    rows: z.array(deltaRow),
    total: deltaRow,
    asOf,
  })
  .meta({ id: 'Deltas' });

const bridgeFigures = {
  original: yuan,
  amendments: z.strictObject(
    Object.fromEntries(AMENDMENT_KINDS.map((kind) => [kind, yuan])) as Record<
      (typeof AMENDMENT_KINDS)[number],
      typeof yuan
    >,
  ),
  corrections: yuan,
  adjusted: yuan,
  pending: yuan,
  executed: yuan.nullable(),
  events: z.array(z.string()),
};
export const bridgeAnswer = z
  .strictObject({
    budget: z.string(),
    rows: z.array(z.strictObject({ line: z.string(), name: z.string(), ...bridgeFigures })),
    total: z.strictObject(bridgeFigures),
    asOf,
  })
  .meta({ id: 'Bridge' });

export const trailAnswer = z
  .strictObject({
    budget: z.string(),
    entries: z.array(
      z.looseObject({
        position: z.string(),
        sequence: z.int(),
        id: z.string(),
        type: z.string(),
        recordedAt: z.string(),
        effectiveOn: z.string().nullable(),
        approvedOn: z.string().nullable(),
        actor: z.string(),
        line: z.string().nullable(),
        before: z.string().nullable(),
        delta: z.string().nullable(),
        after: z.string().nullable(),
        reason: z.string().nullable(),
        authority: z.unknown(),
        source: z.unknown(),
      }),
    ),
    asOf,
  })
  .meta({ id: 'Trail' });

const finding = z
  .looseObject({
    id: z.string(),
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
    places: z.array(
      z.strictObject({
        table: z.int().nullable(),
        page: z.int().nullable(),
        line: z.int().nullable(),
        row: z.int().nullable(),
        column: z.string().nullable(),
        text: z.string(),
      }),
    ),
    hint: z.string().nullable(),
    message: z.string(),
    status: z.enum(['open', 'resolved']),
  })
  .meta({ id: 'Finding' });
export const findingsAnswer = z.array(finding);

const lineChange = z.strictObject({
  line: z.string(),
  before: yuan,
  after: yuan.nullable(),
});
const imported = {
  file: z.string().nullable(),
  sha256: z.string(),
  budget: z.string(),
  agency: z.strictObject({ code: z.string(), name: z.string() }),
  fiscalYear: z.int(),
  scope: z.enum(SCOPES),
  tables: z.array(
    z.strictObject({
      table: z.int(),
      state: z.enum(['read', 'declared-empty', 'missing']),
      rows: z.int(),
      unit: z.enum(UNITS).nullable(),
    }),
  ),
  lines: z.int(),
  claims: z.int(),
  findings: z.array(finding),
  changes: z.strictObject({
    added: z.int(),
    changed: z.array(lineChange),
    unchanged: z.int(),
    discontinued: z.array(lineChange),
    lines: z.array(
      z.strictObject({
        line: z.string(),
        name: z.string(),
        change: z.enum(['added', 'changed', 'unchanged', 'discontinued']),
        before: yuan.nullable(),
        after: yuan.nullable(),
      }),
    ),
  }),
  projects: z.array(z.looseObject({ name: z.string(), section: z.string() })),
  assets: z.array(
    z.looseObject({ name: z.string(), count: z.int(), unit: z.string(), isPlanned: z.boolean() }),
  ),
  token: token.nullable(),
};
export const previewAnswer = z
  .looseObject({ id: z.string(), status: z.enum(['preview', 'duplicate']), ...imported })
  .meta({ id: 'ImportPreview' });
export const importAnswer = z
  .looseObject({ status: z.enum(['committed', 'duplicate']), ...imported })
  .meta({ id: 'Import' });

export const problemAnswer = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string().optional(),
    errors: z
      .array(z.strictObject({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457; programs go by code' });

/** An answer that its shape here does not fit does not compile. */
type Fits<Schema extends z.ZodType, Answer extends z.input<Schema>> = Answer;
export type Checked = [
  Fits<typeof budgetSummary, BudgetSummary & { scope: (typeof SCOPES)[number] }>,
  Fits<typeof line, LineAnswer>,
  Fits<typeof linesAnswer, Mutable<LinesAnswer>>,
  Fits<typeof tableAnswer, Mutable<TableAnswer>>,
  Fits<typeof deltasAnswer, Mutable<DeltasAnswer>>,
  Fits<typeof bridgeAnswer, Mutable<BridgeAnswer>>,
  Fits<typeof trailAnswer, Mutable<TrailAnswer>>,
  Fits<typeof finding, Mutable<FindingAnswer>>,
  Fits<typeof importAnswer, Mutable<ImportAnswer & { status: 'committed' }>>,
];
/** Zod types arrays as mutable; what is only read fits both. */
type Mutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : { -readonly [Key in keyof T]: Mutable<T[Key]> };
