import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { errorMessage } from '../cli/failure.js';
import { write, type Io } from '../cli/io.js';
import type { Work } from '../cli/ledger.js';
import type { Config } from '../config/config.js';
import { Recovery } from '../ledger/recovery.js';
import { CoreModule } from './core.module.js';

/**
 * Opens the ledger that the settings name, works on it, and closes it. Warnings of the ledger are printed on standard error
 * when the work succeeds; when it fails, the error is the only line there.
 *
 * @param options.recover Whether to complete first what an interrupted command left unfinished.
 */
export const withSession = async <T>(
  config: Config,
  io: Io,
  work: Work<T>,
  { recover = false }: { readonly recover?: boolean } = {},
): Promise<T> => {
  const warnings: string[] = [];
  const app = await NestFactory.createApplicationContext(
    CoreModule.forRoot(config, (message) => warnings.push(message)),
    { logger: false, abortOnError: false },
  );
  try {
    if (recover) await app.get(Recovery).run((error) => warnings.push(errorMessage(error)));
    const queries = app.get(QueryBus);
    const commands = app.get(CommandBus);
    const answer = await work({
      ask: (query) => queries.execute(query),
      execute: (command) => commands.execute(command),
      get: (part) => app.get(part),
    });
    for (const warning of warnings) await write(io.stderr, `${warning}\n`);
    return answer;
  } finally {
    await app.close();
  }
};
