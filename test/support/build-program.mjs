import { transformFile } from '@swc/core';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/*
 * `npm run build` without the check of types, which `npm run typecheck` does, and without the files that are only copied: compiles
 * the sources into dist, each by itself, in a tenth of the time, and bundles them as the build does. Run in the project's folder.
 */

const compiled = async (file) => {
  const { code } = await transformFile(file, {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: file.endsWith('.tsx'), decorators: true },
      transform: {
        // Nest reads what a class is given from the metadata of its constructor.
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: true,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  });
  const out = join('dist', file.replace(/\.tsx?$/, '.js'));
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, code);
};

const isSource = (name) => /\.tsx?$/.test(name) && !/\.(?:d|spec|fixture)\.tsx?$/.test(name);

for (const folder of ['src', 'projections', 'migrations']) {
  const files = await readdir(folder, { recursive: true });
  await Promise.all(files.filter(isSource).map((file) => compiled(join(folder, file))));
}
execFileSync(process.execPath, [join('tools', 'bundle-cli.mjs')], { stdio: 'inherit' });
