import type { Ledger } from '../cli/ledger.js';
import type { Examined } from '../reading/examine.js';
import type { RoundTrip } from './round-trip.js';

/** Records a document in a temporary ledger, and compares what it prints with what that ledger would print. */
export const tryRoundTrip = async (
  examined: Examined,
  actor: string,
  ledger: Ledger,
): Promise<RoundTrip> => {
  const { Projector } = await import('../projector/projector.js');
  const { DocumentOf } = await import('../budgets/document/document.query.js');
  const { roundTrip } = await import('./round-trip.js');
  const { ImportDocument } = await import('./import-document.js');
  return ledger.temporary(async ({ ask, execute, get }) => {
    const { budget } = await execute(new ImportDocument(examined, {}, { actor }));
    await get(Projector).catchUp();
    return roundTrip(examined.document, await ask(new DocumentOf(budget)));
  });
};
