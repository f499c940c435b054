import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromFen } from '../../src/domain/values/money.js';
import { lineKey } from '../../src/domain/values/line.js';
import { sayIn } from '../../src/pages/frame/language.js';
import { subjectName } from '../../src/pages/frame/part-names.js';
import { examine } from '../../src/reading/examine.js';
import { isProjectClaim } from '../../src/reading/targets/project-facts.js';
import { translate } from '../../src/text/translate.js';
import { publishedBytes } from '../support/published.js';

/**
 * The corpus. A new document needs a folder with a `source.*` and an `expected.json` that says what is in it, and nothing
 * else. `source` in the JSON names a document elsewhere in the repository. `published` is the SHA-256 of a published document
 * that we may not copy: it is compared by its figures alone, where it lies beside the repository. The documents of the
 * invented district (`linjiang-*`) are written by tools/documents/make.mjs, those of invented cities, in forms of their own, by hand.
 */
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const names = readdirSync(here, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

interface Expected {
  readonly source?: string;
  readonly published?: string;
}

const expectedOf = (name: string): Expected =>
  JSON.parse(readFileSync(join(here, name, 'expected.json'), 'utf8')) as Expected;

const published = names.flatMap((name) => {
  const { published: sha256, ...expected } = expectedOf(name);
  return sha256 === undefined ? [] : [{ name, bytes: publishedBytes(sha256), expected }];
});
const found = published.filter(({ bytes }) => bytes !== undefined);
const missing = published.filter(({ bytes }) => bytes === undefined);

describe('Every document of the corpus says what its expected.json says', () => {
  it.each(names.filter((name) => !published.some((each) => each.name === name)))(
    '%s',
    async (name) => {
      const folder = join(here, name);
      const { source, ...expected } = expectedOf(name);
      const file = source
        ? join(root, source)
        : join(
            folder,
            readdirSync(folder).find((each) => each.startsWith('source.'))!,
          );
      expect(existsSync(file)).toBe(true);
      expect(await said(readFileSync(file))).toEqual(expected);
    },
  );
});

describe(`Published documents say what their expected.json says (${found.length} of ${published.length} are beside the repository)`, () => {
  if (found.length > 0)
    it.each(found)('$name', async ({ bytes, expected }) => {
      expect(await figuresOf(bytes!)).toEqual(expected);
    });

  // Each counts as skipped, so that a run without them shows it.
  if (missing.length > 0) it.skip.each(missing)('$name, which is not there', () => undefined);
});

/** A key of ours for what a sentence speaks of, such as `three-public/abroad`, and nothing that is printed. */
const KEY = /^[a-z-]+(?:\/|$)/;

/** Reads a document, and sees to it that what its figures and findings are about has words for people. */
const examined = async (bytes: Uint8Array) => {
  const { document, facts } = await examine(bytes, null, null);
  // No finding is about a figure of a project's form.
  const claims = facts.claims.filter((claim) => !isProjectClaim(claim));
  for (const { subject } of [...claims, ...facts.findings])
    if (subject !== null && KEY.test(subject)) {
      expect(subjectName(subject, sayIn('zh'))).not.toMatch(/[a-z]/);
      expect(subjectName(subject, sayIn('en'))).not.toMatch(/\/|(?:^| )[a-z]+-[a-z-]+$/);
    }
  return { document, facts };
};

/** The figures and the findings of a document, without its words. */
const figuresOf = async (bytes: Uint8Array) => {
  const { document, facts } = await examined(bytes);
  const projects = facts.registered.projects ?? [];
  const keys = projects.map(({ name }) => name.normalize('NFKC'));
  /** Projects are numbered: their names are words. */
  const coded = (text: string | null): string =>
    keys
      .reduce((code, key, at) => code.replaceAll(key, `#${at + 1}`), (text ?? '').normalize('NFKC'))
      .replaceAll(/[^\x20-\x7e]+/g, '*');
  return {
    fiscalYear: document.fiscalYear,
    scope: document.scope,
    tables: document.tables.map(
      ({ table, state, rows, unit }) => `T${table} ${state} ${rows.length} ${unit}`,
    ),
    lines: Object.fromEntries(
      facts.lines.map(({ line, amount }) => [coded(lineKey(line)), fromFen(amount)]),
    ),
    claims: facts.claims.length,
    said: facts.claims.flatMap(({ subject, section, amount }) =>
      section === null ? [] : [`${coded(subject)} ${amount}`],
    ),
    changes: facts.changes.map(
      ({ subject, base, delta, percent, reason }) =>
        `${subject.side} ${subject.kind} ${coded(subject.code)} ${base.kind} ${base.year} ${base.amount}: ${delta}, ${percent}, ${reason === null ? 'no reason' : 'with reason'}`,
    ),
    projects: projects.map(
      ({ plannedStart, plannedEnd, basisNumbers, indicators }) =>
        `${plannedStart} ${plannedEnd}, ${basisNumbers.length} numbers, ${indicators.map(({ operator, value }) => `${operator}${value === null ? '' : ` ${value}`}`).join('; ')}`,
    ),
    assets: (facts.registered.assets ?? []).map(
      ({ count, isPlanned, statisticsAsOf }) =>
        `${count} ${isPlanned ? 'planned' : statisticsAsOf}`,
    ),
    findings: facts.findings.map(
      ({ rule, severity, table, subject, column, printed, expected, difference, hint, places }) =>
        `${rule} ${severity} T${table} ${coded(subject)} ${column}: ${coded(printed)} not ${coded(expected)} (${difference}) ${hint}, ${places.length} places`,
    ),
  };
};

/** What a document says, short enough to be read and written by a person. */
const said = async (bytes: Uint8Array) => {
  const { document, facts } = await examined(bytes);
  for (const { message } of facts.findings)
    expect(translate(message, 'zh')).not.toMatch(/[a-z]{2,} [a-z]{2,}/);
  return {
    title: document.title,
    agencyName: document.agencyName,
    fiscalYear: document.fiscalYear,
    scope: document.scope,
    tables: document.tables.map(
      ({ table, state, rows, unit }) => `T${table} ${state} ${rows.length} ${unit}`,
    ),
    lines: Object.fromEntries(
      facts.lines.map(({ line, name, amount }) => [lineKey(line), `${fromFen(amount)} ${name}`]),
    ),
    claims: facts.claims.length,
    changes: facts.changes.map(
      ({ subject, base, delta, percent, reason }) =>
        `${subject.side} ${subject.kind} ${subject.code ?? ''} ${base.kind} ${base.year}: ${delta}, ${percent}, ${reason}`,
    ),
    findings: facts.findings.map(
      ({ rule, severity, table, subject, column, printed, expected, difference, hint, places }) =>
        `${rule} ${severity} T${table} ${subject} ${column}: ${printed} not ${expected} (${difference}) ${hint}, ${places.length} places`,
    ),
  };
};
