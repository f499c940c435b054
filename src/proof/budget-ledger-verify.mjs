#!/usr/bin/env node
// Verifies a bundle of budget-ledger (`audit bundle <budget> --out FILE.zip`) by itself: this one file needs Node.js 20 or newer, and
// neither the ledger, nor a network, nor another package.
//
//   node budget-ledger-verify.mjs FILE.zip [--key KEY] [--origin ORIGIN] [--witness KEY]... [--witnesses N]
//
// KEY is a public key as `audit key` prints it, or a file that holds one. Exit 0: everything holds. Exit 1: something does not, and
// the first event is named. Exit 2: the checkpoint is of another key or another ledger, or the command line is wrong.
//
// Formats: C2SP signed-note, tlog-checkpoint, tlog-cosignature (https://c2sp.org); Merkle trees of RFC 9162; SM3 of GB/T 32905-2016.

import { createHash, createPublicKey, getHashes, verify } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const FORMAT = 'budget-ledger-bundle@v1';
const LEAF_DOMAIN = 'budget-ledger event v1\n';
const ED25519 = 1;
const COSIGNATURE = 4;
const FILE_BYTES_MAX = 2 ** 30;

/** Something of the bundle does not hold; `exit` is the code of the command. */
class Wrong extends Error {
  constructor(message, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

/**
 * Verifies a bundle.
 *
 * @param {Uint8Array} zip the bytes of the bundle
 * @param {{ key?: string, origin?: string, witnesses?: string[], quorum?: number }} expected what must have signed it; the key
 *   that the bundle brings along is taken where none is given, and a line of the answer says so
 * @returns {{ exit: 0 | 1 | 2, lines: string[] }} a sentence for each thing that was verified; the last one says what is wrong
 */
export const verifyBundle = (zip, expected = {}) => {
  const lines = [];
  try {
    verifyFiles(readZip(Buffer.from(zip)), expected, (line) => lines.push(printable(line)));
    return { exit: 0, lines: [...lines, 'Everything holds.'] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { exit: error?.exit ?? 1, lines: [...lines, printable(message)] };
  }
};

const verifyFiles = (files, expected, say) => {
  const manifest = json(files, 'bundle.json');
  if (manifest.format !== FORMAT) throw new Wrong(`The bundle is not of the form ${FORMAT}.`);
  const checkpoint = parseCheckpoint(text(files, 'checkpoint.txt'));
  const bundled = text(files, 'key.txt');
  verifySignatures(checkpoint, bundled, expected, say);
  const events = text(files, 'events.jsonl')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parsed(line, 'events.jsonl'));
  verifyEvents(events, manifest, checkpoint);
  say(`${events.length} events of ${manifest.budget} are in the tree of the checkpoint, with none left out between the first and the last.`);
  const facts = events.map((each) => ({
    ...each,
    data: JSON.parse(each.event.data),
    meta: JSON.parse(each.event.meta),
  }));
  verifyDocuments(files, facts, say);
  verifyAnswers(files, facts, manifest, say);
};

const parseCheckpoint = (note) => {
  const end = note.lastIndexOf('\n\n');
  const body = note.slice(0, end + 1);
  const [origin = '', size = '', root = '', ...extensions] = body.split('\n').slice(0, -1);
  const signatures = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1)
    .map((line) => /^\u2014 (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line))
    .map((match) => match && { name: match[1], bytes: Buffer.from(match[2], 'base64') });
  const bytes = Buffer.from(root, 'base64');
  if (end === -1 || origin === '' || !/^[1-9]\d{0,14}$/.test(size) || bytes.length !== 32 || signatures.includes(null))
    throw new Wrong('checkpoint.txt is not a signed checkpoint.');
  const hash = extensions.includes('hash sm3') ? 'sm3' : 'sha256';
  return { body, origin, size: Number(size), root: bytes, hash, signatures };
};

const parseKey = (given) => {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(given.trim());
  const bytes = Buffer.from(match?.[3] ?? '', 'base64');
  if (!match || bytes.length !== 33 || ![ED25519, COSIGNATURE].includes(bytes[0]))
    throw new Wrong(`"${given.trim()}" is not a public key: give one as audit key prints it.`, 2);
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') },
  });
  return { name: match[1], raw: bytes, key };
};

