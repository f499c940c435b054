import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { APPROPRIATED_FUNDS } from '../../../domain/tables/table-kind.js';
import type { PrintedRow } from '../../printed.js';
import { sumOf, type Relation } from '../relations/relation.js';
import {
  isPrinted,
  meaningOf,
  namesFund,
  namesSource,
  type Figure,
  type Sheet,
} from '../relations/sheet.js';

/**
 * `TIE`: a figure that two tables print is one figure. Error, tolerance 0.00.
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
  [1, 4].flatMap((number) => {
    const revenue = sheet.totalRow(number, 'revenue');
    const expenditure = sheet.totalRow(number, 'expenditure');
    return relation({
      rule: 'T1-BALANCE',
      table: number,
      subject: revenue?.name ?? '收入总计',
      name: revenue?.name ?? '收入总计',
      column: 'total',
      printed: sheet.printed(number, revenue, 'total'),
      expected: sheet.printed(number, expenditure, 'total'),
      says: '支出总计 is',
      symmetric: { says: '收入总计 is' },
    });
  });

/**
 * `BASIC-ECONOMIC`: 基本支出 of T5 = 合计 of T8, which shows the same money by economic nature (Budget Law art. 46).
 * Error; a warning below one yuan, where T8 was rounded to whole yuan.
 */
export const basicByNature = (sheet: Sheet): readonly Relation[] => {
  const total = sheet.totalRow(8);
  const found = relation({
    rule: 'BASIC-ECONOMIC',
    table: 8,
    subject: '合计',
    name: total?.name ?? '合计',
    column: 'total',
    printed: sheet.printed(8, total, 'total'),
    expected: sheet.printed(5, sheet.totalRow(5), 'basic'),
    says: '基本支出 of table 5 is',
  });
  return found.map((one) => {
    const apart = sumOf(one.printed) - sumOf(one.expected);
    return -YUAN < apart && apart < YUAN ? { ...one, severity: 'warning' as const } : one;
  });
};

const YUAN = 100n;

type Draft = Omit<Relation, 'severity'>;

/** A relation holds between figures that are printed; with a blank side there is none. */
const relation = (draft: Draft): readonly Relation[] =>
  draft.printed.some(isPrinted) && draft.expected.some(isPrinted)
    ? [{ ...draft, severity: 'error' }]
    : [];

/** T1 class = T3 class, 支出总计 = 合计 of T3; in a unit's T1 basic and project likewise. */
const summaryOfExpenditure = (sheet: Sheet): readonly Relation[] =>
  sheet.rows(1, 'expenditure').flatMap((row) => {
    const across = (column: string): readonly Figure[] =>
      row.total === true
        ? sheet.printed(3, sheet.totalRow(3), column)
        : row.code === null
          ? []
          : (sheet.ofCode(3, row.code, column) ?? []);
    const tie = (column: string, mine: readonly Figure[]) =>
      relation({
        rule: 'TIE',
        table: 1,
        ...subject(row),
        column,
        printed: mine,
        expected: across(column),
        says: `${SHANGHAI.labelOf(3, column)} of table 3 is`,
      });
    const basic = sheet.printed(1, row, 'basic');
    const parts = ['personnel', 'public']
      .filter((column) => sheet.columns(1).includes(column))
      .map((column) => sheet.figure(1, row, column));
    return [
      ...tie('total', sheet.printed(1, row, 'total')),
      ...tie('basic', basic.length > 0 ? basic : parts),
      ...tie('project', sheet.printed(1, row, 'project')),
    ];
  });

/** T1 收入总计 and each source = the total row of T2. */
const summaryOfRevenue = (sheet: Sheet): readonly Relation[] =>
  sheet.rows(1, 'revenue').flatMap((row) => {
    const meaning = meaningOf(row);
    if (row.total !== true && meaning.is !== 'source') return [];
    const column = row.total !== true && meaning.is === 'source' ? meaning.source : 'total';
    return relation({
      rule: 'TIE',
      table: 1,
      ...subject(row),
      column: 'total',
      printed: sheet.printed(1, row, 'total'),
      expected: sheet.printed(2, sheet.totalRow(2), column),
      says: `${SHANGHAI.labelOf(2, column)} of table 2 is`,
    });
  });

