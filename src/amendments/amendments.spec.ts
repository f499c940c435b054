import { CHIEF, CLERK, openLedger, type TestLedger } from '../../test/support/test-ledger.js';
import { BridgeOf } from '../budgets/reports/bridge.query.js';
import { DeltasOf } from '../budgets/reports/deltas.query.js';
import { FindingsOf } from '../findings/findings.query.js';
import { LinesOf } from '../budgets/lines/lines.query.js';
import { TableOf } from '../budgets/tables/table.query.js';
import { TrailOf } from '../budgets/reports/trail.query.js';
import type { AmountChange } from '../domain/budget/movement.js';
import type { AmendmentKind } from '../domain/events/budget.events.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { civilDate } from '../domain/values/civil-date.js';
import type { LineKey } from '../domain/values/line.js';
import { parseFen } from '../domain/values/money.js';
import { readBudget } from '../ledger/read-budget.js';
import { eventId } from '../log/event-id.js';
import { EventLog } from '../log/event-log.js';
import { ChangeBudget } from './change-budget.js';
import { PreviewChange } from './preview-change.query.js';
import { ListAmendments } from './list-amendments.query.js';
import { ShowAmendment } from './show-amendment.query.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger();
});
afterEach(() => ledger.close());

/** One function item, 2120199, with the published figures of 2023: revenue = expenditure, economic = basic. */
const BAOSHAN = {
  'revenue/2120199/fiscal-appropriation': '6272475.68',
  'expenditure/general/2120199/basic': '5699975.68',
  'expenditure/general/2120199/project': '572500.00',
  'economic/30107/personnel': '5007037.00',
  'economic/30217/public': '2926.00',
  'economic/30299/public': '690012.68',
  'three-public/reception': '2900.00',
};

const change = (text: string): AmountChange => {
  const given = Object.fromEntries(text.split(' ').map((pair) => pair.split('='))) as Record<
    string,
    string
  >;
  return {
    function: given['function']!,
    fund: (given['fund'] ?? 'general') as AmountChange['fund'],
    expenditure: given['expenditure'] as AmountChange['expenditure'],
    economic: given['economic'] ?? null,
    project: given['project'] ?? null,
    source: 'fiscal-appropriation',
    amount: parseFen(given['amount']!),
  };
};

type Approval = Parameters<TestLedger['approve']>[2];

const propose = (
  budget: BudgetId,
  kind: AmendmentKind,
  changes: readonly string[],
  to?: BudgetId,
) => ledger.propose(budget, kind, changes.map(change), to);

const approve = (...given: Parameters<TestLedger['approve']>) => ledger.approve(...given);

const amend = async (
  budget: BudgetId,
  kind: AmendmentKind,
  changes: readonly string[],
  approval: Approval = {},
) => approve(budget, await propose(budget, kind, changes), approval);

const adjusted = async (budget: BudgetId, asOf = {}) =>
  Object.fromEntries(
    (await ledger.ask(new LinesOf(budget, asOf))).lines.map(({ line, adjusted }) => [
      line,
      adjusted,
    ]),
  );

