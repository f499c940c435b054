import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
import type { PrintedRow } from '../../printed.js';
import { sumOf, type Relation } from '../relations/relation.js';
import { isPrinted, type Figure, type TableSet } from '../relations/table-set.js';

/**
 * `TIE`: a figure that two tables print has the same amount in both. Error, tolerance 0.00.
 *
 * The 勾稽关系 of the disclosure form (Budget Law art. 14): T1 summarises T2 and T3, T4 summarises T5 to T7. Against T1
 * and T4 the function table is the expected side.
 */
export const ties = (tables: TableSet): readonly Relation[] => [
  ...summaryOfExpenditure(tables),
  ...summaryOfRevenue(tables),
  ...appropriation(tables),
  ...revenueIsSpent(tables),
  ...allIsAppropriation(tables),
  ...unitTotals(tables),
];

/**
 * `T1-BALANCE`: 收入总计 = 支出总计, in T4 too. Error, tolerance 0.00. Budget Law art. 12: revenue and expenditure are
 * compiled in balance, carry-over included.
 */
export const balances = (tables: TableSet): readonly Relation[] =>
  (['revenue-expenditure', 'appropriation'] as const).flatMap((kind) => {
    const revenue = tables.totalRow(kind, 'revenue');
    const expenditure = tables.totalRow(kind, 'expenditure');
    return relation({
      rule: 'T1-BALANCE',
      form: tables.formOf(kind),
      subject: revenue?.name ?? '收入总计',
      name: revenue?.name ?? '收入总计',
      column: 'total',
      printed: tables.printed(kind, revenue, 'total'),
      expected: tables.printed(kind, expenditure, 'total'),
      says: '支出总计 is',
      symmetric: { says: '收入总计 is' },
    });
  });

/**
 * `BASIC-ECONOMIC`: 基本支出 of T5 = 合计 of T8, which shows the same money by economic nature (Budget Law art. 46).
 * Error; a warning below one yuan, where T8 was rounded to whole yuan.
 */
