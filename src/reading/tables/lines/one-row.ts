import type { TableForm } from '../../../domain/tables/budget-form.js';
import { cellsOf, type DocumentLine, isBlank } from '../../document-line.js';
import { looksNumeric } from '../../printed-amount.js';
import { type LineContent, NO_ROW } from './table-rows.js';

/** What a line adds to a table of one row: all its figures, with or without a name before them. */
export const oneRow = (line: DocumentLine, { columns }: TableForm): LineContent => {
  const parts = cellsOf(line);
  const lead = parts.findIndex(({ text }) => looksNumeric(text) || isBlank(text));
  const amounts = lead === -1 ? [] : parts.slice(lead);
  const figures = amounts.filter(({ text }) => looksNumeric(text)).length;
  const odd = amounts.filter(({ text }) => !looksNumeric(text) && !isBlank(text));
  // One figure among several may be misprinted beyond recognition.
  if (odd.length > 1 || (odd.length === 1 && (figures < 3 || !/\d/.test(odd[0]!.text))))
    return NO_ROW;
  // After a name, a single figure belongs to a sentence.
  if (lead > 1 || figures < (lead === 0 ? 1 : 2) || figures > columns.length * 2) return NO_ROW;
  const name = parts
    .slice(0, lead)
    .map(({ text }) => text)
    .join('');
  const row = { code: null, printedCode: null, name, total: false, labelColumn: null };
  return { kind: 'rows', rows: [{ ...row, parts: amounts }], trailing: false };
};
