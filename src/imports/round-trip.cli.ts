import type { RoundTrip } from './round-trip.js';
import type { Io } from '../cli/io.js';
import type { Examined } from './examiner.js';

/** Records a document in a ledger that nobody keeps, and compares what it prints with what that ledger would print. */
export const roundTripOf = async (
  examined: Examined,
  actor: string,
  io: Io,
): Promise<RoundTrip> => {
  const { throwaway } = await import('../cli/ledger.js');
  const { DocumentOf } = await import('../budgets/document/document.query.js');
  const { roundTrip } = await import('./round-trip.js');
  const { ImportDocument } = await import('./import-document.js');
  return throwaway(io, async ({ ask, execute, projector }) => {
    const { budget } = await execute(new ImportDocument(examined, {}, { actor }));
    await projector.catchUp();
    const { tables } = await ask(new DocumentOf(budget));
    return roundTrip(examined.document, tables);
  });
};
