import type {
  ChangeSubject,
  FindingRaised,
  FindingResolved,
  YearOverYearChangeRecorded,
} from '../events/budget.events.js';
import type { Scope } from '../values/budget-id.js';
import { heldAndFailing } from './finding-events.js';
import type { Finding } from '../events/finding.js';
import { parseLineKey, type LineName } from '../values/line.js';
import { Decimal, signed, YUAN_PER, type Unit } from '../values/money.js';
import type { Originals } from './year-over-year.js';

type Stated = YearOverYearChangeRecorded['data'];

/** A year's original budget, as far as the ledger has it. */
export interface YearOfLines {
  readonly fiscalYear: number;
  readonly scope: Scope;
  readonly originals: Originals;
}

/**
 * What a document says of the year before, against what is recorded of it; original against original.
 *
 * `CHAIN`: the base of a stated change, printed or implied by the change, is what last year's budget was. Error, within the rounding of
 * the change; info where last year's budget is of the other scope, for a department may be more than its unit.
 * `NARR-REASON`: a reason that names a part and its direction (项目支出增加) is not refuted by both years. Warning.
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

/** Raises what the year before contradicts, once, and withdraws what it no longer does. */
export const raiseAcrossYears = (
  stated: readonly Stated[],
  current: YearOfLines,
  prior: YearOfLines,
  known: ReadonlyMap<string, 'open' | 'resolved' | 'withdrawn'>,
): readonly (FindingRaised | FindingResolved)[] => {
  const failing = findingsAcrossYears(stated, current, prior);
  const still = new Set(failing.map(({ finding }) => finding));
  const held = [...known].filter(
    ([finding, status]) => status === 'open' && ID.test(finding) && !still.has(finding),
  );
  return heldAndFailing(
    held.map(([finding]) => finding),
    failing.filter(({ finding }) => (known.get(finding) ?? 'withdrawn') === 'withdrawn'),
  );
};

/** Ids of these findings begin so: what the ledger raises across years it also withdraws. */
const ID = /^(?:chain|reason)-/;

interface Broken {
  readonly change: Stated;
  readonly base: Decimal;
  readonly expected: Decimal;
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
    return base.minus(expected).abs().lte(slackOf(change)) ? [] : [{ change, base, expected }];
  });
  // The whole, the appropriation and the general fund are often one amount, said of both sides.
  const groups = new Map<string, Broken[]>();
  for (const each of broken) {
    const { kind } = each.change.subject;
    const key = WHOLES.has(kind)
      ? `whole ${each.base.minus(each.expected).toFixed(2)}`
      : keyOf(each.change.subject);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const classes = [...groups.values()]
    .map(([first]) => first!)
    .filter(({ change: { subject } }) => subject.kind === 'function' && subject.code?.length === 3);
  const ofClasses = classes.reduce(
    (sum, each) => sum.plus(each.base.minus(each.expected)),
    new Decimal(0),
  );
  return [...groups.values()].flatMap((group) => {
    const [{ change, base, expected }] = group as [Broken, ...Broken[]];
    const apart = base.minus(expected);
    // What its classes explain is no cause of its own.
    if (
      WHOLES.has(change.subject.kind) &&
      classes.length > 0 &&
      apart
        .minus(ofClasses)
        .abs()
        .lte(slackOf(change).times(classes.length + 1))
    )
      return [];
    const { unit } = change;
    const shown = { printed: inPrinted(base, unit), expected: inPrinted(expected, unit) };
    return [
      raised(
        'chain',
        change,
        group.map((each) => each.change),
        {
          rule: 'CHAIN',
          severity: current.scope === prior.scope ? 'error' : 'info',
          ...shown,
          difference: inPrinted(apart, unit),
          unit,
          message: `“${change.section ?? ''}” measures ${change.subject.name} by ${shown.printed} ${unit} of ${prior.fiscalYear}, but the budget of ${prior.fiscalYear} is ${shown.expected} ${unit}.`,
        },
      ),
    ];
  });
};

