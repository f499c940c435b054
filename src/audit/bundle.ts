import { zipSync } from 'fflate';
import { BridgeOf } from '../budgets/reports/bridge.query.js';
import { TrailOf } from '../budgets/reports/trail.query.js';
import { LinesOf } from '../budgets/lines/lines.query.js';
import { TableOf } from '../budgets/tables/table.query.js';
import type { Session } from '../cli/ledger.js';
import { Refusal } from '../domain/errors.js';
import { TABLES } from '../domain/tables/forms.js';
import type { AsOf } from '../domain/values/as-of.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { SCHEDULES } from '../domain/values/line.js';
import { KeptDocuments } from '../ledger/kept-documents.js';
import { EventLog, type StoredEvent } from '../log/event-log.js';
import { base64, type SignedCheckpoint } from '../proof/checkpoint.js';
import { Prover } from '../proof/prover.js';
import { formatNoteKey } from '../proof/signed-note.js';

/** The form of a bundle; another number is another form. */
const FORMAT = 'budget-ledger-bundle@v1';

/** The earliest time that a ZIP archive can say: the same bundle has the same bytes. */
const NO_TIME = '1980-01-01T00:00:00';

/**
 * Everything that proves how a budget stands as of a question, as the bytes of a ZIP archive: its events with their inclusion
 * proofs, the documents whose files are kept, the answers, the newest checkpoint with its cosignatures, the public key, and the list of keys where it was changed.
 *
 * @param onProved hears how many events are proved, and of how many
 * @throws {Refusal} `not-found`: there is no such budget; `position-beyond-log`: the log has not reached the position of the
 *   question; `proof-differs`, `proof-unusable`: the tree cannot be signed.
 * @throws {Refusal} `document-corrupt`: the file of a document has other bytes than were recorded.
 */
export const bundleOf = async (
  { ask, get }: Pick<Session, 'ask' | 'get'>,
  budget: BudgetId,
  question: AsOf,
  onProved: (done: number, total: number) => void = () => {},
): Promise<Uint8Array> => {
  const prover = get(Prover);
  const lines = await ask(new LinesOf(budget, question));
  const { asOf } = lines;
  const fixed: AsOf = { effective: question.effective, position: BigInt(asOf.position) };
  // Signed after the question was answered: it has every event that the answer rests on.
  const checkpoint = (await prover.checkpoint())!;
  const trail = await ask(new TrailOf(budget, { position: BigInt(asOf.position) }));
  const sequences = new Map(trail.entries.map(({ id, sequence }) => [id, sequence]));
  const events = await eventsOf(get(EventLog), budget, BigInt(asOf.position));
  const proved: string[] = [];
  for (const stored of events) {
    proved.push(await provedEvent(prover, stored, sequences.get(stored.id)!, checkpoint));
    onProved(proved.length, events.length);
  }
  const answers: Record<string, unknown> = {
    lines,
    trail: { budget, entries: (await ask(new TrailOf(budget, fixed))).entries, asOf },
  };
  for (const schedule of SCHEDULES)
    answers[`bridge-${schedule}`] = await ask(new BridgeOf(budget, fixed, schedule));
  for (let table = 1; table <= TABLES; table += 1)
    answers[`table-${table}`] = await ask(new TableOf(budget, table, fixed));
  const keys = prover.keyList();
  const files: Record<string, string | Uint8Array> = {
    'bundle.json': `${JSON.stringify({ format: FORMAT, budget, asOf, events: events.length })}\n`,
    'checkpoint.txt': checkpoint.note,
    'key.txt': `${formatNoteKey(await prover.publicKey())}\n`,
    ...(keys === '' ? {} : { 'keys.txt': keys }),
    'events.jsonl': proved.map((line) => `${line}\n`).join(''),
    ...Object.fromEntries(
      Object.entries(answers).map(([name, answer]) => [
        `answers/${name}.json`,
        `${JSON.stringify(answer)}\n`,
      ]),
    ),
    ...(await documentsOf(get(KeptDocuments), events)),
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        [typeof content === 'string' ? Buffer.from(content) : content, { mtime: NO_TIME }],
      ]),
    ),
  );
};

const eventsOf = async (
  log: EventLog,
  budget: BudgetId,
  position: bigint,
): Promise<readonly StoredEvent[]> => {
  const found: StoredEvent[] = [];
  for await (const page of log.readStream(`budget-${budget}`))
    found.push(...page.filter((stored) => stored.position <= position));
  return found;
};

const provedEvent = async (
  prover: Prover,
  { stream, version, id, type, data, meta }: StoredEvent,
  sequence: number,
  checkpoint: SignedCheckpoint,
): Promise<string> => {
  const { index, hashes } = await prover.inclusion(sequence, checkpoint);
  const event = { stream, version, id, type, data, meta };
  return JSON.stringify({ index, event, hashes: hashes.map(base64) });
};

/** Where the file of a document is not kept, the bundle has its hash alone. */
const documentsOf = async (
  kept: KeptDocuments,
  events: readonly StoredEvent[],
): Promise<Record<string, Uint8Array>> => {
  const found: Record<string, Uint8Array> = {};
  for (const { type, data } of events) {
    if (type !== 'DocumentRegistered') continue;
    const { document } = JSON.parse(data) as { readonly document: string };
    try {
      found[`documents/${document}`] = await kept.read(document);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'document-not-kept')) throw error;
    }
  }
  return found;
};
