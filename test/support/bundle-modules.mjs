import { build } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OUT = 'dist/test';

/** Packages of some hundred files each, which Jest would load again for every spec. They share their parts with each other. */
const PACKAGES = [
  '@nestjs/common',
  '@nestjs/common/constants.js',
  '@nestjs/core',
  '@nestjs/cqrs',
  '@nestjs/platform-fastify',
  '@nestjs/swagger',
  'jose',
  'kysely',
  'prom-client',
  'rxjs',
  'zod',
];
/** What is loaded as it is: few files each, native code, and optional parts that are not installed. */
const EXTERNAL = [
  '@fastify/*',
  'better-sqlite3',
  'class-transformer',
  'class-validator',
  'fastify',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'reflect-metadata',
];

const nameOf = (specifier) => specifier.replaceAll(/[@/.]/g, '_');

/** For Jest's `moduleNameMapper`: the file of each package that is bundled. */
export const bundledPackages = Object.fromEntries(
  PACKAGES.map((each) => [
    `^${each.replaceAll('.', '\\.')}$`,
    `<rootDir>/${OUT}/packages/${nameOf(each)}.mjs`,
  ]),
);

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  logLevel: 'warning',
};

/** Names are written out, because a bundle of a CommonJS package would have a default export alone. */
const entryOf = async (specifier) => {
  const names = Object.keys(await import(specifier)).filter(
    (name) => name !== 'default' && name !== 'module.exports',
  );
  const file = join(ROOT, OUT, 'entries', `${nameOf(specifier)}.mjs`);
  await writeFile(file, `export { ${names.join(', ')} } from '${specifier}';\n`);
  return [nameOf(specifier), file];
};

/** Bundles, before all tests, what many of them load, as `npm run build` does for users. */
export const bundled = async () => {
  await mkdir(join(ROOT, OUT, 'entries'), { recursive: true });
  await Promise.all([
    build({
      ...common,
      entryPoints: Object.fromEntries(await Promise.all(PACKAGES.map(entryOf))),
      outdir: `${OUT}/packages`,
      outExtension: { '.js': '.mjs' },
      external: EXTERNAL,
      // CommonJS packages load Node's own modules with require, which an ES module does not have.
      banner: {
        js: "import { createRequire as ownRequire } from 'node:module';\nconst require = ownRequire(import.meta.url);",
      },
    }),
    // What the processes run that read documents or verify a log: each test that imports a document starts one, which would
    // otherwise compile some two hundred files.
    build({
      ...common,
      entryPoints: [
        'src/imports/examine.child.ts',
        'src/audit/verify-log.child.ts',
        'src/proof/extend-tree.worker.ts',
        'src/projector/compare/compare-views.worker.ts',
      ],
      outbase: 'src',
      outdir: OUT,
      packages: 'external',
      sourcemap: true,
    }),
  ]);
};
