import { write } from '../cli/io.js';
import { flag, token, value } from '../cli/options.js';
import { verb, type Verb } from '../cli/verb.js';
import { pause } from '../concurrency/pause.js';
import { Refusal } from '../domain/errors.js';
import { FILTERS, valuesIn, type FilterName } from './filter-options.js';

/** How often to check whether a ledger exists. */
const POLL_MS = 200;

/** A filter as a flag: repeated, or with its values separated by commas. */
const filter = <Name extends FilterName>(name: Name) => {
  const { read, placeholder, description } = FILTERS[name];
  return {
    ...value(placeholder, `${description}; may be repeated`, (given) =>
      valuesIn(name, given).map(
        read as (text: string) => ReturnType<(typeof FILTERS)[Name]['read']>,
      ),
    ),
    repeatable: true as const,
  };
};

const follow = verb({
  words: 'changes follow',
  summary: 'print every change, one JSON line each: the history, then new changes',
  positionals: {},
  options: {
    after: token('only changes after this one'),
    budget: filter('budget'),
    agency: filter('agency'),
    year: filter('year'),
    scope: filter('scope'),
    type: filter('type'),
    kind: filter('kind'),
    code: filter('code'),
    line: filter('line'),
    end: flag('stop after the history'),
  },
  run: async ({ options: { after, end, ...wanted }, ledger }, io) => {
    const signal = io.interrupted();
    let said = false;
    while (!end && !signal.aborted && !ledger.exists()) {
      const absent = ledger.absent();
      if (absent !== undefined && !said) await write(io.stderr, `${absent}\n`);
      said = true;
      await pause(POLL_MS, signal);
    }
    const { EventLog } = await import('../log/event-log.js');
    const { Views } = await import('../views/views-database.js');
    const { openChanges, SkippedEvents } = await import('./changes.js');
    const { refuseUnknown } = await import('./filter.js');
    const { NamesInLog } = await import('./names-in-log.js');
    const { positionOf } = await import('../log/token.js');
    await ledger.read(async ({ get }) => {
      const log = get(EventLog);
      const views = get(Views);
      const position = after === undefined ? 0n : positionOf(after, await log.identity());
      if (position > (await log.head()))
        throw new Refusal(
          'position-beyond-log',
          `The token ${after} is beyond the log: another ledger issued it.`,
        );
      await refuseUnknown(log, wanted);
      const { start, pages } = await openChanges({
        log,
        views,
        names: new NamesInLog(log),
        after: position,
        filter: wanted,
        follow: !end,
        signal,
      });
      const skipped = new SkippedEvents(wanted, start.sequence);
      for await (const { changes } of pages) {
        const lines = changes.map((change) => `${JSON.stringify(skipped.counted(change))}\n`);
        if (lines.length > 0) await write(io.stdout, lines.join(''));
      }
    });
    return 'written';
  },
});

/** The commands of the slice, in the order of `--help`. */
export const changesVerbs: readonly Verb[] = [follow];
