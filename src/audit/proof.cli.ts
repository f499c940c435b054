import { verb, type Verb } from '../cli/verb.js';
import { withProgressBar } from '../cli/progress.js';

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
      text: () => checkpoint?.note ?? 'The ledger has no events: there is nothing to sign.\n',
    };
  },
});

/** The commands about the tree of the events and its checkpoints, in the order of `--help`. */
export const proofVerbs: readonly Verb[] = [keyVerb, checkpointVerb];
