/**
 * The text for comparison: full-width forms and compatibility characters are normalised, white space is removed. Only
 * recognition uses this form; stored texts are as printed.
 */
export const fold = (text: string): string => {
  const normal = FOLDABLE.test(text) ? text.normalize('NFKC') : text;
  return normal.replace(/\s+/g, '');
};

/** A text as a search compares it: folded, in lower case. */
export const searchWords = (text: string): string => fold(text).toLowerCase();

/** Characters other than ASCII, ideographs and Chinese punctuation that has no other form. */
const FOLDABLE = /[^\s!-~、。〇-】〔〕一-鿿‘-”]/;

/** A name for comparison: folded, without brackets, quotes and separators; `维修（护）费` and `维修(护)费` are equal. */
export const nameKey = (name: string): string =>
  fold(name).replace(/[()[\]{}〔〕【】《》“”‘’"'、，,。.·:;\-—]/g, '');
