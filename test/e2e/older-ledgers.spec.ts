import { onEventStoreDb } from '../support/test-stores.js';
import { currentLines } from '../../projections/current-lines.js';
import { lineRevisions } from '../../projections/line-revisions.js';
import { projections } from '../../projections/index.js';
import type { Projection } from '../../projections/projection.js';
import { SearchFor } from '../../src/budgets/search/search.query.js';
import { foldEvents } from '../../src/domain/budget/budget-state.js';
import { opened } from '../../src/domain/budget/guards.js';
import { historyOf, document, enter, PROJECT } from '../../src/domain/decide/decide.fixture.js';
import type { BudgetEvent } from '../../src/domain/events/budget.events.js';
import { SCHEMA_VERSION } from '../../src/domain/events/upcast.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import type { Json } from '../../src/domain/values/json.js';
import { toFen } from '../../src/domain/values/money.js';
import { readBudget } from '../../src/ledger/read-budget.js';
import type { EventLog } from '../../src/log/event-log.js';
import { Projector } from '../../src/projector/projector.js';
import type { Views } from '../../src/views/views-database.js';
import { event, ProjectorLedger } from '../support/projector-ledger.js';
import { openLedger } from '../support/test-ledger.js';

const BUDGET = 'baoshan_cyzx-2023-unit' as BudgetId;
const SUPPLEMENT = 'expenditure/general/2120199/basic';

/** A view of current lines as 0.2.0 had it: a line whose `before` is null is not there yet. */
const earlier: Projection = {
  ...currentLines,
  version: 1,
  on: {
    ...currentLines.on,
    LineEntered: (entered) =>
      entered.data.before === null
        ? [
            {
              insert: 'current_lines',
              row: {
                budget: entered.budget,
                line: entered.data.line,
                original: toFen(entered.data.amount),
                adjusted: toFen(entered.data.amount),
                discontinued: 0,
              },
            },
          ]
        : currentLines.on.LineEntered!(entered),
  },
};

/** The lines as both views have them, each with its original and its adjusted amount in fen. */
const linesOf = async ({ db }: Views) => ({
  current: await db
    .selectFrom('current_lines')
    .select(['line', 'original', 'adjusted'])
    .orderBy('line')
    .execute(),
  revised: await db
    .selectFrom('line_revisions')
    .select(({ fn }) => ['line', fn.sum('delta').as('adjusted')])
    .groupBy('line')
    .orderBy('line')
    .execute(),
});

const foldOf = async (log: EventLog) => {
  const { lines } = opened(foldEvents(await readBudget(log, BUDGET)));
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    current: sorted.map(([line, { original, adjusted }]) => ({ line, original, adjusted })),
    revised: sorted.map(([line, { adjusted }]) => ({ line, adjusted })),
  };
};

describe('A ledger in which a line returned as if it had never been there', () => {
  const ledger = new ProjectorLedger();
  afterAll(() => ledger.remove());

  /** As 0.2.0 recorded an entry of a line that a newer document took away: `before` is null. */
  const history: readonly BudgetEvent[] = [
    ...historyOf(document('a', { [PROJECT]: '10.00', [SUPPLEMENT]: '1.00' }), document('b', {})),
    ...historyOf(document('a', {}), enter({ [PROJECT]: '7.00', [SUPPLEMENT]: '2.00' })).slice(2),
  ];

  it('has that budget stopped in the view of current lines', async () => {
    const { log, projector, close } = await ledger.open([earlier, lineRevisions]);
    const stored = history.map(({ type, data }) =>
      event(type, data as unknown as Json, SCHEMA_VERSION[type]),
    );
    await log.append(`budget-${BUDGET}`, 'no-stream', stored);
    await projector.catchUp();
    expect(await projector.status()).toMatchObject([
      { name: 'current-lines', stopped: [{ budget: BUDGET }] },
      { name: 'line-revisions', stopped: [] },
    ]);
    await close();
  });

  it('is healed by the newer view, and its views agree with the stream', async () => {
    const { log, views, projector } = await ledger.open([currentLines, lineRevisions]);
    await projector.catchUp();
    expect((await projector.status()).flatMap(({ stopped }) => stopped)).toEqual([]);
    expect(await linesOf(views)).toEqual(await foldOf(log));
    expect((await foldOf(log)).current).toEqual([
      { line: SUPPLEMENT, original: 200n, adjusted: 200n },
      { line: PROJECT, original: 700n, adjusted: 700n },
    ]);
  });

  it('can be retried and rebuilt', async () => {
    const { log, views, projector } = await ledger.open([currentLines, lineRevisions]);
    expect(await projector.retry()).toEqual([]);
    expect(await projector.rebuild('current-lines')).toMatchObject([{ identical: true }]);
    expect(await linesOf(views)).toEqual(await foldOf(log));
  });
});

