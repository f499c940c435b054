import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { BridgeOf } from '../budgets/reports/bridge.query.js';
import { TrailOf } from '../budgets/reports/trail.query.js';
import { LinesOf } from '../budgets/lines/lines.query.js';
import { FurtherTablesOf } from '../budgets/tables/further-tables.query.js';
import { TableOf } from '../budgets/tables/table.query.js';
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

/** What one file has that proves how a budget stands as of a question: the bytes of a ZIP archive. */
export class BundleOf extends Query<Uint8Array> {
  constructor(
    readonly budget: BudgetId,
    readonly asOf: AsOf,
    /** Hears how many events are proved, and of how many. */
    readonly onProved: (done: number, total: number) => void = () => {},
  ) {
    super();
  }
}

/**
 * Collects the events of the budget with their inclusion proofs, the documents whose files are kept, the answers, the newest
 * checkpoint with its cosignatures, the public key, and the list of keys where it was changed.
 *
 * @throws {Refusal} `not-found`: there is no such budget; `position-beyond-log`: the log has not reached the position of the
 *   question; `proof-differs`: an event of the budget is not the one in the tree, or the tree cannot be signed; `proof-unusable`.
 * @throws {Refusal} `document-corrupt`: the file of a document has other bytes than were recorded.
 */
@QueryHandler(BundleOf)
export class BundleOfHandler implements IQueryHandler<BundleOf> {
  constructor(
    private readonly queries: QueryBus,
    private readonly log: EventLog,
    private readonly prover: Prover,
    private readonly documents: KeptDocuments,
  ) {}

  async execute({ budget, asOf: question, onProved }: BundleOf): Promise<Uint8Array> {
    const { prover, queries } = this;
    const lines = await queries.execute(new LinesOf(budget, question));
    const { asOf } = lines;
    const fixed: AsOf = { effective: question.effective, position: BigInt(asOf.position) };
    // Signed after the question was answered: it has every event that the answer rests on.
    const checkpoint = (await prover.checkpoint())!;
    const trail = await queries.execute(new TrailOf(budget, { position: BigInt(asOf.position) }));
    const sequences = new Map(trail.entries.map(({ id, sequence }) => [id, sequence]));
    const events = await eventsOf(this.log, budget, BigInt(asOf.position));
    const proved: string[] = [];
    for (const stored of events) {
      proved.push(await provedEvent(prover, stored, sequences.get(stored.id), checkpoint));
      onProved(proved.length, events.length);
    }
    const answers: Record<string, unknown> = {
      lines,
      trail: { budget, entries: (await queries.execute(new TrailOf(budget, fixed))).entries, asOf },
    };
    for (const schedule of SCHEDULES)
      answers[`bridge-${schedule}`] = await queries.execute(new BridgeOf(budget, fixed, schedule));
    for (let table = 1; table <= TABLES; table += 1)
      answers[`table-${table}`] = await queries.execute(new TableOf(budget, table, fixed));
    for (const { table } of await queries.execute(new FurtherTablesOf(budget, fixed)))
      answers[`table-${table}`] = await queries.execute(new TableOf(budget, table, fixed));
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
      ...(await documentsOf(this.documents, events)),
    };
    const { zipSync } = await import('fflate');
    return zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [
          name,
          [typeof content === 'string' ? Buffer.from(content) : content, { mtime: NO_TIME }],
        ]),
      ),
    );
  }
}

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
  stored: StoredEvent,
  sequence: number | undefined,
  checkpoint: SignedCheckpoint,
): Promise<string> => {
  const { stream, version, id, type, data, meta } = stored;
  if (sequence === undefined)
    throw new Refusal(
      'proof-differs',
      `The event ${id} (${stream}, version ${version}) is in the log and not in its trail: one of them was changed. A verification of the ledger (audit verify) shows where.`,
      { id },
    );
  const { index, hashes } = await prover.inclusion(stored, sequence, checkpoint);
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
