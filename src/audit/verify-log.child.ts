import { enableCompileCache } from 'node:module';
import { answerParent } from '../concurrency/answer-parent.js';
import type { Config } from '../config/config.js';
import { failureOf, type Failure } from '../domain/errors.js';
import type { VerifiedAnswer } from './audit.answer.js';

/** What a child process found in the log that the settings name. */
export type Verification = { readonly verified: VerifiedAnswer } | Failure;

enableCompileCache();
const { verifyLog } = await import('./verify-log.js');

answerParent(async (config: Config): Promise<Verification> => {
  try {
    return { verified: await verifyLog(config) };
  } catch (error) {
    return failureOf(error);
  }
});
