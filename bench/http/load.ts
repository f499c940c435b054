import { connect, type Socket } from 'node:net';

/** What a load of requests on some connections gave. */
export interface Load {
  readonly perSecond: number;
  /** Of each request, in ms. */
  readonly times: readonly number[];
}

/** A path with the headers that a request of it has beside `Host`; with a body, of JSON, it is a POST. */
export interface Asked {
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const HEAD_END = '\r\n\r\n';

/**
 * Sends requests on keep-alive connections for `ms`, on each one after the answer of the one before. Written on sockets,
 * because a client that parses more takes more processor time than the service.
 *
 * @throws {Error} an answer is neither 2xx nor 304, or says no length.
 */
export const load = async (
  address: string,
  connections: number,
  ms: number,
  next: () => Asked,
): Promise<Load> => {
  const { hostname, port, host } = new URL(address);
  const times: number[] = [];
  const start = performance.now();
  const until = start + ms;
  const worker = async (): Promise<void> => {
    const socket = connect(Number(port), hostname).setNoDelay(true);
    try {
      while (performance.now() < until) {
        const asked = next();
        const sent = performance.now();
        await ask(socket, host, asked);
        times.push(performance.now() - sent);
      }
    } finally {
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return { perSecond: times.length / ((performance.now() - start) / 1000), times };
};

const ask = (socket: Socket, host: string, { path, body, headers = {} }: Asked): Promise<void> =>
  new Promise((resolve, reject) => {
    let head = '';
    let left = -1;
    const done = (error?: Error) => {
      socket.off('data', onData).off('error', done).off('close', onClose);
      if (error) reject(error);
      else resolve();
    };
    const onClose = () => done(new Error('the connection was closed'));
    const onData = (chunk: Buffer) => {
      if (left < 0) {
        head += chunk.toString('latin1');
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        const top = head.slice(0, end);
        const status = top.slice(9, 12);
        const length = /\r\ncontent-length: (\d+)/i.exec(top)?.[1];
        const isUnchanged = status === '304';
        if (!isUnchanged && (status[0] !== '2' || length === undefined))
          return done(new Error(`${path}: ${top}`));
        left = (isUnchanged ? 0 : Number(length)) - (head.length - end - HEAD_END.length);
      } else left -= chunk.length;
      if (left <= 0) done();
    };
    socket.on('data', onData).on('error', done).on('close', onClose);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    if (body !== undefined)
      lines.push(
        `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`,
      );
    const method = body === undefined ? 'GET' : 'POST';
    socket.write(
      `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('')}\r\n${body ?? ''}`,
    );
  });
