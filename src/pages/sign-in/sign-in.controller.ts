import { Controller, Get, HttpCode, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { Gate } from '../../http/access/gate.js';
import { Sessions } from '../../http/access/sessions.js';
import { HttpRefusal } from '../../http/problem.js';
import { pageLanguage } from '../frame/language.js';
import { PageErrorFilter, refusePage } from '../page-error.filter.js';
import { sendPage } from '../send-page.js';
import { SignInProvider } from './provider.js';
import { signedOutPage } from './signed-out.js';

/** How long a person may take to sign in at the provider, in seconds. */
const SIGN_IN_S = 600;
const CALLBACK = '/sign-in/callback';

const asked = z.strictObject({ lang: z.enum(['zh', 'en']).optional(), to: z.string().optional() });

/** `/sign-in` and `/sign-out`: people who use the pages, where the service authenticates its callers. */
@ApiExcludeController()
@Controller()
@UseFilters(PageErrorFilter)
export class SignInController {
  private readonly provider: SignInProvider | null;

  constructor(
    { httpAdapter }: HttpAdapterHost,
    { access: { oidc } }: Config,
    private readonly sessions: Sessions,
    private readonly gate: Gate,
  ) {
    this.provider = oidc?.client ? new SignInProvider({ ...oidc, client: oidc.client }) : null;
    httpAdapter
      .getInstance<FastifyInstance>()
      .decorate('refusePage', (request, reply, refusal) =>
        refusePage(request, reply, refusal, sessions.offered),
      );
  }

  /** Sends the browser to the provider. `to` is the page that is shown in the end. */
  @Get('sign-in')
  async begin(
    @Query({ schema: asked }) { to = '/' }: z.infer<typeof asked>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const origin = this.sessions.originOf(request);
    const { location, memory } = await this.offered().begin(`${origin}${CALLBACK}`);
    const cookies = await this.sessions.cookies(
      'ledger-sign-in',
      { ...memory, to: pathOf(to, origin) },
      SIGN_IN_S,
    );
    redirect(reply, location, cookies);
  }

  /** Where the provider sends the browser back to. */
  @Get('sign-in/callback')
  async complete(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const provider = this.offered();
    const memory = await this.sessions.contentOf(request, 'ledger-sign-in');
    if (memory === undefined)
      throw new HttpRefusal(
        'token-invalid',
        'No sign-in was begun in this browser, or it was begun too long ago: open the page again.',
      );
    const origin = this.sessions.originOf(request);
    const token = await provider.complete(new URL(request.url, origin), memory);
    const { endsAt } = await this.gate.subjectOf(token);
    const lastsS = Math.max(1, Math.floor((endsAt - Date.now()) / 1000));
    redirect(reply, pathOf(String(memory['to']), origin), [
      ...(await this.sessions.cookies('ledger-session', { token }, lastsS)),
      ...this.sessions.noCookies('ledger-sign-in'),
    ]);
  }

  /** Ends the session in this browser, and says where it ends at the provider. */
  @Post('sign-out')
  @HttpCode(200)
  async end(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const provider = this.offered();
    this.sessions.refuseOtherSites(request);
    const atProvider = await provider.endOfSession();
    reply.headers({
      'Set-Cookie': [...this.sessions.noCookies('ledger-session')],
      'Cache-Control': 'no-store',
      'Clear-Site-Data': '"cache"',
    });
    const language = pageLanguage(undefined, request.headers.cookie);
    sendPage(reply, signedOutPage(language, atProvider));
  }

  /** @throws {Refusal} `not-found`: the service has no sign-in. */
  private offered(): SignInProvider {
    if (this.provider === null)
      throw new Refusal(
        'not-found',
        'This service has no sign-in: it needs LEDGER_AUTH, LEDGER_CLIENT_ID and LEDGER_CLIENT_SECRET.',
      );
    return this.provider;
  }
}

/** A path of this service, so that nobody is led elsewhere: one that begins with two slashes is another site's address. */
const pathOf = (to: string, origin: string): string => {
  const url = URL.canParse(to, origin) ? new URL(to, origin) : undefined;
  return url === undefined || url.origin !== origin
    ? '/'
    : `/${url.pathname.replace(/^\/+/, '')}${url.search}`;
};

const redirect = (reply: FastifyReply, to: string, cookies: readonly string[]): void => {
  void reply
    .code(303)
    .headers({ Location: to, 'Cache-Control': 'no-store', 'Set-Cookie': [...cookies] })
    .send();
};
