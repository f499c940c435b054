import { enableCompileCache } from 'node:module';
import { answerParent } from '../concurrency/answer-parent.js';
import type { Config } from '../config/config.js';
import { failureOf, type Failure } from '../domain/errors.js';
import type { VerificationProgress, VerifiedAnswer } from './audit.answer.js';

/** What a child process found in the log that the settings name. */
export type Verification = { readonly verified: VerifiedAnswer } | Failure;

enableCompileCache();
const { verifyLog } = await import('./verify-log.js');

const tell = (progress: VerificationProgress): void => {
  process.send?.({ progress });
};

answerParent(async (config: Config): Promise<Verification> => {
  try {
    const verified = await verifyLog(config, {
      progress: (done, total) => tell({ stage: 'events', done, total }),
      viewsProgress: (done, total) => tell({ stage: 'views', done, total }),
    });
    return { verified };
  } catch (error) {
    return failureOf(error);
  }
});
