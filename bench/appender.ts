import type { EventLog, ExpectedVersion, NewEvent } from '../src/log/event-log.js';

/** An event store as this benchmark drives it: each append is durable when its promise resolves. */
export interface Appender {
  readonly name: string;
  append(stream: string, expected: ExpectedVersion, events: readonly NewEvent[]): Promise<unknown>;
  close(): Promise<unknown> | void;
}

/** A log of ours. */
export const appenderOf = (name: string, log: EventLog): Appender => ({
  name,
  append: (stream, expected, events) => log.append(stream, expected, events),
  close: () => log.close(),
});
