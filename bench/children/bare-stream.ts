import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * `bare-stream FILE`: a Node server alone. Who GETs it stays connected, and each POST is broadcast to them: the bytes of the
 * file as a server-sent event. Prints its address, then the moment of each POST, in ns of the system's monotonic clock.
 */
const frame = readFileSync(process.argv[2]!);
const readers = new Set<ServerResponse>();
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    const committed = Number(process.hrtime.bigint());
    for (const reader of readers) reader.write(frame);
    response.end();
    setImmediate(() => process.stdout.write(`${JSON.stringify({ committed })}\n`));
    return;
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.flushHeaders();
  readers.add(response);
  response.on('close', () => readers.delete(response));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ address: `http://127.0.0.1:${port}` }));
});
