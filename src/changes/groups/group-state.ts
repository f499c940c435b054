import { Refusal } from '../../domain/errors.js';
import type { Instant } from '../../domain/values/civil-date.js';
import type { FilterName } from '../filter-options.js';

/** An event that a group has to deliver. */
export interface Due {
  /** Its place in its stream. */
  readonly version: number;
  readonly sequence: number;
  readonly recordedAt: Instant;
}

/** What is handed to one worker until it says what became of it. */
export interface Lease {
  readonly id: string;
  readonly worker: string;
  /** When it began and when it ends by itself, in ms. */
  readonly since: number;
  readonly until: number;
  /** The sequence of the last event that was handed out. */
  readonly through: number;
}

/** What a group has to deliver of one stream of the log: a budget, an agency, or the policy. */
export interface StreamState {
  /** Oldest first. */
  readonly due: readonly Due[];
  /** How often the first one has failed. */
  readonly attempts: number;
  /** It is not handed out before, in ms. */
  readonly notBefore: number;
  readonly lease?: Lease;
  /** Nothing of it is handed out until it is replayed. */
  readonly parked?: { readonly reason: string; readonly since: number };
}

/** How a group delivers. */
export interface GroupSettings {
  readonly filter: { readonly [Name in FilterName]?: readonly string[] | undefined };
  /** An event that fails so often is parked, with the later ones of its stream. */
  readonly maxAttempts: number;
  readonly leaseSeconds: number;
}

/** How far a group is. Every step gives a new one; what a step has acknowledged is in no later one. */
export interface GroupState {
  readonly settings: GroupSettings;
  /** The subject whose group it is; null where nobody is authenticated. */
  readonly owner: string | null;
  readonly epoch: number;
  /** Every event up to here has been looked at: the position, as digits, with its ordinal. */
  readonly position: string;
  readonly sequence: number;
  readonly recordedAt: Instant;
  /** Only streams with events that are due. */
  readonly streams: Readonly<Record<string, StreamState>>;
}

/** The number of events that are due and not parked, and of those that are parked. */
export const countsOf = ({
  streams,
}: GroupState): { readonly due: number; readonly parked: number } => {
  let [due, parked] = [0, 0];
  for (const each of Object.values(streams))
    if (each.parked) parked += each.due.length;
    else due += each.due.length;
  return { due, parked };
};

/** The state when an event is due after those of its stream that are due already, parked or not. */
export const withDue = (state: GroupState, stream: string, due: Due): GroupState => {
  const before = state.streams[stream] ?? { due: [], attempts: 0, notBefore: 0 };
  return withStream(state, stream, { ...before, due: [...before.due, due] });
};

/** The state after the leases that have ended: each counts as a failure. */
export const withoutEnded = (state: GroupState, now: number): GroupState =>
  Object.entries(state.streams).reduce(
    (next, [stream, { lease }]) =>
      lease !== undefined && lease.until <= now
        ? failed(next, stream, { reason: 'The lease has ended.', now, notBefore: 0 })
        : next,
    state,
  );

/** The stream that is handed out next: of those that nobody has, the one with the oldest event. Undefined where there is none. */
export const nextStream = (
  { streams }: GroupState,
  now: number,
  mayHave: (stream: string) => boolean,
): string | undefined =>
  Object.entries(streams)
    .filter(
      ([stream, { lease, parked, notBefore }]) =>
        lease === undefined && parked === undefined && notBefore <= now && mayHave(stream),
    )
    .sort(([, a], [, b]) => a.due[0]!.sequence - b.due[0]!.sequence)[0]?.[0];

/** The state when a stream is handed out. */
export const leased = (state: GroupState, stream: string, lease: Lease): GroupState =>
  withStream(state, stream, { ...state.streams[stream]!, lease });

/**
 * The stream of a lease.
 *
 * @throws {Refusal} `lease-ended`: it has ended, and its events are or were handed to another worker.
 */
export const streamOfLease = ({ streams }: GroupState, id: string): [string, StreamState] => {
  const found = Object.entries(streams).find(([, { lease }]) => lease?.id === id);
  if (found === undefined)
    throw new Refusal(
      'lease-ended',
      `The lease ${id} has ended: what was not acknowledged is handed out again.`,
    );
  return found;
};

/**
 * The state when a worker has done the events of a lease, or those up to a sequence: then the rest stays leased.
 *
 * @throws {Refusal} `lease-ended`: see {@link streamOfLease}; `malformed`: the sequence is none of the lease.
 */
export const acknowledged = (
  state: GroupState,
  id: string,
  through?: number,
): { readonly state: GroupState; readonly events: number } => {
  const [stream, { lease, due }] = streamOfLease(state, id);
  const upTo = through ?? lease!.through;
  const events = due.findIndex(({ sequence }) => sequence === upTo) + 1;
  if (events === 0 || upTo > lease!.through)
    throw new Refusal('malformed', `Change ${upTo} is none of the lease ${id}.`);
  return {
    state: withStream(state, stream, {
      due: due.slice(events),
      attempts: 0,
      notBefore: 0,
      ...(upTo < lease!.through && { lease: lease! }),
    }),
    events,
  };
};

/** The state when the first event of a stream has failed: it is handed out again, or parked with the later ones of its stream. */
export const failed = (
  state: GroupState,
  stream: string,
  failure: { readonly reason: string; readonly now: number; readonly notBefore: number },
): GroupState => {
  const { lease: _, ...before } = state.streams[stream]!;
  const attempts = before.attempts + 1;
  if (attempts >= state.settings.maxAttempts) return parked(state, stream, failure);
  return withStream(state, stream, { ...before, attempts, notBefore: failure.notBefore });
};

/** The state when a stream is parked: all of it that is due, and what comes later. */
export const parked = (
  state: GroupState,
  stream: string,
  { reason, now }: { readonly reason: string; readonly now: number },
): GroupState => {
  const { due, attempts } = state.streams[stream]!;
  return withStream(state, stream, { due, attempts, notBefore: 0, parked: { reason, since: now } });
};

/** The state when what is parked is handed out again, in its order. */
export const replayed = (state: GroupState): GroupState =>
  Object.entries(state.streams).reduce(
    (next, [stream, each]) =>
      each.parked === undefined
        ? next
        : withStream(next, stream, { due: each.due, attempts: 0, notBefore: 0 }),
    state,
  );

const withStream = (state: GroupState, stream: string, next: StreamState): GroupState => {
  const { [stream]: _, ...others } = state.streams;
  return { ...state, streams: next.due.length === 0 ? others : { ...others, [stream]: next } };
};
