import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

/** The paths of the service with their methods: tells a path that lacks a method from a path that does not exist. */
@Injectable()
export class KnownRoutes {
  private readonly patterns: { readonly pattern: RegExp; readonly method: string }[] = [];

  /** Created before the routes are added, so that its hook is called for each route. */
  constructor({ httpAdapter }: HttpAdapterHost) {
    httpAdapter.getInstance<FastifyInstance>().addHook('onRoute', ({ url, method }) => {
      const pattern = new RegExp(`^${url.replaceAll(/:[^/]+/g, '[^/]+').replaceAll('*', '.*')}$`);
      for (const each of [method].flat()) this.patterns.push({ pattern, method: each });
    });
  }

  /** The methods that a path takes; none for a path that does not exist. */
  methodsAt(path: string): readonly string[] {
    const methods = this.patterns
      .filter(({ pattern }) => pattern.test(path))
      .map(({ method }) => method);
    return [...new Set(methods)].sort();
  }
}
