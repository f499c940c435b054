import { describeGroupStore } from '../../../test/contracts/group-store.contract.js';
import { addressOf, deleteViews, onPostgres } from '../../../test/support/test-stores.js';
import { PostgresGroupStore } from './postgres-group-store.js';

const SERVER = process.env['LEDGER_TEST_VIEWS'] ?? '';
const NAME = `postgres-group-store.spec ${process.pid}`;

(onPostgres ? describe : describe.skip)('The place of a group in PostgreSQL', () => {
  let stores: readonly PostgresGroupStore[];
  beforeEach(() => {
    stores = [0, 1].map(() => new PostgresGroupStore(addressOf(SERVER, NAME)));
  });
  afterEach(async () => {
    for (const each of stores) await each.close();
    await deleteViews(NAME);
  });

  it('is written by one of two processes only, and never over a newer one', async () => {
    const [a, b] = stores as [PostgresGroupStore, PostgresGroupStore];
    const first = await Promise.all([a.write('x', 0, '1'), b.write('x', 0, '2')]);
    expect(first.toSorted()).toEqual([false, true]);
    const { revision } = (await b.read('x'))!;
    expect(await b.write('x', revision, '3')).toBe(true);
    expect(await a.write('x', revision, '4')).toBe(false);
    expect(await a.read('x')).toEqual({ revision: revision + 1, state: '3' });
  });

  describeGroupStore(() => stores[0]!);
});
