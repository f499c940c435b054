import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Config } from '../config/config.js';
import type { VerificationProgress, VerifiedAnswer } from './audit.answer.js';
import { verifyApart } from './verify-apart.js';

/** What the verification of the log and of all that is kept with it has shown. */
export class VerifyLog extends Query<VerifiedAnswer> {
  constructor(
    /** Ends it, when nobody waits for the answer any more. */
    readonly signal: AbortSignal,
    /** Hears how far it is. */
    readonly onProgress: (progress: VerificationProgress) => void = () => {},
  ) {
    super();
  }
}

/** Verifies in a process of its own, see `verifyApart`. */
@QueryHandler(VerifyLog)
export class VerifyLogHandler implements IQueryHandler<VerifyLog> {
  constructor(private readonly config: Config) {}

  execute({ signal, onProgress }: VerifyLog): Promise<VerifiedAnswer> {
    return verifyApart(this.config, signal, onProgress);
  }
}
