import type { Authority } from './budget.events.js';

/** 文号 as it is written: issuer, year in any bracket, number. */
const NUMBER =
  /^(?<issuer>[\u4e00-\u9fff]{1,12})\s*[〔[［（(【]\s*(?<year>\d{4})\s*[〕\]］）)】]\s*第?\s*(?<no>\d{1,5})\s*号$/u;

/**
 * A document number kept as written, with its normal form (宝财预〔2023〕15号) where it is well formed: half-width brackets
 * and spaces occur in print, and the search must find them all.
 */
export const authority = (
  number: string,
  title: string | null = null,
  issuer: string | null = null,
): Authority => {
  const match = NUMBER.exec(number.trim())?.groups;
  return {
    number,
    normalised: match ? `${match['issuer']}〔${match['year']}〕${Number(match['no'])}号` : null,
    title,
    issuer,
  };
};
