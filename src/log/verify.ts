import { UPCASTERS, upcast } from '../domain/events/upcast.js';
import type { Json } from '../domain/values/json.js';
import { isCanonical } from './canonical.js';
import { isEventId } from './event-id.js';
import {
  EventUnreadable,
  LogCorrupt,
  TOMBSTONE,
  type AllRead,
  type EventLog,
  type LogIdentity,
  type Meta,
  type StoredEvent,
} from './event-log.js';

/** Problems that are reported one by one; of further ones only the number is reported. */
const PROBLEMS_MAX = 1_000;

/** What was counted and what is wrong. */
export interface Verified {
  readonly events: number;
  readonly streams: number;
  /** SHA-256 of the recorded documents, in hex. */
  readonly documents: ReadonlySet<string>;
  /** 0n for an empty log. */
  readonly lastPosition: bigint;
  /** A sentence for each, with its position and stream; empty when all is well. */
  readonly problems: readonly string[];
  /** Whether all events were read, also those in which something is wrong. */
  readonly isReadToEnd: boolean;
}

/**
 * Reads the whole log and checks it: order, versions without gaps, form of the ids, canonical texts, complete metadata,
 * recording times that never decrease, known types. Reads the start of each stream too, because a server may show in the
 * whole log what it has cut from a stream. Keeps one page and the last version of each stream in memory.
 *
 * Does not look for duplicate ids: an event is named by its stream and version.
 */
export const verify = async (
  log: EventLog,
  { progress = () => {}, onEvent = () => {}, singleClockFrom = 0n }: VerifyOptions = {},
): Promise<Verified> => {
  const verifier = new Verifier(singleClockFrom);
  try {
    await readEach(
      log,
      (stored, broken) => {
        verifier.check(stored, broken);
        onEvent(stored);
      },
      () => progress(verifier.events),
    );
    for (const stream of verifier.wholeStreams()) await verifier.checkStart(log, stream);
  } catch (error) {
    if (!(error instanceof LogCorrupt)) throw error;
    verifier.stopped(error);
  }
  return verifier.result();
};

/** Gives every event, also one whose bytes are no text, with the fields of which that is so. */
export const readEach = async (
  log: EventLog,
  onEvent: (stored: StoredEvent, broken: readonly string[]) => void,
  onPage: () => void = () => {},
): Promise<void> => {
  let after: bigint | undefined;
  let pages: Pick<AllRead, 'pageEvents'> = {};
  for (;;)
    try {
      for await (const page of log.readAll({ ...pages, ...(after !== undefined && { after }) })) {
        for (const stored of page) onEvent(stored, []);
        after = page.at(-1)!.position;
        onPage();
      }
      return;
    } catch (error) {
      if (!(error instanceof EventUnreadable)) throw error;
      // A page is read as a whole or not at all: what stands before it is read event by event.
      if (pages.pageEvents === 1) {
        after = error.stored.position;
        onEvent(error.stored, error.fields);
      } else pages = { pageEvents: 1 };
    }
};

/** How a log is verified. */
export interface VerifyOptions {
  /** Called with the number of events read so far. */
  readonly progress?: (done: number) => void;
  /** Gets every event, in order. */
  readonly onEvent?: (stored: StoredEvent) => void;
  /** After this position all events were recorded by one clock; null when each writer has its own. */
  readonly singleClockFrom?: bigint | null;
}

/**
 * The position after which an embedded log was recorded by one clock: earlier events came from an engine where each
 * writer has its own.
 */
export const singleClockFrom = ({ ended }: LogIdentity): bigint =>
  ended.reduce(
    (most, { renumbered, position }) => (renumbered && position > most ? position : most),
    0n,
  );

class Verifier {
  events = 0;
  private isReadToEnd = true;
  private readonly documents = new Set<string>();
  private lastPosition = 0n;
  private lastRecordedAt = '';
  private readonly versions = new Map<string, number>();
  /** The streams that begin late in the whole log, or were deleted for ever: they are reported already. */
  private readonly late = new Set<string>();
  private readonly problems: string[] = [];
  private omittedProblems = 0;

  constructor(private readonly singleClockFrom: bigint | null) {}

  /** `broken` are the fields whose bytes are no text. */
  check(stored: StoredEvent, broken: readonly string[]): void {
    if (stored.type === TOMBSTONE) {
      this.lastPosition = stored.position;
      this.late.add(stored.stream);
      this.add(
        `Position ${stored.position} (${stored.stream}): the stream was deleted on the server for ever.`,
      );
      return;
    }
    this.events += 1;
    this.checkPlace(stored);
    for (const field of broken) this.report(stored, `${field} is not UTF-8`);
    if (!isEventId(stored.id)) this.report(stored, `the id "${stored.id}" is not a UUID`);
    const data = this.parse<Json>(stored, 'data');
    const meta = this.parse<Partial<Meta>>(stored, 'meta');
    if (meta !== undefined) this.checkMeta(stored, meta);
    if (data !== undefined) this.checkType(stored, meta?.schemaVersion, data);
  }

  /** The streams that have their first event in the whole log. */
  *wholeStreams(): Iterable<string> {
    for (const stream of this.versions.keys()) if (!this.late.has(stream)) yield stream;
  }

