import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { createHash, hash } from 'node:crypto';
import { Refusal } from '../domain/errors.js';
import { actorName } from '../domain/values/actor.js';
import type { Json } from '../domain/values/json.js';
import type { Caller } from '../ledger/caller.js';
import { canonical } from '../log/canonical.js';
import { RouteRequirements, type CallerOf } from './route.js';

const ACTOR_CHARS_MAX = 200;
/** The version of a budget before its first event. */
const NO_VERSION = -1;
const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

const reflector = new Reflector();

/** A handler's parameter of type {@link CallerOf}. The route's requirements decide which headers are required. */
export const RequestedBy = createParamDecorator(
  (_: unknown, context: ExecutionContext): CallerOf => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const requirements = reflector.get(RouteRequirements, context.getHandler());
    return () => callerOf(request, requirements);
  },
);

/** @throws {Refusal} see {@link CallerOf} and {@link actorOf}. */
export const callerOf = (
  request: FastifyRequest,
  { idempotencyKey, ifMatch, dryRun }: RouteRequirements,
): Caller => {
  const traceparent = traceparentOf(request);
  const known = { ...knownActor(request), ...(traceparent !== undefined && { traceparent }) };
  if (dryRun && isDryRun(request)) return known;
  const idempotency = idempotencyKey && {
    key: idempotencyKeyOf(request),
    fingerprint: fingerprintOf(request),
  };
  const expectedVersion =
    ifMatch === 'optional' ? optionalVersionOf(request) : ifMatch ? versionOf(request) : undefined;
  return {
    ...known,
    ...(idempotency && { idempotency }),
    ...(expectedVersion !== undefined && { expectedVersion }),
  };
};

/** The subject of the token; without authentication the name that the header gives. */
const knownActor = (request: FastifyRequest): Pick<Caller, 'actor' | 'authentication'> => {
  if (request.admitted === undefined) return { actor: actorOf(request) };
  const { subject, name } = request.admitted.subject;
  return {
    actor: subject,
    authentication: { authenticated: true, ...(name !== undefined && { actorName: name }) },
  };
};

/**
 * `Ledger-Actor`: who makes the change, where the service authenticates nobody and trusts the header.
 *
 * @throws {Refusal} `actor-missing`; `malformed`: it is too long.
 */
export const actorOf = ({ headers }: FastifyRequest): string => {
  const actor = actorName(utf8(String(headers['ledger-actor'] ?? '')));
  if ([...actor].length > ACTOR_CHARS_MAX)
    throw new Refusal('malformed', `Ledger-Actor is longer than ${ACTOR_CHARS_MAX} characters.`);
  return actor;
};

/** Node gives each byte of a header as one character; names are sent in UTF-8. */
const utf8 = (header: string): string => {
  const bytes = Buffer.from(header, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : header;
};

/** `traceparent` (W3C Trace Context, version 00); one that is not valid is ignored, as that document asks for. */
const traceparentOf = ({ headers }: FastifyRequest): string | undefined => {
  const given = String(headers['traceparent'] ?? '');
  return /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/.test(given)
    ? given
    : undefined;
};

const idempotencyKeyOf = ({ headers }: FastifyRequest): string => {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '')
    throw new Refusal(
      'idempotency-key-missing',
      'A change needs Idempotency-Key: a key of your own, the same when you repeat the request.',
    );
  if (!KEY.test(String(key)))
    throw new Refusal('malformed', 'Idempotency-Key must be 1 to 255 printable ASCII characters.');
  return String(key);
};

/** As {@link versionOf}, where a request may name no version. `If-None-Match: *` (RFC 9110, section 13.1.2): there is no budget yet. */
const optionalVersionOf = (request: FastifyRequest): number | undefined => {
  const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
  if (noneMatch === undefined) return match === undefined ? undefined : versionOf(request);
  if (noneMatch === '*' && match === undefined) return NO_VERSION;
  throw new Refusal(
    'malformed',
    'A change takes If-Match with a version, or If-None-Match: * where there must be no budget yet.',
  );
};

/** The version that `If-Match` names, as {@link budgetTag} has it; undefined for `*`, which is any. */
const versionOf = ({ headers }: FastifyRequest): number | undefined => {
  const match = headers['if-match'];
  if (match === undefined)
    throw new Refusal(
      'precondition-required',
      'A change of a budget needs If-Match: the ETag of the budget as you read it, or *.',
    );
  if (match === '*') return undefined;
  const version = /^"?(\d{1,9})(?:-[\w-]+)?"?$/.exec(match)?.[1];
  if (version === undefined)
    throw new Refusal('malformed', `If-Match is ${match}: give a version like "12", or *.`);
  return Number(version);
};

/**
 * The `ETag` of a budget: its version, which `If-Match` names. The name that its agency has today changes without an event of the
 * budget, so that `renamed`, which is that name where it is not the one of the opening, is in it too.
 */
export const budgetTag = (version: number, renamed?: string): string =>
  renamed === undefined
    ? `"${version}"`
    : `"${version}-${hash('sha256', renamed, 'base64url').slice(0, 8)}"`;

const isDryRun = ({ query }: FastifyRequest): boolean => {
  const { dryRun } = query as Readonly<Record<string, unknown>>;
  return dryRun === 'true' || dryRun === '';
};

/** What a key stands for: the method, the path and the body, however it is formatted; not `If-Match`. */
const fingerprintOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(`${method} ${url.split('?', 1)[0]}\n`)
    .update(body === undefined || body === null ? '' : canonical(body as Json))
    .digest('hex');
