#!/usr/bin/env node
import module from 'node:module';
import { nodeTooOld } from '../cli/node-version.js';

const problem = nodeTooOld('npx budget-ledger');
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
} else {
  module.enableCompileCache();
  const { main } = await import('./run-command.js');
  const { processIo } = await import('../cli/io.js');
  // All output is written and all stores are closed; nothing that still keeps the event loop open matters.
  process.exit(await main(process.argv.slice(2), processIo()));
}
