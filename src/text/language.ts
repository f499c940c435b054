/**
 * Whether Chinese comes before English among the languages of an `Accept-Language` header (RFC 9110, section 12.5.4). A language
 * of weight 0 is not wanted.
 */
export const prefersChinese = (acceptLanguage: string): boolean => {
  const weights = { zh: 0, en: 0 };
  for (const each of acceptLanguage.split(',')) {
    const [range = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
    const language = range.split('-')[0];
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    if (language === 'zh' || language === 'en')
      weights[language] = Math.max(weights[language], Number(q) || 0);
  }
  return weights.zh > weights.en;
};

/** Whether the locale of an environment is Chinese: the first of `LEDGER_LANG`, `LC_ALL`, `LC_MESSAGES` and `LANG` that is set. */
export const isChineseLocale = (
  environment: Readonly<Record<string, string | undefined>>,
): boolean =>
  /^zh\b|^zh_/i.test(
    ['LEDGER_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG']
      .map((name) => environment[name])
      .find(Boolean) ?? '',
  );
