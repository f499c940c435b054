import { say } from '../../cli/say.js';
import { budget, required, text, value } from '../../cli/options.js';
import { UsageError } from '../../cli/usage-error.js';
import { verb, type Outcome, type Verb } from '../../cli/verb.js';
import type { Ledger } from '../../cli/ledger.js';
import { noSuchBudget, parseBudgetId } from '../../domain/values/budget-id.js';
import { lineKey, parseLineKey, type LineKey } from '../../domain/values/line.js';
import { share, spellShare, WHOLE, type Share } from '../../domain/continuity/share.js';

const key = (given: string): LineKey => lineKey(parseLineKey(given));

const positionals = {
  budget,
  line: required('<line>', 'the key of a line of this year, as budgets lines lists it', key),
};
const FROM = value('LINE', 'the key of the line of the year before (required)', key);
const REASON = text('TEXT', 'why (required)');

const link = verb({
  words: 'lines link',
  summary: 'record that a line goes on from a line of the year before under another code or name',
  notes: [
    'Renamed: one link. Merged: a link from each of the lines of the year before. Split: a link from each of the lines of this',
    'year to the same line of the year before, with weights. What the weights leave is compared under the old key. A link',
    'moves no money; budgets deltas follows it.',
  ],
  positionals,
  options: {
    from: FROM,
    weight: value(
      'W',
      "the part of last year's line that goes on here, e.g. 0.4 (default 1)",
      share,
    ),
    reason: REASON,
  },
  run: ({
    positionals: { budget: id, line },
    options: { weight = WHOLE, ...rest },
    common,
    ledger,
  }) => record(ledger, id, line, rest, weight, common.actor, 'link'),
});

const unlink = verb({
  words: 'lines unlink',
  summary: 'take a link back; both stay in the trail',
  positionals,
  options: { from: FROM, reason: REASON },
  run: ({ positionals: { budget: id, line }, options, common, ledger }) =>
    record(ledger, id, line, options, null, common.actor, 'unlink'),
});

const record = async (
  ledger: Ledger,
  budgetText: string,
  line: LineKey,
  { from, reason }: { readonly from: LineKey | undefined; readonly reason: string | undefined },
  weight: Share | null,
  actor: string,
  word: 'link' | 'unlink',
): Promise<Outcome> => {
  if (from === undefined || reason === undefined)
    throw new UsageError(
      `lines ${word} needs --from and --reason: see budget-ledger lines ${word} --help.`,
    );
  const { id } = parseBudgetId(budgetText);
  if (!ledger.exists()) throw noSuchBudget(id);
  const { LinkLine } = await import('./link-line.js');
  const { version, token } = await ledger.change(({ execute }) =>
    execute(new LinkLine(id, line, from, weight, reason, { actor })),
  );
  return {
    answer: {
      budget: id,
      version,
      token,
      line,
      from,
      weight: weight === null ? null : spellShare(weight),
    },
    text: () =>
      weight === null
        ? `${say`${line} does not go on from ${from}; version ${version}.`}\n${say`token ${token}`}\n`
        : `${say`${line} goes on from ${from} (${spellShare(weight)}); version ${version}.`}\n${say`token ${token}`}\n`,
  };
};

/** The commands of lines, in the order of `--help`. */
export const linesVerbs: readonly Verb[] = [link, unlink];
