import type { Fen } from '../../domain/values/money.js';
import { FUNCTION_ITEM, functionOf, withFunction, type LineKey } from '../../domain/values/line.js';
import { isTwin } from './tables/twins.js';

/** What the rules see of a line. */
export interface CheckedLine {
  readonly name: string;
  /** In fen, as corrected. */
  readonly original: Fen;
}

/**
 * Fewer lines of which the rules find the same. Tables that are laid out from lines add up by themselves; what a rule can
 * find broken is a figure that two tables show in different ways. So the 项 of which no rule compares figures that differ
 * count as one, and the rules take as long for 10,000 lines as for 100. Where a class or group has a 项 that is compared,
 * its other 项 stay below it, as one, since its own figures are compared too.
 */
export const mergeLines = (
  lines: ReadonlyMap<LineKey, CheckedLine>,
): ReadonlyMap<LineKey, CheckedLine> => {
  const items = itemsOf(lines);
  const compared = comparedAmong(items);
  const names = new Map<string, string>();
  for (const [code, item] of items) {
    if (compared.has(code)) continue;
    const above = [5, 3].map((digits) => code.slice(0, digits));
    const kind = `${above.find((prefix) => compared.has(prefix)) ?? ''} ${sidesOf(item)}`;
    item.mergedAs = names.get(kind) ?? code;
    names.set(kind, item.mergedAs);
  }
  const merged = new Map<LineKey, { name: string; original: bigint }>();
  for (const [key, { name, original }] of lines) {
    const code = functionOf(key);
    const mergedAs = code === null ? null : items.get(code)!.mergedAs;
    const as = mergedAs === null || mergedAs === code ? key : withFunction(key, mergedAs);
    const known = merged.get(as);
    if (known) known.original += original;
    else merged.set(as, { name, original });
  }
  return merged;
};

/** One 项 of the functional classification. */
interface Item {
  /** Null where it has no revenue, or no expenditure. */
  received: bigint | null;
  spent: bigint | null;
  /** Whether another fund than the appropriated ones pays for some of it. */
  hasUnitFunds: boolean;
  /** Whether its amounts in the table of the general fund could be in 元 where that table was taken for one in 万元. */
  isWhole: boolean;
  mergedAs: string;
}

/** In fen: the amounts that are whole 0.01 万元. */
const WHOLE = 10_000n;

const itemsOf = (lines: ReadonlyMap<LineKey, CheckedLine>): ReadonlyMap<string, Item> => {
  const items = new Map<string, Item>();
  for (const [key, { original }] of lines) {
    const code = functionOf(key);
    if (code === null) continue;
    let item = items.get(code);
    if (!item) {
      item = { received: null, spent: null, hasUnitFunds: false, isWhole: true, mergedAs: code };
      items.set(code, item);
    }
    if (key.startsWith('revenue')) item.received = (item.received ?? 0n) + original;
    else item.spent = (item.spent ?? 0n) + original;
    item.hasUnitFunds ||= key.includes('/unit-funds/');
    if (key.startsWith('expenditure/general')) item.isWhole &&= original % WHOLE === 0n;
  }
  return items;
};

const sidesOf = ({ received, spent }: Item): string =>
  received === null ? 'spent' : spent === null ? 'received' : 'both';

/** The codes of which a rule compares figures that may differ, with those above them. */
const comparedAmong = (items: ReadonlyMap<string, Item>): ReadonlySet<string> => {
  const compared = new Set<string>();
  const unequal = unequalSides(items);
  for (const prefix of unequal.above) compared.add(prefix);
  let hasPart = false;
  for (const [code, { hasUnitFunds, isWhole }] of items) {
    // One amount that is not whole shows as well as a thousand that the table is in its unit.
    const showsUnit = !isWhole && !hasPart;
    hasPart ||= !isWhole;
    if (
      showsUnit ||
      hasUnitFunds ||
      isTwin(code) ||
      unequal.items.has(code) ||
      !FUNCTION_ITEM.test(code)
    )
      for (const digits of [3, 5, code.length]) compared.add(code.slice(0, digits));
  }
  return compared;
};

/**
 * Revenue and expenditure are compared row by row where their totals are the same: the items of which they differ in a
 * group with both, and the classes with both where only one of them is in a group.
 */
const unequalSides = (
  items: ReadonlyMap<string, Item>,
): { readonly items: ReadonlySet<string>; readonly above: ReadonlySet<string> } => {
  const unequal = { items: new Set<string>(), above: new Set<string>() };
  let balance = 0n;
  const received = new Set<string>();
  const spent = new Set<string>();
  for (const [code, item] of items) {
    balance += (item.received ?? 0n) - (item.spent ?? 0n);
    for (const digits of [3, 5]) {
      if (item.received !== null) received.add(code.slice(0, digits));
      if (item.spent !== null) spent.add(code.slice(0, digits));
    }
  }
  if (balance !== 0n) return unequal;
  for (const [code, item] of items) {
    if (item.received === item.spent) continue;
    const hasBoth = (digits: number) =>
      received.has(code.slice(0, digits)) && spent.has(code.slice(0, digits));
    if (hasBoth(5)) unequal.items.add(code);
    else if (hasBoth(3)) unequal.above.add(code.slice(0, 3));
  }
  return unequal;
};
