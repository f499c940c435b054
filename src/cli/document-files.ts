import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Refusal } from '../domain/errors.js';

/** What a folder's documents are called; what they are is told from their bytes. Old kinds are refused by name. */
const DOCUMENTS: ReadonlySet<string> = new Set(
  '.pdf .xlsx .xlsm .docx .csv .txt .text .tsv .tab .md .markdown .xls .doc'.split(' '),
);

export interface DocumentFiles {
  readonly files: readonly string[];
  /** Files in folders that are left alone: hidden ones and what no document is called. */
  readonly skipped: readonly string[];
  /** Whether any of what was named is a folder. */
  readonly fromFolder: boolean;
}

/**
 * The files that are named, and for a folder all documents below it in the order of their names. Refuses (`malformed`) a
 * folder without any.
 */
export const documentFiles = (named: readonly string[]): DocumentFiles => {
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

/** What is not there is told when it is read. */
const isFolder = (path: string): boolean =>
  path !== '-' && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);

const walk = (folder: string, files: string[], skipped: string[]): void => {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (HIDDEN.test(entry.name)) skipped.push(path);
    // A link is no folder here: it may lead back up.
    else if (entry.isDirectory()) walk(path, files, skipped);
    else if (DOCUMENTS.has(extname(entry.name).toLowerCase())) files.push(path);
    else skipped.push(path);
  }
};

/** Also the lock that Excel and Word put beside an open document. */
const HIDDEN = /^(?:\.|~\$)/;
