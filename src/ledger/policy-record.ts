import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { pause } from '../concurrency/pause.js';
import type { PolicyChanged } from '../domain/events/budget.events.js';
import { SCHEMA_VERSION } from '../domain/events/upcast.js';
import type { Json } from '../domain/values/json.js';
import { POLICY_STREAM } from '../domain/values/budget-id.js';
import { canonical } from '../log/canonical.js';
import { decode } from '../log/envelope.js';
import { eventId } from '../log/event-id.js';
import { EventLog, WrongExpectedVersion } from '../log/event-log.js';
import { PolicyFile } from './policy-file.js';

/** How often the policy is compared with what is recorded of it, in ms. */
const EVERY_MS = 1_000;

/** What is recorded of the policy. */
interface Recorded {
  /** Version of its stream; -1 where there is none. */
  readonly version: number;
  readonly sha256: string | null;
}

/**
 * Records each change of the policy file as an event: the one that a service finds when it starts, and those while it runs. Its
 * author is whoever may write the file, which a service does not know.
 */
@Injectable()
export class PolicyRecord implements BeforeApplicationShutdown {
  private running: Promise<void> = Promise.resolve();
  private readonly stopped = new AbortController();
  private known: string | null | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly file: PolicyFile,
  ) {}

  /** Compares now and again until the application shuts down. */
  start(onError: (error: unknown) => void): void {
    this.running = this.repeat(onError);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async repeat(onError: (error: unknown) => void): Promise<void> {
    const { signal } = this.stopped;
    let reported = '';
    while (!signal.aborted) {
      try {
        await this.compare();
        reported = '';
      } catch (error) {
        if (String(error) !== reported) onError(error);
        reported = String(error);
      }
      await pause(EVERY_MS, signal);
    }
  }

  private async compare(): Promise<void> {
    await this.file.current();
    const { bytes } = this.file;
    const sha256 = bytes && createHash('sha256').update(bytes).digest('hex');
    if (sha256 === this.known) return;
    const { version, sha256: recorded } = await this.recorded();
    if (sha256 === recorded || (await this.record(version, { sha256, policy: textOf(bytes) })))
      this.known = sha256;
  }

  private async recorded(): Promise<Recorded> {
    for await (const [last] of this.log.readStream(POLICY_STREAM, {
      direction: 'backward',
      max: 1,
    })) {
      const { version, data } = decode(last!) as unknown as { version: number } & PolicyChanged;
      return { version, sha256: data.sha256 };
    }
    return { version: -1, sha256: null };
  }

  /** False where another service of this ledger was first: the next comparison tells what it has recorded. */
  private async record(version: number, data: PolicyChanged['data']): Promise<boolean> {
    const key = `${POLICY_STREAM} ${version + 1} ${data.sha256}`;
    try {
      await this.log.append(POLICY_STREAM, version < 0 ? 'no-stream' : version, [
        {
          id: eventId(key, 0),
          type: 'PolicyChanged',
          schemaVersion: SCHEMA_VERSION.PolicyChanged,
          data: data as unknown as Json,
          actor: 'ledger',
          authenticated: false,
          correlationId: eventId(`${key} correlation`, 0),
          causationId: null,
        },
      ]);
      return true;
    } catch (error) {
      if (error instanceof WrongExpectedVersion) return false;
      throw error;
    }
  }
}

const textOf = (bytes: Buffer | null): string | null =>
  bytes && canonical(JSON.parse(bytes.toString('utf8')) as Json);