export const basicByNature = (tables: TableSet): readonly Relation[] => {
  const total = tables.totalRow('basic-economic');
  const found = relation({
    rule: 'BASIC-ECONOMIC',
    form: tables.formOf('basic-economic'),
    subject: '合计',
    name: total?.name ?? '合计',
    column: 'total',
    printed: tables.printed('basic-economic', total, 'total'),
    expected: tables.total('general', 'basic'),
    says: `基本支出 of ${tables.nameOf('general')} is`,
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
const summaryOfExpenditure = (tables: TableSet): readonly Relation[] =>
  tables.rows('revenue-expenditure', 'expenditure').flatMap((row) => {
    const across = (column: string): readonly Figure[] =>
      row.total === true
        ? tables.total('expenditure', column)
        : row.code === null
          ? []
          : (tables.ofCode('expenditure', row.code, column) ?? []);
    const tie = (column: string, mine: readonly Figure[]) =>
      relation({
        rule: 'TIE',
        form: tables.formOf('revenue-expenditure'),
        ...subject(row),
        column,
        printed: mine,
        expected: across(column),
        says: `${tables.labelOf('expenditure', column)} of ${tables.nameOf('expenditure')} is`,
      });
    const basic = tables.printed('revenue-expenditure', row, 'basic');
    const parts = ['personnel', 'public']
      .filter((column) => tables.columns('revenue-expenditure').includes(column))
      .map((column) => tables.figure('revenue-expenditure', row, column));
    return [
      ...tie('total', tables.printed('revenue-expenditure', row, 'total')),
      ...tie('basic', basic.length > 0 ? basic : parts),
      ...tie('project', tables.printed('revenue-expenditure', row, 'project')),
    ];
  });

/** T1 收入总计 and each source = the total row of T2. */
const summaryOfRevenue = (tables: TableSet): readonly Relation[] =>
  tables.rows('revenue-expenditure', 'revenue').flatMap((row) => {
    const meaning = tables.meaningOf(row);
    if (row.total !== true && meaning.is !== 'source') return [];
    const column = row.total !== true && meaning.is === 'source' ? meaning.source : 'total';
    return relation({
      rule: 'TIE',
      form: tables.formOf('revenue-expenditure'),
      ...subject(row),
      column: 'total',
      printed: tables.printed('revenue-expenditure', row, 'total'),
      expected: tables.total('revenue', column),
      says: `${tables.labelOf('revenue', column)} of ${tables.nameOf('revenue')} is`,
    });
  });

/** T4: its classes and totals = T5, T6, T7 by fund; its revenue = 财政拨款收入 of T1, fund by fund. */
const appropriation = (tables: TableSet): readonly Relation[] => {
  const carried = tables
    .rows('appropriation', 'revenue')
    .some(
      (row) =>
        isCarriedOver(tables, row) && tables.printed('appropriation', row, 'total').length > 0,
    );
  return [
    ...tables.rows('appropriation', 'expenditure').flatMap((row) => [
      ...APPROPRIATED_FUNDS.flatMap((fund) =>
        relation({
          rule: 'TIE',
          form: tables.formOf('appropriation'),
          ...subject(row),
          column: fund,
          printed: tables.printed('appropriation', row, fund),
          expected: ofFund(tables, row, fund),
          says: `合计 of ${tables.nameOf(fund)} is`,
        }),
      ),
      ...wholeAppropriation(tables, row),
    ]),
    // Where money is carried over from last year, more is spent than this year's revenue.
    ...(carried ? [] : appropriationRevenue(tables)),
  ];
};

/** Whether the row is money carried over from last year, all of it or a part. */
const isCarriedOver = (tables: TableSet, row: PrintedRow): boolean =>
  tables.meaningOf(row).is === 'carried-over-part' || tables.namesSource(row, 'carry-over');

const ofFund = (tables: TableSet, row: PrintedRow, fund: TableKind): readonly Figure[] =>
  row.total === true
    ? tables.total(fund, 'total')
    : row.code === null
      ? []
      : (tables.ofCode(fund, row.code, 'total') ?? []);

/** Whether none of the tables of the appropriated funds is missing. */
const hasFundTables = (tables: TableSet): boolean =>
  APPROPRIATED_FUNDS.every((fund) => tables.table(fund) ?? tables.isEmpty(fund));

// British English: no comma before "and".
const TABLE_LIST = new Intl.ListFormat('en-GB');

/** `tables 5, 6 and 7`, as messages call them. */
const fundTables = (tables: TableSet): string => {
  const numbers = APPROPRIATED_FUNDS.map((fund) => `${tables.formOf(fund).table}`);
  return `tables ${TABLE_LIST.format(numbers)}`;
};

/** 合计 = T5 + T6 + T7, when none of the three is missing. */
const wholeAppropriation = (tables: TableSet, row: PrintedRow): readonly Relation[] => {
  if (!hasFundTables(tables)) return [];
  return relation({
    rule: 'TIE',
    form: tables.formOf('appropriation'),
    ...subject(row),
    column: 'total',
    printed: tables.printed('appropriation', row, 'total'),
    expected: APPROPRIATED_FUNDS.flatMap((fund) => ofFund(tables, row, fund)),
    says: `${fundTables(tables)} have`,
  });
};

const appropriationRevenue = (tables: TableSet): readonly Relation[] => {
  const total = tables.totalRow('appropriation', 'revenue');
  const spent = tables.totalRow('appropriation', 'expenditure');
  const rowOf = (kind: TableKind, isIt: (row: PrintedRow) => boolean) =>
    tables.rows(kind, 'revenue').find((row) => row.total !== true && isIt(row)) ?? null;
  const received = rowOf('revenue-expenditure', (row) =>
    tables.namesSource(row, 'fiscal-appropriation'),
  );
  return [
    ...relation({
      rule: 'TIE',
      form: tables.formOf('appropriation'),
      ...subject(total),
      column: 'total',
      printed: tables.printed('appropriation', total, 'total'),
      expected: tables.printed('revenue-expenditure', received, 'total'),
      says: `财政拨款收入 of ${tables.nameOf('revenue-expenditure')} is`,
      symmetric: { says: `收入总计 of ${tables.nameOf('appropriation')} is` },
    }),
    ...APPROPRIATED_FUNDS.flatMap((fund) => {
      const row = rowOf('appropriation', (each) => tables.namesFund(each, fund));
      const draft = {
        rule: 'TIE',
        form: tables.formOf('appropriation'),
        ...subject(row),
        column: 'total',
      };
      const printed = tables.printed('appropriation', row, 'total');
      return [
        ...relation({
          ...draft,
          printed,
          expected: tables.printed(
            'revenue-expenditure',
            rowOf('revenue-expenditure', (each) => tables.namesFund(each, fund)),
            'total',
          ),
          says: `${tables.nameOf('revenue-expenditure')} has`,
          symmetric: { says: `${tables.nameOf('appropriation')} has` },
        }),
        ...relation({
          ...draft,
          printed,
          expected: tables.printed('appropriation', spent, fund),
          says: `支出总计 of ${tables.labelOf('appropriation', fund)} is`,
          symmetric: { says: `${row?.name ?? ''} is` },
        }),
      ];
    }),
  ];
};

/** T2 row = T3 row when all revenue is spent, which is so wherever T1 balances. */
const revenueIsSpent = (tables: TableSet): readonly Relation[] => {
  const equal = (one: readonly Figure[], other: readonly Figure[]) =>
    one.length > 0 && other.length > 0 && sumOf(one) === sumOf(other);
  const spent =
    equal(tables.total('revenue', 'total'), tables.total('expenditure', 'total')) ||
    equal(
      tables.total('revenue-expenditure', 'total', 'revenue'),
      tables.total('revenue-expenditure', 'total', 'expenditure'),
    );
  if (!spent) return [];
  return rowsOf(tables, 'revenue').flatMap(({ subject: about, figures }) =>
    relation({
      rule: 'TIE',
      form: tables.formOf('revenue'),
      ...about,
      column: 'total',
      printed: figures('revenue', 'total'),
      expected: figures('expenditure', 'total'),
      says: `${tables.nameOf('expenditure')} has`,
      symmetric: { says: `${tables.nameOf('revenue')} has` },
    }),
  );
};

/** T3 row = T5 + T6 + T7 row when there is no other revenue than the appropriation. */
const allIsAppropriation = (tables: TableSet): readonly Relation[] => {
  if (!onlyAppropriation(tables)) return [];
  if (!hasFundTables(tables)) return [];
  return rowsOf(tables, 'expenditure').flatMap(({ subject: about, figures }) =>
    ['total', 'basic', 'project'].flatMap((column) =>
      relation({
        rule: 'TIE',
        form: tables.formOf('expenditure'),
        ...about,
        column,
        printed: figures('expenditure', column),
        expected: APPROPRIATED_FUNDS.flatMap((fund) => figures(fund, column)),
        says: `${fundTables(tables)} have`,
        symmetric: { says: `${tables.nameOf('expenditure')} has` },
      }),
    ),
  );
};

/** Whether T2 or T1 shows that there is no other revenue than the fiscal appropriation. */
export const onlyAppropriation = (tables: TableSet): boolean => {
  const shows = (one: readonly Figure[], other: readonly Figure[]) =>
    one.length > 0 && other.length > 0 && sumOf(one) === sumOf(other);
  const total = tables.totalRow('revenue');
  const received = tables
    .rows('revenue-expenditure', 'revenue')
    .find((row) => row.total !== true && tables.namesSource(row, 'fiscal-appropriation'));
  return (
    shows(
      tables.printed('revenue', total, 'total'),
      tables.printed('revenue', total, 'fiscal-appropriation'),
    ) ||
    shows(
      tables.total('revenue-expenditure', 'total', 'revenue'),
      tables.printed('revenue-expenditure', received, 'total'),
    )
  );
};

/** A unit's T1: the totals of 人员经费 and 公用经费 = those of T8, when all basic expenditure is of the general budget. */
const unitTotals = (tables: TableSet): readonly Relation[] => {
  const all = tables.total('expenditure', 'basic');
  const general = tables.total('general', 'basic');
  if (all.length === 0 || general.length === 0 || sumOf(all) !== sumOf(general)) return [];
  const row = tables.totalRow('revenue-expenditure', 'expenditure');
  return ['personnel', 'public'].flatMap((column) =>
    relation({
      rule: 'TIE',
      form: tables.formOf('revenue-expenditure'),
      ...subject(row),
      column,
      printed: tables.printed('revenue-expenditure', row, column),
      expected: tables.total('basic-economic', column),
      says: `${tables.labelOf('basic-economic', column)} of ${tables.nameOf('basic-economic')} is`,
      symmetric: {
        says: `${tables.labelOf('basic-economic', column)} of ${tables.nameOf('revenue-expenditure')} is`,
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
  tables: TableSet,
  kind: TableKind,
): readonly {
  subject: { subject: string; name: string };
  figures: (kind: TableKind, column: string) => readonly Figure[];
}[] => [
  ...[...tables.nodesOf(kind)].flatMap(([code, nodes]) =>
    code === ''
      ? []
      : [
          {
            subject: { subject: code, name: nodes[0]?.row.name ?? '' },
            figures: (other: TableKind, column: string) => tables.ofCode(other, code, column) ?? [],
          },
        ],
  ),
  {
    subject: { subject: '合计', name: '合计' },
    figures: (other, column) => tables.total(other, column),
  },
];
