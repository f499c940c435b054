import type { Finding, Place } from '../../../domain/events/finding.js';
import { columnLabel } from '../../../domain/tables/budget-form.js';
import { exactInUnit, type Unit } from '../../../domain/values/money.js';
import type { Cause } from './explain.js';
import { misprintHint } from './misprint.js';
import { residual, sumOf, tableOf, type Relation } from './relation.js';
import { isWhole, type Figure } from './table-set.js';

/** Where the figures stand, each place once; figures that are not printed have none. */
export const figurePlaces = (figures: readonly Figure[]): readonly Place[] => [
  ...new Set(figures.flatMap(({ place }) => (place === null ? [] : [place]))),
];

/** One finding for a cause; two where money was moved between two rows, one for each row. */
export const findingsOf = (cause: Cause): readonly Finding[] => {
  if (cause.kind !== 'pair') return [findingOf(cause, cause.relations)];
  const rows = [...Map.groupBy(cause.proved.keys(), ({ row }) => row.code ?? row.name).values()];
  return rows.flatMap((figures) => {
    const own = new Set(figures);
    const about = cause.relations.filter(({ printed, expected }) =>
      [...printed, ...expected].some((figure) => own.has(figure)),
    );
    const proved = new Map([...cause.proved].filter(([figure]) => own.has(figure)));
    return about.length === 0 ? [] : [findingOf({ ...cause, proved }, about)];
  });
};

const findingOf = (cause: Cause, relations: readonly Relation[]): Finding => {
  const relation = swapped(clearest(relations, cause), cause);
  const unit = relation.printed[0]?.unit ?? '元';
  const printed = sumOf(relation.printed);
  const expected = sumOf(relation.expected);
  const figures = { printed: exactInUnit(printed, unit), expected: exactInUnit(expected, unit) };
  const rounded = relations.every(isRounding);
  return {
    rule: relation.rule,
    severity: rounded ? 'warning' : relation.severity,
    table: tableOf(relation).table,
    section: null,
    subject: relation.subject,
    column: relation.column,
    ...figures,
    difference: exactInUnit(printed - expected, unit),
    unit,
    places: placesShown(cause, relations, relation),
    hint: rounded ? 'rounding' : hintOf(cause, relation),
    message: sentence(relation, figures, unit, cause),
  };
};

/** Half a yuan, in fen. */
export const HALF_YUAN = 50n;

/**
 * Whether rounding to whole yuan explains it: no figure is printed with decimals, or one is of a table that prints none, and half a yuan for
 * each is enough. A unit that publishes whole yuan rounds each figure by itself.
 */
const isRounding = (relation: Relation): boolean => {
  const figures = [...relation.printed, ...relation.expected].filter(
    ({ amount }) => amount !== null,
  );
  const off = residual(relation);
  const slack = HALF_YUAN * BigInt(figures.filter(({ amount }) => amount !== 0n).length);
  const areWhole = figures.every(
    ({ place, amount }) => amount === 0n || (place !== null && isWhole(place.text)),
  );
  const inWholeTable = relation.severity === 'error' && figures.some(({ wholeYuan }) => wholeYuan);
  return (
    figures.every(({ unit }) => unit === '元') &&
    (areWhole || inWholeTable) &&
    -slack <= off &&
    off <= slack
  );
};

/** The relation that shows the wrong figure on its printed side, at the level of the figure. */
const clearest = (relations: readonly Relation[], cause: Cause): Relation => {
  const ranked = relations.toSorted(
    (one, other) =>
      rank(one, cause) - rank(other, cause) ||
      tableOf(one).table - tableOf(other).table ||
      Number(one.column !== 'total') - Number(other.column !== 'total'),
  );
  const [first] = ranked;
  if (!first) throw new Error('a cause without a relation');
  return first;
};

const rank = (relation: Relation, { proved, kind }: Cause): number => {
  const shows = relation.printed.some((figure) => proved.has(figure));
  const takes = relation.expected.some((figure) => proved.has(figure));
  const customary = relation.customary === true ? 10 : 0;
  // Merged cells are best seen across their row.
  if (kind === 'merged') return relation.rule === 'SPLIT' ? 0 : 1;
  if (shows && relation.rule === 'T1-BALANCE') return 0;
  if (takes && relation.rule === 'T1-BALANCE') return 1;
  if (shows && relation.rule.includes('SUM')) return 2;
  if (relation.rule === 'SPLIT' && (shows || takes)) return 3;
  if (shows) return 4 + customary;
  if (takes && relation.symmetric) return 5 + customary;
  return (RULE_ORDER.indexOf(relation.rule) + 1) / 10 + 6 + customary;
};

const RULE_ORDER = ['SUM-GROUP', 'SUM-CLASS', 'SUM-TOTAL', 'SPLIT', 'T1-BALANCE', 'TIE'];