const refused = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe('A supplement', () => {
  it('moves no line until it is approved, and then moves every schedule that shows the money', async () => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    const proposed = await propose(budget, 'supplement', [
      'function=2120199 expenditure=project amount=150000.00',
    ]);
    expect(proposed.amendment).toMatchObject({
      status: 'proposed',
      net: '150000.00',
      gross: '150000.00',
      approvedBy: null,
    });
    expect(await adjusted(budget)).toMatchObject({
      'expenditure/general/2120199/project': '572500.00',
    });
    const bridge = await ledger.ask(new BridgeOf(budget));
    expect(bridge.total).toMatchObject({
      original: '6272475.68',
      adjusted: '6272475.68',
      pending: '150000.00',
    });

    const approved = await approve(budget, proposed);
    expect(approved.amendment).toMatchObject({
      status: 'approved',
      approvedBy: 'chief',
      authority: { number: '宝财预〔2023〕15号', normalised: '宝财预〔2023〕15号' },
      legs: [
        {
          key: 'revenue/2120199/fiscal-appropriation',
          before: '6272475.68',
          delta: '+150000.00',
          after: '6422475.68',
        },
        {
          key: 'expenditure/general/2120199/project',
          before: '572500.00',
          delta: '+150000.00',
          after: '722500.00',
        },
      ],
    });
    const table = await ledger.ask(new TableOf(budget, 3));
    expect(table.rows.at(-1)).toMatchObject({
      code: '2120199',
      cells: { total: '6422475.68', project: '722500.00' },
    });
    const closed = await ledger.ask(new BridgeOf(budget));
    expect(closed.total).toMatchObject({
      original: '6272475.68',
      amendments: { supplement: '150000.00' },
      adjusted: '6422475.68',
      pending: '0.00',
    });
    expect(
      (await ledger.ask(new FindingsOf(budget))).items.filter(({ status }) => status === 'open'),
    ).toEqual([]);
  });

  it('may open a line and name a project', async () => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    await amend(budget, 'supplement', [
      'function=2080502 expenditure=project project=信息化 amount=1.00',
    ]);
    expect(await adjusted(budget)).toMatchObject({
      'expenditure/general/2080502/project': '1.00',
      'project/信息化/fiscal-appropriation': '1.00',
    });
    const { rows } = await ledger.ask(new TableOf(budget, 3));
    expect(rows.map(({ code }) => code)).toEqual([
      '208',
      '20805',
      '2080502',
      '212',
      '21201',
      '2120199',
    ]);
  });

  it('that is recorded late changes past effective dates and not what was known before', async () => {
    const budget = await ledger.budget('qingpu-2023-unit', BAOSHAN);
    const before = await ledger.ask(new LinesOf(budget));
    await amend(budget, 'supplement', ['function=2120199 expenditure=project amount=500000.00'], {
      on: '2023-11-20',
      effective: '2023-07-01',
    });
    const project = async (asOf: object) =>
      (await adjusted(budget, asOf))['expenditure/general/2120199/project'];
    expect(await project({ effective: civilDate('2023-06-30') })).toBe('572500.00');
    expect(await project({ effective: civilDate('2023-07-01') })).toBe('1072500.00');
    expect(
      await project({ effective: civilDate('2023-07-01'), position: BigInt(before.asOf.position) }),
    ).toBe('572500.00');
    expect(
      await ledger.ask(new LinesOf(budget, { position: BigInt(before.asOf.position) })),
    ).toEqual(before);
  });
});

