import { said, say } from '../cli/say.js';
import { asOfOptions, budget, optional, required, text, texts, value } from '../cli/options.js';
import { withProgressBar } from '../cli/progress.js';
import { UsageError } from '../cli/usage-error.js';
import type { Service } from '../cli/ledger.js';
import { Refusal } from '../domain/errors.js';
import { EXIT, verb, type Verb } from '../cli/verb.js';
import type { Instant } from '../domain/values/civil-date.js';
import { noLedger } from '../log/transfer/refusals.js';
import { isCheckpoint, type SignedCheckpoint } from '../proof/checkpoint.js';

const keyVerb = verb({
  words: 'audit key',
  summary: 'print the public key by which the checkpoints of this ledger are verified',
  notes: ['Keep it where nobody who may change the data folder can change it too.'],
  positionals: {},
  options: {},
  run: async ({ ledger, common }) => {
    // The key of a ledger in memory would be another one each time.
    if (!ledger.exists()) throw noLedger(common.data);
    const { Prover } = await import('../proof/prover.js');
    const { formatNoteKey } = await import('../proof/signed-note.js');
    const answer = {
      key: ledger.service
        ? (await textAt(ledger.service, '/v1/proof/key')).trim()
        : formatNoteKey(await ledger.dryRun(({ get }) => get(Prover).publicKey())),
    };
    return { answer, text: () => `${answer.key}\n` };
  },
});

const rotateVerb = verb({
  words: 'audit key rotate',
  summary: 'make a new signing key, which the old one signs for, and print its public half',
  notes: [
    'Signs a last checkpoint with the old key. What it has signed stays valid, by a list of keys that is kept beside the',
    'tree and in every bundle; it signs no more. Keep the new public key as you kept the old one.',
  ],
  positionals: {},
  options: {},
  run: async ({ ledger, common }) => {
    if (!ledger.exists()) throw noLedger(common.data);
    const { Prover } = await import('../proof/prover.js');
    const { formatNoteKey } = await import('../proof/signed-note.js');
    const { from, to, size } = await ledger.dryRun(({ get }) => get(Prover).rotateKey());
    const answer = { from: formatNoteKey(from), key: formatNoteKey(to), after: size };
    return { answer, text: () => `${answer.key}\n` };
  },
});

const checkpointVerb = verb({
  words: 'audit checkpoint',
  summary: 'sign the tree of all events that are recorded, and print the checkpoint',
  notes: ['Of a service: the newest one that it has signed.'],
  positionals: {},
  options: {},
  run: async ({ ledger, common }, io) => {
    const { Prover } = await import('../proof/prover.js');
    const { base64, parseCheckpoint } = await import('../proof/checkpoint.js');
    const checkpoint = ledger.service
      ? parseCheckpoint(await textAt(ledger.service, '/v1/proof/checkpoint'))
      : await withProgressBar(io, common, (show) =>
          ledger.dryRun(({ get }) =>
            get(Prover).checkpoint((events) => show('events added to the tree', events)),
          ),
        );
    return {
      answer:
        checkpoint === undefined
          ? null
          : {
              origin: checkpoint.origin,
              size: checkpoint.size,
              root: base64(checkpoint.root),
              note: checkpoint.note,
            },
      text: () =>
        checkpoint?.note ?? `${say`The ledger has no events: there is nothing to sign.`}\n`,
    };
  },
});

const proveVerb = verb({
  words: 'audit prove',
  summary:
    'write the proof that an event is in the newest checkpoint, or that one checkpoint continues another',
  notes: [
    'Of an event: its leaf, and a proof (C2SP tlog-proof). Of two checkpoints: a line for each hash, in base64, as a',
    'witness takes them (RFC 9162, section 2.1.4).',
  ],
  positionals: { event: optional('EVENT', 'its id, or its position in the log') },
  options: {
    from: text('FILE', 'the earlier checkpoint'),
    to: text('FILE', 'the later checkpoint (default: the newest)'),
    out: text('FILE', 'write to this file instead of standard output'),
  },
  run: async ({ positionals: { event }, options: { from, to, out }, ledger }) => {
    if ((event === undefined) === (from === undefined))
      throw new UsageError('Give an event, or an earlier checkpoint with --from.');
    if (event !== undefined) {
      const { ProofOfEvent } = await import('./event-proof.query.js');
      const proven = await ledger.read(async ({ ask, get }) => {
        const { Prover } = await import('../proof/prover.js');
        // A service signs by itself.
        if (ledger.service === undefined) await get(Prover).checkpoint();
        return ask(new ProofOfEvent(event));
      });
      return { body: proven.proof, out };
    }
    const { parseCheckpoint } = await import('../proof/checkpoint.js');
    const { ConsistencyOf } = await import('./consistency.query.js');
    const first = await checkpointIn(from!);
    const given = to === undefined ? undefined : await checkpointIn(to);
    const { service } = ledger;
    return ledger.dryRun(async ({ ask, get }) => {
      const { Prover } = await import('../proof/prover.js');
      // A service signs by itself.
      const newest =
        service === undefined
          ? await get(Prover).checkpoint()
          : parseCheckpoint(await textAt(service, '/v1/proof/checkpoint'));
      const last = given ?? newest ?? first;
      const hashes = await ask(new ConsistencyOf(first.size, last.size));
      await refuseOther(first, last, hashes);
      return { body: hashes.map((hash) => `${hash}\n`).join(''), out };
    });
  },
});

