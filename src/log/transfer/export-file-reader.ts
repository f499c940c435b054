import { createReadStream, statSync } from 'node:fs';
import { z } from 'zod';
import { Refusal } from '../../domain/errors.js';
import {
  closing,
  Digest,
  eventLine,
  header,
  type Closing,
  type EventLine,
  type Header,
} from './export-format.js';

/** An event of an exported file. */
export interface FileEvent extends EventLine {
  readonly line: number;
  /** Consecutive events of one stream with the same correlation id were one append. */
  readonly correlationId: string;
}

/** No exported line is longer. */
const LINE_BYTES_MAX = 64 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

/**
 * Reads an exported file in chunks and checks it.
 *
 * @throws {Refusal} `malformed`, with the number of the line: a line cannot be read, the order has a gap, a digest differs,
 *   or the closing line is missing.
 */
export class LogFileReader {
  /** Known before the first event. */
  header: Header | undefined;
  /** Known after the last event. */
  closing: Closing | undefined;
  bytes = 0;
  events = 0;

  private line = 0;
  private readonly versions = new Map<string, number>();
  private readonly lines = new Digest();
  private readonly file = new Digest();

  constructor(private readonly path: string) {}

  /** The events in order, in pages. */
  async *pages(): AsyncGenerator<readonly FileEvent[]> {
    for await (const lines of this.splitLines()) {
      const page: FileEvent[] = [];
      for (const bytes of lines) {
        const event = this.readLine(bytes);
        if (event) page.push(event);
      }
      if (page.length > 0) yield page;
    }
    if (!this.header) throw this.wrong('it is empty', this.line);
    if (!this.closing)
      throw this.wrong('the file ends without its closing line: it was cut off', this.line);
  }

  private async *splitLines(): AsyncGenerator<readonly Buffer[]> {
    // The system's error for a folder does not contain its name.
    if (statSync(this.path).isDirectory())
      throw new Refusal('malformed', `${this.path} is a directory: name the file in it.`);
    let rest: Buffer[] = [];
    let restBytes = 0;
    for await (const chunk of createReadStream(this.path, {
      highWaterMark: CHUNK_BYTES,
    }) as AsyncIterable<Buffer>) {
      this.bytes += chunk.length;
      const lines: Buffer[] = [];
      let start = 0;
      for (let end; (end = chunk.indexOf(0x0a, start)) >= 0; start = end + 1) {
        lines.push(Buffer.concat([...rest, chunk.subarray(start, end)]));
        rest = [];
        restBytes = 0;
      }
      rest.push(chunk.subarray(start));
      restBytes += chunk.length - start;
      if (lines.length > 0) yield lines;
      if (restBytes > LINE_BYTES_MAX) throw this.wrong('the line does not end', this.line + 1);
    }
    if (restBytes > 0) throw this.wrong('the line is cut off', this.line + 1);
  }

  private readLine(bytes: Buffer): FileEvent | undefined {
    this.line += 1;
    if (this.closing) throw this.wrong('something follows the closing line');
    const value = this.parse(bytes);
    if (!this.header)
      this.header = this.read(header, value, 'this is not the header of an exported log');
    else if (typeof value === 'object' && value !== null && 'fileSha256' in value) {
      this.close(this.read(closing, value, 'this is not a closing line'));
      return undefined;
    } else {
      const event = this.event(this.read(eventLine, value, 'this is not an event'));
      this.digest(this.lines, bytes);
      this.digest(this.file, bytes);
      return event;
    }
    this.digest(this.file, bytes);
    return undefined;
  }

  private event(event: EventLine): FileEvent {
    this.events += 1;
    const sequence = (this.header!.after?.sequence ?? 0) + this.events;
    if (event.sequence !== sequence)
      throw this.wrong(`event ${sequence} was expected, not ${event.sequence}`);
    const before = this.versions.get(event.stream);
    const version = before === undefined ? (this.header!.after ? event.version : 0) : before + 1;
    if (event.version !== version)
      throw this.wrong(`version ${version} of ${event.stream} was expected, not ${event.version}`);
    this.versions.set(event.stream, version);
    const meta = this.read(metaText, this.parse(event.meta), 'its meta is not complete');
    this.parse(event.data);
    if (meta.recordedAt !== event.recordedAt)
      throw this.wrong('recordedAt differs from that in meta');
    return { ...event, line: this.line, correlationId: meta.correlationId };
  }

  private close(closing: Closing): void {
    const { events, streams, sha256, fileSha256 } = closing;
    if (events !== this.events)
      throw this.wrong(`${events} events were exported, the file has ${this.events}`);
    if (streams !== this.versions.size)
      throw this.wrong(`${streams} streams were exported, the file has ${this.versions.size}`);
    if (fileSha256 !== this.file.hex || sha256 !== this.lines.hex)
      throw this.wrong('the digest differs: a line above was changed');
    this.closing = closing;
  }

  private digest(digest: Digest, line: Buffer): void {
    digest.add(line);
    digest.add('\n');
  }

  private parse(text: Buffer | string): unknown {
    try {
      return JSON.parse(text.toString()) as unknown;
    } catch {
      throw this.wrong('it is not JSON');
    }
  }

  private read<T>(schema: z.ZodType<T>, value: unknown, sentence: string): T {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    const { path } = read.error.issues[0]!;
    throw this.wrong(path.length === 0 ? sentence : `${sentence}, see "${path.join('.')}"`);
  }

  private wrong(what: string, line = this.line): Refusal {
    return new Refusal(
      'malformed',
      `${this.path}, line ${line}: ${what}. Nothing was imported: export the log again.`,
      { line },
    );
  }
}

const metaText = z.object({ recordedAt: z.string(), correlationId: z.string() });