// The projector's own ledger keeps its log in a file.
const onFiles = onEventStoreDb ? describe.skip : describe;
onFiles('A ledger whose views were built before there was a search', () => {
  const ledger = new ProjectorLedger();
  afterAll(() => ledger.remove());

  it('builds what a search reads from its log, beside the other views', async () => {
    const before = await ledger.open(projections.filter(({ name }) => name !== 'search'));
    const stored = historyOf(document('a', { [PROJECT]: '10.00' })).map(({ type, data }) =>
      event(type, data as unknown as Json, SCHEMA_VERSION[type]),
    );
    await before.log.append(`budget-${BUDGET}`, 'no-stream', stored);
    await before.projector.catchUp();
    await before.close();
    const opened = await openLedger({ folder: ledger.folder });
    await opened.get(Projector).catchUp();
    const { items } = await opened.ask(new SearchFor('21201'));
    expect(items).toMatchObject([{ budget: BUDGET, line: PROJECT }]);
    await opened.close();
  });
});

describe('A ledger with amounts from before there was a limit', () => {
  const ledger = new ProjectorLedger();
  afterAll(() => ledger.remove());

  /** An account number that slipped into an amount, in a line that was corrected later and in one that was not. */
  const HUGE = '123456789012345678.00';
  const history: readonly BudgetEvent[] = [
    ...historyOf(document('a', { [PROJECT]: '10.00', [SUPPLEMENT]: '1.00' })),
  ].map(
    (each) =>
      JSON.parse(
        JSON.stringify(each).replace('"amount":"10.00"', `"amount":"${HUGE}"`),
      ) as BudgetEvent,
  );

  it('stops in no view: such an amount counts as nothing, and what is entered next is exact', async () => {
    expect(JSON.stringify(history)).toContain(HUGE);
    const { log, views, projector, close } = await ledger.open([...projections]);
    const append = (events: readonly BudgetEvent[], version: number | 'no-stream') =>
      log.append(
        `budget-${BUDGET}`,
        version,
        events.map(({ type, data }) => event(type, data as unknown as Json, SCHEMA_VERSION[type])),
      );
    await append(history, 'no-stream');
    await projector.catchUp();
    expect((await projector.status()).flatMap(({ stopped }) => stopped)).toEqual([]);
    expect(await linesOf(views)).toEqual(await foldOf(log));
    const entered: BudgetEvent = {
      type: 'LineEntered',
      data: {
        ...(history.find(
          ({ type, data }) => type === 'LineEntered' && JSON.stringify(data).includes(HUGE),
        )!.data as Extract<BudgetEvent, { type: 'LineEntered' }>['data']),
        before: HUGE as never,
        amount: '12.00' as never,
      },
    };
    await append([entered], history.length - 1);
    await projector.catchUp();
    expect(await linesOf(views)).toEqual(await foldOf(log));
    expect((await foldOf(log)).current).toEqual([
      { line: SUPPLEMENT, original: 100n, adjusted: 100n },
      { line: PROJECT, original: 1200n, adjusted: 1200n },
    ]);
    await close();
  });
});
