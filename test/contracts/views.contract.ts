import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Views } from '../../src/views/views-database.js';

/** Opens the views of one test; opening again gives the same database. */
export type OpenViews = () => Promise<Views>;

export const stopped = (views: Views) =>
  views.db.selectFrom('stopped_budgets').select(['budget', 'error']).orderBy('budget').execute();

/** Writes a row of a table that every database of views has. */
export const stop = (views: Views, budget: string) =>
  views.transaction((tx) =>
    tx.db
      .insertInto('stopped_budgets')
      .values({
        projection: 'lines',
        generation: 1n,
        budget,
        position: 2n,
        version: 0n,
        error: '错误 %_',
        since: '2024-01-01',
        after_position: 1n,
        after_sequence: 1n,
        after_recorded_at: null,
      })
      .execute(),
  );

/** The contract of every database of views. `said`: the messages of one test. */
export const describeViews = (
  engine: string,
  open: OpenViews,
  said: () => readonly string[],
): void => {
  const schemas = async (views: Views) =>
    (await views.db.selectFrom('views_origin').select('schema').orderBy('schema').execute()).map(
      ({ schema }) => schema,
    );

  describe(`The views in ${engine}`, () => {
    it('are kept when the database is opened again', async () => {
      const views = await open();
      await stop(views, 'one');
      await views.close();
      expect(await stopped(await open())).toEqual([{ budget: 'one', error: '错误 %_' }]);
    });

    it('are recreated when they belong to another version of the program', async () => {
      const one = await open();
      await stop(one, 'one');
      await one.transaction((tx) => tx.run(`UPDATE views_origin SET "schema" = '9999-later'`));
      await one.close();
      expect(await stopped(await open())).toEqual([]);
      expect(said()).toEqual([
        expect.stringMatching(
          /^The views at \S+ belong to another version of budget-ledger: they are rebuilt from the log\.$/,
        ),
      ]);
    });

    it('are written in one transaction or not at all', async () => {
      const views = await open();
      await expect(
        views.transaction(async (tx) => {
          await tx.run(`INSERT INTO views_origin ("schema") VALUES ('x')`);
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      expect(await schemas(views)).toHaveLength(1);
    });

    it('are not written when a statement fails that was not awaited', async () => {
      const views = await open();
      const twice = `INSERT INTO views_origin ("schema") VALUES ('x')`;
      const failed = views.transaction(async (tx) => {
        await tx.run(twice);
        await tx.run(twice);
      });
      await expect(failed).rejects.toThrow(/unique/i);
      expect(await schemas(views)).toHaveLength(1);
    });

    it('are read without the writes of an open transaction', async () => {
      const views = await open();
      await views.transaction(async (tx) => {
        await tx.run(`INSERT INTO views_origin ("schema") VALUES ('x')`);
        expect(await schemas(views)).toHaveLength(1);
        expect(await tx.db.selectFrom('views_origin').selectAll().execute()).toHaveLength(2);
      });
      expect(await schemas(views)).toHaveLength(2);
    });

    it('answer a question anew after a commit, of their own and of another process', async () => {
      const [one, other] = [await open(), await open()];
      const count = async (db: Views['db']): Promise<number> =>
        (await db.selectFrom('stopped_budgets').select('budget').execute()).length;
      const asked = async () => {
        // A commit of another process is seen from the next turn of the event loop on.
        await nextTurn();
        return Promise.all([one.once(count), other.once(count), one.once(count)]);
      };
      expect(await asked()).toEqual([0, 0, 0]);
      await stop(one, 'one');
      expect(await one.once(count)).toBe(1);
      expect(await asked()).toEqual([1, 1, 1]);
      await stop(other, 'two');
      expect(await asked()).toEqual([2, 2, 2]);
    });

    it('have one writer at a time, here and in another process', async () => {
      const [one, two] = [await open(), await open()];
      const order: string[] = [];
      const work = (views: Views, name: string) =>
        views.transaction(async () => {
          order.push(`${name} begins`);
          await sleep(20);
          order.push(`${name} ends`);
        });
      await Promise.all([work(one, 'a'), work(one, 'b'), work(two, 'c')]);
      for (let i = 0; i < order.length; i += 2)
        expect(order[i + 1]).toBe(order[i]!.replace('begins', 'ends'));
    });

    it('roll back the writes of a failed attempt, and no others', async () => {
      const views = await open();
      await views.transaction(async (tx) => {
        await tx.run(`INSERT INTO views_origin ("schema") VALUES ('kept')`);
        await tx
          .attempt(async () => {
            await tx.run(`INSERT INTO views_origin ("schema") VALUES ('taken back')`);
            throw new Error('no');
          })
          .catch(() => undefined);
        await tx
          .attempt(async () => {
            await tx.run(`INSERT INTO views_origin ("schema") VALUES ('taken back too')`);
            await tx.run(`INSERT INTO views_origin ("schema") VALUES ('kept')`);
          })
          .catch((error: unknown) => expect(views.errorKind(error)).toBe('row'));
        await tx.attempt(() => tx.run(`INSERT INTO views_origin ("schema") VALUES ('also kept')`));
      });
      expect(await schemas(views)).toEqual([expect.stringMatching(/^\d{4}-/), 'also kept', 'kept']);
    });

    it('cannot be written by queries', async () => {
      const views = await open();
      await expect(views.db.deleteFrom('views_origin').execute()).rejects.toThrow(/read-?only/);
    });

    it('can be replaced while a query builder is in use', async () => {
      const views = await open();
      const { db } = views;
      await stop(views, 'one');
      await views.replace();
      expect(await db.selectFrom('stopped_budgets').selectAll().execute()).toEqual([]);
      await stop(views, 'two');
      expect(await stopped(views)).toHaveLength(1);
    });

    it('are replaced once when two processes find them damaged', async () => {
      const [one, two] = [await open(), await open()];
      await one.replace();
      await stop(one, 'kept');
      await two.replace();
      expect(await stopped(two)).toHaveLength(1);
    });

    it('return every integer exactly, also sums and counts', async () => {
      const views = await open();
      await views.transaction((tx) =>
        tx.run(`UPDATE views_origin SET epoch = ${tx.dialect.placeholder(1)}`, [9007199254740993n]),
      );
      expect(
        await views.db
          .selectFrom('views_origin')
          .select(({ fn }) => [
            'epoch',
            fn.sum<bigint>('epoch').as('sum'),
            fn.countAll<bigint>().as('count'),
          ])
          .groupBy('epoch')
          .execute(),
      ).toEqual([{ epoch: 9007199254740993n, sum: 9007199254740993n, count: 1n }]);
    });

    it('order and compare text by its bytes', async () => {
      const views = await open();
      const names = ['b', 'B', 'é', 'z', 'a/b', 'a-b', 'a', '￮', '😀', '行政', '10', '9', ''];
      for (const name of names) await stop(views, name);
      const byBytes = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect((await stopped(views)).map(({ budget }) => budget)).toEqual(byBytes);
      const from = await views.db
        .selectFrom('stopped_budgets')
        .select('budget')
        .where('budget', '>=', 'a')
        .where('budget', '<', 'a0')
        .orderBy('budget')
        .execute();
      expect(from.map(({ budget }) => budget)).toEqual(['a', 'a-b', 'a/b']);
    });
  });
};
