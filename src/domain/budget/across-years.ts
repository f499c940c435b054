import { showsLine, TABLE_CONTENTS } from '../tables/table-kind.js';
import type {
  ChangeSubject,
  FindingRaised,
  FindingResolved,
  YearOverYearChangeRecorded,
} from '../events/budget.events.js';
import type { Scope } from '../values/budget-id.js';
import { settleFindings, type FindingStates } from './finding-state.js';
import type { Finding } from '../events/finding.js';
import { parseLineKey, type LineName } from '../values/line.js';
import {
  absFen,
  exactInUnit,
  fenPer,
  fromFen,
  fromSigned,
  signedFen,
  toFen,
  type Fen,
} from '../values/money.js';
import type { Originals } from './year-over-year.js';

type Stated = YearOverYearChangeRecorded['data'];

/** A year's original budget as corrected, as far as the ledger has it. */
export interface YearOfLines {
  readonly fiscalYear: number;
  readonly scope: Scope;
  readonly originals: Originals;
}

/**
 * Compares what a document says of the year before with what is recorded of it, original with original, each as corrected.
 *
 * `CHAIN`: the base of a stated change, printed or implied by the change, differs from last year's budget by more than the
 * rounding of the change. An error; an info when last year's budget is of the other scope, because a department may be
 * more than its unit.
 * `NARR-REASON`: a reason names a part and its direction (项目支出增加), and the two years show another. A warning.
 */
export const findingsAcrossYears = (
  stated: readonly Stated[],
  current: YearOfLines,
  prior: YearOfLines,
): readonly FindingRaised['data'][] => {
  if (prior.originals.size === 0) return [];
  const ofPrior = stated.filter(
    ({ base, source }) =>
      base.kind === 'prior-budget' && base.year === prior.fiscalYear && source !== null,
  );
  return [
    ...brokenChains(ofPrior, current, prior),
    ...(current.scope === prior.scope || sameWhole(ofPrior, prior)
      ? refutedReasons(stated, current, prior)
      : []),
  ];
};

/** Raises the findings across years that are new, and withdraws those whose rules hold again. */
export const raiseAcrossYears = (
  stated: readonly Stated[],
  current: YearOfLines,
  prior: YearOfLines,
  known: FindingStates,
): readonly (FindingRaised | FindingResolved)[] =>
  settleFindings(findingsAcrossYears(stated, current, prior), ID, known);

/** Ids of the findings across years begin with these words: only such findings are withdrawn here. */
const ID = /^(?:chain|reason)-/;

interface Broken {
  readonly change: Stated;
  readonly base: Fen;
  readonly expected: Fen;
}

