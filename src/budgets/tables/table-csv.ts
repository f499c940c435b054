import { csvFile, escapeFormula } from '../../text/csv.js';
import { isSided, fileRowsOf } from './file-rows.js';
import type { TableAnswer } from './table.answer.js';

/**
 * A table for programs: the columns by their keys, those of a further table and its other texts by their headings, codes as they are, amounts as plain digits, a blank where a blank is
 * printed; the totals are the rows without a code at the end. What is said below a table is no row. UTF-8 with a byte order mark, a `\n` after each row.
 */
export const tableAsCsv = (answer: TableAnswer): string => {
  const sided = isSided(answer);
  const { textColumns: headings = [] } = answer;
  const header = [
    'code',
    'name',
    ...(sided ? ['side'] : []),
    ...[...headings, ...answer.columns].map(escapeFormula),
  ];
  const rows = fileRowsOf(answer).map(({ code, name, side, texts = {}, cells }) => [
    escapeFormula(code),
    escapeFormula(name),
    ...(sided ? [side ?? ''] : []),
    ...headings.map((heading) => escapeFormula(texts[heading] ?? '')),
    ...answer.columns.map((key) => cells[key] ?? ''),
  ]);
  return csvFile([header, ...rows]);
};
