import { normalisedNumber } from '../values/document-number.js';
import type { Authority } from './budget.events.js';

/** A document number kept as written, with the normal form (宝财预〔2023〕15号) by which the search finds it. */
export const authority = (
  number: string,
  title: string | null = null,
  issuer: string | null = null,
): Authority => ({ number, normalised: normalisedNumber(number), title, issuer });
