/**
 * Builds the program after an install. Nothing is built in two cases: the development dependencies were left out
 * (`npm ci --omit=dev`), which the build needs; and `npx budget-ledger` inside the project, which is an install too, while
 * another process may be running what was built before.
 */
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const isBuilt = existsSync(new URL('../dist/src/program/cli.js', import.meta.url));
const canBuild = ['@nestjs/cli', 'esbuild', 'typescript'].every((name) => {
  try {
    require.resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
});

if (!canBuild)
  console.log(
    isBuilt
      ? 'budget-ledger: dist is kept as it is, because the development dependencies are not installed.'
      : 'budget-ledger: nothing is built, because the development dependencies are not installed. Copy dist from a build, or run "npm ci".',
  );
else if (process.env.npm_command !== 'exec' || !isBuilt)
  execSync('npm run build', { stdio: 'inherit', cwd: new URL('..', import.meta.url) });
