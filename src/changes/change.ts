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
    version: z.int().min(0).meta({
      description:
        "The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget",
    }),
    skipped: z.int().min(0).exactOptional().meta({
      description:
        'In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1',
    }),
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
  version,
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
  version,
  data: data as unknown as Record<string, unknown>,
});
