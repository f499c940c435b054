import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Part {
  readonly part: string;
  /** A file belongs to the first part that claims it. */
  readonly files: RegExp;
  /** Parts that it may import. They stand below it: that is what keeps arrows one way. */
  readonly may: readonly string[];
}

const SLICES = ['amendments', 'audit', 'changes', 'imports', 'budgets'] as const;
const STORES = ['projector', 'views', 'log'] as const;
const FACTS = ['projections', 'domain'] as const;

/** From the outside world, through use cases, to facts. */
const PARTS: readonly Part[] = [
  {
    part: 'bench',
    files: /^bench\//,
    may: ['ledger module', 'imports', 'budgets', 'reading', ...STORES, 'config', ...FACTS],
  },
  {
    // What starts, and what names every verb and every controller.
    part: 'program',
    files: /^src\/(?:main|cli|demo|app\.module)\.ts$|^src\/cli\/(?:main|verbs|serve\.cli)\.ts$/,
    may: [
      'verbs',
      'controllers',
      'render',
      'cli',
      'http',
      'ledger module',
      ...SLICES,
      'ledger',
      ...STORES,
      'config',
      ...FACTS,
    ],
  },
  {
    part: 'verbs',
    files: /\.cli\.ts$/,
    may: ['render', 'cli', ...SLICES, 'ledger', ...STORES, 'config', 'domain'],
  },
  {
    part: 'controllers',
    files: /\.controller\.ts$|^src\/(?!http\/)[^/]+\/answers\.ts$/,
    may: ['render', 'http', ...SLICES, 'ledger', ...STORES, 'config', 'domain'],
  },
  { part: 'render', files: /\/render(?:\/|\.ts$)/, may: ['cli', ...SLICES, 'domain'] },
  {
    part: 'cli',
    files: /^src\/cli\//,
    may: ['ledger module', 'budgets', 'ledger', ...STORES, 'config', 'domain'],
  },
  {
    part: 'http',
    files: /^src\/http\//,
    may: ['budgets', 'imports', 'ledger', ...STORES, 'domain'],
  },
  {
    part: 'ledger module',
    files: /^src\/ledger\.module\.ts$/,
    may: [...SLICES, 'ledger', ...STORES, 'config', ...FACTS],
  },
  {
    part: 'amendments',
    files: /^src\/amendments\//,
    may: ['budgets', 'ledger', ...STORES, 'domain'],
  },
  {
    part: 'audit',
    files: /^src\/audit\//,
    may: ['budgets', 'ledger', 'views', 'log', 'config', 'domain'],
  },
  { part: 'changes', files: /^src\/changes\//, may: ['views', 'log', ...FACTS] },
  {
    part: 'imports',
    files:
      /^src\/imports\/(?!(?:readers|tables|narrative|performance|rules)\/|(?:read-document|printed|facts|examine|examine\.worker)\.ts$)/,
    may: ['reading', 'ledger', ...STORES, ...FACTS],
  },
  { part: 'budgets', files: /^src\/budgets\//, may: ['reading', 'ledger', ...STORES, 'domain'] },
  {
    // Bytes to facts: it knows no ledger.
    part: 'reading',
    files: /^src\/imports\//,
    may: ['domain'],
  },
  { part: 'ledger', files: /^src\/ledger\//, may: [...STORES, ...FACTS] },
  { part: 'projector', files: /^src\/projector\//, may: ['views', 'log', ...FACTS] },
  { part: 'views', files: /^src\/views\//, may: ['migrations', 'folders', ...FACTS] },
  { part: 'log', files: /^src\/log\//, may: ['migrations', 'folders', ...FACTS] },
  { part: 'folders', files: /^src\/make-folder\.ts$/, may: [] },
  { part: 'config', files: /^src\/config\.ts$/, may: ['domain'] },
  { part: 'projections', files: /^projections\//, may: ['domain'] },
  { part: 'migrations', files: /^migrations\//, may: [] },
  { part: 'domain', files: /^src\/domain\//, may: [] },
];

/** What the pure parts may take from outside the project. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  domain: ['decimal.js'],
  projections: [],
};

const index = (part: string): number => PARTS.findIndex((each) => each.part === part);

const partOf = (file: string): string | undefined =>
  PARTS.find(({ files }) => files.test(file))?.part;

interface Source {
  readonly file: string;
  /** Without comments and texts. */
  readonly code: string;
  /** Files of ours that it imports, types too. */
  readonly imports: readonly string[];
  readonly packages: readonly string[];
}

const IMPORTS = /\b(?:from|import)\s*\(?\s*'([^']+)'/g;

const read = (path: string): Source => {
  const text = readFileSync(path, 'utf8');
  const named = [...text.matchAll(IMPORTS)].map(([, name]) => name!);
  const file = relative(ROOT, path).replaceAll(sep, '/');
  return {
    file,
    code: text
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .replaceAll(/(?<![:'"`])\/\/.*$/gm, '')
      .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''"),
    imports: named
      .filter((name) => name.startsWith('.'))
      .map((name) =>
        relative(ROOT, resolve(dirname(path), name))
          .replaceAll(sep, '/')
          .replace(/\.js$/, '.ts'),
      ),
    packages: named.filter((name) => !name.startsWith('.')),
  };
};

/** What the product is made of; specs and what helps them may import what they prove. */
const sources: readonly Source[] = ['src', 'projections', 'migrations', 'bench'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.ts') && !/\.(?:spec|fixture)\.ts$/.test(name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`))
    .map(read),
);

describe('The code', () => {
  it('belongs to a part, file by file', () => {
    expect(
      sources.filter(({ file }) => partOf(file) === undefined).map(({ file }) => file),
    ).toEqual([]);
  });

  it('has parts that exist and arrows that point one way', () => {
    const names = PARTS.map(({ part }) => part);
    const idle = names.filter((part) => !sources.some(({ file }) => partOf(file) === part));
    const back = PARTS.flatMap(({ part, may }) =>
      may.filter((other) => index(other) <= index(part)).map((other) => `${part} → ${other}`),
    );
    expect({ idle, back }).toEqual({ idle: [], back: [] });
  });

  it.each(PARTS)('lets $part import nothing of ours but what its row names', ({ part, may }) => {
    const strays = sources
      .filter(({ file }) => partOf(file) === part)
      .flatMap(({ file, imports }) =>
        imports
          .filter((other) => {
            const target = partOf(other);
            return target !== part && !may.includes(target ?? '');
          })
          .map((other) => `${file} → ${other}`),
      );
    expect(strays).toEqual([]);
  });

  it.each(Object.entries(PACKAGES))('lets %s use the packages %j', (part, allowed) => {
    const strays = sources
      .filter(({ file }) => partOf(file) === part)
      .flatMap(({ file, packages }) =>
        packages.filter((name) => !allowed.includes(name)).map((name) => `${file} → ${name}`),
      );
    expect(strays).toEqual([]);
  });

  it('is built of what the image is given, and of no test', () => {
    const { include, exclude } = JSON.parse(
      readFileSync(join(ROOT, 'tsconfig.build.json'), 'utf8'),
    ) as { readonly include: readonly string[]; readonly exclude: readonly string[] };
    expect(exclude).toEqual(['**/*.spec.ts', '**/*.fixture.ts']);
    const strays = sources
      .filter(({ file }) => !file.startsWith('bench/'))
      .flatMap(({ file, imports }) =>
        imports
          .filter((other) => /^(?:test|bench)\/|\.(?:spec|fixture)\.ts$/.test(other))
          .map((other) => `${file} → ${other}`),
      );
    expect(strays).toEqual([]);
    const given = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    // The bench is no part of the image.
    for (const folder of include.filter((each) => each !== 'bench'))
      expect(given).toContain(`COPY ${folder} ${folder}\n`);
  });

  it.each(['domain', 'projections'])('has no clock, environment or output in %s', (pure) => {
    const worldly = sources
      .filter(({ file }) => partOf(file) === pure)
      .flatMap(({ file, code }) =>
        [
          ...code.matchAll(/(?<![.\w])(?:Date|process|console|fetch|setTimeout|Math\.random)\b/g),
        ].map(([word]) => `${file}: ${word}`),
      );
    expect(worldly).toEqual([]);
  });
});
