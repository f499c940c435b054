import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
import type { PrintedRow } from '../../printed.js';
import { sumOf, type Relation } from '../relations/relation.js';
import { isPrinted, type Figure, type Sheet } from '../relations/sheet.js';

/**
 * `TIE`: a figure that two tables print has the same amount in both. Error, tolerance 0.00.
 *
 * The 勾稽关系 of the disclosure form (Budget Law art. 14): T1 summarises T2 and T3, T4 summarises T5 to T7. Against T1
 * and T4 the function table is the expected side.
 */
export const ties = (sheet: Sheet): readonly Relation[] => [
  ...summaryOfExpenditure(sheet),
  ...summaryOfRevenue(sheet),
  ...appropriation(sheet),
  ...revenueIsSpent(sheet),
  ...allIsAppropriation(sheet),
  ...unitTotals(sheet),
];

/**
 * `T1-BALANCE`: 收入总计 = 支出总计, in T4 too. Error, tolerance 0.00. Budget Law art. 12: revenue and expenditure are
 * compiled in balance, carry-over included.
 */
export const balances = (sheet: Sheet): readonly Relation[] =>
  (['revenue-expenditure', 'appropriation'] as const).flatMap((kind) => {
    const revenue = sheet.totalRow(kind, 'revenue');
    const expenditure = sheet.totalRow(kind, 'expenditure');
    return relation({
      rule: 'T1-BALANCE',
      form: sheet.formOf(kind),
      subject: revenue?.name ?? '收入总计',
      name: revenue?.name ?? '收入总计',
      column: 'total',
      printed: sheet.printed(kind, revenue, 'total'),
      expected: sheet.printed(kind, expenditure, 'total'),
      says: '支出总计 is',
      symmetric: { says: '收入总计 is' },
    });
  });

/**
 * `BASIC-ECONOMIC`: 基本支出 of T5 = 合计 of T8, which shows the same money by economic nature (Budget Law art. 46).
 * Error; a warning below one yuan, where T8 was rounded to whole yuan.
 */
export const basicByNature = (sheet: Sheet): readonly Relation[] => {
  const total = sheet.totalRow('basic-economic');
  const found = relation({
    rule: 'BASIC-ECONOMIC',
    form: sheet.formOf('basic-economic'),
    subject: '合计',
    name: total?.name ?? '合计',
    column: 'total',
    printed: sheet.printed('basic-economic', total, 'total'),
    expected: sheet.total('general', 'basic'),
    says: `基本支出 of ${sheet.nameOf('general')} is`,
  });
  return found.map((one) => {
    const difference = sumOf(one.printed) - sumOf(one.expected);
    return -YUAN < difference && difference < YUAN ? { ...one, severity: 'warning' as const } : one;
  });
};

const YUAN = 100n;

type Draft = Omit<Relation, 'severity'>;

/** The relation, where both sides print a figure. */
const relation = (draft: Draft): readonly Relation[] =>
  draft.printed.some(isPrinted) && draft.expected.some(isPrinted)
    ? [{ ...draft, severity: 'error' }]
    : [];

/** T1 class = T3 class, 支出总计 = 合计 of T3; in a unit's T1 basic and project likewise. */
const summaryOfExpenditure = (sheet: Sheet): readonly Relation[] =>
  sheet.rows('revenue-expenditure', 'expenditure').flatMap((row) => {
    const across = (column: string): readonly Figure[] =>
      row.total === true
        ? sheet.total('expenditure', column)
        : row.code === null
          ? []
          : (sheet.ofCode('expenditure', row.code, column) ?? []);
    const tie = (column: string, mine: readonly Figure[]) =>
      relation({
        rule: 'TIE',
        form: sheet.formOf('revenue-expenditure'),
        ...subject(row),
        column,
        printed: mine,
        expected: across(column),
        says: `${sheet.labelOf('expenditure', column)} of ${sheet.nameOf('expenditure')} is`,
      });
    const basic = sheet.printed('revenue-expenditure', row, 'basic');
    const parts = ['personnel', 'public']
      .filter((column) => sheet.columns('revenue-expenditure').includes(column))
      .map((column) => sheet.figure('revenue-expenditure', row, column));
    return [
      ...tie('total', sheet.printed('revenue-expenditure', row, 'total')),
      ...tie('basic', basic.length > 0 ? basic : parts),
      ...tie('project', sheet.printed('revenue-expenditure', row, 'project')),
    ];
  });

/** T1 收入总计 and each source = the total row of T2. */
const summaryOfRevenue = (sheet: Sheet): readonly Relation[] =>
  sheet.rows('revenue-expenditure', 'revenue').flatMap((row) => {
    const meaning = sheet.meaningOf(row);
    if (row.total !== true && meaning.is !== 'source') return [];
    const column = row.total !== true && meaning.is === 'source' ? meaning.source : 'total';
    return relation({
      rule: 'TIE',
      form: sheet.formOf('revenue-expenditure'),
      ...subject(row),
      column: 'total',
      printed: sheet.printed('revenue-expenditure', row, 'total'),
      expected: sheet.total('revenue', column),
      says: `${sheet.labelOf('revenue', column)} of ${sheet.nameOf('revenue')} is`,
    });
  });

