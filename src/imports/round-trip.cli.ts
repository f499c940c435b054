import { basename } from 'node:path';
import type { Difference, RoundTrip } from '../budgets/round-trip.js';
import { printable } from '../cli/columns.js';
import type { Io } from '../cli/io.js';
import type { Paint } from '../cli/paint.js';

/** Records a document in a ledger that nobody keeps, and compares what it prints with what that ledger would print. */
export const roundTripOf = async (
  bytes: Uint8Array,
  file: string,
  actor: string,
  io: Io,
): Promise<RoundTrip> => {
  const { throwaway } = await import('../cli/ledger.js');
  const { DocumentOf } = await import('../budgets/document/document.query.js');
  const { roundTrip } = await import('../budgets/round-trip.js');
  const { examine, ImportDocument } = await import('./import-document.js');
  const { document } = await examine(bytes, basename(file), null);
  return throwaway(io, async ({ ask, execute, projector }) => {
    const { budget } = await execute(new ImportDocument(bytes, basename(file), {}, { actor }));
    await projector.catchUp();
    const { tables } = await ask(new DocumentOf(budget));
    return roundTrip(document, tables);
  });
};

export const roundTripLines = (
  { cells, differences }: RoundTrip,
  paint: Paint,
): readonly string[] => [
  differences.length === 0
    ? `round trip: all ${cells} cells would be printed as they are`
    : paint(
        'red',
        `round trip: ${differences.length} of ${cells} cells would not be printed as they are`,
      ),
  ...differences.map((each) => `  ${differenceLine(each)}`),
];

const differenceLine = (each: Difference): string => {
  const { table, row, code, name, column, line, printed, wouldPrint } = each;
  const place = [
    `表${table}`,
    `row ${row}`,
    [code, name].filter(Boolean).join(' ') || null,
    column === null ? null : `column ${column}`,
    line === null ? null : `line ${line}`,
  ].filter((part) => part !== null);
  return printable(
    `${place.join(', ')}: prints ${shown(printed)}, would print ${shown(wouldPrint)}`,
  );
};

const shown = (text: string | null): string => (text === null ? 'a blank' : `"${text}"`);
