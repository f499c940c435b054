import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { formatCheckpoint, parseCheckpoint, parseCheckpoints } from './checkpoint.js';
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
    expect(parseCheckpoints(`${one}\n${two}\n`).map((each) => each?.note)).toEqual([one, two]);
    expect(parseCheckpoints(`${one}\nnothing\n\n`).map((each) => each?.size)).toEqual([
      123_456_789_012,
      undefined,
    ]);
  });
});
