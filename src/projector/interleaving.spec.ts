import * as fc from 'fast-check';
import {
  budget,
  contentOf,
  corrected,
  discontinued,
  entered,
  registered,
  replayed,
  ProjectorLedger,
} from '../../test/support/projector-ledger.js';
import { failing, testProjections } from '../../test/support/test-projections.js';
import { rounds } from '../../test/support/rounds.js';
import { RANDOM_TEST_MS } from '../../test/support/timeouts.js';

const BUDGETS = 3;
const index = fc.nat({ max: BUDGETS - 1 });
const line = fc.constantFrom('a', 'b', 'c');
const amount = fc.integer({ min: 0, max: 10_000 });

const change = fc.oneof(
  fc.tuple(line, amount).map(([name, fen]) => entered(name, fen)),
  fc.tuple(line, amount, amount).map(([name, from, to]) => corrected(name, from, to)),
  line.map(discontinued),
);

type Act =
  | {
      readonly act: 'append';
      readonly budget: number;
      readonly events: ReturnType<typeof entered>[];
    }
  | { readonly act: 'register'; readonly agency: number }
  | {
      readonly act:
        'catch-up' | 'restart' | 'rebuild' | 'break' | 'mend' | 'two at once' | 'delete';
    };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('append' as const),
      budget: index,
      events: fc.array(change, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('register' as const), agency: index }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'catch-up' as const,
        'restart' as const,
        'rebuild' as const,
        'break' as const,
        'mend' as const,
        'two at once' as const,
        'delete' as const,
      ),
    }),
  },
);

describe('In any order of operations', () => {
  it(
    'the views equal a single replay of the log',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
          const ledger = new ProjectorLedger();
          let broken = false;
          // One line cannot be applied while the projection is broken.
          const projections = testProjections.map((projection) =>
            failing(
              projection,
              ({ data }) => 'line' in data && data.line === 'c',
              () => broken,
            ),
          );
          let opened = await ledger.open(projections);
          const perform = async (each: Act): Promise<void> => {
            const { log, projector } = opened;
            switch (each.act) {
              case 'append':
                return void (await log.append(budget(each.budget), 'any', each.events));
              case 'register':
                return void (await log.append(`agency-agency${each.agency}`, 'any', [
                  registered(`agency${each.agency}`, `局 ${each.agency}`),
                ]));
              case 'catch-up':
                return void (await projector.catchUp());
              case 'rebuild':
                return void (await projector.rebuild());
              case 'break':
                broken = true;
                return;
              case 'mend':
                broken = false;
                return void (await projector.retry());
              case 'two at once': {
                const other = await ledger.open(projections);
                await Promise.all([projector.catchUp(), other.projector.catchUp()]);
                return other.close();
              }
              case 'restart':
              case 'delete':
                await opened.close();
                if (each.act === 'delete') await ledger.deleteViews();
                opened = await ledger.open(projections);
            }
          };
          try {
            for (const each of acts) await perform(each);
            await perform({ act: 'mend' });
            await perform({ act: 'catch-up' });
            expect(await contentOf(opened.views)).toEqual(await replayed(opened.log));
          } finally {
            await ledger.remove();
          }
        }),
        { numRuns: rounds(10, 25) },
      ),
    RANDOM_TEST_MS,
  );
});
