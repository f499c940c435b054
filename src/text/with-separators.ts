/** An amount, or a change such as `+1076644.60, 15.32%`, with separators in its yuan: `1,234,567.89`. The sign stays a minus that spreadsheets read. */
export const withSeparators = (amount: string): string =>
  amount.replace(
    /^([-+]?)(\d+)/,
    (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(?:\d{3})+$)/g, ','),
  );

/** What is quoted in a sentence, as a whole; or an amount: with decimals, so that it is no code, no year and no count. */
const QUOTE_OR_AMOUNT = /“[^”]*”|"[^"]*"|(?<![\d.,/])[-+]?\d{4,}\.\d+(?!\d|\.\d)/gu;

/** A quote, or a month such as `2023.12`. */
const KEPT = /^(?:[“"]|(?:19|20)\d\d\.\d\d?$)/u;

/** A sentence, its amounts with separators. What it quotes stays as it is printed. */
export const withSeparatorsIn = (sentence: string): string =>
  sentence.replaceAll(QUOTE_OR_AMOUNT, (found) =>
    KEPT.test(found) ? found : withSeparators(found),
  );
