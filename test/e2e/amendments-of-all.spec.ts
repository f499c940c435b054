import type {
  AmendmentAnswer,
  ChangeAnswer,
  ChangePreviewAnswer,
} from '../../src/amendments/amendments.answer.js';
import type { ShownBudget } from '../../src/budgets/budgets.answer.js';
import type { Page } from '../../src/validation/page.js';
import { answer, run } from './cli-harness.js';
import { clientOf, running, type Running } from './http-service.js';

const GIVER = 'putuo-2023-unit';
const RECEIVER = 'putuo-2024-unit';
const OTHER = 'baoshan-2023-unit';

let service: Running;
const data = { name: '' };
const as = async <T>(actor: string, ...argv: readonly string[]): Promise<T> => {
  const ran = await run([...argv, '--data', data.name, '--actor', actor, '--json']);
  if (ran.exit !== 0) throw new Error(ran.err);
  return answer<T>(ran);
};
const list = (...argv: readonly string[]) =>
  as<readonly AmendmentAnswer[]>('li', 'amendments', 'list', ...argv);
const propose = (budget: string, kind: string, amount: string, ...more: readonly string[]) => [
  'amendments',
  'propose',
  budget,
  '--kind',
  kind,
  '--reason',
  '测试',
  '--change',
  `function=2120199 expenditure=project amount=${amount}`,
  ...more,
];
const carried = propose(GIVER, 'carry-forward', '-40.00', '--to', RECEIVER);

beforeAll(async () => {
  service = await running();
  data.name = service.data;
  for (const budget of [GIVER, RECEIVER, OTHER]) {
    await as('li', 'budgets', 'open', budget, '--name', budget.slice(0, budget.indexOf('-')));
    const line = {
      schedule: 'expenditure',
      fund: 'general',
      function: '2120199',
      expenditure: 'project',
      amount: '100.00',
    };
    const entered = await run(
      ['budgets', 'enter', budget, '-', '--data', data.name, '--actor', 'li'],
      { stdin: JSON.stringify(line) },
    );
    if (entered.exit !== 0) throw new Error(entered.err);
  }
  await as('li', ...propose(OTHER, 'supplement', '1.00'));
  await as('wang', ...propose(OTHER, 'rescission', '-2.00'));
});

afterAll(() => service.close());

