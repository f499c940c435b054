import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readsIn, type ReadsFilter } from './reads.js';

let folder: string;

const entry = (at: string, actor: string, address = '/v1/budgets') =>
  `${JSON.stringify({ at, actor, how: 'read', address, budget: null, request: 'r', checkpoint: null })}\n`;

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'ledger-reads-')), 'reads');
  await mkdir(folder);
  await writeFile(`${folder}.jsonl`, entry('2024-03-01T01:00:00.000Z', 'before'));
  await writeFile(
    join(folder, '2024-03-04.one.jsonl'),
    [
      entry('2024-03-04T01:00:00.000Z', 'a'),
      entry('2024-03-04T03:00:00.000Z', 'c', `/${'x'.repeat(70_000)}`),
      '{"at":"2024-03-04T03:30:00.000Z","act\n',
      entry('2024-03-04T04:00:00.000Z', 'd'),
    ].join(''),
  );
  await writeFile(
    join(folder, '2024-03-04.two.jsonl'),
    `\n${entry('2024-03-04T02:00:00.000Z', 'b')}${entry('2024-03-04T05:00:00.000Z', 'e')}{"at":`,
  );
  await writeFile(
    join(folder, '2024-03-05.one.jsonl'),
    entry('2024-03-04T16:30:00.000Z', 'f') + entry('2024-03-05T02:00:00.000Z', 'g'),
  );
});
afterAll(() => rm(join(folder, '..'), { recursive: true }));

const actors = async (filter: ReadsFilter = {}, limit?: number): Promise<string> =>
  (await readsIn(folder, filter, { limit })).items.map(({ actor }) => actor).join(' ');

describe('The record of reads', () => {
  it('is listed newest first, over the files of all days and of all services, and that of an earlier version', async () => {
    expect(await actors()).toBe('g f e d c b a before');
  });

  it('is listed by days of Shanghai', async () => {
    expect(await actors({ from: '2024-03-05' })).toBe('g f');
    expect(await actors({ until: '2024-03-04' })).toBe('e d c b a before');
    expect(await actors({ until: '2024-03-03' })).toBe('before');
  });

  it.each([1, 2, 3, 7])(
    'is the same by parts of %d, whatever is recorded meanwhile',
    async (limit) => {
      let after: string | undefined;
      const found: string[] = [];
      do {
        const { items, next } = await readsIn(folder, {}, { limit, after });
        found.push(...items.map(({ actor }) => actor));
        after = next ?? undefined;
        await appendFile(
          join(folder, '2024-03-05.one.jsonl'),
          entry('2024-03-05T03:00:00.000Z', 'late'),
        );
        await writeFile(
          join(folder, `2024-03-04.new-${limit}.jsonl`),
          entry('2024-03-04T00:00:00.000Z', 'late'),
        );
      } while (after !== undefined);
      expect(found.filter((each) => each !== 'late')).toEqual('g f e d c b a before'.split(' '));
    },
  );

  it('has nothing where nothing was recorded', async () => {
    expect(await readsIn(join(folder, 'none'), {}, {})).toEqual({ items: [], next: null });
  });

  it.each(['42', '2024-03-04~', '2024-03-04~one=x'])(
    'refuses a place that it did not give: %s',
    async (after) => {
      await expect(readsIn(folder, {}, { after })).rejects.toMatchObject({ code: 'malformed' });
    },
  );
});
