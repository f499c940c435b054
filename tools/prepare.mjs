/**
 * Builds after an install. `npx budget-ledger` inside the project links it into npx's cache, which is an install too: what
 * is built already is left alone then, for another process may be running it.
 */
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const built = existsSync(new URL('../dist/src/program/cli.js', import.meta.url));
if (process.env.npm_command !== 'exec' || !built)
  execSync('npm run build', { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