describe('amendments list without a budget', () => {
  it('shows both sides of a dry run of a transfer, and keeps nothing', async () => {
    const tried = await as<ChangePreviewAnswer>('li', ...carried, '--dry-run');
    expect(tried.amendments).toMatchObject([
      { budget: GIVER, net: '-40.00' },
      { budget: RECEIVER, net: '40.00', legs: [{ before: '100.00', after: '140.00' }] },
    ]);
    expect(await list()).toHaveLength(2);
  });

  it('shows a receiver what comes to it from the proposal on, and what has arrived once', async () => {
    const { amendment, amendments } = await as<ChangeAnswer>('li', ...carried);
    const [giving, receiving] = await list('--status', 'proposed', '--agency', 'putuo');
    expect(giving).toEqual(amendment);
    expect(receiving).toEqual(amendments![1]);
    expect(await list(RECEIVER)).toEqual([receiving]);
    expect(await as('li', 'amendments', 'show', receiving!.id)).toEqual(receiving);
    const comes = { from: GIVER, amendment: giving!.id, kind: 'carry-forward', amount: '40.00' };
    expect(await as('li', 'budgets', 'show', RECEIVER)).toMatchObject({
      adjusted: '100.00',
      pending: '0.00',
      incoming: [{ ...comes, status: 'proposed' }],
    });
    expect((await run(['budgets', 'show', RECEIVER, '--data', data.name])).out).toContain(
      `comes from ${GIVER}: 40.00, carry-forward ${giving!.id}, proposed\n`,
    );
    const close = ['budgets', 'close', RECEIVER, '--on', '2024-12-31', '--data', data.name];
    expect(await run([...close, '--actor', 'li'])).toMatchObject({
      exit: 1,
      err: expect.stringContaining('1 transfers (40.00) come from other budgets'),
    });
    await as(
      'chen',
      'amendments',
      'approve',
      GIVER,
      giving!.id,
      '--authority',
      '普财预〔2023〕15号',
      '--approved-on',
      '2023-12-29',
    );
    expect(await list(RECEIVER)).toMatchObject([{ id: receiving!.id, status: 'approved' }]);
    expect(await as('li', 'budgets', 'show', RECEIVER)).toMatchObject({
      adjusted: '140.00',
      incoming: [],
    });
  });

  it('takes the filters together', async () => {
    const ids = async (...argv: string[]) => (await list(...argv)).map(({ kind }) => kind);
    expect(await ids('--year', '2024')).toEqual(['carry-forward']);
    expect(await ids('--agency', 'baoshan')).toEqual(['supplement', 'rescission']);
    expect(await ids('--agency', 'baoshan', '--proposed-by', ' wang ')).toEqual(['rescission']);
    expect(await ids('--kind', 'supplement', '--status', 'approved')).toEqual([]);
    expect(await ids('--proposed-by', 'nobody')).toEqual([]);
  });

  it('answers in parts that make up the whole', async () => {
    const all = await list();
    const parts: AmendmentAnswer[] = [];
    for (let next: string | null = '0-0'; next !== null;) {
      const page: Page<AmendmentAnswer> = await as(
        'li',
        'amendments',
        'list',
        '--limit',
        '1',
        '--after',
        next,
      );
      expect(page.items).toHaveLength(1);
      parts.push(...page.items);
      next = page.next;
    }
    expect(parts).toEqual(all);
    expect(all).toHaveLength(4);
  });

  it('answers the same over HTTP, and refuses what it does not know', async () => {
    const { get } = clientOf(service);
    expect((await get('/v1/amendments?agency=putuo&status=approved')).body).toEqual(
      await list('--agency', 'putuo', '--status', 'approved'),
    );
    const [first] = await list();
    expect((await get(`/v1/amendments/${first!.id}`)).body).toEqual(first);
    expect(await get('/v1/amendments/none')).toMatchObject({ status: 404 });
    expect(await get('/v1/amendments?limit=0')).toMatchObject({ status: 400 });
    expect(await get('/v1/amendments?after=x')).toMatchObject({ status: 400 });
    expect(await get('/v1/amendments?budget=x')).toMatchObject({ status: 400 });
    expect((await get(`/v1/budgets/${OTHER}/amendments?limit=1`)).body).toMatchObject({
      items: [first],
      next: expect.any(String),
    });
  });
});

describe('amendments propose', () => {
  it('names a wrong field of --change, and the one that was meant', async () => {
    const wrong = 'function=2120199 expenditure=project amout=1.00';
    const words = ['amendments', 'propose', OTHER, '--kind', 'supplement', '--reason', '测试'];
    const ran = await run([...words, '--change', wrong, '--data', data.name]);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain('"amout" is not a field of a change: did you mean amount?');
    for (const [given, said] of [
      ['expenditure=project project=防汛 备注=急 amount=5.00', '"备注" is not a field'],
      ['支出类型=project amount=5.00', '"支出类型" is not a field'],
      ['Expenditure=project amount=5.00', 'did you mean expenditure?'],
    ] as const)
      expect(
        (await run([...words, '--change', `function=2120199 ${given}`, '--data', data.name])).err,
      ).toContain(said);
  });
});

describe('budgets show', () => {
  it('says how a budget stands', async () => {
    expect(await as<ShownBudget>('li', 'budgets', 'show', OTHER)).toMatchObject({
      closedOn: null,
      original: '100.00',
      adjusted: '100.00',
      pending: '-1.00',
      executed: null,
      documents: [],
      openFindings: { error: 0, warning: 0, info: 0 },
    });
    expect(await as<ShownBudget>('li', 'budgets', 'show', GIVER)).toMatchObject({
      original: '100.00',
      adjusted: '60.00',
      pending: '0.00',
    });
  });
});
