/** 文号 as it is written anywhere in a text, and as it is searched for. */
export interface DocumentNumber {
  readonly raw: string;
  /** 沪府办规〔2022〕7号: one kind of bracket, no blanks. */
  readonly normalised: string;
  /** False where the year has not four digits, such as 沪智慧公安(018)16号. */
  readonly isWellFormed: boolean;
}

/** Issuer, year in any bracket, number. Half-width brackets and spaces occur in print. */
const NUMBER =
  /(?<issuer>[\u4e00-\u9fff]{1,12})\s*[〔[［（(【]\s*(?<year>\d{2,4})\s*[〕\]］）)】]\s*第?\s*(?<no>\d{1,5})\s*号/u;
const EACH_NUMBER = new RegExp(NUMBER, 'gu');
const WHOLE_NUMBER = new RegExp(`^${NUMBER.source}$`, 'u');
const YEAR_DIGITS = 4;
/** Words that may precede the issuer without a space. 和 is none of them where it begins a place name: 和平区. */
const BEFORE_ISSUER = /^(?:根据|按照|依据|依照|以及|和(?![平田县])|与)/u;

/** The document numbers in a text, in the order of print. */
export const documentNumbersIn = (text: string): readonly DocumentNumber[] =>
  [...text.matchAll(EACH_NUMBER)].map(({ 0: whole, groups }) => {
    const { issuer = '', year = '', no = '' } = groups ?? {};
    const own = issuer.replace(BEFORE_ISSUER, '') || issuer;
    return {
      raw: whole.slice(issuer.length - own.length),
      normalised: normalForm(own, year, no),
      isWellFormed: year.length === YEAR_DIGITS,
    };
  });

/** The normal form of a text that is a document number as a whole; null where it is none, or is not well formed. */
export const normalisedNumber = (text: string): string | null => {
  const { issuer = '', year = '', no = '' } = WHOLE_NUMBER.exec(text.trim())?.groups ?? {};
  return year.length === YEAR_DIGITS ? normalForm(issuer, year, no) : null;
};

const normalForm = (issuer: string, year: string, no: string): string =>
  `${issuer}〔${year}〕${Number(no)}号`;
