import { approve, change, PROJECT } from '../../src/domain/decide/decide.fixture.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { Recorder } from '../../src/ledger/recorder.js';
import { openLedger } from './test-ledger.js';

/** Leaves a transfer with one half recorded, whose receiver was closed before the other; gives the path of its return. */
export const transferInTransit = async (data: string): Promise<string> => {
  const ledger = await openLedger({ folder: data });
  const recorder = ledger.get(Recorder);
  const actor = { actor: 'wangfang' };
  const today = civilDate('2025-01-15');
  try {
    const from = await ledger.budget('linjiang-2023-unit', { [PROJECT]: '10.00' });
    const to = await ledger.budget('linjiang-2024-unit', {});
    const { amendment } = await ledger.propose(from, 'carry-forward', [change('-1.00')], to);
    const receiver = { budget: to, closedOn: null, received: new Set<string>() };
    const approving = approve({ amendment: amendment!.id, effectiveOn: null, receiver });
    await recorder.record(from, approving, actor);
    const on = civilDate('2024-12-31');
    await recorder.record(to, { type: 'CloseYear', on, confirm: to, today, incoming: null }, actor);
    return `/v1/budgets/${from}/amendments/${amendment!.id}/return`;
  } finally {
    await ledger.close();
  }
};