const brokenChains = (
  stated: readonly Stated[],
  current: YearOfLines,
  prior: YearOfLines,
): readonly FindingRaised['data'][] => {
  const broken = stated.flatMap((change): readonly Broken[] => {
    const base = baseOf(change, current);
    const expected = amountOf(change.subject, change.subject.measure, prior.originals);
    if (base === null || expected === null) return [];
    return absFen(base - expected) <= slackOf(change) ? [] : [{ change, base, expected }];
  });
  // The total, the appropriation and the general fund are often one amount, stated of both sides.
  const groups = new Map<string, Broken[]>();
  for (const each of broken) {
    const { kind } = each.change.subject;
    const key = WHOLES.has(kind)
      ? `whole ${each.base - each.expected}`
      : subjectId(each.change.subject);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const classes = [...groups.values()]
    .map(([first]) => first!)
    .filter(({ change: { subject } }) => subject.kind === 'function' && subject.code?.length === 3);
  const ofClasses = classes.reduce((sum, { base, expected }) => sum + base - expected, 0n);
  return [...groups.values()].flatMap((group) => {
    const [{ change, base, expected }] = group as [Broken, ...Broken[]];
    const difference = base - expected;
    // A difference that the differences of the classes explain is not reported again.
    if (
      WHOLES.has(change.subject.kind) &&
      classes.length > 0 &&
      absFen(difference - ofClasses) <= slackOf(change) * BigInt(classes.length + 1)
    )
      return [];
    const { unit } = change;
    const shown = { printed: exactInUnit(base, unit), expected: exactInUnit(expected, unit) };
    return [
      raised(
        'chain',
        change,
        group.map((each) => each.change),
        {
          rule: 'CHAIN',
          severity: current.scope === prior.scope ? 'error' : 'info',
          ...shown,
          difference: exactInUnit(difference, unit),
          unit,
          message: `“${change.section ?? ''}” measures ${change.subject.name} by ${shown.printed} ${unit} of ${prior.fiscalYear}, but the budget of ${prior.fiscalYear} is ${shown.expected} ${unit}.`,
        },
      ),
    ];
  });
};

const WHOLES: ReadonlySet<ChangeSubject['kind']> = new Set(['total', 'source', 'fund']);

/** The base that is printed, or this year's original minus the change. */
const baseOf = ({ base, delta, subject }: Stated, current: YearOfLines): Fen | null => {
  if (base.amount !== null) return toFen(base.amount);
  if (delta === null) return null;
  const now = amountOf(subject, subject.measure, current.originals);
  return now === null ? null : now - fromSigned(delta);
};

/** Half of the last printed place, for each of the two figures of which the change may be the difference. */
const slackOf = ({ unit, delta, source }: Stated): Fen => {
  if (unit === '元') return 0n;
  const decimals = /\.(\d+)/.exec(source?.text ?? '')?.[1]?.length ?? 0;
  const isFlat = delta === '0.00';
  return fenPer(unit) / 10n ** BigInt(isFlat ? 2 : Math.min(2, decimals));
};

/** Whether the stated change of a total fits the two budgets, which shows that both budgets are of the same body. */
const sameWhole = (stated: readonly Stated[], prior: YearOfLines): boolean =>
  stated.some(({ subject, base, current, delta }) => {
    if (!WHOLES.has(subject.kind) || current === null) return false;
    const was =
      base.amount !== null
        ? toFen(base.amount)
        : delta === null
          ? null
          : toFen(current) - fromSigned(delta);
    return was !== null && was === amountOf(subject, 'total', prior.originals);
  });

const PARTS: readonly (readonly [RegExp, string, ChangeSubject['measure']])[] = [
  [/项目(?:支出|经费|资金)(?:预算)?(?:有所|较上年)?/, '项目支出', 'project'],
  [/基本支出(?:预算)?(?:有所|较上年)?/, '基本支出', 'basic'],
  [/人员(?:经费|支出)(?:预算)?(?:有所|较上年)?/, '人员经费', 'personnel'],
  [/公用经费(?:预算)?(?:有所|较上年)?/, '公用经费', 'public'],
];
const RISE = '增加|增长|上升|提高';
const FALL = '减少|下降|降低|压减|压缩';

const refutedReasons = (
  stated: readonly Stated[],
  current: YearOfLines,
  prior: YearOfLines,
): readonly FindingRaised['data'][] => {
  const found = new Map<string, FindingRaised['data']>();
  for (const change of stated) {
    const { reason, subject } = change;
    if (reason === null || change.source === null) continue;
    for (const [words, name, measure] of PARTS) {
      const verb = new RegExp(`${words.source}(?:了)?(${RISE}|${FALL})`).exec(reason)?.[1];
      if (verb === undefined) continue;
      const rises = new RegExp(RISE).test(verb);
      const before = amountOf(subject, measure, prior.originals);
      const after = amountOf(subject, measure, current.originals);
      if (before === null || after === null) continue;
      const moved = after - before;
      if (rises ? moved > 0n : moved < 0n) continue;
      const [was, is] = [fromFen(before), fromFen(after)];
      const finding = raised(`reason-${measure}`, change, [change], {
        rule: 'NARR-REASON',
        severity: 'warning',
        printed: reason,
        expected: `${name} ${was} → ${is} 元`,
        difference: null,
        unit: null,
        message: `“${change.section ?? ''}” gives as reason for ${subject.name} “${reason}”, but its ${name} was ${was} 元 in ${prior.fiscalYear} and is ${is} 元 in ${current.fiscalYear} (${signedFen(moved)}).`,
      });
      // The same reason may be given for the totals of both sides.
      const key = WHOLES.has(subject.kind) ? `whole ${measure} ${reason}` : finding.finding;
      const known = found.get(key);
      found.set(key, known ? { ...known, places: [...known.places, ...finding.places] } : finding);
    }
  }
  return [...found.values()];
};

/** The amount of the lines of a subject; null when no line is of its schedule, or when the schedule cannot say. */
const amountOf = (
  { kind, code, side }: ChangeSubject,
  measure: ChangeSubject['measure'],
  originals: Originals,
): Fen | null => {
  const counts = countsTo(kind, code, side, measure);
  if (!counts) return null;
  let sum: Fen | null = null;
  for (const [key, amount] of originals) {
    const counted = counts(parseLineKey(key));
    if (counted === null) continue;
    sum ??= 0n;
    if (counted) sum += amount;
  }
  return sum;
};

/** Null for a line of another schedule. */
type Counts = (line: LineName) => boolean | null;

const countsTo = (
  kind: ChangeSubject['kind'],
  code: string | null,
  side: ChangeSubject['side'],
  measure: ChangeSubject['measure'],
): Counts | null => {
  if (measure === 'personnel' || measure === 'public') {
    if (kind === 'economic' && code !== null)
      return (line) =>
        line.schedule === 'economic'
          ? line.economic.startsWith(code) && line.cost === measure
          : null;
    // No line of one function says what is 人员经费.
    return WHOLES.has(kind) || kind === 'split'
      ? (line) => (line.schedule === 'economic' ? line.cost === measure : null)
      : null;
  }
  const spent =
    (isIt: (line: LineName & { schedule: 'expenditure' }) => boolean): Counts =>
    (line) =>
      line.schedule === 'expenditure'
        ? isIt(line) && (measure === 'total' || line.expenditure === measure)
        : null;
  switch (kind) {
    case 'total':
    case 'split':
      return side === 'revenue' && measure === 'total'
        ? (line) => (line.schedule === 'revenue' ? true : null)
        : spent(() => true);
    case 'source':
      if (code === 'fiscal-appropriation' && (side === 'expenditure' || measure !== 'total'))
        return spent(({ fund }) => fund !== 'unit-funds');
      return side === 'revenue' && measure === 'total'
        ? (line) => (line.schedule === 'revenue' ? line.source === code : null)
        : null;
    case 'fund':
      return side === 'expenditure' ? spent(({ fund }) => fund === code) : null;
    case 'function':
      return code === null ? null : spent((line) => line.function.startsWith(code));
    case 'economic':
      return code === null || measure !== 'total'
        ? null
        : (line) => (line.schedule === 'economic' ? line.economic.startsWith(code) : null);
    case 'three-public':
      return (line) =>
        line.schedule === 'three-public'
          ? showsLine(TABLE_CONTENTS['three-public'], code ?? 'total', line)
          : null;
  }
};

const subjectId = ({ kind, code, side, measure }: ChangeSubject): string =>
  [kind, code ?? 'all', side, measure].join('-');

/** The id is made of the document and the subject, so that a finding is raised once whichever year is recorded last. */
const raised = (
  prefix: string,
  change: Stated,
  changes: readonly Stated[],
  more: Pick<
    Finding,
    'rule' | 'severity' | 'printed' | 'expected' | 'difference' | 'unit' | 'message'
  >,
): FindingRaised['data'] => {
  const document = change.source!.document;
  const { subject, section } = change;
  return {
    finding: `${prefix}-${document.slice(0, 8)}-${subjectId(subject)}`,
    document,
    table: null,
    section,
    subject: subject.code ?? subject.side,
    column: null,
    hint: null,
    ...more,
    places: changes.flatMap(({ source }) =>
      source
        ? [
            {
              table: null,
              page: source.page,
              line: source.line,
              row: null,
              column: null,
              text: source.text,
            },
          ]
        : [],
    ),
  };
};
