import type { BudgetCommand } from '../../domain/budget/budget-command.js';
import type { BudgetFigures } from '../../domain/budget/budget-figures.js';
import { evolve, unopened, type OpenedBudget } from '../../domain/budget/budget-state.js';
import { opened } from '../../domain/budget/guards.js';
import {
  approve,
  change,
  correct,
  enter,
  OPEN,
  propose,
} from '../../domain/decide/decide.fixture.js';
import { decide } from '../../domain/decide/decide.js';
import { OriginalsOfBudget } from '../../domain/budget/year-over-year.js';
import type { BudgetEvent } from '../../domain/events/budget.events.js';
import { WHOLE } from '../../domain/continuity/share.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { LineKey } from '../../domain/values/line.js';
import { checkFigures } from './check-figures.js';
import { itInCi } from '../../../test/support/it-in-ci.js';

const check = (figures: BudgetFigures) => checkFigures('office-2023-unit' as BudgetId, figures);

const MAP_ITERATOR = Object.getPrototypeOf(new Map().keys()) as object;
const SET_ITERATOR = Object.getPrototypeOf(new Set().keys()) as object;
const LOOKS: readonly (readonly [of: object, names: readonly string[]])[] = [
  [Map.prototype, ['get', 'has', 'set', 'delete', 'forEach']],
  [Set.prototype, ['has', 'add', 'delete', 'forEach']],
  [MAP_ITERATOR, ['next']],
  [SET_ITERATOR, ['next']],
];

/** How often `work` looks at, or changes, an entry of any map or set: all that a budget knows is in such. */
const looksOf = (work: () => void): number => {
  let looks = 0;
  const put: (() => void)[] = [];
  for (const [of, names] of LOOKS)
    for (const name of names) {
      const original = Object.getOwnPropertyDescriptor(of, name)!;
      const method = original.value as (...args: unknown[]) => unknown;
      put.push(() => Object.defineProperty(of, name, original));
      Object.defineProperty(of, name, {
        ...original,
        value(this: unknown, ...args: unknown[]) {
          looks += 1;
          return method.apply(this, args);
        },
      });
    }
  try {
    work();
  } finally {
    for (const back of put) back();
  }
  return looks;
};

/** Two lines of each item, in two classes; both sizes have more than one group and item in each. */
const keyOf = (n: number): string => {
  const item = Math.floor(n / 4);
  const group = 1 + (item % 2) + 2 * Math.floor(item / 190);
  const digits = (of: number) => String(of).padStart(2, '0');
  const code = `${201 + (Math.floor(n / 2) % 2)}${digits(group)}${digits(1 + Math.floor((item % 190) / 2))}`;
  return `expenditure/general/${code}/${n % 2 === 0 ? 'basic' : 'project'}`;
};

const FROM = 'office-2022-unit' as BudgetId;
const LAST = 20_000;
const ADDED = keyOf(LAST);

const budgetOf = (lines: number): OpenedBudget => {
  const budget = opened(decide(OPEN, unopened).reduce(evolve, unopened));
  const amounts = Array.from({ length: lines }, (_, n) => [keyOf(n), `${1_000 + n}.00`] as const);
  record(budget, 'entered', decide(enter(Object.fromEntries(amounts), { check }), budget));
  return budget;
};

/** Event n of a change gets the id of the change and n. */
const record = (budget: OpenedBudget, id: string, events: readonly BudgetEvent[]): void => {
  for (const [n, event] of events.entries()) evolve(budget, { ...event, id: `${id} ${n}` });
};

describe('a change of one line', () => {
  itInCi('looks at no more of a budget of 10,000 lines than of one of 100', () => {
    const [small, large] = [100, 10_000].map((lines) => {
      const [budget, before] = [budgetOf(lines), budgetOf(lines)];
      const prior = {
        fiscalYear: 2022,
        scope: 'unit',
        originals: new OriginalsOfBudget(before.figures),
      } as const;
      const derive = { type: 'RecordDerivedChanges', prior } as const;
      record(budget, 'derived', decide(derive, budget));
      decide(derive, budget);
      const looks: Record<string, number> = {};
      const look = (what: string, command: BudgetCommand) => {
        let events: readonly BudgetEvent[] = [];
        looks[`decide to ${what}`] = looksOf(() => {
          events = decide(command, budget);
        });
        looks[`${what}`] = looksOf(() => record(budget, what, events));
        expect(events).not.toEqual([]);
      };
      look('enter', enter({ [ADDED]: '5.00' }, { check, prior }));
      looks['derive nothing'] = looksOf(() => decide(derive, budget));
      record(before, 'before', decide(enter({ [keyOf(LAST + 1)]: '5.00' }, { check }), before));
      look('derive', derive);
      look('correct', correct('enter 0', 700n, { check }));
      look('propose', propose([change('5.00', { function: ADDED.split('/')[2]! })]));
      look('approve', approve());
      const there = { ...prior, budget: FROM, hasLine: () => true };
      const of = { line: keyOf(1) as LineKey, from: keyOf(6) as LineKey, reason: '科目调整' };
      look('link', { type: 'LinkLine', ...of, weight: WHOLE, prior: there });
      decide(derive, budget);
      look('enter beside a link', enter({ [keyOf(LAST + 2)]: '6.00' }, { check, prior }));
      look('unlink', { type: 'UnlinkLine', ...of, prior: there });
      return looks;
    });
    expect(large).toEqual(small);
    expect(Math.max(...Object.values(large!))).toBeLessThan(5_000);
  });
});
