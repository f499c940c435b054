import { say } from '../../cli/say.js';
import type { Style } from '../../cli/style.js';
import { asOfLine } from '../as-of/as-of-text.js';
import { asText, grid } from '../../cli/grid.js';
import type { LinesAnswer } from './lines.answer.js';

/** The lines of a budget for a terminal. */
export const linesAsText = ({ budget, lines, asOf }: LinesAnswer, style: Style): string =>
  asText([
    style('bold', say`${budget}, ${lines.length} lines`),
    '',
    ...grid(
      lines,
      [
        { header: 'line', cell: ({ line }) => line },
        { header: 'name', cell: ({ name }) => name },
        { header: 'original', cell: ({ original }) => original, figure: true },
        { header: 'adjusted', cell: ({ adjusted }) => adjusted, figure: true },
      ],
      style,
    ),
    '',
    asOfLine(asOf, style),
  ]);
