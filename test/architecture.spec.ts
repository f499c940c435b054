import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const STORES = ['log', 'proof', 'views', 'projector', 'ledger'] as const;
const FRAMES = ['cli', 'http'] as const;
const SHARED = ['text', 'concurrency', 'domain', 'validation', 'config', 'access'] as const;
const SLICE = [...SHARED, ...FRAMES, ...STORES];

/**
 * Each folder of `src`, and `projections`, `migrations` and `bench`, from the ground up: it may import the folders of its
 * row and no others. A row names only folders that stand above it in this table, so that imports point one way.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  client: [],
  text: [],
  concurrency: [],
  sqlite: [],
  migrations: [],
  domain: ['text'],
  validation: ['domain'],
  config: ['domain', 'text'],
  access: [],
  projections: ['domain', 'text'],
  reading: ['domain', 'text'],
  cli: SHARED,
  log: [...SHARED, 'sqlite', 'migrations', 'cli'],
  proof: [...SHARED, 'sqlite', 'log'],
  views: [...SHARED, 'sqlite', 'migrations', 'projections'],
  projector: [...SHARED, 'projections', 'cli', 'log', 'proof', 'views'],
  ledger: [...SHARED, 'migrations', 'projections', 'log', 'proof', 'views', 'projector'],
  http: [...SHARED, ...STORES],
  findings: [...SLICE, 'reading'],
  agencies: SLICE,
  budgets: [...SLICE, 'reading', 'findings'],
  amendments: [...SLICE, 'reading', 'budgets', 'findings'],
  audit: [...SLICE, 'budgets', 'findings'],
  changes: [...SLICE, 'client', 'projections', 'sqlite', 'migrations'],
  imports: [...SLICE, 'reading', 'budgets', 'findings'],
  documents: [...SLICE, 'reading'],
  pages: [
    ...SLICE,
    'agencies',
    'findings',
    'budgets',
    'amendments',
    'audit',
    'changes',
    'imports',
    'documents',
  ],
  program: [
    ...SLICE,
    'projections',
    'agencies',
    'findings',
    'budgets',
    'amendments',
    'audit',
    'changes',
    'imports',
    'documents',
    'pages',
  ],
  bench: [...SHARED, ...STORES, 'projections', 'reading', 'budgets', 'imports', 'program'],
};

/** A slice is what a user can name, in a URL or on the command line. */
const SLICES = [
  'findings',
  'agencies',
  'budgets',
  'amendments',
  'audit',
  'changes',
  'imports',
  'documents',
  'pages',
];

/** What one slice may see of another: its questions, which the query bus answers, and the shapes of the answers. */
const PUBLIC_FILES = /\.(?:query|answer)\.ts$/;

/** What the pure folders may take from outside the project. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  domain: ['decimal.js'],
  projections: [],
};

const FILES_MAX = 25;

const folderOf = (file: string): string => {
  const [top = '', next = ''] = file.split('/');
  return top === 'src' ? next : top;
};

interface Source {
  readonly file: string;
  readonly text: string;
  /** Files of ours that it imports, types too. */
  readonly imports: readonly string[];
  readonly packages: readonly string[];
}

const read = (path: string): Source => {
  const text = readFileSync(path, 'utf8');
  const named = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
  return {
    file: relative(ROOT, path).replaceAll(sep, '/'),
    text,
    imports: named
      .filter((name) => name.startsWith('.'))
      .map((name) =>
        relative(ROOT, resolve(dirname(path), name))
          .replaceAll(sep, '/')
          .replace(/\.js$/, '.ts'),
      )
      .map((file) => (existsSync(join(ROOT, file)) ? file : file.replace(/\.ts$/, '.tsx'))),
    packages: named.filter((name) => !name.startsWith('.')),
  };
};

