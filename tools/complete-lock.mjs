/**
 * Completes package-lock.json after npm has written it. Run by `npm run lock`.
 *
 * - A native package names one optional package for each platform. A registry that mirrors only some platforms leaves the
 *   others out of the lock, and `npm ci` then refuses it ("Missing: … from lock file"). This adds an entry for each: its
 *   version, and the platforms it is for, read from its name. npm fetches it only on those.
 * - npm leaves out of the lock that a package brings its binaries (`gypfile: false`), and would compile it at every install.
 * - npm compares the `engines` of each package with the Node that runs npm, but the project runs on the Node that its own
 *   package `node` brings. This compares them with that version, and takes them out of the lock, so that an install on an
 *   older Node warns about this project alone and not about each of its packages.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { satisfies } from 'semver';

const LOCK = new URL('../package-lock.json', import.meta.url);

const OPERATING_SYSTEMS = {
  android: 'android',
  aix: 'aix',
  darwin: 'darwin',
  freebsd: 'freebsd',
  fsevents: 'darwin',
  linux: 'linux',
  linuxmusl: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  win32: 'win32',
};
const PROCESSORS = new Set([
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]);

const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
const { packages } = lock;
const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isLocked(parent, name))
    .map(([name, range]) => ({ name, range, dev })),
);

for (const { name, range, dev } of missing) {
  const platform = platformOf(name);
  if (platform === null)
    throw new Error(`${name} is not in the lock, and its name does not tell its platform`);
  packages[`node_modules/${name}`] = {
    version: /\d+\.\d+\.\d+[^\s|]*/.exec(range)?.[0] ?? range,
    ...platform,
    ...(dev ? { dev } : {}),
    optional: true,
  };
}
for (const [path, entry] of Object.entries(packages)) {
  const manifest = new URL(`../${path}/package.json`, import.meta.url);
  if (path === '' || !existsSync(manifest)) continue;
  if (JSON.parse(readFileSync(manifest, 'utf8')).gypfile === false) entry.gypfile = false;
}

const { version: node } = packages['node_modules/node'];
for (const [path, entry] of Object.entries(packages)) {
  if (path === '') continue;
  const range = entry.engines?.node;
  if (range !== undefined && !satisfies(node, range))
    throw new Error(`${path} needs Node ${range}, and the project runs on ${node}`);
  delete entry.engines;
}

lock.packages = Object.fromEntries(
  Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${missing.length} packages of other platforms added`);

/** Whether npm, looking from `parent` upwards, finds the package. */
function isLocked(parent, name) {
  for (let at = parent; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '' || !at.includes('/node_modules/'))
      return packages[`node_modules/${name}`] !== undefined;
  }
}

/** `@swc/core-linux-x64-musl` → linux, x64, musl; null when the name says nothing. */
function platformOf(name) {
  const words = name.split(/[^a-z0-9]+/i);
  const os = words.map((word) => OPERATING_SYSTEMS[word]).find(Boolean);
  const cpu = words.find((word) => PROCESSORS.has(word));
  if (!os && !cpu) return null;
  const libc = words.some((word) => word.startsWith('musl') || word === 'linuxmusl')
    ? 'musl'
    : words.some((word) => word.startsWith('gnu') || word === 'glibc')
      ? 'glibc'
      : null;
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os === 'linux' && libc ? { libc: [libc] } : {}),
    ...(os ? { os: [os] } : {}),
  };
}
