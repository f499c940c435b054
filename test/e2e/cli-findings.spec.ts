import type { FindingAnswer } from '../../src/findings/findings.answer.js';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

interface Table {
  readonly rows: readonly {
    readonly code: string | null;
    readonly cells: Readonly<Record<string, string | null>>;
  }[];
}

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly actor: string;
}

const folder = folders();
const data = { name: '', budget: '', agency: '' };
const at = (...argv: string[]) => run([...argv, '--data', data.name]);
const json = async <T>(...argv: string[]): Promise<T> => answer<T>(await at(...argv, '--json'));
const findings = () => json<FindingAnswer[]>('budgets', 'findings', data.budget);

beforeAll(async () => {
  data.name = folder();
  const [imported] = await json<{ budget: string; agency: { code: string } }[]>(
    'imports',
    'add',
    SAMPLE_2022,
  );
  data.budget = imported!.budget;
  data.agency = imported!.agency.code;
});

describe('budgets findings resolve', () => {
  const resolve = (finding: string, ...flags: string[]) =>
    at('budgets', 'findings', 'resolve', data.budget, finding, ...flags);
  const decided = ['--decision', 'accept-expected', '--reason', '原稿为883761.64'];

  const trail = async () =>
    (await json<{ entries: readonly Entry[] }>('budgets', 'trail', data.budget)).entries;
  const rowOf = async (budget: string, code: string) =>
    (await json<Table>('budgets', 'table', budget, '8')).rows.find((row) => row.code === code)!
      .cells;

  it('records who decided what and why, and corrects the cell to the expected figure', async () => {
    const before = (await findings()).find(({ rule }) => rule === 'SUM-CLASS')!;
    expect(before.resolution).toBeNull();
    expect(await rowOf(data.budget, before.subject!)).toMatchObject({ total: '88361.64' });
    const ran = await resolve(before.id, ...decided, '--actor', 'wang', '--json');
    const { budget, version, token } = answer<{ budget: string; version: number; token: string }>(
      ran,
    );
    expect([ran.exit, budget, token]).toEqual([
      0,
      data.budget,
      expect.stringMatching(/^e1-\d{20}$/),
    ]);
    expect(await json('budgets', 'show', data.budget)).toMatchObject({ version });
    const decision = { decision: 'accept-expected', reason: '原稿为883761.64' } as const;
    expect((await findings()).find(({ id }) => id === before.id)).toEqual({
      ...before,
      status: 'resolved',
      resolution: { ...decision, actor: 'wang', recordedAt: expect.stringMatching(/Z$/) },
      ...decision,
    });
    expect(await rowOf(data.budget, before.subject!)).toMatchObject({ total: '883761.64' });
    expect((await at('budgets', 'findings', data.budget)).out).toContain(
      '  resolved as accept-expected: 原稿为883761.64\n',
    );
    const entries = await trail();
    expect(entries.slice(-2)).toMatchObject([
      { type: 'LineCorrected', actor: 'wang', before: '88361.64', after: '883761.64' },
      { type: 'FindingResolved', actor: 'wang', reason: '原稿为883761.64' },
    ]);
    // The event that the place names is what prints the figure.
    const [place] = before.places.filter(({ column }) => column === before.column);
    expect(entries.find(({ id }) => id === place!.event)).toMatchObject({
      after: '88361.64',
      source: { text: place!.text },
    });
  });

  it('says in the trail and to the auditor which printed cell was corrected', async () => {
    const found = (await findings()).find(({ status }) => status === 'resolved')!;
    const place = found.places.find(({ column }) => column === found.column)!;
    const { table, row, column } = place;
    const cell = { document: expect.stringMatching(/^[0-9a-f]{64}$/), table, row };
    // 合计 of the row, and the one part that it has.
    const claims = [column, 'public'].map((each) => ({ claim: { ...cell, column: each } }));
    expect((await trail()).filter((entry) => 'claim' in entry)).toMatchObject(claims);
    expect(await json('audit', 'changes')).toMatchObject(claims);
    const inWords = `表${table}, row ${row}, column ${column}, document `;
    expect((await at('budgets', 'trail', data.budget)).out).toContain(inWords);
    expect((await at('audit', 'changes')).out).toContain(inWords);
    expect((await at('audit', 'changes', '--format', 'csv')).out).toContain(`""row"":${row}`);
  });

  it('names the same events in a part of the list as in the whole', async () => {
    const whole = await findings();
    const parts: FindingAnswer[] = [];
    for (let next: string | null = null; parts.length < whole.length;) {
      const after: string[] = next === null ? [] : ['--after', next];
      const part = await json<{ items: FindingAnswer[]; next: string | null }>(
        'budgets',
        'findings',
        data.budget,
        '--limit',
        '1',
        ...after,
      );
      parts.push(...part.items);
      next = part.next;
    }
    expect(parts).toEqual(whole);
    expect(whole.flatMap(({ places }) => places).some(({ event }) => event !== null)).toBe(true);
  });

  it('replaces an earlier decision and takes its correction back; both stay in the trail', async () => {
    const { id, subject } = (await findings()).find(({ status }) => status === 'resolved')!;
    const printed = ['--decision', 'accept-printed', '--reason', '原稿亦为88361.64'];
    expect(await resolve(id, ...printed)).toMatchObject({ exit: 0 });
    expect((await findings()).find((each) => each.id === id)).toMatchObject({
      status: 'resolved',
      decision: 'accept-printed',
    });
    expect(await rowOf(data.budget, subject!)).toMatchObject({ total: '88361.64' });
    expect((await trail()).filter(({ type }) => type === 'FindingResolved')).toHaveLength(2);
  });

  itInEachStageOfCi('makes 19 repeated cells blank by one decision', async () => {
    const [{ budget }] = await json<[{ budget: string }]>('imports', 'add', SAMPLE_2023);
    const of = async () =>
      (await json<FindingAnswer[]>('budgets', 'findings', budget)).find(
        ({ hint }) => hint === 'repeated-cells',
      )!;
    const repeated = await of();
    expect(repeated.places.map(({ event }) => event)).toEqual(
      Array.from({ length: 19 }, () => expect.any(String)),
    );
    expect(await rowOf(budget, '30201')).toMatchObject({ personnel: '72874.00' });
    expect(
      await at('budgets', 'findings', 'resolve', budget, repeated.id, ...decided),
    ).toMatchObject({ exit: 0 });
    expect(await of()).toMatchObject({ status: 'resolved', decision: 'accept-expected' });
    expect(await rowOf(budget, '30201')).toMatchObject({ personnel: null, public: '72874.00' });
  });

  it('refuses accept-expected where no cell has a figure to expect', async () => {
    const { id } = (await findings()).find(({ table }) => table === null)!;
    expect(await resolve(id, ...decided)).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringContaining('a known slip (known-slip)'),
    });
  });

  it('refuses an unknown finding, and a decision without a reason', async () => {
    const done = (await findings()).find(({ status }) => status === 'resolved')!;
    expect(await resolve('0000000000000000', ...decided)).toMatchObject({ exit: 1, out: '' });
    expect(await resolve(done.id, '--decision', 'known-slip')).toMatchObject({ exit: 2, out: '' });
    expect(await resolve(done.id, '--decision', 'ignore', '--reason', 'x')).toMatchObject({
      exit: 2,
    });
  });

  it('creates no ledger', async () => {
    const elsewhere = folder();
    const ran = await run([
      'budgets',
      'findings',
      'resolve',
      'a-2023-unit',
      'x',
      ...decided,
      '--data',
      elsewhere,
    ]);
    expect(ran).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/a-2023-unit|no such budget/),
    });
  });

  it('has its own help', async () => {
    const own = await run(['budgets', 'findings', 'resolve', '--help']);
    expect(own.out).toContain('--decision');
    expect((await run(['budgets', 'findings', '--help'])).out).not.toContain('--decision');
  });
});

describe('agencies rename', () => {
  it('gives an agency a new name, by which its documents find it', async () => {
    const renamed = await json<{ agency: { code: string; name: string } }>(
      'agencies',
      'rename',
      data.agency,
      '--name',
      '宝山区数据局',
      '--authority',
      '宝府〔2023〕1号',
      '--effective-on',
      '2023-01-01',
    );
    expect(renamed.agency).toEqual({ code: data.agency, name: '宝山区数据局' });
  });

  it('refuses an unknown agency, and a rename without a date', async () => {
    const to = ['--name', '某局', '--effective-on', '2023-01-01'];
    expect(await at('agencies', 'rename', 'nobody', ...to)).toMatchObject({ exit: 1, out: '' });
    expect(await at('agencies', 'rename', data.agency, '--name', '某局')).toMatchObject({
      exit: 2,
    });
  });
});
