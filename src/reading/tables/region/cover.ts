import { fold } from '../../../text/fold.js';
import { type DocumentLine, isBlankLine, loneText } from '../../document-line.js';
import { yearOf } from './year.js';

/** So many lines of a document may be its cover. */
export const COVER_LINES_MAX = 24;
const COVER_CHARS_MAX = 60;
const TITLE_LINES_MAX = 4;
const TITLE =
  /^(.*?)(?:部门|单位)?(?:综合)?预算(?:公开|信息公开|公开信息|公开说明|情况说明|说明|编制说明|公开报表|公开表|情况)?$/;
const PLACE = /[省市区县级]$/;
const ATTACHMENT = /^附[件表]?[\d一二三四五六七八九十]*[:：]?$/;
const YEAR = /(?:20\d{2}|二[〇零○O][一二三四五六七八九〇零○]{2})年(?:度)?/g;

/** A title over the lines of a cover. `body` is empty where it names none. */
export interface FoundTitle {
  readonly text: string;
  readonly body: string;
  readonly year: number;
}

/** The first lines that together are a title: a year, a body and 预算, in whatever order and however broken. */
export const coverOf = (lines: readonly DocumentLine[]): FoundTitle | undefined => {
  const cover = lines
    .filter((line) => !isBlankLine(line))
    .slice(0, COVER_LINES_MAX)
    .map((line) => withoutSpaces(loneText(line) ?? '。').replace(/^#+/, ''))
    .filter((text) => !ATTACHMENT.test(fold(text)));
  for (let from = 0; from < cover.length; from++)
    for (let count = 1; count <= TITLE_LINES_MAX; count++) {
      const text = cover.slice(from, from + count).join('');
      if (text.length > COVER_CHARS_MAX || /[。,:：;、.]/.test(text)) break;
      const title = titleOf(text);
      if (title) return title;
    }
  return undefined;
};

const titleOf = (text: string): FoundTitle | undefined => {
  const match = TITLE.exec(fold(text).length === text.length ? fold(text) : text);
  const years = fold(text).match(YEAR) ?? [];
  if (!match || years.length !== 1) return undefined;
  const named = text
    .slice(0, match[1]!.length)
    .replace(YEAR, '')
    .replace(/(?:部门|单位)$/, '');
  // 上海市普陀区2023年区级单位预算 names a place and no body.
  const body = PLACE.test(named) ? '' : named;
  const year = yearOf(years[0]);
  if (year === null || (body !== '' && body.length < 3) || /第.部分|目录|^关于/.test(body))
    return undefined;
  return { text, body, year };
};

/** A text without any white space, otherwise as printed. */
export const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');
