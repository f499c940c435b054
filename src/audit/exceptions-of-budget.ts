import type { BudgetAnswer } from '../budgets/budgets.answer.js';
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
  readonly budget: BudgetAnswer;
  /** The day of the newest 批复; null while none is recorded. */
  readonly approvedOn: string | null;
  /** What moved its lines after publication, without returns of transfers. */
  readonly changes: readonly ChangeEntry[];
  /** Codes of the policy (重点支出). */
  readonly protectedCodes: readonly string[];
  /** The other budget of each amendment that touches two. */
  readonly transfers: ReadonlyMap<string, Transfer>;
}

/** An amendment by its legs, of which there is one at least. */
type Amendment = readonly [ChangeEntry, ...ChangeEntry[]];

/**
 * An exception with its place among those of its rule and budget, by which a list goes on where a part ended: it stays the same
 * whatever is recorded later.
 */
export interface FoundException {
  readonly exception: AuditException;
  /** Of the first event that it rests on; 0 where it rests on a sum. */
  readonly position: bigint;
  /** Tells it from others of the same event. */
  readonly subject: string;
}

type Rule = (
  audited: Audited & { readonly amendments: readonly Amendment[] },
) => readonly FoundException[];

const exception = (
  rule: ExceptionRule,
  about: ChangeEntry,
  message: string,
  events: readonly ChangeEntry[] = [about],
  { amendment }: Pick<ChangeEntry, 'amendment'> = about,
): FoundException => {
  const line = events.every((each) => each.line === about.line) ? about.line : null;
  const { budget, position } = about;
  return {
    exception: {
      rule,
      budget,
      line,
      amendment,
      message,
      events: [...new Set(events.map(({ id }) => id))],
    },
    position: BigInt(position),
    subject: line ?? '',
  };
};

const amendmentsIn = (changes: readonly ChangeEntry[]): readonly Amendment[] => {
  const byId = new Map<string, [ChangeEntry, ...ChangeEntry[]]>();
  for (const change of changes) {
    if (change.amendment === null) continue;
    const known = byId.get(change.amendment);
    if (known) known.push(change);
    else byId.set(change.amendment, [change]);
  }
  return [...byId.values()];
};

/** An exception for each amendment that `holds`. Its legs differ in what they move alone: the first says the rest. */
const exceptionsAmong = (
  amendments: readonly Amendment[],
  rule: ExceptionRule,
  holds: (first: ChangeEntry, legs: Amendment) => boolean,
  message: (first: ChangeEntry) => string,
): readonly FoundException[] =>
  amendments
    .filter((legs) => holds(legs[0], legs))
    .map((legs) => exception(rule, legs[0], message(legs[0]), legs));

const spent = (legs: readonly ChangeEntry[], expenditure = ''): bigint =>
  legs
    .filter(({ line }) => line?.startsWith('expenditure/') && line.endsWith(expenditure))
    .reduce((fen, { delta }) => fen + fromSigned(delta), 0n);

const approvedAfterYearEnd: Rule = ({ budget: { fiscalYear }, amendments, transfers }) => {
  // 结转 is approved when the year has ended, and belongs to the year that receives it.
  const lastDay = ({ kind, amendment }: ChangeEntry) =>
    fiscalYearEnd(
      kind === 'carry-forward' && transfers.get(amendment!)?.side === 'giving'
        ? fiscalYear + 1
        : fiscalYear,
    );
  return exceptionsAmong(
    amendments,
    'approved-after-year-end',
    (first) => first.approvedOn !== null && first.approvedOn > lastDay(first),
    ({ kind, approvedOn }) =>
      `The ${kind} was approved on ${approvedOn}, after the year had ended.`,
  );
};

/** A budget is amended after it is approved (Budget Law, article 52); where no 批复 is recorded, nothing is said. */
const amendedBeforeApproval: Rule = ({ approvedOn: original, amendments }) =>
  exceptionsAmong(
    amendments,
    'amended-before-approval',
    ({ approvedOn }) => original !== null && approvedOn !== null && approvedOn < original,
    ({ kind, approvedOn }) =>
      `The ${kind} was approved on ${approvedOn}, before the original budget was approved on ${original}.`,
  );

