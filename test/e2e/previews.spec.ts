import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderFiles } from '../../src/ledger/files/folder-files.js';
import {
  PreviewedTablesOf,
  PreviewedTablesOfHandler,
} from '../../src/imports/previewed-tables.query.js';
import { ReadingPool } from '../../src/imports/reading-pool.js';
import type { Examined } from '../../src/reading/examine.js';
import { Previews } from '../../src/imports/previews.js';

const DAY_MS = 86_400_000;
/** What was read of a document; here it is only kept. */
const READ = {} as Examined;

describe('Documents that wait for their commit', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'ledger-previews-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const previews = () => new Previews(new FolderFiles(async () => folder));
  const keep = (instance = previews()) =>
    instance.keep({ bytes: Buffer.from('预算'), file: 'a.txt', options: {} }, READ);
  const age = async (name: string, days: number): Promise<void> => {
    const at = new Date(Date.now() - days * DAY_MS);
    await utimes(join(folder, 'previews', name), at, at);
  };

  it('are deleted after a day, and what is known of them after ninety', async () => {
    const [old, older] = [await keep(), await keep()];
    for (const id of [old, older]) await age(id, 2);
    await age(`known/${old}.json`, 89);
    await age(`known/${older}.json`, 91);
    const kept = await keep();
    expect((await previews().find(kept)).file).toBe('a.txt');
    await expect(previews().find(old)).rejects.toMatchObject({ code: 'import-expired' });
    await expect(previews().find(older)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('have what was read of the last ones at hand', async () => {
    const instance = previews();
    const [first, ...later] = [
      await keep(instance),
      await keep(instance),
      await keep(instance),
      await keep(instance),
    ];
    for (const id of later) expect(instance.readLately(id)).toBe(READ);
    expect(instance.readLately(first)).toBeUndefined();
  });

  it('show no tables after a day, though what was read is at hand', async () => {
    const instance = previews();
    const id = await keep(instance);
    await age(id, 2);
    // Another process deletes it.
    await keep();
    const tables = new PreviewedTablesOfHandler(new ReadingPool(), instance);
    await expect(tables.execute(new PreviewedTablesOf(id))).rejects.toMatchObject({
      code: 'import-expired',
    });
  });
});
