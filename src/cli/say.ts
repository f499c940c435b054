import { AsyncLocalStorage } from 'node:async_hooks';
import type { Language } from '../text/language.js';
import { chineseCatalogue, translate } from '../text/translate.js';

const spoken = new AsyncLocalStorage<Language>();

/** Runs a command whose texts for people are in a language. */
export const inLanguage = <T>(language: Language, work: () => T): T => spoken.run(language, work);

/** The language of the command that runs; English outside of commands. */
export const language = (): Language => spoken.getStore() ?? 'en';

/**
 * A text for people in the language of the command: say`${count} of ${total}`. The catalogue has the same text with names for
 * its values; a value with a star in it is translated too.
 */
export const say = (parts: TemplateStringsArray, ...values: readonly unknown[]): string => {
  const texts = values.map(String);
  return (
    (language() === 'zh' ? chineseCatalogue().spell(parts.join('{}'), texts) : undefined) ??
    String.raw({ raw: parts }, ...texts)
  );
};

/** A sentence or word of the product in the language of the command. */
export const said = (sentence: string): string => translate(sentence, language());
