import { z } from 'zod';
import { tokenField } from '../log/token-field.js';
import { claimField, stoppedField, yuanField, type AnswerOf } from '../validation/answer-fields.js';
import { listOrPage, pageAnswer } from '../validation/page.js';
import { CHANGE_KINDS } from '../domain/events/change-kinds.js';
import { HASH_NAMES } from '../proof/hasher.js';
import { EXCEPTION_RULES } from './exception-rules.js';

/** The answer of `audit verify`: what was counted, and what is wrong with it. */
export const verifiedAnswer = z
  .strictObject({
    ok: z.boolean(),
    events: z.int(),
    streams: z.int(),
    /** Of the last event; null when there is none. */
    lastToken: tokenField.nullable(),
    /** One sentence each. */
    problems: z.array(z.string()),
    /** How many are recorded; of how many the file was compared with its SHA-256; how many files are not kept. */
    documents: z.strictObject({ recorded: z.int(), checked: z.int(), missing: z.int() }),
    /** How the log compares with its tree and with checkpoints; null for a ledger without events. */
    proof: z
      .strictObject({
        /** The tree that was built from the log; the root is in base64. */
        tree: z.strictObject({ hash: z.enum(HASH_NAMES), size: z.int(), root: z.string() }),
        /** How many events are in the tree that is kept. */
        compared: z.int(),
        /** How many checkpoints hold: of those kept with the ledger, and of those kept elsewhere. */
        checkpoints: z.strictObject({ own: z.int(), outside: z.int() }),
        /** The newest one that is kept with the ledger, as a signed note. */
        newest: z.string().nullable(),
        firstDifference: z
          .strictObject({ sequence: z.int(), budget: z.string().nullable() })
          .nullable(),
        /** One sentence each. */
        notProven: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'Verified' });
/** What `audit verify` answers. */
export type VerifiedAnswer = AnswerOf<typeof verifiedAnswer>;

/** How far a verification is: events that were read, and then events that are compared with the views. */
export interface VerificationProgress {
  readonly stage: 'events' | 'views';
  readonly done: number;
  /** Of how many events; undefined where that is not known. */
  readonly total: number | undefined;
}

/** One leg of a change after publication. */
const changeEntry = z
  .strictObject({
    position: z.string(),
    id: z.string(),
    budget: z.string(),
    type: z.string(),
    kind: z.enum(CHANGE_KINDS),
    amendment: z.string().nullable(),
    line: z.string().nullable(),
    claim: claimField,
    before: z.string().nullable(),
    delta: z.string(),
    after: z.string().nullable(),
    effectiveOn: z.string(),
    approvedOn: z.string().nullable(),
    recordedAt: z.string(),
    /** Days from effect to recording; negative when it was recorded ahead. */
    daysLate: z.int(),
    proposedBy: z.string().nullable(),
    actor: z.string(),
    number: z.string().nullable(),
    reason: z.string().nullable(),
    afterClose: z.boolean(),
    stopped: stoppedField,
  })
  .meta({ id: 'AuditChange' });
/**
 * One leg of a change after publication: amounts in yuan, with the delta signed; `position` is the place in the log.
 */
export type ChangeEntry = AnswerOf<typeof changeEntry>;
/** The answer of `audit changes` and `audit late`, in log order; a part of it where `limit` or `after` is given. */
export const changesAnswer = listOrPage(changeEntry);

/** Something that an auditor looks into. It need not be wrong. */
const auditException = z
  .strictObject({
    rule: z.enum(EXCEPTION_RULES),
    budget: z.string(),
    line: z.string().nullable(),
    amendment: z.string().nullable(),
    message: z.string(),
    /** Ids of the events that it rests on. */
    events: z.array(z.string()),
  })
  .meta({ id: 'AuditException' });
/** Something that an auditor looks into, with the rule that found it. It need not be wrong. */
export type AuditException = AnswerOf<typeof auditException>;
/** The answer of `audit exceptions`, budget by budget; a part of it where `limit` or `after` is given. */
export const exceptionsAnswer = listOrPage(auditException);

/** A transfer that has left one budget and not yet arrived in the other. */
const transferInTransit = z
  .strictObject({
    transferId: z.string(),
    from: z.string(),
    to: z.string(),
    amount: yuanField,
    amendment: z.string(),
    position: z.string(),
    /** Why it would be refused if it were to arrive now. */
    problem: z.string().exactOptional(),
    stopped: stoppedField,
  })
  .meta({ id: 'InTransit' });
/** A transfer that has left one budget and not yet arrived in the other; the amount is in yuan. */
export type TransferInTransit = AnswerOf<typeof transferInTransit>;
/** The answer of `audit in-transit`, oldest first; a part of it where `limit` or `after` is given. */
export const inTransitAnswer = listOrPage(transferInTransit);

/** The answer of `/v1/proof/events/…`. */
export const provenEvent = z
  .strictObject({
    /** Its place in the ledger, from 1; its index in the tree is one less. */
    sequence: z.int(),
    /** What is stored of it; data and meta are the stored texts. */
    event: z.strictObject({
      position: z.string(),
      stream: z.string(),
      version: z.int(),
      id: z.string(),
      type: z.string(),
      data: z.string(),
      meta: z.string(),
    }),
    /** A C2SP tlog-proof. */
    proof: z.string(),
  })
  .meta({ id: 'ProvenEvent' });
/** An event as it is stored, with the proof that it is in the newest checkpoint. */
export type ProvenEvent = AnswerOf<typeof provenEvent>;

const read = z
  .strictObject({
    at: z.string(),
    actor: z.string(),
    actorName: z.string().exactOptional(),
    how: z.enum(['read', 'exported', 'printed', 'followed', 'proved', 'verified']),
    address: z.string(),
    budget: z.string().nullable(),
    request: z.string(),
    /** The newest checkpoint at that moment. */
    checkpoint: z.strictObject({ size: z.int(), root: z.string() }).nullable(),
  })
  .meta({ id: 'Read' });
/** What `audit reads` answers: who asked for what, newest first, always in parts. */
export const readsAnswer = pageAnswer(read);
/** One of {@link readsAnswer}. */
export type Read = AnswerOf<typeof read>;
