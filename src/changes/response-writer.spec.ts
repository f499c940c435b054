import fc from 'fast-check';
import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ResponseWriter } from './response-writer.js';

/**
 * A response whose client reads at once or later, and what it was sent: what is read at once is gone, and the rest stays in its
 * buffer.
 */
const readBy = (
  isAtOnce: boolean,
): { readonly response: ServerResponse; readonly sent: Buffer[] } => {
  const sent: Buffer[] = [];
  const response = {
    writableLength: isAtOnce ? 0 : 1,
    write: (bytes: Buffer, onCopied?: () => void) => {
      sent.push(isAtOnce ? Buffer.from(bytes) : bytes);
      if (isAtOnce) onCopied?.();
    },
  };
  return { response: response as unknown as ServerResponse, sent };
};

describe('Texts that are added to a streamed response', () => {
  it.each([true, false])(
    'are sent whole and in their order, whatever their lengths: read at once %s',
    async (isAtOnce) => {
      const text = fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc
          .tuple(fc.constantFrom('a', '预', '😀'), fc.nat(40_000))
          .map(([each, n]) => each.repeat(n)),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(text)), async (turns) => {
          const { response, sent } = readBy(isAtOnce);
          const writer = new ResponseWriter(response, () => '');
          for (const texts of turns) {
            for (const each of texts) if (writer.add(each)) await writer.flush();
            await writer.flush();
          }
          expect(Buffer.concat(sent).equals(Buffer.from(turns.flat().join('')))).toBe(true);
        }),
        { numRuns: 50 },
      );
    },
  );

  it('reach their own client alone, also where others read slowly or leave: all share the chunks', async () => {
    const textOf = (client: number, n: number): string =>
      `${client}:${n}:${'预a'.repeat((n * 7 + client) % 400)}\n`;
    const count = 1_500;
    const server = createServer(async (request, response) => {
      const client = Number(request.url!.slice(1));
      const writer = new ResponseWriter(response, () => '');
      response.flushHeaders();
      for (let n = 0; n < count && !response.destroyed; n += 1)
        if (writer.add(textOf(client, n))) await writer.flush();
      await writer.flush();
      writer.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    /** What a client got: a third reads all, a third pauses after each part, and a third leaves after the first. */
    const receivedBy = (client: number): Promise<string> =>
      new Promise((resolve) => {
        get({ port, host: '127.0.0.1', path: `/${client}`, agent: false }, (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => {
            parts.push(part);
            if (client % 3 === 1) {
              answer.pause();
              setImmediate(() => answer.resume());
            }
            if (client % 3 === 2) answer.destroy();
          });
          answer.on('error', () => undefined);
          answer.on('close', () => resolve(Buffer.concat(parts).toString('latin1')));
        });
      });
    const clients = Array.from({ length: 45 }, (_, client) => client);
    const received = await Promise.all(clients.map(receivedBy));
    server.close();
    for (const client of clients) {
      const texts = Array.from({ length: count }, (_, n) => textOf(client, n));
      const whole = Buffer.from(texts.join('')).toString('latin1');
      const got = received[client]!;
      expect(got.length).toBeGreaterThan(0);
      expect(got === (client % 3 === 2 ? whole.slice(0, got.length) : whole)).toBe(true);
    }
  });
});
