import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Refusal } from '../domain/errors.js';

/** Extensions of documents in a folder. The format is detected from the bytes; .xls and .doc are refused with a message. */
const DOCUMENTS: ReadonlySet<string> = new Set(
  '.pdf .xlsx .xlsm .docx .csv .txt .text .tsv .tab .md .markdown .xls .doc'.split(' '),
);

/** The documents that paths name, and what was left out. */
export interface NamedDocuments {
  readonly files: readonly string[];
  /** Files in folders that are hidden or not documents by their extension. */
  readonly skipped: readonly string[];
  /** Whether a folder is among the named paths. */
  readonly fromFolder: boolean;
}

/**
 * The named files, and all documents in the named folders and below, in the order of their names.
 *
 * @throws {Refusal} `malformed`: a folder has no document.
 */
export const namedDocuments = (named: readonly string[]): NamedDocuments => {
  const files: string[] = [];
  const skipped: string[] = [];
  let fromFolder = false;
  for (const path of named) {
    if (!isFolder(path)) {
      files.push(path);
      continue;
    }
    fromFolder = true;
    const before = files.length;
    walk(path, files, skipped);
    if (files.length === before)
      throw new Refusal(
        'malformed',
        `${path} is a directory with no document in it: give PDF, XLSX, DOCX, CSV, text, TSV or Markdown files.`,
      );
  }
  return { files, skipped, fromFolder };
};

/** False for a missing file: the error is reported when it is read. */
const isFolder = (path: string): boolean =>
  path !== '-' && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);

const walk = (folder: string, files: string[], skipped: string[]): void => {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (HIDDEN.test(entry.name)) skipped.push(path);
    // A link to a folder is not followed: it may lead to a parent.
    else if (entry.isDirectory()) walk(path, files, skipped);
    else if (DOCUMENTS.has(extname(entry.name).toLowerCase())) files.push(path);
    else skipped.push(path);
  }
};

/** Includes the lock files that Excel and Word create beside an open document. */
const HIDDEN = /^(?:\.|~\$)/;
