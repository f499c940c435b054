import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { TableOf, TableOfHandler } from '../src/budgets/tables/table.query.js';
import type { CivilDate } from '../src/domain/values/civil-date.js';
import { SqliteEventLog } from '../src/log/sqlite/sqlite-event-log.js';
import { PostgresViews } from '../src/views/postgres/postgres-views.js';
import { appenderOf } from './appender.js';
import { appendFor } from './appends.js';
import { runChild } from './child.js';
import type { Ledgers, Rebuild } from './ledgers.js';
import { inTurns, median, percentile } from './measure.js';
import { AsOfByHand } from './peers/as-of-by-hand.js';
import { openEmmettPostgresql } from './peers/emmett-postgresql.js';
import { RawPostgres } from './peers/raw-postgres.js';
import { atLeast, milliseconds, progress, rate, type Row, type Section } from './report.js';
import { syntheticLedger } from './synthetic-ledger.js';
import type { Workspace } from './workspace.js';

const SLOWER_MAX = 1.2;
const REBUILD_TARGET = 0.7;
const TABLE = 3;
const ROUNDS = 4;
const QUESTIONS = 500;

/** The views on PostgreSQL: table 3 as of a date compared with the same SQL by hand, and a rebuild compared with one into a file. */
export const benchPostgres = async (
  address: string | undefined,
  ledgers: Ledgers,
  workspace: Workspace,
  quick: boolean,
): Promise<Section> => {
  const title = 'g. The views on PostgreSQL';
  if (address === undefined)
    return {
      title,
      rows: [],
      notes: ['Not measured: give a database with --postgres postgres://….'],
      raw: null,
    };
  const size = quick ? 10_000 : 1_000_000;
  const { log, budgets } = await ledgers.of(size);
  const database = `bench_${randomUUID().slice(0, 8)}`;
  await onDatabase(address, `CREATE DATABASE ${database}`);
  const own = new URL(address);
  own.pathname = `/${database}`;
  progress(`building the views of ${size.toLocaleString('en')} events on PostgreSQL …`);
  const onServer = await runChild<Rebuild>('rebuild', [log, own.href]);
  const inFile = await ledgers.rebuild(size);
  progress('');
  const asked = await asOf(own.href, log, budgets);
  const appends = await appended(own.href, workspace.path('log.db'), quick);
  await onDatabase(address, `DROP DATABASE ${database}`);

  const speed = ({ events, seconds }: Rebuild) => events / seconds;
  const [ours, theirs] = [median(asked.ours), median(asked.byHand)];
  const rows: Row[] = [
    {
      what: 'table 3 of any budget as of a date, p50',
      ours: milliseconds(ours),
      beside: `${milliseconds(theirs)} the same SQL by hand`,
      ratio: theirs / ours,
      target: { text: `≤ ${SLOWER_MAX} ×`, met: ours / theirs <= SLOWER_MAX },
    },
    {
      what: 'p99',
      ours: milliseconds(percentile(asked.ours, 99)),
      beside: milliseconds(percentile(asked.byHand, 99)),
      ratio: percentile(asked.byHand, 99) / percentile(asked.ours, 99),
    },
    {
      what: `rebuild of ${size.toLocaleString('en')} events`,
      ours: rate(speed(onServer), 'events'),
      beside: `${rate(speed(inFile), 'events')} into a SQLite file`,
      ratio: speed(onServer) / speed(inFile),
      target: atLeast(speed(onServer) / speed(inFile), REBUILD_TARGET),
    },
    ...appends.rows,
  ];
  return {
    title,
    rows,
    notes: [
      'By hand: the four queries behind the table with bare pg, prepared, one after another, without building the table from the rows.',
      'The log cannot be on PostgreSQL: appends to the embedded log are compared with stores on PostgreSQL on the same disk.',
      `Peak memory of the rebuild: ${onServer.peakMiB.toFixed(0)} MiB.`,
    ],
    raw: { ...asked, onServer, inFile, appends: appends.raw },
  };
};

/** Milliseconds for each question, ours and by hand in turns. */
const asOf = async (
  address: string,
  logFile: string,
  budgets: Awaited<ReturnType<Ledgers['of']>>['budgets'],
) => {
  const log = SqliteEventLog.open({ file: logFile, readonly: true });
  const views = await PostgresViews.open(address, () => {});
  const handler = new TableOfHandler(views, log);
  const byHand = await AsOfByHand.connect(address);
  const figures = { ours: [] as number[], byHand: [] as number[] };
  for (let round = -1; round < ROUNDS; round += 1)
    for (let i = 0; i < QUESTIONS; i += 1) {
      const budget = budgets[(i * 7) % budgets.length]!;
      const effective = `${budget.split('-')[1]}-06-${String((i % 28) + 1).padStart(2, '0')}`;
      const start = performance.now();
      await handler.execute(new TableOf(budget, TABLE, { effective: effective as CivilDate }));
      const between = performance.now();
      await byHand.ask(budget, effective);
      const end = performance.now();
      if (round < 0) continue;
      figures.ours.push(between - start);
      figures.byHand.push(end - between);
    }
  await byHand.close();
  await views.close();
  await log.close();
  return figures;
};

const WRITERS = 64;
const EVENTS_PER_APPEND = 60;

/** Durable appends to our log in a file and to tables on the server, in turns. */
const appended = async (address: string, file: string, quick: boolean) => {
  const samples = [...syntheticLedger(2_000)].flatMap(({ events }) => events);
  const log = SqliteEventLog.open({ file });
  const ours = appenderOf('ours', log);
  const emmett = await openEmmettPostgresql(address);
  const stores = [ours, await RawPostgres.open(address), ...(emmett ? [emmett] : [])];
  const raw: Record<string, unknown> = {};
  const rows: Row[] = [];
  for (const [writers, eventsPerAppend] of [
    [1, 1],
    [1, EVENTS_PER_APPEND],
    [WRITERS, 1],
  ] as const) {
    const figures = await inTurns(
      stores.map((store) => ({
        name: store.name,
        run: () => appendFor(quick ? 300 : 1_000, store, writers, eventsPerAppend, samples),
      })),
      quick ? 2 : 3,
    );
    const what = `${writers} ${writers === 1 ? 'writer' : 'writers'}, ${eventsPerAppend} ${eventsPerAppend === 1 ? 'event' : 'events'}`;
    raw[what] = Object.fromEntries(figures);
    const us = median(figures.get(ours.name)!);
    for (const { name } of stores.slice(1)) {
      const them = median(figures.get(name)!);
      const beside = `${rate(them, 'events')} ${name}`;
      rows.push({ what, ours: rate(us, 'events'), beside, ratio: us / them });
    }
  }
  for (const store of stores) await store.close();
  return { rows, raw };
};

/** Runs a statement on a database of the server, as to create another one. */
export const onDatabase = async (address: string, sql: string): Promise<void> => {
  const client = new Client({ connectionString: address });
  await client.connect();
  await client.query(sql);
  await client.end();
};
