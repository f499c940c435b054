import type { Finding } from '../../../domain/events/finding.js';
import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
import { toFen } from '../../../domain/values/money.js';
import type { Narrative, NarrativeClaim } from '../../narrative/narrative.js';
import type { SentenceFigure } from '../relations/explain.js';
import { grouped } from '../relations/grouped.js';
import { misprintHint } from '../relations/misprint.js';
import { sumOf, type Amounts } from '../relations/relation.js';
import { inUnit, placesOf } from '../relations/relation-finding.js';
import { placeInText } from './text-finding.js';
import { Rounding } from '../relations/rounding.js';
import type { Figure, Sheet } from '../relations/sheet.js';

/**
 * `NARR-FIGURE`: a figure in a sentence is equal to that of the tables, which are the expected side. Error; in 万元 within the
 * half unit to which it is rounded, in 元 exactly. Regulations for the Implementation of the Budget Law, art. 6: tables
 * are published with their explanation, and the two are one document.
 */
export const figureFindings = (
  sheet: Sheet,
  claims: readonly NarrativeClaim[],
  proved: Amounts,
): readonly Finding[] => {
  const wrong = contradictions(sheet, claims, proved);
  // The same error in several sentences is one finding with all its places.
  const same = grouped(wrong, ({ claim }) => `${claim.subject}/${claim.amount}`);
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
  sheet: Sheet,
  narrative: Narrative,
  proved: Amounts,
): readonly Finding[] =>
  narrative.absences.flatMap(({ subject, name, section, source }) => {
    const figures = tableFigures(sheet, subject)[0] ?? [];
    const expected = sumOf(figures, proved);
    // Some tables print the money together with that of other funds: it is an error only if every option has an amount.
    if (tableFigures(sheet, subject).some((option) => sumOf(option, proved) === 0n)) return [];
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
        expected: inUnit(expected, unit),
        difference: null,
        unit,
        places: [placeInText(source), ...placesOf(figures)],
        hint: null,
        message: `“${section}” says that there is no ${name}, but table ${figures[0]?.form.table} has ${inUnit(expected, unit)} ${unit}.`,
      },
    ];
  });

/**
 * What a figure of a sentence should be: the tables' figure where the two differ. Rules that compare figures of sentences use
 * it, so that one misprint is one finding.
 */
export type AmountByTables = (subject: string, amount: bigint) => bigint;

export const amountsByTables = (
  sheet: Sheet,
  claims: readonly NarrativeClaim[],
  proved: Amounts,
): AmountByTables => {
  const wrong = new Map(
    contradictions(sheet, claims, proved).map(({ claim, expected }) => [
      `${claim.subject}/${toFen(claim.amount)}`,
      expected,
    ]),
  );
  return (subject, amount) => wrong.get(`${subject}/${amount}`) ?? amount;
};

