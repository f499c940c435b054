import type { Projection } from '../../projections/projection.js';
import { Refusal } from '../domain/errors.js';
import type { EventLog } from '../log/event-log.js';
import {
  analyse,
  createIndexes,
  createTables,
  digestOf,
  dropTables,
  fingerprint,
  hideTables,
  showTables,
  tablesIn,
} from '../views/writer/generation-tables.js';
import { preparedQuery } from '../views/prepared-query.js';
import type { ProjectionsRow, ViewsOriginRow } from '../views/schema.js';
import type { Views, ViewsLogger, ViewsTransaction } from '../views/views-database.js';
import { now } from './clock.js';
import type { ViewCheckpoint } from './projection-run.js';

/*
 * A projection's tables exist once per generation. The live generation answers queries. When the projection's version
 * changes, or on request, a new generation is built beside it from the first event, and replaces it in one transaction.
 */

/** All generations of all projections, by name and number, as their rows are in this transaction. */
export const generations = async (
  tx: ViewsTransaction,
): Promise<readonly Readonly<ProjectionsRow>[]> =>
  tx.all<ProjectionsRow>('SELECT * FROM projections ORDER BY name, generation');

/** Moves a generation's checkpoint, in the transaction that wrote its rows. */
export const moveCheckpoint = async (
  tx: ViewsTransaction,
  { name, generation }: ProjectionsRow,
  { position, sequence, recordedAt }: ViewCheckpoint,
): Promise<void> => {
  const at = tx.dialect.placeholder;
  await tx.run(
    `UPDATE projections SET position = ${at(1)}, sequence = ${at(2)}, recorded_at = ${at(3)}, moved_at = ${at(4)} WHERE name = ${at(5)} AND generation = ${at(6)}`,
    [position, BigInt(sequence), recordedAt, now(), name, generation],
  );
};

/** Whether a generation was built by this version of the projection, so that it can be continued. */
export const belongsTo = (row: ProjectionsRow, projection: Projection): boolean =>
  row.name === projection.name &&
  Number(row.version) === projection.version &&
  row.fingerprint === fingerprintOf(projection);

const fingerprints = new WeakMap<Projection, string>();
const fingerprintOf = (projection: Projection): string => {
  let known = fingerprints.get(projection);
  if (known === undefined) fingerprints.set(projection, (known = fingerprint(projection)));
  return known;
};

const origins = preparedQuery((db) => db.selectFrom('views_origin').select(['ledger', 'epoch']));

/** Of which ledger and epoch views are; undefined before they are made. Asked before every read. */
export const originOf = async (db: Views['db']): Promise<Origin | undefined> =>
  (await origins(db, {}))[0];

type Origin = Pick<ViewsOriginRow, 'ledger' | 'epoch'>;

/**
 * Whether views of this origin are of this log in its current epoch; false when they have no origin yet, or another epoch.
 *
 * @throws {Refusal} `projection-behind`: they are of another ledger, whose service may still use them.
 */
export const areOwn = async (origin: Origin | undefined, log: EventLog): Promise<boolean> => {
  if (origin === undefined || origin.ledger === null) return false;
  const { ledger, epoch } = await log.identity();
  if (origin.ledger !== ledger)
    throw new Refusal(
      'projection-behind',
      'The views belong to another ledger: give each ledger its own LEDGER_VIEWS, or delete these views if their ledger is gone.',
    );
  return Number(origin.epoch) === epoch;
};

/**
 * Whether views are of an epoch of which the log does not say where it ended, as a restore and an import note it: the log was replaced, or
 * its epoch changed. False where the views have no events: they are of no use to compare with, and a ledger that was empty is
 * filled by an import.
 */
export const areOfUnknownEpoch = async (db: Views['db'], log: EventLog): Promise<boolean> => {
  const origin = await originOf(db);
  if (origin === undefined || origin.ledger === null || (await furthestOf(db)) === 0n) return false;
  const { epoch, ended } = await log.identity();
  const theirs = Number(origin.epoch);
  return theirs !== epoch && !ended.some((each) => each.epoch === theirs);
};

