import { z } from 'zod';
import { SCOPES } from '../../domain/values/budget-id.js';
import type { CivilDate } from '../../domain/values/civil-date.js';
import { BASE_KINDS } from '../../domain/values/delta.js';
import {
  budgetField,
  typedString,
  yuanField,
  type AnswerOf,
} from '../../validation/answer-fields.js';
import { asOfAnswer } from '../as-of/as-of.answer.js';
import { bridgeFigures } from '../reports/bridge.answer.js';

/** By what the sums over many budgets are grouped. */
export const TOTAL_CUTS = ['class', 'agency', 'economic', 'kind'] as const;
/** By what the sums over many budgets are grouped. */
export type TotalCut = (typeof TOTAL_CUTS)[number];

const { events: _, ...sums } = bridgeFigures.shape;

const row = z
  .strictObject({
    code: z.string().nullable(),
    name: z.string(),
    ...sums,
    /** Of the compared budgets alone, as `budgets deltas` has them. */
    base: yuanField.nullable(),
    current: yuanField.nullable(),
    delta: z.string().nullable().meta({ example: '+1076644.60' }),
    percent: z.string().nullable().meta({ example: '15.32' }),
    percentReason: z.literal('base-zero').exactOptional(),
    text: z.string().nullable().meta({ example: '+1076644.60, 15.32%' }),
  })
  .meta({ id: 'TotalsRow' });
/** What leads from the original to the adjusted amounts of many budgets, and their change against a base; in yuan. */
export type TotalsRow = AnswerOf<typeof row>;

/** Why a budget is not in a sum. */
const LEFT_OUT = ['stopped', 'other-scope', 'no-base', 'base-stopped'] as const;

/** Whether a budget that is left out is so of the comparison alone. */
export const isSummed = (why: (typeof LEFT_OUT)[number]): boolean =>
  why === 'no-base' || why === 'base-stopped';

/** The answer of `budgets totals`. */
export const totalsAnswer = z
  .strictObject({
    by: z.enum(TOTAL_CUTS),
    /** The fiscal year that was summed; empty: no budget is summed. */
    years: z.array(z.int()),
    agency: z.string().nullable(),
    /** With which digits the codes of the lines begin. Null: all lines are summed. */
    code: z.string().nullable(),
    /** Of which scope the budgets are, of which there is never more than one. Null: no budget is summed. */
    scope: z.enum(SCOPES).nullable(),
    against: z.strictObject({
      kind: z.enum(BASE_KINDS),
      effective: typedString<CivilDate>().exactOptional(),
    }),
    /** How many budgets are summed. */
    budgets: z.int(),
    /** How many of them have the base, and so are in `base` and `current`. */
    compared: z.int(),
    /**
     * What is not summed, because a view of it is `stopped` or it is of the `other-scope`; and what is summed and not compared, because
     * it has `no-base` or that of the year before is stopped (`base-stopped`).
     */
    leftOut: z.array(z.strictObject({ budget: budgetField, why: z.enum(LEFT_OUT) })),
    unit: z.literal('元'),
    rows: z.array(row),
    total: row,
    /** Expenditure that has left these budgets and arrived in no other yet: in no sum. */
    inTransit: yuanField,
    asOf: asOfAnswer,
  })
  .meta({ id: 'Totals' });
/** What `budgets totals` answers. */
export type TotalsAnswer = AnswerOf<typeof totalsAnswer>;
