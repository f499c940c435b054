import { CLERK, openLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { RenameAgency } from '../../agencies/rename-agency.js';
import { ChangeBudget } from '../../amendments/change-budget.js';
import { change } from '../../domain/decide/decide.fixture.js';
import { authority } from '../../domain/events/authority.js';
import { civilDate } from '../../domain/values/civil-date.js';
import { parseLineKey } from '../../domain/values/line.js';
import { parseFen } from '../../domain/values/money.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { Views } from '../../views/views-database.js';
import { EnterLines } from '../lines/enter-lines.js';
import { TrailOf } from '../reports/trail.query.js';
import { SearchFor } from './search.query.js';
import { LARGE_DATA_TEST_MS } from '../../../test/support/timeouts.js';

const SCHOOL = 'xuexiao-2024-unit' as BudgetId;
const PARK = 'gongyuan-2024-unit' as BudgetId;

describe('A search in all budgets', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await openLedger();
    await ledger.budget(PARK, {
      'expenditure/general/2120199/project': '100.00',
      'expenditure/general/2059999/basic': '5.00',
    });
    await ledger.budget(SCHOOL, { 'expenditure/general/2059999/basic': '100.00' });
    const named = (key: string, name: string) => ({
      line: parseLineKey(key),
      name,
      amount: parseFen('1.00'),
    });
    await ledger.execute(
      new EnterLines(
        SCHOOL,
        [
          named('expenditure/general/2050202/basic', '小学教育'),
          named('expenditure/general/2050201/basic', ''),
          named('project/ＡＢＣ 100%25校园改造/fiscal-appropriation', ''),
          named('project/A_B/fiscal-appropriation', ''),
        ],
        CLERK,
      ),
    );
    const proposal = await ledger.execute(
      new ChangeBudget(
        PARK,
        {
          type: 'propose',
          kind: 'supplement',
          changes: [change('1.00', { function: '2059999' })],
          reason: '教育基地改造',
        },
        CLERK,
      ),
    );
    await ledger.execute(
      new ChangeBudget(
        PARK,
        {
          type: 'approve',
          amendment: proposal.amendment!.id,
          authority: authority('宝财预〔2024〕15号'),
          approvedOn: civilDate('2024-06-15'),
          effectiveOn: null,
        },
        { actor: 'chief' },
      ),
    );
    const { entries } = await ledger.ask(new TrailOf(PARK, {}, '2120199'));
    await ledger.execute(
      new ChangeBudget(
        PARK,
        {
          type: 'correct',
          corrects: entries[0]!.id,
          to: parseFen('99.00'),
          reason: '教育费看错一位',
        },
        CLERK,
      ),
    );
    await ledger.execute(
      new RenameAgency('xuexiao', '教育学院附属学校', null, civilDate('2024-01-01'), CLERK),
    );
  }, LARGE_DATA_TEST_MS);
  afterAll(() => ledger.close());

  const hits = async (text: string) =>
    (await ledger.ask(new SearchFor(text))).items.map(
      ({ kind, budget, line, text: found }) => [kind, budget.split('-')[0], line, found] as const,
    );

  it('of two Chinese characters finds agencies, lines, and reasons of amendments and corrections', async () => {
    expect(await hits('教育')).toEqual([
      ['agency', 'xuexiao', null, '教育学院附属学校'],
      ['line', 'xuexiao', 'expenditure/general/2050202/basic', '小学教育'],
      ['line', 'gongyuan', 'expenditure/general/2059999/basic', '其他教育支出'],
      ['line', 'gongyuan', 'expenditure/general/2059999/project', '其他教育支出'],
      ['line', 'xuexiao', 'expenditure/general/2059999/basic', '其他教育支出'],
      ['amendment', 'gongyuan', null, '教育基地改造'],
      ['correction', 'gongyuan', 'expenditure/general/2120199/project', '教育费看错一位'],
    ]);
  });

  it('names the event of each text and the amendment of a reason', async () => {
    const { items } = await ledger.ask(new SearchFor('教育'));
    const { entries } = await ledger.ask(new TrailOf(PARK));
    for (const { kind, budget, event, amendment, text } of items) {
      expect([text, event === null]).toEqual([text, kind === 'agency']);
      expect([text, amendment === null]).toEqual([text, kind !== 'amendment']);
      if (budget === PARK) expect(entries.map(({ id }) => id)).toContain(event);
    }
  });

  it('finds codes by their first digits, and not by those within', async () => {
    expect((await hits('205')).map(([, , line]) => line)).toEqual([
      'expenditure/general/2050201/basic',
      'expenditure/general/2050202/basic',
      'expenditure/general/2059999/basic',
      'expenditure/general/2059999/project',
      'expenditure/general/2059999/basic',
    ]);
    // A code that the classification does not name is its own text.
    expect(await hits('2050201')).toEqual([
      ['line', 'xuexiao', 'expenditure/general/2050201/basic', '2050201'],
    ]);
    expect(await hits('59999')).toEqual([]);
  });

  it('finds projects, whatever the width, the case and the spaces; signs of patterns are only signs', async () => {
    const project = [
      'project',
      'xuexiao',
      'project/ＡＢＣ 100%25校园改造/fiscal-appropriation',
      'ＡＢＣ 100%校园改造',
    ];
    for (const text of ['校园', 'abc', 'Ａ ｂc100%', '0%校'])
      expect([text, await hits(text)]).toEqual([text, [project]]);
    expect((await hits('a_b')).map(([, , , text]) => text)).toEqual(['A_B']);
    for (const text of ['a_c', '1%0', '\\', '校园改造吗'])
      expect([text, await hits(text)]).toEqual([text, []]);
  });

  it('tells names apart that differ beyond their first 200 characters', async () => {
    const long = '长'.repeat(210);
    const lines = ['甲', '乙'].map((end) => ({
      line: parseLineKey(`project/${end}/fiscal-appropriation`),
      name: `${long}${end}`,
      amount: parseFen('1.00'),
    }));
    await ledger.execute(new EnterLines(PARK, lines, CLERK));
    for (const end of ['甲', '乙'])
      expect((await hits(`长${end}`)).map(([, , line]) => line)).toEqual([
        `project/${end}/fiscal-appropriation`,
      ]);
  });

  it('is answered in parts, and refuses a blank text and a place that no part named', async () => {
    const { items: whole, next } = await ledger.ask(new SearchFor('教育'));
    expect(next).toBeNull();
    for (const limit of [1, 2, 3, 7]) {
      const found: unknown[] = [];
      for (let after: string | undefined; ;) {
        const page = await ledger.ask(new SearchFor('教育', { limit, after }));
        found.push(...page.items);
        if (page.next === null) break;
        after = page.next;
      }
      expect([limit, found]).toEqual([limit, whole]);
    }
    for (const text of ['', ' 　', '长'.repeat(101)])
      await expect(ledger.ask(new SearchFor(text))).rejects.toMatchObject({ code: 'malformed' });
    for (const after of ['3.a', '1.a', '2.YQ.YQ', 'x'])
      await expect(ledger.ask(new SearchFor('教育', { after }))).rejects.toMatchObject({
        code: 'malformed',
      });
  });

  it('marks what it finds in a budget that is stopped', async () => {
    await ledger
      .get(Views)
      .transaction((tx) =>
        tx.run(
          `INSERT INTO stopped_budgets SELECT name, generation, '${PARK}', 1, 0, 'no such row', '2026-01-01T00:00:00.000Z', 0, 0, NULL FROM projections WHERE name = 'findings' AND state = 'live'`,
        ),
      );
    const { items } = await ledger.ask(new SearchFor('其他教育'));
    expect(items.map(({ budget, stopped }) => [budget, stopped])).toEqual([
      [PARK, true],
      [PARK, true],
      [SCHOOL, undefined],
    ]);
  });
});
