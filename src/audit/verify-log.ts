import { join } from 'node:path';
import type { Config, DocumentsPlace } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import type { EventLog, LogIdentity } from '../log/event-log.js';
import { documentFilesAt } from '../ledger/files/open-document-files.js';
import { KeptDocuments } from '../ledger/kept-documents.js';
import { openLog } from '../log/open-log.js';
import { tokenOf } from '../log/token.js';
import type { Verified } from '../log/verify.js';
import { isDamagedLog } from '../log/sqlite/errors.js';
import { verifyWithViews } from '../projector/compare/verify-with-views.js';
import type { ProofChecked } from '../proof/check-proof.js';
import { base64, isCheckpoint, type KeptCheckpoint } from '../proof/checkpoint.js';
import { checkpointsAt, placesOf, readKeyText } from '../proof/kept-checkpoints.js';
import { TREE_FILE } from '../proof/proof-files.js';
import { parseNoteKey } from '../proof/signed-note.js';
import { TreeFile } from '../proof/tree/tree-file.js';
import type { VerifiedAnswer } from './audit.answer.js';

/** The answer for a ledger without events. */
const NOTHING: VerifiedAnswer = {
  ok: true,
  events: 0,
  streams: 0,
  lastToken: null,
  problems: [],
  documents: { recorded: 0, checked: 0, missing: 0 },
  proof: null,
};

/** What the log is compared with, beside its tree. */
export interface VerifyLogOptions {
  /** Called with the number of events read so far, and of all events where it is known. */
  readonly progress?: (done: number, total?: number) => void;
  /** Called with the number of events that are compared with the views so far, and of all events. */
  readonly viewsProgress?: (done: number, total: number) => void;
  /** Files, folders and URLs of checkpoints that were kept elsewhere. */
  readonly against?: readonly string[] | undefined;
  /** Whether every view is compared with the log, where the log is whole; default true. */
  readonly views?: boolean | undefined;
  /** The public key that must have signed every checkpoint, as `audit key` prints it, or the file that holds it. */
  readonly key?: string | undefined;
}

/**
 * Verifies an existing log, its tree with its checkpoints, and the files of its documents without writing to them. A log that
 * is too damaged to be opened is reported as a problem.
 *
 * @throws {Refusal} `documents-unavailable`: the folder of documents cannot be read.
 * @throws {Refusal} `proof-unusable`: the tree, the key, or a place of checkpoints cannot be read.
 * @throws {Refusal} `malformed`: `key` is not a public key.
 */
export const verifyLog = async (
  config: Config,
  {
    progress = () => {},
    viewsProgress = () => {},
    against = [],
    key,
    views = true,
  }: VerifyLogOptions = {},
): Promise<VerifiedAnswer> => {
  const { log: engine, documents: place } = config;
  const outside = await checkpointsAt(against);
  const noteKey = key === undefined ? undefined : parseNoteKey(await readKeyText(key));
  let log: EventLog;
  try {
    log = await openLog(engine, { readonly: true });
  } catch (error) {
    if (error instanceof Refusal && error.details['blank'] === true) {
      // The process that created the file ended before it wrote anything.
      return await withoutLog(config, outside);
    }
    // A log whose header is damaged looks like the database of another program.
    const foreign = error instanceof Refusal && error.details['foreign'] === true;
    if (!foreign && !isDamagedLog(error)) throw error;
    return { ...NOTHING, ok: false, problems: [error.message] };
  }
  try {
    const { verified, compared } = await verifyWithViews(log, config, {
      progress,
      viewsProgress,
      views,
      outside,
      key: noteKey,
    });
    const { identity, proof } = verified;
    // A server without events has no ledger that its tree could be compared with.
    if (identity === undefined && verified.problems.length === 0)
      return await withoutLog(config, outside);
    if (verified.events === 0 && verified.problems.length === 0) return NOTHING;
    const documents = await checkDocuments(verified.documents, place);
    return answerOf(
      { ...verified, problems: [...verified.problems, ...compared.problems] },
      documents,
      identity,
      proof && {
        ...proof,
        notProven: [
          ...proof.notProven,
          ...(compared.notCompared === null ? [] : [compared.notCompared]),
        ],
      },
    );
  } finally {
    await log.close();
  }
};

/**
 * The answer where the log has no file, an empty one, or no event on its server: it was lost when the tree beside it has events, or a
 * checkpoint kept elsewhere.
 *
 * @param outside what was kept elsewhere, beside the places of LEDGER_CHECKPOINTS
 * @throws {Refusal} `proof-unusable`: the tree, or one of these places, cannot be read.
 */
export const withoutLog = async (
  { proof }: Config,
  outside: readonly KeptCheckpoint[],
): Promise<VerifiedAnswer> => {
  const inTree = eventsInTree(proof);
  const elsewhere = [...outside, ...(await checkpointsAt(placesOf(proof)))];
  const signed = Math.max(0, ...elsewhere.filter(isCheckpoint).map(({ size }) => size));
  if (inTree === 0 && signed === 0) return NOTHING;
  const problem =
    inTree > 0
      ? `The log is empty, and the tree beside it has ${inTree} events: restore the log from a backup.`
      : `The log is empty, and a checkpoint kept elsewhere is of ${signed} events: restore the log from a backup.`;
  return { ...NOTHING, ok: false, problems: [problem] };
};

/** The number of events in the largest tree that is kept. */
const eventsInTree = ({ folder }: Config['proof']): number => {
  const tree = folder === null ? undefined : TreeFile.openExisting(join(folder, TREE_FILE));
  const sizes = tree?.states().map(({ size }) => size) ?? [];
  tree?.close();
  return Math.max(0, ...sizes);
};

/** Of which documents the file was compared with the recorded hash, and which files are other ones. */
interface CheckedDocuments {
  readonly counts: VerifiedAnswer['documents'];
  readonly problems: readonly string[];
}

const checkDocuments = async (
  recorded: ReadonlySet<string>,
  place: DocumentsPlace | null,
): Promise<CheckedDocuments> => {
  const files = await documentFilesAt(place);
  const kept = new KeptDocuments(place === null ? null : files);
  let missing = 0;
  const problems: string[] = [];
  try {
    for (const sha256 of recorded) {
      const state = await kept.state(sha256);
      if (state === 'missing') missing += 1;
      if (state === 'damaged')
        problems.push(`The file of the document ${sha256} has other bytes than were recorded.`);
    }
  } finally {
    await files.close();
  }
  return {
    counts: { recorded: recorded.size, checked: recorded.size - missing, missing },
    problems,
  };
};

const answerOf = (
  { events, streams, lastPosition, problems: ofLog }: Verified,
  { counts, problems: ofDocuments }: CheckedDocuments,
  identity: LogIdentity | undefined,
  proof: ProofChecked | undefined,
): VerifiedAnswer => ({
  ok: ofLog.length + ofDocuments.length === 0,
  events,
  streams,
  lastToken: events === 0 || identity === undefined ? null : tokenOf(identity.epoch, lastPosition),
  problems: [...ofLog, ...ofDocuments],
  documents: counts,
  proof: proof === undefined ? null : proofAnswer(proof),
});

const proofAnswer = ({
  tree: { hash, size, root },
  compared,
  checkpoints,
  newest,
  firstDifference,
  notProven,
}: ProofChecked): NonNullable<VerifiedAnswer['proof']> => ({
  tree: { hash, size, root: base64(root) },
  compared,
  checkpoints: { ...checkpoints },
  newest: newest?.note ?? null,
  firstDifference: firstDifference && { ...firstDifference },
  notProven: [...notProven],
});
