import { Refusal } from '../../domain/errors.js';
import type { EventLog, LogIdentity, StoredEvent } from '../event-log.js';
import { positionOf, tokenOf, type Token } from '../token.js';
import {
  Digest,
  FORMAT,
  FORMAT_VERSION,
  lineOf,
  type Closing,
  type Header,
} from './export-format.js';

/** What was exported. */
export interface Exported {
  readonly events: number;
  readonly streams: number;
  /** The size of the file. */
  readonly bytes: number;
  /** Of the last event; null where there is none. */
  readonly lastToken: Token | null;
  /** Of the lines of the events: the same for the same log on every engine. */
  readonly sha256: string;
}

/** What is exported, and who hears of the progress. */
export interface ExportOptions {
  /** A token: only later events are exported. */
  readonly after?: string | undefined;
  /** Called with the number of events written so far. */
  readonly progress?: (done: number) => void;
}

/**
 * Writes the log as lines. Keeps one page in memory: `write` is awaited. Events that are appended meanwhile are not exported.
 *
 * @throws {Refusal} `epoch-changed`, `token-malformed`: as {@link positionOf}.
 * @throws {Refusal} `position-beyond-log`: the token is after the last event.
 */
export const exportLog = async (
  log: EventLog,
  write: (text: string) => Promise<void>,
  { after, progress = () => {} }: ExportOptions = {},
): Promise<Exported> => {
  const identity = await log.identity();
  const writer = new Writer(identity, write);
  const start = after === undefined ? 0n : positionOf(after, identity);
  if (start > (await log.head()))
    throw new Refusal(
      'position-beyond-log',
      `The token ${after} is beyond the log: another ledger issued it.`,
    );
  for await (const page of log.readAll()) {
    const before = page.filter(({ position }) => position <= start);
    for (const stored of before) writer.skip(stored);
    await writer.page(before.length === 0 ? page : page.slice(before.length));
    progress(writer.events);
  }
  return writer.end();
};

class Writer {
  events = 0;
  private bytes = 0;
  private sequence = 0;
  private last: StoredEvent | undefined;
  private skipped: StoredEvent | undefined;
  private readonly streams = new Set<string>();
  private readonly lines = new Digest();
  private readonly file = new Digest();
  /** The sequence of the event at each position where an epoch ended. */
  private readonly ordinals = new Map<bigint, number>([[0n, 0]]);
  private readonly ends: ReadonlySet<bigint>;

  constructor(
    private readonly identity: LogIdentity,
    private readonly write: (text: string) => Promise<void>,
  ) {
    this.ends = new Set(identity.ended.map(({ position }) => position));
  }

  skip(stored: StoredEvent): void {
    this.count(stored);
    this.skipped = stored;
  }

  async page(events: readonly StoredEvent[]): Promise<void> {
    let text = this.bytes === 0 && events.length > 0 ? this.header() : '';
    const header = text.length;
    for (const stored of events) {
      this.count(stored);
      this.streams.add(stored.stream);
      text += lineOf(stored, this.sequence);
    }
    this.events += events.length;
    this.lines.add(text.slice(header));
    await this.put(text);
  }

  async end(): Promise<Exported> {
    if (this.bytes === 0) await this.put(this.header());
    const { events, identity } = this;
    const closing: Closing = {
      events,
      streams: this.streams.size,
      lastToken: this.last ? tokenOf(identity.epoch, this.last.position) : null,
      ended: identity.ended.map(({ epoch, upTo, position }) => ({
        epoch,
        upTo: String(upTo),
        sequence: this.ordinals.get(position) ?? 0,
      })),
      sha256: this.lines.hex,
      fileSha256: this.file.hex,
    };
    await this.put(`${JSON.stringify(closing)}\n`);
    const { streams, lastToken, sha256 } = closing;
    return { events, streams, bytes: this.bytes, lastToken: lastToken as Token | null, sha256 };
  }

  private header(): string {
    const { ledger, epoch } = this.identity;
    const before = this.skipped;
    return `${JSON.stringify({
      format: FORMAT,
      formatVersion: FORMAT_VERSION,
      ledger,
      epoch,
      after: before
        ? { token: tokenOf(epoch, before.position), sequence: this.sequence, id: before.id }
        : null,
    } satisfies Header)}\n`;
  }

  private count(stored: StoredEvent): void {
    this.sequence += 1;
    this.last = stored;
    if (this.ends.has(stored.position)) this.ordinals.set(stored.position, this.sequence);
  }

  private async put(text: string): Promise<void> {
    if (text === '') return;
    this.bytes += Buffer.byteLength(text);
    this.file.add(text);
    await this.write(text);
  }
}
