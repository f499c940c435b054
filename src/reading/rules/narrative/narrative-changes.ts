import type { ChangeSubject } from '../../../domain/events/budget.events.js';
import type { Finding, Place } from '../../../domain/events/finding.js';
import { Decimal } from '../../../domain/values/money.js';
import type { Narrative, StatedChange } from '../../narrative/narrative.js';
import { placeInText } from './text-finding.js';
import { exactInUnit } from '../../../domain/values/money.js';
import { APPROPRIATED_FUNDS } from '../../../domain/tables/table-kind.js';
import { percentOfWhole } from '../../../domain/values/delta.js';
import { isRoundedFrom } from './percent.js';
import { Rounding } from '../../rounding.js';
import type { AmountByTables } from './narrative-figures.js';
import type { TableSet } from '../relations/table-set.js';

/**
 * The findings about the changes that sentences state: each against its own figures, and all of them against each other.
 * Figures in 万元 are compared within what their rounding allows.
 */
export const changeFindings = (
  tables: TableSet,
  narrative: Pick<Narrative, 'claims' | 'changes'>,
  fiscalYear: number,
  byTables: AmountByTables,
): readonly Finding[] => {
  const { changes } = narrative;
  const rounding = new Rounding([
    ...narrative.claims,
    ...changes.filter(({ delta }) => delta !== null),
  ]);
  const half = ({ section, unit }: StatedChange) => rounding.half(section, unit);
  return [
    ...changes.flatMap((change) =>
      unlessExplained(change, byTables, (one) => deltaAgainstBase(one, half(one))),
    ),
    ...changes.flatMap((change) =>
      unlessExplained(change, byTables, (one) => belowZero(one, half(one))),
    ),
    ...statedTwice(changes, half),
    ...changes.flatMap((change) =>
      unlessExplained(change, byTables, (one) => percentAgainstFigures(one, half(one))),
    ),
    ...sumOfParts(tables, changes, half),
    ...sumOfFunds(changes, half),
    ...withoutReason(changes),
    ...baseYears(changes, fiscalYear),
  ];
};

/** No findings where the change holds with the figure of the tables for this year: `NARR-FIGURE` reports that figure. */
const unlessExplained = (
  change: StatedChange,
  byTables: AmountByTables,
  judge: (change: StatedChange) => readonly Finding[],
): readonly Finding[] => {
  const findings = judge(change);
  if (findings.length === 0 || change.current === null) return findings;
  const current = byTables(claimSubject(change.subject), change.current);
  return current !== change.current && judge({ ...change, current }).length === 0 ? [] : findings;
};

type Half = (change: StatedChange) => bigint;

/**
 * `NARR-CHANGE`: the stated change = this year's figure − the printed base. Error; exact in 元, in 万元 within three half
 * units, one for each figure.
 */
const deltaAgainstBase = (change: StatedChange, half: bigint): readonly Finding[] => {
  const { base, current, delta, unit } = change;
  if (delta === null || current === null || base.amount === null) return [];
  const expected = current - base.amount;
  if (within(delta - expected, 3n * half)) return [];
  const shown = { printed: exactInUnit(delta, unit), expected: exactInUnit(expected, unit) };
  return [
    about(change, 'NARR-CHANGE', 'error', {
      ...shown,
      difference: exactInUnit(delta - expected, unit),
      unit,
      message: `${heading(change)} states a change of ${shown.printed} ${unit} for ${change.subject.name}, but its own figures give ${shown.expected} ${unit}.`,
    }),
  ];
};

/** `NARR-CHANGE` too: what rises by more than it is would have been below zero the year before. Error. */
const belowZero = (change: StatedChange, half: bigint): readonly Finding[] => {
  const { base, current, delta, unit } = change;
  if (delta === null || current === null || base.amount !== null) return [];
  if (current < 0n || delta <= current + 3n * half) return [];
  const shown = { printed: exactInUnit(delta, unit), now: exactInUnit(current, unit) };
  return [
    about(change, 'NARR-CHANGE', 'error', {
      printed: shown.printed,
      expected: `at most ${shown.now}`,
      unit,
      message: `${heading(change)} states a rise of ${shown.printed} ${unit} for ${change.subject.name}, which is only ${shown.now} ${unit}: it would have been below zero the year before.`,
    }),
  ];
};

