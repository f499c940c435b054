import { within } from '../access/access.js';
import { Reach } from '../access/reach.js';
import { EventLog } from '../log/event-log.js';
import { openLedger, type TestLedger } from '../../test/support/test-ledger.js';
import { Views } from '../views/views-database.js';
import type { ChangeFilter } from './filter.js';
import { NamesInLog } from './names-in-log.js';
import { NewestChangesOf, NewestChangesOfHandler } from './newest-changes.query.js';

class FewLooked extends NewestChangesOfHandler {
  protected override readonly most = 4;
}

describe('The newest changes', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await openLedger();
    await ledger.budget('a-2023-unit', { 'expenditure/general/2120199/basic': '1.00' });
    for (const year of [2024, 2025, 2026])
      await ledger.budget(`b-${year}-unit`, { 'expenditure/general/2120199/basic': '1.00' });
  });
  afterAll(() => ledger.close());

  const newestChanges = (filter: ChangeFilter, position?: bigint) => {
    const log = ledger.get(EventLog);
    const handler = new FewLooked(log, ledger.get(Views), new NamesInLog(log));
    return handler.execute(new NewestChangesOf(filter, 3, position));
  };
  /** The stream of the first event of the newest, and whether these are all. */
  const newest = async (filter: ChangeFilter) => {
    const { changes, areAll } = await newestChanges(filter);
    return { first: changes.at(-1)?.stream ?? null, areAll };
  };

  it('go on with earlier ones up to any position, each with its place among all events', async () => {
    const { changes } = await newestChanges({});
    const sequences = changes.map(({ sequence }) => sequence);
    expect(sequences).toEqual([sequences[0], sequences[0]! - 1, sequences[0]! - 2]);
    const before = BigInt(changes.at(-1)!.position) - 1n;
    const earlier = await newestChanges({}, before);
    expect(earlier.changes[0]!.sequence).toBe(sequences[2]! - 1);
    expect(earlier.position).toBe(before);
  });

  it('of an earlier year, or of an agency, are found behind any number of other changes', async () => {
    expect(await newest({ year: [2023] })).toEqual({ first: 'budget-a-2023-unit', areAll: true });
    expect(await newest({ agency: ['a'] })).toMatchObject({ first: 'agency-a', areAll: true });
    expect(await newest({ agency: ['a'], year: [2024] })).toEqual({ first: null, areAll: true });
  });

  it('of many budgets are looked for in those that changed last, and no more events than of one', async () => {
    const { first, areAll } = await newest({ year: [2024, 2025, 2026] });
    expect({ first, areAll }).toEqual({ first: 'budget-b-2026-unit', areAll: false });
    expect(await newest({ year: [2024, 2025, 2026], type: ['AgencyRenamed'] })).toEqual({
      first: null,
      areAll: false,
    });
  });

  it('of a caller who sees a part are found behind any number of those that it does not see', async () => {
    const sees = Reach.of([{ agencies: ['a'] }]);
    await within({ sees, changes: sees }, async () => {
      expect(await newest({})).toEqual({ first: 'agency-a', areAll: true });
      expect(await newest({ year: [2024] })).toEqual({ first: null, areAll: true });
    });
  });
});
