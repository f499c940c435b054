#!/usr/bin/env node
// Verifies a bundle of budget-ledger (`audit bundle <budget> --out FILE.zip`) by itself: this one file needs Node.js 20 or newer, and
// neither the ledger, nor a network, nor another package.
//
//   node budget-ledger-verify.mjs FILE.zip [--key KEY] [--origin ORIGIN] [--witness KEY]... [--witnesses N]
//
// KEY is a public key as `audit key` prints it, or a file that holds one. Exit 0: everything holds. Exit 1: something does not, and
// the first event is named. Exit 2: the checkpoint is of another key or another ledger, or the command line is wrong.
//
// Formats: C2SP signed-note, tlog-checkpoint, tlog-cosignature (https://c2sp.org); Merkle trees of RFC 9162.

import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inflateRawSync } from 'node:zlib';

const [ED25519, COSIGNATURE, FILE_BYTES_MAX] = [1, 4, 2 ** 30];

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
  const manifest = JSON.parse(text(files, 'bundle.json'));
  if (manifest.format !== 'budget-ledger-bundle@v1') throw new Wrong('The bundle is not of the form budget-ledger-bundle@v1.');
  const checkpoint = parseCheckpoint(text(files, 'checkpoint.txt'));
  verifySignatures(checkpoint, files, expected, say);
  const events = JSON.parse(`[${text(files, 'events.jsonl').trimEnd().replaceAll('\n', ',')}]`);
  verifyEvents(events, manifest, checkpoint);
  say(`${events.length} events of ${manifest.budget} are in the tree of the checkpoint, with none left out between the first and the last.`);
  const facts = events.map((each) => ({ ...each, data: JSON.parse(each.event.data), meta: JSON.parse(each.event.meta) }));
  verifyDocuments(files, facts, say);
  verifyAnswers(files, facts, manifest, say);
};

/** The text of a signed note and its signatures; a signature that has another form is null. */
const parseNote = (note) => {
  const end = note.lastIndexOf('\n\n');
  const matches = (end === -1 ? '' : note.slice(end + 2, -1)).split('\n').map((line) => /^\u2014 (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line));
  const signatures = matches.map((match) => match && { name: match[1], bytes: Buffer.from(match[2], 'base64') });
  return { body: note.slice(0, end + 1), signatures };
};

const parseCheckpoint = (note) => {
  const { body, signatures } = parseNote(note);
  const [origin = '', size = '', root = '', ...extensions] = body.split('\n').slice(0, -1);
  const bytes = Buffer.from(root, 'base64');
  if (!/^[1-9]\d{0,14}$/.test(size) || bytes.length !== 32 || signatures.includes(null)) throw new Wrong('checkpoint.txt is not a signed checkpoint.');
  return { body, origin, size: Number(size), root: bytes, hash: extensions.includes('hash sm3') ? 'sm3' : 'sha256', signatures };
};

/** The last of the keys that follow a key, each by a statement of the one before. */
const newestOf = (key, list) => {
  const parts = list.split('\n\n');
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const note = parseNote(`${parts[i]}\n\n${parts[i + 1]}\n`);
    const [, origin, from, to] = /^(\S+)\nkey rotation\nfrom (\S+)\nto (\S+)\n/.exec(note.body) ?? [];
    if (from !== undefined && parseKey(from).raw.equals(key.raw) && isSigned(note, key, origin)) key = parseKey(to);
  }
  return key;
};

const parseKey = (given) => {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(given.trim());
  const bytes = Buffer.from(match?.[3] ?? '', 'base64');
  if (!match || bytes.length !== 33 || ![ED25519, COSIGNATURE].includes(bytes[0]))
    throw new Wrong(`"${given.trim()}" is not a public key: give one as audit key prints it.`, 2);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') };
  if (idOf(match[1], bytes).toString('hex') !== match[2]) throw new Wrong(`The public key "${given.trim()}" was changed: its id does not match.`, 2);
  return { name: match[1], raw: bytes, key: createPublicKey({ format: 'jwk', key: jwk }) };
};

const idOf = (name, raw) => createHash('sha256').update(`${name}\n`).update(raw).digest().subarray(0, 4);

