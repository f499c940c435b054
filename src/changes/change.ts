import { z } from 'zod';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { LedgerEvent } from '../domain/events/budget.events.js';
import { SCHEMA_VERSION } from '../domain/events/upcast.js';

/** All types of changes. */
export const CHANGE_TYPES = Object.keys(SCHEMA_VERSION) as readonly LedgerEvent['type'][];
/** The type of a change: the type of its event. */
export type ChangeType = LedgerEvent['type'];

/** The public form of an event, as subscribers get it: one JSON document per line. */
export const change = z
  .strictObject({
    position: z.string().regex(/^\d+$/).meta({ description: 'Orders the log; may have holes' }),
    sequence: z
      .int()
      .min(1)
      .meta({ description: '1, 2, 3 … without holes: what proves that none is missing' }),
    id: z.string(),
    type: z.string(),
    stream: z.string(),
    budget: z.string().nullable(),
    recordedAt: z.string(),
    effectiveOn: z.string().nullable(),
    actor: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Change' });
/** One event as readers of the change stream get it. */
export type Change = z.infer<typeof change>;

/** The public form of a recorded event. Its data are those of the newest schema version, whatever was stored. */
export const changeOf = ({
  position,
  sequence,
  id,
  type,
  stream,
  budget,
  recordedAt,
  actor,
  data,
}: RecordedEvent): Change => ({
  position: String(position),
  sequence,
  id,
  type,
  stream,
  budget,
  recordedAt,
  effectiveOn: 'effectiveOn' in data ? data.effectiveOn : null,
  actor,
  data: data as unknown as Record<string, unknown>,
});
