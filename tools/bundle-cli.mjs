/**
 * Bundles the compiled command line and the compiled service, each with its dependencies, into one file, which replaces
 * dist/src/program/run-command.js and main.js. Run by `npm run build`.
 *
 * Without it each loads more than a thousand small modules, which takes several times as long as the answer. The output of
 * tsc works too: a build without this step is slower, and nothing else.
 */
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const DIST = fileURLToPath(new URL('../dist/src/', import.meta.url));
const ENTRY = resolve(DIST, 'program/run-command.js');
const SERVICE = resolve(DIST, 'program/main.js');
/** What the processes run that read documents. */
const WORKER = resolve(DIST, 'imports/examine.child.js');

/** Not bundled: native code, packages that load files of their own, and optional parts of Nest that are not installed. */
const EXTERNAL = [
  'better-sqlite3',
  'pdfjs-dist',
  '@nestjs/microservices',
  '@nestjs/websockets',
  '@nestjs/platform-express',
  '@fastify/multipart',
  '@fastify/view',
  'class-transformer',
  'class-validator',
];

/** The service is a file of its own: it has dependencies that no command needs. */
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

/** Large packages that few commands need: they are loaded with `require` at their first use, and not with the module that imports them. */
const LATE = /^(?:@e965\/xlsx|docx|fflate|pdfkit|pg)$|^@eventstore\/db-client(\/|$)/;
const late = {
  name: 'late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LATE }, ({ path, namespace }) =>
      namespace === 'late' ? { path, external: true } : { path, namespace: 'late' },
    );
    onLoad({ filter: LATE, namespace: 'late' }, ({ path }) => ({ contents: lateModule(path) }));
  },
};

/** Node's own modules are loaded with `require`: an `import` of `http` reads all its members, of which some load an HTTP client. */
const builtIn = {
  name: 'built-in',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: BUILT_IN }, ({ path, namespace }) =>
      namespace === 'built-in' ? { path, external: true } : { path, namespace: 'built-in' },
    );
    onLoad({ filter: BUILT_IN, namespace: 'built-in' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};
const BUILT_IN = new RegExp(`^(?:node:)?(?:${builtinModules.join('|')})$`);

/** A module with the members of a package, which loads the package when one of them is used. A package that is a function is loaded at once. */
const lateModule = (path) => {
  const required = `require(${JSON.stringify(path)})`;
  const members = require(path);
  return typeof members === 'function'
    ? `module.exports = ${required};`
    : `for (const name of ${JSON.stringify(Object.keys(members))})
        Object.defineProperty(exports, name, { enumerable: true, get: () => ${required}[name] });`;
};

/**
 * V8 keeps a text with one letter beyond Latin-1 in two bytes a letter. esbuild writes such letters of strings as escapes, and leaves
 * them in regular expressions and tagged templates, where the escape means the same.
 */
const ascii = {
  name: 'ascii',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const escaped = text.replaceAll(
        /[^\0-\x7f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      if (/(?<!\\)(?:\\\\)*\\[^\0-\x7f]/.test(text))
        throw new Error(`${path}: a letter beyond ASCII is escaped.`);
      return escaped === text ? undefined : { contents: escaped, loader: 'js' };
    });
  },
};

const common = {
  allowOverwrite: true,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  // The text of a bundle stays in memory while it runs.
  minifyWhitespace: true,
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
};

// The names of functions cost a call wherever one is made: a request makes hundreds. A command sends its question to another service by
// the name of its class.
for (const [entry, keepNames, plugins] of [
  [ENTRY, true, [service, builtIn, late, ascii]],
  [SERVICE, false, [builtIn, late, ascii]],
])
  await build({
    ...common,
    keepNames,
    entryPoints: [entry],
    outfile: entry,
    external: EXTERNAL,
    plugins,
    // CommonJS packages load Node's own modules with require, which an ES module does not have.
    banner: {
      js: "import { createRequire as ownRequire } from 'node:module';\nconst require = ownRequire(import.meta.url);",
    },
  });

// Each reader stays in a file of its own, so that a library is loaded only with the first document of its kind.
await build({
  ...common,
  entryPoints: [WORKER],
  outdir: resolve(DIST, 'imports'),
  splitting: true,
  packages: 'external',
});
