import type { Finding } from '../../domain/events/finding.js';
import type { TableForm } from '../../domain/tables/budget-form.js';
import { printedText } from '../document-line.js';
import { finding, lineInWords, placeOf, quote } from '../findings.js';
import { missingTable, type PrintedTable } from '../printed.js';
import { isNote, isNothing, saysEmpty } from '../tables/lines/line-kinds.js';
import { linesWithFigures, noRowsRead } from '../unread-figures.js';
import type { BareTitle } from './sections.js';

/**
 * A table of which the document prints titles and no row that could be read: empty where a note below one says so, and otherwise
 * missing, with an error that names the place. A table that no title names is missing with no finding, since places leave tables out.
 */
export const tableWithoutRows = (
  form: TableForm,
  titles: readonly BareTitle[],
): { readonly table: PrintedTable; readonly findings: readonly Finding[] } => {
  const { table } = form;
  const named = titles.filter(({ kind }) => kind === form.kind);
  for (const { title, texts } of named) {
    const figures = linesWithFigures(texts.filter((line) => !isNote(line)));
    if (figures.length === 0) continue;
    return {
      table: { ...missingTable(table), title },
      findings: [noRowsRead(title, table, figures)],
    };
  }
  for (const { title, number, texts } of named) {
    const said = texts.filter((line) => isNote(line) || isNothing(line)).map(printedText);
    const note = said.join('').trim();
    if (!saysEmpty(note) && !NONE.test(note)) continue;
    const own = number === null ? {} : { number };
    return {
      table: { ...missingTable(table), ...own, state: 'declared-empty', title, note },
      findings: [],
    };
  }
  const [first] = named;
  return {
    table: { ...missingTable(table), title: first?.title ?? null },
    findings: first ? [notRead(table, first)] : [],
  };
};

const NONE = /没有|未安排|不涉及/;

const notRead = (table: number, { title, titleLine, isListed }: BareTitle): Finding =>
  finding(
    'TABLE-PRESENT',
    'error',
    isListed
      ? `${quote(title)} is in the list of contents on ${lineInWords(titleLine)}, and no row of it could be read in the document.`
      : `${quote(title)} stands on ${lineInWords(titleLine)}, and no row of it could be read.`,
    [placeOf(titleLine, table)],
    { table, subject: title, expected: title },
  );
