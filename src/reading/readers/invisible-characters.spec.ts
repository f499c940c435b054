import fc from 'fast-check';
import { examine } from '../examine.js';
import { render, SAMPLE } from '../tables/budget.fixture.js';
import { csvOf, workbookOf, xlsxOf } from './office/office.fixture.js';
import { rounds } from '../../../test/support/rounds.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A character that nobody sees, before some character of each text. */
const INVISIBLE = ['\u200B', '\u200E', '\u202A', '\u2060', '\uFEFF', '\u00AD', '\uFE0E'] as const;

interface Noise {
  readonly invisible: (typeof INVISIBLE)[number];
  /** The character of each text, counted from its begin, that has the noise before it. */
  readonly at: number;
}

const noise: fc.Arbitrary<Noise> = fc.record({
  invisible: fc.constantFrom(...INVISIBLE),
  at: fc.nat(12),
});

/** Before a character that is no white space, so that no cell consists of noise alone. */
const noisy = (text: string, { invisible, at }: Noise): string =>
  text.replace(/\S+/g, (word) => {
    const characters = [...word];
    characters.splice(at % characters.length, 0, invisible);
    return characters.join('');
  });

/** What a document says, without the places where it says it. */
const factsOf = async (bytes: Uint8Array): Promise<unknown> => {
  const { facts } = await examine(bytes, 'noise', null);
  return {
    lines: facts.lines.map(({ line, name, amount }) => ({ line, name, amount })),
    claims: facts.claims.map(({ subject, name, amount }) => ({ subject, name, amount })),
  };
};

const SHAPES: Readonly<Record<string, (noiseOf: (text: string) => string) => Uint8Array>> = {
  text: (noiseOf) => utf8(noiseOf(render(SAMPLE, 'spaces'))),
  TSV: (noiseOf) => utf8(noiseOf(render(SAMPLE, 'tabs'))),
  CSV: (noiseOf) => utf8(csvOf(SAMPLE).replace(/[^",\r\n]+/g, noiseOf)),
  XLSX: (noiseOf) => {
    const book = workbookOf(SAMPLE);
    for (const sheet of Object.values(book.Sheets))
      for (const [address, cell] of Object.entries(sheet))
        if (!address.startsWith('!') && cell.t === 's') cell.v = noiseOf(cell.v);
    return xlsxOf(book);
  },
};

describe('Characters that nobody sees', () => {
  it.each(Object.keys(SHAPES))('change nothing of what is read from a %s', async (shape) => {
    const clean = await factsOf(SHAPES[shape]!((text) => text));
    await fc.assert(
      fc.asyncProperty(noise, async (each) => {
        expect(await factsOf(SHAPES[shape]!((text) => noisy(text, each)))).toEqual(clean);
      }),
      { numRuns: rounds(2, 8) },
    );
  });
});