const lineAmendedOften: Rule = ({ changes }) => {
  const byLine = new Map<string, ChangeEntry[]>();
  for (const change of changes)
    if (change.amendment !== null && change.line?.startsWith('expenditure/'))
      byLine.set(change.line, [...(byLine.get(change.line) ?? []), change]);
  return [...byLine.values()]
    .filter((legs) => legs.length > AMENDMENTS_OF_A_LINE_MAX)
    .map((legs) =>
      exception(
        'line-amended-often',
        legs[0]!,
        `${legs[0]!.line} was amended ${legs.length} times, more than ${AMENDMENTS_OF_A_LINE_MAX}.`,
        legs,
        { amendment: null },
      ),
    );
};

/** Each half of a 划转 moves its own budget: together they are zero. */
const reallocationNotZero: Rule = ({ amendments, transfers }) =>
  exceptionsAmong(
    amendments,
    'reallocation-not-zero',
    ({ kind, amendment }, legs) =>
      kind === 'reallocation' && spent(legs) !== 0n && !transfers.has(amendment!),
    () => 'The expenditure legs of the reallocation do not sum to 0.00.',
  );

const protectedLineReallocated: Rule = ({ amendments, protectedCodes }) =>
  amendments
    .filter(([{ kind }]) => kind === 'reallocation')
    .flatMap((legs) =>
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

const lateSupplement: Rule = ({ budget: { fiscalYear }, amendments }) =>
  exceptionsAmong(
    amendments,
    'late-supplement',
    ({ kind, effectiveOn }) =>
      kind === 'supplement' && effectiveOn >= `${fiscalYear}-${LATE_SUPPLEMENT_FROM}`,
    ({ effectiveOn }) => `The supplement took effect on ${effectiveOn}, after September.`,
  );

const basicProjectMove: Rule = ({ amendments }) =>
  exceptionsAmong(
    amendments,
    'basic-project-move',
    (_first, legs) => spent(legs, '/basic') * spent(legs, '/project') < 0n,
    () => 'The amendment moves money between basic and project expenditure.',
  );

/** Where the program refuses it today, an older ledger may have it. */
const approvedAfterRecording: Rule = ({ amendments }) =>
  exceptionsAmong(
    amendments,
    'approved-after-recording',
    ({ approvedOn, recordedAt }) => approvedOn !== null && approvedOn > shanghaiDate(recordedAt),
    ({ kind, approvedOn, recordedAt }) =>
      `The ${kind} was recorded on ${shanghaiDate(recordedAt)} as approved on ${approvedOn}, a day to come.`,
  );

const transferAcrossYears: Rule = ({ budget, amendments, transfers }) =>
  amendments.flatMap((legs) => {
    const transfer = transfers.get(legs[0].amendment!);
    if (transfer === undefined) return [];
    const other = parseBudgetId(transfer.budget);
    const { kind } = legs[0];
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
        legs[0],
        `The ${kind} ${transfer.side === 'giving' ? 'gives to' : 'comes from'} ${transfer.budget}: 结转 goes to the next year of the same agency, 划转 to another agency in the same year.`,
        legs,
      ),
    ];
  });

const authorityIsNoNumber: Rule = ({ amendments }) =>
  exceptionsAmong(
    amendments,
    'authority-is-no-number',
    ({ number }) => number !== null && normalisedNumber(number) === null,
    ({ kind, number }) =>
      `The ${kind} names "${number}", which is not a document number such as 宝财预〔2023〕15号.`,
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
export const exceptionsOf = (audited: Audited): readonly FoundException[] => {
  const amendments = amendmentsIn(audited.changes);
  return RULES.flatMap((rule) => rule({ ...audited, amendments }));
};
