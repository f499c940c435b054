import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqliteViews } from './sqlite.views.js';

let folder: string;
let file: string;
let said: string[];
const opened: SqliteViews[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'views-'));
  file = join(folder, 'views.db');
  said = [];
});
afterEach(async () => {
  for (const views of opened.splice(0)) await views.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (path = file): Promise<SqliteViews> => {
  const views = await SqliteViews.open(path, (sentence) => said.push(sentence));
  opened.push(views);
  return views;
};

const previews = (views: SqliteViews) =>
  views.db.selectFrom('import_previews').select(['id', 'bytes']).execute();

const keep = (views: SqliteViews, id: string) =>
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

describe('The views in a SQLite file', () => {
  it('are made with their folder, and found again', async () => {
    const path = join(folder, 'new', 'folder', 'views.db');
    const views = await open(path);
    await keep(views, 'one');
    await views.close();
    expect(await previews(await open(path))).toEqual([
      { id: 'one', bytes: Buffer.from([0, 1, 255]) },
    ]);
    expect(said).toEqual([]);
    expect(readdirSync(join(folder, 'new', 'folder'))).not.toContain('views.db.opening');
  });

  it('are written all or not at all', async () => {
    const views = await open();
    await expect(
      views.transaction(async (tx) => {
        await tx.run(`INSERT INTO views_origin ("schema") VALUES ('x')`);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await views.db.selectFrom('views_origin').select('schema').execute()).toHaveLength(1);
  });

  it('are read as they were before a transaction that has not ended', async () => {
    const views = await open();
    await views.transaction(async (tx) => {
      await tx.run(`INSERT INTO views_origin ("schema") VALUES ('x')`);
      expect(await views.db.selectFrom('views_origin').selectAll().execute()).toHaveLength(1);
      expect(await tx.db.selectFrom('views_origin').selectAll().execute()).toHaveLength(2);
    });
    expect(await views.db.selectFrom('views_origin').selectAll().execute()).toHaveLength(2);
  });

  it('have one writer at a time, here and in another process', async () => {
    const [one, two] = [await open(), await open()];
    const order: string[] = [];
    const work = (views: SqliteViews, name: string) =>
      views.transaction(async () => {
        order.push(`${name} begins`);
        await sleep(20);
        order.push(`${name} ends`);
      });
    await Promise.all([work(one, 'a'), work(one, 'b'), work(two, 'c')]);
    for (let i = 0; i < order.length; i += 2)
      expect(order[i + 1]).toBe(order[i]!.replace('begins', 'ends'));
  });

  it('take back what an attempt wrote, and no more', async () => {
    const views = await open();
    await views.transaction(async (tx) => {
      await tx.run(`INSERT INTO views_origin ("schema") VALUES ('kept')`);
      await tx
        .attempt(async () => {
          await tx.run(`INSERT INTO views_origin ("schema") VALUES ('taken back')`);
          throw new Error('no');
        })
        .catch(() => undefined);
      await tx.attempt(() => tx.run(`INSERT INTO views_origin ("schema") VALUES ('also kept')`));
    });
    const rows = await views.db.selectFrom('views_origin').select('schema').execute();
    expect(rows.map(({ schema }) => schema)).toEqual([
      expect.stringMatching(/^\d{4}-/),
      'also kept',
      'kept',
    ]);
  });

  it('are not written by queries', async () => {
    const views = await open();
    await expect(views.db.deleteFrom('views_origin').execute()).rejects.toThrow('readonly');
  });

  it.each`
    what                 | bytes
    ${'no database'}     | ${'this is no database, however long it may be. '.repeat(50)}
    ${'a torn database'} | ${'SQLite format 3\u0000 and then something else'.repeat(50)}
    ${'an empty file'}   | ${''}
  `('are made anew from $what', async ({ bytes }: { bytes: string }) => {
    writeFileSync(file, bytes);
    writeFileSync(`${file}-wal`, 'left behind');
    const views = await open();
    await keep(views, 'one');
    expect(await previews(views)).toHaveLength(1);
    expect(said).toEqual(
      bytes === '' ? [] : [`The views at ${file} are damaged: they are built anew from the log.`],
    );
  });

  it('take nothing over from what is left beside a file that is gone', async () => {
    const one = await open();
    await keep(one, 'one');
    const wal = readFileSync(`${file}-wal`);
    const shm = readFileSync(`${file}-shm`);
    await one.close();
    rmSync(file);
    writeFileSync(`${file}-wal`, wal);
    writeFileSync(`${file}-shm`, shm);
    expect(await previews(await open())).toEqual([]);
  });

  it('are made anew when they are of another version of the program', async () => {
    const one = await open();
    await keep(one, 'one');
    await one.transaction((tx) => tx.run(`UPDATE views_origin SET "schema" = '9999-later'`));
    await one.close();
    expect(await previews(await open())).toEqual([]);
    expect(said).toEqual([
      `The views at ${file} are of another version of budget-ledger: they are built anew from the log.`,
    ]);
  });

  it('can be replaced while somebody holds a query builder', async () => {
    const views = await open();
    const { db } = views;
    await keep(views, 'one');
    await views.replace();
    expect(await db.selectFrom('import_previews').selectAll().execute()).toEqual([]);
    await keep(views, 'two');
    expect(await previews(views)).toHaveLength(1);
  });

  it('are not replaced twice by two that find them damaged', async () => {
    const [one, two] = [await open(), await open()];
    await one.replace();
    await keep(one, 'kept');
    await two.replace();
    expect(await previews(two)).toHaveLength(1);
  });

  it('are refused with a sentence where no file can be', async () => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder.db'));
    for (const path of [join(folder, 'file', 'views.db'), join(folder, 'folder.db')])
      await expect(open(path)).rejects.toMatchObject({
        name: 'Refusal',
        code: 'data-folder-unusable',
        message: expect.stringMatching(/^The views at .* cannot be used \(.*\): check the folder/),
      });
  });

  it('read every integer exactly', async () => {
    const views = await open();
    await views.transaction((tx) =>
      tx.run(`UPDATE views_origin SET epoch = ?`, [9007199254740993n]),
    );
    expect(await views.db.selectFrom('views_origin').select('epoch').execute()).toEqual([
      { epoch: 9007199254740993n },
    ]);
  });
});

describe('The views in memory', () => {
  it('are a database like the others', async () => {
    const views = await open(':memory:');
    await keep(views, 'one');
    expect(await previews(views)).toHaveLength(1);
    expect(existsSync(':memory:')).toBe(false);
    await views.replace();
    expect(await previews(views)).toHaveLength(0);
  });
});
