import { projection } from './projection.js';

/** The idempotency keys that were used, for the life of the ledger: which change each one made. */
export const idempotencyKeys = projection({
  name: 'idempotency-keys',
  version: 1,
  tables: {
    idempotency_keys: {
      columns: {
        key: 'text',
        fingerprint: 'text',
        stream: 'text',
        correlation_id: 'text',
        version: 'integer',
        position: 'bigint',
      },
      primaryKey: ['key'],
    },
  },
  on: {},
  onEvery: ({ idempotency, stream, correlationId, version, position }) =>
    idempotency === undefined
      ? []
      : [
          {
            upsert: 'idempotency_keys',
            key: { key: idempotency.key },
            set: {
              fingerprint: idempotency.fingerprint,
              stream,
              correlation_id: correlationId,
              version,
              position,
            },
          },
        ],
});
