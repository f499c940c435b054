/** 文号 as it is written anywhere in a text, and as it is searched for. */
export interface DocumentNumber {
  readonly raw: string;
  /** 沪府办规〔2022〕7号: one kind of bracket, no blanks. */
  readonly normalised: string;
  /** False where the year has not four digits, such as 沪智慧公安(018)16号. */
  readonly isWellFormed: boolean;
}

const NUMBER =
  /(?<issuer>[\u4e00-\u9fff]{1,12})\s*[〔[［（(【]\s*(?<year>\d{2,4})\s*[〕\]］）)】]\s*第?\s*(?<no>\d{1,5})\s*号/gu;
/** Words that may precede the issuer without a space. 和 is none of them where it begins a place name: 和平区. */
const BEFORE_ISSUER = /^(?:根据|按照|依据|依照|以及|和(?![平田县])|与)/u;

/** The document numbers in a text, in the order of print. */
export const documentNumbersIn = (text: string): readonly DocumentNumber[] =>
  [...text.matchAll(NUMBER)].map(({ 0: whole, groups }) => {
    const { issuer = '', year = '', no = '' } = groups ?? {};
    const own = issuer.replace(BEFORE_ISSUER, '') || issuer;
    return {
      raw: whole.slice(issuer.length - own.length),
      normalised: `${own}〔${year}〕${Number(no)}号`,
      isWellFormed: year.length === 4,
    };
  });
