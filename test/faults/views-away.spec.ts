import { CommandBus } from '@nestjs/cqrs';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeAnswer } from '../../src/amendments/amendments.answer.js';
import { ChangeBudget } from '../../src/amendments/change-budget.js';
import type { ChangeRequest } from '../../src/amendments/change-request.js';
import { authority } from '../../src/domain/events/authority.js';
import { parseBudgetId, type BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { readBudget } from '../../src/ledger/read-budget.js';
import { inTransit, SettleTransfers } from '../../src/ledger/settle-transfers.js';
import { EventLog } from '../../src/log/event-log.js';
import { Projector } from '../../src/projector/projector.js';
import { Views } from '../../src/views/views-database.js';
import { openLedger, type TestLedger } from '../support/test-ledger.js';
import { clientOf, line, opening, running } from '../e2e/http-service.js';
import { lockedViews } from '../support/locked-views.js';
import { onPostgres } from '../support/test-stores.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { itInCi } from '../support/it-in-ci.js';

const [PRIOR, BUDGET] = ['wenhua-2023-department', 'wenhua-2024-department'];

const describeOnFiles = onPostgres ? describe.skip : describe;

describeOnFiles('While the views cannot be written', () => {
  itInCi(
    'budgets are opened and entered, agencies are told apart, changes are read, and the year before is that of the log',
    async () => {
      const service = await running();
      const { get, post } = clientOf(service);
      const any = { 'if-match': '*' };
      await post('/v1/budgets', { ...opening(), fiscalYear: 2023 });
      const lines = (amount: string) => ({ lines: [line(amount)] });
      await post(`/v1/budgets/${PRIOR}/lines`, lines('100.00'), any);
      const views = await lockedViews(service.data);
      try {
        const another = { code: 'another', name: opening().agency.name };
        const taken = await post('/v1/budgets', { ...opening(), agency: another });
        expect([taken.status, taken.body['code']]).toEqual([409, 'agency-differs']);
        expect((await post('/v1/budgets', opening())).status).toBe(201);
        const entered = await post(`/v1/budgets/${BUDGET}/lines`, lines('120.00'), any);
        expect([entered.status, entered.body['projection']]).toEqual([201, 'behind']);
        const changes = await get('/v1/changes?follow=false&from=2');
        const rows = changes.text
          .trim()
          .split('\n')
          .map((row) => JSON.parse(row) as Change);
        expect(rows[0]).toMatchObject({ sequence: 2 });
        expect(
          rows.find(({ data }) => data.origin === 'derived' && data.subject?.kind === 'total'),
        ).toMatchObject({ budget: BUDGET, data: { current: '120.00', delta: '+20.00' } });
      } finally {
        views.exec('ROLLBACK');
        views.close();
        await service.close();
      }
    },
    SERVICE_TEST_MS,
  );
});

describeOnFiles('A document over HTTP, while the views cannot be written', () => {
  itInCi(
    'is previewed by one instance and committed by another, and a repeat gets the first answer, also without its file',
    async () => {
      const one = await running();
      const other = await running({
        LEDGER_LOG: `sqlite:${join(one.data, 'log.db')}`,
        LEDGER_DOCUMENTS: `dir:${join(one.data, 'documents')}`,
      });
      const views = [await lockedViews(one.data), await lockedViews(other.data)];
      try {
        const sample = readFileSync(
          new URL('../../samples/baoshan-2022-unit.md', import.meta.url),
          'utf8',
        );
        const raw = { 'content-type': 'text/markdown' };
        const shown = await clientOf(one).post('/v1/imports?file=a.md', sample, raw);
        expect([shown.status, shown.body['status']]).toEqual([201, 'preview']);
        const commit = (at: typeof one) =>
          clientOf(at).post(`/v1/imports/${shown.body['id']}/commit`, '', {
            'content-type': null,
            'idempotency-key': 'k',
          });
        const first = await commit(other);
        expect([first.status, first.body['status']]).toEqual([201, 'committed']);
        expect((await commit(one)).text).toBe(first.text);
        const known = join(one.data, 'documents', 'previews', 'known');
        for (const name of readdirSync(known))
          if (name !== `${shown.body['id']}.json`) rmSync(join(known, name));
        const again = await commit(one);
        expect([again.status, again.body]).toEqual([201, first.body]);
      } finally {
        for (const each of views) {
          each.exec('ROLLBACK');
          each.close();
        }
        await other.close();
        await one.close();
      }
    },
    SERVICE_TEST_MS,
  );
});

describeOnFiles('While the disk of the views is full', () => {
  let ledger: TestLedger;
  let budget: BudgetId;
  beforeEach(async () => {
    ledger = await openLedger();
    budget = await ledger.budget('wenhua-2024-unit', {
      'revenue/2070101/fiscal-appropriation': '100.00',
      'expenditure/general/2070101/project': '100.00',
    });
    await ledger.budget('jiaoyu-2024-unit', {
      'revenue/2070101/fiscal-appropriation': '100.00',
      'expenditure/general/2070101/project': '100.00',
    });
    await ledger.get(Projector).catchUp();
    await setPagesMax(1);
  });
  afterEach(() => ledger.close());

  const setPagesMax = (pages: number) =>
    ledger.get(Views).transaction((tx) => tx.all(`PRAGMA max_page_count = ${pages}`));
  const change = (request: ChangeRequest, actor = 'zhang') =>
    ledger
      .get(CommandBus)
      .execute<ChangeBudget, ChangeAnswer>(new ChangeBudget(budget, request, { actor }));
  const proposed = async (amount: bigint, to?: BudgetId) =>
    change({
      type: 'propose',
      kind: to === undefined ? 'supplement' : 'reallocation',
      reason: '调整'.repeat(2_000),
      changes: [
        {
          function: '2070101',
          fund: 'general',
          expenditure: 'project',
          economic: null,
          project: null,
          source: 'fiscal-appropriation',
          amount,
        },
      ],
      to,
    });
  const approve = (amendment: string): ChangeRequest => ({
    type: 'approve',
    amendment,
    authority: authority('财预〔2024〕1号'),
    approvedOn: civilDate('2024-03-01'),
    effectiveOn: civilDate('2024-03-01'),
  });

  it('what is recorded is answered, and says that the views do not have it; they do once there is room', async () => {
    const first = await proposed(100n);
    const transfer = await proposed(-200n, parseBudgetId('jiaoyu-2024-unit').id);
    await expect(ledger.get(Projector).catchUp()).rejects.toMatchObject({
      code: 'data-folder-unusable',
      message: expect.stringContaining('database or disk is full') as string,
    });
    const rejected = await change(
      { type: 'reject', amendment: first.amendment!.id, reason: '不同意' },
      'li',
    );
    expect(rejected).toMatchObject({ budget, projection: 'behind' });
    const approved = await change(approve(transfer.amendment!.id), 'li');
    expect(approved).toMatchObject({
      projection: 'behind',
      amendment: { status: 'approved' },
      amendments: [{ budget }],
    });
    expect(await types()).toEqual(
      expect.arrayContaining(['AmendmentProposed', 'AmendmentRejected', 'BudgetAmended']),
    );
    await setPagesMax(1_000_000);
    await ledger.get(SettleTransfers).all();
    expect(await inTransit(ledger.get(Views))).toEqual([]);
  });

  const types = async () =>
    (await readBudget(ledger.get(EventLog), budget)).map(({ type }) => type);
});

interface Change {
  readonly sequence: number;
  readonly budget: string;
  readonly data: { readonly origin?: string; readonly subject?: { readonly kind: string } };
}
