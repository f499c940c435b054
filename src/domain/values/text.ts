import { Refusal } from '../errors.js';

/**
 * What no text has: control characters other than tabs and line breaks, halves of a surrogate pair, and what Unicode leaves
 * out. PostgreSQL stores no NUL, UTF-8 has no half of a pair, and XML, of which XLSX and DOCX are made, has none of them.
 */
const INVALID = /[\p{Cs}\ufffe\uffff]|(?![\t\n\r])\p{Cc}/u;

/** A text among the parts of a value that holds what no text has. */
export interface InvalidText {
  /** The keys that lead to it from the outside in. */
  readonly path: readonly string[];
  /** The refusal, which names the character and not where it stands. */
  readonly refusal: Refusal;
}

/** @throws {Refusal} `text-invalid`: it holds a character that no text has, such as NUL. */
export const refuseInvalidText = (text: string): void => {
  const [invalid] = invalidTexts(text);
  if (invalid) throw invalid.refusal;
};

/** What ends a line, in a text that is shown on one: a name. */
const LINE_END = /[\t\n\r\u2028\u2029]/;

/** @throws {Refusal} `text-invalid`: a name holds a tab or goes on over lines, which no table or list can show. */
export const refuseBrokenName = (name: string): void => {
  if (LINE_END.test(name))
    throw new Refusal('text-invalid', 'A name holds a line break or a tab: give it on one line.');
};

/** The texts and keys in plain data that hold a character that no text has, such as NUL. */
export const invalidTexts = (value: unknown): readonly InvalidText[] => {
  const found: InvalidText[] = [];
  const check = (text: string, at: Part) => {
    const character = INVALID.exec(text)?.[0];
    if (character !== undefined) found.push({ path: pathOf(at), refusal: invalid(character) });
  };
  const open: Part[] = [{ value, key: '', within: null }];
  // Not recursive: a body may be as deep as it is long.
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part.value === 'string') check(part.value, part);
    else if (typeof part.value === 'object' && part.value !== null)
      for (const [key, inner] of Object.entries(part.value)) {
        check(key, part);
        open.push({ value: inner, key, within: part });
      }
  }
  return found;
};

/** A part of a value, and the part that it is in under a key. */
interface Part {
  readonly value: unknown;
  readonly key: string;
  readonly within: Part | null;
}

const pathOf = (part: Part): readonly string[] => {
  const path: string[] = [];
  for (let at = part; at.within !== null; at = at.within) path.push(at.key);
  return path.toReversed();
};

const invalid = (character: string): Refusal => {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return new Refusal(
    'text-invalid',
    `A text holds the character U+${code}, which cannot be stored: leave it out.`,
    { character: `U+${code}` },
  );
};
