import { jest } from '@jest/globals';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../src/domain/errors.js';
import { SettleYearOverYear } from '../../src/ledger/settle-year-over-year.js';
import { docxOf, workbookOf, xlsxOf } from '../../src/reading/readers/office/office.fixture.js';
import { render, SAMPLE } from '../../src/reading/tables/budget.fixture.js';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const ORDER = ['read', 'open questions', 'refused'];

interface Answered {
  readonly file: string;
  readonly status: string;
  readonly budget: string | null;
}

const folder = folders();

/** A folder as clerks have it: documents of several kinds and years, folders, and other files. */
const clerksFolder = async (): Promise<string> => {
  const at = folder();
  mkdirSync(join(at, '2023'));
  mkdirSync(join(at, '.git'));
  copyFileSync(SAMPLE_2022, join(at, 'a 2022.md'));
  copyFileSync(SAMPLE_2023, join(at, '2023', '部门预算.txt'));
  writeFileSync(join(at, '2024.xlsx'), xlsxOf(workbookOf(SAMPLE)));
  writeFileSync(join(at, '2025.docx'), await docxOf({ ...SAMPLE, year: 2025 }));
  writeFileSync(join(at, 'again.csv'), render(SAMPLE, 'tabs'));
  writeFileSync(join(at, 'letter.txt'), '各位同事：请于周五前报送。\n');
  for (const other of ['.DS_Store', '~$2024.xlsx', 'photo.png', '.git/notes.md'])
    writeFileSync(join(at, other), 'x');
  return at;
};

describe('A folder of documents', () => {
  it('is imported by one command, which lists all files in order with the refused ones', async () => {
    const at = await clerksFolder();
    const ran = await run(['imports', 'add', at, '--json', '--data', folder()]);
    expect(ran.exit).toBe(1);
    expect(ran.err).toMatch(/^1 of 6 files were refused: [^\n]*letter\.txt has none of the nine/);
    expect(
      answer<Answered[]>(ran).map(({ file, status }) => [file.slice(at.length + 1), status]),
    ).toEqual([
      ['2023/部门预算.txt', 'committed'],
      ['2024.xlsx', 'committed'],
      ['2025.docx', 'committed'],
      ['a 2022.md', 'committed'],
      ['again.csv', 'committed'],
      ['letter.txt', 'refused'],
    ]);
  });

  itInEachStageOfCi(
    'is printed as a table of what was read, has open questions or was refused, each with its reason',
    async () => {
      const at = await clerksFolder();
      const ran = await run(['imports', 'add', at, '--dry-run', '--data', folder()], {
        terminal: true,
        env: { NO_COLOR: '1' },
      });
      expect(ran.out).toMatch(
        /^open questions {2}preview {2}.*部门预算\.txt +\S+-2023-department {2}[A-Z0-9-]+ /m,
      );
      expect(ran.out).toMatch(
        /^refused +refused +.*letter\.txt +.*letter\.txt has none of the nine/m,
      );
      const results = ran.out
        .split('\n')
        .flatMap((line) => /^(?:read|open questions|refused) {2}/.exec(line)?.[0].trim() ?? []);
      expect(results).toEqual([...results].toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)));
      expect(results).toHaveLength(6);
      expect(ran.out).toMatch(/^\d read, \d open questions, 1 refused$/m);
      expect(ran.err).toMatch(/1 of 6 files were refused\.\n$/);
      expect(ran.out).toMatch(/^6 documents: 5 preview, 1 refused; \d+ findings: /m);
      expect(ran.out).toMatch(
        /^4 other files were skipped: .*\.DS_Store, .*\.git, .*photo\.png, /m,
      );
    },
  );

  it('is checked by one command, whatever other files are in it', async () => {
    const ran = await run(['imports', 'check', await clerksFolder(), '--json']);
    expect(ran.exit).toBe(1);
    const checked = answer<{ file: string; problem?: { code: string } }[]>(ran);
    expect(checked).toHaveLength(6);
    expect(checked.filter(({ problem }) => problem)).toMatchObject([
      { problem: { code: 'document-of-another-kind' } },
    ]);
  });

  itInEachStageOfCi(
    'is not imported when what a crash has interrupted cannot be completed',
    async () => {
      const data = folder();
      const settling = jest
        .spyOn(SettleYearOverYear.prototype, 'all')
        .mockRejectedValue(new Refusal('log-unavailable', 'The log cannot be written now.'));
      const argv = ['imports', 'add', await clerksFolder(), '--json', '--data', data];
      expect(await run(argv)).toMatchObject({
        exit: 1,
        out: '',
        err: 'The log cannot be written now.\n',
      });
      expect(await run(['budgets', 'list', '--json', '--data', data])).toMatchObject({
        out: '[]\n',
      });
      settling.mockRestore();
      const next = answer<Answered[]>(await run(argv)).map(({ status }) => status);
      expect(next.slice(0, -1)).toEqual(Array.from({ length: 5 }, () => 'committed'));
    },
  );

  it('is refused when it has no document', async () => {
    const at = folder();
    writeFileSync(join(at, 'photo.png'), 'x');
    expect(await run(['imports', 'add', at, '--data', folder()])).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringMatching(/is a directory with no document in it: give PDF, [^\n]+\n$/),
    });
  });
});
