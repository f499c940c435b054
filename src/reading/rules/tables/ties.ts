import { SOURCE_NAMES } from '../../../domain/classification/statutory-name.js';
import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
import type { PrintedRow } from '../../printed.js';
import { sumOf, type Relation } from '../relations/relation.js';
import { isPrinted, type Figure, type TableSet } from '../relations/table-set.js';

/**
 * `TIE`: a figure that two tables print has the same amount in both. Error, tolerance 0.00.
 *
 * The 勾稽关系 of the disclosure form (Budget Law art. 14): the table of revenue and expenditure is the summary of the
 * table of revenue and that of expenditure, the table of the appropriation that of the tables of its funds. Against a
 * summary the table with the codes is the expected side.
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
 * `T1-BALANCE`: 收入总计 = 支出总计, in the appropriation too. Error, tolerance 0.00. Budget Law art. 12: revenue and expenditure are
 * compiled in balance, carry-over included.
 */
export const balances = (tables: TableSet): readonly Relation[] =>
  tables.kindsOf('two-sided').flatMap((kind) => {
    const revenue = tables.totalRow(kind, 'revenue');
    const expenditure = tables.totalRow(kind, 'expenditure');
    return relation({
      rule: 'T1-BALANCE',
      ...subject(revenue),
      column: 'total',
      printed: tables.printed(kind, revenue, 'total'),
      expected: tables.printed(kind, expenditure, 'total'),
      says: `${tables.totals.expenditure} is`,
      symmetric: { says: `${tables.totals.revenue} is` },
    });
  });

/**
 * `BASIC-ECONOMIC`: 基本支出 of general expenditure = 合计 of basic expenditure by economic nature, which is the same money
 * (Budget Law art. 46). Error; a warning below one yuan, where the latter was rounded to whole yuan.
 */
