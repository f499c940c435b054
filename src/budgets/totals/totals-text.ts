import { said, say } from '../../cli/say.js';
import { asText, grid } from '../../cli/grid.js';
import type { Style } from '../../cli/style.js';
import { asOfLine } from '../as-of/as-of-text.js';
import { bridgeColumns } from '../reports/bridge-text.js';
import { isSummed, type TotalsAnswer, type TotalsRow } from './totals.answer.js';

/** How many budgets that are left out are named. */
const NAMED_MAX = 10;

/** The sums over many budgets for a terminal: what was summed, the bridge and the change of each row, and what is left out. */
export const totalsAsText = (answer: TotalsAnswer, style: Style): string => {
  const { budgets, compared, years, scope, against, leftOut, rows, total, inTransit, asOf } =
    answer;
  const all: readonly TotalsRow[] = [...rows, total];
  const on = against.effective === undefined ? '' : say` on ${against.effective}`;
  return asText([
    style(
      'bold',
      budgets === 0
        ? said('no budgets')
        : scope === 'unit'
          ? say`${budgets} budgets of units, ${years.join(', ')}; ${compared} against ${against.kind}${on}`
          : say`${budgets} budgets of departments, ${years.join(', ')}; ${compared} against ${against.kind}${on}`,
    ),
    '',
    ...grid(
      all,
      [
        { header: answer.by, cell: ({ code }) => code },
        { header: 'name', cell: ({ name }) => name },
        ...bridgeColumns(all),
        { header: 'change', cell: ({ text }) => text, figure: true },
      ],
      style,
      (row) => row === total,
    ),
    ...(inTransit === '0.00'
      ? []
      : ['', say`in transit: ${inTransit}, which has left these budgets and arrived in no other`]),
    ...(leftOut.length === 0 ? [] : ['']),
    ...leftOut
      .slice(0, NAMED_MAX)
      .map(({ budget, why }) =>
        isSummed(why)
          ? say`not compared: ${budget}, ${WHY[why]}`
          : say`left out: ${budget}, ${WHY[why]}`,
      ),
    ...(leftOut.length > NAMED_MAX
      ? [say`and ${leftOut.length - NAMED_MAX} more: see --json`]
      : []),
    '',
    asOfLine(asOf, style),
  ]);
};

const WHY: Readonly<Record<TotalsAnswer['leftOut'][number]['why'], string>> = {
  stopped: 'a view of it is stopped',
  'other-scope': 'it is of the other scope: ask for it with --scope',
  'no-base': 'it has no base',
  'base-stopped': 'a view of its base is stopped',
};
