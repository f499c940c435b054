import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../domain/errors.js';
import type { Json } from '../domain/values/json.js';
import type { Caller } from '../ledger/caller.js';
import { canonical } from '../log/canonical.js';
import { actorOf } from './actor.guard.js';

const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** Who asks for a change, under which key. To be asked after the body was checked. */
export const callerOf = (
  request: FastifyRequest,
): Caller & Required<Pick<Caller, 'idempotency'>> => {
  const actor = actorOf(request);
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '')
    throw new Refusal(
      'idempotency-key-missing',
      'A change needs Idempotency-Key: a key of your own, the same when you repeat the request.',
    );
  if (!KEY.test(String(key)))
    throw new Refusal('malformed', 'Idempotency-Key must be 1 to 255 printable ASCII characters.');
  return { actor, idempotency: { key: String(key), fingerprint: fingerprintOf(request) } };
};

/** The same for a change of a budget that is there: `If-Match` names the version that the caller saw, `*` whichever it is. */
export const callerWithVersion = (request: FastifyRequest): Caller => {
  const caller = callerOf(request);
  const match = request.headers['if-match'];
  if (match === undefined)
    throw new Refusal(
      'precondition-required',
      'A change of a budget needs If-Match: the ETag of the budget as you read it, or *.',
    );
  if (match === '*') return caller;
  const version = /^"?(\d{1,9})"?$/.exec(match)?.[1];
  if (version === undefined)
    throw new Refusal('malformed', `If-Match is ${match}: give a version like "12", or *.`);
  return { ...caller, expectedVersion: Number(version) };
};

/** What a key stands for: the method, the path and the body, whatever its spelling; not `If-Match`. */
const fingerprintOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(`${method} ${url.split('?', 1)[0]}\n`)
    .update(body === undefined || body === null ? '' : canonical(body as Json))
    .digest('hex');
