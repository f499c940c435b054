import type { BudgetForm, TableForm } from '../../../domain/tables/budget-form.js';
import { fold } from '../../../text/fold.js';
import { cellsOf, type DocumentLine, rowLine } from '../../../reading/document-line.js';
import { readHeader, type Header } from '../../../reading/tables/lines/header.js';
import { isHeaderLine } from '../../../reading/tables/lines/header-words.js';
import { printedUnit } from '../../../reading/tables/lines/line-kinds.js';
import { isTotalLabel } from '../../../reading/tables/lines/coded-rows.js';
import { findTitles } from '../../../reading/tables/region/titles.js';
import type { PrintedColumn } from '../../../domain/tables/headings.js';
import type { Sheet } from './workbook.js';

/** Where a workbook has room for one of the tables; rows and columns count from 0. */
export interface FormTable {
  readonly table: number;
  readonly shape: TableForm['shape'];
  readonly sheet: Sheet;
  readonly title: Place;
  readonly year: number | null;
  readonly unit: Place | null;
  /** The first row under the headings. */
  readonly body: number;
  /** The row of 合计 or 收入总计; null where the form has none. */
  readonly total: number | null;
  /** How many columns take codes, names and figures. */
  readonly width: number;
  /** The column of the workbook for a column of the table; null where it has none. */
  readonly columnOf: (column: PrintedColumn) => number | null;
}

/** A cell of a sheet with its text; row and column count from 0. */
interface Place {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** Finds the tables that a sheet has room for, by their titles and headings, as in a published document. */
export const tablesIn = (sheet: Sheet, budgetForm: BudgetForm): readonly FormTable[] => {
  const lines = sheet.texts.map((row, i) =>
    rowLine(
      { line: i + 1, page: null },
      row.map((text) => text.replaceAll(/\s+/g, ' ')),
    ),
  );
  const titles = findTitles(lines, budgetForm);
  return titles.flatMap((title, i) => {
    const form = budgetForm.table(title.table);
    const end = titles[i + 1]?.first ?? lines.length;
    const first = lines.findIndex(
      (line, at) => at > title.last && at < end && isHeaderLine(line, form),
    );
    if (first === -1) return [];
    let body = first;
    while (body < end && isHeaderLine(lines[body]!, form)) body++;
    const headings = lines.slice(first, body);
    const header = readHeader(headings, form);
    if (!header?.cells) return [];
    const total = sheet.texts.findIndex(
      (row, at) => at >= body && at < end && row.some(isTotalLabel),
    );
    return [
      {
        table: title.table,
        shape: form.shape,
        sheet,
        title: placeIn(sheet, title.first, title.first + 1, (text) => text.trim() !== '')!,
        year: title.year,
        unit: placeIn(sheet, title.last + 1, first, (text) => printedUnit(text) !== undefined),
        body,
        total: total === -1 ? null : total,
        width: Math.max(...header.cells.keys(), ...header.labels) + 1,
        columnOf: columnsOf(header, headings),
      },
    ];
  });
};

const placeIn = (
  { texts }: Sheet,
  from: number,
  to: number,
  fits: (text: string) => boolean,
): Place | null => {
  for (let row = from; row < to; row++)
    for (const [column, text] of (texts[row] ?? []).entries())
      if (fits(text)) return { row, column, text };
  return null;
};

const LEVELS = ['类', '款', '项'] as const;

const columnsOf = (
  header: Header,
  headings: readonly DocumentLine[],
): ((column: PrintedColumn) => number | null) => {
  const cells = headings.flatMap(cellsOf);
  const cellOf = (word: string) => cells.find(({ text }) => fold(text) === word)?.column ?? null;
  const codes = LEVELS.map(cellOf);
  const amounts = [...header.cells!];
  const [first, second] = header.labels;
  const place = (column: string, fits: (cell: number) => boolean) =>
    amounts.find(([cell, key]) => key === column && fits(cell))?.[0] ?? null;
  return (column) => {
    switch (column.kind) {
      case 'code':
        return codes[column.from === 0 ? 0 : column.from === 3 ? 1 : 2] ?? null;
      case 'name':
        return (column.side === 'expenditure' ? second : first) ?? null;
      case 'amount':
        if (column.side === undefined || second === undefined)
          return place(column.column, () => true);
        return place(column.column, (cell) =>
          column.side === 'revenue' ? cell < second : cell > second,
        );
    }
  };
};
