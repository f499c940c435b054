import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errorMessage, isRefusal } from '../cli/failure.js';
import { write, type Io } from '../cli/io.js';
import type { Ledger, Work } from '../cli/ledger.js';
import { withProgress } from '../cli/progress.js';
import { said } from '../cli/say.js';
import { Config } from '../config/config.js';
import { withoutSecrets } from '../config/without-secrets.js';
import { Refusal } from '../domain/errors.js';
import { closest } from '../text/closest.js';
import type { Views } from '../views/views-database.js';

/** The ledger in a data folder, or where the environment says that its log and its views are. */
export const ledgerAt = (data: string, io: Io): Ledger => {
  const config = (): Config => Config.of(io.env, { data });
  let lookedAt: Config | undefined;
  const exists = (): boolean => {
    const settings = config();
    const found = hasLog(settings);
    lookedAt = settings;
    return found;
  };
  const existing = (): Config => (exists() ? config() : temporary());
  return {
    get config() {
      return config();
    },
    service: undefined,
    place: () => {
      const { log } = config();
      return log.kind === 'sqlite' ? dirname(log.file) : withoutSecrets(log.connection);
    },
    exists,
    absent: () => {
      if (lookedAt === undefined) return undefined;
      const { log } = lookedAt;
      lookedAt = undefined;
      const folder = log.kind === 'sqlite' ? resolve(dirname(log.file)) : undefined;
      return folder === undefined || existsSync(folder)
        ? undefined
        : `${folder} does not exist and is read as an empty ledger: name the folder of yours with --data.`;
    },
    read: (work) =>
      open(existing(), io, async (session) => {
        const { Projector } = await import('../projector/projector.js');
        const { progressText } = await import('../projector/progress-text.js');
        await withProgress(io, (show) =>
          session.get(Projector).catchUp((progress) => show(progressText(progress))),
        );
        return work(session);
      }),
    change: (work, { records = true, unverified = false } = {}) =>
      open(records ? config() : existing(), io, work, { recover: true, records, unverified }),
    dryRun: (work) => open(existing(), io, work),
    knownEpoch: async (id) => {
      const { highestEpochKept } = await import('../proof/highest-epoch.js');
      return highestEpochKept(config().proof, id);
    },
    temporary: (work) => open(temporary(), io, work),
  };
};

const temporary = (): Config =>
  Config.of({ LEDGER_LOG: 'sqlite::memory:', LEDGER_VIEWS: 'sqlite::memory:' });

const hasLog = ({ log }: Config): boolean => {
  if (log.kind !== 'sqlite' || existsSync(log.file)) return true;
  let folder = resolve(dirname(log.file));
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory())
    throw new Refusal(
      'data-folder-unusable',
      `${folder} is not a folder: give the folder of the ledger with --data.`,
    );
  return false;
};

/**
 * Opens the ledger that the settings name, works on it, and closes it. Warnings of the ledger are printed on standard error
 * when the work succeeds; when it fails, the error is the only line there.
 *
 * @param options.recover Whether the work changes the ledger: completes first what an interrupted command left unfinished, and
 *   signs a checkpoint before and at the end.
 * @param options.records Whether the work may record events, so that it is refused on a log that was changed since it was proved.
 * @param options.unverified Whether views may be built from a log that is not the one that was proved.
 */
const open = async <T>(
  config: Config,
  io: Io,
  work: Work<T>,
  {
    recover = false,
    records = false,
    unverified = false,
  }: {
    readonly recover?: boolean;
    readonly records?: boolean;
    readonly unverified?: boolean;
  } = {},
): Promise<T> => {
  // The framework and the stores are loaded here, so that an error in the command line is reported at once.
  await import('reflect-metadata');
  const { NestFactory } = await import('@nestjs/core');
  const { CommandBus, QueryBus } = await import('@nestjs/cqrs');
  const { CoreModule } = await import('./core.module.js');
  const { PeriodicCheckpoints } = await import('../proof/periodic-checkpoints.js');
  const { migrateWithBar } = await import('./migrate-with-bar.js');
  await migrateWithBar(config, io);
  const warnings: string[] = [];
  const app = await NestFactory.createApplicationContext(
    CoreModule.forRoot(config, (message) => warnings.push(message)),
    { logger: false, abortOnError: false },
  );
  try {
    if (unverified) {
      const { Projector } = await import('../projector/projector.js');
      app.get(Projector).acceptUnverified();
    }
    const checkpoints = app.get(PeriodicCheckpoints);
    if (recover) {
      await checkpoints.signBefore();
      if (records) checkpoints.refuseChanged();
      const { Recovery } = await import('../ledger/recovery.js');
      await app.get(Recovery).run((error) => warnings.push(errorMessage(error)));
    }
    const queries = app.get(QueryBus);
    const commands = app.get(CommandBus);
    const answer = await work({
      ask: (query) => queries.execute(query),
      execute: (command) => commands.execute(command),
      get: (part) => app.get(part),
    });
    if (recover) await checkpoints.sign();
    for (const warning of warnings) await write(io.stderr, `${said(warning)}\n`);
    return answer;
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'not-found') throw error;
    const { Views } = await import('../views/views-database.js');
    throw await withNearest(error, app.get(Views));
  } finally {
    await app.close();
  }
};

/**
 * Names the budget or agency that is nearest to one that is not there. Over HTTP nothing is named: a caller may not see all of
 * them.
 */
const withNearest = async (refusal: Refusal, { db }: Views): Promise<Refusal> => {
  const { budget, agency } = refusal.details;
  const naming = (message: string) => new Refusal(refusal.code, message, refusal.details);
  if (typeof budget === 'string') {
    const rows = await db.selectFrom('budgets').select('budget as id').orderBy('id').execute();
    const near = nearestOf(budget, rows);
    if (near !== undefined)
      return naming(
        `There is no budget "${budget}" (did you mean ${near}?): see the list of budgets.`,
      );
  }
  if (typeof agency === 'string') {
    const rows = await db.selectFrom('agencies').select('agency as id').orderBy('id').execute();
    const near = nearestOf(agency, rows);
    if (near !== undefined) return naming(`There is no agency ${agency} (did you mean ${near}?).`);
  }
  return refusal;
};

const nearestOf = (given: string, rows: readonly { readonly id: string }[]): string | undefined =>
  closest(
    given,
    rows.map(({ id }) => id),
  );
