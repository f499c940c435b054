import { z } from 'zod';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { LedgerEvent } from '../domain/events/budget.events.js';
import { SCHEMA_VERSION } from '../domain/events/upcast.js';
import type { LineKey } from '../domain/values/line.js';
import { budgetField, type AnswerOf } from '../validation/answer-fields.js';
import { CHANGE_DATA } from './change-data.js';

/** The type of a change: the type of its event. */
export type ChangeType = LedgerEvent['type'];
/** All types of changes. */
export const CHANGE_TYPES = Object.keys(SCHEMA_VERSION) as readonly ChangeType[];

const envelope = z.strictObject({
  position: z.string().regex(/^\d+$/).meta({ description: 'Orders the log; may have holes' }),
  sequence: z
    .int()
    .min(1)
    .meta({ description: '1, 2, 3 … without holes: what proves that none is missing' }),
  id: z.string(),
  stream: z.string(),
  budget: budgetField.nullable(),
  agency: z.strictObject({ code: z.string(), name: z.string() }).nullable().meta({
    description:
      "The budget's agency under the name with which the budget was opened; null where `budget` is",
  }),
  recordedAt: z.string(),
  effectiveOn: z.string().nullable(),
  actor: z.string(),
  actorName: z
    .string()
    .exactOptional()
    .meta({ description: "The actor's name in its token, where the actor is the subject of one" }),
  authenticated: z.boolean().exactOptional().meta({
    description: 'Whether a token proved who the actor is; absent in events of earlier versions',
  }),
  traceparent: z.string().exactOptional().meta({
    description:
      'The place in a trace (W3C Trace Context) of the request that made the change, where it named one',
  }),
  version: z.int().min(0).meta({
    description:
      "The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget",
  }),
  skipped: z.int().min(0).exactOptional().meta({
    description:
      'In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1',
  }),
  prevHash: z.string().exactOptional().meta({
    description:
      'In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first',
  }),
});

/** One event as readers of the change stream get it: the envelope and the data of its type. */
export type Change = {
  [Type in ChangeType]: AnswerOf<typeof envelope> & {
    readonly type: Type;
    readonly data: AnswerOf<(typeof CHANGE_DATA)[Type]>;
  };
}[ChangeType];

const ofType = (type: ChangeType) =>
  z
    .strictObject({ ...envelope.shape, type: z.literal(type), data: CHANGE_DATA[type] })
    .meta({ id: `${type}Change` });

/** The schema of the changes of each type. */
export const CHANGES_BY_TYPE = new Map(CHANGE_TYPES.map((type) => [type, ofType(type)]));

/** The public form of an event, as subscribers get it: one JSON document per line. */
export const change = z
  .discriminatedUnion('type', [...CHANGES_BY_TYPE.values()] as [ReturnType<typeof ofType>])
  .meta({ id: 'Change' }) as unknown as z.ZodType<Change>;

/** The names that a change is shown with. */
export interface Names {
  readonly agency: { readonly code: string; readonly name: string } | null;
  /** The name of a line of the budget; null where no line of this key was entered. */
  lineOf(line: LineKey): string | null;
}

/**
 * The public form of a recorded event. Its data are those of the newest schema version, whatever was stored.
 *
 * @param prevHash what a stream says of the event before it, where there is one
 */
export const changeOf = (event: RecordedEvent, names: Names, prevHash?: string): Change =>
  ({
    ...envelopeOf(event, names),
    data: dataOf(event, names),
    ...(prevHash !== undefined && { prevHash }),
  }) as Change;

/**
 * The JSON of the public form of a recorded event: that of {@link changeOf}.
 *
 * @param stored the text of the data in the log. It is copied where it says what the public form says, because to spell the data
 *   again takes most of the time.
 */
export const changeText = (
  event: RecordedEvent,
  names: Names,
  stored: string,
  prevHash?: string,
): string => {
  const data = isPublic(event, stored) ? stored : JSON.stringify(dataOf(event, names));
  const last = prevHash === undefined ? '' : `,"prevHash":${JSON.stringify(prevHash)}`;
  return `${JSON.stringify(envelopeOf(event, names)).slice(0, -1)},"data":${data}${last}}`;
};

/** Whether the stored text of an event's data is that of its public form: today's shape, without names beside it, on one line. */
const isPublic = ({ type, schemaVersion }: RecordedEvent, stored: string): boolean =>
  schemaVersion === SCHEMA_VERSION[type] &&
  !NAMES_LINES.has(type) &&
  !stored.includes('\n') &&
  !stored.includes('\r');

/** What a change says before its data. */
const envelopeOf = (event: RecordedEvent, { agency }: Names) => {
  const { position, sequence, id, type, stream, budget, recordedAt, actor, version, data } = event;
  const { actorName, authenticated, traceparent } = event;
  return {
    position: String(position),
    sequence,
    id,
    type,
    stream,
    budget,
    agency,
    recordedAt,
    effectiveOn: 'effectiveOn' in data ? data.effectiveOn : null,
    actor,
    ...(actorName !== undefined && { actorName }),
    ...(authenticated !== undefined && { authenticated }),
    ...(traceparent !== undefined && { traceparent }),
    version,
  };
};

const dataOf = (event: RecordedEvent, names: Names): Change['data'] => {
  switch (event.type) {
    case 'AmendmentProposed':
    case 'BudgetAmended':
    case 'TransferReturned':
      return {
        ...event.data,
        legs: event.data.legs.map((leg) => ({ ...leg, name: names.lineOf(leg.key) })),
      };
    case 'LineCorrected': {
      const { line } = event.data;
      return { ...event.data, name: line === null ? null : names.lineOf(line) };
    }
    case 'LineDiscontinued':
    case 'LineLinked':
    case 'LineUnlinked':
      return { ...event.data, name: names.lineOf(event.data.line) };
    default:
      return event.data;
  }
};

/** The types whose stored data name lines without their names, which the public form has beside them. */
export const NAMES_LINES: ReadonlySet<ChangeType> = new Set([
  'AmendmentProposed',
  'BudgetAmended',
  'TransferReturned',
  'LineCorrected',
  'LineDiscontinued',
  'LineLinked',
  'LineUnlinked',
]);
