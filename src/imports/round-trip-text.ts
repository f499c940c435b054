import { said, say } from '../cli/say.js';
import type { Difference, RoundTrip } from './round-trip.js';
import { printable } from '../text/columns.js';
import type { Style } from '../cli/style.js';

/** The result of `imports check --round-trip` for a file, below its findings. */
export const roundTripText = ({ cells, differences }: RoundTrip, style: Style): string =>
  [
    differences.length === 0
      ? say`round trip: all ${cells} cells would be printed as they are`
      : style(
          'red',
          say`round trip: ${differences.length} of ${cells} cells would not be printed as they are`,
        ),
    ...differences.map((each) => `  ${differenceLine(each)}`),
  ]
    .map((line) => `  ${line}\n`)
    .join('');

const differenceLine = (each: Difference): string => {
  const { table, row, code, name, column, line, printed, wouldPrint } = each;
  const place = [
    `表${table}`,
    say`row ${row}`,
    [code, name].filter(Boolean).join(' ') || null,
    column === null ? null : say`column ${column}`,
    line === null ? null : say`line ${line}`,
  ].filter((part) => part !== null);
  return printable(
    say`${place.join(', ')}: prints ${shown(printed)}, would print ${shown(wouldPrint)}`,
  );
};

const shown = (text: string | null): string => (text === null ? said('a blank') : `"${text}"`);
