import { write } from '../cli/io.js';
import { flag, someOf, text, token } from '../cli/options.js';
import { verb, type Verb } from '../cli/verb.js';
import { pause } from '../concurrency/pause.js';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { Refusal } from '../domain/errors.js';
import { SCHEMA_VERSION } from '../domain/events/upcast.js';
import type { ChangeType } from './change.js';

/** How often to check whether a ledger exists. */
const POLL_MS = 200;

const follow = verb({
  words: 'changes follow',
  summary: 'print every change, one JSON line each: the history, then new changes',
  positionals: {},
  options: {
    after: token('only changes after this one'),
    budget: text('BUDGET', 'only changes of this budget'),
    type: someOf(
      'TYPE',
      Object.keys(SCHEMA_VERSION) as ChangeType[],
      'only changes of this type; repeat the flag, or separate types by commas',
    ),
    end: flag('stop after the history'),
  },
  run: async ({ options: { after, budget, type, end }, ledger }, io) => {
    const id = budget === undefined ? undefined : parseBudgetId(budget).id;
    const signal = io.interrupted();
    while (!end && !signal.aborted && !ledger.exists()) await pause(POLL_MS, signal);
    const { EventLog } = await import('../log/event-log.js');
    const { Views } = await import('../views/views-database.js');
    const { changesPages, refuseUnknownBudget } = await import('./changes.js');
    const { positionOf } = await import('../log/token.js');
    await ledger.read(async ({ get }) => {
      const log = get(EventLog);
      const views = get(Views);
      const start = after === undefined ? 0n : positionOf(after, await log.identity());
      if (start > (await log.head()))
        throw new Refusal(
          'position-beyond-log',
          `The token ${after} is beyond the log: another ledger issued it.`,
        );
      await refuseUnknownBudget(log, id);
      const pages = changesPages({
        log,
        views,
        after: start,
        budget: id,
        types: type,
        follow: !end,
        signal,
      });
      for await (const { changes } of pages)
        if (changes.length > 0)
          await write(io.stdout, changes.map((change) => `${JSON.stringify(change)}\n`).join(''));
    });
    return 'written';
  },
});

/** The commands of the slice, in the order of `--help`. */
export const changesVerbs: readonly Verb[] = [follow];
