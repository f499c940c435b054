import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { arrivals } from './arrivals.js';

/**
 * `stream-readers URL COUNT [silent]`: so many readers of server-sent events. Prints a line once all of them are connected.
 * Bytes that come are told as {@link arrivals} says. A silent reader reads nothing.
 */
const [url, count, isSilent] = process.argv.slice(2) as [string, string, string | undefined];
const { hostname, port, host, pathname, search } = new URL(url);
const arrived = arrivals(Number(count));

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
  socket.on('data', () => arrived(index));
};

for (let index = 0; index < Number(count); index += 1) await reader(index);
// What belongs to the beginning of the streams has arrived.
await pause(500);
console.log(JSON.stringify({ address: url }));
// Sockets that nothing is read from do not keep a process alive.
setInterval(() => undefined, 60_000);
