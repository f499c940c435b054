import fc from 'fast-check';
import { invalidTexts, refuseBrokenName, refuseInvalidText } from './text.js';

const INVALID = [
  '\u0000',
  '\u0007',
  '\u000B',
  '\u001B',
  '\u007F',
  '\u0085',
  '\uD800',
  '\uDFFF',
  '\uFFFE',
];

/** A text as people write it: any characters, those of other planes and line breaks too. */
const valid = fc.string({ unit: 'binary' }).filter((text) => invalidTexts(text).length === 0);

describe('A text', () => {
  it.each(['', '调整预算\n第二行\t1', '𠮷野家', '“三公”', '\u200B', '\uFFFD'])(
    'may be %j',
    (text) => expect(() => refuseInvalidText(text)).not.toThrow(),
  );

  it.each(INVALID)('holds no %j', (character) =>
    expect(() => refuseInvalidText(`a${character}b`)).toThrow(
      expect.objectContaining({ code: 'text-invalid' }),
    ),
  );

  it('is found by its path wherever it stands in a value', () =>
    fc.assert(
      fc.property(
        fc
          .jsonValue({ stringUnit: 'grapheme' })
          .filter((value) => invalidTexts(value).length === 0),
        fc.constantFrom(...INVALID),
        valid,
        fc.array(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 4 }),
        (beside, character, text, path) => {
          const invalid = path.reduceRight<unknown>(
            (inner, key) => ({ beside, [key]: inner }),
            `${text}${character}`,
          );
          const asData = JSON.parse(JSON.stringify(invalid)) as unknown;
          expect(invalidTexts(asData).map((each) => each.path)).toContainEqual(path);
        },
      ),
    ));

  it('is looked for in a value of any depth', () => {
    const depth = 100_000;
    const deep = JSON.parse(`${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}`) as unknown;
    expect(invalidTexts(deep)).toHaveLength(1);
  });
});

describe('A name', () => {
  it.each(['\n', '\r', '\t', '\u2028'])('is one line, without %j', (end) => {
    expect(() => refuseBrokenName(`体育局${end}办公室`)).toThrow(
      expect.objectContaining({ code: 'text-invalid' }),
    );
    expect(() => refuseBrokenName('体育局 办公室（本级）')).not.toThrow();
  });
});