/** T4: its classes and totals = T5, T6, T7 by fund; its revenue = 财政拨款收入 of T1, fund by fund. */
const appropriation = (sheet: Sheet): readonly Relation[] => {
  const carried = sheet
    .rows('appropriation', 'revenue')
    .some(
      (row) => isCarriedOver(sheet, row) && sheet.printed('appropriation', row, 'total').length > 0,
    );
  return [
    ...sheet.rows('appropriation', 'expenditure').flatMap((row) => [
      ...APPROPRIATED_FUNDS.flatMap((fund) =>
        relation({
          rule: 'TIE',
          form: sheet.formOf('appropriation'),
          ...subject(row),
          column: fund,
          printed: sheet.printed('appropriation', row, fund),
          expected: ofFund(sheet, row, fund),
          says: `合计 of ${sheet.nameOf(fund)} is`,
        }),
      ),
      ...wholeAppropriation(sheet, row),
    ]),
    // Where money is carried over from last year, more is spent than this year's revenue.
    ...(carried ? [] : appropriationRevenue(sheet)),
  ];
};

/** Whether the row is money carried over from last year, all of it or a part. */
const isCarriedOver = (sheet: Sheet, row: PrintedRow): boolean =>
  sheet.meaningOf(row).is === 'carried-over-part' || sheet.namesSource(row, 'carry-over');

const ofFund = (sheet: Sheet, row: PrintedRow, fund: TableKind): readonly Figure[] =>
  row.total === true
    ? sheet.total(fund, 'total')
    : row.code === null
      ? []
      : (sheet.ofCode(fund, row.code, 'total') ?? []);

/** Whether none of the tables of the appropriated funds is missing. */
const hasFundTables = (sheet: Sheet): boolean =>
  APPROPRIATED_FUNDS.every((fund) => sheet.table(fund) ?? sheet.isEmpty(fund));

// British English: no comma before "and".
const TABLE_LIST = new Intl.ListFormat('en-GB');

/** `tables 5, 6 and 7`, as messages call them. */
const fundTables = (sheet: Sheet): string => {
  const numbers = APPROPRIATED_FUNDS.map((fund) => `${sheet.formOf(fund).table}`);
  return `tables ${TABLE_LIST.format(numbers)}`;
};

/** 合计 = T5 + T6 + T7, when none of the three is missing. */
const wholeAppropriation = (sheet: Sheet, row: PrintedRow): readonly Relation[] => {
  if (!hasFundTables(sheet)) return [];
  return relation({
    rule: 'TIE',
    form: sheet.formOf('appropriation'),
    ...subject(row),
    column: 'total',
    printed: sheet.printed('appropriation', row, 'total'),
    expected: APPROPRIATED_FUNDS.flatMap((fund) => ofFund(sheet, row, fund)),
    says: `${fundTables(sheet)} have`,
  });
};

const appropriationRevenue = (sheet: Sheet): readonly Relation[] => {
  const total = sheet.totalRow('appropriation', 'revenue');
  const spent = sheet.totalRow('appropriation', 'expenditure');
  const rowOf = (kind: TableKind, isIt: (row: PrintedRow) => boolean) =>
    sheet.rows(kind, 'revenue').find((row) => row.total !== true && isIt(row)) ?? null;
  const received = rowOf('revenue-expenditure', (row) =>
    sheet.namesSource(row, 'fiscal-appropriation'),
  );
  return [
    ...relation({
      rule: 'TIE',
      form: sheet.formOf('appropriation'),
      ...subject(total),
      column: 'total',
      printed: sheet.printed('appropriation', total, 'total'),
      expected: sheet.printed('revenue-expenditure', received, 'total'),
      says: `财政拨款收入 of ${sheet.nameOf('revenue-expenditure')} is`,
      symmetric: { says: `收入总计 of ${sheet.nameOf('appropriation')} is` },
    }),
    ...APPROPRIATED_FUNDS.flatMap((fund) => {
      const row = rowOf('appropriation', (each) => sheet.namesFund(each, fund));
      const draft = {
        rule: 'TIE',
        form: sheet.formOf('appropriation'),
        ...subject(row),
        column: 'total',
      };
      const printed = sheet.printed('appropriation', row, 'total');
      return [
        ...relation({
          ...draft,
          printed,
          expected: sheet.printed(
            'revenue-expenditure',
            rowOf('revenue-expenditure', (each) => sheet.namesFund(each, fund)),
            'total',
          ),
          says: `${sheet.nameOf('revenue-expenditure')} has`,
          symmetric: { says: `${sheet.nameOf('appropriation')} has` },
        }),
        ...relation({
          ...draft,
          printed,
          expected: sheet.printed('appropriation', spent, fund),
          says: `支出总计 of ${sheet.labelOf('appropriation', fund)} is`,
          symmetric: { says: `${row?.name ?? ''} is` },
        }),
      ];
    }),
  ];
};

