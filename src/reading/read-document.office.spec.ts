import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { utils } from '@e965/xlsx';
import { fromFen } from '../domain/values/money.js';
import type { PrintedDocument } from './printed.js';
import { readDocument } from './read-document.js';
import {
  csvOf,
  docxOf,
  filledForm,
  workbookOf,
  xlsxOf,
  type BookShape,
} from './readers/office/office.fixture.js';
import { readText, render, SAMPLE, type Sample } from './tables/budget.fixture.js';
import { cases } from '../../test/support/rounds.js';

const UNIT: Sample = { ...SAMPLE, scope: 'unit' };
const samples = { department: SAMPLE, unit: UNIT };

/** What is printed, without where. */
const figures = ({ tables }: PrintedDocument) =>
  tables.map(({ table, state, unit, columns, rows }) => ({
    table,
    state,
    unit,
    columns,
    rows: rows.map(({ code, name, side, total, cells }) => [
      code,
      name,
      side,
      total,
      Object.fromEntries(
        Object.entries(cells).map(([column, { amount }]) => [column, fromFen(amount)]),
      ),
    ]),
  }));

const told = ({ findings }: PrintedDocument) =>
  findings.map(({ rule, severity, message }) => `${rule} ${severity} ${message}`);

describe.each(cases(1, ['department', 'unit'] as const))('The budget of a %s', (scope) => {
  const sample = samples[scope];
  const text = readText(render(sample, 'tabs'));

  const expectSame = (document: PrintedDocument) => {
    expect(told(document)).toEqual([]);
    expect(figures(document)).toEqual(figures(text));
    const { title, agencyName, fiscalYear } = text;
    expect(document).toMatchObject({ title, agencyName, fiscalYear, scope });
  };

  it.each<[string, BookShape]>([
    ['a sheet for each table', {}],
    ['all tables on one sheet', { oneSheet: true }],
    ['codes that are numbers', { codes: 'number' }],
    ['amounts in no format', { amountFormat: 'General' }],
    ['amounts whose format hides the fen', { amountFormat: '#,##0' }],
    ['amounts in the format of accounts', { amountFormat: '_ * #,##0.00_ ;_ * "-"??_ ;_ @_ ' }],
    ['titles on the tabs alone', { titlesOnTabs: true }],
  ])('is read from a workbook with %s', async (_, shape) => {
    const document = await readDocument(xlsxOf(workbookOf(sample, shape)), { file: 'a.xlsx' });
    expect(document.mediaType).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expectSame(document);
  });

  it('is read from a CSV, in UTF-8 with or without its mark', async () => {
    for (const mark of ['', '\uFEFF']) {
      const bytes = new TextEncoder().encode(mark + csvOf(sample));
      const document = await readDocument(bytes, { file: 'a.csv' });
      expect(document.mediaType).toBe('text/csv');
      expectSame(document);
    }
  });

  it("is read from a sheet of one column whose cells hold lines of Markdown's tables", async () => {
    const lines = render(sample, 'pipes').split('\n');
    const book = utils.book_new(utils.aoa_to_sheet(lines.map((line) => [line])), '预算');
    expectSame(await readDocument(xlsxOf(book), { file: 'a.xlsx' }));
  });

  it('is read from a Word document', async () => {
    const document = await readDocument(await docxOf(sample), { file: 'a.docx' });
    expect(document.mediaType).toBe(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    );
    expectSame(document);
  });
});

const FORMS = resolve(process.cwd(), '../shared/documents/forms');
const forms = existsSync(FORMS) ? readdirSync(FORMS).filter((file) => file.endsWith('.xlsx')) : [];
if (forms.length === 0)
  process.stderr.write(`The nine-table forms are not in ${FORMS}: their specs are skipped.\n`);

(forms.length === 0 ? describe.skip : describe)('The nine-table form', () => {
  it.each(['department', 'unit'] as const)(
    'of a %s is read back as it was filled',
    async (scope) => {
      const sample = { ...samples[scope], year: 2026 };
      const form = readFileSync(`${FORMS}/${scope}-nine-tables.xlsx`);
      const document = await readDocument(xlsxOf(filledForm(form, sample)), { file: 'form.xlsx' });
      expect(figures(document)).toEqual(figures(readText(render(sample, 'tabs'))));
      expect(document).toMatchObject({ fiscalYear: 2026, scope, agencyName: sample.agency });
      expect(told(document)).toEqual([]);
    },
  );

  it.each(forms)('that is blank is refused: %s', async (file) => {
    await expect(readDocument(readFileSync(`${FORMS}/${file}`), { file })).rejects.toMatchObject({
      code: 'document-of-another-kind',
      message: `${file} has the tables of a budget and no figure in any of them: fill the form in, or give the published document.`,
    });
  });
});