/** Whether one of the signatures is of this key, under this name. */
const isSigned = ({ body, signatures }, { raw, key }, name) => {
  const id = createHash('sha256').update(`${name}\n`).update(raw).digest().subarray(0, 4);
  return signatures.some((signature) => {
    if (signature.name !== name || !signature.bytes.subarray(0, 4).equals(id)) return false;
    const bytes = signature.bytes.subarray(4);
    if (raw[0] === ED25519) return verify(null, Buffer.from(body), key, bytes);
    // A witness signs when it saw the text: eight bytes with the seconds since 1970, then the signature.
    if (bytes.length !== 72) return false;
    const statement = `cosignature/v1\ntime ${bytes.readBigUInt64BE(0)}\n${body}`;
    return verify(null, Buffer.from(statement), key, bytes.subarray(8));
  });
};

const verifySignatures = (checkpoint, bundled, { key: given, origin, witnesses = [], quorum = witnesses.length }, say) => {
  const key = parseKey(given ?? bundled);
  const ledgerOf = (name) => name.replace(/\/\d+$/, '');
  if (origin !== undefined && origin !== checkpoint.origin) throw new Wrong(`The checkpoint is of ${checkpoint.origin}, and not of ${origin}.`, 2);
  // The same key signs each epoch of its ledger, under the name of the epoch.
  if (ledgerOf(key.name) !== ledgerOf(checkpoint.origin)) throw new Wrong(`The checkpoint is of ${checkpoint.origin}, and the key is of ${key.name}.`, 2);
  if (!isSigned(checkpoint, key, checkpoint.origin))
    throw new Wrong(`The checkpoint of ${checkpoint.origin} is not signed by the key ${given === undefined ? 'in the bundle' : 'that was given'}.`, 2);
  say(`The checkpoint of ${checkpoint.size} events of ${checkpoint.origin} is signed by the key.`);
  if (given === undefined) say('The key is the one in the bundle: compare it with the one that you were given by the bureau, or name that one with --key.');
  const signed = witnesses.map(parseKey).filter((witness) => isSigned(checkpoint, witness, witness.name));
  if (signed.length < quorum) throw new Wrong(`${signed.length} of the ${witnesses.length} witnesses signed the checkpoint, and ${quorum} must.`, 2);
  for (const { name } of signed) say(`The witness ${name} signed it too.`);
};

const digest = (algorithm, ...parts) => {
  const bytes = Buffer.concat(parts);
  if (algorithm !== 'sm3' || getHashes().includes('sm3')) return createHash(algorithm).update(bytes).digest();
  return sm3(bytes);
};