/** `NARR-CHANGE` too: a change that is stated twice has the same amount both times. Error. */
const statedTwice = (changes: readonly StatedChange[], half: Half): readonly Finding[] =>
  [...Map.groupBy(changes, sameChange).values()].flatMap((group) => {
    const [first, ...others] = group.filter(({ delta }) => delta !== null);
    const other = others.find(
      (one) =>
        first !== undefined &&
        !within(
          deltaOf(one) - deltaOf(first),
          2n * (half(one) > half(first) ? half(one) : half(first)),
        ),
    );
    if (!first || !other) return [];
    const shown = {
      printed: exactInUnit(deltaOf(other), other.unit),
      expected: exactInUnit(deltaOf(first), other.unit),
    };
    return [
      about(other, 'NARR-CHANGE', 'error', {
        ...shown,
        difference: exactInUnit(deltaOf(other) - deltaOf(first), other.unit),
        unit: other.unit,
        places: placesOf([other, first]),
        message: `${heading(other)} states a change of ${shown.printed} ${other.unit} for ${other.subject.name}, but “${first.section ?? ''}” one of ${shown.expected} ${other.unit}.`,
      }),
    ];
  });

/**
 * `NARR-PERCENT`: the percent is the change by the base, half-up at its printed decimals, as far as the sentence prints
 * the figures. Warning, within what the rounding of each allows.
 */
const percentAgainstFigures = (change: StatedChange, half: bigint): readonly Finding[] => {
  const { base, current, delta, percent } = change;
  if (percent === null || current === null) return [];
  const then = base.amount ?? (delta === null ? null : current - delta);
  if (then === null || then <= 0n) return [];
  const printed = new Decimal(percent);
  const [low, high] = percentBounds(change, current, then, half);
  if (isRoundedFrom(printed, low, high)) return [];
  const fitting = base.amount === null ? deltaOfPercent(change, half) : null;
  if (fitting !== null) return [contradictedByPercent(change, fitting)];
  const exact = percentOfWhole(delta ?? current - then, then);
  const expected = exact.toFixed(Math.max(2, printed.decimalPlaces()));
  return [
    about(change, 'NARR-PERCENT', 'warning', {
      printed: percent,
      expected,
      difference: printed.minus(expected).toFixed(2),
      message: `${heading(change)} states ${percent}% for ${change.subject.name}, but its own figures give ${expected}%.`,
    }),
  ];
};

/**
 * The change that the sentence meant, where a usual slip makes the printed one of it and its percent tells which: the other
 * direction, one digit, or two neighbours swapped. Null where the percent itself may be the slip.
 */
const deltaOfPercent = (change: StatedChange, half: bigint): bigint | null => {
  const { current, delta, percent } = change;
  if (current === null || delta === null || percent === null) return null;
  const printed = new Decimal(percent).abs();
  if (printed.decimalPlaces() < PERCENT_PLACES_MIN) return null;
  const fits = (meant: bigint) => {
    const then = current - meant;
    if (then <= 0n) return false;
    const [low, high] = percentBounds({ ...change, delta: meant }, current, then, half);
    return meant < 0n
      ? isRoundedFrom(printed, high.neg(), low.neg())
      : isRoundedFrom(printed, low, high);
  };
  // A percent that is right but for its own verb is no slip of the change.
  if (fits(delta)) return null;
  if (fits(-delta)) return -delta;
  for (const slips of [digitSlips, swaps]) {
    const meant = slips(delta).filter(fits);
    if (meant.length > 0) return meant.length === 1 ? meant[0]! : null;
  }
  return null;
};

