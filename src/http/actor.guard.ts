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
    if (this.reflector.get(RouteRequirements, context.getHandler())?.actor)
      actorOf(context.switchToHttp().getRequest<FastifyRequest>());
    return true;
  }
}
