import { QueryBus, type Query } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChangeBudget } from '../../src/amendments/change-budget.js';
import { change, PROJECT } from '../../src/domain/decide/decide.fixture.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { parseFen } from '../../src/domain/values/money.js';
import { PagesController } from '../../src/pages/pages.controller.js';
import { CLERK, openLedger, type TestLedger } from '../support/test-ledger.js';

/** How many queries the largest of the pages asks. */
const QUERIES_MAX = 20;

describe('A page of a budget', () => {
  let ledger: TestLedger;
  let budget: BudgetId;
  beforeAll(async () => {
    ledger = await openLedger();
    budget = await ledger.budget('linjiang-2023-unit', {
      [PROJECT]: '10.00',
      'revenue/2120199/fiscal-appropriation': '10.00',
    });
  });
  afterAll(() => ledger.close());

  /** Something that shows on every page of the budget. */
  const record = async () => {
    await ledger.approve(budget, await ledger.propose(budget, 'supplement', [change('1.00')]));
    await ledger.propose(budget, 'supplement', [change('1.00')]);
    await ledger.execute(
      new ChangeBudget(
        budget,
        {
          type: 'execute',
          asOf: civilDate('2023-06-30'),
          status: 'provisional',
          figures: [
            {
              function: '2120199',
              expenditure: 'project',
              project: null,
              amount: parseFen('1.00'),
            },
          ],
        },
        CLERK,
      ),
    );
  };

  /** The pages over the real queries; something is recorded after the n-th of them. */
  const pagesWith = (n: number) => {
    const bus = ledger.get(QueryBus);
    let asked = 0;
    const execute = async (query: Query<unknown>): Promise<unknown> => {
      const answer = await bus.execute(query);
      asked += 1;
      if (asked === n) await record();
      return answer;
    };
    return new PagesController({ execute } as unknown as QueryBus, null as never, null as never);
  };

  it.each([
    ['table', ''],
    ['lines', '/lines'],
    ['bridge', '/bridge'],
    ['trail', '/trail'],
    ['amendmentsOfBudget', '/amendments'],
    ['executions', '/executions'],
  ] as const)('is of one position in its head and its content, %s', async (route, part) => {
    const reply = { headers: () => reply, header: () => reply } as unknown as FastifyReply;
    const shown = async (pages: PagesController, position?: bigint) => {
      const query = position === undefined ? {} : { position: String(position) };
      const request = { headers: {}, query, url: `/budgets/${budget}${part}` };
      const asked = position === undefined ? {} : { position };
      const html = await pages[route](
        budget,
        asked as never,
        request as unknown as FastifyRequest,
        reply,
      );
      return {
        position: BigInt(/data-position="(\d+)"/.exec(html)![1]!),
        // Links have the position that is asked for.
        content: html
          .match(/<(dl|table|ol)\b.*?<\/\1>/gs)!
          .map((each) => each.replaceAll(/ href="[^"]*"/g, '')),
      };
    };
    for (let n = 1; n <= QUERIES_MAX; n += 1) {
      const { position, content } = await shown(pagesWith(n));
      expect([n, content]).toEqual([n, (await shown(pagesWith(0), position)).content]);
    }
  });
});
