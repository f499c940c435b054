import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { Config } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import { securityHeaders } from '../http/access/security-headers.js';
import { refuseOtherHosts } from '../http/access/served-hosts.js';
import { JSON_BYTES_MAX, readBodies } from '../http/bodies.js';
import { withTimeout } from '../concurrency/with-timeout.js';
import { Connections } from './connections.js';
import { sendAnswers } from '../http/transfer/send-answers.js';
import { serveOpenApi } from '../http/openapi.js';
import { PinoLogger } from '../http/pino-logger.js';
import { answerIn } from '../http/transfer/language.js';
import { answerUnparsed, HEAD_BYTES_MAX } from '../http/transfer/unparsed-requests.js';
import { sendProblem } from '../http/problem.filter.js';
import { problem } from '../http/problem.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { AppModule } from './app.module.js';
import { boundHeap } from './bounded-heap.js';
import { END_MS_MAX, endWithin } from './end-within.js';
import { isLoopback } from '../config/loopback.js';

/** The running HTTP service. */
export interface Service {
  /** The URL that it listens at, e.g. `http://127.0.0.1:3000`. */
  readonly address: string;
  /**
   * Accepts no more requests, ends the streams, completes the answers under way for some seconds, and closes the stores. What
   * hangs on its connections does not delay it.
   */
  close(): Promise<void>;
}

/** How long the parts of a service that could not start have to end, in ms. */
const UNSTARTED_MS = 5_000;

/**
 * Starts the service and resolves once it listens.
 *
 * @throws {Refusal} `data-folder-unusable`: the address or the port cannot be listened on, or a store cannot be used;
 *   `malformed`: the policy cannot be read; `log-unavailable`: the log does not answer.
 */
export const serve = async (
  config: Config,
  logger = PinoLogger.toStandardError(),
): Promise<Service> => {
  await refuseUnsafe(config);
  const app = await createApp(config, logger);
  const connections = new Connections(app.getHttpServer());
  try {
    serveOpenApi(app);
    await app.init();
    await listen(app, config);
  } catch (error) {
    // What was only half started may not end: why it did not start is said all the same.
    await withTimeout(app.close(), UNSTARTED_MS, () => undefined);
    throw error;
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  const address = `${config.access.tls === null ? 'http' : 'https'}://${config.host}:${port}`;
  logger.log(`listening on ${address}`);
  if (config.access.oidc === null && !isLoopback(config.host))
    logger.warn(
      `LEDGER_HOST is ${config.host} and the service does not authenticate: whoever reaches this address can read, and record under any name. Let only this machine or an authenticating proxy reach it.`,
    );
  return {
    address,
    close: () => {
      connections.end();
      return app.close();
    },
  };
};

/**
 * What a service may not start with.
 *
 * @throws {Refusal} `malformed`: other machines could reach a service that authenticates nobody, or nobody could do anything in
 *   one that does.
 */
const refuseUnsafe = async ({ host, policy, access }: Config): Promise<void> => {
  const { oidc, exposed } = access;
  if (oidc === null && !exposed && !isLoopback(host))
    throw new Refusal(
      'malformed',
      `LEDGER_HOST is ${host} and the service authenticates nobody: set LEDGER_AUTH=oidc:… and LEDGER_AUDIENCE, or unset LEDGER_HOST. Where only this machine or an authenticating proxy can reach that address, as in a container, set LEDGER_EXPOSE=unauthenticated.`,
    );
  if (oidc !== null && ((await new PolicyFile(policy).current()).access ?? []).length === 0)
    throw new Refusal(
      'malformed',
      'LEDGER_AUTH is set and the policy gives nobody a role: name a file with "access" in LEDGER_POLICY.',
    );
};

/** How long a request may take to arrive, in ms: its head, and all of it. */
const HEAD_MS = 20_000;
const REQUEST_MS = 120_000;
/** Connections that are open at once; further ones are closed. */
const CONNECTIONS_MAX = 10_000;

const createApp = async (config: Config, logger: PinoLogger): Promise<NestFastifyApplication> => {
  const { tls, origins, trustedProxies } = config.access;
  const heads = { maxHeaderSize: HEAD_BYTES_MAX, headersTimeout: HEAD_MS };
  const adapter = new FastifyAdapter({
    ...(tls === null
      ? { http: heads }
      : { https: { ...heads, cert: await pem(tls.cert), key: await pem(tls.key) } }),
    requestTimeout: REQUEST_MS,
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
    bodyLimit: JSON_BYTES_MAX,
    genReqId: () => randomUUID(),
    // Requests on open connections are still answered while the service closes: the stores close after the last answer.
    return503OnClosing: false,
    clientErrorHandler: answerUnparsed,
    frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(
        reply,
        problem('url-malformed', 'The URL is malformed: check its percent-encoding.'),
      ),
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  server.server.maxConnections = CONNECTIONS_MAX;
  securityHeaders(server, { origins, secure: tls !== null });
  readBodies(server);
  sendAnswers(server);
  answerIn(server, config.language);
  refuseOtherHosts(server, config);
  return NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config, logger), adapter, {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
};

const pem = async (file: string): Promise<Buffer> =>
  readFile(file).catch((error: Error) => {
    throw new Refusal(
      'malformed',
      `The certificate or key ${file} cannot be read: ${error.message}.`,
      {},
      { cause: error },
    );
  });

const listen = async (app: NestFastifyApplication, { port, host }: Config): Promise<void> => {
  try {
    // Not by Nest's own listen, which would log the error beside the message below.
    await app.getHttpAdapter().getInstance().listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Refusal(
        'address-unusable',
        `Port ${port} is in use: stop the process that listens there, or choose another port with --port.`,
      );
    if (code === 'EACCES')
      throw new Refusal(
        'address-unusable',
        `You may not listen on port ${port}: choose one above 1023 with --port.`,
      );
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      throw new Refusal(
        'address-unusable',
        `LEDGER_HOST is ${host}, which is not an address of this machine: set it to one that is, or unset it.`,
      );
    throw error;
  }
};

/** Runs until the system sends a signal to end. */
const main = async (): Promise<void> => {
  boundHeap();
  const logger = PinoLogger.toStandardError();
  try {
    const service = await serve(
      Config.of(process.env, { data: process.env['LEDGER_DATA'] ?? './data' }),
      logger,
    );
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        endWithin(END_MS_MAX);
        void service.close();
      });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    logger.error(error.message);
    // A store that was opened before another failed may keep the event loop open.
    process.exit(1);
  }
};

if (import.meta.main) await main();
