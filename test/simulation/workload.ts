import { ChangeBudget } from '../../src/amendments/change-budget.js';
import type { ChangeRequest } from '../../src/amendments/change-request.js';
import { EnterLines } from '../../src/budgets/lines/enter-lines.js';
import { OpenBudget } from '../../src/budgets/open-budget.js';
import type { AmountChange } from '../../src/domain/budget/movement.js';
import { document } from '../../src/domain/decide/decide.fixture.js';
import { authority } from '../../src/domain/events/authority.js';
import { parseBudgetId, type BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { parseLineKey } from '../../src/domain/values/line.js';
import { fromFen } from '../../src/domain/values/money.js';
import type { CallerWithKey } from '../../src/ledger/caller.js';
import { checkFigures } from '../../src/reading/rules/check-figures.js';
import type { SimulatedProcess } from './process.js';
import type { Random } from './scheduler.js';

/** A request that a client sends, and repeats under its key until it is answered. */
export interface Operation {
  readonly label: string;
  readonly budget: BudgetId;
  readonly actor: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly run: (process: SimulatedProcess, caller: CallerWithKey) => Promise<unknown>;
}

/** What clients know of the ledger from its answers, and name in their requests. */
interface Known {
  readonly amendments: { readonly budget: BudgetId; readonly id: string }[];
  readonly entries: { readonly budget: BudgetId; readonly id: string }[];
  readonly findings: { readonly budget: BudgetId; readonly id: string }[];
}

const BUDGETS = ['north-2023-unit', 'north-2024-unit', 'south-2024-unit'].map(
  (text) => parseBudgetId(text).id,
);
const ITEMS = ['2120199', '2080505', '2210201'] as const;
const LINES = [
  ...ITEMS.map((item) => `expenditure/general/${item}/project`),
  ...ITEMS.slice(0, 2).map((item) => `revenue/${item}/fiscal-appropriation`),
];
const FEN_MAX = 100_000;
/** How often a client uses the key of another request by mistake, to any budget; that one may be on its way still. */
const KEY_REUSED = 0.08;
/** How often a client sends an earlier request again, whatever it was answered. */
const REPEATED = 0.05;
/** The number of latest requests whose keys are used so. */
const KEYS_KEPT = 3;

type Kind =
  | 'open'
  | 'enter'
  | 'document'
  | 'propose'
  | 'transfer'
  | 'decide'
  | 'correct'
  | 'execute'
  | 'approve-budget'
  | 'resolve'
  | 'close';

/** Each kind of operation as often as it is drawn. */
const KINDS: readonly Kind[] = (
  [
    ['open', 1],
    ['enter', 4],
    ['document', 2],
    ['propose', 5],
    ['transfer', 4],
    ['decide', 7],
    ['correct', 4],
    ['execute', 2],
    ['approve-budget', 1],
    ['resolve', 1],
    ['close', 1],
  ] as const
).flatMap(([kind, times]) => Array.from({ length: times }, () => kind));

/** Draws the operations of one run. */
export class Workload {
  readonly known: Known = { amendments: [], entries: [], findings: [] };
  readonly #drawn: Operation[] = [];
  #operations = 0;

  constructor(private readonly random: Random) {}

  /** The requests that open the budgets, before all others. */
  opening(): readonly Operation[] {
    return BUDGETS.map((budget) => this.#open(budget));
  }

  next(): Operation {
    if (this.#drawn.length > 0 && this.random.isTrue(REPEATED)) return this.random.of(this.#drawn);
    const operation = this.#draw();
    const before = this.#drawn.slice(-KEYS_KEPT);
    const isReused = before.length > 0 && this.random.isTrue(KEY_REUSED);
    const drawn = isReused ? { ...operation, key: this.random.of(before).key } : operation;
    this.#drawn.push(drawn);
    return drawn;
  }

  #draw(): Operation {
    const { random, known } = this;
    const budget = random.of(BUDGETS);
    const kind = random.of(KINDS);
    switch (kind) {
      case 'open':
        return this.#open(budget);
      case 'enter': {
        const lines = this.#lines().map(([key, fen]) => ({
          line: parseLineKey(key),
          name: '',
          amount: fen,
        }));
        return this.#operation('enter lines of', budget, 'clerk', lines, (process, caller) =>
          process.enterLines.execute(new EnterLines(budget, lines, caller)),
        );
      }
      case 'document': {
        const lines = Object.fromEntries(this.#lines().map(([key, fen]) => [key, fromFen(fen)]));
        const name = parseBudgetId(budget);
        const command = document(`document ${this.#operations}`, lines);
        // Each figure stands in a row of its own.
        const printed = command.facts.lines.map((line, row) => ({
          ...line,
          source: { ...line.source, row: row + 1 },
        }));
        return this.#operation('document of', budget, 'clerk', lines, (process, caller) =>
          process.recorder.record(
            budget,
            {
              ...command,
              name,
              agencyName: `单位 ${name.agency}`,
              facts: { ...command.facts, fiscalYear: name.fiscalYear, lines: printed },
            },
            caller,
          ),
        );
      }
      case 'propose': {
        const item = random.of(ITEMS);
        const amount = this.#fen();
        const other = { ...change(random.of(ITEMS), -amount), expenditure: 'project' as const };
        const [type, changes] = random.of([
          ['supplement', [change(item, amount)]],
          ['rescission', [change(item, -amount)]],
          ['reallocation', [change(item, amount), other]],
        ] as const);
        return this.#change(budget, 'clerk', {
          type: 'propose',
          kind: type,
          changes,
          reason: '调整',
        });
      }
      case 'transfer':
        return this.#change(budget, 'clerk', {
          type: 'propose',
          kind: 'reallocation',
          changes: [change(random.of(ITEMS), -this.#fen())],
          reason: '划转',
          to: random.of(BUDGETS.filter((each) => each !== budget)),
        });
      case 'decide': {
        if (known.amendments.length === 0) return this.#draw();
        const { budget: of, id: amendment } = random.of(known.amendments);
        const on = civilDate(`${parseBudgetId(of).fiscalYear}-06-${10 + random.below(20)}`);
        const what = random.below(8);
        if (what === 0)
          return this.#change(of, 'chief', { type: 'reject', amendment, reason: '不同意' });
        if (what === 1)
          return this.#change(of, 'clerk', { type: 'withdraw', amendment, reason: '撤回' });
        if (what === 2)
          return this.#change(of, 'chief', { type: 'return', amendment, reason: '退回' });
        return this.#change(of, 'chief', {
          type: 'approve',
          amendment,
          authority: authority('财预〔2024〕1号'),
          approvedOn: on,
          effectiveOn: on,
        });
      }
      case 'correct': {
        if (known.entries.length === 0) return this.#draw();
        const { budget: of, id: corrects } = random.of(known.entries);
        return this.#change(of, 'clerk', {
          type: 'correct',
          corrects,
          to: this.#fen(),
          reason: '录入错误',
        });
      }
      case 'execute':
        return this.#change(budget, 'clerk', {
          type: 'execute',
          asOf: civilDate(`${parseBudgetId(budget).fiscalYear}-06-30`),
          status: 'provisional',
          figures: [
            {
              function: random.of(ITEMS),
              expenditure: 'project',
              project: null,
              amount: this.#fen(),
            },
          ],
        });
      case 'approve-budget':
        return this.#change(budget, 'chief', {
          type: 'approve-budget',
          authority: authority('财预〔2024〕2号'),
          approvedOn: civilDate(`${parseBudgetId(budget).fiscalYear}-02-10`),
        });
      case 'resolve': {
        if (known.findings.length === 0) return this.#draw();
        const { budget: of, id: finding } = random.of(known.findings);
        return this.#operation('resolve in', of, 'clerk', finding, (process, caller) =>
          process.recorder.record(
            of,
            {
              type: 'ResolveFinding',
              finding,
              decision: 'accept-printed',
              reason: '已核',
              check: (figures) => checkFigures(of, figures),
              prior: null,
            },
            caller,
          ),
        );
      }
      case 'close':
        // Seldom: little can happen to a closed budget.
        if (random.isTrue(0.7)) return this.#draw();
        return this.#change(budget, 'chief', {
          type: 'close',
          on: civilDate(`${parseBudgetId(budget).fiscalYear}-12-31`),
          confirm: budget,
        });
    }
  }

  #open(budget: BudgetId): Operation {
    const name = parseBudgetId(budget);
    return this.#operation('open', budget, 'clerk', budget, (process, caller) =>
      process.openBudget.execute(new OpenBudget(name, `单位 ${name.agency}`, caller)),
    );
  }

  #change(budget: BudgetId, actor: string, request: ChangeRequest): Operation {
    return this.#operation(`${request.type} in`, budget, actor, request, (process, caller) =>
      process.changeBudget.execute(new ChangeBudget(budget, request, caller)),
    );
  }

  #operation(
    verb: string,
    budget: BudgetId,
    actor: string,
    body: unknown,
    run: Operation['run'],
  ): Operation {
    this.#operations += 1;
    const label = `${verb} ${budget}`;
    const text = JSON.stringify(body, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    return {
      label,
      budget,
      actor,
      key: `key ${this.#operations}`,
      fingerprint: `${label} ${actor} ${text}`,
      run,
    };
  }

  #lines(): readonly (readonly [string, bigint])[] {
    const keys = LINES.filter(() => this.random.isTrue(0.4));
    return (keys.length > 0 ? keys : [LINES[0]!]).map((key) => [key, this.#fen()]);
  }

  #fen(): bigint {
    return BigInt(1 + this.random.below(FEN_MAX));
  }
}

const change = (item: string, amount: bigint): AmountChange => ({
  function: item,
  fund: 'general',
  expenditure: 'project',
  economic: null,
  project: null,
  source: 'fiscal-appropriation',
  amount,
});
