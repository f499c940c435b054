import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
/** Compiled sources, by the hash of the source. */
const CACHE = fileURLToPath(new URL('../../dist/test/compiled', import.meta.url));
mkdirSync(CACHE, { recursive: true });
enableCompileCache(CACHE);

/** Lets a child process run the sources as they are: `node --import <this file> <file>.ts`. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL) {
      const source = ['.ts', '.tsx']
        .map((ending) => new URL(specifier.replace(/\.js$/, ending), context.parentURL))
        .find((each) => existsSync(each));
      if (source) return { url: source.href, format: 'module', shortCircuit: true };
    }
    // The file that a thread begins with.
    if (specifier.startsWith('file:') && specifier.endsWith('.js')) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'));
      if (!existsSync(new URL(specifier)) && existsSync(source))
        return { url: source.href, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!/\.tsx?$/.test(url)) return next(url, context);
    const filename = fileURLToPath(url);
    const source = readFileSync(filename, 'utf8');
    const cached = join(CACHE, `${hash('sha256', `${filename}\n${source}`)}.js`);
    if (!existsSync(cached)) keep(cached, compiled(filename, source));
    return { format: 'module', source: readFileSync(cached), shortCircuit: true };
  },
});

/** A source as JavaScript. */
export const compiled = (filename, source) =>
  require('@swc/core').transformSync(source, {
    filename,
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: filename.endsWith('.tsx'), decorators: true },
      transform: {
        // Nest reads what a class is given from the metadata of its constructor.
        legacyDecorator: true,
        decoratorMetadata: true,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  }).code;

/** Other processes read the cache at the same time: a file is there whole or not at all. */
const keep = (file, code) => {
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
};
