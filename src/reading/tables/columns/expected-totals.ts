import { parseFen, type Unit } from '../../../domain/values/money.js';
import type { BudgetForm } from '../../../domain/tables/budget-form.js';
import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
import type { ExpectedTotals } from './place-rows.js';
import type { PlacedRow, UnplacedRow, UnplacedTable } from '../lines/table-rows.js';
import { readCell } from '../../printed-amount.js';

/** Tables already placed; empty for one that is declared empty. */
export type Placed = ReadonlyMap<TableKind, { readonly rows: readonly PlacedRow[] }>;

const NONE_EXPECTED: ExpectedTotals = new Map();
/** One hundredth of 万元, the finest that three-public expenses are printed in, in fen. */
const FEN_PER_PRINTED_WAN = 10_000n;

/**
 * What the total row of a table should hold by what the others print: the table by economic class has all of basic
 * expenditure, 收支总表 lists the columns of 收入总表.
 */
export const expectedTotals = (
  form: BudgetForm,
  table: UnplacedTable,
  placed: Placed,
  narrative: string,
): ExpectedTotals => {
  switch (table.form.kind) {
    case 'revenue-expenditure':
      return costs(placed);
    case 'revenue':
      return sources(form, placed.get('revenue-expenditure')?.rows);
    case 'expenditure':
    case 'general':
      return basic(placed);
    case 'appropriation':
      return funds(form, table);
    case 'three-public': {
      const economic = placed.get('basic-economic')?.rows;
      const itemIn = (code: string) =>
        fenOf(
          economic?.find((row) => row.code === code),
          'total',
        );
      // 机关运行经费 is the 公用经费 of a bureau, and nothing of an institution.
      const operating = inPrintedWan(fenOf(totalRow(economic), 'public'));
      return new Map([...categories(itemIn, narrative), ...compact([['operating', operating]])]);
    }
    default:
      return NONE_EXPECTED;
  }
};

const fenOf = (row: PlacedRow | undefined, column: string): bigint | undefined => {
  const reading = row?.figures.find((figure) => figure.column === column)?.reading;
  return reading?.kind === 'amount' ? reading.amount : undefined;
};

const totalRow = (rows: readonly PlacedRow[] | undefined): PlacedRow | undefined =>
  rows?.findLast(({ total }) => total);

const costs = (placed: Placed): ExpectedTotals => {
  const total = totalRow(placed.get('basic-economic')?.rows);
  if (fenOf(total, 'total') === undefined) return NONE_EXPECTED;
  return compact([
    ['personnel', fenOf(total, 'personnel') ?? 0n],
    ['public', fenOf(total, 'public') ?? 0n],
  ]);
};

const basic = (placed: Placed): ExpectedTotals => {
  const economic = placed.get('basic-economic')?.rows;
  if (!economic) return NONE_EXPECTED;
  const figure = economic.some(({ figures }) => figures.length > 0)
    ? fenOf(totalRow(economic), 'total')
    : 0n;
  return compact([['basic', figure]]);
};

const sources = (form: BudgetForm, revenue: readonly PlacedRow[] | undefined): ExpectedTotals =>
  compact(
    (revenue ?? []).flatMap((row, at, rows): [string, bigint | undefined][] => {
      const meaning = form.revenueMeaning(row.name, labelsAbove(rows, at));
      return row.side === 'revenue' && !row.total && meaning.is === 'source'
        ? [[meaning.source, fenOf(row, 'total') ?? 0n]]
        : [];
    }),
  );

const labelsAbove = (rows: readonly PlacedRow[], at: number): readonly string[] =>
  rows.slice(0, at).flatMap(({ side, name }) => (side === 'revenue' ? [name] : []));

/** 财政拨款收支总表 lists its own three funds on the revenue side. */
const funds = (form: BudgetForm, { rows, unit }: UnplacedTable): ExpectedTotals =>
  compact(
    APPROPRIATED_FUNDS.flatMap((fund): [string, bigint | undefined][] => {
      const row = rows.find((each) => {
        const meaning = form.revenueMeaning(each.name);
        return each.side === 'revenue' && meaning.is === 'fund' && meaning.fund === fund;
      });
      if (!row) return [];
      return [[fund, firstFen(row, unit) ?? 0n]];
    }),
  );

/** The first figure of a row. */
const firstFen = (row: UnplacedRow | undefined, unit: Unit): bigint | undefined => {
  const first = row?.parts[0];
  const reading = first && readCell(first.text, unit, first);
  return reading?.kind === 'amount' ? reading.amount : undefined;
};

/** The same from tables whose figures are not yet placed: the first figure of a row by economic class is its 合计. */
export const expectedThreePublic = (
  tables: readonly UnplacedTable[],
  narrative: string,
): ExpectedTotals => {
  const economic = tables.find(({ form }) => form.kind === 'basic-economic');
  return categories((code) => {
    const row = economic?.rows.find((each) => each.code === code);
    return firstFen(row, economic?.unit ?? '元');
  }, narrative);
};

const categories = (
  itemIn: (code: string) => bigint | undefined,
  narrative: string,
): ExpectedTotals => {
  const rounded = (code: string) => inPrintedWan(itemIn(code));
  const economic = compact([
    ['abroad', rounded('30212')],
    ['reception', rounded('30217')],
    ['vehicle-running', rounded('30231')],
  ]);
  return new Map([...economic, ...statedThreePublic(narrative)]);
};

const inPrintedWan = (fen: bigint | undefined): bigint | undefined =>
  fen === undefined
    ? undefined
    : ((fen + FEN_PER_PRINTED_WAN / 2n) / FEN_PER_PRINTED_WAN) * FEN_PER_PRINTED_WAN;

/** What the narrative states for the three public expenses, e.g. 公务接待费 0.29 万元. Text must be folded. */
const statedThreePublic = (narrative: string): ExpectedTotals => {
  const patterns: readonly (readonly [string, RegExp])[] = [
    ['abroad', /因公出国\(境\)费(?:用|预算)?(\d{1,9}(?:\.\d{1,4})?)万元/],
    ['reception', /公务接待费(?:预算)?(\d{1,9}(?:\.\d{1,4})?)万元/],
    ['vehicle-purchase', /公务用车购置费(?:预算)?(\d{1,9}(?:\.\d{1,4})?)万元/],
    ['vehicle-running', /公务用车运行(?:维护)?费(?:预算)?(\d{1,9}(?:\.\d{1,4})?)万元/],
  ];
  return compact(
    patterns.map(([column, pattern]) => {
      const figure = pattern.exec(narrative)?.[1];
      return [column, figure === undefined ? undefined : parseFen(figure, '万元')];
    }),
  );
};

const compact = (pairs: readonly (readonly [string, bigint | undefined])[]): ExpectedTotals =>
  new Map(
    pairs.flatMap(([column, fen]): [string, bigint][] =>
      fen === undefined ? [] : [[column, fen]],
    ),
  );