/** T4: its classes and totals = T5, T6, T7 by fund; its revenue = 财政拨款收入 of T1, fund by fund. */
const appropriation = (sheet: Sheet): readonly Relation[] => {
  const carried = sheet
    .rows(4, 'revenue')
    .some((row) => isCarriedOver(row) && sheet.printed(4, row, 'total').length > 0);
  return [
    ...sheet.rows(4, 'expenditure').flatMap((row) => [
      ...APPROPRIATED_FUNDS.flatMap((fund) =>
        relation({
          rule: 'TIE',
          table: 4,
          ...subject(row),
          column: fund,
          printed: sheet.printed(4, row, fund),
          expected: ofFund(sheet, row, SHANGHAI.ofKind(fund).table),
          says: `合计 of table ${SHANGHAI.ofKind(fund).table} is`,
        }),
      ),
      ...wholeAppropriation(sheet, row),
    ]),
    // Money carried over from last year is spent beside this year's revenue.
    ...(carried ? [] : appropriationRevenue(sheet)),
  ];
};

/** Money of last year, in whole or in part. */
const isCarriedOver = (row: PrintedRow): boolean =>
  meaningOf(row).is === 'carried-over-part' || namesSource(row, 'carry-over');

const ofFund = (sheet: Sheet, row: PrintedRow, number: number): readonly Figure[] =>
  row.total === true
    ? sheet.printed(number, sheet.totalRow(number), 'total')
    : row.code === null
      ? []
      : (sheet.ofCode(number, row.code, 'total') ?? []);

/** 合计 = T5 + T6 + T7, when none of the three is missing. */
const wholeAppropriation = (sheet: Sheet, row: PrintedRow): readonly Relation[] => {
  const tables = APPROPRIATED_FUNDS.map((fund) => SHANGHAI.ofKind(fund).table);
  if (tables.some((number) => !sheet.table(number) && !sheet.isEmpty(number))) return [];
  return relation({
    rule: 'TIE',
    table: 4,
    ...subject(row),
    column: 'total',
    printed: sheet.printed(4, row, 'total'),
    expected: tables.flatMap((number) => ofFund(sheet, row, number)),
    says: 'tables 5 to 7 have',
  });
};

const appropriationRevenue = (sheet: Sheet): readonly Relation[] => {
  const total = sheet.totalRow(4, 'revenue');
  const spent = sheet.totalRow(4, 'expenditure');
  const rowOf = (number: number, isIt: (row: PrintedRow) => boolean) =>
    sheet.rows(number, 'revenue').find((row) => row.total !== true && isIt(row)) ?? null;
  const received = rowOf(1, (row) => namesSource(row, 'fiscal-appropriation'));
  return [
    ...relation({
      rule: 'TIE',
      table: 4,
      ...subject(total),
      column: 'total',
      printed: sheet.printed(4, total, 'total'),
      expected: sheet.printed(1, received, 'total'),
      says: '财政拨款收入 of table 1 is',
      symmetric: { says: '收入总计 of table 4 is' },
    }),
    ...APPROPRIATED_FUNDS.flatMap((fund) => {
      const row = rowOf(4, (each) => namesFund(each, fund));
      const draft = { rule: 'TIE', table: 4, ...subject(row), column: 'total' };
      const printed = sheet.printed(4, row, 'total');
      return [
        ...relation({
          ...draft,
          printed,
          expected: sheet.printed(
            1,
            rowOf(1, (each) => namesFund(each, fund)),
            'total',
          ),
          says: 'table 1 has',
          symmetric: { says: 'table 4 has' },
        }),
        ...relation({
          ...draft,
          printed,
          expected: sheet.printed(4, spent, fund),
          says: `支出总计 of ${SHANGHAI.labelOf(4, fund)} is`,
          symmetric: { says: `${row?.name ?? ''} is` },
        }),
      ];
    }),
  ];
};