/** Swaps the sides of a symmetric relation whose expected side is the wrong one. */
const swapped = (relation: Relation, { proved }: Cause): Relation => {
  if (!relation.symmetric || !relation.expected.some((figure) => proved.has(figure)))
    return relation;
  const figure = relation.expected[0];
  return {
    ...relation,
    ...(figure?.row.total === true ? { subject: figure.row.name, name: figure.row.name } : {}),
    column: figure?.column ?? relation.column,
    printed: relation.expected,
    expected: relation.printed,
    says: relation.symmetric.says,
  };
};

/** Where the printed and the wrong figures stand, and those that they are compared with unless these are a long sum. */
const placesShown = (
  { kind, proved }: Cause,
  relations: readonly Relation[],
  first: Relation,
): readonly Place[] => {
  const compared = ({ rule, printed, expected }: Relation) =>
    rule.startsWith('SUM') ? printed : [...printed, ...expected];
  switch (kind) {
    case 'misprint':
      return figurePlaces([...first.printed, ...proved.keys(), ...compared(first)]);
    case 'unit':
      return figurePlaces(compared(first));
    case 'pair':
    case 'unknown':
      return figurePlaces([first, ...relations].flatMap(compared));
    case 'merged':
      return figurePlaces(
        [first, ...relations.filter(({ rule }) => rule === first.rule)].flatMap(compared),
      );
  }
};

const hintOf = ({ kind, proved, relations }: Cause, relation: Relation): string | null => {
  switch (kind) {
    case 'merged':
      return 'merged-cells';
    case 'pair':
      return 'offsetting-pair';
    case 'unit':
      return 'unit-confused';
    case 'misprint': {
      const [figure, amount] = [...proved][0] ?? [];
      if (!figure || amount === undefined || figure.amount === null) return null;
      return (
        misprintHint(figure.amount, amount) ??
        (isTotalCopied(figure, relations)
          ? 'total-copied'
          : isRepeated(figure, relations)
            ? 'repeated-cells'
            : null)
      );
    }
    case 'unknown':
      return relation.printed.length === 1
        ? misprintHint(sumOf(relation.printed), sumOf(relation.expected))
        : null;
  }
};

/** Whether the wrong figure is one of several parts and has the amount of their whole. */
const isTotalCopied = (figure: Figure, relations: readonly Relation[]): boolean =>
  figure.amount !== 0n &&
  relations.some(
    ({ printed: [whole, ...more], expected }) =>
      more.length === 0 &&
      whole?.amount === figure.amount &&
      whole !== figure &&
      whole.form === figure.form &&
      expected.includes(figure) &&
      expected.some((other) => other !== figure && (other.amount ?? 0n) > 0n),
  );

/** Whether the wrong figure repeats that of the row above or below. */
const isRepeated = (figure: Figure, relations: readonly Relation[]): boolean =>
  figure.amount !== 0n &&
  relations.some(({ printed, expected }) =>
    [...printed, ...expected].some(
      (other) =>
        other !== figure &&
        other.form === figure.form &&
        other.column === figure.column &&
        other.amount === figure.amount &&
        Math.abs(other.row.row - figure.row.row) === 1,
    ),
  );

const sentence = (
  relation: Relation,
  { printed, expected }: { printed: string; expected: string },
  unit: Unit,
  cause: Cause,
): string => {
  const { subject, name, column } = relation;
  const form = tableOf(relation);
  const row = name === '' || name === subject ? subject : `${subject} ${name}`;
  const label = columnLabel(form, column);
  const where =
    label === row || (form.shape === 'one-row' && label === subject) ? row : `${row}, ${label}`;
  const first = `Table ${form.table} prints ${printed} ${unit} for ${where}, but ${relation.says} ${expected} ${unit}`;
  const other = [...cause.proved].find(
    ([figure]) => figure.amount !== null && !relation.printed.includes(figure),
  );
  if (cause.kind === 'merged') return `${first}: its cell seems to hold the figures of two rows.`;
  if (cause.kind === 'unit') return `${first}: the whole table seems to be in another unit.`;
  if (!other || relation.printed.some((figure) => cause.proved.has(figure))) return `${first}.`;
  const [figure, amount] = other;
  return `${first}: ${figure.row.code ?? ''} ${figure.row.name}, ${columnLabel(figure.form, figure.column)}, would fit as ${exactInUnit(amount, unit)}.`;
};

/** Joins the unexplained causes that are about the same printed amount of the same subject. */
export const mergeUnexplained = (causes: readonly Cause[]): readonly Cause[] => {
  const known = causes.filter(({ kind }) => kind !== 'unknown');
  const open = Map.groupBy(
    causes.filter(({ kind }) => kind === 'unknown'),
    ({ relations }) => {
      const [first] = relations;
      return first ? `${first.subject}/${sumOf(first.printed)}/${residual(first)}` : '';
    },
  );
  return [
    ...known,
    ...[...open.values()].map((group) => ({
      kind: 'unknown' as const,
      relations: group.flatMap(({ relations }) => relations),
      proved: new Map<Figure, bigint>(),
    })),
  ];
};
