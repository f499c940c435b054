import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../../text/language.js';
import { translate } from '../../text/translate.js';

/** Gives a text in the language of the page. */
export type Say = (zh: string, en: string) => string;

/** The language of a page; its parts ask for it with {@link useSay}. */
export const PageLanguage = createContext<Language>('zh');

/** Texts in the language of the page that is rendered. */
export const useSay = (): Say => sayIn(useContext(PageLanguage));

/** Gives sentences of the product in the language of the page. */
export const useTranslate = (): ((sentence: string) => string) => {
  const language = useContext(PageLanguage);
  return (sentence) => translate(sentence, language);
};

/** Texts in a language. */
export const sayIn =
  (language: Language): Say =>
  (zh, en) =>
    language === 'zh' ? zh : en;

const LANGUAGE_COOKIE = 'ledger-lang';
/** A year, in seconds. */
const LANGUAGE_S = 31_536_000;

/** The header that sets the cookie which keeps the language that a reader has chosen. `secure`: the pages come by TLS. */
export const languageCookie = (lang: Language, secure: boolean): string =>
  `${LANGUAGE_COOKIE}=${lang}; Path=/; Max-Age=${LANGUAGE_S}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

/** Chinese first: the language that the address names, or the reader chose before. */
export const pageLanguage = (asked: string | undefined, cookies: string | undefined): Language => {
  const kept = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=(zh|en)(?:;|$)`).exec(cookies ?? '')?.[1];
  return (asked ?? kept) === 'en' ? 'en' : 'zh';
};
