import type { FastifyInstance } from 'fastify';

/** The paths that the service has, noted as they are added: what is refused by method alone is told from what is not there. */
export class Routes {
  private readonly patterns: { readonly pattern: RegExp; readonly method: string }[] = [];

  /** Before any route is added. */
  watch(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      const pattern = new RegExp(`^${url.replaceAll(/:[^/]+/g, '[^/]+').replaceAll('*', '.*')}$`);
      for (const each of [method].flat()) this.patterns.push({ pattern, method: each });
    });
  }

  /** The methods that a path takes; none for a path that is not there. */
  methodsAt(path: string): readonly string[] {
    const methods = this.patterns
      .filter(({ pattern }) => pattern.test(path))
      .map(({ method }) => method);
    return [...new Set(methods)].sort();
  }
}