const furthest = preparedQuery((db) =>
  db.selectFrom('projections').select('position').orderBy('position', 'desc').limit(1),
);

/** The last position that the views of a projection contain; 0n where there are none. */
const furthestOf = async (db: Views['db']): Promise<bigint> =>
  (await furthest(db, {}))[0]?.position ?? 0n;

/**
 * Makes the views those of this log: drops views of an epoch that a restore or an import has ended.
 *
 * @param isAccepted Whether views may also be dropped that show that the log was changed: they are ahead of it, or of an epoch of which
 *   it does not say where that ended.
 * @throws {Refusal} `proof-differs`: they show that, and may not be dropped.
 * @throws {Refusal} `projection-behind`: the views are of another ledger, whose service may still use them.
 * @throws {LogRestored} the log is on a server that was restored by its own means.
 */
export const claimViews = async (
  tx: ViewsTransaction,
  views: Views,
  log: EventLog,
  logger: ViewsLogger,
  isAccepted: boolean,
): Promise<void> => {
  await areOwn(await originOf(tx.db), log);
  const { ledger, epoch } = await log.identity();
  const origin = await tx.db.selectFrom('views_origin').selectAll().executeTakeFirst();
  const reached = await furthestOf(tx.db);
  if (origin !== undefined && origin.ledger !== null)
    await log.expectAtLeast({ epoch: Number(origin.epoch), position: reached });
  // The head is read last: another process may append and project meanwhile, and the log only grows.
  const head = await log.head();
  const reason = reasonToRebuild(origin, epoch) ?? (reached > head ? AHEAD : undefined);
  if (reason !== undefined) {
    if (!isAccepted && (reason === AHEAD || (await areOfUnknownEpoch(tx.db, log))))
      throw refusalToDrop(
        reason === AHEAD
          ? `they have events up to position ${reached}, and the log ends with ${head}: its last events were removed`
          : `they are of epoch ${origin?.epoch}, and the log, of epoch ${epoch}, does not say where that one ended: it was replaced, or its epoch changed, by something else than a restore or an import`,
      );
    logger(reason);
    await views.clear(tx);
  }
  await tx.db
    .updateTable('views_origin')
    .set({ ledger, epoch: BigInt(epoch) })
    .execute();
};

const refusalToDrop = (what: string): Refusal =>
  new Refusal(
    'proof-differs',
    `The views are kept as they are: ${what}. Restore the log from a backup, or accept it with "projector rebuild --force".`,
  );

const AHEAD = 'The views are ahead of the log: they are rebuilt from it.';

/** Why views of this origin are not views of this epoch of the log; undefined when they may be, or when they have no origin yet. */
const reasonToRebuild = (origin: ViewsOriginRow | undefined, epoch: number): string | undefined =>
  origin === undefined || origin.ledger === null || Number(origin.epoch) === epoch
    ? undefined
    : `The log was restored from a backup, or imported, since the views were built (epoch ${epoch}, theirs is ${origin.epoch}): they are rebuilt from it.`;

/** Drops generations of unknown projections, and begins a generation for each projection that has none of its version. */
export const planGenerations = async (
  tx: ViewsTransaction,
  projections: readonly Projection[],
): Promise<void> => {
  const before = await generations(tx);
  for (const row of before) {
    const projection = projections.find(({ name }) => name === row.name);
    const answers =
      row.state === 'live' ||
      !before.some((each) => each.name === row.name && each.state === 'live');
    if (projection === undefined || (row.state === 'building' && !belongsTo(row, projection)))
      await drop(tx, row, answers ? tablesOf(row) : []);
  }
  const rows = await generations(tx);
  for (const projection of projections)
    if (!rows.some((row) => belongsTo(row, projection)))
      await beginGeneration(tx, projection, rows);
};