/** Whether one of the signatures is of this key, under this name. */
const isSigned = ({ body, signatures }, { raw, key }, name) => {
  const id = idOf(name, raw);
  return signatures.some((signature) => {
    if (signature?.name !== name || !signature.bytes.subarray(0, 4).equals(id)) return false;
    if (raw[0] === ED25519) return verify(null, Buffer.from(body), key, signature.bytes.subarray(4));
    // A witness signs when it saw the text: eight bytes with the seconds since 1970, then the signature.
    if (signature.bytes.length !== 76) return false;
    return verify(null, Buffer.from(`cosignature/v1\ntime ${signature.bytes.readBigUInt64BE(4)}\n${body}`), key, signature.bytes.subarray(12));
  });
};

const verifySignatures = (checkpoint, files, { key: given, origin, witnesses = [], quorum = witnesses.length }, say) => {
  const key = parseKey(given ?? text(files, 'key.txt'));
  const ledgerOf = (name) => name.replace(/\/\d+$/, '');
  if (origin !== undefined && origin !== checkpoint.origin) throw new Wrong(`The checkpoint is of ${checkpoint.origin}, and not of ${origin}.`, 2);
  // The same key signs each epoch of its ledger, under the name of the epoch.
  if (ledgerOf(key.name) !== ledgerOf(checkpoint.origin)) throw new Wrong(`The checkpoint is of ${checkpoint.origin}, and the key is of ${key.name}.`, 2);
  if (!isSigned(checkpoint, newestOf(key, files.get('keys.txt')?.toString() ?? ''), checkpoint.origin))
    throw new Wrong(`The checkpoint of ${checkpoint.origin} is not signed by the key ${given === undefined ? 'in the bundle' : 'that was given'}.`, 2);
  say(`The checkpoint of ${checkpoint.size} events of ${checkpoint.origin} is signed by the key.`);
  if (given === undefined) say('The key is the one in the bundle: compare it with the one that you were given by the bureau, or name that one with --key.');
  const signed = [...new Set(witnesses)].map(parseKey).filter((witness) => isSigned(checkpoint, witness, witness.name));
  if (signed.length < quorum) throw new Wrong(`${signed.length} of the ${witnesses.length} witnesses signed the checkpoint, and ${quorum} must.`, 2);
  for (const { name } of signed) say(`The witness ${name} signed it too.`);
};

const digest = (algorithm, ...parts) => createHash(algorithm).update(Buffer.concat(parts)).digest();

