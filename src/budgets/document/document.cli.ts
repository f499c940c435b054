import { basename } from 'node:path';
import { printable } from '../../text/columns.js';
import type { Io } from '../../cli/io.js';
import { asOfOptions, budget, flag, oneOf, text } from '../../cli/options.js';
import { UsageError } from '../../cli/usage-error.js';
import { verb, type Outcome } from '../../cli/verb.js';
import { outputFormat } from '../../cli/output-format.js';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import { asOfOf } from '../as-of/as-of-input.js';
import { SHOWN_UNITS } from '../../domain/tables/budget-form.js';
import type { PrintedBudget } from './document.answer.js';

const FORMATS = ['json', 'md', 'csv', 'xlsx', 'pdf', 'docx'] as const;

/** Prints the whole budget, or fills in a form with it. */
export const documentVerb = verb({
  words: 'budgets document',
  summary:
    'print the whole budget as it is published: cover, sentences, the nine tables and the others of its document',
  notes: [
    'The same query of the same state gives the same bytes. The sentences state the changes against the budget of last year.',
    'Without that budget they state the changes that the document states, where its amounts still hold.',
  ],
  positionals: { budget },
  options: {
    ...asOfOptions,
    unit: oneOf(
      SHOWN_UNITS,
      "unit of all tables but table 9 (default: the document's); table 9 is in 万元",
    ),
    format: oneOf(FORMATS, 'the format (default: by the name of the --out file, otherwise md)'),
    out: text('FILE', 'write to this file instead of standard output'),
    rebuild: flag('also build tables from the lines that the document does not have'),
    form: text('FILE', 'an Excel form with the nine tables, which is filled in'),
  },
  run: async ({ positionals, options, common, ledger }, io) => {
    const { out, form } = options;
    const usual = form === undefined ? 'md' : 'xlsx';
    const format = outputFormat(FORMATS, usual, options, common, io);
    if (form !== undefined && format !== 'xlsx')
      throw new UsageError(`--form gives an xlsx file, not ${format}: leave --format out.`);
    const asOf = asOfOf(options);
    const { DocumentOf } = await import('./document.query.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new DocumentOf(parseBudgetId(positionals.budget).id, asOf, options)),
    );
    if (form !== undefined) return filledForm(answer, form, out, io);
    const { documentAs } = await import('./render-document.js');
    const body =
      format === 'json' ? `${JSON.stringify(answer)}\n` : await documentAs(answer, format);
    return { body, out };
  },
});

const filledForm = async (
  answer: PrintedBudget,
  form: string,
  out: string | undefined,
  io: Io,
): Promise<Outcome> => {
  const { readFile } = await import('../../cli/read-file.js');
  const { fillForm } = await import('./form/fill-form.js');
  const { bytes, left } = fillForm(await readFile(form, io.stdin), basename(form), answer);
  const warning = left.length > 0 ? `Not filled in: ${printable(left.join(', '))}.` : undefined;
  return { body: bytes, out, warning };
};
