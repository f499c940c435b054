import { openLedger, CLERK } from '../../../test/support/test-ledger.js';
import { ChangeBudget } from '../../amendments/change-budget.js';
import { AuditExceptions } from '../../audit/audit-exceptions.query.js';
import { civilDate } from '../../domain/values/civil-date.js';
import type { Expenditure } from '../../domain/values/line.js';
import { parseFen } from '../../domain/values/money.js';
import { StandingOf } from '../standing.query.js';
import { TotalsOf } from '../totals/totals.query.js';
import { BridgeOf } from './bridge.query.js';
import { ExecutionsOf } from './executions.query.js';

describe('What a budget has spent', () => {
  it('counts once, whether its items are recorded as a whole, by kinds of expenditure or by projects', async () => {
    const ledger = await openLedger();
    try {
      const budget = await ledger.budget('minhang-2024-unit', {
        'expenditure/general/2120199/basic': '100.00',
        'expenditure/general/2120199/project': '50.00',
      });
      const record = (on: string, figures: Readonly<Record<string, string>>) =>
        ledger.execute(
          new ChangeBudget(
            budget,
            {
              type: 'execute',
              asOf: civilDate(on),
              status: 'provisional',
              figures: Object.entries(figures).map(([part, amount]) => {
                const [kind, project = null] = part.split(' ');
                return {
                  function: '2120199',
                  expenditure: kind === 'whole' ? null : (kind as Expenditure),
                  project,
                  amount: parseFen(amount),
                };
              }),
            },
            CLERK,
          ),
        );
      /** What is spent, as each question says it. */
      const spent = async () => {
        const { total, figures } = await ledger.ask(new ExecutionsOf(budget));
        const answers = [
          total,
          (await ledger.ask(new StandingOf(budget))).executed,
          (await ledger.ask(new BridgeOf(budget))).total.executed,
          (await ledger.ask(new TotalsOf({ year: 2024 }))).total.executed,
        ];
        expect(new Set(answers).size).toBe(1);
        return {
          total,
          parts: figures.map(({ expenditure, project }) =>
            project === null ? expenditure : `${expenditure} ${project}`,
          ),
        };
      };
      const exceptions = async () =>
        (await ledger.ask(new AuditExceptions({ rule: 'executed-without-budget' }))).items.map(
          ({ message }) => message,
        );
      await record('2024-06-30', { whole: '70.00' });
      expect(await spent()).toEqual({ total: '70.00', parts: [null] });
      // Of a part alone it cannot be told what it leaves of the whole.
      await record('2024-08-31', { basic: '30.00' });
      expect(await spent()).toEqual({ total: '70.00', parts: [null] });
      await record('2024-09-30', { basic: '80.00', project: '20.00' });
      expect(await spent()).toEqual({ total: '100.00', parts: ['basic', 'project'] });
      // Of one project alone it cannot be told what it leaves of all.
      await record('2024-10-31', { 'project 平台': '15.00' });
      expect(await spent()).toEqual({ total: '100.00', parts: ['basic', 'project'] });
      await record('2024-11-30', { 'project 修缮': '10.00' });
      expect(await spent()).toEqual({
        total: '105.00',
        parts: ['basic', 'project 修缮', 'project 平台'],
      });
      await record('2024-12-10', { project: '20.00' });
      expect(await spent()).toEqual({ total: '100.00', parts: ['basic', 'project'] });
      // What was forgotten is recorded later, and is older.
      await record('2024-05-31', { whole: '60.00' });
      expect(await spent()).toEqual({ total: '100.00', parts: ['basic', 'project'] });
      expect(await exceptions()).toEqual([]);
      await record('2024-12-31', { whole: '150.01' });
      expect(await spent()).toEqual({ total: '150.01', parts: [null] });
      // More than all lines of the item have.
      expect(await exceptions()).toEqual([
        '2120199 has spent 150.01 of an adjusted budget of 150.00.',
      ]);
    } finally {
      await ledger.close();
    }
  });
});
