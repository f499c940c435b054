import { say } from '../cli/say.js';
import { open } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { write } from '../cli/io.js';
import { required, nonEmpty, text, token } from '../cli/options.js';
import { withProgressBar } from '../cli/progress.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Verb } from '../cli/verb.js';
import type { Exported } from './transfer/export-log.js';
import { noLedger } from './transfer/refusals.js';

const exportVerb = verb({
  words: 'log export',
  summary: 'write all events with their stored bytes, to move the ledger to another engine',
  notes: [
    'Each event is one JSON line. The first line identifies the ledger; the last one has the count and a digest, by which',
    'a truncated file is detected. The same log gives the same lines of events, and the same sha256, on every engine.',
    'The files of documents are not in it: copy the folder documents/ beside it.',
  ],
  positionals: {},
  options: {
    out: text('FILE', 'write to this new file instead of standard output'),
    after: token('only events after this one'),
  },
  run: async ({ options: { out, after }, common, ledger }, io) => {
    if (out === undefined && common.json)
      throw new UsageError('--json prints one JSON document: give a file for the log with --out.');
    if (!ledger.exists()) throw noLedger(common.data);
    const { openLog } = await import('./open-log.js');
    const { exportLog } = await import('./transfer/export-log.js');
    const log = await openLog(ledger.config.log, { readonly: true });
    try {
      const to = (output: (text: string) => Promise<void>): Promise<Exported> =>
        withProgressBar(io, common, (show) =>
          exportLog(log, output, { after, progress: (done) => show('events exported', done) }),
        );
      if (out === undefined) {
        await to((lines) => write(io.stdout, lines));
        return 'written';
      }
      const exported = await toFile(out, to);
      return {
        answer: { file: out, ...exported },
        text: () =>
          `${say`${exported.events} events of ${exported.streams} streams, ${exported.bytes} bytes, written to ${out}`}\nsha256 ${exported.sha256}\n`,
      };
    } finally {
      await log.close();
    }
  },
});

const toFile = async (
  file: string,
  work: (output: (text: string) => Promise<void>) => Promise<Exported>,
): Promise<Exported> => {
  const { partialOf, place, refuseExisting } = await import('./transfer/new-file.js');
  refuseExisting(file);
  const partial = partialOf(file);
  const handle = await open(partial, 'w');
  try {
    const exported = await work((lines) => handle.appendFile(lines)).finally(() => handle.close());
    place(partial, file);
    return exported;
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
};

const importVerb = verb({
  words: 'log import',
  summary: 'import an exported log, and compare what was stored',
  notes: [
    'The ledger is empty, or its events are the first ones of the file: then the rest is imported. With an export of later',
    'events (--after), they are the ones before these. Any other ledger is refused.',
    'The whole file is checked before the first event is stored: an error names its line, and nothing is imported.',
    'An import that was interrupted continues when it is run again. The ledger starts a new epoch: old tokens get status 410',
    'with the last common position. The next command builds the views.',
  ],
  positionals: { file: required('FILE', 'an exported log', nonEmpty) },
  options: {},
  run: async ({ positionals: { file }, common, ledger }, io) => {
    const { openLog } = await import('./open-log.js');
    const { importLog } = await import('./transfer/import-log.js');
    const { log } = ledger.config;
    const warnings: string[] = [];
    const imported = await withProgressBar(io, common, (show) =>
      importLog(file, () => openLog(log, { logger: (message) => warnings.push(message) }), {
        progress: (done, total) => show('events imported', done, total),
      }),
    );
    return {
      answer: imported,
      text: () =>
        [
          say`${imported.events} events of ${imported.streams} streams are in the ledger, ${imported.appended} of them imported now; read back and compared`,
          `sha256 ${imported.sha256}`,
          ...(imported.lastToken === null ? [] : [say`last token ${imported.lastToken}`]),
          '',
        ].join('\n'),
      warning: warnings.length > 0 ? warnings.join(' ') : undefined,
    };
  },
});

/** The commands of the log, in the order of `--help`. */
export const logVerbs: readonly Verb[] = [exportVerb, importVerb];
