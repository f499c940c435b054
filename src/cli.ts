#!/usr/bin/env node
import module from 'node:module';

/** What `engines` of package.json says: better-sqlite3 ends the process without a word on an older one. */
const NODE_MIN = [24, 9] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
  process.stderr.write(
    `budget-ledger needs Node ${NODE_MIN.join('.')} or newer, and this is ${process.versions.node}: run "npx budget-ledger" inside the project, whose npm ci brings Node 24.\n`,
  );
  process.exitCode = 1;
} else {
  module.enableCompileCache();
  const { main } = await import('./cli/main.js');
  const { processIo } = await import('./cli/io.js');
  // Everything is written and closed by now; what else holds the loop open has nothing left to say.
  process.exit(await main(process.argv.slice(2), processIo()));
}
