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
import { describeViews, stop, stopped } from '../../../test/contracts/views.contract.js';
import { SqliteViews } from './sqlite-views.js';

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

describeViews('a SQLite file', open, () => said);

describe('The views in a SQLite file', () => {
  it('are created with their folder', async () => {
    const path = join(folder, 'new', 'folder', 'views.db');
    const views = await open(path);
    await stop(views, 'one');
    await views.close();
    expect(await stopped(await open(path))).toEqual([{ budget: 'one', error: '错误 %_' }]);
    expect(said).toEqual([]);
    expect(readdirSync(join(folder, 'new', 'folder'))).not.toContain('views.db.opening');
  });

  it.each`
    what                 | bytes
    ${'no database'}     | ${'this is no database, however long it may be. '.repeat(50)}
    ${'a torn database'} | ${'SQLite format 3\u0000 and then something else'.repeat(50)}
    ${'an empty file'}   | ${''}
  `('are rebuilt when the file is $what', async ({ bytes }: { bytes: string }) => {
    writeFileSync(file, bytes);
    writeFileSync(`${file}-wal`, 'left behind');
    const views = await open();
    await stop(views, 'one');
    expect(await stopped(views)).toHaveLength(1);
    expect(said).toEqual(
      bytes === '' ? [] : [`The views at ${file} are damaged: they are rebuilt from the log.`],
    );
  });

  it('ignore the side files of a deleted database', async () => {
    const one = await open();
    await stop(one, 'one');
    const wal = readFileSync(`${file}-wal`);
    const shm = readFileSync(`${file}-shm`);
    await one.close();
    rmSync(file);
    writeFileSync(`${file}-wal`, wal);
    writeFileSync(`${file}-shm`, shm);
    expect(await stopped(await open())).toEqual([]);
  });

  it('are refused when no file can be created there', async () => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder.db'));
    for (const path of [
      join(folder, 'file', 'views.db'),
      join(folder, 'folder.db'),
      '/proc/no-such-folder/views.db',
    ])
      await expect(open(path)).rejects.toMatchObject({
        name: 'Refusal',
        code: 'data-folder-unusable',
        message: expect.stringMatching(/^The views at .* cannot be used \(.*\): check the folder/),
      });
  });
});

describe('The views in memory', () => {
  it('are a database like any other', async () => {
    const views = await open(':memory:');
    await stop(views, 'one');
    expect(await stopped(views)).toHaveLength(1);
    expect(existsSync(':memory:')).toBe(false);
    await views.replace();
    expect(await stopped(views)).toHaveLength(0);
  });
});
