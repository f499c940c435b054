import type { Language } from './language.js';
import { Catalogue } from './messages.js';
import { CHINESE } from './zh/chinese.js';

let chinese: Catalogue | undefined;

/** The Chinese texts of the product. */
export const chineseCatalogue = (): Catalogue => (chinese ??= new Catalogue(CHINESE));

/** A sentence of the product in a language. Sentences that the catalogue does not have stay as they are. */
export const translate = (sentence: string, language: Language): string =>
  language === 'zh' ? chineseCatalogue().translate(sentence) : sentence;

/** The members of answers that hold sentences of the product, never a user's own words. */
const SENTENCES = new Set(['message', 'detail', 'problem', 'problems', 'disabled']);
const SENTENCE = new RegExp(`"(?:${[...SENTENCES].join('|')})":`);

/** Whether an answer as JSON holds sentences. Quotation marks inside of texts are escaped. */
export const holdsSentences = (json: string): boolean => SENTENCE.test(json);

/** An answer as JSON, its sentences in a language: one line. */
export const asJson = (answer: unknown, language: Language): string => {
  const english = JSON.stringify(answer);
  if (language === 'en' || !holdsSentences(english)) return `${english}\n`;
  const spelled = (key: string, value: unknown): unknown => {
    if (!SENTENCES.has(key)) return value;
    if (typeof value === 'string') return translate(value, language);
    return Array.isArray(value)
      ? value.map((each: unknown) => (typeof each === 'string' ? translate(each, language) : each))
      : value;
  };
  return `${JSON.stringify(answer, spelled)}\n`;
};
