import { configOf, hasLedger } from '../cli/data-folder.js';
import { reading } from '../cli/progress.js';
import { EXIT, verb, type Verb } from '../cli/verb.js';

const verifyVerb = verb({
  words: 'audit verify',
  summary: 'read every byte of the log again and check it: exit 4 when one is wrong',
  positionals: {},
  options: {},
  run: async ({ common }, io) => {
    const { NOTHING, verifyLog } = await import('./verify-log.js');
    const answer = hasLedger(common.data, io.env)
      ? await reading(io, (progress) => verifyLog(configOf(common.data, io.env), progress))
      : NOTHING;
    const { ok, events, streams, lastToken, problems } = answer;
    return {
      answer,
      text: (paint) =>
        [
          `${events} events in ${streams} streams, ${ok ? paint('green', 'all whole') : paint('red', 'broken')}`,
          ...(lastToken === null ? [] : [`last token ${lastToken}`]),
          ...problems,
          '',
        ].join('\n'),
      exit: ok ? EXIT.ok : EXIT.corrupt,
      complaint: ok
        ? undefined
        : `The log is broken in ${problems.length === 1 ? 'one place' : `${problems.length} places`}: restore it from a backup.`,
    };
  },
});

export const auditVerbs: readonly Verb[] = [verifyVerb];
