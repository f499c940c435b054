/** What the tests use of a package that has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export class Provider {
    constructor(
      issuer: string,
      configuration: Readonly<Record<string, unknown>> & {
        readonly extraTokenClaims: (
          context: unknown,
          token: { readonly clientId: string; readonly accountId?: string },
        ) => Readonly<Record<string, unknown>>;
      },
    );
    /** Adds to how requests are answered, as in Koa. */
    use(
      answer: (
        context: { readonly path: string; body: object },
        next: () => Promise<void>,
      ) => Promise<void>,
    ): void;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  }
}
