import Database from 'better-sqlite3';
import { join } from 'node:path';
import { clientOf, line, opening, running } from '../e2e/http-service.js';
import { onPostgres } from '../support/test-stores.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

const [PRIOR, BUDGET] = ['wenhua-2023-department', 'wenhua-2024-department'];

const describeOnFiles = onPostgres ? describe.skip : describe;

describeOnFiles('While the views cannot be written', () => {
  it(
    'budgets are opened and entered, agencies are told apart, changes are read, and the year before is that of the log',
    async () => {
      const service = await running();
      const { get, post } = clientOf(service);
      const any = { 'if-match': '*' };
      await post('/v1/budgets', { ...opening(), fiscalYear: 2023 });
      const lines = (amount: string) => ({ lines: [line(amount)] });
      await post(`/v1/budgets/${PRIOR}/lines`, lines('100.00'), any);
      const views = new Database(join(service.data, 'views.db'));
      views.exec('BEGIN IMMEDIATE');
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

interface Change {
  readonly sequence: number;
  readonly budget: string;
  readonly data: { readonly origin?: string; readonly subject?: { readonly kind: string } };
}
