import type { Change, ChangeType } from './change.js';
import { PUBLIC_NAMES } from './change-data.js';

/** The name of the public shape of a type of change, as a URI. */
export const schemaUri = (type: ChangeType): string =>
  `urn:budget-ledger:schema:${PUBLIC_NAMES[type]}`;

/** A change as a CloudEvent 1.0 in structured JSON, with the extensions Sequence, Partitioning and Distributed Tracing. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  /** The public name with the version of its shape, such as `budget.line.entered.v1`. */
  readonly type: string;
  /** The budget, or the stream of an agency. */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** Its sequence in twenty digits, which sort as text. */
  readonly sequence: string;
  /** Events of one key are to be handled in their order. */
  readonly partitionkey: string;
  /** Of the request that made the change, where it had one. */
  readonly traceparent?: string;
  /** The change as the other formats have it. */
  readonly data: Change;
}

/** The CloudEvent of a change. `ledger` is the id of the ledger, which its source names. */
export const cloudEventOf = (change: Change, ledger: string): CloudEvent => {
  const subject = change.budget ?? change.stream;
  return {
    specversion: '1.0',
    id: change.id,
    source: `urn:uuid:${ledger}`,
    type: PUBLIC_NAMES[change.type],
    subject,
    time: change.recordedAt,
    datacontenttype: 'application/json',
    dataschema: schemaUri(change.type),
    sequence: String(change.sequence).padStart(20, '0'),
    partitionkey: subject,
    ...(change.traceparent !== undefined && { traceparent: change.traceparent }),
    data: change,
  };
};
