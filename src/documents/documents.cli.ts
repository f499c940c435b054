import { say } from '../cli/say.js';
import { agency, pageOptions, required, text, year } from '../cli/options.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Verb } from '../cli/verb.js';

const sha256 = required('<sha256>', 'its SHA-256, or the first four digits or more');

const list = verb({
  words: 'documents list',
  summary: 'list the documents that were recorded, in the order of import',
  positionals: {},
  options: {
    agency: agency('only of this agency'),
    year: year('only of budgets of this fiscal year'),
    ...pageOptions,
  },
  run: async ({ options: { limit, after, ...filter }, ledger }) => {
    const { ListDocuments } = await import('./list-documents.query.js');
    const { documentsAsText } = await import('./documents-text.js');
    const { asListOrPage } = await import('../validation/page.js');
    const page = { limit, after };
    const found = await ledger.read(({ ask }) => ask(new ListDocuments(filter, page)));
    return {
      answer: asListOrPage(found, page),
      text: (style) => documentsAsText(found, style),
    };
  },
});

const show = verb({
  words: 'documents show',
  summary: 'show one document: who imported it when, its tables, the events that came of it',
  positionals: { sha256 },
  options: {
    budget: text('BUDGET', 'as it is recorded in this budget (default: the newest record)'),
  },
  run: async ({ positionals, options: { budget }, ledger }) => {
    const { ShowDocument } = await import('./show-document.query.js');
    const { documentAsText } = await import('./documents-text.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new ShowDocument(positionals.sha256, budget)),
    );
    return { answer, text: () => documentAsText(answer) };
  },
});

const fetch = verb({
  words: 'documents fetch',
  summary: 'write the file of a document as it was imported, its SHA-256 compared',
  positionals: { sha256 },
  options: { out: text('FILE', 'write to this file instead of standard output') },
  run: async ({ positionals, options: { out }, common, ledger }) => {
    if (out === undefined && common.json)
      throw new UsageError(
        '--json prints one JSON document: give a file for the document with --out.',
      );
    const { ContentOfDocument } = await import('./document-content.query.js');
    const found = await ledger.read(({ ask }) => ask(new ContentOfDocument(positionals.sha256)));
    const { content, ...document } = found;
    if (out === undefined) return { body: content };
    const { writeOut } = await import('../cli/write-out.js');
    await writeOut(out, content);
    return {
      answer: { ...document, out, bytes: content.length },
      text: () => `${say`${content.length} bytes written to ${out}`}\nsha256 ${document.sha256}\n`,
    };
  },
});

/** The commands of the slice, in the order of `--help`. */
export const documentsVerbs: readonly Verb[] = [list, show, fetch];
