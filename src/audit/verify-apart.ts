import { fork } from 'node:child_process';
import { once } from 'node:events';
import { childProgram } from '../concurrency/child-program.js';
import type { Config } from '../config/config.js';
import { thrownBy } from '../domain/errors.js';
import type { VerificationProgress, VerifiedAnswer } from './audit.answer.js';
import type { Verification } from './verify-log.child.js';

/**
 * Verifies a log as `verifyLog` does, in a process of its own: reading it and building its tree and its views leaves this one
 * no time for anything else.
 *
 * @param signal ends the process, when nobody waits for the answer any more
 * @param onProgress hears how far it is
 * @throws {Refusal} as `verifyLog`.
 */
export const verifyApart = async (
  config: Config,
  signal: AbortSignal,
  onProgress: (progress: VerificationProgress) => void,
): Promise<VerifiedAnswer> => {
  const child = fork(childProgram('audit/verify-log.child.js'), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
  });
  const answered = Promise.race([
    new Promise<Verification>((resolve) => {
      child.on('message', (message: Verification | { readonly progress: VerificationProgress }) => {
        if ('progress' in message) onProgress(message.progress);
        else resolve(message);
      });
    }),
    once(child, 'exit').then((): never => {
      throw new Error('The process that verifies the log ended before it had an answer.');
    }),
  ]);
  // What cannot be sent, because the child has ended, is answered by its end.
  child.send(config, () => {});
  try {
    const verification = await answered;
    if ('verified' in verification) return verification.verified;
    throw thrownBy(verification);
  } finally {
    if (child.connected) child.disconnect();
  }
};
