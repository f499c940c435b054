import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { SqliteEventLog } from '../log/sqlite/sqlite-event-log.js';
import { NamesInLog } from './names-in-log.js';

class FewNames extends NamesInLog {
  protected override readonly most = 5;
}

const event = (budget: string, version: number, type: string, data: object) =>
  ({ budget, version, type, data }) as unknown as RecordedEvent;

describe('The names in the log', () => {
  it('that are kept are limited, also where budgets are opened first and filled later', async () => {
    const log = SqliteEventLog.open({ file: ':memory:' });
    const names = new FewNames(log);
    const budgets = ['a-2024-unit', 'b-2024-unit', 'c-2024-unit'];
    for (const budget of budgets)
      await names.at(event(budget, 0, 'BudgetOpened', { agency: { code: 'a', name: '局' } }), 1);
    expect(names.kept).toBe(3);
    for (let version = 1; version <= 4; version += 1)
      for (const budget of budgets) {
        const line = `project/${version}`;
        const known = await names.at(
          event(budget, version, 'LineEntered', { line, name: `项目${version}` }),
          1,
        );
        expect(known.agency === null || known.agency.name === '局').toBe(true);
        expect(names.kept).toBeLessThanOrEqual(5);
      }
    await log.close();
  });

  it('of another epoch are forgotten', async () => {
    const log = SqliteEventLog.open({ file: ':memory:' });
    const names = new NamesInLog(log);
    const opened = (name: string) =>
      event('a-2024-unit', 0, 'BudgetOpened', { agency: { code: 'a', name } });
    expect((await names.at(opened('一局'), 1)).agency?.name).toBe('一局');
    expect((await names.at(opened('二局'), 2)).agency?.name).toBe('二局');
    expect(names.kept).toBe(1);
    await log.close();
  });
});
