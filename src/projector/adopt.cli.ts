import { withProgressBar } from '../cli/progress.js';
import { say } from '../cli/say.js';
import { verb, type Verb } from '../cli/verb.js';

const adopt = verb({
  words: 'log adopt',
  summary: 'begin a new epoch on a server that was restored by its own means',
  notes: [
    'A service whose log ends before what it knows answers 503. Restore a newer backup, or accept what is there with this',
    'command: tokens issued before get status 410, with the last event that is known to be the same. The files of this',
    'folder (proof/) and the views say which that is, so run it where they are. The views are built again.',
  ],
  positionals: {},
  options: {},
  run: async ({ common, ledger }, io) => {
    const { adoptLog } = await import('./adopt-log.js');
    const adopted = await withProgressBar(io, common, (show) =>
      adoptLog(ledger.config, (done) => show('events read', done)),
    );
    return {
      answer: adopted,
      text: () =>
        [
          say`epoch ${adopted.epoch} has begun, with ${adopted.events} events`,
          ...(adopted.lastToken === null ? [] : [say`last token ${adopted.lastToken}`]),
          adopted.lastCommonToken === null
            ? say`no event is known to be the same as before`
            : say`the same as before up to ${adopted.lastCommonToken}`,
          '',
        ].join('\n'),
    };
  },
});

/** The command for a log that was restored on its server. */
export const adoptVerbs: readonly Verb[] = [adopt];