/** A percent with fewer places fits too many amounts to tell one of them. */
const PERCENT_PLACES_MIN = 1;
/** Slips of a shorter figure are too near to each other to tell one of them. */
const DIGITS_MIN = 5;

/** The amounts that differ from a printed one in one digit. */
const digitSlips = (fen: bigint): readonly bigint[] => {
  const digits = (fen < 0n ? -fen : fen).toString();
  if (digits.length < DIGITS_MIN) return [];
  return [...digits].flatMap((own, at) =>
    [...'0123456789']
      .filter((digit) => digit !== own)
      .map((digit) => BigInt(digits.slice(0, at) + digit + digits.slice(at + 1)))
      .map((meant) => (fen < 0n ? -meant : meant)),
  );
};

/** The amounts that differ from a printed one in the order of two neighbouring digits. */
const swaps = (fen: bigint): readonly bigint[] => {
  const digits = (fen < 0n ? -fen : fen).toString();
  if (digits.length < DIGITS_MIN) return [];
  return [...digits].slice(1).flatMap((next, at) => {
    const own = digits[at]!;
    if (own === next) return [];
    const meant = BigInt(digits.slice(0, at) + next + own + digits.slice(at + 2));
    return [fen < 0n ? -meant : meant];
  });
};

/** `NARR-CHANGE` too: the direction and the digits of a change are those of its own percent. Error. */
const contradictedByPercent = (change: StatedChange, meant: bigint): Finding => {
  const { unit, percent } = change;
  const shown = {
    printed: exactInUnit(deltaOf(change), unit),
    expected: exactInUnit(meant, unit),
  };
  return about(change, 'NARR-CHANGE', 'error', {
    ...shown,
    difference: exactInUnit(deltaOf(change) - meant, unit),
    unit,
    message: `${heading(change)} states a change of ${shown.printed} ${unit} and ${percent}% for ${change.subject.name}: the percent fits ${shown.expected} ${unit}.`,
  });
};

/** The least and the most that the percent can be when every figure is off by up to half a unit. */
const percentBounds = (
  { base, delta }: StatedChange,
  now: bigint,
  then: bigint,
  half: bigint,
): readonly [Decimal, Decimal] => {
  // From base and current: both rounded once. From delta and current: the base carries both.
  const spread = base.amount === null ? 2n * half : half;
  const most = then + spread;
  const least = [then - spread, half, 1n].reduce((one, other) => (one > other ? one : other));
  const ends =
    base.amount !== null || delta === null
      ? [percentOfWhole(now - half - most, most), percentOfWhole(now + half - least, least)]
      : [delta - half, delta + half].flatMap((change) => [
          percentOfWhole(change, most),
          percentOfWhole(change, least),
        ]);
  return [Decimal.min(...ends), Decimal.max(...ends)];
};

/**
 * `NARR-SUM`: the changes of the parts add up to the change of the whole, where each class of the tables, or else all that is
 * below it, has one stated against the same base; so do basic and project expenditure, personnel and public costs, the three
 * public expenses, the sources of revenue, and the classes of basic expenditure by nature. Error; exact in 元, in 万元 within
 * a half unit for each figure. What the tables do not show to be all of the whole has to add up to it this year.
 */
const sumOfParts = (
  tables: TableSet,
  changes: readonly StatedChange[],
  half: Half,
): readonly Finding[] => {
  const stated = changes.filter(({ delta }) => delta !== null);
  const sums = [...sumsByFunction(tables, stated), ...sumsOfOthers(tables, stated, half)];
  const known = new Set<string>();
  return sums.flatMap(({ whole, parts, words }) => {
    // The whole, the appropriation and the general fund are often one amount with the same parts: that is one finding.
    const key = JSON.stringify([String(whole.delta), parts.map(({ subject }) => subject)]);
    const own = `whole ${sameChange(whole)}`;
    if (known.has(key) || known.has(own)) return [];
    const found = notTheirSum(whole, parts, half, words);
    if (found.length > 0) known.add(key).add(own);
    return found;
  });
};

