import fc from 'fast-check';
import type { ServerResponse } from 'node:http';
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
});
