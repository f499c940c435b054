import { withTimeout } from '../../concurrency/with-timeout.js';

/** Marks the moment from which a call may have reached the server. */
export interface Sent {
  /** Call right before sending. @throws {DeadlineExceeded} when the deadline has passed: nothing may be sent any more. */
  now(): void;
}

/** The server did not answer before the deadline. */
export class DeadlineExceeded extends Error {
  constructor(
    readonly ms: number,
    /** False when the call never left this process. */
    readonly sent: boolean,
  ) {
    super(`no answer within ${ms} ms`);
  }
}

/**
 * The answer to a call. Needed because the client enforces no deadline while it looks for a node, nor on every kind of
 * call, and a server that hangs never answers.
 *
 * @throws {DeadlineExceeded} when there is no answer within `ms`.
 */
export const withDeadline = async <T>(ms: number, call: (sent: Sent) => Promise<T>): Promise<T> => {
  let isOver = false;
  let isSent = false;
  const sent: Sent = {
    now: () => {
      // A call that was reported as failed before it was sent must not be sent later.
      if (isOver) throw new DeadlineExceeded(ms, false);
      isSent = true;
    },
  };
  return withTimeout(call(sent), ms, () => {
    isOver = true;
    throw new DeadlineExceeded(ms, isSent);
  });
};
