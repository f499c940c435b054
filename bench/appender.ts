import type { ExpectedVersion, NewEvent } from '../src/log/event-log.js';

/** An event store as this benchmark drives it: each append is durable when its promise resolves. */
export interface Appender {
  readonly name: string;
  append(stream: string, expected: ExpectedVersion, events: readonly NewEvent[]): Promise<unknown>;
  close(): Promise<unknown> | void;
}