const files: readonly string[] = ['src', 'projections', 'migrations', 'bench'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(({ name }) => /\.tsx?$/.test(name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`)),
);

/** What the product is made of; specs and fixtures may import what they prove. */
const sources: readonly Source[] = files
  .filter((path) => !/\.(?:spec|fixture)\.ts$/.test(path))
  .map(read);

const arrows = sources.flatMap(({ file, imports }) =>
  imports.map((other) => ({ file, other, from: folderOf(file), to: folderOf(other) })),
);

const IMPURE = ['Date', 'process', 'console', 'fetch', 'setTimeout', 'Math.random'];

/** The names in a file by which code reads a clock or the environment, or prints. */
const impureNamesIn = (file: string, text: string): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) ? node.getText() : '';
    const isProperty =
      ts.isPropertyAccessExpression(node.parent ?? node) &&
      (node.parent as ts.PropertyAccessExpression).name === node;
    if (IMPURE.includes(name) && !isProperty) found.push(name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
};

/** The files and folders that stand side by side in a folder and import each other in a circle. */
const circlesIn = (folder: string): readonly string[] => {
  const childOf = (file: string): string | undefined =>
    file.startsWith(folder) ? file.slice(folder.length).split('/')[0] : undefined;
  const next = new Map<string, Set<string>>();
  for (const { file, other } of arrows) {
    const [from, to] = [childOf(file), childOf(other)];
    if (from === undefined || to === undefined || from === to) continue;
    next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const reached = (start: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const queue = [start];
    for (let each = queue.pop(); each !== undefined; each = queue.pop())
      for (const other of next.get(each) ?? [])
        if (!found.has(other)) {
          found.add(other);
          queue.push(other);
        }
    return found;
  };
  return [...next.keys()]
    .filter((each) => reached(each).has(each))
    .map((each) => `${folder}${each}`);
};

/** All folders that the files are in, at any depth, also those that hold only folders. */
const foldersOf = (paths: readonly string[]): readonly string[] => [
  ...new Set(
    paths.flatMap((path) => {
      const names = path.split('/').slice(0, -1);
      return names.map((_, i) => `${names.slice(0, i + 1).join('/')}/`);
    }),
  ),
];

describe('The code', () => {
  it('has exactly the folders of MAY_IMPORT', () => {
    const there = new Set(sources.map(({ file }) => folderOf(file)));
    expect([...there].toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  });

  it('has imports that point one way', () => {
    const floors = Object.keys(MAY_IMPORT);
    const upward = Object.entries(MAY_IMPORT).flatMap(([folder, may]) =>
      may
        .filter((other) => floors.indexOf(other) >= floors.indexOf(folder))
        .map((other) => `${folder} → ${other}`),
    );
    expect(upward).toEqual([]);
  });

  it.each(Object.entries(MAY_IMPORT))('lets %s import only %j', (folder, may) => {
    const strays = arrows
      .filter(({ from, to }) => from === folder && to !== folder && !may.includes(to))
      .map(({ file, other }) => `${file} → ${other}`);
    expect(strays).toEqual([]);
  });

  it('lets a slice import only *.query.ts and *.answer.ts of another', () => {
    const strays = arrows
      .filter(({ from, to }) => from !== to && SLICES.includes(from) && SLICES.includes(to))
      .filter(({ other }) => !PUBLIC_FILES.test(other))
      .map(({ file, other }) => `${file} → ${other}`);
    expect(strays).toEqual([]);
  });

  it('has no circle of files or folders, type imports included', () => {
    expect(foldersOf(sources.map(({ file }) => file)).flatMap(circlesIn)).toEqual([]);
  });

  it(`has at most ${FILES_MAX} files in a folder`, () => {
    const counts = new Map<string, number>();
    for (const path of files) {
      const folder = dirname(relative(ROOT, path));
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > FILES_MAX)).toEqual([]);
  });

  it.each(Object.entries(PACKAGES))('lets %s use the packages %j', (folder, allowed) => {
    const strays = sources
      .filter(({ file }) => folderOf(file) === folder)
      .flatMap(({ file, packages }) =>
        packages.filter((name) => !allowed.includes(name)).map((name) => `${file} → ${name}`),
      );
    expect(strays).toEqual([]);
  });

  it.each(['domain', 'projections', 'reading'])(
    'has no clock, environment or output in %s',
    (pure) => {
      const violations = sources
        .filter(({ file }) => folderOf(file) === pure)
        .flatMap(({ file, text }) => impureNamesIn(file, text).map((name) => `${file}: ${name}`));
      expect(violations).toEqual([]);
    },
  );

  it('names the files that it reads by places that are the same from the bundle, which is in src/program', () => {
    const program = sources.filter(({ file }) => file.startsWith('src/'));
    const places = program.flatMap(({ file, text }) =>
      [...text.matchAll(/new URL\(\s*'([^']+)',\s*import\.meta\.url/g)].map(([, place]) => [
        file,
        join(dirname(file), place!),
        join('src/program', place!),
      ]),
    );
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter(([, own, bundled]) => own !== bundled)).toEqual([]);
  });

  it('is built of what the image is given, and of no test', () => {
    const { include, exclude } = JSON.parse(
      readFileSync(join(ROOT, 'tsconfig.build.json'), 'utf8'),
    ) as { readonly include: readonly string[]; readonly exclude: readonly string[] };
    expect(exclude).toEqual(['**/*.spec.ts', '**/*.fixture.ts']);
    const strays = arrows
      .filter(
        ({ file, other }) =>
          !file.startsWith('bench/') && /^(?:test|bench)\/|\.(?:spec|fixture)\.ts$/.test(other),
      )
      .map(({ file, other }) => `${file} → ${other}`);
    expect(strays).toEqual([]);
    const given = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    // The bench is no part of the image.
    for (const folder of include.filter((each) => each !== 'bench'))
      expect(given).toContain(`COPY ${folder} ${folder}\n`);
  });
});
