/**
 * Puts the project's own command beside those of its packages, so that `npx budget-ledger` inside a clone runs it at once.
 * npm links the commands of packages, not the project's; npx would pack and install the whole folder first. Where links
 * cannot be made, npx does just that.
 */
import { chmodSync, rmSync, symlinkSync } from 'node:fs';

const LINK = new URL('../node_modules/.bin/budget-ledger', import.meta.url);

try {
  chmodSync(new URL('../dist/src/cli.js', import.meta.url), 0o755);
  rmSync(LINK, { force: true });
  symlinkSync('../../dist/src/cli.js', LINK);
} catch (error) {
  console.error(`npx will install the project before it runs the command (${error.message})`);
}
