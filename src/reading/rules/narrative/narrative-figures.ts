import type { Finding } from '../../../domain/events/finding.js';
import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
import type { Narrative, NarrativeClaim } from '../../narrative/narrative.js';
import type { SentenceFigure } from '../relations/explain.js';
import { misprintHint } from '../relations/misprint.js';
import { sumOf, type Amounts } from '../relations/relation.js';
import { exactInUnit } from '../../../domain/values/money.js';
import { figurePlaces, HALF_YUAN } from '../relations/relation-finding.js';
import { placeInText } from './text-finding.js';
import { Rounding } from '../../rounding.js';
import type { Figure, TableSet } from '../relations/table-set.js';

/**
 * `NARR-FIGURE`: a figure in a sentence is equal to that of the tables, which are the expected side. Error; in 万元 within the
 * half unit to which it is rounded, in 元 exactly, or within half a yuan of a table that prints whole yuan. Regulations for the Implementation of the Budget Law, art. 6: tables
 * are published with their explanation, and the two are one document.
 */
export const figureFindings = (
  tables: TableSet,
  claims: readonly NarrativeClaim[],
  proved: Amounts,
): readonly Finding[] => {
  const wrong = contradictions(tables, claims, proved);
  // The same error in several sentences is one finding with all its places.
  const same = Map.groupBy(wrong, ({ claim }) => `${claim.subject}/${claim.amount}`);
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    return first
      ? [
          finding(
            first,
            group.map(({ claim }) => claim),
          ),
        ]
      : [];
  });
};

/**
 * `NARR-FIGURE` too: where a sentence says that there is none of something (本部门无政府性基金预算支出), no table prints an
 * amount of it. Error; `printed` is null, since the sentence prints no figure.
 */
export const nothingFindings = (
  tables: TableSet,
  narrative: Pick<Narrative, 'absences'>,
  proved: Amounts,
): readonly Finding[] =>
  narrative.absences.flatMap(({ subject, name, section, source }) => {
    const figures = tableFigures(tables, subject)[0] ?? [];
    const expected = sumOf(figures, proved);
    // Some tables print the money together with that of other funds: it is an error only if every option has an amount.
    if (tableFigures(tables, subject).some((option) => sumOf(option, proved) === 0n)) return [];
    if (expected === 0n) return [];
    const unit = figures[0]?.unit ?? '元';
    return [
      {
        rule: 'NARR-FIGURE',
        severity: 'error',
        table: null,
        section,
        subject,
        column: null,
        printed: null,
        expected: exactInUnit(expected, unit),
        difference: null,
        unit,
        places: [placeInText(source), ...figurePlaces(figures)],
        hint: null,
        message: `“${section}” says that there is no ${name}, but table ${figures[0]?.form.table} has ${exactInUnit(expected, unit)} ${unit}.`,
      },
    ];
  });

/**
 * What a figure of a sentence should be: the tables' figure where the two differ. Rules that compare figures of sentences use
 * it, so that one misprint is one finding.
 */
export type AmountByTables = (subject: string, amount: bigint) => bigint;

/**
 * Looks up what the figures of the sentences should be; `proved` are the amounts that the rules of the tables proved.
 */
export const amountsByTables = (
  tables: TableSet,
  claims: readonly NarrativeClaim[],
  proved: Amounts,
): AmountByTables => {
  const wrong = new Map(
    contradictions(tables, claims, proved).map(({ claim, expected }) => [
      `${claim.subject}/${claim.amount}`,
      expected,
    ]),
  );
  return (subject, amount) => wrong.get(`${subject}/${amount}`) ?? amount;
};

/** The amounts that sentences print for single figures of the tables. */
export const figuresOfSentences = (
  tables: TableSet,
  claims: readonly NarrativeClaim[],
): readonly SentenceFigure[] => {
  const rounding = new Rounding(claims);
  return claims.flatMap((claim) =>
    tableFigures(tables, claim.subject).flatMap(([figure, ...more]): readonly SentenceFigure[] =>
      figure === undefined || more.length > 0
        ? []
        : [
            {
              figure,
              amount: claim.amount,
              half: rounding.half(claim.section, claim.source.unit, claim.source.text),
            },
          ],
    ),
  );
};

interface Contradiction {
  readonly expected: bigint;
  readonly figures: readonly Figure[];
}

const contradictions = (
  tables: TableSet,
  claims: readonly NarrativeClaim[],
  proved: Amounts,
): readonly (Contradiction & { readonly claim: NarrativeClaim })[] => {
  const rounding = new Rounding(claims);
  return claims.flatMap((claim) => {
    const found = contradiction(tables, claim, proved, rounding);
    return found ? [{ claim, ...found }] : [];
  });
};