/** The leaf of an event: a fixed line, then six fields, each after its length in four bytes. */
const leafOf = (algorithm, { stream, version, id, type, data, meta }) => {
  const parts = [Buffer.of(0), Buffer.from(LEAF_DOMAIN)];
  for (const field of [stream, String(version), id, type, data, meta]) {
    const bytes = Buffer.from(field);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return digest(algorithm, ...parts);
};

/** The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2); null when it has not the right length. */
const rootBy = (algorithm, leaf, index, size, proof) => {
  let [at, last, root] = [index, size - 1, leaf];
  const node = (left, right) => digest(algorithm, Buffer.of(1), left, right);
  for (const hash of proof) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = node(hash, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else root = node(root, hash);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : null;
};

const verifyEvents = (events, { budget, events: count }, { size, root, hash }) => {
  if (events.length !== count) throw new Wrong(`The bundle has ${events.length} events, and says that it has ${count}.`);
  let before = -1;
  for (const [version, { index, event, hashes }] of events.entries()) {
    const name = `Event ${index + 1} (${event.stream}, version ${event.version})`;
    if (event.stream !== `budget-${budget}`) throw new Wrong(`${name} is not of ${budget}.`);
    if (event.version !== version || index <= before) throw new Wrong(`${name} is not in its place: version ${version} is missing, or the order was changed.`);
    before = index;
    const inTree = Number.isInteger(index) && index < size;
    const found = inTree
      ? rootBy(
          hash,
          leafOf(hash, event),
          index,
          size,
          hashes.map((each) => Buffer.from(each, 'base64')),
        )
      : null;
    if (found === null || !found.equals(root))
      throw new Wrong(`${name} is not the event that was recorded: its proof does not lead to the root of the checkpoint.`);
  }
};

const verifyDocuments = (files, facts, say) => {
  const recorded = new Map(facts.filter(({ event }) => event.type === 'DocumentRegistered').map((fact) => [fact.data.document, fact]));
  for (const name of files.keys())
    if (name.startsWith('documents/') && !recorded.has(name.slice(10))) throw new Wrong(`${name} is in the bundle, and no event names it.`);
  let missing = 0;
  for (const [sha256, { index }] of recorded) {
    const bytes = files.get(`documents/${sha256}`);
    if (bytes === undefined) missing += 1;
    else if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new Wrong(`The document ${sha256} of event ${index + 1} has other bytes than were recorded.`);
  }
  say(
    `${recorded.size - missing} of ${recorded.size} documents have the SHA-256 that was recorded${missing === 0 ? '' : `; ${missing} are not in the bundle`}.`,
  );
};

const verifyAnswers = (files, facts, manifest, say) => {
  const { asOf } = manifest;
  if (facts.at(-1) !== undefined && facts.at(-1).meta.recordedAt > asOf.recorded)
    throw new Wrong(`Event ${facts.at(-1).index + 1} was recorded after ${asOf.recorded}, the time of the question.`);
  const revisions = revisionsOf(facts).filter(({ effectiveOn }) => asOf.effective === null || effectiveOn <= asOf.effective);
  const lines = new Map();
  for (const { line, kind, fen } of revisions) {
    const sums = lines.get(line) ?? lines.set(line, { kinds: new Map() }).get(line);
    sums.kinds.set(kind, (sums.kinds.get(kind) ?? 0n) + fen);
  }
  const done = new Set(['bundle.json', 'checkpoint.txt', 'key.txt', 'events.jsonl']);
  let figures = 0;
  for (const name of files.keys()) {
    const bridge = /^answers\/bridge-([a-z-]+)\.json$/.exec(name);
    const table = /^answers\/table-([1-9])\.json$/.exec(name);
    if (name === 'answers/lines.json') figures += verifyLines(json(files, name).lines, lines);
    else if (bridge) figures += verifyBridge(bridge[1], json(files, name), lines);
    else if (table) figures += verifyTable(json(files, name), lines, facts);
    else if (name === 'answers/trail.json') verifyTrail(json(files, name).entries, facts, asOf);
    else if (!done.has(name) && !name.startsWith('documents/')) say(`Not verified, because this program does not know it: ${name}.`);
    if (name.startsWith('answers/') && !isSameAsOf(json(files, name).asOf, asOf)) throw new Wrong(`${name} answers another question than bundle.json says.`);
  }
  say(`${figures} figures of the answers were added up again from the events, and are the same.`);
};

const isSameAsOf = (one, other) => ['effective', 'recorded', 'position'].every((field) => one?.[field] === other[field]);

/** What moves lines: each revision has its line, its kind, the day from which it holds, and its amount in fen. */
const revisionsOf = (facts) =>
  facts.flatMap(({ event: { type }, data }) => {
    const { line, effectiveOn } = data;
    const one = (kind, fen) => ({ line, kind, effectiveOn, fen });
    const ended = data.corrected === undefined ? [] : [one('correction', -fenOf(data.corrected))];
    switch (type) {
      case 'LineEntered':
        return [one('original', fenOf(data.amount) - fenOf(data.before ?? '0.00')), ...ended];
      case 'LineDiscontinued':
        return [one('original', -fenOf(data.before)), ...ended];
      case 'LineCorrected':
        return line === null ? [] : [one('correction', fenOf(data.to) - fenOf(data.from))];
      case 'BudgetAmended':
      case 'TransferReturned':
        return data.legs.map(({ key, delta }) => ({
          line: key,
          kind: data.kind,
          effectiveOn,
          fen: fenOf(delta),
        }));
      default:
        return [];
    }
  });

const adjustedOf = (sums) => [...(sums?.kinds.values() ?? [])].reduce((sum, fen) => sum + fen, 0n);
const partOf = (sums, kind) => sums?.kinds.get(kind) ?? 0n;

const verifyLines = (answered, lines) => {
  for (const { line, original, adjusted, amount } of answered) {
    const sums = lines.get(line);
    same(`the original of ${line}`, original, partOf(sums, 'original'));
    same(`the adjusted amount of ${line}`, adjusted, adjustedOf(sums));
    same(`the amount of ${line}`, amount, adjustedOf(sums));
  }
  const shown = new Set(answered.map(({ line }) => line));
  for (const [line, sums] of lines)
    if (!shown.has(line) && adjustedOf(sums) !== 0n) throw new Wrong(`The lines lack ${line}, which has ${yuanOf(adjustedOf(sums))}.`);
  return 3 * answered.length;
};

const verifyBridge = (schedule, { rows, total }, lines) => {
  const verifyRow = (name, row, all) => {
    const sum = (part) => all.reduce((total, sums) => total + part(sums), 0n);
    same(
      `the original of ${name}`,
      row.original,
      sum((each) => partOf(each, 'original')),
    );
    same(
      `the corrections of ${name}`,
      row.corrections,
      sum((each) => partOf(each, 'correction')),
    );
    same(`the adjusted amount of ${name}`, row.adjusted, sum(adjustedOf));
    for (const [kind, amount] of Object.entries(row.amendments))
      same(
        `${kind} of ${name}`,
        amount,
        sum((each) => partOf(each, kind)),
      );
    return 3 + Object.keys(row.amendments).length;
  };
  const own = [...lines].filter(([line]) => line.startsWith(`${schedule}/`));
  const shown = new Set(rows.map(({ line }) => line));
  for (const [line] of own) if (!shown.has(line)) throw new Wrong(`The bridge of ${schedule} lacks ${line}.`);
  const figures = rows.map((row) => verifyRow(row.line, row, [lines.get(row.line)]));
  return [
    ...figures,
    verifyRow(
      `the total of ${schedule}`,
      total,
      own.map(([, sums]) => sums),
    ),
  ].reduce((sum, each) => sum + each, 0);
};

const verifyTrail = (entries, facts, { effective }) => {
  const byId = new Map(facts.map((fact) => [fact.event.id, fact]));
  for (const { id, type, sequence, recordedAt, actor, line, delta } of entries) {
    const fact = byId.get(id);
    if (fact === undefined || fact.index + 1 !== sequence || fact.event.type !== type || fact.meta.recordedAt !== recordedAt || fact.meta.actor !== actor)
      throw new Wrong(`The trail names event ${sequence} (${id}) otherwise than it was recorded.`);
    const leg = fact.data.legs?.find(({ key }) => key === line);
    if (type === 'BudgetAmended' && leg !== undefined && delta !== null && fenOf(leg.delta) !== fenOf(delta))
      throw new Wrong(`The trail says ${delta} of ${line} in event ${sequence}, and the event ${leg.delta}.`);
  }
  const shown = new Set(entries.map(({ id }) => id));
  const isInForce = ({ data }) => effective === null || data.effectiveOn <= effective;
  const left = facts.find((fact) => MOVES.has(fact.event.type) && isInForce(fact) && !shown.has(fact.event.id));
  if (left !== undefined) throw new Wrong(`The trail lacks event ${left.index + 1} (${left.event.type}).`);
};

const MOVES = new Set(['LineEntered', 'LineDiscontinued', 'LineCorrected', 'BudgetAmended', 'TransferReturned']);

/**
 * Which leaf lines a cell of a table is the sum of, by the number of the table: the schedule and the fund, and the columns
 * that hold a part.
 */
const TABLES = {
  3: ['expenditure', undefined],
  5: ['expenditure', 'general'],
  6: ['expenditure', 'government-fund'],
  7: ['expenditure', 'state-capital'],
  8: ['economic', undefined],
};

/**
 * A cell below a code is what a document printed there, plus what later events changed; or, where none printed it, the sum of its lines.
 * Other cells of a table are not recomputed.
 */
const verifyTable = ({ table, unit, rows }, lines, facts) => {
  const [schedule, fund] = TABLES[table] ?? [];
  if (schedule === undefined || unit !== '元') return 0;
  const printed = new Map();
  for (const { data } of facts) {
    if (data.source?.table !== table || data.amount === undefined) continue;
    const code = data.subject ?? data.line?.split('/')[schedule === 'economic' ? 1 : 2];
    const place = `${code} ${data.source.column}`;
    printed.set(place, [...(printed.get(place) ?? []), fenOf(data.amount)]);
  }
  let figures = 0;
  for (const { code, cells } of rows) {
    if (code === null) continue;
    for (const [column, cell] of Object.entries(cells)) {
      if (cell === null) continue;
      const below = [...lines].filter(([line]) => {
        const [own, ...rest] = line.split('/');
        const [item, part] = schedule === 'economic' ? rest : rest.slice(1);
        return own === schedule && (fund === undefined || rest[0] === fund) && item.startsWith(code) && (column === 'total' || column === part);
      });
      const sum = below.reduce((all, [, sums]) => all + adjustedOf(sums), 0n);
      const changes = sum - below.reduce((all, [, sums]) => all + partOf(sums, 'original'), 0n);
      const figure = fenOf(cell);
      const possible = [sum, ...(printed.get(`${code} ${column}`) ?? []).map((fen) => fen + changes)];
      // A correction may also name the printed cell itself.
      for (const { event, data } of facts) if (event.type === 'LineCorrected' && data.claim?.table === table) possible.push(fenOf(data.to) + changes);
      if (!possible.includes(figure))
        throw new Wrong(`Table ${table} says ${cell} in ${column} of ${code}: no document prints that, and its lines add up to ${yuanOf(sum)}.`);
      figures += 1;
    }
  }
  return figures;
};

const same = (what, answered, fen) => {
  if (fenOf(answered) !== fen) throw new Wrong(`The bundle says ${answered} for ${what}, and its events add up to ${yuanOf(fen)}.`);
};

/** Yuan with two decimals as an exact number of fen. */
const fenOf = (amount) => {
  if (!/^[+-]?\d+\.\d\d$/.test(amount)) throw new Wrong(`"${amount}" is not an amount.`);
  return BigInt(amount.replace('.', '').replace('+', ''));
};

const yuanOf = (fen) => {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** The files of a ZIP archive by their names (APPNOTE 6.3): stored or deflated, without encryption, less than 4 GiB. */
const readZip = (zip) => {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1) throw new Wrong('The file is not a bundle: it is no ZIP archive.');
  const files = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Wrong('The directory of the ZIP archive is damaged.');
    const [method, length, nameLength] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + length);
    if (files.has(name) || (method !== 0 && method !== 8)) throw new Wrong(`The ZIP archive has ${name} twice, or in a form that cannot be read.`);
    files.set(name, method === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: FILE_BYTES_MAX }));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
};