/** A stated change, and those of what it consists of. */
interface Sum {
  readonly whole: StatedChange;
  readonly parts: readonly StatedChange[];
  /** What the parts are, as a message says it. */
  readonly words: string;
}

const sumsByFunction = (tables: TableSet, stated: readonly StatedChange[]): readonly Sum[] => {
  const codes = codesBelow(tables);
  const whole = stated.find(isExpenditure);
  const ofCodes = stated.filter(
    ({ subject }) => subject.kind === 'function' && subject.code !== null,
  );
  return [...(whole ? [whole] : []), ...ofCodes].flatMap((one): readonly Sum[] => {
    const above = one.subject.kind === 'function' ? one.subject.code! : '';
    const parts = partsBelow(above, codes, statedAs(ofCodes, one));
    if (parts === null) return [];
    const words = above === '' && parts.every(isClass) ? 'classes' : 'parts';
    return [{ whole: one, parts, words }];
  });
};

const isExpenditure = ({ subject: { side, kind, code } }: StatedChange): boolean =>
  side === 'expenditure' &&
  (kind === 'total' || (kind === 'source' && code === 'fiscal-appropriation'));

const statedAs =
  (changes: readonly StatedChange[], whole: StatedChange) =>
  (code: string): StatedChange | undefined =>
    changes.find((change) => change.subject.code === code && sameBase(change, whole));

/** Sums of which the tables do not show that their parts are all: those that add up to their whole this year. */
const sumsOfOthers = (
  tables: TableSet,
  stated: readonly StatedChange[],
  half: Half,
): readonly Sum[] =>
  stated.flatMap((whole) =>
    waysToDivide(tables, stated, whole).flatMap((parts): readonly Sum[] =>
      parts && isAllOf(whole, parts, half) ? [{ whole, parts, words: 'parts' }] : [],
    ),
  );

/** What a change may consist of, way by way; null where a part is not stated. */
const waysToDivide = (
  tables: TableSet,
  stated: readonly StatedChange[],
  whole: StatedChange,
): readonly (readonly StatedChange[] | null)[] => {
  const coded = (kind: ChangeSubject['kind'], codes: readonly string[]) => {
    const ofKind = stated.filter(
      ({ subject }) => subject.kind === kind && subject.side === whole.subject.side,
    );
    return partsBelow('', codes, statedAs(ofKind, whole));
  };
  const split = (measures: readonly ChangeSubject['measure'][]) => {
    const found = measures.flatMap(
      (measure) =>
        stated.find(
          ({ subject, ...one }) =>
            subject.kind === 'split' && subject.measure === measure && sameBase(one, whole),
        ) ?? [],
    );
    return found.length === measures.length ? found : null;
  };
  const { kind, side, code, measure } = whole.subject;
  if (isExpenditure(whole))
    return [split(['basic', 'project']), coded('function', codesBelow(tables))];
  if (kind === 'total' && side === 'revenue') return [coded('source', sourcesOf(tables))];
  if (kind === 'fund' && side === 'expenditure') return [coded('function', codesBelow(tables))];
  if (kind === 'split' && measure === 'basic')
    return [
      split(['personnel', 'public']),
      coded('economic', [...tables.nodesOf('basic-economic').keys()]),
    ];
  if (kind !== 'three-public') return [];
  if (code === null) return [coded(kind, ['abroad', 'reception', 'vehicles'])];
  return code === 'vehicles' ? [coded(kind, ['vehicle-purchase', 'vehicle-running'])] : [];
};

const sourcesOf = (tables: TableSet): readonly string[] =>
  tables.table('revenue') ? tables.columns('revenue').filter((column) => column !== 'total') : [];

const isAllOf = (whole: StatedChange, parts: readonly StatedChange[], half: Half): boolean => {
  if (whole.current === null || parts.some(({ current }) => current === null)) return false;
  const sum = parts.reduce((fen, { current }) => fen + current!, 0n);
  return within(
    sum - whole.current,
    parts.reduce((fen, one) => fen + half(one), half(whole)),
  );
};

