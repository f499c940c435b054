import { say } from '../../cli/say.js';
import { shanghaiTime } from '../../cli/shanghai-time.js';
import type { Style } from '../../cli/style.js';
import type { ResolvedAsOf } from './as-of.answer.js';

/** The point in time of an answer, with which it can be asked for again. */
export const asOfLine = ({ effective, recorded, position }: ResolvedAsOf, style: Style): string =>
  style(
    'dim',
    say`as of position ${position}${recorded === null ? say`, when nothing was recorded of it` : say`, recorded ${shanghaiTime(recorded)}`}${effective === null ? '' : say`, in force on ${effective}`}`,
  );
