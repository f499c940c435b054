import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer, folders, run, SAMPLE_2023 } from './cli-harness.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const BUDGET = 'baoshan-2023-department';
const folder = folders();
let data: string;

const ledger = (actor: string, ...argv: readonly string[]) =>
  run([...argv, '--data', data, '--actor', actor]);
const json = async <T>(actor: string, ...argv: readonly string[]): Promise<T> =>
  answer<T>(await ledger(actor, ...argv, '--json'));

interface Changed {
  readonly amendment: { readonly id: string; readonly status: string };
}
const propose = async (kind: string, amount: string, ...more: readonly string[]) => {
  const change = `function=2120199 expenditure=project amount=${amount}`;
  const words = ['--kind', kind, '--change', change, '--reason', '年中变动', ...more];
  return (await json<Changed>('li', 'amendments', 'propose', BUDGET, ...words)).amendment.id;
};

beforeEach(async () => {
  data = folder();
  await ledger('li', 'imports', 'add', SAMPLE_2023, '--agency', 'baoshan');
});

describe('On the command line', () => {
  itInEachStageOfCi(
    'only the proposer withdraws an amendment, only another person rejects it, and a change names its actor',
    async () => {
      const id = await propose('supplement', '100.00');
      const end = (actor: string, how: string) =>
        ledger(actor, 'amendments', how, BUDGET, id, '--reason', '重复');
      expect(await end('wang', 'withdraw')).toMatchObject({ exit: 1, out: '' });
      expect(await end(' li ', 'reject')).toMatchObject({ exit: 1, out: '' });
      expect(await end(' ', 'withdraw')).toMatchObject({
        exit: 1,
        out: '',
        err: expect.stringContaining('--actor'),
      });
      expect(await end('\u3000ｌi', 'withdraw')).toMatchObject({ exit: 0 });
    },
  );

  itInEachStageOfCi(
    'an amendment is shown by the beginning of its id, where no other one begins so',
    async () => {
      const id = await propose('supplement', '100.00');
      expect(await json('li', 'amendments', 'show', id.slice(0, 8))).toMatchObject({ id });
      for (const few of [id.slice(0, 3), `${id.slice(0, 8)}%`, 'ffff-'])
        expect(await ledger('li', 'amendments', 'show', few)).toMatchObject({
          exit: 1,
          err: expect.stringContaining('There is no amendment'),
        });
    },
  );

  it('the approval of the original budget is recorded, and shown with the budget', async () => {
    const approval = ['--authority', '宝财预〔2023〕1号', '--approved-on', '2023-02-10'];
    const shown = async () => (await ledger('li', 'budgets', 'show', BUDGET)).out;
    expect(await shown()).toContain('not recorded');
    expect(await ledger('wang', 'budgets', 'approve', BUDGET)).toMatchObject({ exit: 2 });
    expect(await ledger('wang', 'budgets', 'approve', BUDGET, ...approval)).toMatchObject({
      exit: 0,
      out: expect.stringContaining(
        `The original budget ${BUDGET} is approved by 宝财预〔2023〕1号 on 2023-02-10.\n`,
      ),
    });
    expect(await shown()).toContain('approved on 2023-02-10 by 宝财预〔2023〕1号');
    expect(await json('li', 'budgets', 'show', BUDGET)).toMatchObject({
      approval: { approvedOn: '2023-02-10', approver: 'wang' },
    });
    const spoken = ['--authority', '局长口头同意', '--approved-on', '2023-02-10'];
    expect(await ledger('wang', 'budgets', 'approve', BUDGET, ...spoken)).toMatchObject({
      exit: 0,
    });
    expect(await json('li', 'audit', 'exceptions')).toMatchObject([
      { rule: 'authority-is-no-number', message: expect.stringContaining('局长口头同意') },
    ]);
    const late = ['--authority', 'x', '--approved-on', '2999-01-01'];
    expect(await ledger('wang', 'budgets', 'approve', BUDGET, ...late)).toMatchObject({ exit: 1 });
  });

  it('a close without --confirm says what it would close, and closes nothing', async () => {
    const close = (...more: readonly string[]) =>
      ledger('wang', 'budgets', 'close', BUDGET, '--on', '2024-01-15', ...more);
    for (const more of [[], ['--confirm', 'baoshan-2022-department']])
      expect(await close(...more)).toMatchObject({
        exit: 1,
        out: '',
        err: expect.stringMatching(/^This would close .*8105487\.68.*--confirm.*\n$/),
      });
    expect(await close('--dry-run')).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^Nothing was recorded\..*\ntotal.*8105487\.68/),
    });
    expect(await close('--confirm', BUDGET)).toMatchObject({
      exit: 0,
      out: expect.stringContaining(`${BUDGET} is closed on 2024-01-15: `),
    });
  });

  itInEachStageOfCi(
    'a correction after the close is marked in the text of the trail and of the list of changes',
    async () => {
      const line = ['--line', 'expenditure/general/2120199/project'];
      const { entries } = await json<{ entries: { id: string }[] }>(
        'li',
        'budgets',
        'trail',
        BUDGET,
        ...line,
      );
      const correct = (to: string) => {
        const words = ['--corrects', entries[0]!.id, '--to', to, '--reason', '抄错'];
        return ledger('li', 'corrections', 'add', BUDGET, ...words);
      };
      await correct('1.00');
      await ledger('wang', 'budgets', 'close', BUDGET, '--on', '2024-01-15', '--confirm', BUDGET);
      await correct('2.00');
      const heads = (await ledger('li', 'budgets', 'trail', BUDGET, ...line)).out
        .split('\n')
        .filter((each) => each.includes('LineCorrected'));
      expect(heads.map((each) => each.endsWith(' (after the close)'))).toEqual([false, true]);
      const changes = (await ledger('li', 'audit', 'changes')).out;
      expect(changes.match(/correction \(after the close\)/g)).toHaveLength(1);
    },
  );

  itInEachStageOfCi('a code that does not exist is refused with the nearest ones', async () => {
    const change = 'function=2120199 expenditure=basic economic=30230 amount=1.00';
    const words = ['--kind', 'supplement', '--reason', 'x', '--change', change];
    expect(await ledger('li', 'amendments', 'propose', BUDGET, ...words)).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringContaining('30231 公务用车运行维护费'),
    });
  });

  itInEachStageOfCi(
    'a body in a file that is not valid is refused with the place of each error',
    async () => {
      const file = join(data, 'body.json');
      const change = { function: '2120199', expenditure: 'both', amount: 5 };
      const ofBody = async (body: unknown) => {
        writeFileSync(file, JSON.stringify(body));
        return (await ledger('li', 'amendments', 'propose', BUDGET, '--file', file)).err;
      };
      expect(await ofBody({ kind: 'supplement', reason: '', changes: [change] })).toBe(
        `${file}: /reason reason is missing. /changes/0/expenditure changes.0.expenditure is "both": it must be one of basic, project, undivided. /changes/0/amount changes.0.amount is the number 5: write it as a string, like "1060056.00".\n`,
      );
      expect(
        await ofBody({
          kind: 'supplement',
          reason: 'x',
          changes: [{ ...change, expenditure: 'project', amount: '5 元' }],
        }),
      ).toBe(
        `${file}: /changes/0/amount "5 元" is not an amount: write digits with at most two decimals, like 1060056.00.\n`,
      );
    },
  );

  it('a correction tells which findings it raises, and which no longer hold after it', async () => {
    const { entries } = await json<{ entries: { id: string; line: string; after: string }[] }>(
      'li',
      'budgets',
      'trail',
      BUDGET,
      '--line',
      'expenditure/general/2120199/project',
    );
    const { id, after } = entries[0]!;
    const correct = async (to: string) => {
      const words = ['--corrects', id, '--to', to, '--reason', '抄错'];
      return (await ledger('li', 'corrections', 'add', BUDGET, ...words)).out;
    };
    const wrong = await correct('1.00');
    expect(wrong).toMatch(/^raises error SPLIT/m);
    expect(wrong).toContain(`Event ${id} is corrected to 1.00.\n`);
    const dry = ['--corrects', id, '--to', after, '--reason', '抄错', '--dry-run'];
    expect((await ledger('li', 'corrections', 'add', BUDGET, ...dry)).out).toMatch(
      /^settles error SPLIT/m,
    );
    expect(await correct(after)).toMatch(/^settles error SPLIT/m);
  });

  itInEachStageOfCi('the bridge heads its columns with the terms of the law', async () => {
    await propose('supplement', '100.00');
    expect((await ledger('li', 'budgets', 'bridge', BUDGET)).out).toMatch(
      /年初预算 original +调整预算 adjusted +待批 pending/,
    );
  });
});