describe('A change is refused', () => {
  it.each`
    kind               | changes                                                                                                                   | code                         | because
    ${'supplement'}    | ${['function=2120199 expenditure=project amount=0.00']}                                                                   | ${'amount-zero'}             | ${'nothing moves'}
    ${'supplement'}    | ${['function=2120199 expenditure=project amount=-1.00']}                                                                  | ${'sign-of-kind'}            | ${'a supplement raises'}
    ${'rescission'}    | ${['function=2120199 expenditure=project amount=1.00']}                                                                   | ${'sign-of-kind'}            | ${'a rescission lowers'}
    ${'reallocation'}  | ${['function=2120199 expenditure=project amount=-1.00', 'function=2120199 expenditure=basic economic=30299 amount=0.99']} | ${'reallocation-not-zero'}   | ${'a fen is missing'}
    ${'supplement'}    | ${['function=2120199 expenditure=basic amount=1.00']}                                                                     | ${'economic-missing'}        | ${'T8 has to move too'}
    ${'supplement'}    | ${['function=212 expenditure=project amount=1.00']}                                                                       | ${'line-invalid'}            | ${'a class is no leaf'}
    ${'rescission'}    | ${['function=2120199 expenditure=project amount=-572500.01']}                                                             | ${'line-would-go-negative'}  | ${'no line goes below zero'}
    ${'carry-forward'} | ${['function=2120199 expenditure=project amount=-1.00']}                                                                  | ${'transfer-target-missing'} | ${'it arrives somewhere'}
  `('when $because ($code)', async ({ kind, changes, code }) => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    await expect(propose(budget, kind, changes)).rejects.toEqual(refused(code));
    expect(await ledger.ask(new ListAmendments({ budget }))).toEqual({ items: [], next: null });
  });

  it('when its proposer approves it, without a document, before the year, or twice', async () => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    const proposed = await propose(budget, 'supplement', [
      'function=2120199 expenditure=project amount=1.00',
    ]);
    await expect(approve(budget, proposed, { by: CLERK })).rejects.toEqual(
      refused('self-approval'),
    );
    await expect(approve(budget, proposed, { number: ' ' })).rejects.toEqual(
      refused('authority-missing'),
    );
    await expect(approve(budget, proposed, { effective: '2022-12-31' })).rejects.toEqual(
      refused('effective-before-original'),
    );
    await approve(budget, proposed);
    await expect(approve(budget, proposed)).rejects.toEqual(
      refused('amendment-ended', { status: 'approved' }),
    );
  });

  it('at approval, when another amendment has used the remaining amount', async () => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    const first = await propose(budget, 'rescission', [
      'function=2120199 expenditure=project amount=-500000.00',
    ]);
    const second = await propose(budget, 'rescission', [
      'function=2120199 expenditure=project amount=-500000.00',
    ]);
    await approve(budget, first);
    await expect(approve(budget, second)).rejects.toEqual(
      refused('line-would-go-negative', { headroom: '72500.00' }),
    );
  });
});

describe('A budget whose lines were entered for some tables only', () => {
  it('is amended in those tables only', async () => {
    const budget = await ledger.budget('baoshan-2023-department', {
      'expenditure/general/2120199/basic': '10000.00',
      'expenditure/general/2120199/project': '5000.00',
    });
    const { amendment } = await amend(budget, 'rescission', [
      'function=2120199 expenditure=basic economic=30217 amount=-1000.00',
      'function=2120199 expenditure=project amount=-5000.00',
    ]);
    expect(amendment!.legs.map(({ key, after }) => [key, after])).toEqual([
      ['expenditure/general/2120199/basic', '9000.00'],
      ['expenditure/general/2120199/project', '0.00'],
    ]);
    await expect(
      propose(budget, 'rescission', ['function=2120199 expenditure=project amount=-0.01']),
    ).rejects.toEqual(
      refused('line-would-go-negative', {
        line: 'expenditure/general/2120199/project',
        headroom: '0.00',
      }),
    );
  });
});

describe('A rescission of reception expense', () => {
  it('lowers the economic item and the T9 leaf, which is rounded', async () => {
    const budget = await ledger.budget('minhang-2024-department', {
      'revenue/2120199/fiscal-appropriation': '10000.00',
      'expenditure/general/2120199/basic': '10000.00',
      'economic/30217/public': '10000.00',
      'three-public/reception': '10000.00',
      'three-public/vehicle-running': '64000.00',
    });
    await amend(
      budget,
      'rescission',
      ['function=2120199 expenditure=basic economic=30217 amount=-5000.00'],
      { on: '2024-06-15' },
    );
    const t9 = await ledger.ask(new TableOf(budget, 9));
    expect(t9.rows[0]!.cells).toMatchObject({
      total: '6.90',
      reception: '0.50',
      'vehicle-running': '6.40',
    });
  });

  it('never takes a rounded leaf below zero', async () => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    const { amendment } = await amend(budget, 'rescission', [
      'function=2120199 expenditure=basic economic=30217 amount=-2926.00',
    ]);
    expect(amendment!.legs.at(-1)).toMatchObject({
      key: 'three-public/reception',
      before: '2900.00',
      delta: '-2900.00',
      after: '0.00',
    });
  });
});

