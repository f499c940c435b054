import { fastify } from 'fastify';
import { readFileSync } from 'node:fs';

/** `bare FILE`: a Fastify server alone, which answers every path with the bytes of a file. Prints its address. */
const bytes = readFileSync(process.argv[2]!);
const server = fastify();
server.get('*', (_request, reply) =>
  reply.header('content-type', 'application/json; charset=utf-8').send(bytes),
);
console.log(JSON.stringify({ address: await server.listen({ port: 0, host: '127.0.0.1' }) }));
