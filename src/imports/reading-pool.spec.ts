import { readFileSync } from 'node:fs';
import { civilDate } from '../domain/values/civil-date.js';
import { render, SAMPLE } from '../reading/tables/budget.fixture.js';
import { examine } from '../reading/examine.js';
import { ReadingPool } from './reading-pool.js';
import { docxOf, workbookOf, xlsxOf } from '../reading/readers/office/office.fixture.js';
import { itInCi } from '../../test/support/it-in-ci.js';

const DAY = civilDate('2024-02-01');
const text = new TextEncoder().encode(render(SAMPLE, 'tabs'));
const lines = new TextEncoder().encode('本年度的情况见下表\n'.repeat(190_000));

describe('A pool of processes that read documents', () => {
  const pools: ReadingPool[] = [];
  const poolOf = (...limits: ConstructorParameters<typeof ReadingPool>): ReadingPool => {
    const pool = new ReadingPool(...limits);
    pools.push(pool);
    return pool;
  };
  afterEach(() => Promise.all(pools.splice(0).map((each) => each.close())));

  itInCi('returns the same result as reading in this process, for every kind of file', async () => {
    const pool = poolOf();
    for (const bytes of [text, xlsxOf(workbookOf(SAMPLE)), await docxOf(SAMPLE)])
      expect(await pool.read(bytes, 'a', DAY)).toEqual(await examine(bytes, 'a', DAY));
  });

  it('passes on a refusal, and reads the next document', async () => {
    const pool = poolOf();
    await expect(pool.read(new Uint8Array(), 'a.txt')).rejects.toMatchObject({
      name: 'Refusal',
      code: 'document-unreadable',
      message: 'a.txt is empty: give the published budget.',
    });
    expect((await pool.read(text, 'b.txt')).file).toBe('b.txt');
  });

  it('leaves the event loop free while a document is read', async () => {
    /** Turns of the event loop until the document is read. */
    const turnsOf = async (read: (bytes: Uint8Array) => Promise<unknown>): Promise<number> => {
      let turns = 0;
      let isReading = true;
      const count = (): void => {
        turns += 1;
        if (isReading) setImmediate(count);
      };
      setImmediate(count);
      await read(xlsxOf(workbookOf(SAMPLE)));
      isReading = false;
      return turns;
    };
    const pool = poolOf();
    const here = await turnsOf((bytes) => examine(bytes, 'a.xlsx', DAY));
    // In this process, reading takes a few long turns.
    expect(await turnsOf((bytes) => pool.read(bytes, 'a.xlsx', DAY))).toBeGreaterThan(here);
  });

  it('refuses a document that takes too long, and ends its process', async () => {
    await expect(poolOf({ documentMs: 1 }).read(lines, 'slow.txt')).rejects.toMatchObject({
      code: 'document-too-costly',
      message: expect.stringMatching(/^slow\.txt takes more than 0\.001 seconds to read, /),
    });
  });

  it('refuses a document that takes too much memory, and reads the next one', async () => {
    const pool = poolOf({ documentHeapMebibytes: 24 });
    await expect(pool.read(lines, 'large.txt')).rejects.toMatchObject({
      code: 'document-too-costly',
      message: expect.stringMatching(/^large\.txt takes more than 24 MiB of memory to read, /),
    });
    expect((await pool.read(text, 'b.txt')).file).toBe('b.txt');
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('starts them without the secrets of the environment', async () => {
    process.env['DATABASE_PASSWORD'] = 'secret';
    try {
      const pool = poolOf();
      await pool.read(text, 'a.txt');
      const [child] = pool['children'];
      const environment = readFileSync(`/proc/${child!.pid}/environ`, 'utf8');
      expect(environment).toContain('PATH=');
      expect(environment).not.toContain('DATABASE_PASSWORD');
    } finally {
      delete process.env['DATABASE_PASSWORD'];
    }
  });

  it('that is closed ends what is being read, and reads nothing more', async () => {
    const pool = poolOf();
    const reading = pool.read(lines, 'a.txt').catch((error: unknown) => error);
    await pool.close();
    expect(await reading).toBeInstanceOf(Error);
    await expect(pool.read(text, 'b.txt')).rejects.toThrow('is closed');
  });

  it('reads more documents than it has processes, each in its turn', async () => {
    const pool = poolOf();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const results = await Promise.all(names.map((name) => pool.read(text, name)));
    expect(results.map(({ file }) => file)).toEqual(names);
  });
});
