import { said, say } from '../../cli/say.js';
import type { Style } from '../../cli/style.js';
import { MEASURE_NAMES } from '../../domain/classification/statutory-name.js';
import { asOfLine } from '../as-of/as-of-text.js';
import { asText, grid } from '../../cli/grid.js';
import type { DeltaRow, DeltasAnswer, StatedAnswer } from './deltas.answer.js';

const BASES: Readonly<Record<DeltasAnswer['against']['kind'], string>> = {
  'prior-budget': '上年预算',
  'prior-adjusted': '上年调整预算',
  'prior-execution': '上年执行数',
  original: '年初预算',
  'as-of': '所问之日',
};

/** The changes for a terminal, e.g. `+1076644.60, 15.32%`, with those that the document states and whether they agree. */
export const deltasAsText = (answer: DeltasAnswer, style: Style): string => {
  const { budget, against, unit, rows, total, asOf } = answer;
  const base = against.budget === null ? said('the ledger has no such budget') : against.budget;
  return asText([
    style('bold', say`${budget} against ${against.kind}`),
    `${BASES[against.kind]}: ${base}${against.effective === undefined ? '' : say` on ${against.effective}`}`,
    say`unit: ${unit}`,
    '',
    ...grid(
      [...rows, total],
      [
        { header: 'code', cell: ({ code }) => code },
        { header: 'name', cell: ({ name }) => name },
        { header: 'measure', cell: ({ measure }) => MEASURE_NAMES[measure] },
        { header: 'base', cell: (row) => row.base, figure: true },
        { header: 'current', cell: (row) => row.current, figure: true },
        { header: 'change', cell: (row) => row.text, figure: true },
        { header: 'stated', cell: ({ stated }) => stated && statement(stated), figure: true },
        {
          header: 'verdict',
          cell: (row) => row.stated && `${verdict(row.stated)}${judged(row, row.stated)}`,
        },
        { header: 'reason', cell: ({ stated }) => stated?.reason },
      ],
      style,
      (row: DeltaRow) => row === total,
    ),
    ...continuity(answer),
    '',
    asOfLine(asOf, style),
  ]);
};

/** What was followed from year to year, and what may be. */
const continuity = ({ budget, rows, suggestions = [] }: DeltasAnswer): readonly string[] => {
  const links = rows.flatMap(({ code, name, measure, linked = [], continuedIn = [] }) => {
    const row = `${code ?? ''} ${name} ${MEASURE_NAMES[measure]}`.trim();
    return [
      ...linked.map(({ line, weight }) => say`${row} goes on from ${line} (${weight})`),
      ...continuedIn.map(({ line, weight }) => say`${row} goes on in ${line} (${weight})`),
    ];
  });
  const possible = suggestions.map(
    ({ line, from, similarity }) =>
      say`perhaps the same (${similarity}): ${`budget-ledger lines link ${budget} '${line}' --from '${from}' --reason …`}`,
  );
  const all = [...links, ...possible];
  return all.length === 0 ? [] : ['', ...all];
};

const statement = ({ delta, percent }: StatedAnswer): string =>
  [delta, percent === null ? null : `${percent}%`].filter((each) => each !== null).join(', ');

/** What a statement was judged against, where these are not the figures of the row. */
const judged = (row: DeltaRow, { base, current }: StatedAnswer): string =>
  (base === row.base || base === null) && current === (row.current ?? current)
    ? ''
    : ` (${base ?? '?'} → ${current})`;

const verdict = ({ agrees }: StatedAnswer): string => {
  switch (agrees) {
    case 'yes':
      return said('agrees');
    case 'within-rounding':
      return said('agrees within rounding');
    case 'no':
      return said('differs');
    case null:
      return said('cannot be checked');
  }
};
