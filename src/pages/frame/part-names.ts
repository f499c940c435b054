import {
  AMENDMENT_KIND_NAMES,
  FUND_NAMES,
  MEASURE_NAMES,
  SOURCE_NAMES,
} from '../../domain/classification/statutory-name.js';
import type { AmendmentKind, ChangeSubject } from '../../domain/events/budget.events.js';
import type { Fund, RevenueSource } from '../../domain/values/line.js';
import type { Say } from './language.js';

type Measure = ChangeSubject['measure'];

const ENGLISH_MEASURES: Readonly<Record<Measure, string>> = {
  total: 'Total',
  basic: 'basic expenditure',
  project: 'project expenditure',
  personnel: 'personnel costs',
  public: 'public costs',
};

/** A column into which expenditure is split, in words. */
export const measureName = (measure: Measure, say: Say): string =>
  say(MEASURE_NAMES[measure], ENGLISH_MEASURES[measure]);

/** A source of revenue, in words. */
export const sourceName = (source: RevenueSource, say: Say): string =>
  say(SOURCE_NAMES[source], source.replaceAll('-', ' '));

/** A fund, in words. */
export const fundName = (fund: Fund, say: Say): string =>
  say(FUND_NAMES[fund], fund.replaceAll('-', ' '));

/** A kind of amendments, in words. */
export const amendmentKindName = (kind: AmendmentKind, say: Say): string =>
  say(AMENDMENT_KIND_NAMES[kind], kind.replaceAll('-', ' '));
