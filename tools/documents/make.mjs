/**
 * Writes the sources of test/documents: ten budgets of an invented district, in our own words, in the shapes that bureaus
 * publish. The sources are checked in; run this only to change them (`npm run build && node tools/documents/make.mjs`), and
 * then read the difference in their `expected.json` with care. A DOCX also contains the time at which it was written.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { DOCUMENTS } from './documents.mjs';
import { csv, docx, markdown, pdf, spaced, tabs, xlsx } from './writers.mjs';

const WRITERS = { csv, docx, md: markdown, pdf, txt: spaced, tsv: tabs, xlsx };

for (const { name, format, printed, options } of DOCUMENTS) {
  const folder = new URL(`../../test/documents/${name}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`source.${format}`, folder), await WRITERS[format](printed, options));
}
