/** The languages of texts for people. */
export const LANGUAGES = ['en', 'zh'] as const;
/** A language of texts for people. */
export type Language = (typeof LANGUAGES)[number];

/**
 * The language of an answer by an `Accept-Language` header (RFC 9110, section 12.5.4): that of Chinese and English which it
 * prefers. A language of weight 0 is not wanted.
 *
 * @param otherwise for a header that prefers neither
 */
export const preferredLanguage = (
  acceptLanguage: string | undefined,
  otherwise: Language,
): Language => {
  const weights = { zh: 0, en: 0 };
  for (const each of (acceptLanguage ?? '').split(',')) {
    const [range = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
    const language = range.split('-')[0];
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    if (language === 'zh' || language === 'en')
      weights[language] = Math.max(weights[language], Number(q) || 0);
  }
  if (weights.zh === weights.en) return otherwise;
  return weights.zh > weights.en ? 'zh' : 'en';
};

/**
 * The language of an environment, by its locale: the first of `LEDGER_LANG`, `LC_ALL`, `LC_MESSAGES` and `LANG` that is set.
 */
export const languageOfLocale = (
  environment: Readonly<Record<string, string | undefined>>,
): Language => {
  const locale = ['LEDGER_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG']
    .map((name) => environment[name])
    .find(Boolean);
  return languageNamed(locale ?? '');
};

/** The language that a setting or locale names, such as `zh`, `zh-CN` and `zh_CN.UTF-8`; English for every other. */
export const languageNamed = (name: string): Language => (/^zh(?![a-z])/i.test(name) ? 'zh' : 'en');
