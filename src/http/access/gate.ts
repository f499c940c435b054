import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { within, type Access } from '../../access/access.js';
import { Grants, type Permission } from '../../access/grants.js';
import { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { DOCUMENT_BYTES_MAX } from '../../domain/values/document-limits.js';
import { PolicyFile } from '../../ledger/policy-file.js';
import { Authenticator, type Subject } from './authentication.js';
import { CallerLimits } from './caller-limits.js';
import { sendProblem } from '../problem.filter.js';
import { HttpRefusal, problemOf, type Problem } from '../problem.js';
import { ReadRecord } from './read-record.js';
import { ROUTE_PERMISSIONS, type RoutePermission } from './route-permissions.js';
import { Sessions } from './sessions.js';

/** The caller of a request that was let in, with a token. */
export interface Admitted {
  readonly subject: Subject;
  readonly permission: Permission;
  readonly access: Access;
  /** Of what the access was made. */
  readonly grants: Grants;
}

/** Whose work goes on after its request, see {@link Gate.makerOf}. */
export type Maker = Pick<Subject, 'subject' | 'claims'>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined for a public route, and where the service authenticates nobody. */
    admitted?: Admitted | undefined;
    /** Who was refused because no role of theirs has the permission. */
    refused?: Pick<Admitted, 'subject' | 'grants'> | undefined;
  }
  interface FastifyInstance {
    /** Answers a refused request for a page, or for a path that does not exist, to a browser; false where the request is for no page. The pages set it. */
    refusePage?: (request: FastifyRequest, reply: FastifyReply, refusal: Problem) => boolean;
  }
}

/**
 * Lets requests in: each route needs a permission, a token says who the caller is, and the policy file what it may do. What is
 * called for a request runs within the caller's access. Without authentication it only checks that each route has an entry.
 */
@Injectable()
export class Gate {
  private readonly authentication: Authenticator | undefined;

  /** Created before the routes are added, so that its hook is called for each route. */
  constructor(
    { httpAdapter }: HttpAdapterHost,
    config: Config,
    private readonly policy: PolicyFile,
    private readonly limits: CallerLimits,
    private readonly reads: ReadRecord,
    private readonly sessions: Sessions,
  ) {
    const { oidc } = config.access;
    this.authentication = oidc === null ? undefined : new Authenticator(oidc);
    const server = httpAdapter.getInstance<FastifyInstance>();
    server.decorateRequest('admitted', undefined);
    server.addHook('onRoute', ({ url, method }) => {
      for (const each of [method].flat()) permissionOf(each, url);
    });
    server.addHook('onRequest', (request, reply) => this.admit(request, reply));
    server.addHook('preHandler', (request, _reply, done) => {
      if (request.admitted === undefined) done();
      else within(request.admitted.access, done);
    });
  }

  /**
   * Why a caller may no longer do what it was let in for; undefined while it may. For streams, which outlive their token and the
   * policy that they were opened under: `token-invalid` where the token has ended, `forbidden` where the policy has changed.
   */
  async refusalOf({
    subject,
    permission,
    grants,
  }: Admitted): Promise<HttpRefusal | Refusal | undefined> {
    if (Date.now() >= subject.endsAt)
      return new HttpRefusal(
        'token-invalid',
        'The token has expired: connect again with a new one.',
      );
    const now = await this.grantsOf(subject);
    if (!now.has(permission)) return forbidden(permission);
    return now.fingerprint === grants.fingerprint
      ? undefined
      : new Refusal('forbidden', 'What you may see has changed: connect again.');
  }

  /**
   * Who asks for work that goes on after its request: its subject and those of its claims that the policy asks for.
   *
   * @returns null where the service authenticates nobody.
   */
  async makerOf({ admitted }: FastifyRequest): Promise<Maker | null> {
    if (admitted === undefined) return null;
    const { subject, claims } = admitted.subject;
    const rules = (await this.policy.current()).access ?? [];
    const asked = new Set(rules.flatMap(({ when }) => Object.keys(when)));
    const kept = Object.entries(claims).filter(([name]) => asked.has(name));
    return { subject, claims: Object.fromEntries(kept) };
  }

