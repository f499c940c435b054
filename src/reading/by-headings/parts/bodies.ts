import { absFen, type Fen, type Unit } from '../../../domain/values/money.js';
import { fold } from '../../../text/fold.js';
import type { PrintedCell } from '../../printed.js';
import { decimalsOf, halfOf, USUAL_PLACES } from '../../rounding.js';
import { sumOfCells } from '../cell-units.js';
import type { SectionRow } from '../coded-section.js';

/** The items of the three-public expenses. */
export const ITEMS_OF_EXPENSE: readonly string[] = [
  'abroad',
  'reception',
  'vehicles',
  'vehicle-purchase',
  'vehicle-running',
];

/**
 * What rows of bodies have without a total: those that are within no other, added up. Their codes say which are within which, else their names
 * and sums: a body without a code has those below it where it is the sum of two or more, a row without a name all others. None where this does not tell: the rows may be levels of
 * one body, or bodies beside each other. `agency`: whose document it is. `amountsOf`: what is compared of a row, the three-public expenses by default.
 */
export const ofBodies = (
  rows: readonly SectionRow[],
  unit: Unit,
  agency: string,
  amountsOf: AmountsOf = expensesOf,
): Record<string, PrintedCell> => {
  const [first, ...others] = rows;
  if (!first || others.length === 0) return first?.cells ?? {};
  const bodies = rows
    .filter(({ cells }) => Object.values(cells).some(({ amount }) => amount !== 0n))
    .map((row): Body => {
      const amounts = amountsOf(row);
      return { row, code: codeOf(row), label: fold(nameOf(row)), amounts, within: [] };
    });
  if (bodies.length === 0) return first.cells;
  return cellsOf(levelsOf(bodies, unit, fold(agency)) ?? [], unit);
};

/** A row of a body, and those that are within it. */
interface Body {
  readonly row: SectionRow;
  readonly code: string | null;
  readonly label: string;
  readonly amounts: ReturnType<AmountsOf>;
  readonly within: readonly Body[];
}

/** The amounts of a row that are compared: `total`, and its parts where it prints any. */
type AmountsOf = (row: SectionRow) => Readonly<Record<string, Fen>>;

const nameOf = ({ body, name }: SectionRow): string => body ?? name;

/** A code that stands in the cell of the name: 101001-甲站, [101001]甲站. */
const CODE_BEFORE = /^[[(]?(\d{3,})[\])]?[-_—]?\p{Script=Han}/u;

const codeOf = (row: SectionRow): string | null =>
  row.bodyCode ?? row.printedCode ?? CODE_BEFORE.exec(fold(nameOf(row)))?.[1] ?? null;

/** 本级: the body itself, without its units. */
const ITSELF = /(?:\((?:本级|本部|机关|局机关|机关本级|部门本级)\)|本级|机关)$/;

/** The cells of bodies beside each other. A body that prints no part of its total has those of the bodies within it. */
const cellsOf = (bodies: readonly Body[], unit: Unit): Record<string, PrintedCell> =>
  summed(
    bodies.map(({ row, amounts, within }) =>
      Object.keys(amounts).length > 1 ? row.cells : { ...cellsOf(within, unit), ...row.cells },
    ),
    unit,
  );

/** The bodies that are within no other, with those that are; undefined where it is not told. */
const levelsOf = (
  bodies: readonly Body[],
  unit: Unit,
  agency: string,
): readonly Body[] | undefined => {
  const [uncoded, another] = bodies.filter(({ code }) => code === null);
  if (!uncoded && new Set(bodies.map(({ code }) => code)).size === bodies.length)
    return byCodes(bodies, unit);
  // A department has no code above, below or among those of its units.
  const isAtEdge = uncoded === bodies[0] || uncoded === bodies.at(-1);
  const isApart =
    uncoded !== undefined &&
    !another &&
    (isAtEdge ||
      isSumOf(
        uncoded,
        bodies.filter((body) => body !== uncoded),
        unit,
      ));
  const apart = bodies.find(({ label }) => label === '') ?? (isApart ? uncoded : undefined);
  if (!apart || bodies.length === 1) return byNames(bodies, unit, agency);
  const others = bodies.filter((body) => body !== apart);
  const units = isSumOf(apart, others, unit) ? others : levelsOf(others, unit, agency);
  // A total without a name counts one of them that has all of it.
  if (!units)
    return apart.label === '' && others.some((body) => isSumOf(apart, [body], unit))
      ? [{ ...apart, within: others }]
      : undefined;
  if (ITSELF.test(apart.label)) return [apart, ...units];
  return isSumOf(apart, units, unit) ? [{ ...apart, within: units }] : undefined;
};