describe('A carry-forward', () => {
  const changes = ['function=2120199 expenditure=project project=数智平台 amount=-25665400.00'];

  it('is recorded once in the giving budget and once in the receiving one', async () => {
    const from = await ledger.budget('putuo-2023-unit', {
      'revenue/2120199/fiscal-appropriation': '125665400.00',
      'expenditure/general/2120199/project': '125665400.00',
      'project/数智平台/fiscal-appropriation': '125665400.00',
    });
    const to = await ledger.budget('putuo-2024-unit', {
      'expenditure/general/2120199/project': '1.00',
    });
    const proposed = await propose(from, 'carry-forward', changes, to);
    expect(
      proposed.amendments!.map(({ status, net, legs }) => [status, net, legs[1]!.after]),
    ).toEqual([
      ['proposed', '-25665400.00', '100000000.00'],
      ['proposed', '25665400.00', '25665400.00'],
    ]);
    const answer = await approve(from, proposed, { on: '2023-12-29' });
    expect(answer.amendments!.map(({ id }) => id)).toEqual(
      proposed.amendments!.map(({ id }) => id),
    );
    expect(answer.amendments).toHaveLength(2);
    expect(await adjusted(from)).toMatchObject({
      'expenditure/general/2120199/project': '100000000.00',
    });
    expect(await adjusted(to)).toMatchObject({
      'expenditure/general/2120199/project': '25665401.00',
      'project/数智平台/fiscal-appropriation': '25665400.00',
    });
    const [received] = (await ledger.ask(new ListAmendments({ budget: to }))).items;
    expect(received).toMatchObject({
      kind: 'carry-forward',
      effectiveOn: '2024-01-01',
      transferId: answer.transferId,
    });
    const first = async (budget: BudgetId, wanted: string) =>
      (await readBudget(ledger.get(EventLog), budget)).find(({ type }) => type === wanted)!;
    const given = await first(from, 'BudgetAmended');
    expect((await first(to, 'BudgetAmended')).causationId).toBe(given.id);
    expect(given.causationId).toBe((await first(from, 'AmendmentProposed')).id);
  });
});

describe('A correction', () => {
  it('names the wrong record, is counted apart from amendments, and raises an imbalance as a finding', async () => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    const key = 'expenditure/general/2120199/project' as LineKey;
    const [entered] = (await ledger.ask(new TrailOf(budget, {}, key))).entries;
    const correct = (corrects: string, to: string) =>
      ledger.execute(
        new ChangeBudget(
          budget,
          { type: 'correct', corrects, to: parseFen(to), reason: '登记错误' },
          CLERK,
        ),
      );
    await correct(entered!.id, '572000.00');
    const bridge = await ledger.ask(new BridgeOf(budget));
    expect(bridge.rows.find(({ line }) => line === key)).toMatchObject({
      original: '572500.00',
      corrections: '-500.00',
      adjusted: '572000.00',
    });
    expect(
      (await ledger.ask(new FindingsOf(budget))).items.map(({ rule, status }) => [rule, status]),
    ).toEqual([['T1-BALANCE', 'open']]);
    const correction = (await ledger.ask(new TrailOf(budget, {}, key))).entries.at(-1)!;
    await expect(correct(correction.id, '1.00')).rejects.toEqual(refused('correction-invalid'));
    await correct(entered!.id, '572500.00');
    expect(
      (await ledger.ask(new FindingsOf(budget))).items.every(({ status }) => status === 'resolved'),
    ).toBe(true);
  });
});

describe('A closed year', () => {
  it('requires that all amendments are decided, and then accepts only corrections', async () => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    const close = () =>
      ledger.execute(
        new ChangeBudget(
          budget,
          { type: 'close', on: civilDate('2024-01-15'), confirm: budget },
          CHIEF,
        ),
      );
    const proposed = await propose(budget, 'supplement', [
      'function=2120199 expenditure=project amount=1.00',
    ]);
    await expect(close()).rejects.toEqual(refused('amendments-pending'));
    await ledger.execute(
      new ChangeBudget(
        budget,
        { type: 'withdraw', amendment: proposed.amendment!.id, reason: '撤回' },
        CLERK,
      ),
    );
    await close();
    await expect(
      propose(budget, 'supplement', ['function=2120199 expenditure=project amount=1.00']),
    ).rejects.toEqual(refused('year-closed'));
  });
});