  /** Whether the policy of now gives a maker a permission for every budget. True where the service authenticates nobody. */
  async mayAll(maker: Maker | null, permission: Permission): Promise<boolean> {
    if (this.authentication === undefined) return true;
    return maker !== null && (await this.grantsOf(maker)).reach(permission).isEverything;
  }

  private async admit(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> {
    if (request.is404) return undefined;
    const needed = permissionOf(request.method, request.routeOptions.url!);
    try {
      if (this.authentication !== undefined && needed !== 'public') {
        request.admitted = await this.admitted(request, needed, this.authentication);
        await this.reads.note(request);
      }
      if (request.routeOptions.config.takesDocument) this.countUpload(request, reply);
      return undefined;
    } catch (error) {
      if (!(error instanceof HttpRefusal || error instanceof Refusal)) throw error;
      const refusal = problemOf(error);
      if (error instanceof HttpRefusal) reply.headers(error.headers);
      if (request.server.refusePage?.(request, reply, refusal)) return reply;
      sendProblem(reply, refusal);
      return reply;
    }
  }

  /** Before its bytes are read: an upload waits in memory until a reader is free. */
  private countUpload({ headers, admitted }: FastifyRequest, { raw }: FastifyReply): void {
    const caller = admitted?.subject.subject;
    const length = Number(headers['content-length'] ?? DOCUMENT_BYTES_MAX);
    raw.once('close', this.limits.begin('upload', caller));
    raw.once(
      'close',
      this.limits.begin('bytes of uploads', caller, Math.min(length, DOCUMENT_BYTES_MAX)),
    );
  }

  /**
   * Whose a token is that the provider has just given out.
   *
   * @throws {HttpRefusal} see {@link Authenticator.subjectIn}.
   */
  subjectOf(token: string): Promise<Subject> {
    return this.authentication!.subjectIn(`Bearer ${token}`);
  }

  private async admitted(
    request: FastifyRequest,
    permission: Permission,
    authentication: Authenticator,
  ): Promise<Admitted> {
    const { headers, ip } = request;
    const authorization = headers.authorization ?? (await this.sessions.authorizationOf(request));
    const subject = await authentication.subjectIn(authorization).catch((error: unknown) => {
      // Without a token there is nothing to verify, and a person is led to the sign-in.
      if (
        authorization !== undefined &&
        error instanceof HttpRefusal &&
        error.code === 'token-invalid'
      )
        this.limits.countInvalid(ip);
      throw error;
    });
    this.limits.count(subject.subject);
    if (headers['ledger-actor'] !== undefined)
      throw new Refusal(
        'malformed',
        'Ledger-Actor is not accepted: the actor is the subject of the token.',
      );
    const grants = await this.grantsOf(subject);
    if (!grants.has(permission)) {
      request.refused = { subject, grants };
      throw forbidden(permission);
    }
    return {
      subject,
      permission,
      access: accessOf(grants, permission),
      grants,
    };
  }

  private async grantsOf({ claims }: Maker): Promise<Grants> {
    return Grants.of((await this.policy.current()).access ?? [], claims);
  }
}

/** Who records may read what it may record in, and what its other roles may read. */
const accessOf = (grants: Grants, permission: Permission): Access =>
  permission === 'enter' || permission === 'approve'
    ? { sees: grants.reach('read', permission), changes: grants.reach(permission) }
    : { sees: grants.reach(permission), changes: grants.reach() };

const forbidden = (permission: Permission): Refusal =>
  new Refusal(
    'forbidden',
    `None of your roles has the permission "${permission}": whoever keeps the policy of this ledger gives roles.`,
    { permission },
  );

/** @throws {Error} the route has no entry in the table. */
const permissionOf = (method: string, url: string): RoutePermission => {
  const route = `${method === 'HEAD' ? 'GET' : method} ${url}`;
  const permission = ROUTE_PERMISSIONS[route];
  if (permission === undefined)
    throw new Error(
      `${route} has no entry in src/http/access/route-permissions.ts: say what it needs.`,
    );
  return permission;
};
