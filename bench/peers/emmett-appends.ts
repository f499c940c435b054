import type { Appender } from '../appender.js';

/** What all of Emmett's stores have in common. */
export interface EmmettStore {
  appendToStream(
    stream: string,
    events: readonly { type: string; data: unknown; metadata: unknown }[],
    options: { expectedStreamVersion: bigint | 'STREAM_DOES_NOT_EXIST' },
  ): Promise<unknown>;
}

export const appendsTo =
  (store: EmmettStore): Appender['append'] =>
  (stream, expected, events) =>
    store.appendToStream(
      stream,
      events.map(({ type, data, ...metadata }) => ({ type, data, metadata })),
      {
        // Emmett counts versions from 1.
        expectedStreamVersion:
          typeof expected === 'number' ? BigInt(expected + 1) : 'STREAM_DOES_NOT_EXIST',
      },
    );
