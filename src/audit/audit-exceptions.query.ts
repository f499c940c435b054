import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { BridgeOf } from '../budgets/reports/bridge.query.js';
import { ListBudgets } from '../budgets/list-budgets.query.js';
import { ShowBudget } from '../budgets/show-budget.query.js';
import type { ShownBudget } from '../budgets/budgets.answer.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { toFen, fromSigned } from '../domain/values/money.js';
import { PolicyFile } from '../ledger/policy-file.js';
import { AuditChanges } from './audit-changes.query.js';
import type { ExceptionRule } from './exception-rules.js';
import type { AuditException, ChangeEntry } from './audit.answer.js';

/** Rule of budget monitoring systems: the same appropriation was amended more than three times. */
const AMENDMENTS_OF_A_LINE_MAX = 3;
/** A supplement from this month and day on is late in the year. */
const LATE_SUPPLEMENT_FROM = '10-01';

/** The exceptions of one budget or of all, budget by budget in the order of the rules. */
export class AuditExceptions extends Query<readonly AuditException[]> {
  constructor(
    readonly budget?: string,
    readonly rule?: ExceptionRule,
  ) {
    super();
  }
}

/**
 * Applies the rules of the exception report to the changes of each budget, and to what it has spent of each line.
 *
 * @throws {Refusal} `not-found`: the budget is not opened.
 */
@QueryHandler(AuditExceptions)
export class AuditExceptionsHandler implements IQueryHandler<AuditExceptions> {
  constructor(
    private readonly queries: QueryBus,
    private readonly policy: PolicyFile,
  ) {}

  async execute({ budget, rule: only }: AuditExceptions): Promise<readonly AuditException[]> {
    const budgets = await this.queries.execute(new ListBudgets(budget));
    const changes = await this.queries.execute(new AuditChanges({ budget }));
    const protectedCodes = (await this.policy.current()).protected ?? [];
    const found: AuditException[] = [];
    for (const { budget: id } of budgets) {
      const each = await this.queries.execute(new ShowBudget(id));
      const own = changes.filter((change) => change.budget === each.budget);
      for (const rule of RULES) found.push(...rule(each, own, protectedCodes));
      found.push(...(await this.executedWithoutBudget(each.budget)));
    }
    return found.filter(({ rule }) => only === undefined || rule === only);
  }

  private async executedWithoutBudget(budget: BudgetId): Promise<readonly AuditException[]> {
    const { rows } = await this.queries.execute(new BridgeOf(budget));
    return rows
      .filter(({ executed, adjusted }) => executed !== null && toFen(executed) > toFen(adjusted))
      .map(({ line, executed, adjusted, events }) => ({
        rule: 'executed-without-budget',
        budget,
        line,
        amendment: null,
        message: `${line} has spent ${executed} of an adjusted budget of ${adjusted}.`,
        events,
      }));
  }
}

type Rule = (
  budget: ShownBudget,
  changes: readonly ChangeEntry[],
  protectedCodes: readonly string[],
) => readonly AuditException[];

const exception = (
  rule: ExceptionRule,
  about: ChangeEntry,
  message: string,
  events: readonly ChangeEntry[] = [about],
): AuditException => ({
  rule,
  budget: about.budget,
  line: events.every(({ line }) => line === about.line) ? about.line : null,
  amendment: about.amendment,
  message,
  events: [...new Set(events.map(({ id }) => id))],
});

const amendmentsIn = (changes: readonly ChangeEntry[]): readonly (readonly ChangeEntry[])[] => {
  const byId = new Map<string, ChangeEntry[]>();
  for (const change of changes) {
    if (change.amendment === null) continue;
    byId.set(change.amendment, [...(byId.get(change.amendment) ?? []), change]);
  }
  return [...byId.values()];
};

const spent = (legs: readonly ChangeEntry[], expenditure = ''): bigint =>
  legs
    .filter(({ line }) => line?.startsWith('expenditure/') && line.endsWith(expenditure))
    .reduce((fen, { delta }) => fen + fromSigned(delta), 0n);

