import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { actorOf } from './requested-by.js';
import { RouteRequirements } from './route.js';

/** Refuses a change that names no actor, before anything else of the request is checked. */
@Injectable()
export class ActorGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const needsActor = this.reflector.get(RouteRequirements, context.getHandler())?.actor;
    if (needsActor && request.admitted === undefined) actorOf(request);
    return true;
  }
}
