/*
 * On English pages, what documents print and people write is Chinese: it is marked as such, so that it is read aloud and drawn as Chinese.
 * The marks are put into the finished page, because names stand in sentences, links and plots everywhere.
 */

/**
 * A Chinese part of a text: Chinese characters with the digits, letters and Chinese punctuation that belong to them, such as
 * `宝财预〔2023〕15号`; no blank, no English punctuation at its ends. `assets/chinese.js` uses it too. It begins where a word begins, so
 * that a long word without Chinese characters is read once, and not once from each of its letters.
 */
export const CHINESE_PART =
  '(?<![\\p{L}\\p{N}《〔（【])[\\p{L}\\p{N}《〔（【]*\\p{Script=Han}(?:[^\\s"&;]*[\\p{L}\\p{N}》〕）】。；％%])?';

/** A tag, with the bar of an end tag, its name and the rest; attributes are in double quotes. */
const TAG = /<(\/?)([a-z][\w-]*)((?:"[^"]*"|[^">])*)>/gi;
/** Elements that have a text and no other elements in it. */
const PLAIN: ReadonlySet<string> = new Set(['title', 'option', 'textarea', 'script', 'style']);

/** Most texts are figures: they are passed over fast. */
const CHINESE = /\p{Script=Han}/u;

/** The HTML of an English page, or of a part of one, with the Chinese parts of its texts in elements of that language. */
export const withChineseParts = (html: string): string => {
  const part = new RegExp(CHINESE_PART, 'gu');
  /** The elements that the place is in, each with what marks a part there; undefined where nothing is to be marked. */
  const open: (string | undefined)[] = ['span'];
  const marked = (text: string): string => {
    const element = open.at(-1);
    return element === undefined || !CHINESE.test(text)
      ? text
      : text.replaceAll(part, (each) => `<${element} lang="zh-Hans">${each}</${element}>`);
  };
  let result = '';
  let end = 0;
  for (const { 0: tag, 1: isEnd, 2: name = '', 3: rest = '', index } of html.matchAll(TAG)) {
    result += marked(html.slice(end, index)) + tag;
    end = index + tag.length;
    if (isEnd) open.pop();
    else if (!rest.endsWith('/')) open.push(markIn(name, rest, open.at(-1)));
  }
  return result + marked(html.slice(end));
};

const markIn = (name: string, attributes: string, around: string | undefined) =>
  around === undefined || PLAIN.has(name) || /\slang="zh/.test(attributes)
    ? undefined
    : name === 'svg'
      ? 'tspan'
      : around;
