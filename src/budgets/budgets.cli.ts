import { extname } from 'node:path';
import {
  asOfOptions,
  agency,
  flag,
  many,
  one,
  oneOf,
  optional,
  text,
  value,
} from '../cli/options.js';
import { UsageError } from '../cli/usage-error.js';
import { verb, type Verb } from '../cli/verb.js';
import { budgetId, parseBudgetId, SCOPES, type BudgetName } from '../domain/budget-id.js';
import { isCivilDate } from '../domain/civil-date.js';
import { SCHEDULES } from '../domain/line.js';
import { refuseFuture } from './as-of-input.js';
import type { AsOf } from './as-of.js';
import { AGAINST_KINDS, CUTS, type Against } from './cuts.js';

const TABLES = 9;
const SHOWN_UNITS = ['元', '万元'] as const;
const FORMATS = ['text', 'json', 'csv', 'md', 'xlsx'] as const;
type Format = (typeof FORMATS)[number];
