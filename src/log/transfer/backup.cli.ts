import { configOf, hasLedger } from '../../cli/data-folder.js';
import type { Io } from '../../cli/io.js';
import { filled, flag, oneRead } from '../../cli/options.js';
import { moving } from '../../cli/progress.js';
import { verb, type Common, type Verb } from '../../cli/verb.js';
import { noLedger, notEmbedded } from './refusals.js';

const backup = verb({
  words: 'backup',
  summary:
    'copy the log of a ledger in files, also of one in use, into one new file, and verify the copy',
  notes: ['Views are not in it: they come back from the log.'],
  positionals: { file: oneRead('FILE', filled) },
  options: {},
  run: async ({ positionals: { file }, common }, io) => {
    const log = logFile(
      common,
      io,
      'backup',
      "use the server's own backup, or budget-ledger log export",
    );
    if (!hasLedger(common.data, io.env)) throw noLedger(common.data);
    const { backUp } = await import('./backup.js');
    const backedUp = await moving(io, common, (tell) => backUp(log, file, tell));
    return {
      answer: backedUp,
      text: () =>
        `${backedUp.events} events of ${backedUp.streams} streams, ${backedUp.bytes} bytes, written to ${file} and verified\n`,
    };
  },
});

const restore = verb({
  words: 'restore',
  summary: 'put a backup in the place of the log; tokens that were given out before get 410',
  notes: [
    'No program may have the ledger open. The backup is verified first, and the change is one step: a restore that is ended leaves',
    'the old log or the new one. Views are built anew by the next command.',
  ],
  positionals: { file: oneRead('FILE', filled) },
  options: {
    replace: flag('also where there is a log: its file is kept beside, under another name'),
  },
  run: async ({ positionals: { file }, options: { replace }, common }, io) => {
    const log = logFile(
      common,
      io,
      'restore',
      "use the server's own restore, or budget-ledger log import",
    );
    const { restoreLog } = await import('./restore.js');
    const restored = await moving(io, common, (tell) =>
      restoreLog(file, log, { replace, progress: tell }),
    );
    return {
      answer: restored,
      text: () =>
        [
          `${restored.events} events of ${restored.streams} streams are restored, in epoch ${restored.epoch}`,
          ...(restored.lastToken === null ? [] : [`last token ${restored.lastToken}`]),
          ...(restored.replaced === null ? [] : [`the log before is kept as ${restored.replaced}`]),
          '',
        ].join('\n'),
    };
  },
});

const logFile = ({ data }: Common, { env }: Io, what: string, instead: string): string => {
  const { log } = configOf(data, env);
  if (log.kind !== 'sqlite') throw notEmbedded(what, instead);
  return log.file;
};

export const backupVerbs: readonly Verb[] = [backup, restore];