/** Bodies with codes of their own: one is within that whose code its own begins with, which then is the sum of all such. */
const byCodes = (bodies: readonly Body[], unit: Unit): readonly Body[] | undefined => {
  const above = bodies.map(({ code }) =>
    bodies.reduce<Body | undefined>(
      (nearest, other) =>
        isWithin(code!, other.code!) && (!nearest || isWithin(other.code!, nearest.code!))
          ? other
          : nearest,
      undefined,
    ),
  );
  const below = (whole: Body | undefined): readonly Body[] | undefined => {
    const found: Body[] = [];
    for (const body of bodies.filter((_, at) => above[at] === whole)) {
      const within = below(body);
      if (!within) return undefined;
      const isItself = ITSELF.test(body.label);
      const isWhole = within.length > 0 && isSumOf(body, within, unit);
      // The sums say one thing and the name or the codes another, or the codes tell too little.
      if (isWhole ? isItself || mayBeBeside(body, within) : within.length > 0 && !isItself)
        return undefined;
      if (isWhole) found.push({ ...body, within });
      else found.push(body, ...within);
    }
    return found;
  };
  const found = below(undefined);
  // A department may have a code of another kind than its units.
  const isUntold = found?.some((body) => {
    const others = found.filter((other) => other !== body);
    const areLonger = others.every(({ code }) => code!.length > body.code!.length);
    return others.length > 0 && areLonger && isSumOf(body, others, unit);
  });
  return isUntold ? undefined : found;
};

/** Whether a code is one of those below another: 101001 below 101 and below 101000. */
const isWithin = (code: string, other: string): boolean => {
  const stem = (code.length > other.length ? OF_THREE : OF_ANY).exec(other)?.[1];
  if (code === other || code.length < other.length) return false;
  return code.startsWith(stem ?? other);
};

/**
 * Whether codes do not tell a body from those beside it, though it is their sum: 101100 beside 101101 may be a unit of 101 too, and 1010 alone
 * is no level below 101.
 */
const mayBeBeside = ({ code }: Body, within: readonly Body[]): boolean =>
  within.every((each) =>
    each.code!.length === code!.length
      ? code!.length % 3 === 0 && !OF_THREE.test(code!)
      : within.length === 1 && each.code!.length === code!.length + 1,
  );

/** A code that is filled up with noughts, to a further level of three digits or of any number. */
const OF_THREE = /^(\d{3,}?)(?:000)+$/;
const OF_ANY = /^(\d{3,}?)0{2,}$/;

/**
 * Bodies by their names and sums, from the last on: each has those below it that it is the sum of, one alone only where the names say so. Undefined
 * where more than one is left, and one of them may be within another.
 */
const byNames = (
  bodies: readonly Body[],
  unit: Unit,
  agency: string,
): readonly Body[] | undefined => {
  const isSame = (one: Body, other: Body) => bareName(one.label) === bareName(other.label);
  // 本级 beside no row of the whole: none of the rows is within another.
  const areUnits = bodies.some(
    (body) =>
      ITSELF.test(body.label) && !bodies.some((other) => other !== body && isSame(body, other)),
  );
  let isTold = true;
  let left: readonly Body[] = [];
  for (const body of bodies.toReversed()) {
    const count = ITSELF.test(body.label)
      ? -1
      : left.findIndex((_, at) => isSumOf(body, left.slice(0, at + 1), unit));
    const within = left.slice(0, count + 1);
    const isNamed =
      within.some((each) => isSame(body, each)) ||
      (within.length === 1 && body === bodies[0] && body.label === agency);
    const isIn = within.length > 1 || isNamed;
    if (within.length > 0 && !isNamed && !(areUnits && !isIn)) isTold = false;
    left = isIn ? [{ ...body, within }, ...left.slice(within.length)] : [body, ...left];
  }
  if (left.length === 1) return left;
  const [first, ...others] = left;
  const last = left.at(-1)!;
  const isLastWhole = isSumOf(last, left.slice(0, -1), unit);
  if (isLastWhole && last.label === agency) return [last];
  const isRepeated = left.some((one) => left.some((other) => other !== one && isSame(one, other)));
  const mayBeWhole =
    !areUnits &&
    (gapsOf(first!, others).every((gap) => gap >= -slackOf(unit, left)) ||
      left.some((body) =>
        isSumOf(
          body,
          left.filter((other) => other !== body),
          unit,
        ),
      ));
  return isTold && !isRepeated && !isLastWhole && !mayBeWhole ? left : undefined;
};

