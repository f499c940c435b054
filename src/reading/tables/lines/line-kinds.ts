import { fold, nameKey } from '../../../text/fold.js';
import { UNITS, type Unit } from '../../../domain/values/money.js';
import { type DocumentLine, isBlank, loneText, textsOf, wordsOf } from '../../document-line.js';

const NOTE_HEAD = /^[（(]?(?:备注|附注|注|说明)[:：]/;
const NOTE_BODY = /本表[^,。]{0,6}(?:无数据|空表|为空|无内容)|故本表|空表列示|^空表/;
const NOTHING_TO_SHOW =
  /^(?:本部门|本单位|我单位|我部门|本年度|20\d\d年).{0,20}(?:无|没有|未安排|不涉及)/;
/** - 5 -, 第5页, 共21页 第5页, 第5页/共21页, 5/21; and 续表, above a table that continues. */
const PAGE_MARK =
  /^(?:[-—–·]+\d{1,3}[-—–·]+|第\d{1,3}页(?:[,/]?共\d{1,3}页)?|共\d{1,3}页[,/]?第\d{1,3}页|\d{1,3}\/\d{1,3}|\(?续表\)?)$/;
const AGENCY_LABEL =
  /^(编制部门|编制单位|编报单位|编报部门|预算主管部门|预算单位|部门名称|单位名称|填报单位|填报部门|部门|单位)(?:\((?:公章|盖章)\))?:/;
const UNIT_LABEL = /(?:金额)?单位[:：]\s*([^\s:：，。]{0,6})\s*$/;
/** The same with a misprint in 单位, alone on its line. */
const NEAR_UNIT = /^[^:]{1,4}:((?:亿|百?万|千)?元)$/;
const SENTENCE_CHARS = 20;
/** Marks of a sentence in folded text, where 12,500 has a comma too. */
const SENTENCE_MARK = /[。;]|(?<!\d),|,(?!\d)/;

/** Whether a line is the note under a table (备注：… 故本表无数据), by how its one text begins or by its words. */
export const isNote = (line: DocumentLine): boolean => {
  const folded = fold(loneText(line) ?? '');
  return NOTE_HEAD.test(folded) || NOTE_BODY.test(folded) || NOTHING_TO_SHOW.test(folded);
};

/** Whether a line says in the place of a table's rows that there are none: 无, in one cell or in each. */
export const isNothing = (line: DocumentLine): boolean => {
  const words = textsOf(line).flatMap((text) => (isBlank(text) ? [] : [fold(text)]));
  return words.length > 0 && words.every((word) => NOTHING.test(word));
};
const NOTHING =
  /^\(?(?:无+(?:数据|内容|此项支出|此项收入)?|[此本]表(?:为空|无数据|无内容)|空表?)\)?。?$/;

/** Whether the note says that the table has no data. */
export const saysEmpty = (note: string): boolean => {
  const folded = fold(note);
  return (
    NOTHING.test(folded) ||
    NOTE_BODY.test(folded) ||
    /无.{0,30}(?:支出|预算|收入|数据|拨款|经费)|空表|无数据/.test(folded)
  );
};

/** Whether the note says that the table as a whole is empty. */
export const callsTableEmpty = (note: string): boolean =>
  /本表[^,。]{0,6}(?:无数据|空表|为空|无内容)|空表列示|^空表/.test(fold(note));

/** Whether a folded line is a page number, or 续表 above a table that continues: no part of the table. */
export const isPageMark = (line: DocumentLine): boolean =>
  PAGE_MARK.test(fold(loneText(line) ?? ''));

/** Whether a line numbers the columns below a header, and has no data: ** 1 2 3, 栏次 1 2 3. */
export const isColumnNumbers = (line: DocumentLine): boolean => {
  const words = wordsOf(line).map(fold);
  const from = words.findIndex((word) => !/^(?:\*{1,2}|栏次)$/.test(word));
  const numbers = from === -1 ? [] : words.slice(from);
  return (
    numbers.length >= (from > 0 ? 1 : COLUMNS_MIN) &&
    numbers.every((word, i) => word === String(i + 1))
  );
};

/** Fewer numbers alone may be figures. */
const COLUMNS_MIN = 4;

/** Whether a text is a heading or a sentence of the narrative, which ends a table. */
export const isProse = (folded: string): boolean =>
  /(?:情况说明|相关说明|编制说明|名词解释|主要职能|机构设置)$/.test(folded) ||
  (folded.length > SENTENCE_CHARS && SENTENCE_MARK.test(folded));

/** An agency and the word before it: 编制部门, 预算单位. */
export interface LabelledName {
  readonly label: string;
  /** As printed; `''` where the line has none. */
  readonly name: string;
}

/** The agency that a line names first; in a row its name may be in the cell after the label. */
export const agencyOfLine = (line: DocumentLine): LabelledName | undefined => {
  const [first = '', next = ''] = filledTexts(line);
  const agency = agencyOf(first);
  return agency?.name === '' && unitIn(next) === undefined ? { ...agency, name: next } : agency;
};

/** The unit at the end of a line; in a row it may be in the cell after 单位：. That of a heading, 预算数（单位：元）, is its column's. */
export const unitOfLine = (line: DocumentLine): string | undefined => {
  const texts = filledTexts(line);
  if (texts.length > 1 && texts.slice(-2).some((text) => HEADING_WITH_UNIT.test(fold(text))))
    return undefined;
  const [before, last = ''] = texts.length > 1 ? texts.slice(-2) : [undefined, texts[0]];
  return unitIn(last) ?? (before === undefined ? misspeltUnit(last) : unitIn(before + last));
};

const HEADING_WITH_UNIT = /^[^(:]+\(单位:[^()]*\)$/;

const filledTexts = (line: DocumentLine): readonly string[] =>
  textsOf(line)
    .filter((text) => !isBlank(text))
    .map((text) => text.trim());

/** `编制部门：上海市…`; the agency's name without a unit that follows it. */
export const agencyOf = (text: string): LabelledName | undefined => {
  const trimmed = text.trim();
  const label = AGENCY_LABEL.exec(fold(trimmed))?.[1];
  if (!label || unitText(fold(trimmed)) === fold(trimmed)) return undefined;
  const name = trimmed
    .slice(trimmed.search(/[:：]/) + 1)
    .replace(/(?:金额)?单位[:：].{0,6}$/, '')
    .trim();
  // 单位：元 is the unit of the amounts.
  return label === '单位' && readUnit(name) ? undefined : { label, name };
};

/** The unit that a text names. */
export const printedUnit = (text: string): string | undefined => unitIn(text) ?? misspeltUnit(text);

const misspeltUnit = (text: string): string | undefined => NEAR_UNIT.exec(fold(text))?.[1];

/** What follows 单位： at the end of a text; undefined where it names no unit. */
const unitIn = (text: string): string | undefined => {
  const match = UNIT_LABEL.exec(fold(text));
  if (!match) return undefined;
  const unit = match[1]!;
  // 编制单位：上海市… names an agency; an amount's unit is a word or two.
  return /^(?:预算|编制|编报|填报|主管)$/.test(fold(text).slice(match.index - 2, match.index)) &&
    !readUnit(unit)
    ? undefined
    : unit;
};

const unitText = (folded: string): string | undefined => UNIT_LABEL.exec(folded)?.[0];

/** The unit that is printed, such as 万元; 人民币 and brackets do not matter. */
export const readUnit = (printed: string): Unit | undefined => {
  const bare = nameKey(printed).replace(/^人民币/, '');
  return UNITS.find((unit) => unit === bare);
};
