/**
 * Binds the compiled command line and what it needs of its dependencies into one file, in the place of
 * dist/src/program/run.js.
 *
 * A command loads more than a thousand small modules otherwise, and finding them takes several times as long as the
 * answer. What tsc alone writes works the same: a build without this step is slower and never stale. Run by `npm run build`.
 */
import { build } from 'esbuild';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../dist/src/', import.meta.url));
const ENTRY = resolve(DIST, 'program/run.js');
const SERVICE = resolve(DIST, 'program/main.js');
/** What the threads run that examine documents. */
const WORKER = resolve(DIST, 'imports/examine.worker.js');

/** Loaded as they are: native code, what loads a file beside its own, and parts of Nest that are not installed. */
const EXTERNAL = [
  'better-sqlite3',
  'pdfjs-dist',
  '@nestjs/microservices',
  '@nestjs/websockets',
  '@nestjs/platform-express',
  'class-transformer',
  'class-validator',
];

/** The service is started once, and finds parts of its framework by their paths: it stays as tsc wrote it. */
const service = {
  name: 'service',
  setup({ onResolve }) {
    onResolve({ filter: /\/main\.js$/ }, ({ path, resolveDir, kind }) =>
      kind === 'dynamic-import' && resolve(resolveDir, path) === SERVICE
        ? { path: './main.js', external: true }
        : undefined,
    );
  },
};

/** What is large and seldom needed is asked for by `require`, where it is used: an import would load it at the start. */
const LATE = /^(?:@e965\/xlsx|docx|fflate|pdfkit|pg)$|^@eventstore\/db-client(\/|$)/;
const late = {
  name: 'late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LATE }, ({ path, namespace }) =>
      namespace === 'late' ? { path, external: true } : { path, namespace: 'late' },
    );
    onLoad({ filter: LATE, namespace: 'late' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

const common = {
  allowOverwrite: true,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  keepNames: true,
  minifySyntax: true,
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
};

await build({
  ...common,
  entryPoints: [ENTRY],
  outfile: ENTRY,
  external: EXTERNAL,
  plugins: [service, late],
  // Packages in CommonJS ask for Node's own modules with require, which an ES module does not have.
  banner: {
    js: "import { createRequire as ownRequire } from 'node:module';\nconst require = ownRequire(import.meta.url);",
  },
});

// A reader and its library are loaded with the first file of their kind: each stays a file of its own.
await build({
  ...common,
  entryPoints: [WORKER],
  outdir: resolve(DIST, 'imports'),
  splitting: true,
  packages: 'external',
});
