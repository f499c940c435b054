import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../../src/config/config.js';
import { ReadingPool } from '../../src/imports/reading-pool.js';
import { ImportDocument } from '../../src/imports/import-document.js';
import { CoreModule } from '../../src/program/core.module.js';
import { answer } from '../child.js';

/** `folder FOLDER DATA`: imports the documents of a folder in order, while the next ones are already read on threads. */
const [folder, data] = process.argv.slice(2) as [string, string];
const AHEAD = 3;
const QUARTERS = 4;

const app = await NestFactory.createApplicationContext(
  CoreModule.forRoot(Config.of({}, { data })),
  {
    logger: false,
  },
);
const commands = app.get(CommandBus);
const pool = new ReadingPool();
const files = readdirSync(folder).map((name) => join(folder, name));
const look = (file: string) => pool.read(readFileSync(file), file);
const begun = files.slice(0, AHEAD).map(look);
const seconds: number[] = [];
const rssMiB: number[] = [];
let start = performance.now();
for (let i = 0; i < files.length; i += 1) {
  const examined = await begun.shift()!;
  if (i + AHEAD < files.length) begun.push(look(files[i + AHEAD]!));
  await commands.execute(new ImportDocument(examined, {}, { actor: 'bench' }));
  if ((i + 1) % (files.length / QUARTERS) !== 0) continue;
  seconds.push((performance.now() - start) / 1000);
  rssMiB.push(process.memoryUsage.rss() / 2 ** 20);
  start = performance.now();
}
await pool.close();
await app.close();
answer({ documents: files.length, seconds, rssMiB });
