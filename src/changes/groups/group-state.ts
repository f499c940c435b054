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

/** Events of a stream that a group has to deliver and does not keep: they are read from the log again. */
export interface Rest {
  /** The position after which they come, as digits, with its ordinal. */
  readonly position: string;
  readonly sequence: number;
  readonly recordedAt: Instant;
  /** How many of them have been counted. */
  readonly events: number;
  /** When the first of them was recorded, or earlier. */
  readonly since: Instant;
}

/** What a group has to deliver of one stream of the log: a budget, an agency, or the policy. */
export interface StreamState {
  /** Oldest first. */
  readonly due: readonly Due[];
  /** What comes after those. */
  readonly rest?: Rest;
  /** How often the first one has failed. */
  readonly attempts: number;
  /** The time before which nothing of it is handed out, in ms. */
  readonly notBefore: number;
  readonly lease?: Lease;
  /** Nothing of it is handed out until it is replayed. */
  readonly parked?: { readonly reason: string; readonly since: number };
}

/** How a group delivers. */
export interface GroupSettings {
  readonly filter: { readonly [Name in FilterName]?: readonly string[] | undefined };
  /** An event that has failed this many times is parked, with the later ones of its stream. */
  readonly maxAttempts: number;
  readonly leaseSeconds: number;
}

/** How far a group is. Every step makes a new state; an event that was acknowledged is in no later state. */
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

/** The number of events that are parked, of the streams that the caller may have. */
export const parkedEvents = (
  { streams }: GroupState,
  mayHave: (stream: string) => boolean,
): number =>
  Object.entries(streams).reduce(
    (sum, [stream, each]) => sum + (each.parked && mayHave(stream) ? eventsOf(each) : 0),
    0,
  );

/** The number of events that a stream has to deliver. */
export const eventsOf = ({ due, rest }: StreamState): number => due.length + (rest?.events ?? 0);

/** What further events of the log add to a stream: after those that are due already, parked or not. */
export interface FoundEvents {
  readonly due: readonly Due[];
  readonly rest?: Rest | undefined;
}

/** The state with what has been found of some streams; where nothing is found, nothing comes after what is due. */
export const withFound = (
  state: GroupState,
  found: ReadonlyMap<string, FoundEvents>,
): GroupState => {
  const streams = { ...state.streams };
  for (const [stream, { due, rest }] of found) {
    const { rest: _, ...before } = streams[stream] ?? NOTHING_DUE;
    const after = { ...before, due: [...before.due, ...due], ...(rest && { rest }) };
    if (isEmpty(after)) delete streams[stream];
    else streams[stream] = after;
  }
  return { ...state, streams };
};

const NOTHING_DUE: StreamState = { due: [], attempts: 0, notBefore: 0 };

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
    .filter(([stream, each]) => !isHeld(each, now) && mayHave(stream))
    .sort(([, a], [, b]) => firstOf(a) - firstOf(b))[0]?.[0];

/** Whether a stream is handed to nobody now. */
export const isHeld = ({ lease, parked, notBefore }: StreamState, now: number): boolean =>
  lease !== undefined || parked !== undefined || notBefore > now;

const firstOf = ({ due, rest }: StreamState): number => due[0]?.sequence ?? rest!.sequence + 1;

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
 * @throws {Refusal} `lease-ended`: see {@link streamOfLease}; `malformed`: the sequence is not part of the lease.
 */
export const acknowledged = (
  state: GroupState,
  id: string,
  through?: number,
): { readonly state: GroupState; readonly events: number } => {
  const [stream, { lease, due, rest }] = streamOfLease(state, id);
  const upTo = through ?? lease!.through;
  const events = due.findIndex(({ sequence }) => sequence === upTo) + 1;
  if (events === 0 || upTo > lease!.through)
    throw new Refusal('malformed', `Change ${upTo} is not part of the lease ${id}.`);
  return {
    state: withStream(state, stream, {
      due: due.slice(events),
      attempts: 0,
      notBefore: 0,
      ...(rest && { rest }),
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

/** The state when a lease is given back: its events have not failed. @throws {Refusal} `lease-ended`: see {@link streamOfLease}. */
export const released = (state: GroupState, id: string): GroupState => {
  const [stream, { lease: _, ...before }] = streamOfLease(state, id);
  return withStream(state, stream, before);
};

/** The state when a stream is parked: all of it that is due, and what comes later. */
export const parked = (
  state: GroupState,
  stream: string,
  { reason, now }: { readonly reason: string; readonly now: number },
): GroupState => {
  const { lease: _, ...before } = state.streams[stream]!;
  return withStream(state, stream, { ...before, notBefore: 0, parked: { reason, since: now } });
};

/** The state when what is parked is handed out again, in its order: of the streams that the caller may have. */
export const replayed = (state: GroupState, mayHave: (stream: string) => boolean): GroupState =>
  Object.entries(state.streams).reduce(
    (next, [stream, { parked: is, ...each }]) =>
      is === undefined || !mayHave(stream)
        ? next
        : withStream(next, stream, { ...each, attempts: 0, notBefore: 0 }),
    state,
  );

const withStream = (state: GroupState, stream: string, next: StreamState): GroupState => {
  const { [stream]: _, ...others } = state.streams;
  return { ...state, streams: isEmpty(next) ? others : { ...others, [stream]: next } };
};

const isEmpty = ({ due, rest }: StreamState): boolean => due.length === 0 && rest === undefined;
