import { randomUUID } from 'node:crypto';

/** An event as the stand-in stores it. */
export interface KeptEvent {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly meta: Uint8Array;
}

export type Proposed = Omit<KeptEvent, 'position' | 'stream' | 'revision'>;

export type Expected = bigint | 'no-stream' | 'any' | 'stream-exists';

export type Outcome =
  | { readonly kind: 'success'; readonly revision: number; readonly position: bigint }
  | { readonly kind: 'wrong-version'; readonly current: number | undefined }
  | { readonly kind: 'too-large'; readonly maximum: number };

/** The limit that a deleted stream gets: events before this version are hidden. */
const TB_MAX = '9223372036854775807';

/** The start of a read of all streams. */
export type Place = bigint | 'start' | 'end';

/** The server's default limit for the data of one append, in bytes. */
const APPEND_BYTES_MAX = 1024 * 1024;

/**
 * The events of a stand-in for EventStoreDB, in memory, with the observed behaviour of a server 23.10. Two stand-ins that
 * share the events are two nodes of one cluster.
 */
export class KeptEvents {
  private readonly all: KeptEvent[] = [];
  private readonly streams = new Map<string, KeptEvent[]>();
  private readonly places = new Map<bigint, number>();
  private readonly removed = new Set<string>();
  /** Of streams that were cut, the revision of the first event that reads of the stream show. */
  private readonly firsts = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private next = 0n;

  constructor() {
    // A server has events of its own before the first one of the ledger.
    this.append('$users', 'any', [system('$UserCreated', '10000000-0000-4000-8000-000000000001')]);
    this.append('$$$scavenges', 'any', [
      system('$metadata', '10000000-0000-4000-8000-000000000002'),
    ]);
  }

  append(stream: string, expected: Expected, events: readonly Proposed[]): Outcome {
    const bytes = events.reduce((sum, { data }) => sum + data.length, 0);
    if (bytes > APPEND_BYTES_MAX) return { kind: 'too-large', maximum: APPEND_BYTES_MAX };
    const kept = this.streams.get(stream) ?? [];
    const last = kept.length - 1;
    const known = this.repeated(kept, expected, events);
    if (known) return { kind: 'success', revision: known.revision, position: known.position };
    const isHidden = expected === 'no-stream' && this.removed.has(stream);
    if (!isHidden && !stands(last, expected))
      return { kind: 'wrong-version', current: last < 0 ? undefined : last };
    // An empty append to a missing stream succeeds and creates no stream.
    if (events.length === 0) return { kind: 'success', revision: last, position: this.next };
    for (const event of events) this.keep(stream, kept, event);
    for (const listener of this.listeners) listener();
    const end = kept.at(-1)!;
    return { kind: 'success', revision: end.revision, position: end.position };
  }

  stream(name: string): readonly KeptEvent[] | undefined {
    return this.removed.has(name) ? undefined : this.streams.get(name);
  }

  /** What deleting a stream does: a limit hides all its events from reads of the stream, and all streams together show them. */
  remove(name: string): void {
    this.removed.add(name);
    const limit = { ...system('$metadata', randomUUID()), data: Buffer.from(`{"$tb":${TB_MAX}}`) };
    this.append(`$$${name}`, 'any', [limit]);
  }

  /** What the limit `$tb` does: events before this revision are hidden from reads of the stream. */
  cut(name: string, first: number): void {
    this.firsts.set(name, first);
  }

  /** The revision of the first event of a stream that its reads show. */
  firstOf(name: string): number {
    return this.firsts.get(name) ?? 0;
  }

  /** The index of the first event of a forward read, inclusive; undefined when there is no event at this position. */
  forwardFrom(place: Place): number | undefined {
    if (place === 'start') return 0;
    if (place === 'end' || place >= this.next) return this.all.length;
    return this.places.get(place);
  }

  /** The index of the first event of a backward read, exclusive; undefined when there is no event at this position. */
  backwardFrom(place: Place): number | undefined {
    if (place === 'start') return -1;
    if (place === 'end' || place === this.next) return this.all.length - 1;
    const at = this.places.get(place);
    return at === undefined ? undefined : at - 1;
  }

  at(index: number): KeptEvent | undefined {
    return this.all[index];
  }

  get size(): number {
    return this.all.length;
  }

  /** What a restore of an older backup does: only the first events are left, and new ones get the positions of the lost. */
  restoreTo(size: number): void {
    for (const { stream, position } of this.all.splice(size).reverse()) {
      const kept = this.streams.get(stream)!;
      kept.pop();
      if (kept.length === 0) this.streams.delete(stream);
      this.places.delete(position);
      this.next = position;
    }
  }

  /** Calls `listener` after each append. Returns a function that stops this. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private keep(stream: string, kept: KeptEvent[], event: Proposed): void {
    const record = { ...event, stream, position: this.next, revision: kept.length };
    this.places.set(record.position, this.all.length);
    this.all.push(record);
    kept.push(record);
    this.streams.set(stream, kept);
    this.next += BigInt(100 + event.data.length + event.meta.length);
  }

  /**
   * The last event of an append that was stored before: the same ids from the expected version on, or anywhere for `any`,
   * also when they are only the first ones of it. Nothing is compared at the end of the stream.
   */
  private repeated(
    kept: readonly KeptEvent[],
    expected: Expected,
    events: readonly Proposed[],
  ): KeptEvent | undefined {
    if (events.length === 0) return undefined;
    const from =
      expected === 'any' || expected === 'stream-exists'
        ? kept.findIndex(({ id }) => id === events[0]!.id)
        : expected === 'no-stream'
          ? 0
          : Number(expected) + 1;
    if (from < 0 || from + events.length > kept.length) return undefined;
    return events.every(({ id }, i) => kept[from + i]!.id === id)
      ? kept[from + events.length - 1]
      : undefined;
  }
}

const stands = (last: number, expected: Expected): boolean => {
  if (expected === 'any') return true;
  if (expected === 'stream-exists') return last >= 0;
  return last === (expected === 'no-stream' ? -1 : Number(expected));
};

const system = (type: string, id: string): Proposed => ({
  id,
  type,
  contentType: 'application/json',
  data: Buffer.from('{}'),
  meta: Buffer.from(''),
});
