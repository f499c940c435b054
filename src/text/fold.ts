/**
 * The text as it is compared: full-width forms, compatibility glyphs and spaces folded. Recognition reads this; what
 * is kept is always what is printed.
 */
export const fold = (text: string): string => {
  const normal = FOLDABLE.test(text) ? text.normalize('NFKC') : text;
  return normal.replace(/\s+/g, '');
};

/** Anything beyond ASCII, ideographs and the Chinese marks that have no other form. */
const FOLDABLE = /[^\s!-~、。〇-】〔〕一-鿿‘-”]/;

/** A name as it is compared: folded, without brackets, quotes and separators, e.g. `维修（护）费` and `维修(护)费` are one. */
export const nameKey = (name: string): string =>
  fold(name).replace(/[()[\]{}〔〕【】《》“”‘’"'、，,。.·:;\-—]/g, '');