const contradiction = (
  tables: TableSet,
  claim: NarrativeClaim,
  proved: Amounts,
  rounding: Rounding,
): Contradiction | null => {
  const options = tableFigures(tables, claim.subject);
  const [first] = options;
  if (!first) return null;
  const amount = claim.amount;
  const half = rounding.half(claim.section, claim.source.unit, claim.source.text);
  // A sentence may agree with what the tables print or with what is proved of them: an error of the tables has its own finding.
  const agrees = (figures: readonly Figure[]): boolean => {
    const slack = half + HALF_YUAN * BigInt(figures.filter(({ wholeYuan }) => wholeYuan).length);
    const near = (one: bigint) => one - slack <= amount && amount <= one + slack;
    return near(sumOf(figures)) || near(sumOf(figures, proved));
  };
  if (options.some(agrees)) return null;
  return { expected: sumOf(first, proved), figures: first };
};

const finding = (
  { claim, expected, figures }: Contradiction & { readonly claim: NarrativeClaim },
  claims: readonly NarrativeClaim[],
): Finding => {
  const { unit } = claim.source;
  const printed = claim.amount;
  const shown = { printed: exactInUnit(printed, unit), expected: exactInUnit(expected, unit) };
  const table = figures[0]?.form.table;
  return {
    rule: 'NARR-FIGURE',
    severity: 'error',
    table: null,
    section: claim.section,
    subject: claim.subject,
    column: null,
    ...shown,
    difference: exactInUnit(printed - expected, unit),
    unit,
    places: [
      ...claims.map(({ source }) => placeInText(source)),
      ...(figures.length <= SHOWN_FIGURES_MAX ? figurePlaces(figures) : []),
    ],
    hint: misprintHint(printed, expected),
    message: `“${claim.section ?? ''}” prints ${shown.printed} ${unit} for ${claim.name}, but ${table === undefined ? 'the tables have' : `table ${table} has`} ${shown.expected} ${unit}.`,
  };
};

const SHOWN_FIGURES_MAX = 4;

type Options = readonly (readonly Figure[])[];

/** Where the tables print what a claim is about; the place to compare with first. */
const tableFigures = (tables: TableSet, subject: string): Options => {
  const [head = '', rest] = subject.split('/', 2);
  switch (head) {
    case 'revenue':
      return printed([...(rest === undefined ? revenue(tables) : revenueOf(tables, rest))]);
    case 'expenditure':
      return printed(rest === undefined ? expenditure(tables) : expenditureOf(tables, rest));
    case 'basic':
      return printed([
        tables.total('expenditure', 'basic'),
        tables.total('general', 'basic'),
        tables.total('basic-economic', 'total'),
      ]);
    case 'project':
      return printed([tables.total('expenditure', 'project'), tables.total('general', 'project')]);
    case 'three-public': {
      const row = tables.rows('three-public')[0];
      // A blank among the three-public expenses is a zero.
      return row && tables.columns('three-public').includes(rest ?? 'total')
        ? [[tables.figure('three-public', row, rest ?? 'total')]]
        : [];
    }
    default:
      return /^3\d{2}/.test(head) ? ofNature(tables, head) : ofFunction(tables, head);
  }
};

const printed = (options: Options): Options => options.filter((figures) => figures.length > 0);

const revenue = (tables: TableSet): Options => [
  tables.total('revenue-expenditure', 'total', 'revenue'),
  tables.total('revenue', 'total'),
];

const revenueOf = (tables: TableSet, key: string): Options => {
  const rows = (kind: TableKind): readonly Figure[] =>
    tables
      .rows(kind, 'revenue')
      .filter(
        (row) => row.total !== true && (tables.namesSource(row, key) || tables.namesFund(row, key)),
      )
      // A source that is listed and left blank is zero.
      .map((row) => tables.figure(kind, row, 'total'));
  return [
    tables.total('revenue', key),
    rows('revenue-expenditure'),
    rows('appropriation'),
    ...(key === 'fiscal-appropriation' ? [tables.total('appropriation', 'total', 'revenue')] : []),
  ];
};

const expenditure = (tables: TableSet): Options => [
  tables.total('expenditure', 'total'),
  tables.total('revenue-expenditure', 'total', 'expenditure'),
];

const expenditureOf = (tables: TableSet, key: string): Options => {
  const fund = APPROPRIATED_FUNDS.find((one) => one === key);
  const spent = tables.totalRow('appropriation', 'expenditure');
  if (fund) return [tables.total(fund, 'total'), tables.printed('appropriation', spent, fund)];
  return [
    tables.printed('appropriation', spent, 'total'),
    APPROPRIATED_FUNDS.flatMap((one) => tables.total(one, 'total')),
  ];
};

const ofFunction = (tables: TableSet, code: string): Options =>
  printed([
    APPROPRIATED_FUNDS.flatMap((fund) => tables.ofCode(fund, code, 'total') ?? []),
    tables.ofCode('expenditure', code, 'total') ?? [],
  ]);

const ofNature = (tables: TableSet, code: string): Options => {
  const own = tables.ofCode('basic-economic', code, 'total') ?? [];
  if (own.length > 0) return [own];
  // A class without a row of its own is the sum of its items.
  const below = [...tables.nodesOf('basic-economic')].flatMap(([one]) =>
    one.startsWith(code) && one !== code
      ? (tables.ofCode('basic-economic', one, 'total') ?? [])
      : [],
  );
  return printed([below]);
};
