import {
  agencyStream,
  budgetId,
  budgetStream,
  type BudgetId,
} from '../src/domain/values/budget-id.js';
import { decide } from '../src/domain/decide/decide.js';
import type { LineState } from '../src/domain/budget/budget-figures.js';
import { evolve, unopened, type Budget } from '../src/domain/budget/budget-state.js';
import type { BudgetCommand, PriorYear } from '../src/domain/budget/budget-command.js';
import { costOf } from '../src/domain/classification/cost.js';
import type { AmountChange } from '../src/domain/budget/movement.js';
import type { LedgerEvent } from '../src/domain/events/budget.events.js';
import type { CivilDate } from '../src/domain/values/civil-date.js';
import type { Json } from '../src/domain/values/json.js';
import type { LineKey } from '../src/domain/values/line.js';
import { NO_POLICY } from '../src/domain/budget/policy.js';
import { SCHEMA_VERSION } from '../src/domain/events/upcast.js';
import { factsOf } from '../src/reading/facts.js';
import { checkFigures } from '../src/reading/rules/check-figures.js';
import { eventId, eventIds } from '../src/log/event-id.js';
import type { ExpectedVersion, NewEvent } from '../src/log/event-log.js';
import type { Random } from './random.js';
import { documentOf, nextYear, planOf, type Plan } from './synthetic-document.js';

/** One append to a stream. */
export interface Append {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
}

/** The append that registers an agency. */
export const registration = (agency: number): Append => {
  const stream = agencyStream(codeOf(agency));
  return {
    stream,
    expected: 'no-stream',
    events: toAppend(stream, 'registered', [
      { type: 'AgencyRegistered', data: { code: codeOf(agency), name: nameOf(agency) } },
    ]),
  };
};

/** A budget through its year. The domain decides each of its events. */
export class SyntheticBudget {
  private readonly id: BudgetId;
  private readonly stream: string;
  private readonly plan: Plan;
  private state: Budget = unopened;
  private version = -1;
  private acts = 0;

  constructor(
    readonly agency: number,
    private readonly year: number,
    private readonly random: Random,
    private readonly prior: SyntheticBudget | null,
  ) {
    this.id = budgetId({ agency: codeOf(agency), fiscalYear: year, scope: 'department' });
    this.stream = budgetStream(this.id);
    this.plan = prior === null ? planOf(random) : nextYear(prior.plan, random);
  }

  /** Its document with the nine tables. */
  publish(): Append {
    const name = nameOf(this.agency);
    const { document, narrative } = documentOf(
      this.plan,
      this.prior?.plan ?? null,
      name,
      this.year,
    );
    return this.record({
      type: 'RecordDocument',
      name: { agency: codeOf(this.agency), fiscalYear: this.year, scope: 'department' },
      agencyName: name,
      facts: factsOf(document, narrative, [], { file: `${this.id}.txt`, publishedOn: null }),
      check: (figures) => checkFigures(this.id, figures),
      prior: this.prior?.asPriorYear() ?? null,
    });
  }

  /** A supplement, a rescission or a reallocation, proposed and approved; `through` is the fraction of the year that has passed. */
  amend(through: number): readonly Append[] {
    this.acts += 1;
    const amendment = `${this.id}-a${this.acts}`;
    const day = dayOf(this.year, through);
    const { kind, changes } = this.change();
    return [
      this.record({
        type: 'ProposeAmendment',
        amendment,
        kind,
        changes,
        reason: this.random.oneOf(REASONS),
        actor: 'clerk',
        transfer: null,
        receiver: null,
      }),
      this.record({
        type: 'ApproveAmendment',
        amendment,
        authority: {
          number: `示财预〔${this.year}〕${this.acts}号`,
          normalised: `示财预〔${this.year}〕${this.acts}号`,
          title: null,
          issuer: null,
        },
        approvedOn: day,
        effectiveOn: day,
        actor: 'director',
        policy: NO_POLICY,
        receiver: null,
        today: day,
      }),
    ];
  }

  private change(): {
    kind: 'supplement' | 'rescission' | 'reallocation';
    changes: readonly AmountChange[];
  } {
    const { random } = this;
    const from = random.oneOf(this.plan.items);
    const to = random.oneOf(this.plan.items);
    const [giving, taking] = [random.oneOf(this.plan.economic), random.oneOf(this.plan.economic)];
    const fen = BigInt(random.whole(1_000, 20_000)) * 100n;
    const of = (item: string, economic: string, amount: bigint): AmountChange => ({
      function: item,
      fund: 'general',
      expenditure: 'basic',
      economic,
      project: null,
      source: 'fiscal-appropriation',
      amount,
    });
    // No line may go below zero.
    const affordable =
      this.has(`expenditure/general/${from.code}/basic`, fen) && this.hasEconomic(giving.code, fen);
    const kind = affordable
      ? random.oneOf(['supplement', 'rescission', 'reallocation'] as const)
      : 'supplement';
    switch (kind) {
      case 'supplement':
        return { kind, changes: [of(to.code, taking.code, fen)] };
      case 'rescission':
        return { kind, changes: [of(from.code, giving.code, -fen)] };
      case 'reallocation':
        return {
          kind,
          changes: [of(from.code, giving.code, -fen), of(to.code, taking.code, fen)],
        };
    }
  }

  private hasEconomic(code: string, fen: bigint): boolean {
    return this.has(`economic/${code}/${costOf(code)}`, fen);
  }

  /** Whether the line has enough left. Items that the three-public expenses show too, rounded, are not changed. */
  private has(line: string, fen: bigint): boolean {
    return (this.lines().get(line as LineKey)?.adjusted ?? 0n) > fen * 4n && !T9_ITEMS.test(line);
  }

  private asPriorYear(): PriorYear {
    const originals = new Map([...this.lines()].map(([line, { original }]) => [line, original]));
    return { fiscalYear: this.year, scope: 'department', originals };
  }

  private lines(): ReadonlyMap<LineKey, LineState> {
    return this.state.status === 'open' ? this.state.lines : new Map();
  }

  private record(command: BudgetCommand): Append {
    const events = decide(command, this.state);
    for (const event of events) this.state = evolve(this.state, event);
    const expected = this.version < 0 ? 'no-stream' : this.version;
    const key = String(this.version + 1);
    this.version += events.length;
    return { stream: this.stream, expected, events: toAppend(this.stream, key, events) };
  }
}

const codeOf = (agency: number): string => `agency_${String(agency).padStart(4, '0')}`;
const nameOf = (agency: number): string => `上海市示例区第${agency + 1}事务管理中心`;

const T9_ITEMS = /^economic\/(?:3021[27]|30231)/;

const REASONS = [
  '社保缴费基数调整',
  '项目进度调整',
  '人员变动',
  '按通知压减一般性支出',
  '追加专项工作经费',
];

const dayOf = (year: number, through: number): CivilDate => {
  const day = Math.floor(through * 12 * 28);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${year}-${two(1 + Math.floor(day / 28))}-${two(1 + (day % 28))}` as CivilDate;
};

const toAppend = (
  stream: string,
  key: string,
  events: readonly LedgerEvent[],
): readonly NewEvent[] => {
  const correlationId = eventId(`${stream} ${key} correlation`, 0);
  const ids = eventIds(`${stream} ${key}`, events.length);
  return events.map(({ type, data }, index) => ({
    id: ids[index]!,
    type,
    schemaVersion: SCHEMA_VERSION[type],
    data: data as unknown as Json,
    actor: 'bench',
    correlationId,
    causationId: null,
  }));
};
