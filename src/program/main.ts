import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { AppModule } from './app.module.js';
import { Config } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import { JSON_BYTES_MAX, readBodies } from '../http/bodies.js';
import { Metrics } from '../http/metrics.js';
import { describe } from '../http/openapi.js';
import { PinoLogger } from '../http/pino-logger.js';
import { problem } from '../http/problem.js';
import { sendProblem } from '../http/problem.filter.js';
import { Routes } from '../http/routes.js';
import { Healing } from '../ledger/healing.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { Projector } from '../projector/projector.js';

export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Takes no more requests, ends the streams, answers what is under way, closes the stores. */
  close(): Promise<void>;
}

/**
 * Starts the service and resolves once it listens.
 *
 * @throws {Refusal} the address or the port cannot be listened on, the policy cannot be read, or a store cannot be used.
 */
export const serve = async (
  config: Config,
  logger = PinoLogger.toStandardError(),
): Promise<Service> => {
  const app = await createApp(config, logger);
  try {
    // A policy that cannot be read is the operator's affair, and not told to everybody who records a change.
    await app.get(PolicyFile).current();
    await listen(app, config);
  } catch (error) {
    await app.close();
    throw error;
  }
  // Not before: a service that cannot listen ends at once, with one sentence.
  follow(app, logger);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const address = `http://${config.host}:${port}`;
  logger.log(`listening on ${address}`);
  if (!isLoopback(config.host))
    logger.warn(
      `LEDGER_HOST is ${config.host} and nobody is authenticated: whoever reaches this address may read and record under any name. Let only a proxy reach it that authenticates, or leave LEDGER_HOST out.`,
    );
  return { address, close: () => app.close() };
};

/** An address that only this machine reaches. */
const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|::1|localhost)$/i.test(host);

/** The service without its port. */
export const createApp = async (
  config: Config,
  logger: PinoLogger,
): Promise<NestFastifyApplication> => {
  const routes = new Routes();
  const adapter = new FastifyAdapter({
    bodyLimit: JSON_BYTES_MAX,
    genReqId: () => randomUUID(),
    // What still comes on an open connection is answered: the stores close after the last answer.
    return503OnClosing: false,
    frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problem('url-malformed', 'The address is not one: check its % escapes.')),
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  routes.watch(server);
  readBodies(server);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.of(config, logger, routes),
    adapter,
    { logger, bodyParser: false, abortOnError: false },
  );
  app.get(Metrics).watch(server);
  logRequests(server, logger);
  describe(app);
  await app.init();
  await server.ready();
  return app;
};

/** The views follow the log from now on, and what a crash left undone is done, here or in another process. */
const follow = (app: NestFastifyApplication, logger: PinoLogger): void => {
  void app.get(Projector).start();
  app.get(Healing).start((error, what) => logger.error(error, what));
};

const logRequests = (server: FastifyInstance, logger: PinoLogger): void => {
  server.addHook('onResponse', async (request, reply) => {
    logger.pino.info({
      request: request.id,
      method: request.method,
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    });
  });
};

const listen = async (app: NestFastifyApplication, { port, host }: Config): Promise<void> => {
  try {
    // Past Nest, which would log the error beside the sentence that follows from it.
    await app.getHttpAdapter().getInstance().listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Refusal(
        'data-folder-unusable',
        `Port ${port} is in use: end what listens there, or give another one with --port.`,
      );
    if (code === 'EACCES')
      throw new Refusal(
        'data-folder-unusable',
        `Port ${port} is not allowed to you: give one above 1023 with --port.`,
      );
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      throw new Refusal(
        'data-folder-unusable',
        `LEDGER_HOST is ${host}, which is no address of this machine: name one that is, or leave the setting out.`,
      );
    throw error;
  }
};

/** Runs until the system asks it to end. */
const main = async (): Promise<void> => {
  const logger = PinoLogger.toStandardError();
  try {
    const service = await serve(
      Config.of(process.env, { data: process.env['LEDGER_DATA'] ?? './data' }),
      logger,
    );
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => void service.close());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    logger.error(error.message);
    process.exitCode = 1;
  }
};

if (import.meta.main) await main();
