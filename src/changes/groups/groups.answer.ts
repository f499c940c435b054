import { z } from 'zod';
import { budgetField, type AnswerOf } from '../../validation/answer-fields.js';
import { change } from '../change.js';

const events = z.int().min(0);

/** A group, and how far it is. */
export const groupAnswer = z
  .strictObject({
    name: z.string(),
    filter: z.record(z.string(), z.array(z.string())),
    maxAttempts: z.int(),
    leaseSeconds: z.int(),
    token: z.string().meta({ description: 'Every event up to here has been looked at' }),
    sequence: z.int().min(0),
    lag: z.strictObject({
      events: events.meta({
        description: 'Events that are due and not parked, and those that were not looked at yet',
      }),
      seconds: z.int().min(0).meta({ description: 'Since the oldest of them was recorded' }),
    }),
    stopped: z.string().nullable().meta({ description: 'Why nothing is handed out' }),
    leases: z.int().min(0),
    oldestLease: z
      .strictObject({ worker: z.string(), stream: z.string(), seconds: z.int().min(0) })
      .nullable(),
    parked: z.array(
      z.strictObject({
        stream: z.string(),
        events,
        /** The first of them. */
        sequence: z.int().min(1),
        reason: z.string(),
        seconds: z.int().min(0),
      }),
    ),
  })
  .meta({ id: 'Group' });
/** A group as it is shown. */
export type GroupAnswer = AnswerOf<typeof groupAnswer>;

/** The groups, in the order of their names. */
export const groupsAnswer = z.array(groupAnswer);

/** What a worker gets to do. */
export const leaseAnswer = z
  .strictObject({
    lease: z
      .strictObject({
        id: z.string(),
        stream: z.string(),
        budget: budgetField.nullable(),
        attempt: z.int().min(1).meta({ description: 'Of the first change: 1, 2, …' }),
        until: z.string().meta({ description: 'When it ends by itself' }),
        changes: z.array(change).meta({ description: 'Changes of one stream, in its order' }),
      })
      .nullable()
      .meta({ description: 'null: there is nothing to do now' }),
  })
  .meta({ id: 'GroupLease' });
/** What a worker gets to do; nothing where the lease is null. */
export type LeaseAnswer = AnswerOf<typeof leaseAnswer>;

/** The number of changes that a request of a worker was about. */
export const settledAnswer = z
  .strictObject({
    events,
    parked: z.boolean().meta({ description: 'Whether they are parked now' }),
  })
  .meta({ id: 'GroupSettled' });
/** What became of the changes of a lease. */
export type SettledAnswer = AnswerOf<typeof settledAnswer>;

/** How many parked changes there are, and whether they are handed out again. */
export const replayAnswer = z
  .strictObject({ events, replayed: z.boolean() })
  .meta({ id: 'GroupReplay' });
/** How many parked changes there are, and whether they are handed out again. */
export type ReplayAnswer = AnswerOf<typeof replayAnswer>;
