import { fastify } from 'fastify';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { NewEvent } from '../../src/log/event-log.js';
import { RawGrouped } from '../peers/raw-sqlite.js';

/**
 * `bare-commits DATABASE ANSWER`: a Fastify server alone, which records the body of each POST with the other ones of its turn in one
 * durable commit, and answers with the bytes of a file. Prints its address.
 */
const [database, answer] = process.argv.slice(2) as [string, string];
const bytes = readFileSync(answer);
const store = new RawGrouped(database);
const server = fastify();
let streams = 0;
server.post('*', async ({ body }, reply) => {
  const event = {
    id: randomUUID(),
    type: 'AmendmentProposed',
    schemaVersion: 1,
    data: body,
    actor: 'bench',
    correlationId: randomUUID(),
    causationId: null,
  } as NewEvent;
  await store.append(`bare-${(streams += 1)}`, 'no-stream', [event]);
  return reply.code(201).header('content-type', 'application/json; charset=utf-8').send(bytes);
});
console.log(JSON.stringify({ address: await server.listen({ port: 0, host: '127.0.0.1' }) }));
