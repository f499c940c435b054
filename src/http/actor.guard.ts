import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../domain/errors.js';

const ACTOR_CHARS_MAX = 200;

/** Writes name who asks for them; reads need no one. */
@Injectable()
export class ActorGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method !== 'GET' && request.method !== 'HEAD') actorOf(request);
    return true;
  }
}

/** Who asks: `Ledger-Actor`, while no authentication is configured. Refuses (`actor-missing`) a request without. */
export const actorOf = ({ headers }: FastifyRequest): string => {
  const actor = textOf(String(headers['ledger-actor'] ?? '')).trim();
  if (actor === '')
    throw new Refusal('actor-missing', 'A change needs to know who makes it: send Ledger-Actor.');
  if ([...actor].length > ACTOR_CHARS_MAX)
    throw new Refusal('malformed', `Ledger-Actor is longer than ${ACTOR_CHARS_MAX} characters.`);
  return actor;
};

/** A header's bytes arrive one a character; names are sent in UTF-8. */
const textOf = (header: string): string => {
  const bytes = Buffer.from(header, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : header;
};
