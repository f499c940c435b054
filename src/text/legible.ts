/**
 * Characters that programs write for others of the same shape: compatibility forms, and radicals, of which Unicode's own
 * table of equivalents (EquivalentUnifiedIdeograph) names the characters that they are.
 */
const LOOKALIKE = /[\u2e80-\u2fdf\uf900-\ufaff]|[\u{2f800}-\u{2fa1f}]/gu;
const RADICALS: Readonly<Record<string, string>> = Object.fromEntries(
  '⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻌辶⻎辶⻑长⻒镸⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻪黾⻫斉⻬齐⻮齿⻰龙⻳龟'
    .match(/../gu)!
    .map((pair) => [pair[0]!, pair[1]!]),
);

/** What is never shown: marks of direction, joiners, spaces without width, variation selectors, soft hyphens. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** What no print has: control characters other than those that end a line or separate its cells, halves of a pair, noncharacters. */
const UNPRINTABLE = /[\p{Cs}\ufffe\uffff]|(?![\t\n\v\f\r])\p{Cc}/gu;

/** Characters of which none has to be replaced. */
const PLAIN =
  /^[\t\n\v\f\r -~\u00a0\u00a5\u2010-\u2027\u2030-\u205e\u3000-\u3163\u3165-\u9fff\uff01-\uff9f]*$/;

/** What stands in place of a character that cannot be read. */
export const UNREADABLE = '\uFFFD';

/** Characters of the same shape as ideographs, such as the radical ⾦ (U+2FA6), as these ideographs. */
export const withIdeographs = (text: string): string =>
  text.replace(LOOKALIKE, (character) => RADICALS[character] ?? character.normalize('NFKC'));

/** A text as people read it: without what is never shown, radicals as ideographs, and U+FFFD in place of what no print has. */
export const legible = (text: string): string =>
  PLAIN.test(text)
    ? text
    : withIdeographs(text.replace(INVISIBLE, '').replace(UNPRINTABLE, UNREADABLE));
