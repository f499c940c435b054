import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles, before all tests, what the processes run that read documents or verify a log: each test that imports a document starts
 * a process, which would otherwise compile some two hundred files.
 */
export default () =>
  build({
    absWorkingDir: ROOT,
    entryPoints: ['src/imports/examine.child.ts', 'src/audit/verify-log.child.ts'],
    outbase: 'src',
    outdir: 'dist/test',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