  /** A stream is cut at its start by limits of its number or age of events, and at all events when it is deleted. */
  async checkStart(log: EventLog, stream: string): Promise<void> {
    try {
      const first = await firstVersion(log, stream).catch(versionOf);
      if (first !== 0)
        this.add(
          `${stream} has ${first === undefined ? 'no events' : `no events before version ${first}`} when it is read alone: it was cut or deleted.`,
        );
    } catch (error) {
      if (!(error instanceof LogCorrupt)) throw error;
      this.add(`${stream} cannot be read alone. ${error.message}`);
    }
  }

  stopped(error: LogCorrupt): void {
    this.isReadToEnd = false;
    this.add(`After position ${this.lastPosition} the log cannot be read. ${error.message}`);
  }

  result(): Verified {
    const { events, documents, lastPosition, problems, omittedProblems } = this;
    return {
      events,
      streams: this.versions.size,
      documents,
      lastPosition,
      problems:
        omittedProblems > 0
          ? [...problems, `There are ${omittedProblems} more problems.`]
          : problems,
      isReadToEnd: this.isReadToEnd,
    };
  }

  private checkPlace(stored: StoredEvent): void {
    const { position, stream, version } = stored;
    if (position <= this.lastPosition)
      this.report(stored, `the position does not come after ${this.lastPosition}`);
    this.lastPosition = position;
    const expected = (this.versions.get(stream) ?? -1) + 1;
    if (expected === 0 && version !== 0) this.late.add(stream);
    if (version !== expected)
      this.report(
        stored,
        `the version should be ${expected}: the stream has a gap or a repetition`,
      );
    this.versions.set(stream, version);
  }

  private checkMeta(stored: StoredEvent, meta: Partial<Meta>): void {
    const missing = metaFaults(meta);
    if (missing.length > 0)
      this.report(stored, `meta is wrong or missing in ${missing.join(', ')}`);
    if (missing.includes(EVERY_FIELD) || missing.includes('recordedAt')) return;
    const { recordedAt = '' } = meta;
    if (this.hasOneClock(stored) && recordedAt < this.lastRecordedAt)
      this.report(stored, `it was recorded at ${recordedAt}, earlier than the event before it`);
    else this.lastRecordedAt = recordedAt;
  }

  private hasOneClock({ position }: StoredEvent): boolean {
    return this.singleClockFrom !== null && position > this.singleClockFrom;
  }

  private checkType(stored: StoredEvent, schemaVersion: number | undefined, data: Json): void {
    if (!Object.hasOwn(UPCASTERS, stored.type)) {
      this.report(stored, `the type ${stored.type} is not known`);
      return;
    }
    // A missing version was reported with the metadata.
    if (typeof schemaVersion !== 'number') return;
    try {
      const today = upcast(stored.type, schemaVersion, data);
      if (stored.type === 'DocumentRegistered')
        this.documents.add(String((today as { document?: Json }).document));
    } catch (error) {
      this.report(stored, error instanceof Error ? error.message : String(error));
    }
  }

  private parse<T>(stored: StoredEvent, field: 'data' | 'meta'): T | undefined {
    try {
      const value = JSON.parse(stored[field]) as Json;
      if (!isCanonical(stored[field], value)) this.report(stored, `${field} is not canonical JSON`);
      return value as T;
    } catch {
      this.report(stored, `${field} is not JSON`);
      return undefined;
    }
  }

  private report({ position, stream, version }: StoredEvent, problem: string): void {
    this.add(
      `Position ${position} (${stream}, version ${version}): ${problem.replace(/\.$/, '')}.`,
    );
  }

  private add(problem: string): void {
    if (this.problems.length < PROBLEMS_MAX) this.problems.push(problem);
    else this.omittedProblems += 1;
  }
}

const firstVersion = async (log: EventLog, stream: string): Promise<number | undefined> => {
  for await (const [first] of log.readStream(stream, { max: 1 })) return first!.version;
  return undefined;
};

/** The version of an event whose bytes are no text, which is reported already. @throws any other error. */
const versionOf = (error: unknown): number => {
  if (error instanceof EventUnreadable) return error.stored.version;
  throw error;
};

const EVERY_FIELD = 'every field';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const text = (value: unknown): boolean => typeof value === 'string';

/** For each field of the metadata, whether a value is valid. */
const META_FIELDS: Readonly<Record<keyof Meta, (value: unknown) => boolean>> = {
  actor: text,
  actorName: (value) => value === undefined || text(value),
  authenticated: (value) => value === undefined || typeof value === 'boolean',
  causationId: (value) => value === null || text(value),
  clockSkewMs: (value) => value === undefined || (Number.isInteger(value) && Number(value) > 0),
  correlationId: text,
  idempotency: (value) =>
    value === undefined ||
    (typeof value === 'object' &&
      value !== null &&
      Object.keys(value).sort().join() === 'fingerprint,key' &&
      Object.values(value).every(text)),
  recordedAt: (value) => typeof value === 'string' && INSTANT.test(value),
  schemaVersion: (value) => Number.isInteger(value),
  traceparent: (value) => value === undefined || text(value),
};

const META_FIELD_NAMES = Object.keys(META_FIELDS) as readonly (keyof Meta)[];

const metaFaults = (meta: unknown): string[] => {
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) return [EVERY_FIELD];
  const fields = meta as Readonly<Record<string, unknown>>;
  return [
    ...META_FIELD_NAMES.filter((field) => !META_FIELDS[field](fields[field])),
    ...Object.keys(fields).filter((field) => !Object.hasOwn(META_FIELDS, field)),
  ];
};
