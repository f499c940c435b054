import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Projection } from '../../projections/projection.js';
import type { Json } from '../../src/domain/values/json.js';
import type { EventLog, NewEvent } from '../../src/log/event-log.js';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { Projector } from '../../src/projector/projector.js';
import { SqliteViews } from '../../src/views/sqlite/sqlite-views.js';
import type { Views } from '../../src/views/views-database.js';
import { testProjections, yuanOf } from './test-projections.js';
import { deleteViews, onPostgres, openTestViews } from './test-stores.js';

/** A folder with a log and views in it, and what was said on the way. */
export class ProjectorLedger {
  readonly said: string[] = [];
  readonly #opened: { log: EventLog; views: Views; projector: Projector }[] = [];

  constructor(readonly folder = mkdtempSync(join(tmpdir(), 'ledger-'))) {}

  get viewsFile(): string {
    return join(this.folder, 'views.db');
  }

  get logFile(): string {
    return join(this.folder, 'log.db');
  }

  /** As a process would open it; any number may be open at once. */
  async open(projections: readonly Projection[] = testProjections, stepEvents = 2_000) {
    const logger = (sentence: string) => void this.said.push(sentence);
    const log = SqliteEventLog.open({ file: this.logFile });
    const views = await openTestViews(this.folder, logger);
    const projector = new Projector(log, views, projections, { logger, stepEvents });
    const opened = { log, views, projector };
    this.#opened.push(opened);
    return { ...opened, close: () => this.#close(opened) };
  }

  deleteViews(): Promise<void> {
    return deleteViews(this.folder);
  }

  /** The tables and views that begin so, in the order of their names. */
  async tablesOf(views: Views, prefix: string): Promise<string[]> {
    // Of this schema alone: others come and go with the tests beside this one.
    const found = onPostgres
      ? await views.transaction((tx) =>
          tx.all<{ name: string }>(
            `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v')`,
          ),
        )
      : await views.db.introspection.getTables();
    return found
      .map(({ name }) => name)
      .filter((name) => name.startsWith(prefix))
      .sort();
  }

  async remove(): Promise<void> {
    while (this.#opened.length > 0) await this.#close(this.#opened[0]!);
    await this.deleteViews();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #close(opened: { log: EventLog; views: Views; projector: Projector }): Promise<void> {
    const index = this.#opened.indexOf(opened);
    if (index < 0) return;
    this.#opened.splice(index, 1);
    await opened.projector.stop();
    await opened.views.close();
    await opened.log.close();
  }
}

export const event = (type: string, data: Json, schemaVersion = 1): NewEvent => ({
  id: randomUUID(),
  type,
  schemaVersion,
  data,
  actor: 'clerk',
  correlationId: randomUUID(),
  causationId: null,
});

export const entered = (line: string, fen: number): NewEvent =>
  event('LineEntered', { line, name: `款 ${line}`, amount: yuanOf(fen), before: null });
export const corrected = (line: string, from: number, to: number): NewEvent =>
  event('LineCorrected', { line, from: yuanOf(from), to: yuanOf(to) });
export const discontinued = (line: string): NewEvent =>
  event('LineDiscontinued', { line, before: '0.00', effectiveOn: '2024-06-01' });
export const registered = (code: string, name: string): NewEvent =>
  event('AgencyRegistered', { code, name });

export const budget = (n: number): string => `budget-agency${n}-2024-unit`;

/** Every row of every table that the projections show, and how far they came: what two ways to the views must agree on. */
export const contentOf = async (
  views: Views,
  projections: readonly Projection[] = testProjections,
): Promise<unknown> => {
  const content: Record<string, unknown> = {};
  for (const { name, tables } of projections) {
    for (const [table, { primaryKey }] of Object.entries(tables)) {
      let query = views.db.selectFrom(table as 'projections').selectAll();
      for (const column of primaryKey) query = query.orderBy(column as 'name');
      content[table] = await query.execute();
    }
    content[`${name} checkpoint`] = await views.db
      .selectFrom('projections')
      .select(['version', 'position', 'sequence', 'recorded_at'])
      .where('name', '=', name)
      .where('state', '=', 'live')
      .execute();
  }
  return content;
};

/** What the first of all catch-ups, in an empty database, makes of this log: in memory, whichever engine is tested. */
export const replayed = async (
  log: EventLog,
  projections: readonly Projection[] = testProjections,
): Promise<unknown> => {
  const views = await SqliteViews.open(':memory:', () => undefined);
  await new Projector(log, views, projections).catchUp();
  const content = await contentOf(views, projections);
  await views.close();
  return content;
};
