/** Marks the moment from which a call may have reached the server. */
export interface Sent {
  /** @throws {OutOfTime} the time was over before: nothing may be sent any more. */
  now(): void;
}

/** The server did not answer in time. */
export class OutOfTime extends Error {
  constructor(
    readonly ms: number,
    /** False when the call never left this process. */
    readonly sent: boolean,
  ) {
    super(`no answer within ${ms} ms`);
  }
}

/**
 * The answer to a call, or {@link OutOfTime}. The client keeps deadlines neither while it looks for a node nor on every
 * kind of call, and a server that hangs answers none.
 */
export const inTime = <T>(ms: number, call: (sent: Sent) => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    let over = false;
    let gone = false;
    const timer = setTimeout(() => {
      over = true;
      reject(new OutOfTime(ms, gone));
    }, ms);
    const sent: Sent = {
      now: () => {
        // What was told to have failed unsent must not be sent later.
        if (over) throw new OutOfTime(ms, false);
        gone = true;
      },
    };
    call(sent)
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
