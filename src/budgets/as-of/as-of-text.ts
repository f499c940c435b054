import type { Style } from '../../cli/style.js';
import type { ResolvedAsOf } from './as-of.answer.js';

/** What the answer is as of, so that it can be asked for again. */
export const asOfLine = ({ effective, recorded, position }: ResolvedAsOf, style: Style): string =>
  style(
    'dim',
    `as of position ${position}${recorded === null ? '' : `, recorded ${recorded}`}${effective === null ? '' : `, in force on ${effective}`}`,
  );
