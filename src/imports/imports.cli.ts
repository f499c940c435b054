import { namedDocuments } from '../cli/named-documents.js';
import type { Service, Session } from '../cli/ledger.js';
import { agency, date, flag, many } from '../cli/options.js';
import { EXIT, verb, type Verb } from '../cli/verb.js';
import { checkedFile, uncheckedFile, type CheckedFile } from './checked-file.js';
import { addedFile, addedFolder, checkedFiles } from './imports-text.js';
import { forEachFile, withReadingPool } from './read-files.js';
import { refusalWarning, refusedFile, type FileAnswer } from './refused-file.js';

const FOLDERS =
  'A folder stands for all documents in it and below, in the order of their names. Hidden and other files are skipped.';

const add = verb({
  words: 'imports add',
  summary: 'record published documents, each completely or not at all',
  notes: [FOLDERS],
  positionals: { named: many('FILE…', 'documents or folders; - is standard input') },
  options: {
    agency: agency(
      "the agency's code (default: found by the printed name; a new agency is registered)",
    ),
    'dry-run': flag('show what would be recorded, and record nothing'),
    strict: flag('refuse a document that has a finding of severity error'),
    'published-on': date('the day on which the document was published'),
  },
  run: async ({ positionals: { named }, options, common, ledger }, io) => {
    const { files, skipped, fromFolder } = namedDocuments(named);
    const { agency: code, strict, 'dry-run': dryRun, 'published-on': publishedOn } = options;
    const importHere = (): Promise<readonly FileAnswer[]> =>
      withReadingPool(async (pool) => {
        const { ImportDocument } = await import('./import-document.js');
        const { SettleYearOverYear } = await import('../ledger/settle-year-over-year.js');
        const importAll = async ({ execute, get }: Session): Promise<readonly FileAnswer[]> => {
          // If the work that a crash interrupted cannot be completed, nothing more is recorded.
          if (!dryRun) await get(SettleYearOverYear).all();
          const answers: FileAnswer[] = [];
          await forEachFile(pool, files, publishedOn ?? null, io, async (read) => {
            const { file, bytes } = read;
            try {
              const importOptions = { agency: code, strict, dryRun };
              const command = new ImportDocument(read.document(), importOptions, {
                actor: common.actor,
              });
              answers.push({ ...(await execute(command)), file });
            } catch (error) {
              answers.push(refusedFile(file, bytes, error));
            }
          });
          return answers;
        };
        return dryRun ? ledger.dryRun(importAll) : ledger.change(importAll);
      });
    const importThere = async (there: Service): Promise<readonly FileAnswer[]> => {
      const { importAt } = await import('./remote/import-at-service.js');
      return importAt(there, files, { agency: code, strict, dryRun, publishedOn }, io);
    };
    const { service } = ledger;
    const answer = await (service === undefined ? importHere() : importThere(service));
    const refused = answer.filter((each) => each.status === 'refused');
    return {
      answer,
      text: (style) =>
        fromFolder
          ? addedFolder(answer, skipped, style)
          : // The reason for which the only file was refused is the warning.
            answer.length === refused.length && answer.length === 1
            ? ''
            : answer.map((each) => addedFile(each, style)).join('\n'),
      exit: refused.length === 0 ? EXIT.ok : EXIT.refused,
      warning: refusalWarning(refused, files.length, common),
    };
  },
});

const check = verb({
  words: 'imports check',
  summary: 'read and check documents without a ledger',
  notes: [
    FOLDERS,
    'Exits with 3 when a finding is an error or, with --round-trip, a cell differs.',
  ],
  positionals: { named: many('FILE…', 'documents or folders; - is standard input') },
  options: {
    form: flag('also list what the form asks and the document lacks'),
    'round-trip': flag('also compare each cell with what a ledger of the document would print'),
  },
  run: async ({ positionals: { named }, options, common, ledger }, io) => {
    const { files, skipped, fromFolder } = namedDocuments(named);
    const { tryRoundTrip } = await import('./try-round-trip.js');
    const answer: CheckedFile[] = [];
    await withReadingPool((pool) =>
      forEachFile(pool, files, null, io, async (read) => {
        const { file, bytes } = read;
        try {
          const document = read.document();
          const roundTrip = options['round-trip']
            ? await tryRoundTrip(document, common.actor, ledger)
            : undefined;
          answer.push(checkedFile(file, document, roundTrip, options.form));
        } catch (error) {
          // A named file is expected to be a budget; a folder may contain other documents.
          if (!fromFolder) throw error;
          answer.push(uncheckedFile(file, bytes, error));
        }
      }),
    );
    const refused = answer.flatMap(({ file, problem }) => (problem ? [{ file, problem }] : []));
    const fails = answer.some(
      ({ findings, roundTrip }) =>
        findings.some(({ severity }) => severity === 'error') ||
        (roundTrip?.differences.length ?? 0) > 0,
    );
    return {
      answer,
      text: (style) => checkedFiles(answer, skipped, style),
      exit: refused.length > 0 ? EXIT.refused : fails ? EXIT.findings : EXIT.ok,
      warning: refusalWarning(refused, files.length, common),
    };
  },
});

/** The commands of the slice, in the order of `--help`. */
export const importsVerbs: readonly Verb[] = [add, check];
