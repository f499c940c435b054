import { say } from '../cli/say.js';
import { date, pageOptions, required, text } from '../cli/options.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Verb } from '../cli/verb.js';
import { noSuchAgency } from '../domain/values/budget-id.js';

const list = verb({
  words: 'agencies list',
  summary: 'list the agencies, with the names that they have and had',
  positionals: {},
  options: pageOptions,
  run: async ({ options: page, ledger }) => {
    const { ListAgencies } = await import('./list-agencies.query.js');
    const { asListOrPage } = await import('../validation/page.js');
    const { asText, grid, moreLine } = await import('../cli/grid.js');
    const found = await ledger.read(({ ask }) => ask(new ListAgencies(page)));
    return {
      answer: asListOrPage(found, page),
      text: (style) =>
        found.items.length === 0
          ? `${say`no agencies`}\n`
          : `${asText(
              grid(
                found.items,
                [
                  {
                    header: 'agency',
                    cell: ({ code, stopped }) => (stopped ? say`${code} (stopped)` : code),
                  },
                  { header: 'name', cell: ({ name }) => name },
                  {
                    header: 'other names',
                    cell: ({ name, names }) =>
                      names
                        .filter((each) => each.name !== name)
                        .map(
                          (each) =>
                            `${each.name}${each.effectiveOn === null ? '' : say` from ${each.effectiveOn}`}`,
                        )
                        .join(', '),
                  },
                  { header: 'budgets', cell: ({ budgets }) => String(budgets), figure: true },
                ],
                style,
              ),
            )}${moreLine(found.next)}`,
    };
  },
});

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
        `${say`${answer.agency.code} is "${answer.agency.name}" from ${effectiveOn} on.`}\n${say`token ${answer.token}`}\n`,
    };
  },
});

/** The commands of the slice, in the order of `--help`. */
export const agenciesVerbs: readonly Verb[] = [list, rename];
