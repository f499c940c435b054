import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import {
  CUT_OFF,
  formatCheckpoint,
  isCheckpoint,
  originOf,
  parseCheckpoint,
  parseCheckpoints,
} from './checkpoint.js';
import {
  formatNoteKey,
  isSignedBy,
  noteKeyOf,
  parseNote,
  parseNoteKey,
  signNote,
} from './signed-note.js';

/** The example of the documentation of Go's package sumdb/note: key, text, signature. */
const GO = {
  seed: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  line: '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

const goKey = () =>
  createPrivateKey({
    key: Buffer.concat([
      // The head of a PKCS #8 key of Ed25519 (RFC 8410).
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.from(GO.seed, 'base64').subarray(1),
    ]),
    format: 'der',
    type: 'pkcs8',
  });

describe('A signed note', () => {
  it('is signed as Go signs it, byte for byte', () =>
    expect(signNote(GO.text, 'PeterNeumann', goKey())).toBe(`${GO.text}\n${GO.line}`));

  it('is verified with the key that Go prints', () => {
    const key = parseNoteKey(GO.key);
    expect(isSignedBy(parseNote(`${GO.text}\n${GO.line}`)!, key)).toBe(true);
    expect(isSignedBy(parseNote(`${GO.text.replace('think', 'thank')}\n${GO.line}`)!, key)).toBe(
      false,
    );
    expect(formatNoteKey(key)).toBe(GO.key);
    expect(formatNoteKey(noteKeyOf('PeterNeumann', goKey()))).toBe(GO.key);
  });

  it('is not taken for one of another key with the same name', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const note = parseNote(signNote(GO.text, 'PeterNeumann', privateKey))!;
    expect(isSignedBy(note, parseNoteKey(GO.key))).toBe(false);
  });

  it.each(['', 'PeterNeumann', GO.key.replace('c74f', 'c74e'), `${GO.key}AAAA`])(
    'is not verified with the key "%s"',
    (text) => expect(() => parseNoteKey(text)).toThrow(/public key/),
  );
});

describe('A checkpoint', () => {
  const body = 'go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n';

  it('has the lines of a tree of Go', () => {
    const found = parseCheckpoint(`${body}\n${GO.line}`)!;
    expect(found).toMatchObject({ origin: 'go.sum database tree', size: 123_456_789_012 });
    expect(formatCheckpoint(found)).toBe(body);
  });

  it.each([
    ['another first line', `not-\n${body}`],
    ['a size in hex', body.replace('123456789012', '0xabcdef')],
    ['a longer root', body.replace('wBb0=', 'wBTOOBIG=')],
    ['no root', 'go.sum database tree\n1\n'],
  ])('is not read with %s', (_, text) =>
    expect(parseCheckpoint(`${text}\n${GO.line}`)).toBeUndefined(),
  );

  it('is found among others in a file', () => {
    const one = `${body}\n${GO.line}`;
    const two = `${body.replace('123456789012', '5')}more\n\n${GO.line}${GO.line}`;
    expect(
      parseCheckpoints(`${one}\n${two}\n`)
        .filter(isCheckpoint)
        .map(({ note }) => note),
    ).toEqual([one, two]);
    expect(
      parseCheckpoints(`${one}\nnothing\n\n`).map((each) =>
        isCheckpoint(each) ? each.size : each,
      ),
    ).toEqual([123_456_789_012, undefined]);
  });

  describe('in a file that only grows', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const signed = (size: number): string => {
      const origin = originOf('0b3c', 1);
      const root = Buffer.alloc(32, size);
      return signNote(formatCheckpoint({ origin, size, root, extensions: [] }), origin, privateKey);
    };
    const [one, two] = [signed(1), signed(2)];
    const notesIn = (bytes: Buffer) =>
      parseCheckpoints(bytes.toString('utf8')).map((each) =>
        isCheckpoint(each) ? each.note : each,
      );

    it('is cut off wherever its writing ended, also when the next one follows', () => {
      const second = Buffer.from(two);
      // Without its last line break it has all of its signature.
      for (let end = 1; end < second.length - 2; end += 1) {
        const begun = Buffer.concat([Buffer.from(`${one}\n`), second.subarray(0, end)]);
        expect([end, notesIn(begun)]).toEqual([end, [one, CUT_OFF]]);
        const followed = Buffer.concat([begun, Buffer.from(`\n\n${two}\n`)]);
        expect([end, notesIn(followed)]).toEqual([end, [one, CUT_OFF, two]]);
      }
      expect(notesIn(Buffer.from(`${one}\n${two.trimEnd()}`))).toEqual([one, two]);
    });

    it('loses only the cosignature that was cut off', () => {
      const cosigned = `${two}\u2014 witness.example/1 AAAA`;
      expect(notesIn(Buffer.from(cosigned))).toEqual([two]);
    });

    it.each([
      ['with another root', (note: string) => note.replace(/\n2\n./, '\n2\n!')],
      ['with another size', (note: string) => note.replace('\n2\n', '\n2x\n')],
      ['with another signature line', (note: string) => note.replace('\u2014 ', '- ')],
    ])('is not taken for one that was cut off %s', (_, changed) =>
      expect(notesIn(Buffer.from(changed(two)))).toContain(undefined),
    );
  });
});
