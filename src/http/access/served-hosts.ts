import type { FastifyInstance } from 'fastify';
import { isIP } from 'node:net';
import type { Config } from '../../config/config.js';
import { sendProblem } from '../problem.filter.js';
import { problem } from '../problem.js';

/**
 * Refuses requests whose `Host` is a name that is not known, where the service authenticates nobody: a page of another site that
 * has its own name resolved to this machine (DNS rebinding) would else read and record as a visitor's browser. No site has an
 * address, `localhost` or what ends with `.localhost` for its name; besides these, the names of `LEDGER_HOST`,
 * `LEDGER_PUBLIC_URL` and `LEDGER_ALLOWED_HOSTS` are served, with any port. A request without `Host` comes from no browser.
 */
export const refuseOtherHosts = (server: FastifyInstance, { host, access }: Config): void => {
  if (access.oidc !== null) return;
  const { publicOrigin, allowedHosts } = access;
  const known = new Set([
    host.toLowerCase(),
    ...allowedHosts,
    ...(publicOrigin === undefined ? [] : [new URL(publicOrigin).hostname]),
  ]);
  const isServed = (name: string): boolean =>
    isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 ||
    /(?:^|\.)localhost$/.test(name) ||
    known.has(name);
  server.addHook('onRequest', ({ headers }, reply, done) => {
    const name = headers.host?.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
    if (name === undefined || isServed(name)) {
      done();
      return;
    }
    sendProblem(
      reply,
      problem(
        'host-unknown',
        `This service does not answer as ${name}: ask for it by its address or as localhost, or name this host in LEDGER_ALLOWED_HOSTS.`,
      ),
    );
  });
};
