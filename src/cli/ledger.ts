import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus, type Command, type Query } from '@nestjs/cqrs';
import { Config } from '../config/config.js';
import { CoreModule } from '../program/core.module.js';
import { Healing } from '../ledger/healing.js';
import { SettleYearOverYear } from '../ledger/settle-year-over-year.js';
import { EventLog } from '../log/event-log.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import { configOf, hasLedger } from './data-folder.js';
import { sentenceOf } from './failure.js';
import { write, type Io } from './io.js';
import { progressOn } from './progress.js';
import type { Common } from './verb.js';

/** The ledger as a verb uses it. */
export interface Ledger {
  ask<T>(query: Query<T>): Promise<T>;
  execute<T>(command: Command<T>): Promise<T>;
  readonly log: EventLog;
  readonly views: Views;
  readonly projector: Projector;
  readonly settleYearOverYear: SettleYearOverYear;
  readonly healing: Healing;
  /** Says beside the answer that something went wrong that was not asked for. */
  readonly tell: (error: unknown) => void;
}

/** Asks the ledger with views that know all of its log. A folder that holds no ledger is an empty one, and stays so. */
export const asking = <T>(
  common: Common,
  io: Io,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> =>
  open(
    hasLedger(common.data, io.env) ? configOf(common.data, io.env) : nowhere(),
    io,
    async (ledger) => {
      await progressOn(io, (onProgress) => ledger.projector.catchUp(onProgress));
      return work(ledger);
    },
  );

/** Changes the ledger, or makes it. What only tries (`keep: false`) makes none. */
export const changing = <T>(
  common: Common,
  io: Io,
  work: (ledger: Ledger) => Promise<T>,
  { keep = true }: { readonly keep?: boolean } = {},
): Promise<T> =>
  open(
    keep || hasLedger(common.data, io.env) ? configOf(common.data, io.env) : nowhere(),
    io,
    async (ledger) => {
      // What an earlier command left half done when it was killed comes first.
      if (keep) await ledger.healing.once(ledger.tell);
      return work(ledger);
    },
  );

/** A ledger that nobody keeps. */
export const throwaway = <T>(io: Io, work: (ledger: Ledger) => Promise<T>): Promise<T> =>
  open(nowhere(), io, work);

/** Stores that are empty and end with the process. */
const nowhere = (): Config =>
  Config.of({ LEDGER_LOG: 'sqlite::memory:', LEDGER_VIEWS: 'sqlite::memory:' });

const open = async <T>(
  config: Config,
  io: Io,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> => {
  const told: string[] = [];
  const app = await NestFactory.createApplicationContext(
    CoreModule.forRoot(config, (sentence) => told.push(sentence)),
    { logger: false, abortOnError: false },
  );
  try {
    const queries = app.get(QueryBus);
    const commands = app.get(CommandBus);
    const answer = await work({
      ask: (query) => queries.execute(query),
      execute: (command) => commands.execute(command),
      log: app.get(EventLog),
      views: app.get(Views),
      projector: app.get(Projector),
      settleYearOverYear: app.get(SettleYearOverYear),
      healing: app.get(Healing),
      tell: (error) => told.push(sentenceOf(error)),
    });
    // Only beside a success: a failure is one line.
    for (const sentence of told) await write(io.stderr, `${sentence}\n`);
    return answer;
  } finally {
    await app.close();
  }
};