const text = (files, name) => {
  const bytes = files.get(name);
  if (bytes === undefined) throw new Wrong(`The bundle has no ${name}.`);
  return bytes.toString('utf8');
};

const json = (files, name) => parsed(text(files, name), name);

const parsed = (given, name) => {
  try {
    return JSON.parse(given);
  } catch {
    throw new Wrong(`${name} of the bundle is not JSON.`);
  }
};

/** Names in a bundle must not move the cursor of a terminal. */
const printable = (line) => line.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');

const rotated = (word, by) => ((word << (by % 32)) | (word >>> (32 - (by % 32 || 32)))) >>> 0;

/** The SM3 of bytes. Exported for its test. */
export const sm3 = (bytes) => {
  const padded = Buffer.alloc(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  padded.writeBigUInt64BE(BigInt(bytes.length) * 8n, padded.length - 8);
  const state = Uint32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e);
  const words = new Uint32Array(68);
  for (let block = 0; block < padded.length; block += 64) {
    for (let j = 0; j < 16; j += 1) words[j] = padded.readUInt32BE(block + 4 * j);
    for (let j = 16; j < 68; j += 1) {
      const x = words[j - 16] ^ words[j - 9] ^ rotated(words[j - 3], 15);
      words[j] = x ^ rotated(x, 15) ^ rotated(x, 23) ^ rotated(words[j - 13], 7) ^ words[j - 6];
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let j = 0; j < 64; j += 1) {
      const turned = rotated(a, 12);
      const ss1 = rotated((turned + e + rotated(j < 16 ? 0x79cc4519 : 0x7a879d8a, j)) >>> 0, 7);
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ turned) + (words[j] ^ words[j + 4])) >>> 0;
      const tt2 = (gg + h + ss1 + words[j]) >>> 0;
      [d, c, b, a] = [c, rotated(b, 9), a, tt1];
      [h, g, f, e] = [g, rotated(f, 19), e, (tt2 ^ rotated(tt2, 9) ^ rotated(tt2, 17)) >>> 0];
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] ^= word;
  }
  const out = Buffer.alloc(32);
  state.forEach((word, i) => out.writeUInt32BE(word, 4 * i));
  return out;
};

const USAGE = 'Usage: node budget-ledger-verify.mjs FILE.zip [--key KEY] [--origin ORIGIN] [--witness KEY]... [--witnesses N]';

const keyOrFile = (given) => {
  if (/^[^\s+]+\+[0-9a-f]{8}\+/.test(given)) return given;
  return readFileSync(given, 'utf8');
};

const main = (words) => {
  const expected = { witnesses: [] };
  let file;
  try {
    for (let i = 0; i < words.length; i += 1) {
      const value = () => words[(i += 1)] ?? '';
      if (words[i] === '--key') expected.key = keyOrFile(value());
      else if (words[i] === '--origin') expected.origin = value();
      else if (words[i] === '--witness') expected.witnesses.push(keyOrFile(value()));
      else if (words[i] === '--witnesses' && /^\d+$/.test(words[i + 1] ?? '')) expected.quorum = Number(value());
      else if (file === undefined && !words[i].startsWith('--')) file = words[i];
      else throw new Error(USAGE);
    }
    if (file === undefined) throw new Error(USAGE);
    const { exit, lines } = verifyBundle(readFileSync(file), expected);
    process[exit === 0 ? 'stdout' : 'stderr'].write(`${lines.join('\n')}\n`);
    process.exitCode = exit;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
};

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
