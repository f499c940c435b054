const CHINESE_DIGITS = '〇一二三四五六七八九';

/** A year as documents print it: `2023年`, `2023 年度`, `二〇二三年`. Text must be folded. Null when there is none. */
export const yearOf = (folded: string): number | null => {
  const digits = /(?<!\d)((?:19|20)\d{2})年/.exec(folded)?.[1];
  if (digits) return Number(digits);
  const chinese = /([一二][〇零○ＯO九][〇零○O一二三四五六七八九]{2})年/.exec(folded)?.[1];
  if (!chinese) return null;
  const year = [...chinese]
    .map((digit) => (/[零○O]/.test(digit) ? 0 : CHINESE_DIGITS.indexOf(digit)))
    .join('');
  return Number(year);
};
