import { SCOPES, budgetId } from '../../domain/values/budget-id.js';
import type { EventLog } from '../../log/event-log.js';
import { readBudget } from '../../ledger/read-budget.js';
import { placeAt } from './place-at.js';

const YEAR = /(?:19|20)\d{2}年?度?/gu;

/** The place that a title names before or after its year: 澄州市临江区 of 澄州市临江区2024年区级单位预算. */
const placeOfTitle = (title: string): string =>
  title
    .replaceAll(/\s+/gu, '')
    .split(YEAR)
    .map((part) => placeAt(part).place)
    .find((place) => place !== '') ?? '';

/**
 * The district of a document's agency where its title says more of it than its name: 临江区 for 财政局, 澄州市临江区 for 临江区财政局. Null
 * where the name says all that is known.
 */
export const regionOf = (name: string, title: string): string | null => {
  const own = placeAt(name).place;
  const place = placeOfTitle(title);
  return place !== '' && place !== own && place.endsWith(own) ? place : null;
};

/** The name with its district, which no agency of another district has. */
export const nameInRegion = (name: string, region: string): string => {
  const { before, after } = placeAt(name);
  return `${before}${region}${after}`;
};

/** So many years before and after a document's are looked at. */
const YEARS = 3;
/** The document that opens a budget is among its first events. */
const EVENTS_MAX = 3;

/** The districts that the documents of an agency around a year name; empty where none does. */
export const knownRegions = async (
  log: EventLog,
  agency: { readonly code: string; readonly name: string },
  fiscalYear: number,
): Promise<readonly string[]> => {
  const years = Array.from({ length: 2 * YEARS + 1 }, (_, i) => fiscalYear - YEARS + i);
  const budgets = years.flatMap((year) =>
    SCOPES.map((scope) => budgetId({ agency: agency.code, fiscalYear: year, scope })),
  );
  const first = await Promise.all(budgets.map((budget) => readBudget(log, budget, 0, EVENTS_MAX)));
  return first.flat().flatMap((event) => {
    const title = event.type === 'DocumentRegistered' ? event.data.title : null;
    const region = title === null ? null : regionOf(agency.name, title);
    return region === null ? [] : [region];
  });
};

/** Whether two texts may name the same place: one may leave out what is above it. */
export const isSamePlace = (one: string, other: string): boolean =>
  one.endsWith(other) || other.endsWith(one);
