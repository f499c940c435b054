import type { ShownBudget } from '../budgets/budgets.answer.js';
import type { Transfer } from '../domain/events/budget.events.js';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { fiscalYearEnd } from '../domain/values/civil-date.js';
import { normalisedNumber } from '../domain/values/document-number.js';
import { fromSigned } from '../domain/values/money.js';
import { shanghaiDate } from '../ledger/shanghai.js';
import type { AuditException, ChangeEntry } from './audit.answer.js';
import type { ExceptionRule } from './exception-rules.js';

/** Rule of budget monitoring systems: the same appropriation was amended more than three times. */
const AMENDMENTS_OF_A_LINE_MAX = 3;
/** A supplement from this month and day on is late in the year. */
const LATE_SUPPLEMENT_FROM = '10-01';

/** What the rules look at. */
export interface Audited {
  readonly budget: ShownBudget;
  /** What moved its lines after publication, without returns of transfers. */
  readonly changes: readonly ChangeEntry[];
  /** Codes of the policy (重点支出). */
  readonly protectedCodes: readonly string[];
  /** The other budget of each amendment that touches two. */
  readonly transfers: ReadonlyMap<string, Transfer>;
}

type Rule = (audited: Audited) => readonly AuditException[];

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

const approvedAfterYearEnd: Rule = ({ budget: { fiscalYear }, changes, transfers }) => {
  // 结转 is approved when the year has ended, and belongs to the year that receives it.
  const lastDay = ({ kind, amendment }: ChangeEntry) =>
    fiscalYearEnd(
      kind === 'carry-forward' && transfers.get(amendment!)?.side === 'giving'
        ? fiscalYear + 1
        : fiscalYear,
    );
  return amendmentsIn(changes)
    .filter(([first]) => first!.approvedOn !== null && first!.approvedOn > lastDay(first!))
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
const amendedBeforeApproval: Rule = ({ budget: { approval }, changes }) =>
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

const lineAmendedOften: Rule = ({ changes }) => {
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

/** Each half of a 划转 moves its own budget: together they are zero. */
const reallocationNotZero: Rule = ({ changes, transfers }) =>
  reallocations(changes)
    .filter((legs) => spent(legs) !== 0n && !transfers.has(legs[0]!.amendment!))
    .map((legs) =>
      exception(
        'reallocation-not-zero',
        legs[0]!,
        'The expenditure legs of the reallocation do not sum to 0.00.',
        legs,
      ),
    );

const protectedLineReallocated: Rule = ({ changes, protectedCodes }) =>
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

const threePublicRaised: Rule = ({ changes }) =>
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

const lateSupplement: Rule = ({ budget: { fiscalYear }, changes }) => {
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

const basicProjectMove: Rule = ({ changes }) =>
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

/** Where the program refuses it today, an older ledger may have it. */
const approvedAfterRecording: Rule = ({ changes }) =>
  amendmentsIn(changes)
    .filter(
      ([first]) =>
        first!.approvedOn !== null && first!.approvedOn > shanghaiDate(first!.recordedAt),
    )
    .map((legs) =>
      exception(
        'approved-after-recording',
        legs[0]!,
        `The ${legs[0]!.kind} was recorded on ${shanghaiDate(legs[0]!.recordedAt)} as approved on ${legs[0]!.approvedOn}, a day to come.`,
        legs,
      ),
    );

const transferAcrossYears: Rule = ({ budget, changes, transfers }) =>
  amendmentsIn(changes).flatMap((legs) => {
    const transfer = transfers.get(legs[0]!.amendment!);
    if (transfer === undefined) return [];
    const other = parseBudgetId(transfer.budget);
    const { kind } = legs[0]!;
    const [from, to] =
      transfer.side === 'giving'
        ? [budget.fiscalYear, other.fiscalYear]
        : [other.fiscalYear, budget.fiscalYear];
    const isInOrder =
      kind === 'carry-forward'
        ? to === from + 1 && other.agency === budget.agency.code
        : kind === 'reallocation' && to === from && other.agency !== budget.agency.code;
    if (isInOrder) return [];
    return [
      exception(
        'transfer-across-years',
        legs[0]!,
        `The ${kind} ${transfer.side === 'giving' ? 'gives to' : 'comes from'} ${transfer.budget}: 结转 goes to the next year of the same agency, 划转 to another agency in the same year.`,
        legs,
      ),
    ];
  });

const authorityIsNoNumber: Rule = ({ changes }) =>
  amendmentsIn(changes)
    .filter(([first]) => first!.number !== null && normalisedNumber(first!.number) === null)
    .map((legs) =>
      exception(
        'authority-is-no-number',
        legs[0]!,
        `The ${legs[0]!.kind} names "${legs[0]!.number}", which is no document number such as 宝财预〔2023〕15号.`,
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
  approvedAfterRecording,
  transferAcrossYears,
  authorityIsNoNumber,
];

/** The exceptions that the changes of a budget give, in the order of the rules. */
export const exceptionsOf = (audited: Audited): readonly AuditException[] =>
  RULES.flatMap((rule) => rule(audited));
