import * as fc from 'fast-check';
import { sql } from 'kysely';
import type { Statement, ViewTable } from '../../../projections/projection.js';
import { createTables, dropTables, hideTables, showTables, tablesIn } from './generation-tables.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deleteViews, onPostgres, openTestViews } from '../../../test/support/test-stores.js';
import { MemoryTables } from './memory-tables.js';
import { StatementWriter } from './statement-writer.js';
import { postgresDialect, sqliteDialect } from '../sql-dialect.js';
import type { Views, ViewsTransaction } from '../views-database.js';

const table: ViewTable = {
  columns: { budget: 'text', line: 'integer', amount: 'bigint', count: 'integer?', note: 'text?' },
  primaryKey: ['budget', 'line'],
};
const row = (budget: string, line: number, amount: number | bigint = 0) => ({
  budget,
  line,
  amount,
  count: null,
  note: null,
});

let folder: string;
let views: Views;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'views-'));
  views = await openTestViews(folder, () => undefined);
});
afterAll(async () => {
  await views.close();
  await deleteViews(folder);
  rmSync(folder, { recursive: true, force: true });
});

/** The rows of some tables after groups of statements that were flushed together. Everything is rolled back. */
const writtenTo = (
  tables: Readonly<Record<string, ViewTable>>,
  groups: readonly (readonly Statement[])[],
) =>
  views.transaction(async (tx) => {
    const searched: string[] = [];
    const projection = { name: 'toy', version: 1, tables, on: {} };
    const writer = new StatementWriter(
      projection,
      (name) => `${name}__1`,
      tx.dialect,
      async (_tx, name) => void searched.push(name),
    );
    await createTables(tx, projection, 1n);
    for (const group of groups) {
      for (const statement of group) writer.add(statement);
      await writer.flush(tx);
    }
    const rows: Record<string, unknown[]> = {};
    for (const [name, { primaryKey }] of Object.entries(tables)) {
      let query = tx.db.selectFrom(`${name}__1` as 'projections').selectAll();
      for (const column of primaryKey) query = query.orderBy(column as 'name');
      rows[name] = await query.execute();
    }
    await dropTables(tx, Object.keys(tables), 1n);
    return { rows, searched };
  });

const written = async (...groups: (readonly Statement[])[]) => {
  const { rows, searched } = await writtenTo({ t: table, u: table }, groups);
  return { t: rows['t'], u: rows['u'], searched };
};

/** The rows of both tables after the same statements in memory. */
const inMemory = (statements: readonly Statement[]) => {
  const tables = new MemoryTables({ t: table, u: table });
  for (const statement of statements) tables.apply(statement);
  return ['t', 'u'].map((name) =>
    tables
      .take(name)
      .map(([budget, line, amount, count, note]) => ({
        budget,
        line: BigInt(line!),
        amount: BigInt(amount!),
        count: typeof count === 'bigint' ? count : null,
        note,
      }))
      .sort((a, b) =>
        a.budget === b.budget ? Number(a.line - b.line) : a.budget! < b.budget! ? -1 : 1,
      ),
  );
};

describe('A text that a log of an earlier version holds with NUL', () => {
  it('has U+FFFD in its place on every engine, in keys too', async () => {
    const { t } = await written([
      { insert: 't', row: { ...row('a\0', 1), note: '住房公积\0金' } },
      { upsert: 't', key: { budget: 'b\0', line: 2 }, set: { note: '\0' }, add: { amount: 1 } },
      { update: 't', where: { budget: 'b\0', line: 2 }, add: { amount: 4n } },
    ]);
    expect(t).toMatchObject([
      { budget: 'a\uFFFD', note: '住房公积\uFFFD金' },
      { budget: 'b\uFFFD', note: '\uFFFD', amount: 5n },
    ]);
  });
});