export const basicByNature = (tables: TableSet): readonly Relation[] => {
  if (!tables.table('general')) return [];
  const total = tables.totalRow('basic-economic');
  const { all } = tables.totals;
  const found = relation({
    rule: 'BASIC-ECONOMIC',
    subject: all,
    name: total?.name ?? all,
    column: 'total',
    printed: tables.printed('basic-economic', total, 'total'),
    expected: tables.total('general', 'basic'),
    says: `${tables.labelOf('general', 'basic')} of ${tables.nameOf('general')} is`,
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

/** A class of the summary = that class of expenditure, 支出总计 = its 合计; in a unit's summary basic and project likewise. */
const summaryOfExpenditure = (tables: TableSet): readonly Relation[] => {
  if (!tables.table('expenditure')) return [];
  return tables.rows('revenue-expenditure', 'expenditure').flatMap((row) => {
    const across = (column: string): readonly Figure[] =>
      row.total === true
        ? tables.total('expenditure', column)
        : row.code === null
          ? []
          : (tables.ofCode('expenditure', row.code, column) ?? []);
    const tie = (column: string, mine: readonly Figure[]) =>
      relation({
        rule: 'TIE',
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
};

/** 收入总计 of the summary and each of its sources = the total row of revenue. */
const summaryOfRevenue = (tables: TableSet): readonly Relation[] => {
  if (!tables.table('revenue')) return [];
  return tables.rows('revenue-expenditure', 'revenue').flatMap((row) => {
    const meaning = tables.revenueMeaning(row);
    if (row.total !== true && meaning.is !== 'source') return [];
    const column = row.total !== true && meaning.is === 'source' ? meaning.source : 'total';
    return relation({
      rule: 'TIE',
      ...subject(row),
      column: 'total',
      printed: tables.printed('revenue-expenditure', row, 'total'),
      expected: tables.total('revenue', column),
      says: `${tables.labelOf('revenue', column)} of ${tables.nameOf('revenue')} is`,
    });
  });
};

/** The appropriation: its classes and totals = the tables of its funds; its revenue = 财政拨款收入 of the summary, fund by fund. */
const appropriation = (tables: TableSet): readonly Relation[] => {
  const carried = tables
    .rows('appropriation', 'revenue')
    .some(
      (row) =>
        isCarriedOver(tables, row) && tables.printed('appropriation', row, 'total').length > 0,
    );
  return [
    ...tables.rows('appropriation', 'expenditure').flatMap((row) => [
      ...tables.funds.flatMap((fund) =>
        relation({
          rule: 'TIE',
          ...subject(row),
          column: fund,
          printed: tables.printed('appropriation', row, fund),
          expected: ofFund(tables, row, fund),
          says: `${tables.labelOf(fund, 'total')} of ${tables.nameOf(fund)} is`,
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
  tables.revenueMeaning(row).is === 'carried-over-part' || tables.namesSource(row, 'carry-over');

const ofFund = (tables: TableSet, row: PrintedRow, fund: TableKind): readonly Figure[] =>
  row.total === true
    ? tables.total(fund, 'total')
    : row.code === null
      ? []
      : (tables.ofCode(fund, row.code, 'total') ?? []);

/** Whether the document has every table of an appropriated fund that the form prints. */
const hasFundTables = (tables: TableSet): boolean =>
  tables.funds.every((fund) => tables.table(fund) ?? tables.isEmpty(fund));

// British English: no comma before "and".
const TABLE_LIST = new Intl.ListFormat('en-GB');

/** `tables 5, 6 and 7`, as messages call them. */
const fundTables = (tables: TableSet): string => {
  const numbers = tables.funds.map((fund) => `${tables.tableForm(fund).table}`);
  return `tables ${TABLE_LIST.format(numbers)}`;
};

/** 合计 = the tables of all funds, when none of them is missing. */
const wholeAppropriation = (tables: TableSet, row: PrintedRow): readonly Relation[] => {
  if (!hasFundTables(tables)) return [];
  return relation({
    rule: 'TIE',
    ...subject(row),
    column: 'total',
    printed: tables.printed('appropriation', row, 'total'),
    expected: tables.funds.flatMap((fund) => ofFund(tables, row, fund)),
    says: `${fundTables(tables)} have`,
  });
};

const appropriationRevenue = (tables: TableSet): readonly Relation[] => {
  if (!tables.table('appropriation')) return [];
  const hasSummary = tables.table('revenue-expenditure') !== null;
  const total = tables.totalRow('appropriation', 'revenue');
  const spent = tables.totalRow('appropriation', 'expenditure');
  const rowOf = (kind: TableKind, isIt: (row: PrintedRow) => boolean) =>
    tables.rows(kind, 'revenue').find((row) => row.total !== true && isIt(row)) ?? null;
  const received = rowOf('revenue-expenditure', (row) =>
    tables.namesSource(row, 'fiscal-appropriation'),
  );
  return [
    ...(hasSummary
      ? relation({
          rule: 'TIE',
          ...subject(total),
          column: 'total',
          printed: tables.printed('appropriation', total, 'total'),
          expected: tables.printed('revenue-expenditure', received, 'total'),
          says: `${SOURCE_NAMES['fiscal-appropriation']} of ${tables.nameOf('revenue-expenditure')} is`,
          symmetric: { says: `${tables.totals.revenue} of ${tables.nameOf('appropriation')} is` },
        })
      : []),
    ...APPROPRIATED_FUNDS.flatMap((fund) => {
      const row = rowOf('appropriation', (each) => tables.namesFund(each, fund));
      const draft = {
        rule: 'TIE',
        ...subject(row),
        column: 'total',
      };
      const printed = tables.printed('appropriation', row, 'total');
      return [
        ...(hasSummary
          ? relation({
              ...draft,
              printed,
              expected: tables.printed(
                'revenue-expenditure',
                rowOf('revenue-expenditure', (each) => tables.namesFund(each, fund)),
                'total',
              ),
              says: `${tables.nameOf('revenue-expenditure')} has`,
              symmetric: { says: `${tables.nameOf('appropriation')} has` },
            })
          : []),
        ...relation({
          ...draft,
          printed,
          expected: tables.printed('appropriation', spent, fund),
          says: `${tables.totals.expenditure} of ${tables.labelOf('appropriation', fund)} is`,
          symmetric: { says: `${row?.name ?? ''} is` },
        }),
      ];
    }),
  ];
};

/** A row of revenue = that of expenditure when all revenue is spent, which is so wherever the summary balances. */
const revenueIsSpent = (tables: TableSet): readonly Relation[] => {
  const equal = (one: readonly Figure[], other: readonly Figure[]) =>
    one.length > 0 && other.length > 0 && sumOf(one) === sumOf(other);
  const spent =
    equal(tables.total('revenue', 'total'), tables.total('expenditure', 'total')) ||
    equal(
      tables.total('revenue-expenditure', 'total', 'revenue'),
      tables.total('revenue-expenditure', 'total', 'expenditure'),
    );
  if (!spent || !tables.table('revenue') || !tables.table('expenditure')) return [];
  return rowsOf(tables, 'revenue').flatMap(({ subject: about, figures }) =>
    relation({
      rule: 'TIE',
      ...about,
      column: 'total',
      printed: figures('revenue', 'total'),
      expected: figures('expenditure', 'total'),
      says: `${tables.nameOf('expenditure')} has`,
      symmetric: { says: `${tables.nameOf('revenue')} has` },
    }),
  );
};

/** A row of expenditure = the rows of the funds when there is no other revenue than the appropriation. */
const allIsAppropriation = (tables: TableSet): readonly Relation[] => {
  if (!tables.table('expenditure') || !hasFundTables(tables) || !onlyAppropriation(tables))
    return [];
  return rowsOf(tables, 'expenditure').flatMap(({ subject: about, figures }) =>
    ['total', 'basic', 'project'].flatMap((column) =>
      relation({
        rule: 'TIE',
        ...about,
        column,
        printed: figures('expenditure', column),
        expected: tables.funds.flatMap((fund) => figures(fund, column)),
        says: `${fundTables(tables)} have`,
        symmetric: { says: `${tables.nameOf('expenditure')} has` },
      }),
    ),
  );
};

/** Whether the table of revenue or the summary shows that there is no other revenue than the fiscal appropriation. */
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

/** A unit's summary: the totals of 人员经费 and 公用经费 = those of basic expenditure, when all of it is of the general budget. */
const unitTotals = (tables: TableSet): readonly Relation[] => {
  const all = tables.total('expenditure', 'basic');
  const general = tables.total('general', 'basic');
  if (all.length === 0 || general.length === 0 || sumOf(all) !== sumOf(general)) return [];
  if (!tables.table('revenue-expenditure') || !tables.table('basic-economic')) return [];
  const row = tables.totalRow('revenue-expenditure', 'expenditure');
  return ['personnel', 'public'].flatMap((column) =>
    relation({
      rule: 'TIE',
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
    subject: { subject: tables.totals.all, name: tables.totals.all },
    figures: (other, column) => tables.total(other, column),
  },
];