/** The amounts that sentences print for single figures of the tables. */
export const figuresOfSentences = (
  sheet: Sheet,
  claims: readonly NarrativeClaim[],
): readonly SentenceFigure[] => {
  const rounding = new Rounding(claims);
  return claims.flatMap((claim) =>
    tableFigures(sheet, claim.subject).flatMap(([figure, ...more]): readonly SentenceFigure[] =>
      figure === undefined || more.length > 0
        ? []
        : [
            {
              figure,
              amount: toFen(claim.amount),
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
  sheet: Sheet,
  claims: readonly NarrativeClaim[],
  proved: Amounts,
): readonly (Contradiction & { readonly claim: NarrativeClaim })[] => {
  const rounding = new Rounding(claims);
  return claims.flatMap((claim) => {
    const found = contradiction(sheet, claim, proved, rounding);
    return found ? [{ claim, ...found }] : [];
  });
};

const contradiction = (
  sheet: Sheet,
  claim: NarrativeClaim,
  proved: Amounts,
  rounding: Rounding,
): Contradiction | null => {
  const options = tableFigures(sheet, claim.subject);
  const [first] = options;
  if (!first) return null;
  const amount = toFen(claim.amount);
  const half = rounding.half(claim.section, claim.source.unit, claim.source.text);
  const near = (one: bigint) => one - half <= amount && amount <= one + half;
  // A sentence may agree with what the tables print or with what is proved of them: an error of the tables has its own finding.
  if (options.some((figures) => near(sumOf(figures)) || near(sumOf(figures, proved)))) return null;
  return { expected: sumOf(first, proved), figures: first };
};

const finding = (
  { claim, expected, figures }: Contradiction & { readonly claim: NarrativeClaim },
  claims: readonly NarrativeClaim[],
): Finding => {
  const { unit } = claim.source;
  const printed = toFen(claim.amount);
  const shown = { printed: inUnit(printed, unit), expected: inUnit(expected, unit) };
  const table = figures[0]?.form.table;
  return {
    rule: 'NARR-FIGURE',
    severity: 'error',
    table: null,
    section: claim.section,
    subject: claim.subject,
    column: null,
    ...shown,
    difference: inUnit(printed - expected, unit),
    unit,
    places: [
      ...claims.map(({ source }) => placeInText(source)),
      ...(figures.length <= SHOWN_FIGURES_MAX ? placesOf(figures) : []),
    ],
    hint: misprintHint(printed, expected),
    message: `“${claim.section ?? ''}” prints ${shown.printed} ${unit} for ${claim.name}, but ${table === undefined ? 'the tables have' : `table ${table} has`} ${shown.expected} ${unit}.`,
  };
};

const SHOWN_FIGURES_MAX = 4;

type Options = readonly (readonly Figure[])[];

/** Where the tables print what a claim is about; the place to compare with first. */
const tableFigures = (sheet: Sheet, subject: string): Options => {
  const [head = '', rest] = subject.split('/', 2);
  switch (head) {
    case 'revenue':
      return printed([...(rest === undefined ? revenue(sheet) : revenueOf(sheet, rest))]);
    case 'expenditure':
      return printed(rest === undefined ? expenditure(sheet) : expenditureOf(sheet, rest));
    case 'basic':
      return printed([
        sheet.total('expenditure', 'basic'),
        sheet.total('general', 'basic'),
        sheet.total('basic-economic', 'total'),
      ]);
    case 'project':
      return printed([sheet.total('expenditure', 'project'), sheet.total('general', 'project')]);
    case 'three-public': {
      const row = sheet.rows('three-public')[0];
      // A blank in T9 is a zero.
      return row && sheet.columns('three-public').includes(rest ?? 'total')
        ? [[sheet.figure('three-public', row, rest ?? 'total')]]
        : [];
    }
    default:
      return /^3\d{2}/.test(head) ? ofNature(sheet, head) : ofFunction(sheet, head);
  }
};

const printed = (options: Options): Options => options.filter((figures) => figures.length > 0);

const revenue = (sheet: Sheet): Options => [
  sheet.total('revenue-expenditure', 'total', 'revenue'),
  sheet.total('revenue', 'total'),
];

const revenueOf = (sheet: Sheet, key: string): Options => {
  const rows = (kind: TableKind): readonly Figure[] =>
    sheet
      .rows(kind, 'revenue')
      .filter(
        (row) => row.total !== true && (sheet.namesSource(row, key) || sheet.namesFund(row, key)),
      )
      // A source that is listed and left blank is zero.
      .map((row) => sheet.figure(kind, row, 'total'));
  return [
    sheet.total('revenue', key),
    rows('revenue-expenditure'),
    rows('appropriation'),
    ...(key === 'fiscal-appropriation' ? [sheet.total('appropriation', 'total', 'revenue')] : []),
  ];
};

const expenditure = (sheet: Sheet): Options => [
  sheet.total('expenditure', 'total'),
  sheet.total('revenue-expenditure', 'total', 'expenditure'),
];

const expenditureOf = (sheet: Sheet, key: string): Options => {
  const fund = APPROPRIATED_FUNDS.find((one) => one === key);
  const spent = sheet.totalRow('appropriation', 'expenditure');
  if (fund) return [sheet.total(fund, 'total'), sheet.printed('appropriation', spent, fund)];
  return [
    sheet.printed('appropriation', spent, 'total'),
    APPROPRIATED_FUNDS.flatMap((one) => sheet.total(one, 'total')),
  ];
};

const ofFunction = (sheet: Sheet, code: string): Options =>
  printed([
    APPROPRIATED_FUNDS.flatMap((fund) => sheet.ofCode(fund, code, 'total') ?? []),
    sheet.ofCode('expenditure', code, 'total') ?? [],
  ]);

const ofNature = (sheet: Sheet, code: string): Options => {
  const own = sheet.ofCode('basic-economic', code, 'total') ?? [];
  if (own.length > 0) return [own];
  // A class without a row of its own is the sum of its items.
  const below = [...sheet.nodesOf('basic-economic')].flatMap(([one]) =>
    one.startsWith(code) && one !== code
      ? (sheet.ofCode('basic-economic', one, 'total') ?? [])
      : [],
  );
  return printed([below]);
};
