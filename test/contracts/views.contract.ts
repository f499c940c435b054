import { setTimeout as sleep } from 'node:timers/promises';
import type { Views } from '../../src/views/views-database.js';

/** Opens the views of one test; opening again gives the same database. */
export type OpenViews = () => Promise<Views>;

export const previews = (views: Views) =>
  views.db.selectFrom('import_previews').select(['id', 'bytes']).orderBy('id').execute();

export const keep = (views: Views, id: string) =>
  views.transaction((tx) =>
    tx.db
      .insertInto('import_previews')
      .values({
        id,
        sha256: 'x',
        file: null,
        bytes: Buffer.from([0, 1, 255]),
        options: '{}',
        created_at: '2024-01-01',
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
      await keep(views, 'one');
      await views.close();
      expect(await previews(await open())).toEqual([
        { id: 'one', bytes: Buffer.from([0, 1, 255]) },
      ]);
    });

    it('are recreated when they belong to another version of the program', async () => {
      const one = await open();
      await keep(one, 'one');
      await one.transaction((tx) => tx.run(`UPDATE views_origin SET "schema" = '9999-later'`));
      await one.close();
      expect(await previews(await open())).toEqual([]);
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
      await keep(views, 'one');
      await views.replace();
      expect(await db.selectFrom('import_previews').selectAll().execute()).toEqual([]);
      await keep(views, 'two');
      expect(await previews(views)).toHaveLength(1);
    });

    it('are replaced once when two processes find them damaged', async () => {
      const [one, two] = [await open(), await open()];
      await one.replace();
      await keep(one, 'kept');
      await two.replace();
      expect(await previews(two)).toHaveLength(1);
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
      for (const name of names) await keep(views, name);
      const byBytes = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect((await previews(views)).map(({ id }) => id)).toEqual(byBytes);
      const from = await views.db
        .selectFrom('import_previews')
        .select('id')
        .where('id', '>=', 'a')
        .where('id', '<', 'a0')
        .orderBy('id')
        .execute();
      expect(from.map(({ id }) => id)).toEqual(['a', 'a-b', 'a/b']);
    });
  });
};