/** T2 row = T3 row when all revenue is spent, which is so wherever T1 balances. */
const revenueIsSpent = (sheet: Sheet): readonly Relation[] => {
  const equal = (one: readonly Figure[], other: readonly Figure[]) =>
    one.length > 0 && other.length > 0 && sumOf(one) === sumOf(other);
  const spent =
    equal(sheet.total('revenue', 'total'), sheet.total('expenditure', 'total')) ||
    equal(
      sheet.total('revenue-expenditure', 'total', 'revenue'),
      sheet.total('revenue-expenditure', 'total', 'expenditure'),
    );
  if (!spent) return [];
  return rowsOf(sheet, 'revenue').flatMap(({ subject: about, figures }) =>
    relation({
      rule: 'TIE',
      form: sheet.formOf('revenue'),
      ...about,
      column: 'total',
      printed: figures('revenue', 'total'),
      expected: figures('expenditure', 'total'),
      says: `${sheet.nameOf('expenditure')} has`,
      symmetric: { says: `${sheet.nameOf('revenue')} has` },
    }),
  );
};

/** T3 row = T5 + T6 + T7 row when there is no other revenue than the appropriation. */
const allIsAppropriation = (sheet: Sheet): readonly Relation[] => {
  if (!onlyAppropriation(sheet)) return [];
  if (!hasFundTables(sheet)) return [];
  return rowsOf(sheet, 'expenditure').flatMap(({ subject: about, figures }) =>
    ['total', 'basic', 'project'].flatMap((column) =>
      relation({
        rule: 'TIE',
        form: sheet.formOf('expenditure'),
        ...about,
        column,
        printed: figures('expenditure', column),
        expected: APPROPRIATED_FUNDS.flatMap((fund) => figures(fund, column)),
        says: `${fundTables(sheet)} have`,
        symmetric: { says: `${sheet.nameOf('expenditure')} has` },
      }),
    ),
  );
};

/** Whether T2 or T1 shows that there is no other revenue than the fiscal appropriation. */
export const onlyAppropriation = (sheet: Sheet): boolean => {
  const shows = (one: readonly Figure[], other: readonly Figure[]) =>
    one.length > 0 && other.length > 0 && sumOf(one) === sumOf(other);
  const total = sheet.totalRow('revenue');
  const received = sheet
    .rows('revenue-expenditure', 'revenue')
    .find((row) => row.total !== true && sheet.namesSource(row, 'fiscal-appropriation'));
  return (
    shows(
      sheet.printed('revenue', total, 'total'),
      sheet.printed('revenue', total, 'fiscal-appropriation'),
    ) ||
    shows(
      sheet.total('revenue-expenditure', 'total', 'revenue'),
      sheet.printed('revenue-expenditure', received, 'total'),
    )
  );
};

/** A unit's T1: the totals of 人员经费 and 公用经费 = those of T8, when all basic expenditure is of the general budget. */
const unitTotals = (sheet: Sheet): readonly Relation[] => {
  const all = sheet.total('expenditure', 'basic');
  const general = sheet.total('general', 'basic');
  if (all.length === 0 || general.length === 0 || sumOf(all) !== sumOf(general)) return [];
  const row = sheet.totalRow('revenue-expenditure', 'expenditure');
  return ['personnel', 'public'].flatMap((column) =>
    relation({
      rule: 'TIE',
      form: sheet.formOf('revenue-expenditure'),
      ...subject(row),
      column,
      printed: sheet.printed('revenue-expenditure', row, column),
      expected: sheet.total('basic-economic', column),
      says: `${sheet.labelOf('basic-economic', column)} of ${sheet.nameOf('basic-economic')} is`,
      symmetric: {
        says: `${sheet.labelOf('basic-economic', column)} of ${sheet.nameOf('revenue-expenditure')} is`,
      },
    }),
  );
};

const subject = (row: PrintedRow | null): { subject: string; name: string } => ({
  subject: row === null ? '' : row.total === true ? row.name : (row.code ?? row.name),
  name: row?.name ?? '',
});

/** Each code of a table and its total row, with the figures that any table has for it. */
const rowsOf = (
  sheet: Sheet,
  kind: TableKind,
): readonly {
  subject: { subject: string; name: string };
  figures: (kind: TableKind, column: string) => readonly Figure[];
}[] => [
  ...[...sheet.nodesOf(kind)].flatMap(([code, nodes]) =>
    code === ''
      ? []
      : [
          {
            subject: { subject: code, name: nodes[0]?.row.name ?? '' },
            figures: (other: TableKind, column: string) => sheet.ofCode(other, code, column) ?? [],
          },
        ],
  ),
  {
    subject: { subject: '合计', name: '合计' },
    figures: (other, column) => sheet.total(other, column),
  },
];
