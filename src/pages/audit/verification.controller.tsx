import { Controller, HttpCode, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { VerificationProgress } from '../../audit/audit.answer.js';
import { VerifyLog } from '../../audit/verify-log.query.js';
import { CallerLimits } from '../../http/access/caller-limits.js';
import { PinoLogger } from '../../http/pino-logger.js';
import { Prover } from '../../proof/prover.js';
import { formatNoteKey } from '../../proof/signed-note.js';
import { translate } from '../../text/translate.js';
import { pageDocument, pagePart } from '../frame/document.js';
import { pageLanguage, sayIn } from '../frame/language.js';
import { personOf } from '../frame/person.js';
import { PageErrorFilter, problemOnPage } from '../page-error.filter.js';
import { PAGE_HEADERS } from '../send-page.js';
import { Progress, Running, Verification, Verified } from './verification.js';

/** A page that waits says how far it is at most this often, in ms. */
const PROGRESS_MS = 250;
/** Where the page goes on while the verification runs: in its last element, {@link Running}. */
const RUNNING_ENDS = '</div></main>';

/** Begins a verification from a page, which arrives as the verification goes on: without scripts too. */
@ApiExcludeController()
@Controller('audit/verification')
@UseFilters(PageErrorFilter)
export class VerificationController {
  constructor(
    private readonly queries: QueryBus,
    private readonly prover: Prover,
    private readonly limits: CallerLimits,
    @Inject(PinoLogger) private readonly logger: PinoLogger,
  ) {}

  /** @throws {HttpRefusal} `too-many-requests`: one runs already. */
  @Post()
  @HttpCode(200)
  async verify(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ended = this.limits.begin('verification', request.admitted?.subject.subject);
    const gone = new AbortController();
    const { raw } = reply;
    raw.once('close', () => gone.abort());
    const language = pageLanguage(undefined, request.headers.cookie);
    const person = personOf(request);
    const say = sayIn(language);
    const page = pageDocument({
      title: say('核验', 'Verification'),
      part: '/audit',
      language,
      url: '/audit/verification',
      person,
      children: (
        <Verification>
          <Running />
        </Verification>
      ),
    });
    const end = page.lastIndexOf(RUNNING_ENDS);
    const write = (children: ComponentChildren): void => {
      raw.write(pagePart({ language, person, children }));
    };
    // The page is streamed from here on: an error is said on it.
    reply.hijack();
    raw.writeHead(200, {
      ...PAGE_HEADERS,
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    raw.write(page.slice(0, end));
    try {
      const answer = await this.queries.execute(new VerifyLog(gone.signal, throttled(write)));
      const key = formatNoteKey(await this.prover.publicKey());
      write(<Verified answer={answer} publicKey={key} />);
    } catch (error) {
      if (!gone.signal.aborted) {
        const { detail } = problemOnPage(error, request, this.logger);
        write(
          <p class="notice error" role="alert">
            {translate(detail, language)}
          </p>,
        );
      }
    } finally {
      ended();
      raw.end(page.slice(end));
    }
  }
}

/** Writes how far a verification is, not too often; the beginning and the end of each stage always. */
const throttled = (
  write: (children: ComponentChildren) => void,
): ((progress: VerificationProgress) => void) => {
  let last: VerificationProgress['stage'] | undefined;
  let writtenAt = 0;
  return (progress) => {
    const now = performance.now();
    const isDue = now - writtenAt >= PROGRESS_MS || progress.done === progress.total;
    if (progress.stage === last && !isDue) return;
    [last, writtenAt] = [progress.stage, now];
    write(<Progress progress={progress} />);
  };
};
