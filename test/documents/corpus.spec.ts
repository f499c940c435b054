import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lineKey } from '../../src/domain/line.js';
import { examine } from '../../src/imports/examine.js';

/**
 * Add a folder with a `source.*` and an `expected.json` that tells what it says: that is all a new document needs. A
 * document that stands elsewhere in the project is named by `source` in the JSON, from the project's root.
 */
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const names = readdirSync(here, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

interface Expected {
  readonly source?: string;
}

describe('Every document of the corpus says what its expected.json says', () => {
  it.each(names)('%s', async (name) => {
    const folder = join(here, name);
    const { source, ...expected } = JSON.parse(
      readFileSync(join(folder, 'expected.json'), 'utf8'),
    ) as Expected;
    const file = source
      ? join(root, source)
      : join(
          folder,
          readdirSync(folder).find((each) => each.startsWith('source.'))!,
        );
    expect(existsSync(file)).toBe(true);
    expect(await said(readFileSync(file))).toEqual(expected);
  });
});

/** What a document says, short enough to be read and written by a person. */
const said = async (bytes: Uint8Array) => {
  const { document, facts } = await examine(bytes, null, null);
  return {
    title: document.title,
    agencyName: document.agencyName,
    fiscalYear: document.fiscalYear,
    scope: document.scope,
    tables: document.tables.map(
      ({ table, state, rows, unit }) => `T${table} ${state} ${rows.length} ${unit}`,
    ),
    lines: Object.fromEntries(
      facts.lines.map(({ line, name, amount }) => [lineKey(line), `${amount} ${name}`]),
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
