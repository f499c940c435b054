import { columns } from '../text/columns.js';
import { optional } from '../cli/options.js';
import { withProgress } from '../cli/progress.js';
import { verb, type Verb } from '../cli/verb.js';
import { progressText } from './progress-text.js';

const status = verb({
  words: 'projector status',
  summary: 'show how far each view is, and which budgets are stopped in it',
  positionals: {},
  options: {},
  run: async ({ ledger }) => {
    const { Projector } = await import('./projector.js');
    const found = await ledger.change(({ get }) => get(Projector).status(), { create: false });
    const answer = found.map((each) => ({
      ...each,
      position: String(each.position),
      stopped: each.stopped.map((stop) => ({ ...stop, position: String(stop.position) })),
    }));
    return {
      answer,
      text: (style) =>
        [
          ...columns([
            ['view', 'version', 'state', 'position', 'lag'],
            ...answer.map(({ name, version, state, position, lag }) => [
              name,
              String(version),
              state,
              position,
              String(lag),
            ]),
          ]),
          ...answer.flatMap(({ name, stopped }) =>
            stopped.map(({ budget, position, error }) =>
              style('red', `${name}: ${budget} is stopped at position ${position}: ${error}`),
            ),
          ),
          '',
        ].join('\n'),
    };
  },
});

const rebuild = verb({
  words: 'projector rebuild',
  summary: 'rebuild one view or all, compare the rows, and replace the old ones',
  positionals: { name: optional('NAME', 'a view, from projector status (default: all)') },
  options: {},
  run: async ({ positionals, ledger }, io) => {
    const { Projector } = await import('./projector.js');
    const answer = await ledger.change(
      ({ get }) =>
        withProgress(io, (show) =>
          get(Projector).rebuild(positionals.name, {
            onProgress: (progress) => show(progressText(progress)),
          }),
        ),
      { create: false },
    );
    return {
      answer,
      text: () =>
        `${columns(answer.map(({ projection, identical }) => [projection, COMPARED[String(identical) as keyof typeof COMPARED]])).join('\n')}\n`,
    };
  },
});

const COMPARED = {
  true: 'rebuilt, identical',
  false: 'rebuilt, different from before',
  null: 'built',
} as const;

const retry = verb({
  words: 'projector retry',
  summary: 'resume the budgets that are stopped, after their cause is removed',
  positionals: {},
  options: {},
  run: async ({ ledger }) => {
    const { Projector } = await import('./projector.js');
    const answer = await ledger.read(({ get }) => get(Projector).retry());
    return {
      answer,
      text: (style) =>
        answer.length === 0
          ? 'No budget is stopped.\n'
          : `${answer.map(({ projection, budget, error }) => (error === null ? `${projection}: ${budget} is resumed` : style('red', `${projection}: ${budget} is still stopped: ${error}`))).join('\n')}\n`,
    };
  },
});

/** The commands of the projector, in the order of `--help`. */
export const projectorVerbs: readonly Verb[] = [status, rebuild, retry];
