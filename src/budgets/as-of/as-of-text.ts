import type { Resolved } from './as-of.js';
import type { Paint } from '../../cli/paint.js';

/** What the answer is as of, so that it can be asked for again. */
export const asOfLine = ({ effective, recorded, position }: Resolved, paint: Paint): string =>
  paint(
    'dim',
    `as of position ${position}${recorded === null ? '' : `, recorded ${recorded}`}${effective === null ? '' : `, in force on ${effective}`}`,
  );