describe('An execution figure', () => {
  it('is shown beside the adjusted budget, and the newest date counts', async () => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    const record = (asOf: string, amount: string) =>
      ledger.execute(
        new ChangeBudget(
          budget,
          {
            type: 'execute',
            asOf: civilDate(asOf),
            status: 'provisional',
            figures: [
              {
                function: '2120199',
                expenditure: 'project',
                project: null,
                amount: parseFen(amount),
              },
            ],
          },
          CLERK,
        ),
      );
    await record('2023-06-30', '100000.00');
    await record('2023-12-31', '570000.00');
    const next = await ledger.budget('baoshan-2024-department', {
      'expenditure/general/2120199/project': '600000.00',
    });
    const bridge = await ledger.ask(new BridgeOf(budget));
    expect(bridge.rows.at(-1)).toMatchObject({ executed: '570000.00' });
    const deltas = await ledger.ask(new DeltasOf(next, 'prior-execution', 'item'));
    expect(deltas.total).toMatchObject({
      base: '570000.00',
      current: '600000.00',
      text: '+30000.00, 5.26%',
    });
  });
});

describe('A preview', () => {
  it('shows the tables, deltas and findings that would follow, and records nothing', async () => {
    const budget = await ledger.budget('baoshan-2023-department', BAOSHAN);
    const before = await ledger.ask(new TrailOf(budget));
    const request = {
      type: 'propose',
      kind: 'supplement',
      changes: [change('function=2120199 expenditure=project amount=150000.00')],
      reason: '追加',
    } as const;
    const answer = await ledger.ask(new PreviewChange(budget, request, CLERK.actor));
    expect(answer.amendment).toMatchObject({ status: 'proposed', net: '150000.00' });
    expect(answer.tables[2]!.totals).toMatchObject({ total: '6422475.68', project: '722500.00' });
    expect(answer.findings).toEqual([]);
    expect(answer.approvals).toEqual([]);
    expect(await ledger.ask(new TrailOf(budget))).toEqual(before);
  });
});

describe('The beginning of an id', () => {
  it('that two amendments have is refused with both', async () => {
    const budget = await ledger.budget('baoshan-2023-unit', BAOSHAN);
    // The id follows from the key: some two of a thousand begin with the same four digits.
    const keys = new Map<string, string>();
    let alike: readonly [string, string] | undefined;
    for (let n = 0; alike === undefined; n += 1) {
      const start = eventId(`amendment ${budget} k${n}`, 0).slice(0, 4);
      const other = keys.get(start);
      if (other !== undefined) alike = [other, `k${n}`];
      keys.set(start, `k${n}`);
    }
    const ids: string[] = [];
    for (const key of alike) {
      const { amendment } = await ledger.execute(
        new ChangeBudget(
          budget,
          {
            type: 'propose',
            kind: 'supplement',
            changes: [change('function=2120199 expenditure=project amount=1.00')],
            reason: '年中变动',
          },
          { ...CLERK, idempotency: { key, fingerprint: key } },
        ),
      );
      ids.push(amendment!.id);
    }
    const start = ids[0]!.slice(0, 4);
    await expect(ledger.ask(new ShowAmendment(start))).rejects.toMatchObject({
      code: 'malformed',
      details: { found: ids },
    });
    const unique = ids.map((id) => id.slice(0, 13));
    const shown = await Promise.all(unique.map((each) => ledger.ask(new ShowAmendment(each))));
    expect(shown.map(({ id }) => id)).toEqual(ids);
  });
});
