import { say } from '../cli/say.js';
import { optional, text } from '../cli/options.js';
import { withProgressBar } from '../cli/progress.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Verb } from '../cli/verb.js';
import type { SignedCheckpoint } from '../proof/checkpoint.js';

const keyVerb = verb({
  words: 'audit key',
  summary: 'print the public key by which the checkpoints of this ledger are verified',
  notes: ['Keep it where nobody who may change the data folder can change it too.'],
  positionals: {},
  options: {},
  run: async ({ ledger }) => {
    const { Prover } = await import('../proof/prover.js');
    const { formatNoteKey } = await import('../proof/signed-note.js');
    const key = await ledger.dryRun(({ get }) => get(Prover).publicKey());
    const answer = { key: formatNoteKey(key) };
    return { answer, text: () => `${answer.key}\n` };
  },
});

const checkpointVerb = verb({
  words: 'audit checkpoint',
  summary: 'sign the tree of all events that are recorded, and print the checkpoint',
  positionals: {},
  options: {},
  run: async ({ ledger, common }, io) => {
    const { Prover } = await import('../proof/prover.js');
    const { base64 } = await import('../proof/checkpoint.js');
    const checkpoint = await withProgressBar(io, common, (show) =>
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
        await get(Prover).checkpoint();
        return ask(new ProofOfEvent(event));
      });
      return { body: proven.proof, out };
    }
    const { Prover } = await import('../proof/prover.js');
    const { base64 } = await import('../proof/checkpoint.js');
    const first = await checkpointIn(from!);
    const last = to === undefined ? undefined : await checkpointIn(to);
    const hashes = await ledger.dryRun(async ({ get }) => {
      const prover = get(Prover);
      const newest = await prover.checkpoint();
      return prover.continuation(first, last ?? newest ?? first);
    });
    return { body: hashes.map((hash) => `${base64(hash)}\n`).join(''), out };
  },
});

const checkpointIn = async (file: string): Promise<SignedCheckpoint> => {
  const { readCheckpoints } = await import('../proof/kept-checkpoints.js');
  const found = (await readCheckpoints(file)).at(-1);
  if (found === undefined) throw new UsageError(`${file} holds no checkpoint.`);
  return found;
};

/** The commands about the tree of the events and its checkpoints, in the order of `--help`. */
export const proofVerbs: readonly Verb[] = [keyVerb, checkpointVerb, proveVerb];
