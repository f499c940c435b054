import { basename } from 'node:path';
import { printable } from '../../text/columns.js';
import { formatOf } from '../../cli/format-of.js';
import { write, type Io } from '../../cli/io.js';
import { asOfOptions, flag, required, oneOf, text } from '../../cli/options.js';
import { UsageError } from '../../cli/usage-error.js';
import { verb, type Outcome } from '../../cli/verb.js';
import { writeOut } from '../../cli/write-out.js';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import { asOfOf } from '../as-of/as-of-input.js';
import { SHOWN_UNITS } from '../../domain/tables/budget-form.js';
import type { DocumentAnswer } from './document.answer.js';

const FORMATS = ['json', 'md', 'csv', 'xlsx', 'pdf', 'docx'] as const;

/** `budgets document`: the whole budget, or a form filled in from it. */
export const documentVerb = verb({
  words: 'budgets document',
  summary: 'the whole budget as it is published: cover, standard sentences, the nine tables',
  notes: [
    'The same question gives the same bytes. The sentences state the changes against last year as far as the ledger has it,',
    'otherwise what the document states of figures that still hold.',
  ],
  positionals: { budget: required('<budget>') },
  options: {
    ...asOfOptions,
    unit: oneOf(SHOWN_UNITS, "unit of T1 to T8 (default: the document's); T9 is in 万元"),
    format: oneOf(FORMATS, "default: by the name of --out's file, otherwise md"),
    out: text('FILE', 'write to this file instead of standard output'),
    rebuild: flag('also the tables that the document lacks: what the lines say'),
    form: text('FILE', 'an Excel form with the nine tables, to be filled in'),
  },
  run: async ({ positionals, options, common, ledger }, io) => {
    const { format: given, out, form } = options;
    if (common.json && given !== undefined && given !== 'json')
      throw new UsageError(`--json and --format ${given} ask for two things: choose one.`);
    const usual = form === undefined ? 'md' : 'xlsx';
    const format = common.json ? 'json' : (given ?? formatOf(FORMATS, out) ?? usual);
    if (form !== undefined && format !== 'xlsx')
      throw new UsageError(`--form is filled in as xlsx, not as ${format}: leave the format out.`);
    if (isBinary(format) && out === undefined && io.stdout.isTTY === true)
      throw new UsageError(`--format ${format} is no text for a terminal: name a file with --out.`);
    const asOf = asOfOf(options);
    const { DocumentOf } = await import('./document.query.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new DocumentOf(parseBudgetId(positionals.budget).id, asOf, options)),
    );
    if (form !== undefined) return filledForm(answer, form, out, io);
    const { documentAs } = await import('./render-document.js');
    const body =
      format === 'json' ? `${JSON.stringify(answer)}\n` : await documentAs(answer, format);
    if (out === undefined) return { body };
    await writeOut(out, body);
    return 'written';
  },
});

const filledForm = async (
  answer: DocumentAnswer,
  form: string,
  out: string | undefined,
  io: Io,
): Promise<Outcome> => {
  const { readFile } = await import('../../cli/read-file.js');
  const { fillForm } = await import('./form/fill-form.js');
  const { bytes, left } = fillForm(await readFile(form, io.stdin), basename(form), answer);
  if (out !== undefined) await writeOut(out, bytes);
  if (left.length > 0)
    await write(io.stderr, `Left to be written by hand: ${printable(left.join(', '))}.\n`);
  return out === undefined ? { body: bytes } : 'written';
};

const isBinary = (format: (typeof FORMATS)[number]): boolean =>
  format === 'xlsx' || format === 'docx' || format === 'pdf';
