import { said, say } from '../cli/say.js';
import { columns } from '../text/columns.js';
import type { Io } from '../cli/io.js';
import type { Ledger } from '../cli/ledger.js';
import { flag, optional } from '../cli/options.js';
import { withProgress, withProgressBar } from '../cli/progress.js';
import { EXIT, verb, type Common, type Verb } from '../cli/verb.js';
import { progressText } from './progress-text.js';

const status = verb({
  words: 'projector status',
  summary: 'show how far each view is, and which budgets are stopped in it',
  positionals: {},
  options: {},
  run: async ({ ledger }) => {
    const { Projector } = await import('./projector.js');
    const found = await ledger.change(({ get }) => get(Projector).status(), { records: false });
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
            ['view', 'version', 'state', 'position', 'lag'].map(said),
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
              style('red', say`${name}: ${budget} is stopped at position ${position}: ${error}`),
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
  notes: [
    'Verifies the log first. Where an event is not the one that was recorded, the old views are kept: they may be the',
    'only witness of what it was. A cell of a view that is not what the log says is named. Such views are kept too where there',
    'is no tree that was begun with the log, and no checkpoint kept elsewhere.',
  ],
  positionals: { name: optional('NAME', 'a view, from projector status (default: all)') },
  options: { force: flag('rebuild from a log that is not verified, too') },
  run: async ({ positionals, options: { force }, common, ledger }, io) => {
    const { Projector } = await import('./projector.js');
    const differences = !force && ledger.exists() ? await refuseChanged(ledger, common, io) : [];
    const answer = await ledger.change(
      ({ get }) =>
        withProgress(io, (show) =>
          get(Projector).rebuild(positionals.name, {
            onProgress: (progress) => show(progressText(progress)),
          }),
        ),
      { records: false, unverified: force },
    );
    return {
      answer,
      text: () =>
        [
          ...columns(
            answer.map(({ projection, identical }) => [
              projection,
              said(COMPARED[String(identical) as keyof typeof COMPARED]),
            ]),
          ),
          ...differences.map((each) => say`before: ${said(each)}`),
          '',
        ].join('\n'),
    };
  },
});

/**
 * Nothing else may have opened the ledger for a change: that would bring the views up to date.
 *
 * @returns a sentence for each cell of a view that is not what the log says, which the rebuild replaces
 * @throws {Refusal} `proof-differs`: an event is not the one that was recorded; or the views differ from the log, and nothing shows that the
 *   log is what was recorded
 */
const refuseChanged = async (
  { config }: Ledger,
  common: Pick<Common, 'json'>,
  io: Io,
): Promise<readonly string[]> => {
  const { openLog } = await import('../log/open-log.js');
  const { verifyWithViews } = await import('./compare/verify-with-views.js');
  const { Refusal } = await import('../domain/errors.js');
  const log = await openLog(config.log, { readonly: true });
  try {
    const { verified, compared } = await withProgressBar(io, common, (show) =>
      verifyWithViews(log, config, {
        progress: (done, total) => show('events verified', done, total),
        viewsProgress: (done, total) => show('events compared with the views', done, total),
      }),
    );
    const { problems, proof } = verified;
    const [different] = compared.problems;
    if (problems.length === 0) {
      if (different === undefined || proof?.isVouchedFor === true) return compared.problems;
      throw new Refusal(
        'proof-differs',
        `The views are kept as they are: they are not what the log says, and nothing shows which of the two was changed, because there is no tree that was begun with the log and no checkpoint kept elsewhere. ${different} audit verify shows more; --force rebuilds from this log.`,
        { problems: compared.problems },
      );
    }
    throw new Refusal(
      'proof-differs',
      `The views are kept as they are, because the log is not verified. ${problems[0]} audit verify shows more; --force rebuilds from this log.`,
      { problems },
    );
  } finally {
    await log.close();
  }
};

const COMPARED = {
  true: 'rebuilt, identical',
  false: 'rebuilt, different from before',
  null: 'built',
} as const;

const retry = verb({
  words: 'projector retry',
  summary: 'resume the budgets that are stopped, after their cause is removed',
  notes: ['The exit code is 1 while one of them stays stopped.'],
  positionals: {},
  options: {},
  run: async ({ ledger }) => {
    const { Projector } = await import('./projector.js');
    const answer = await ledger.read(({ get }) => get(Projector).retry());
    return {
      answer,
      exit: answer.every(({ error }) => error === null) ? EXIT.ok : EXIT.refused,
      text: (style) =>
        answer.length === 0
          ? `${say`No budget is stopped.`}\n`
          : `${answer.map(({ projection, budget, error }) => (error === null ? say`${projection}: ${budget} is resumed` : style('red', say`${projection}: ${budget} is still stopped: ${error}`))).join('\n')}\n`,
    };
  },
});

/** The commands of the projector, in the order of `--help`. */
export const projectorVerbs: readonly Verb[] = [status, rebuild, retry];
