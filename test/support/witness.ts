import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { parseCheckpoint } from '../../src/proof/checkpoint.js';
import { Hasher } from '../../src/proof/hasher.js';
import { isConsistent, isSame, type TreeHead } from '../../src/proof/tree/merkle.js';
import {
  formatNoteKey,
  isSignedBy,
  noteKeyOf,
  parseNoteKey,
  signatureLine,
} from '../../src/proof/signed-note.js';

const COSIGNATURE = 4;

/** A witness that signs a checkpoint if it continues the last one that it has seen (C2SP tlog-witness, tlog-cosignature). */
export interface Witness {
  readonly url: string;
  /** Its public key as a verifier is given it. */
  readonly key: string;
  /** Status and `old` of each request. */
  readonly answered: readonly string[];
  /** While false it answers 503. */
  open: boolean;
  close(): Promise<void>;
}

/** Starts a witness of one log, which knows the log's public key. */
export const witnessOf = async (logKey: string): Promise<Witness> => {
  const log = parseNoteKey(logKey);
  const { privateKey } = generateKeyPairSync('ed25519');
  const name = 'witness.example/w1';
  const key = noteKeyOf(name, privateKey, COSIGNATURE);
  const answered: string[] = [];
  let seen: TreeHead | undefined;
  const answer = (body: string): readonly [number, string] => {
    const head = body.indexOf('\n\n');
    const [oldLine = '', ...hashes] = body.slice(0, head).split('\n');
    const old = Number(/^old (0|[1-9]\d*)$/.exec(oldLine)?.[1] ?? 'NaN');
    const checkpoint = parseCheckpoint(body.slice(head + 2));
    if (checkpoint === undefined || Number.isNaN(old) || old > checkpoint.size) return [400, ''];
    if (checkpoint.origin !== log.name) return [404, ''];
    if (!isSignedBy(checkpoint.signed, log)) return [403, ''];
    if (old !== (seen?.size ?? 0)) return [409, `${seen?.size ?? 0}\n`];
    if (seen?.size === checkpoint.size && !isSame(seen.root, checkpoint.root))
      return [409, `${seen.size}\n`];
    const proof = hashes.map((hash) => Buffer.from(hash, 'base64'));
    if (seen !== undefined && !isConsistent(new Hasher('sha-256'), seen, checkpoint, proof))
      return [422, ''];
    seen = checkpoint;
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(1_679_315_147n);
    const statement = `cosignature/v1\ntime 1679315147\n${checkpoint.signed.text}`;
    const signature = sign(null, Buffer.from(statement), privateKey);
    return [200, signatureLine({ name, id: key.id, bytes: Buffer.concat([time, signature]) })];
  };
  const witness = { open: true };
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const [status, text] = witness.open ? answer(body) : [503, ''];
      answered.push(`${status} ${body.split('\n')[0]}`);
      response.writeHead(request.url === '/prefix/add-checkpoint' ? status : 404).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(witness, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/prefix`,
    key: formatNoteKey(key),
    answered,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
};