const WHOLES: ReadonlySet<ChangeSubject['kind']> = new Set(['total', 'source', 'fund']);

/** The base that is printed, or this year's original less the change. */
const baseOf = ({ base, delta, subject }: Stated, current: YearOfLines): Decimal | null => {
  if (base.amount !== null) return new Decimal(base.amount);
  if (delta === null) return null;
  const now = amountOf(subject, subject.measure, current.originals);
  return now && now.minus(delta.replace('+', ''));
};

/** Half of the last printed place, for each of the two figures of which the change may be the difference. */
const slackOf = ({ unit, delta, source }: Stated): Decimal => {
  if (unit === '元') return new Decimal(0);
  const decimals = /\.(\d+)/.exec(source?.text ?? '')?.[1]?.length ?? 0;
  const isFlat = delta === '0.00';
  return new Decimal(YUAN_PER[unit]).div(new Decimal(10).pow(isFlat ? 2 : Math.min(2, decimals)));
};

/** Whether the changes of the whole hold between the two budgets, so that they are of the same whole. */
const sameWhole = (stated: readonly Stated[], prior: YearOfLines): boolean =>
  stated.some(({ subject, base, current, delta }) => {
    if (!WHOLES.has(subject.kind) || current === null) return false;
    const was =
      base.amount ?? (delta === null ? null : new Decimal(current).minus(delta.replace('+', '')));
    const expected = amountOf(subject, 'total', prior.originals);
    return was !== null && expected !== null && expected.eq(was);
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
      const moved = after.minus(before);
      if (rises ? moved.gt(0) : moved.lt(0)) continue;
      const finding = raised(`reason-${measure}`, change, [change], {
        rule: 'NARR-REASON',
        severity: 'warning',
        printed: reason,
        expected: `${name} ${before.toFixed(2)} → ${after.toFixed(2)} 元`,
        difference: null,
        unit: null,
        message: `“${change.section ?? ''}” gives as reason for ${subject.name} “${reason}”, but its ${name} was ${before.toFixed(2)} 元 in ${prior.fiscalYear} and is ${after.toFixed(2)} 元 in ${current.fiscalYear} (${signed(moved)}).`,
      });
      // Of both sides of the whole the same reason is given once more.
      const key = WHOLES.has(subject.kind) ? `whole ${measure} ${reason}` : finding.finding;
      const known = found.get(key);
      found.set(key, known ? { ...known, places: [...known.places, ...finding.places] } : finding);
    }
  }
  return [...found.values()];
};

/** What lines have for a subject; null where none of them is of its schedule, or the schedule does not tell. */
const amountOf = (
  { kind, code, side }: ChangeSubject,
  measure: ChangeSubject['measure'],
  originals: Originals,
): Decimal | null => {
  const counts = countsTo(kind, code, side, measure);
  if (!counts) return null;
  let sum: Decimal | null = null;
  for (const [key, amount] of originals) {
    const counted = counts(parseLineKey(key));
    if (counted === null) continue;
    sum ??= new Decimal(0);
    if (counted) sum = sum.plus(amount);
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
    // Of one function nothing tells what is 人员经费.
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
        line.schedule !== 'three-public'
          ? null
          : code === null
            ? line.category !== 'operating'
            : code === 'vehicles'
              ? line.category.startsWith('vehicle-')
              : line.category === code;
  }
};

const inPrinted = (amount: Decimal, unit: Unit): string => {
  const figure = amount.div(YUAN_PER[unit]);
  return figure.toFixed(Math.max(2, figure.decimalPlaces())).replace(/^-(?=0\.0+$)/, '');
};

const keyOf = ({ kind, code, side, measure }: ChangeSubject): string =>
  [kind, code ?? 'all', side, measure].join('-');

/** The id is of the document and the subject, so that the same finding is raised once, whichever year arrives last. */
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
    finding: `${prefix}-${document.slice(0, 8)}-${keyOf(subject)}`,
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
