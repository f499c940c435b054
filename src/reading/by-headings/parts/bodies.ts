import { absFen, type Fen, type Unit } from '../../../domain/values/money.js';
import { fold } from '../../../text/fold.js';
import type { PrintedCell } from '../../printed.js';
import { halfOf, USUAL_PLACES } from '../../rounding.js';
import { sumOfCells } from '../cell-units.js';
import type { SectionRow } from '../coded-section.js';

/**
 * What rows of bodies have without a total: the first, where those below it add up to it, all, those of the first level or at each of two
 * levels, and their sum where the first is less than those below it and none is the sum of others. Two or three rows of one amount are
 * levels of one body, or bodies beside each other, by their codes or names ({@link levelsOf}). Otherwise it is not told what is a part of which.
 * `agency`: whose document it is.
 */
export const ofBodies = (
  rows: readonly SectionRow[],
  unit: Unit,
  agency: string,
): Record<string, PrintedCell> => {
  const [first, ...others] = rows;
  if (!first || others.length === 0 || rows.some(({ body }) => body === null))
    return first?.cells ?? {};
  const slack = halfOf(unit, USUAL_PLACES) * BigInt(rows.length);
  const whole = amountOfAll(first);
  const below = others.map(amountOfAll);
  if (whole !== 0n && rows.length <= EQUAL_MAX && below.every((each) => each === whole))
    switch (levelsOf(rows, agency)) {
      case 'levels':
        return first.cells;
      case 'beside':
        return summed(rows, unit);
      case undefined:
        return {};
    }
  const [sum, ofFirstLevel] = [below, withoutLowerLevels(below, slack)].map(sumOfFen);
  const isTwice = below.every((each) => each <= whole) && absFen(whole * 2n - sum!) <= slack;
  if (isTwice || [sum!, ofFirstLevel!].some((each) => absFen(whole - each) <= slack))
    return first.cells;
  const isOfOneLevel = withoutLowerLevels([whole, ...below], slack).length === rows.length;
  return whole < sum! && isOfOneLevel ? summed(rows, unit) : {};
};

/** So many rows of one amount may be a body, its unit, and the unit's own; more of them are bodies beside each other. */
const EQUAL_MAX = 3;

/** 本级: the body itself, without its units. */
const ITSELF = /(?:\((?:本级|本部|机关|局机关|机关本级|部门本级)\)|本级|机关)$/;

/**
 * Whether rows of one amount are levels of one body, each within the one above it, or bodies beside each other: by their codes, by a name that
 * says so, or by what they print of the items. Undefined where nothing tells.
 */
const levelsOf = (rows: readonly SectionRow[], agency: string): 'levels' | 'beside' | undefined => {
  const pairs = rows.slice(1).map((row, i) => [rows[i]!, row] as const);
  if (pairs.some(([one, other]) => !printTheSame(one, other))) return 'beside';
  const codes = pairs.map(([{ bodyCode: one }, { bodyCode: other }]) =>
    one === null || other === null ? undefined : { one, other },
  );
  if (codes.every((pair) => pair !== undefined)) {
    const isWithin = ({ one, other }: { one: string; other: string }) =>
      other.length > one.length && other.startsWith(one);
    if (codes.every(isWithin)) return 'levels';
    if (codes.every(({ one, other }) => one.length === other.length && one !== other))
      return 'beside';
  }
  const names = rows.map(({ body }) => fold(body!));
  if (ITSELF.test(names[0]!)) return 'beside';
  const isOne = pairs.every((_, i) => bareName(names[i]!) === bareName(names[i + 1]!));
  const isOfAgency = rows.length === 2 && names[0] === fold(agency);
  return isOne || isOfAgency ? 'levels' : undefined;
};

const bareName = (name: string): string => name.replace(ITSELF, '').replace(/部门$/, '');

const printTheSame = (one: SectionRow, other: SectionRow): boolean =>
  [...new Set([...Object.keys(one.cells), ...Object.keys(other.cells)])].every(
    (column) => (one.cells[column]?.amount ?? 0n) === (other.cells[column]?.amount ?? 0n),
  );

/** Amounts without those below one that is the sum of them, two or more, within the slack. */
const withoutLowerLevels = (amounts: readonly Fen[], slack: Fen): readonly Fen[] => {
  const kept: Fen[] = [];
  let from = 0;
  while (from < amounts.length) {
    const whole = amounts[from]!;
    kept.push(whole);
    from++;
    let sum = 0n;
    for (let at = from; whole !== 0n && at < amounts.length && sum <= whole + slack; at++) {
      sum += amounts[at]!;
      if (at === from || absFen(whole - sum) > slack) continue;
      from = at + 1;
      break;
    }
  }
  return kept;
};

const sumOfFen = (amounts: readonly Fen[]): Fen => amounts.reduce((fen, each) => fen + each, 0n);

/** The three-public expenses of a row: its total, or the sum of its items. */
const amountOfAll = ({ cells }: SectionRow): Fen => {
  const whole = cells['total'] ?? cells['three-public'];
  if (whole) return whole.amount;
  const vehicles = cells['vehicles'] ? ['vehicles'] : ['vehicle-purchase', 'vehicle-running'];
  return sumOfFen(['abroad', 'reception', ...vehicles].map((item) => cells[item]?.amount ?? 0n));
};

/** The cells of several rows, added up column by column. */
export const summed = (rows: readonly SectionRow[], unit: Unit): Record<string, PrintedCell> => {
  const sums: Record<string, PrintedCell> = {};
  for (const [column, cell] of rows.flatMap(({ cells }) => Object.entries(cells)))
    sums[column] = sums[column] ? sumOfCells([sums[column], cell], unit) : cell;
  return sums;
};
