import type { Projection, Statement } from '../../projections/projection.js';
import { projections } from '../../projections/index.js';
import { ImportDocument } from '../../src/imports/import-document.js';
import { change } from '../../src/domain/decide/decide.fixture.js';
import type { RecordedEvent } from '../../src/domain/events/recorded-event.js';
import { examine } from '../../src/reading/examine.js';
import { render, SAMPLE } from '../../src/reading/tables/budget.fixture.js';
import { contentOf, ProjectorLedger } from '../support/projector-ledger.js';
import { CLERK, openLedger } from '../support/test-ledger.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { cases } from '../support/rounds.js';

/** The projection, unable to apply events of one type of one budget while it `isBroken`. */
const failingAt = (
  projection: Projection,
  budget: string,
  type: string,
  isBroken: () => boolean,
): Projection => {
  const check = (event: RecordedEvent): void => {
    if (event.budget === budget && event.type === type && isBroken()) throw new Error('broken');
  };
  return {
    ...projection,
    onEvery: (event): readonly Statement[] => {
      check(event);
      return projection.onEvery?.(event) ?? [];
    },
  };
};

describe('A budget that every view may stop at', () => {
  const ledger = new ProjectorLedger();
  let budgets: readonly string[] = [];
  afterAll(() => ledger.remove());

  beforeAll(async () => {
    const filled = await openLedger({ folder: ledger.folder });
    const examined = await examine(
      new TextEncoder().encode(render(SAMPLE, 'tabs')),
      '预算.txt',
      null,
    );
    const { budget: giver } = await filled.execute(new ImportDocument(examined, {}, CLERK));
    const year = giver.split('-')[1]!;
    const receiver = await filled.budget(`parks-${year}-department`, {
      'expenditure/general/2120199/project': '1.00',
    });
    const proposal = await filled.propose(
      giver,
      'reallocation',
      [change('-100.00', { expenditure: 'project' })],
      receiver,
    );
    await filled.approve(giver, proposal, { on: `${year}-06-15` });
    budgets = [giver, receiver];
    await filled.close();
    await ledger.deleteViews();
  }, SERVICE_TEST_MS);

  it.each(projections.map((each) => [each.name, each] as const))(
    'is resumed in %s: its rows are those of a rebuild',
    async (_name, projection) => {
      let broken = true;
      const types = cases(2, [
        'LineEntered',
        'BudgetAmended',
        'BudgetOpened',
        'DocumentRegistered',
      ]);
      for (const budget of budgets)
        for (const type of types) {
          broken = false;
          const failing = failingAt(projection, budget, type, () => broken);
          const { views, projector, close } = await ledger.open([failing]);
          await projector.catchUp();
          const whole = await contentOf(views, [projection]);
          await close();
          await ledger.deleteViews();

          broken = true;
          const again = await ledger.open([failing]);
          await again.projector.catchUp();
          const stops = (await again.projector.status())[0]!.stopped.length;
          broken = false;
          expect(await again.projector.retry()).toHaveLength(stops);
          expect(await contentOf(again.views, [projection])).toEqual(whole);
          expect((await again.projector.status())[0]!.stopped).toEqual([]);
          await again.close();
          await ledger.deleteViews();
        }
    },
    SERVICE_TEST_MS,
  );
});
