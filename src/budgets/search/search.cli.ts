import { said, say } from '../../cli/say.js';
import { asOfOptions, pageOptions, required } from '../../cli/options.js';
import { verb } from '../../cli/verb.js';

/** `budgets search`. */
export const searchVerb = verb({
  words: 'budgets search',
  summary: 'find a text in all budgets: agencies, lines, projects, reasons of changes',
  notes: [
    'Any part of a name or reason is found, or the first digits of a code; 100 hits without --limit.',
  ],
  positionals: { text: required('TEXT', 'what to find, e.g. 教育 or 2120199') },
  options: { position: asOfOptions.position, ...pageOptions },
  run: async ({ positionals, options: { position, ...page }, ledger }) => {
    const { SearchFor } = await import('./search.query.js');
    const { asText, grid, moreLine } = await import('../../cli/grid.js');
    const answer = await ledger.read(({ ask }) =>
      ask(new SearchFor(positionals.text, page, { position })),
    );
    return {
      answer,
      ...(answer.stopped && {
        warning: say`Not every text of these budgets is found, because a view of them is stopped: ${answer.stopped.join(', ')}`,
      }),
      text: (style) =>
        answer.items.length === 0
          ? `${say`nothing found`}\n`
          : `${asText(
              grid(
                answer.items,
                [
                  { header: 'kind', cell: ({ kind }) => said(kind) },
                  {
                    header: 'budget',
                    cell: ({ budget, stopped }) => (stopped ? say`${budget} (stopped)` : budget),
                  },
                  { header: 'line or amendment', cell: ({ line, amendment }) => line ?? amendment },
                  { header: 'text', cell: ({ text }) => text },
                ],
                style,
              ),
            )}${moreLine(answer.next)}`,
    };
  },
});
