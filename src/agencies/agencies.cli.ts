import { date, required, text } from '../cli/options.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Verb } from '../cli/verb.js';
import { noSuchAgency } from '../domain/values/budget-id.js';

const rename = verb({
  words: 'agencies rename',
  summary: 'rename an agency from a day on; documents may print either name',
  positionals: { agency: required('<agency>', 'its code, e.g. baoshan_cyzx') },
  options: {
    name: text('NAME', 'the new name (required)'),
    authority: text('NUMBER', 'the document number (文号)'),
    'effective-on': date('the first day of the new name (required)'),
  },
  run: async ({ positionals, options, common, ledger }) => {
    const { name, authority = null, 'effective-on': effectiveOn } = options;
    if (name === undefined || effectiveOn === undefined)
      throw new UsageError('agencies rename needs --name and --effective-on.');
    if (!ledger.exists()) throw noSuchAgency(positionals.agency);
    const { RenameAgency } = await import('./rename-agency.js');
    const answer = await ledger.change(({ execute }) =>
      execute(
        new RenameAgency(positionals.agency, name.trim(), authority, effectiveOn, {
          actor: common.actor,
        }),
      ),
    );
    return {
      answer,
      text: () =>
        `${answer.agency.code} is "${answer.agency.name}" from ${effectiveOn} on.\ntoken ${answer.token}\n`,
    };
  },
});

/** The commands of the slice, in the order of `--help`. */
export const agenciesVerbs: readonly Verb[] = [rename];
