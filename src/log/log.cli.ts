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
  summary:
    'every event with its stored bytes, one JSON line each, to move the ledger to another engine',
  notes: [
    'The first line tells the ledger, the last one the count and a digest: a file that was cut off is told by it.',
    'The lines of the events, and so sha256, are the same for the same log on every engine.',
  ],
  positionals: {},
  options: {
    out: text('FILE', 'write to this new file instead of standard output'),
    after: token('only what came after it'),
  },
  run: async ({ options: { out, after }, common, ledger }, io) => {
    if (out === undefined && common.json)
      throw new UsageError('--json prints one JSON document: name the file of the log with --out.');
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
          `${exported.events} events of ${exported.streams} streams, ${exported.bytes} bytes, written to ${out}\nsha256 ${exported.sha256}\n`,
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
  summary:
    'bring an exported log into an empty ledger, and compare what was stored; run again, it goes on where it was ended',
  notes: [
    'The file is read to its end before the first append: what is wrong in it is told with its line, and nothing is imported.',
    'The ledger begins a new epoch: tokens of the old one get 410, with the last common position. Views are built by the next command.',
  ],
  positionals: { file: required('FILE', nonEmpty) },
  options: {},
  run: async ({ positionals: { file }, common, ledger }, io) => {
    const { openLog } = await import('./open-log.js');
    const { importLog } = await import('./transfer/import-log.js');
    const { log } = ledger.config;
    const told: string[] = [];
    const imported = await withProgressBar(io, common, (show) =>
      importLog(file, () => openLog(log, { logger: (sentence) => told.push(sentence) }), {
        progress: (done, total) => show('events imported', done, total),
      }),
    );
    return {
      answer: imported,
      text: () =>
        [
          `${imported.events} events of ${imported.streams} streams are there, ${imported.appended} of them imported now; read back and compared`,
          `sha256 ${imported.sha256}`,
          ...(imported.lastToken === null ? [] : [`last token ${imported.lastToken}`]),
          '',
        ].join('\n'),
      warning: told.length > 0 ? told.join(' ') : undefined,
    };
  },
});

export const logVerbs: readonly Verb[] = [exportVerb, importVerb];