/** T2 row = T3 row when all revenue is spent, as it is wherever T1 balances. */
const revenueIsSpent = (sheet: Sheet): readonly Relation[] => {
  const equal = (one: readonly Figure[], other: readonly Figure[]) =>
    one.length > 0 && other.length > 0 && sumOf(one) === sumOf(other);
  const spent =
    equal(
      sheet.printed(2, sheet.totalRow(2), 'total'),
      sheet.printed(3, sheet.totalRow(3), 'total'),
    ) ||
    equal(
      sheet.printed(1, sheet.totalRow(1, 'revenue'), 'total'),
      sheet.printed(1, sheet.totalRow(1, 'expenditure'), 'total'),
    );
  if (!spent) return [];
  return rowsOf(sheet, 2).flatMap(({ subject: about, figures }) =>
    relation({
      rule: 'TIE',
      table: 2,
      ...about,
      column: 'total',
      printed: figures(2, 'total'),
      expected: figures(3, 'total'),
      says: 'table 3 has',
      symmetric: { says: 'table 2 has' },
    }),
  );
};

/** T3 row = T5 + T6 + T7 row when there is no other revenue than the appropriation. */
const allIsAppropriation = (sheet: Sheet): readonly Relation[] => {
  if (!onlyAppropriation(sheet)) return [];
  const tables = APPROPRIATED_FUNDS.map((fund) => SHANGHAI.ofKind(fund).table);
  if (tables.some((number) => !sheet.table(number) && !sheet.isEmpty(number))) return [];
  return rowsOf(sheet, 3).flatMap(({ subject: about, figures }) =>
    ['total', 'basic', 'project'].flatMap((column) =>
      relation({
        rule: 'TIE',
        table: 3,
        ...about,
        column,
        printed: figures(3, column),
        expected: tables.flatMap((number) => figures(number, column)),
        says: 'tables 5 to 7 have',
        symmetric: { says: 'table 3 has' },
      }),
    ),
  );
};

/** Whether T2 or T1 shows that the fiscal appropriation is all there is. */
export const onlyAppropriation = (sheet: Sheet): boolean => {
  const shows = (one: readonly Figure[], other: readonly Figure[]) =>
    one.length > 0 && other.length > 0 && sumOf(one) === sumOf(other);
  const total = sheet.totalRow(2);
  const received = sheet
    .rows(1, 'revenue')
    .find((row) => row.total !== true && namesSource(row, 'fiscal-appropriation'));
  return (
    shows(sheet.printed(2, total, 'total'), sheet.printed(2, total, 'fiscal-appropriation')) ||
    shows(
      sheet.printed(1, sheet.totalRow(1, 'revenue'), 'total'),
      sheet.printed(1, received, 'total'),
    )
  );
};

/** A unit's T1: 人员经费 and 公用经费 in all = those of T8, when all basic expenditure is of the general budget. */
const unitTotals = (sheet: Sheet): readonly Relation[] => {
  const all = sheet.printed(3, sheet.totalRow(3), 'basic');
  const general = sheet.printed(5, sheet.totalRow(5), 'basic');
  if (all.length === 0 || general.length === 0 || sumOf(all) !== sumOf(general)) return [];
  const row = sheet.totalRow(1, 'expenditure');
  return ['personnel', 'public'].flatMap((column) =>
    relation({
      rule: 'TIE',
      table: 1,
      ...subject(row),
      column,
      printed: sheet.printed(1, row, column),
      expected: sheet.printed(8, sheet.totalRow(8), column),
      says: `${SHANGHAI.labelOf(8, column)} of table 8 is`,
      symmetric: { says: `${SHANGHAI.labelOf(8, column)} of table 1 is` },
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
  number: number,
): readonly {
  subject: { subject: string; name: string };
  figures: (table: number, column: string) => readonly Figure[];
}[] => [
  ...[...sheet.nodesOf(number)].flatMap(([code, nodes]) =>
    code === ''
      ? []
      : [
          {
            subject: { subject: code, name: nodes[0]?.row.name ?? '' },
            figures: (table: number, column: string) => sheet.ofCode(table, code, column) ?? [],
          },
        ],
  ),
  {
    subject: { subject: '合计', name: '合计' },
    figures: (table, column) => sheet.printed(table, sheet.totalRow(table), column),
  },
];
