import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * `stream-readers URL COUNT [silent]`: so many readers of server-sent events. Prints a line once all of them are connected.
 * After each SIGUSR2 it prints `armed`, and then when the next bytes have come to the first and to the last of them, in ns of the
 * system's monotonic clock. A silent reader reads nothing.
 */
const [url, count, isSilent] = process.argv.slice(2) as [string, string, string | undefined];
const { hostname, port, host, pathname, search } = new URL(url);
const waiting = new Set<number>();
let first = 0;

const reader = async (index: number): Promise<void> => {
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  if (!isSilent) socket.on('close', () => process.exit(1));
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`,
  );
  if (isSilent) return;
  await once(socket, 'data');
  socket.on('data', () => {
    if (!waiting.delete(index)) return;
    const last = Number(process.hrtime.bigint());
    first ||= last;
    if (waiting.size === 0) process.stdout.write(`${JSON.stringify({ first, last })}\n`);
  });
};

process.on('SIGUSR2', () => {
  for (let index = 0; index < Number(count); index += 1) waiting.add(index);
  first = 0;
  process.stdout.write('armed\n');
});
for (let index = 0; index < Number(count); index += 1) await reader(index);
// What belongs to the beginning of the streams has arrived.
await pause(500);
console.log(JSON.stringify({ address: url }));
