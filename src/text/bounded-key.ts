import { createHash } from 'node:crypto';

/** The text itself where it has at most so many characters, otherwise its first ones and its SHA-256: different for different texts. */
export const boundedKey = (text: string, charsMax: number): string => {
  const characters = [...text];
  return characters.length <= charsMax
    ? text
    : `${characters.slice(0, charsMax).join('')} ${createHash('sha256').update(text).digest('hex')}`;
};
