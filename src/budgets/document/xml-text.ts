/** A text as XML can hold it: a space for each character that XML lacks, such as most control characters. */
export const xmlText = (text: string): string =>
  text.replace(/[^\P{Cc}\t\n]|[\p{Cs}\uFFFE\uFFFF]/gu, ' ');