/** @throws {Refusal} `proof-differs`: the hashes do not prove that the second checkpoint continues the first. */
const refuseOther = async (
  first: SignedCheckpoint,
  last: SignedCheckpoint,
  hashes: readonly string[],
): Promise<void> => {
  const { isConsistent } = await import('../proof/tree/merkle.js');
  const { Hasher } = await import('../proof/hasher.js');
  const { hashNameOf } = await import('../proof/checkpoint.js');
  const hasher = new Hasher(hashNameOf(last));
  const proof = hashes.map((hash) => Buffer.from(hash, 'base64'));
  if (first.origin !== last.origin || !isConsistent(hasher, first, last, proof))
    throw new Refusal(
      'proof-differs',
      `The checkpoint of ${last.size} events of ${last.origin} does not continue that of ${first.size} events of ${first.origin}: one of them is of another ledger or epoch, or history was rewritten.`,
    );
};

const textAt = async (service: Service, path: string): Promise<string> =>
  (await service.send({ path, accept: 'text/plain' })).bytes.toString();

const count = (given: string): number => {
  if (!/^\d{1,3}$/.test(given)) throw new Error(`"${given}" is not a number of witnesses.`);
  return Number(given);
};

const bundleVerb = verb({
  words: 'audit bundle',
  summary: 'write one file with all that proves how a budget stands, for verify-bundle',
  notes: [
    'Its events with their proofs, the documents that are kept, its tables, lines, bridges and trail as of the question, the',
    'newest checkpoint and the public key.',
  ],
  positionals: { budget },
  options: { ...asOfOptions, out: text('FILE', 'write to this file instead of standard output') },
  run: async ({ positionals, options: { out, ...question }, common, ledger }, io) => {
    if (out === undefined && common.json)
      throw new UsageError('A bundle is not JSON: write it to a file with --out FILE.');
    const { parseBudgetId } = await import('../domain/values/budget-id.js');
    const { BundleOf } = await import('./bundle.query.js');
    const { refuseFutureInstant } = await import('../domain/values/as-of.js');
    const { id } = parseBudgetId(positionals.budget);
    refuseFutureInstant(question, new Date().toISOString() as Instant);
    const body = await withProgressBar(io, common, (show) =>
      ledger.read(({ ask }) =>
        ask(new BundleOf(id, question, (done, total) => show('events proved', done, total))),
      ),
    );
    return { body, out };
  },
});

const verifyBundleVerb = verb({
  words: 'verify-bundle',
  summary: 'verify a bundle by itself: exit 1 names the first event that differs, 2 a wrong key',
  notes: ['The program budget-ledger-verify.mjs does the same without the ledger.'],
  positionals: { file: required('FILE', 'what audit bundle has written; - for standard input') },
  options: {
    key: text('KEY', 'the public key that must have signed, as audit key printed it, or its file'),
    origin: text('ORIGIN', 'the first line that the checkpoint must have'),
    witness: texts('KEY', 'a witness that must have signed it too: its key, or the file of it'),
    witnesses: value('N', 'how many of the witnesses must have signed (default: all)', count),
  },
  run: async ({ positionals: { file }, options: { key, origin, witness, witnesses } }, io) => {
    const { readFile } = await import('../cli/read-file.js');
    const { loadVerifier } = await import('../proof/verifier.js');
    const { readKeyText } = await import('../proof/kept-checkpoints.js');
    const { verifyBundle } = await loadVerifier();
    const { exit, lines } = verifyBundle(await readFile(file, io.stdin), {
      key: key === undefined ? undefined : await readKeyText(key),
      origin,
      witnesses: await Promise.all((witness ?? []).map(readKeyText)),
      quorum: witnesses,
    });
    const holds = exit === EXIT.ok;
    return {
      answer: { ok: holds, exit, lines },
      text: () => (holds ? lines : lines.slice(0, -1)).map((line) => `${said(line)}\n`).join(''),
      exit,
      warning: holds ? undefined : lines.at(-1),
    };
  },
});

const checkpointIn = async (file: string): Promise<SignedCheckpoint> => {
  const { readCheckpoints } = await import('../proof/kept-checkpoints.js');
  const found = (await readCheckpoints(file)).findLast(isCheckpoint);
  if (found === undefined) throw new UsageError(`${file} holds no checkpoint.`);
  return found;
};

/** The commands about the tree of the events and its checkpoints, in the order of `--help`. */
export const proofVerbs: readonly Verb[] = [
  keyVerb,
  rotateVerb,
  checkpointVerb,
  proveVerb,
  bundleVerb,
  verifyBundleVerb,
];