const approvedAfterYearEnd: Rule = ({ fiscalYear }, changes) => {
  const end = `${fiscalYear}-12-31`;
  return amendmentsIn(changes)
    .filter(([first]) => first!.approvedOn !== null && first!.approvedOn > end)
    .map((legs) =>
      exception(
        'approved-after-year-end',
        legs[0]!,
        `The ${legs[0]!.kind} was approved on ${legs[0]!.approvedOn}, after the year had ended.`,
        legs,
      ),
    );
};

/** A budget is amended after it is approved (Budget Law, article 52); where no 批复 is recorded, nothing is said. */
const amendedBeforeApproval: Rule = ({ approval }, changes) =>
  approval === null
    ? []
    : amendmentsIn(changes)
        .filter(([first]) => first!.approvedOn !== null && first!.approvedOn < approval.approvedOn)
        .map((legs) =>
          exception(
            'amended-before-approval',
            legs[0]!,
            `The ${legs[0]!.kind} was approved on ${legs[0]!.approvedOn}, before the original budget was approved on ${approval.approvedOn}.`,
            legs,
          ),
        );

const lineAmendedOften: Rule = (_budget, changes) => {
  const byLine = new Map<string, ChangeEntry[]>();
  for (const change of changes)
    if (change.amendment !== null && change.line?.startsWith('expenditure/'))
      byLine.set(change.line, [...(byLine.get(change.line) ?? []), change]);
  return [...byLine.values()]
    .filter((legs) => legs.length > AMENDMENTS_OF_A_LINE_MAX)
    .map((legs) => ({
      ...exception(
        'line-amended-often',
        legs[0]!,
        `${legs[0]!.line} was amended ${legs.length} times, more than ${AMENDMENTS_OF_A_LINE_MAX}.`,
        legs,
      ),
      amendment: null,
    }));
};

const reallocations = (changes: readonly ChangeEntry[]) =>
  amendmentsIn(changes).filter(([first]) => first!.kind === 'reallocation');

const reallocationNotZero: Rule = (_budget, changes) =>
  reallocations(changes)
    .filter((legs) => spent(legs) !== 0n)
    .map((legs) =>
      exception(
        'reallocation-not-zero',
        legs[0]!,
        'The expenditure legs of the reallocation do not sum to 0.00.',
        legs,
      ),
    );

const protectedLineReallocated: Rule = (_budget, changes, protectedCodes) =>
  reallocations(changes).flatMap((legs) =>
    legs
      .filter(({ line }) =>
        line?.split('/').some((part) => protectedCodes.some((code) => part.startsWith(code))),
      )
      .map((leg) =>
        exception(
          'protected-line-reallocated',
          leg,
          `The reallocation moves ${leg.line}, which the policy protects.`,
        ),
      ),
  );

const threePublicRaised: Rule = (_budget, changes) =>
  changes
    .filter(
      ({ amendment, line, delta }) =>
        amendment !== null && line?.startsWith('three-public/') && delta.startsWith('+'),
    )
    .map((leg) =>
      exception(
        'three-public-raised',
        leg,
        `${leg.line} was raised by ${leg.delta} during the year.`,
      ),
    );

const lateSupplement: Rule = ({ fiscalYear }, changes) => {
  const from = `${fiscalYear}-${LATE_SUPPLEMENT_FROM}`;
  return amendmentsIn(changes)
    .filter(([first]) => first!.kind === 'supplement' && first!.effectiveOn >= from)
    .map((legs) =>
      exception(
        'late-supplement',
        legs[0]!,
        `The supplement took effect on ${legs[0]!.effectiveOn}, after September.`,
        legs,
      ),
    );
};

const basicProjectMove: Rule = (_budget, changes) =>
  amendmentsIn(changes)
    .filter((legs) => spent(legs, '/basic') * spent(legs, '/project') < 0n)
    .map((legs) =>
      exception(
        'basic-project-move',
        legs[0]!,
        'The amendment moves money between basic and project expenditure.',
        legs,
      ),
    );

const RULES: readonly Rule[] = [
  approvedAfterYearEnd,
  amendedBeforeApproval,
  lineAmendedOften,
  reallocationNotZero,
  protectedLineReallocated,
  threePublicRaised,
  lateSupplement,
  basicProjectMove,
];