const isClass = ({ subject }: StatedChange): boolean => classOf(subject).length === CLASS_DIGITS;
const CLASS_DIGITS = 3;

/** The stated changes that cover all that is below a code: its own level where it is stated, else the level below. */
const partsBelow = (
  above: string,
  codes: readonly string[],
  statedOf: (code: string) => StatedChange | undefined,
): readonly StatedChange[] | null => {
  const below = codes.filter(
    (code) =>
      code !== above &&
      code.startsWith(above) &&
      !codes.some((other) => other !== above && other.startsWith(above) && isAbove(other, code)),
  );
  if (below.length === 0) return null;
  const parts: StatedChange[] = [];
  for (const code of below) {
    const stated = statedOf(code);
    const own = stated ? [stated] : partsBelow(code, codes, statedOf);
    if (own === null) return null;
    parts.push(...own);
  }
  return parts;
};

const isAbove = (one: string, other: string): boolean => one !== other && other.startsWith(one);

/** `NARR-SUM` too: the changes of the three funds add up to that of the appropriation, where all are stated. Error. */
const sumOfFunds = (changes: readonly StatedChange[], half: Half): readonly Finding[] =>
  (['revenue', 'expenditure'] as const).flatMap((side): readonly Finding[] => {
    const stated = changes.filter(({ subject, delta }) => subject.side === side && delta !== null);
    const whole = stated.find(
      ({ subject }) => subject.kind === 'source' && subject.code === 'fiscal-appropriation',
    );
    if (!whole) return [];
    const funds = APPROPRIATED_FUNDS.map((fund) =>
      stated.find(
        (change) =>
          change.subject.kind === 'fund' && change.subject.code === fund && sameBase(change, whole),
      ),
    );
    const parts = funds.flatMap((fund) => (fund ? [fund] : []));
    return parts.length < funds.length ? [] : notTheirSum(whole, parts, half, 'funds');
  });

const sameBase = (one: Pick<StatedChange, 'base'>, other: Pick<StatedChange, 'base'>): boolean =>
  one.base.kind === other.base.kind && one.base.year === other.base.year;

const notTheirSum = (
  whole: StatedChange,
  parts: readonly StatedChange[],
  half: Half,
  words: string,
): readonly Finding[] => {
  const expected = parts.reduce((fen, change) => fen + deltaOf(change), 0n);
  const slack = parts.reduce((fen, change) => fen + half(change), half(whole));
  const printed = deltaOf(whole);
  if (within(printed - expected, slack)) return [];
  const { unit } = whole;
  const shown = { printed: exactInUnit(printed, unit), expected: exactInUnit(expected, unit) };
  return [
    about(whole, 'NARR-SUM', 'error', {
      ...shown,
      difference: exactInUnit(printed - expected, unit),
      unit,
      places: placesOf([whole, ...parts]),
      message: `${heading(whole)} states a change of ${shown.printed} ${unit} for ${whole.subject.name}, but the changes of its ${words} add up to ${shown.expected} ${unit}.`,
    }),
  ];
};

/** The codes of the rows that the tables print, of every level. */
const codesBelow = (tables: TableSet): readonly string[] => {
  const kind = (['expenditure', 'general'] as const).find((each) => tables.table(each));
  return kind === undefined ? [] : [...tables.nodesOf(kind).keys()];
};

/**
 * `NARR-REASON`: a change of the whole or of a class is explained (主要原因是 …). Warning. 地方预决算公开操作规程 asks for
 * the reasons of increases and decreases. A reason may be given elsewhere: for the same subject, for the part that makes
 * up the whole change, or for every class.
 */
