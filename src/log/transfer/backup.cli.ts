import { say } from '../../cli/say.js';
import type { Ledger } from '../../cli/ledger.js';
import { nonEmpty, flag, required } from '../../cli/options.js';
import { withProgressBar } from '../../cli/progress.js';
import { verb, type Verb } from '../../cli/verb.js';
import { noLedger, notEmbedded } from './refusals.js';

const backup = verb({
  words: 'backup',
  summary: 'copy the log into a new file, also while it is in use, and verify the copy',
  notes: [
    'Views are not copied: they are built from the log. The files of documents are not copied either: copy the folder',
    'documents/ beside the backup.',
  ],
  positionals: { file: required('FILE', 'a new file', nonEmpty) },
  options: {},
  run: async ({ positionals: { file }, common, ledger }, io) => {
    const log = logFile(
      ledger,
      'backup',
      "use the server's own backup, or budget-ledger log export",
    );
    if (!ledger.exists()) throw noLedger(common.data);
    const { backUp } = await import('./backup.js');
    const backedUp = await withProgressBar(io, common, (show) => backUp(log, file, show));
    return {
      answer: backedUp,
      text: () =>
        `${say`${backedUp.events} events of ${backedUp.streams} streams, ${backedUp.bytes} bytes, written to ${file} and verified`}\n`,
    };
  },
});

const restore = verb({
  words: 'restore',
  summary: 'replace the log with a backup',
  notes: [
    'No other program may have the ledger open. The backup is verified first, and the log is replaced in one step: a restore',
    'that is interrupted leaves the old log or the new one. Tokens issued before get status 410. The next command builds the',
    'views.',
  ],
  positionals: { file: required('FILE', 'a backup', nonEmpty) },
  options: {
    replace: flag('replace an existing log; its file is kept under another name'),
  },
  run: async ({ positionals: { file }, options: { replace }, common, ledger }, io) => {
    const log = logFile(
      ledger,
      'restore',
      "use the server's own restore, or budget-ledger log import",
    );
    const { restoreLog } = await import('./restore.js');
    const restored = await withProgressBar(io, common, (show) =>
      restoreLog(file, log, {
        replace,
        progress: show,
        knownEpoch: (id) => ledger.knownEpoch(id),
      }),
    );
    return {
      answer: restored,
      text: () =>
        [
          say`${restored.events} events of ${restored.streams} streams restored, in epoch ${restored.epoch}`,
          ...(restored.lastToken === null ? [] : [say`last token ${restored.lastToken}`]),
          ...(restored.replaced === null
            ? []
            : [say`the replaced log is kept as ${restored.replaced}`]),
          '',
        ].join('\n'),
    };
  },
});

const logFile = ({ config: { log } }: Ledger, what: string, instead: string): string => {
  if (log.kind !== 'sqlite') throw notEmbedded(what, instead);
  return log.file;
};

/** The commands that copy the embedded log, in the order of `--help`. */
export const backupVerbs: readonly Verb[] = [backup, restore];