describe('Statements that are written together', () => {
  it('insert every row, whatever their number', async () => {
    for (const n of [1, 2, 63, 64, 65, 200]) {
      const { t } = await written(
        Array.from({ length: n }, (_, line) => ({ insert: 't', row: row('a', line, line * 2) })),
      );
      expect(t).toHaveLength(n);
      expect(t).toContainEqual({ budget: 'a', line: 0n, amount: 0n, count: null, note: null });
    }
  });

  it('set and add by key, for every occurrence of the key', async () => {
    const upsert = (add: number | bigint, note: string): Statement => ({
      upsert: 't',
      key: { budget: 'a', line: 1 },
      set: { note },
      add: { amount: add, count: 1 },
    });
    const expected = { budget: 'a', line: 1n, amount: 9007199254740995n, count: 3n, note: 'third' };
    const three = [upsert(9007199254740991n, 'first'), upsert(3, 'second'), upsert(1n, 'third')];
    expect((await written(three)).t).toEqual([expected]);
    expect((await written(...three.map((each) => [each]))).t).toEqual([expected]);
  });

  it('start a new row with 0 in columns without a value', async () => {
    const { t } = await written([
      { upsert: 't', key: { budget: 'a', line: 1 }, add: { count: 2 } },
    ]);
    expect(t).toEqual([{ budget: 'a', line: 1n, amount: 0n, count: 2n, note: null }]);
  });

  it('do not change an existing row when there is nothing to set', async () => {
    const { t } = await written([
      { insert: 't', row: row('a', 1, 5) },
      { upsert: 't', key: { budget: 'a', line: 1 } },
    ]);
    expect(t).toMatchObject([{ amount: 5n }]);
  });

  it('update numbers beyond the exact range of a double', async () => {
    const { t } = await written([
      { insert: 't', row: row('a', 1, 9007199254740993n) },
      { update: 't', where: { budget: 'a' }, add: { amount: 2, count: 7 } },
    ]);
    expect(t).toMatchObject([{ amount: 9007199254740995n, count: 7n }]);
  });

  it('find rows by null', async () => {
    const { t, searched } = await written([
      { insert: 't', row: { ...row('a', 1), note: 'x' } },
      { insert: 't', row: row('a', 2) },
      { update: 't', where: { note: null }, set: { amount: 1 } },
      { update: 't', where: { note: 'x' }, set: { amount: 2 } },
    ]);
    expect(t).toMatchObject([{ amount: 2n }, { amount: 1n }]);
    expect(searched).toEqual(['t', 't']);
  });

  it('distinguish keys that are equal when concatenated', async () => {
    const wide: ViewTable = {
      columns: { a: 'text', b: 'text', n: 'integer' },
      primaryKey: ['a', 'b'],
    };
    const keys = [
      ['x1:', 'y'],
      ['x', '1:y'],
      ['x1', ':y'],
    ] as const;
    const { rows } = await writtenTo({ wide }, [
      keys.map(([a, b]) => ({ upsert: 'wide', key: { a, b }, add: { n: 1 } })),
    ]);
    expect(rows['wide']).toHaveLength(3);
  });

  it.each`
    statement                                                                               | because
    ${{ insert: 'w', row: {} }}                                                             | ${'this projection has no table w'}
    ${{ insert: 't', row: { budget: 'a', line: 1 } }}                                       | ${'needs a value for amount'}
    ${{ insert: 't', row: { ...row('a', 1), more: 1 } }}                                    | ${'has no column more'}
    ${{ insert: 't', row: { ...row('a', 1), amount: '5' } }}                                | ${'t.amount is a whole number, not "5"'}
    ${{ insert: 't', row: { ...row('a', 1), amount: 0.5 } }}                                | ${'t.amount is a whole number, not 0.5'}
    ${{ insert: 't', row: { ...row('a', 1), amount: 2 ** 53 } }}                            | ${'t.amount is a whole number'}
    ${{ insert: 't', row: { ...row('a', 1), amount: null } }}                               | ${'t.amount is a whole number, not null'}
    ${{ insert: 't', row: { ...row('a', 1), note: undefined } }}                            | ${'t.note is text or null, not undefined'}
    ${{ insert: 't', row: { ...row('a', 1), note: 5 } }}                                    | ${'t.note is text or null, not 5'}
    ${{ upsert: 't', key: { budget: 'a' }, set: {} }}                                       | ${'names its key: budget, line'}
    ${{ upsert: 't', key: { budget: 'a', line: 1 }, add: { note: 1 } }}                     | ${'t.note is text: nothing adds to it'}
    ${{ upsert: 't', key: { budget: 'a', line: 1 }, set: { count: 1 }, add: { count: 1 } }} | ${'gives t.count twice'}
    ${{ update: 't', where: { budget: 'a' } }}                                              | ${'changes something'}
    ${{ update: 't', where: { more: null }, set: { note: 'x' } }}                           | ${'has no column more'}
  `(
    'are refused when $because',
    async ({ statement, because }: { statement: Statement; because: string }) => {
      await expect(written([statement])).rejects.toMatchObject({
        name: 'StatementRefused',
        message: expect.stringContaining(because),
      });
    },
  );

  it('have the same effect as one after another, and in memory', () => {
    const key = fc.record({
      budget: fc.constantFrom('a', 'b'),
      line: fc.integer({ min: 0, max: 3 }),
    });
    const name = fc.constantFrom('t', 'u');
    const amount = fc.oneof(fc.integer(), fc.bigInt(-(2n ** 40n), 2n ** 40n));
    const values = fc.oneof(
      fc.record({ set: fc.record({ amount }), add: fc.record({ count: amount }) }),
      fc.record({ add: fc.record({ amount, count: amount }) }),
      fc.record({ set: fc.record({ note: fc.option(fc.string()), amount }) }),
    );
    const statement: fc.Arbitrary<Statement> = fc.oneof(
      fc.tuple(name, key, values).map(([upsert, key, rest]) => ({ upsert, key, ...rest })),
      fc.tuple(name, key, values).map(([update, where, rest]) => ({ update, where, ...rest })),
      fc.tuple(name, fc.constantFrom('a', 'b'), values).map(([update, budget, rest]) => ({
        update,
        where: { budget },
        ...rest,
      })),
      fc.tuple(name, fc.integer({ min: 4, max: 1000 })).map(([insert, line]) => ({
        insert,
        row: row('a', line),
      })),
    );
    const once = (statements: readonly Statement[]): Statement[] => {
      const seen = new Set<string>();
      return statements.filter((each) => {
        if (!('insert' in each)) return true;
        const id = `${each.insert} ${String(each.row['line'])}`;
        return !seen.has(id) && seen.add(id);
      });
    };
    return fc.assert(
      fc.asyncProperty(fc.array(statement, { maxLength: 60 }).map(once), async (statements) => {
        const together = await written(statements);
        const apart = await written(...statements.map((each) => [each]));
        expect([together.t, together.u]).toEqual([apart.t, apart.u]);
        expect(inMemory(statements)).toEqual([together.t, together.u]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('A table with columns that an engine may keep shorter', () => {
  const columns = { budget: 'name', line: 'integer', by: 'name?', at: 'instant' } as const;
  const tables = { t: { columns, primaryKey: ['budget', 'line'] } };
  const toy = { name: 'toy', version: 1, tables, on: {} };
  const at = '2026-03-01T08:00:00.050Z';
  const rowOf = (budget: string, line: number, by: string | null = null, when = at) => ({
    budget,
    line,
    by,
    at: when,
  });

  beforeEach(() =>
    views.transaction(async (tx) => {
      await createTables(tx, toy, 1n);
      await showTables(tx, toy, 1n);
    }),
  );
  afterEach(() =>
    views.transaction(async (tx) => {
      await hideTables(tx, ['t']);
      await dropTables(tx, tablesIn(toy), 1n);
    }),
  );

  const writer = () =>
    new StatementWriter(
      toy,
      (name) => `${name}__1`,
      onPostgres ? postgresDialect : sqliteDialect,
      async () => {},
    );
  const write = (
    to: StatementWriter,
    statements: readonly Statement[],
    after: (tx: ViewsTransaction) => unknown = () => {},
  ) =>
    views.transaction(async (tx) => {
      for (const statement of statements) to.add(statement);
      await to.flush(tx);
      await after(tx);
    });
  const rows = async () =>
    (
      await sql<Record<string, unknown>>`select * from t order by budget, line`.execute(views.db)
    ).rows.map(({ budget, line, by, at: when }) => [budget, Number(line), by, when]);

  it('has what was written, found and changed by it', async () => {
    await write(writer(), [
      { insert: 't', row: rowOf('b', 1, 'chief') },
      { insert: 't', row: rowOf('a', 2, null, '1969-12-31T23:59:59.999Z') },
      { upsert: 't', key: { budget: 'b', line: 1 }, set: { by: 'clerk', at } },
      { upsert: 't', key: { budget: 'c', line: 3 }, set: { at: '2026-03-01T08:00:00+08:00' } },
      { update: 't', where: { budget: 'c' }, set: { by: 'chief\0' } },
    ]);
    expect(await rows()).toEqual([
      ['a', 2, null, '1969-12-31T23:59:59.999Z'],
      ['b', 1, 'clerk', at],
      ['c', 3, 'chief\uFFFD', '2026-03-01T08:00:00+08:00'],
    ]);
  });

  it('has each name in its place after a transaction or a part of one was rolled back', async () => {
    const [one, other] = [writer(), writer()];
    await expect(
      write(one, [{ insert: 't', row: rowOf('a', 1) }], () => {
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await write(other, [{ insert: 't', row: rowOf('b', 1) }]);
    await write(one, [{ insert: 't', row: rowOf('a', 2) }], async (tx) => {
      const part = tx.attempt(async () => {
        one.add({ insert: 't', row: rowOf('c', 3) });
        await one.flush(tx);
        throw new Error('a part');
      });
      await expect(part).rejects.toThrow('a part');
      one.discard();
      for (const budget of ['d', 'c']) one.add({ insert: 't', row: rowOf(budget, 4) });
      await one.flush(tx);
    });
    expect((await rows()).map(([budget, line]) => [budget, line])).toEqual([
      ['a', 2],
      ['b', 1],
      ['c', 4],
      ['d', 4],
    ]);
  });
});
