import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { foldEvents } from '../../src/domain/budget/budget-state.js';
import { opened } from '../../src/domain/budget/guards.js';
import { decide } from '../../src/domain/decide/decide.js';
import { Refusal } from '../../src/domain/errors.js';
import { formOf } from '../../src/domain/tables/forms.js';
import { budgetId } from '../../src/domain/values/budget-id.js';
import { examine } from '../../src/reading/examine.js';
import { identified } from '../../src/reading/findings.js';
import { readNarrative } from '../../src/reading/narrative/read-narrative.js';
import { checkFigures } from '../../src/reading/rules/check-figures.js';
import { checkPrint } from '../../src/reading/rules/check.js';
import { PUBLISHED_BEGINNINGS, publishedFile } from '../support/published.js';
import { cases } from '../support/rounds.js';

const here = dirname(fileURLToPath(import.meta.url));
const files = [
  ...readdirSync(here, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.name.startsWith('source.'))
    .map(({ parentPath, name }) => join(parentPath, name)),
  ...cases(1, PUBLISHED_BEGINNINGS).flatMap((beginning) => publishedFile(beginning) ?? []),
];

describe('The print of a document, checked as it is recorded, has the findings that its own figures have', () => {
  it.each(files)('%s', async (file) => {
    expect(existsSync(file)).toBe(true);
    const { document, facts } = await examine(readFileSync(file), file, null);
    const { fiscalYear, scope } = document;
    const name = { agency: 'a', fiscalYear, scope };
    // The relations of tables that are read by their headings are not judged.
    const own = formOf(document).byHeadings
      ? []
      : checkPrint(document.tables, formOf(document), document, readNarrative(document));
    try {
      const events = decide(
        { type: 'RecordDocument', name, agencyName: '甲', facts, check: () => [], prior: null },
        { status: 'unopened' },
      );
      expect(checkFigures(budgetId(name), opened(foldEvents(events)).figures)).toEqual(
        identified({ document: document.sha256 }, own),
      );
    } catch (error) {
      // A document with a line below zero is not recorded.
      if (!(error instanceof Refusal)) throw error;
    }
  });
});
