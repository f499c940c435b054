import { answer, folders, run, SAMPLE_2022 } from './cli-harness.js';

interface Shown {
  readonly id: string;
  readonly rule: string;
  readonly status: string;
  readonly decision?: string;
  readonly reason?: string;
  readonly printed: string | null;
}

const folder = folders();
const data = { name: '', budget: '', agency: '' };
const at = (...argv: string[]) => run([...argv, '--data', data.name]);
const json = async <T>(...argv: string[]): Promise<T> => answer<T>(await at(...argv, '--json'));
const findings = () => json<Shown[]>('budgets', 'findings', data.budget);

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

  it('records who decided what and why, and does not change the printed amounts', async () => {
    const before = (await findings()).find(({ rule }) => rule === 'SUM-CLASS')!;
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
    expect((await findings()).find(({ id }) => id === before.id)).toEqual({
      ...before,
      status: 'resolved',
      decision: 'accept-expected',
      reason: '原稿为883761.64',
    });
    expect((await at('budgets', 'findings', data.budget)).out).toContain(
      '  resolved as accept-expected: 原稿为883761.64\n',
    );
    const trail = await json<{ entries: { type: string; actor: string }[] }>(
      'budgets',
      'trail',
      data.budget,
    );
    expect(trail.entries.filter(({ type }) => type === 'FindingResolved')).toMatchObject([
      { actor: 'wang' },
    ]);
  });

  it('refuses a resolved or unknown finding, and a decision without a reason', async () => {
    const done = (await findings()).find(({ status }) => status === 'resolved')!;
    expect(await resolve(done.id, ...decided)).toMatchObject({ exit: 1, out: '' });
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