const bareName = (name: string): string =>
  name.replace(ITSELF, '').replace(/\(?汇总\)?$|部门$/, '');

/** Whether a body is the sum of others, in its total and, where each prints them, in its items. */
const isSumOf = (whole: Body, parts: readonly Body[], unit: Unit): boolean => {
  const slack = slackOf(unit, [whole, ...parts]);
  // Of small amounts rounding may be the half: only the exact sum tells.
  const isSmall = absFen(whole.amounts['total'] ?? 0n) < slack * SUMS_OF_SLACK;
  return gapsOf(whole, parts).every((gap) => absFen(gap) <= (isSmall ? 0n : slack));
};

/** A sum of fewer times the slack tells nothing where it is not exact. */
const SUMS_OF_SLACK = 20n;

/** How far rounding to their printed places may have moved bodies together. */
const slackOf = (unit: Unit, bodies: readonly Body[]): Fen => {
  const cells = bodies.flatMap(({ row }) => Object.values(row.cells));
  const places = Math.max(USUAL_PLACES, ...cells.map(({ place }) => decimalsOf(place.text ?? '')));
  return halfOf(unit, places) * BigInt(bodies.length);
};

/** What others leave of a body, of its total and, where each prints parts, of these. */
const gapsOf = (whole: Body, parts: readonly Body[]): readonly Fen[] => {
  const columns = Object.keys(whole.amounts).filter((column) =>
    parts.every(({ amounts }) => amounts[column] !== undefined),
  );
  return columns.map((column) =>
    parts.reduce((left, { amounts }) => left - amounts[column]!, whole.amounts[column]!),
  );
};

const VEHICLES = ['vehicle-purchase', 'vehicle-running'];

const amountOf = ({ cells }: SectionRow, item: string): Fen => cells[item]?.amount ?? 0n;

const vehiclesOf = (row: SectionRow): Fen =>
  row.cells['vehicles']?.amount ?? sumOfFen(VEHICLES.map((item) => amountOf(row, item)));

const dividesVehicles = (row: SectionRow): boolean =>
  vehiclesOf(row) === 0n || VEHICLES.some((item) => amountOf(row, item) !== 0n);

/** The three-public expenses of a row: its total, or the sum of its items, and these where it prints any. */
const expensesOf: AmountsOf = (row) => {
  const { 'three-public': own, total, general } = row.cells;
  const items = {
    abroad: amountOf(row, 'abroad'),
    reception: amountOf(row, 'reception'),
    vehicles: vehiclesOf(row),
  };
  const sum = (own ?? total ?? general)?.amount ?? sumOfFen(Object.values(items));
  if (Object.values(items).every((amount) => amount === 0n)) return { total: sum };
  const divided = Object.fromEntries(VEHICLES.map((item) => [item, amountOf(row, item)]));
  return { total: sum, ...items, ...(dividesVehicles(row) ? divided : {}) };
};

const sumOfFen = (amounts: readonly Fen[]): Fen => amounts.reduce((fen, each) => fen + each, 0n);

/** The cells of several rows, added up column by column. */
export const summed = (
  rows: readonly Readonly<Record<string, PrintedCell>>[],
  unit: Unit,
): Record<string, PrintedCell> => {
  const sums: Record<string, PrintedCell> = {};
  for (const [column, cell] of rows.flatMap((cells) => Object.entries(cells)))
    sums[column] = sums[column] ? sumOfCells([sums[column], cell], unit) : cell;
  return sums;
};
