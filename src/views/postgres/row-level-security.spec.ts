import { sql } from 'kysely';
import { Client } from 'pg';
import { budgets } from '../../../projections/budgets.js';
import { addressOf, deleteViews, nameOf, onPostgres } from '../../../test/support/test-stores.js';
import { within } from '../../access/access.js';
import { Reach } from '../../access/reach.js';
import { createTables, physicalName, showTables } from '../writer/generation-tables.js';
import { PostgresViews } from './postgres-views.js';

const SERVER = process.env['LEDGER_TEST_VIEWS'] ?? '';
const describeOnPostgres = onPostgres ? describe : describe.skip;

const NAME = `row-level-security.spec ${process.pid}`;
/** A role as a bureau gives the service: it owns the tables, and is no superuser. */
const ROLE = nameOf(`role ${NAME}`);

const asAdministrator = async (...statements: readonly string[]): Promise<void> => {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    for (const each of statements) await client.query(each);
  } finally {
    await client.end();
  }
};

describeOnPostgres('PostgreSQL itself', () => {
  let views: PostgresViews;
  let address: string;

  beforeAll(async () => {
    const database = new URL(SERVER).pathname.slice(1);
    await asAdministrator(
      `CREATE ROLE ${ROLE} LOGIN PASSWORD 'limited'`,
      `GRANT CREATE ON DATABASE "${database}" TO ${ROLE}`,
    );
    const url = new URL(addressOf(SERVER, NAME));
    url.username = ROLE;
    url.password = 'limited';
    address = url.href;
    views = await PostgresViews.open(address, () => undefined);
    await views.transaction(async (tx) => {
      await createTables(tx, budgets, 1n);
      for (const agency of ['wenhua', 'jiaoyu', 'wen_hua'])
        await tx.run(
          `INSERT INTO "${physicalName('budgets', 1n)}" (budget, agency, agency_name, fiscal_year, scope) VALUES ($1, $2, 'name', 2024, 'unit')`,
          [`${agency}-2024-unit`, agency],
        );
      await showTables(tx, budgets, 1n);
    });
  });
  afterAll(async () => {
    await views.close();
    await deleteViews(NAME);
    await asAdministrator(`DROP OWNED BY ${ROLE}`, `DROP ROLE ${ROLE}`);
  });

  /** By SQL that is written by hand, which no filter of ours reads. */
  const found = async (): Promise<readonly string[]> =>
    (
      await sql<{ budget: string }>`select budget from budgets order by budget`.execute(views.db)
    ).rows.map(({ budget }) => budget);

  it('shows a caller its own budgets alone, whatever a query forgets', async () => {
    const ask = (agency: string) => {
      const sees = Reach.of([{ agencies: [agency] }]);
      return within({ sees, changes: sees }, found);
    };
    expect(await ask('wenhua')).toEqual(['wenhua-2024-unit']);
    expect(await ask('wen_hua')).toEqual(['wen_hua-2024-unit']);
    expect(await ask('wen*')).toEqual(['wen_hua-2024-unit', 'wenhua-2024-unit']);
    expect(await ask('elsewhere')).toEqual([]);
    expect(await within({ sees: Reach.of([]), changes: Reach.of([]) }, found)).toEqual([]);
  });

  it('shows callers that ask at the same time each its own', async () => {
    const agencies = Array.from({ length: 60 }, (_, i) => ['wenhua', 'jiaoyu'][i % 2]!);
    const answers = await Promise.all(
      agencies.map((agency) => {
        const sees = Reach.of([{ agencies: [agency] }]);
        return within({ sees, changes: sees }, found);
      }),
    );
    expect(answers).toEqual(agencies.map((agency) => [`${agency}-2024-unit`]));
  });

  it('shows the ledger itself everything', async () => {
    expect(await found()).toHaveLength(3);
  });

  it('shows nothing to a connection that has not said for whom it asks', async () => {
    const url = new URL(address);
    url.search = '';
    const client = new Client({ connectionString: url.href });
    await client.connect();
    try {
      await client.query(`SET search_path = ${nameOf(NAME)}`);
      expect((await client.query('SELECT * FROM budgets')).rows).toEqual([]);
    } finally {
      await client.end();
    }
  });
});
