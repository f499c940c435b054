import fc from 'fast-check';
import {
  evolve,
  foldEvents,
  unopened,
  type OpenedBudget,
} from '../../src/domain/budget/budget-state.js';
import type { IdentifiedEvent } from '../../src/domain/budget/budget-figures.js';
import { opened } from '../../src/domain/budget/guards.js';
import { OriginalsOfBudget, type Originals } from '../../src/domain/budget/year-over-year.js';
import { Refusal } from '../../src/domain/errors.js';
import type { BudgetEvent } from '../../src/domain/events/budget.events.js';
import { budgetId } from '../../src/domain/values/budget-id.js';
import { WHOLE } from '../../src/domain/continuity/share.js';
import type { LineKey } from '../../src/domain/values/line.js';
import { enter, OPEN } from '../../src/domain/decide/decide.fixture.js';
import { decide } from '../../src/domain/decide/decide.js';
import { itInCi } from '../support/it-in-ci.js';

/** A budget that is folded as its events are recorded, and those events. */
class History {
  readonly events: IdentifiedEvent[] = [];
  readonly kept: OpenedBudget;

  constructor() {
    this.kept = opened(foldEvents(decide(OPEN, unopened)));
    this.events.push(...decide(OPEN, unopened));
  }

  record(events: readonly BudgetEvent[]): void {
    for (const event of events) {
      const identified = { ...event, id: `e${this.events.length}` };
      evolve(this.kept, identified);
      this.events.push(identified);
    }
  }

  get whole(): OpenedBudget {
    return opened(foldEvents(this.events));
  }
}

const item = fc.constantFrom('2120101', '2120102', '2120199', '2130101');
const line = fc
  .tuple(item, fc.constantFrom('basic', 'project'))
  .map(([code, kind]) => `expenditure/general/${code}/${kind}` as LineKey);
const act = fc.record({
  year: fc.constantFrom('prior', 'current', 'link', 'unlink', 'settle'),
  line,
  from: line,
  weight: fc.constantFrom(WHOLE, WHOLE / 2n, WHOLE / 3n),
  yuan: fc.integer({ min: 0, max: 3 }).map((yuan) => `${yuan}.00`),
});

describe('the changes from the year before', () => {
  itInCi('are the same where only what has changed is compared', () => {
    let derived = 0;
    const linked = new Set<string>();
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40, size: 'max' }), (acts) => {
        const prior = new History();
        const current = new History();
        const yearOf = (originals: Originals) =>
          ({ fiscalYear: 2022, scope: 'unit', originals }) as const;
        /** Decides on what was kept and on all events at once. */
        const decideBoth = (command: (originals: Originals) => Parameters<typeof decide>[0]) => {
          const kept = decide(command(new OriginalsOfBudget(prior.kept.figures)), current.kept);
          const originals = new Map(new OriginalsOfBudget(prior.whole.figures));
          expect(kept).toEqual(decide(command(originals), current.whole));
          derived += kept.filter(({ type }) => type === 'YearOverYearChangeRecorded').length;
          current.record(kept);
          return kept;
        };
        const settle = () =>
          decideBoth((originals) => ({ type: 'RecordDerivedChanges', prior: yearOf(originals) }));
        for (const { year, line: key, from, yuan, weight } of acts)
          try {
            if (year === 'prior') prior.record(decide(enter({ [key]: yuan }), prior.kept));
            if (year === 'current')
              decideBoth((originals) => enter({ [key]: yuan }, { prior: yearOf(originals) }));
            const [standing] = current.kept.links.values();
            // A random pair of lines is seldom one that is linked.
            const change = (ends: { line: LineKey; from: LineKey }) => (originals: Originals) => ({
              ...ends,
              reason: '科目调整',
              prior: {
                ...yearOf(originals),
                budget: budgetId({ ...current.kept.name, fiscalYear: 2022 }),
                hasLine: (line: LineKey) => prior.kept.lines.has(line),
              },
            });
            if (year === 'link') {
              const of = change({ line: key, from });
              decideBoth((originals) => ({ type: 'LinkLine', weight, ...of(originals) }));
              linked.add('linked');
            }
            if (year === 'unlink' && standing) {
              const of = change({ line: standing.line, from: standing.from.line as LineKey });
              decideBoth((originals) => ({ type: 'UnlinkLine', ...of(originals) }));
              linked.add('unlinked');
            }
            settle();
            expect(settle()).toEqual([]);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
      }),
      { numRuns: 100 },
    );
    expect(derived).toBeGreaterThan(0);
    expect(linked).toEqual(new Set(['linked', 'unlinked']));
  });
});