const withoutReason = (changes: readonly StatedChange[]): readonly Finding[] => {
  const unexplained = changes.filter(
    (change) =>
      (change.subject.kind === 'total' || /^\d{3}$/.test(classOf(change.subject))) &&
      moves(change) &&
      change.reason === null &&
      !changes.some((other) => explains(other, change)) &&
      !classesExplain(changes, change),
  );
  return [...Map.groupBy(unexplained, sameChange).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const text = first.source?.text ?? '';
    return [
      about(first, 'NARR-REASON', 'warning', {
        printed: null,
        expected: '主要原因是 …',
        places: placesOf(group),
        message: `${heading(first)} states a change (${text}) for ${first.subject.name} and gives no reason for it.`,
      }),
    ];
  });
};

const moves = ({ delta, percent, base, current }: StatedChange): boolean =>
  delta !== null
    ? delta !== 0n
    : percent !== null
      ? !new Decimal(percent).isZero()
      : base.amount !== current;

const explains = (other: StatedChange, change: StatedChange): boolean =>
  other.reason !== null &&
  other.subject.side === change.subject.side &&
  (sameSubject(other.subject) === sameSubject(change.subject) ||
    (change.subject.kind === 'total' &&
      other.delta !== null &&
      other.delta === change.delta &&
      other.base.kind === change.base.kind));

const classesExplain = (changes: readonly StatedChange[], { subject }: StatedChange): boolean => {
  if (subject.kind !== 'total' || subject.side !== 'expenditure') return false;
  const classes = changes.filter((one) => one.subject.kind === 'function' && moves(one));
  return classes.length > 0 && classes.every(({ reason }) => reason !== null);
};

const classOf = ({ kind, code }: ChangeSubject): string =>
  kind === 'function' ? (code ?? '') : '';

/** `NARR-YEAR`: a change is measured against the year before. Error: another year was left over from an older document. */
const baseYears = (changes: readonly StatedChange[], fiscalYear: number): readonly Finding[] =>
  [
    ...Map.groupBy(
      changes.filter(({ base }) => base.year !== fiscalYear - 1),
      ({ base }) => String(base.year),
    ),
  ].flatMap(([year, group]) => {
    const [first] = group;
    if (!first) return [];
    return [
      about(first, 'NARR-YEAR', 'error', {
        printed: String(year),
        expected: String(fiscalYear - 1),
        places: placesOf(group),
        message: `${heading(first)} compares with ${year}, but the year before ${fiscalYear} is ${fiscalYear - 1}.`,
      }),
    ];
  });

const about = (
  change: StatedChange,
  rule: string,
  severity: Finding['severity'],
  more: Partial<Finding> & { readonly message: string },
): Finding => ({
  rule,
  severity,
  table: null,
  section: change.section,
  subject: claimSubject(change.subject),
  column: null,
  printed: null,
  expected: null,
  difference: null,
  unit: null,
  places: placesOf([change]),
  hint: null,
  ...more,
});

const placesOf = (changes: readonly StatedChange[]): readonly Place[] =>
  changes.flatMap(({ source }) => (source ? [placeInText(source)] : []));

const heading = ({ section }: StatedChange): string => `“${section ?? ''}”`;

/** The subject in the spelling that claims use. */
const claimSubject = ({ kind, code, side, measure, name }: ChangeSubject): string => {
  switch (kind) {
    case 'total':
      return side;
    case 'source':
    case 'fund':
      return `${side}/${code ?? name}`;
    case 'three-public':
      return code === null ? 'three-public' : `three-public/${code}`;
    case 'split':
      return measure;
    case 'function':
    case 'economic':
      return code ?? name;
  }
};

const sameSubject = (subject: ChangeSubject): string => `${subject.kind}/${claimSubject(subject)}`;

const sameChange = ({ subject, base }: StatedChange): string =>
  `${sameSubject(subject)}/${base.kind}/${base.year}`;

const deltaOf = ({ delta }: StatedChange): bigint => delta ?? 0n;

const within = (difference: bigint, slack: bigint): boolean =>
  -slack <= difference && difference <= slack;