/** Begins a new generation of a projection, beside the live one. */
export const beginGeneration = async (
  tx: ViewsTransaction,
  projection: Projection,
  rows: readonly ProjectionsRow[],
): Promise<bigint> => {
  const mine = rows.filter(({ name }) => name === projection.name);
  const generation =
    mine.reduce((last, row) => (row.generation > last ? row.generation : last), 0n) + 1n;
  await createTables(tx, projection, generation);
  // There is no live generation: an incomplete table is better than none.
  if (!mine.some(({ state }) => state === 'live')) await showTables(tx, projection, generation);
  await tx.db
    .insertInto('projections')
    .values({
      name: projection.name,
      generation,
      version: BigInt(projection.version),
      fingerprint: fingerprintOf(projection),
      tables: JSON.stringify(tablesIn(projection)),
      state: 'building',
      position: 0n,
      sequence: 0n,
      recorded_at: null,
      moved_at: now(),
      builder: null,
      builder_seen_ms: null,
      compared: null,
    })
    .execute();
  return generation;
};

/** A generation that is up to date with the log, and the one that it replaces. */
export interface Built {
  readonly projection: Projection;
  readonly row: ProjectionsRow;
  readonly replaced: ProjectionsRow | undefined;
}

/** Makes generations live in place of the old ones, all at once. */
export const switchTo = async (tx: ViewsTransaction, built: readonly Built[]): Promise<void> => {
  const compared: ProjectionsRow['compared'][] = [];
  for (const each of built) {
    await indexAndAnalyse(tx, each);
    compared.push(await compare(tx, each));
  }
  // The slow work is done: readers are locked out for the switch only.
  await tx.lockOutReaders(
    built.flatMap(({ projection, replaced }) => [
      ...Object.keys(projection.tables),
      ...(replaced === undefined ? [] : tablesOf(replaced)),
    ]),
  );
  for (const [i, each] of built.entries()) await takeOver(tx, each, compared[i] ?? null);
};

const indexAndAnalyse = async (
  tx: ViewsTransaction,
  { projection, row: { generation } }: Built,
): Promise<void> => {
  for (const [name, table] of Object.entries(projection.tables)) {
    await createIndexes(tx, name, table, generation);
    await analyse(tx, name, generation);
  }
};

const compare = async (
  tx: ViewsTransaction,
  { projection, row, replaced }: Built,
): Promise<ProjectionsRow['compared']> => {
  if (replaced === undefined || !belongsTo(replaced, projection)) return null;
  return (await isIdentical(tx, projection, row.generation, replaced.generation))
    ? 'identical'
    : 'different';
};

const takeOver = async (
  tx: ViewsTransaction,
  { projection, row: built, replaced }: Built,
  compared: ProjectionsRow['compared'],
): Promise<void> => {
  if (replaced !== undefined) {
    const gone = tablesOf(replaced).filter((name) => !(name in projection.tables));
    await hideTables(tx, gone);
  }
  await showTables(tx, projection, built.generation);
  if (replaced !== undefined) await drop(tx, replaced, []);
  await tx.db
    .updateTable('projections')
    .set({ state: 'live', builder: null, builder_seen_ms: null, compared })
    .where('name', '=', built.name)
    .where('generation', '=', built.generation)
    .execute();
};

const isIdentical = async (
  tx: ViewsTransaction,
  projection: Projection,
  one: bigint,
  other: bigint,
): Promise<boolean> => {
  for (const name of Object.keys(projection.tables)) {
    const a = await digestOf(tx, projection, name, one);
    const b = await digestOf(tx, projection, name, other);
    if (a.rows !== b.rows || a.digest !== b.digest) return false;
  }
  return true;
};

const drop = async (
  tx: ViewsTransaction,
  row: ProjectionsRow,
  hidden: readonly string[],
): Promise<void> => {
  await hideTables(tx, hidden);
  await dropTables(tx, tablesOf(row), row.generation);
  await tx.db
    .deleteFrom('stopped_budgets')
    .where('projection', '=', row.name)
    .where('generation', '=', row.generation)
    .execute();
  await tx.db
    .deleteFrom('projections')
    .where('name', '=', row.name)
    .where('generation', '=', row.generation)
    .execute();
};

const tablesOf = ({ tables }: ProjectionsRow): readonly string[] =>
  JSON.parse(tables) as readonly string[];