/** The leaf of an event: a fixed line, then six fields, each after its length in four bytes. */
const leafOf = (algorithm, { stream, version, id, type, data, meta }) => {
  const parts = [Buffer.of(0), Buffer.from('budget-ledger event v1\n')];
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
    const proof = hashes.map((each) => Buffer.from(each, 'base64'));
    if (!Number.isInteger(index) || index >= size || !rootBy(hash, leafOf(hash, event), index, size, proof)?.equals(root))
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

const verifyAnswers = (files, facts, { asOf }, say) => {
  if (facts.at(-1)?.meta.recordedAt > asOf.recorded)
    throw new Wrong(`Event ${facts.at(-1).index + 1} was recorded after ${asOf.recorded}, the time of the question.`);
  const lines = linesOf(facts, asOf);
  const verified = new Set(['bundle.json', 'checkpoint.txt', 'key.txt', 'keys.txt', 'events.jsonl']);
  const answer = (name) => {
    verified.add(`answers/${name}.json`);
    const found = JSON.parse(text(files, `answers/${name}.json`));
    if (['effective', 'recorded', 'position'].some((field) => found.asOf?.[field] !== asOf[field]))
      throw new Wrong(`The answer ${name} is to another question than bundle.json says.`);
    return found;
  };
  let figures = verifyLines(answer('lines').lines, lines) + verifyTrail(answer('trail').entries, facts, asOf);
  for (const schedule of ['revenue', 'expenditure', 'economic', 'three-public', 'project'])
    figures += verifyBridge(schedule, answer(`bridge-${schedule}`), lines);
  const further = facts.findLast(({ event }) => event.type === 'DocumentRegistered')?.data.further?.map(({ table }) => table) ?? [];
  for (const table of [...Object.keys(TABLES), ...further]) figures += verifyTable(Number(table), answer(`table-${table}`), lines, facts);
  say(`${figures} figures of the answers were added up again from the events, and are the same.`);
  say('Not compared: pending and executed amounts, names in lines and bridges, titles of tables, texts beside figures, and positions in the log.');
  for (const name of files.keys())
    if (!verified.has(name) && !name.startsWith('documents/')) say(`Not compared, because this program does not know it: ${name}.`);
};

/** What moves lines: each revision has its line, its kind, the day from which it holds, its amount in fen, and its event. */
const revisionsOf = (facts) =>
  facts.flatMap(({ event: { type, version }, data }) => {
    const one = (kind, fen, line = data.line) => ({ line, kind, effectiveOn: data.effectiveOn, fen, version, ends: type === 'LineDiscontinued' });
    const ended = data.corrected === undefined ? [] : [one('correction', -fenOf(data.corrected))];
    if (type === 'LineEntered') return [one('original', fenOf(data.amount) - fenOf(data.before ?? '0.00')), ...ended];
    if (type === 'LineDiscontinued') return [one('original', -fenOf(data.before)), ...ended];
    if (type === 'LineCorrected') return data.line === null ? [] : [one('correction', fenOf(data.to) - fenOf(data.from))];
    // Of a proposal the legs only say what it would move.
    return type === 'BudgetAmended' || type === 'TransferReturned' ? data.legs.map(({ key, delta }) => one(data.kind, fenOf(delta), key)) : [];
  });

/** The revisions of each line as of a question. */
const linesOf = (facts, { effective }) => {
  const lines = new Map();
  for (const revision of revisionsOf(facts))
    if (effective === null || revision.effectiveOn <= effective) lines.set(revision.line, [...(lines.get(revision.line) ?? []), revision]);
  return lines;
};

const adjustedOf = (revisions = []) => sumOf(revisions.map(({ fen }) => fen));
const partOf = (revisions, kind) => adjustedOf(revisions?.filter((each) => each.kind === kind));
const sumOf = (amounts) => amounts.reduce((sum, fen) => sum + fen, 0n);

const verifyLines = (answered, lines) => {
  for (const { line, original, adjusted, amount } of answered) {
    const revisions = lines.get(line);
    same(`the original of ${line}`, original, partOf(revisions, 'original'));
    same(`the adjusted amount of ${line}`, adjusted, adjustedOf(revisions));
    same(`the amount of ${line}`, amount, adjustedOf(revisions));
  }
  const shown = new Set(answered.map(({ line }) => line));
  for (const [line, revisions] of lines)
    if (!shown.has(line) && adjustedOf(revisions) !== 0n) throw new Wrong(`The lines lack ${line}, which has ${yuanOf(adjustedOf(revisions))}.`);
  return 3 * answered.length;
};

const verifyBridge = (schedule, { rows, total }, lines) => {
  const own = [...lines].filter(([line]) => line.startsWith(`${schedule}/`));
  const shown = new Set(rows.map(({ line }) => line));
  for (const [line] of own) if (!shown.has(line)) throw new Wrong(`The bridge of ${schedule} lacks ${line}.`);
  const verifyRow = (name, row, all) => {
    same(`the original of ${name}`, row.original, sumOf(all.map((each) => partOf(each, 'original'))));
    same(`the corrections of ${name}`, row.corrections, sumOf(all.map((each) => partOf(each, 'correction'))));
    same(`the adjusted amount of ${name}`, row.adjusted, sumOf(all.map(adjustedOf)));
    for (const [kind, amount] of Object.entries(row.amendments)) same(`${kind} of ${name}`, amount, sumOf(all.map((each) => partOf(each, kind))));
    return 3n + BigInt(Object.keys(row.amendments).length);
  };
  const figures = rows.map((row) => verifyRow(row.line, row, [lines.get(row.line)]));
  const totals = own.map(([, revisions]) => revisions);
  return Number(sumOf([...figures, verifyRow(`the total of ${schedule}`, total, totals)]));
};

/** What the trail must say of an event: an entry for each line that it moves, and one where it moves none. */
const entriesOf = ({ index, event, meta, data }) => {
  const { line = null, effectiveOn = null, approvedOn = null, authority = null, reason = null, source = null } = data;
  const signed = (fen) => `${fen > 0n ? '+' : ''}${yuanOf(fen)}`;
  const moved = () => data.legs.map(({ key, before, delta, after }) => ({ line: key, before, delta: signed(fenOf(delta)), after, effectiveOn, reason }));
  /** A figure ends with its corrections. */
  const replaced = (after) => {
    const before = fenOf(data.before ?? '0.00') + fenOf(data.corrected ?? '0.00');
    const delta = signed(fenOf(after ?? '0.00') - before);
    return [{ line, before: data.before === null ? null : yuanOf(before), delta, after, effectiveOn, source }];
  };
  const known = {
    LineEntered: () => replaced(data.amount),
    LineDiscontinued: () => replaced(null),
    ClaimRecorded: () => [{ after: data.amount, source }],
    YearOverYearChangeRecorded: () => [{ before: data.base.amount, delta: data.delta, after: data.current, reason, source }],
    BudgetAmended: () => moved().map((leg) => ({ ...leg, approvedOn, authority })),
    TransferReturned: moved,
    LineCorrected: () => [{ line, before: data.from, delta: signed(fenOf(data.to) - fenOf(data.from)), after: data.to, effectiveOn, reason }],
    ExecutionRecorded: () => data.figures.map(({ amount }) => ({ after: amount, effectiveOn: data.asOf })),
    YearClosed: () => [{ effectiveOn: data.on }],
    BudgetApproved: () => [{ approvedOn, authority }],
    FindingRaised: () => [{ reason: data.message }],
  };
  const common = { sequence: index + 1, id: event.id, type: event.type, recordedAt: meta.recordedAt, actor: meta.actor };
  const blank = { effectiveOn: null, approvedOn: null, line: null, before: null, delta: null, after: null, reason: null, authority: null, source: null };
  // Fields that are not there where they have no value.
  const more = { ...(data.claim && { claim: data.claim }), ...(data.afterClose && { afterClose: true }) };
  return (known[event.type] ?? (() => [{ line, reason }]))().map((entry) => ({ ...common, ...blank, ...entry, ...more }));
};

const verifyTrail = (entries, facts, { effective }) => {
  const due = facts.flatMap(entriesOf).filter(({ effectiveOn }) => effective === null || effectiveOn === null || effectiveOn <= effective);
  for (const [i, expected] of due.entries()) {
    const { position: _, ...entry } = entries[i] ?? {};
    if (entry.id !== expected.id) throw new Wrong(`The trail lacks event ${expected.sequence} (${expected.type}), or has another one before it.`);
    const [said, fact] = [entry, expected].map((each) => (field) => JSON.stringify(each[field]));
    const wrong = Object.keys({ ...expected, ...entry }).find((field) => said(field) !== fact(field));
    if (wrong !== undefined) throw new Wrong(`The trail says ${said(wrong)} for ${wrong} of event ${expected.sequence}, and the event ${fact(wrong)}.`);
  }
  if (entries.length > due.length) throw new Wrong(`The trail has ${entries.length - due.length} entries more than the events.`);
  return due.filter(({ after }) => after !== null).length;
};

const COSTS = ['personnel', 'public'];
const SPLIT = { total: ['basic', 'project'] };
const THREE_PUBLIC = { total: ['abroad', 'reception', 'vehicles'], vehicles: ['vehicle-purchase', 'vehicle-running'] };
const isFiscal = (fund) => fund !== 'unit-funds';
const ofFund = (isOf) => (line) => line.schedule === 'expenditure' && isOf(line.fund) && [line.code, line.part];

/** Of each table the columns that are sums of others, and under which code and in which column it shows a line; false: not at all. A further table shows none. */
const TABLES = {
  1: [{ ...SPLIT, basic: COSTS }, (line) => (line.schedule === 'revenue' ? [null, 'total'] : ofFund(() => true)(line))],
  2: [{}, ({ schedule, code, part }) => schedule === 'revenue' && [code, part]],
  3: [SPLIT, ofFund(() => true)],
  4: [{}, (line) => ofFund(isFiscal)(line) && [line.code, line.fund]],
  5: [SPLIT, ofFund((fund) => fund === 'general')],
  6: [SPLIT, ofFund((fund) => fund === 'government-fund')],
  7: [SPLIT, ofFund((fund) => fund === 'state-capital')],
  8: [{ total: COSTS }, ({ schedule, code, part }) => schedule === 'economic' && [code, part]],
  9: [THREE_PUBLIC, ({ schedule, part }) => schedule === 'three-public' && [null, part]],
};

/** What a row of the revenue side shows, by a word in it: lines of a source or of a fund; the first word that it has. */
const REVENUE_WORDS = (
  '非同级 other-level-appropriation 财政拨款 fiscal-appropriation 一般公共预算 general 一般预算 general 政府性基金 government-fund 国有资本 state-capital ' +
  '专户 special-account 专项资金 special-fund 自筹 self-raised 事业单位经营 business 经营收入 business 事业收入 operating 其他收入 other'
).match(/\S+ \S+/g);
const revenueOf = ({ name }) => {
  if (/结[余转]/.test(name)) return /^(上年)?结/.test(name) ? 'carry-over' : null;
  const found = REVENUE_WORDS.find((each) => name.includes(each.split(' ')[0]));
  return found === undefined || name.includes('非财政拨款') ? null : found.split(' ')[1];
};

/** What the newest document prints of a table, in fen by row and column, and the version of its last figure. */
const printOf = (table, facts) => {
  const newest = facts.findLast(({ event }) => event.type === 'DocumentRegistered');
  const cells = new Map();
  if (newest === undefined) return { cells, end: -1 };
  let end = newest.event.version;
  const ofTypes = (...types) => facts.filter(({ event }) => types.includes(event.type));
  for (const { event, data } of [...ofTypes('LineEntered', 'ClaimRecorded'), ...ofTypes('LineCorrected')]) {
    const place = data.claim ?? data.source;
    if (place?.document !== newest.data.document || place.row === null || place.column === null) continue;
    if (event.type !== 'LineCorrected') end = Math.max(end, event.version);
    if (place.table !== table) continue;
    // A correction of a printed cell is of this cell alone.
    if (data.blank) cells.delete(`${place.row} ${place.column}`);
    else cells.set(`${place.row} ${place.column}`, fenOf(data.to ?? data.amount));
  }
  return { layout: [...newest.data.tables, ...(newest.data.further ?? [])].find((each) => each.table === table), cells, end };
};

const lineOf = (key, revisions, end) => {
  const [schedule, ...rest] = key.split('/');
  const [part, code, fund] = rest.reverse();
  const { version, ends } = revisions.at(-1);
  const later = revisions.filter((each) => !each.ends && each.version > end);
  const [adjusted, corrections] = [adjustedOf(revisions), partOf(revisions, 'correction')];
  const amendments = adjusted - corrections - partOf(revisions, 'original');
  const touched = version > end || revisions.some(({ kind }) => kind !== 'original');
  return { schedule, fund, code, part, adjusted, corrections, amendments, entered: partOf(later, 'original'), touched, version, ends };
};

/** Every row that is printed must be there, and one for the code of every line that came after the print; every cell must be right. */
const verifyTable = (table, { unit, state, rows, totals, asOf }, lines, facts) => {
  const { layout, cells, end } = printOf(table, facts);
  const early = layout !== undefined && asOf.effective !== null && asOf.effective < `${facts[0].data.fiscalYear}-01-01`;
  const [parts, placeOf] = TABLES[table] ?? [{}, () => false];
  const all = early ? [] : [...lines].map(([key, revisions]) => lineOf(key, revisions, end)).filter(({ ends, adjusted }) => !ends || adjusted !== 0n);
  const due = all.filter((line) => line.version > end && (table === 9 ? placeOf(line) : placeOf(line)[0]));
  const printed = layout?.state === 'read' && !early ? layout.rows : [];
  if (state !== (due.length > 0 ? 'read' : (layout?.state ?? 'missing'))) throw new Wrong(`Table ${table} says that it is ${state}.`);
  // No line says to what part of basic expenditure it belongs.
  const isFiner = (row, column) => table === 1 && row.side !== 'revenue' && COSTS.includes(column);
  const contains = (column, own) => column === own || (parts[column]?.some((part) => contains(part, own)) ?? column === 'total');
  const isBelow = (row, column) => {
    const revenue = revenueOf(row);
    const above = printed.slice(0, printed.indexOf(row)).filter(({ side }) => side === 'revenue');
    const isPart = revenue === 'carry-over' && above.some((each) => revenueOf(each) === revenue);
    return (line) => {
      const [code, own] = placeOf(line) || [];
      if (row.side !== 'revenue') {
        const isOfRow = table === 9 || (code && (row.total || (row.code !== null && code.startsWith(row.code))));
        return own !== undefined && isOfRow && contains(isFiner(row, column) ? 'basic' : column, own);
      }
      if (column !== 'total' || isPart) return false;
      if (row.total) return table === 1 ? line.schedule === 'revenue' : own !== undefined;
      return revenue === (line.schedule === 'revenue' ? line.part : line.schedule === 'expenditure' && line.fund);
    };
  };
  /** A cell in fen; null for a blank. */
  const figureOf = (row, column) => {
    const leaves = all.filter(isBelow(row, column));
    const own = cells.get(`${row.row} ${column}`) ?? null;
    if (printed.length > 0 && !leaves.some(({ touched }) => touched)) return own;
    if (leaves.length === 0 || isFiner(row, column)) return null;
    const sum = (field) => sumOf(leaves.map((leaf) => leaf[field]));
    if (own === null || printed.length === 0) return sum('adjusted');
    // A figure that the corrections of its lines make right is not wrong itself, or was corrected too.
    const isRight = sum('corrections') !== 0n && own === sum('adjusted') - sum('amendments');
    return own + sum('amendments') + (isRight ? 0n : sum('corrections') + sum('entered'));
  };
  const verifyCells = (name, row, answered) => {
    for (const [column, cell] of Object.entries(answered)) {
      const fen = row === undefined ? null : figureOf(row, column);
      const expected = fen === null ? null : shownIn(fen, unit);
      if (cell !== expected) throw new Wrong(`Table ${table} says ${cell ?? 'nothing'} in ${column} of ${name}, and its events ${expected ?? 'nothing'}.`);
    }
    return Object.values(answered).filter((cell) => cell !== null).length;
  };
  const waiting = printed.filter(({ total }) => !total);
  let figures = 0;
  const lacks = ({ code, name, part }) => new Wrong(`Table ${table} lacks a row: ${code ?? name ?? part}.`);
  for (const { cells: answered, ...row } of rows) {
    const place = waiting.findIndex((each) => ['code', 'name', 'side'].every((field) => each[field] === row[field]));
    if (place > 0) throw lacks(waiting[0]);
    figures += verifyCells(`${row.code ?? ''} ${row.name}`.trim(), place === 0 ? waiting.shift() : row, answered);
  }
  const has = ({ code }) => rows.some((row) => table === 9 || row.code === ([1, 4].includes(table) ? code.slice(0, 3) : code));
  for (const missing of [...waiting, ...due.filter((line) => !has(line))]) throw lacks(missing);
  for (const side of [1, 4].includes(table) ? ['revenue', 'expenditure'] : [undefined]) {
    const made = printed.length > 0 || rows.length === 0 || table === 9 ? undefined : { code: null, name: '', total: true, side };
    const row = printed.find((each) => each.total && each.side === side) ?? made;
    figures += verifyCells(side === undefined ? 'the total' : `the total of ${side}`, row, side === undefined ? totals : totals[side]);
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
/** How many of its decimals a fen is. */
const PLACES = { 元: 2, 千元: 5, 万元: 6, 百万元: 8, 亿元: 10 };

/** An amount in a unit: half-up at two decimals in the units that tables are shown in, and exact in others. */
const shownIn = (fen, unit) => {
  const kept = unit === '元' || unit === '万元' ? 2 : PLACES[unit];
  const scale = 10n ** BigInt(PLACES[unit] - kept);
  const rounded = ((fen < 0n ? -fen : fen) + scale / 2n) / scale;
  const digits = String(rounded).padStart(kept + 1, '0');
  return `${fen < 0n && rounded !== 0n ? '-' : ''}${digits.slice(0, -kept)}.${digits.slice(-kept)}`.replace(/(\.\d\d\d*?)0*$/, '$1');
};
const yuanOf = (fen) => shownIn(fen, '元');

/** The files of a ZIP archive by their names (APPNOTE 6.3): stored or deflated, without encryption, less than 4 GiB. */
const readZip = (zip) => {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1) throw new Wrong('The file is not a bundle: it is not a ZIP archive.');
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
  if (!files.has(name)) throw new Wrong(`The bundle has no ${name}.`);
  return files.get(name).toString('utf8');
};
/** Names in a bundle must not move the cursor of a terminal. */
const printable = (line) => line.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');

const keyOrFile = (given) => (/^[^\s+]+\+[0-9a-f]{8}\+/.test(given) ? given : readFileSync(given, 'utf8'));

const main = () => {
  try {
    const string = { type: 'string' };
    const options = { key: string, origin: string, witnesses: string, witness: { ...string, multiple: true } };
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const { key, origin, witness = [], witnesses = String(witness.length) } = values;
    if (positionals.length !== 1 || !/^\d{1,3}$/.test(witnesses))
      throw new Error('Usage: node budget-ledger-verify.mjs FILE.zip [--key KEY] [--origin ORIGIN] [--witness KEY]... [--witnesses N]');
    const expected = { key: key && keyOrFile(key), origin, witnesses: witness.map(keyOrFile), quorum: Number(witnesses) };
    const { exit, lines } = verifyBundle(readFileSync(positionals[0]), expected);
    process[exit === 0 ? 'stdout' : 'stderr'].write(`${lines.join('\n')}\n`);
    process.exitCode = exit;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
};

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
