import type { Query } from '@nestjs/cqrs';
import { ChangeBudget } from '../../src/amendments/change-budget.js';
import type { ChangeRequest } from '../../src/amendments/change-request.js';
import { ListAmendments } from '../../src/amendments/list-amendments.query.js';
import { CountAuditChanges } from '../../src/audit/audit-changes.query.js';
import { AuditExceptions } from '../../src/audit/audit-exceptions.query.js';
import { SumsInTransit, TransfersInTransit } from '../../src/audit/in-transit.query.js';
import { ShownPosition } from '../../src/audit/shown-position.query.js';
import { EnterLines } from '../../src/budgets/lines/enter-lines.js';
import { ListBudgets } from '../../src/budgets/list-budgets.query.js';
import { OverviewOf } from '../../src/budgets/overview.query.js';
import { ExecutionsOf } from '../../src/budgets/reports/executions.query.js';
import { StandingOf } from '../../src/budgets/standing.query.js';
import { approve, change, PROJECT } from '../../src/domain/decide/decide.fixture.js';
import { authority } from '../../src/domain/events/authority.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { parseLineKey } from '../../src/domain/values/line.js';
import { parseFen } from '../../src/domain/values/money.js';
import { FindingsOf } from '../../src/findings/findings.query.js';
import { ResolveFinding } from '../../src/findings/resolve-finding.js';
import type { Caller } from '../../src/ledger/caller.js';
import { Recorder } from '../../src/ledger/recorder.js';
import { Projector } from '../../src/projector/projector.js';
import { CHIEF, CLERK, openLedger, type TestLedger } from '../support/test-ledger.js';

const FROM = 'linjiang-2023-unit' as BudgetId;
const TO = 'linjiang-2024-unit' as BudgetId;

/** The lists of what is open, and how budgets stand, as of a position; of now without one. */
const questions = (position?: bigint): Readonly<Record<string, Query<unknown>>> => ({
  budgets: new OverviewOf({ position }),
  reconciled: new ListBudgets({ reconciled: true, position }),
  open: new ListBudgets({ reconciled: false, position }),
  ...Object.fromEntries(
    [FROM, TO].flatMap((budget) => [
      [`findings ${budget}`, new FindingsOf(budget, {}, { position })],
      [`weight ${budget}`, new FindingsOf(budget, {}, { order: 'weight', position })],
      [`standing ${budget}`, new StandingOf(budget, { position })],
      [`executions ${budget}`, new ExecutionsOf(budget, { position })],
    ]),
  ),
  ...Object.fromEntries(
    (['proposed', 'approved', 'rejected', 'withdrawn', 'returned', undefined] as const).map(
      (status) => [`amendments ${status}`, new ListAmendments({ status, position })],
    ),
  ),
  exceptions: new AuditExceptions({ position }),
  late: new CountAuditChanges({ budgets: [FROM, TO], lateDays: 30, position }),
  transfers: new TransfersInTransit({ position }),
  sums: new SumsInTransit([FROM, TO], position),
});

describe('The lists of what is open', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  const answers = async (position?: bigint): Promise<Readonly<Record<string, unknown>>> => {
    const found: Record<string, unknown> = {};
    for (const [name, question] of Object.entries(questions(position))) {
      const answer = await ledger.ask(question);
      found[name] = name.startsWith('amendments')
        ? // What the legs of an amendment were before its approval is not kept.
          (answer as { items: object[] }).items.map((each) => ({ ...each, legs: null }))
        : answer;
    }
    return found;
  };

  it('answer for a position what they answered when it was the newest', async () => {
    const changed = (budget: BudgetId, request: ChangeRequest, by: Caller = CLERK) =>
      ledger.execute(new ChangeBudget(budget, request, by));
    const entered = (lines: Readonly<Record<string, string>>) =>
      ledger.execute(
        new EnterLines(
          FROM,
          Object.entries(lines).map(([key, amount]) => ({
            line: parseLineKey(key),
            name: '',
            amount: parseFen(amount),
          })),
          CLERK,
        ),
      );
    const openFinding = async () =>
      (await ledger.ask(new FindingsOf(FROM))).items.find(({ status }) => status === 'open')!.id;
    const decided = async (finding: string, decision: 'known-slip' | 'accept-printed') =>
      ledger.execute(new ResolveFinding(FROM, finding, decision, '核对', CLERK));
    const supplement = () => ledger.propose(FROM, 'supplement', [change('1.00')]);
    const ended = async (type: 'reject' | 'withdraw', by: { readonly actor: string }) =>
      changed(FROM, { type, amendment: (await supplement()).amendment!.id, reason: '不妥' }, by);
    let finding = '';
    let transfer = '';
    const recorder = ledger.get(Recorder);
    const steps: readonly (() => Promise<unknown>)[] = [
      () => ledger.budget(FROM, { [PROJECT]: '10.00' }),
      () => ledger.budget(TO, { [PROJECT]: '10.00' }),
      // The code is in no list: a finding and an exception.
      () => entered({ 'expenditure/general/2120998/project': '5.00' }),
      async () => decided((finding = await openFinding()), 'known-slip'),
      () => decided(finding, 'accept-printed'),
      supplement,
      async () => ledger.approve(FROM, await supplement(), { on: '2023-11-02' }),
      () => ended('reject', CHIEF),
      () => ended('withdraw', CLERK),
      () =>
        changed(FROM, {
          type: 'execute',
          asOf: civilDate('2023-06-30'),
          status: 'provisional',
          figures: [
            {
              function: '2120199',
              expenditure: 'project',
              project: null,
              amount: parseFen('100.00'),
            },
          ],
        }),
      () =>
        changed(
          FROM,
          {
            type: 'approve-budget',
            authority: authority('口头'),
            approvedOn: civilDate('2023-12-01'),
          },
          CHIEF,
        ),
      () => entered({ 'expenditure/general/2120199/basic': '3.00' }),
      () =>
        changed(
          FROM,
          {
            type: 'approve-budget',
            authority: authority('临财预〔2023〕1号'),
            approvedOn: civilDate('2023-02-11'),
          },
          CHIEF,
        ),
      async () => {
        const { amendment } = await ledger.propose(FROM, 'carry-forward', [change('-1.00')], TO);
        transfer = amendment!.id;
      },
      async () => {
        const receiver = { budget: TO, closedOn: null, received: new Set<string>() };
        await recorder.record(
          FROM,
          approve({ amendment: transfer, effectiveOn: null, receiver }),
          CHIEF,
        );
        await ledger.get(Projector).catchUp();
      },
      // It cannot arrive any more.
      async () => {
        const [on, today] = [civilDate('2024-12-31'), civilDate('2025-01-15')];
        await recorder.record(
          TO,
          { type: 'CloseYear', on, confirm: TO, today, incoming: null },
          CHIEF,
        );
        await ledger.get(Projector).catchUp();
      },
      () => changed(FROM, { type: 'return', amendment: transfer, reason: '退回' }),
    ];
    const kept: {
      readonly position: bigint;
      readonly answered: Readonly<Record<string, unknown>>;
    }[] = [];
    for (const [i, step] of steps.entries()) {
      await step();
      if (i === 0) continue;
      kept.push({ position: await ledger.ask(new ShownPosition()), answered: await answers() });
    }
    expect(new Set(kept.map(({ position }) => position)).size).toBe(kept.length);
    for (const { position, answered } of kept) expect(await answers(position)).toEqual(answered);
  });
});
