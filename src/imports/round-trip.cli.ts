import type { RoundTrip } from './round-trip.js';
import type { Ledger } from '../cli/ledger.js';
import type { Examined } from './examiner.js';

/** Records a document in a ledger that nobody keeps, and compares what it prints with what that ledger would print. */
export const roundTripOf = async (
  examined: Examined,
  actor: string,
  ledger: Ledger,
): Promise<RoundTrip> => {
  const { DocumentOf } = await import('../budgets/document/document.query.js');
  const { roundTrip } = await import('./round-trip.js');
  const { ImportDocument } = await import('./import-document.js');
  const { Projector } = await import('../projector/projector.js');
  return ledger.temporary(async ({ ask, execute, get }) => {
    const { budget } = await execute(new ImportDocument(examined, {}, { actor }));
    await get(Projector).catchUp();
    const { tables } = await ask(new DocumentOf(budget));
    return roundTrip(examined.document, tables);
  });
};
