import { z } from 'zod';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { EXPENDITURES, FUNDS, SCHEDULES, SOURCES } from '../domain/values/line.js';
import { tokenField } from '../log/token-field.js';
import { AMENDMENT_STATUSES } from './list-amendments.query.js';

/** The shapes of the answers, as the interface's description shows them. */

const amendment = z
  .looseObject({
    id: z.string(),
    status: z.enum(AMENDMENT_STATUSES),
    kind: z.enum(AMENDMENT_KINDS),
    reason: z.string(),
    changes: z.array(
      z.strictObject({
        function: z.string(),
        fund: z.enum(FUNDS),
        expenditure: z.enum(EXPENDITURES),
        economic: z.string().nullable(),
        project: z.string().nullable(),
        source: z.enum(SOURCES),
        amount: z.string(),
      }),
    ),
    legs: z.array(
      z.strictObject({
        schedule: z.enum(SCHEDULES),
        key: z.string(),
        before: z.string(),
        delta: z.string(),
        after: z.string(),
      }),
    ),
    net: z.string(),
    gross: z.string(),
    proposedBy: z.string(),
    approvedBy: z.string().nullable(),
    authority: z.unknown(),
    approvedOn: z.string().nullable(),
    effectiveOn: z.string().nullable(),
    recordedAt: z.string(),
  })
  .meta({ id: 'Amendment' });

export const amendmentsAnswer = z.array(amendment);

export const changeAnswer = z
  .looseObject({
    budget: z.string(),
    version: z.int(),
    token: tokenField,
    amendment: amendment.optional(),
    transferId: z.string().optional(),
    amendments: amendmentsAnswer.optional(),
  })
  .meta({ id: 'Changed' });
