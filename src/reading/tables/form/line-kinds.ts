import { fold, nameKey } from '../../../text/fold.js';
import { UNITS, type Unit } from '../../../domain/values/money.js';

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
const NEAR_UNIT = /^[^:]{1,4}:((?:亿|万)?元)$/;
const SENTENCE_CHARS = 20;
/** Marks of a sentence in folded text, where 12,500 has a comma too. */
const SENTENCE_MARK = /[。;]|(?<!\d),|,(?!\d)/;

/** Whether a line is the note under a table (备注：… 故本表无数据), by how it begins or by its words. */
export const isNote = (folded: string): boolean =>
  NOTE_HEAD.test(folded) || NOTE_BODY.test(folded) || NOTHING_TO_SHOW.test(folded);

/** Whether the note says that the table has no data. */
export const saysEmpty = (note: string): boolean => {
  const folded = fold(note);
  return (
    NOTE_BODY.test(folded) || /无.{0,30}(?:支出|预算|收入|数据|拨款|经费)|空表|无数据/.test(folded)
  );
};

/** Whether the note says that the table as a whole is empty. */
export const callsTableEmpty = (note: string): boolean =>
  /本表[^,。]{0,6}(?:无数据|空表|为空|无内容)|空表列示|^空表/.test(fold(note));

export const isPageMark = (folded: string): boolean => PAGE_MARK.test(folded);

/** Whether a line is a heading or a sentence of the narrative, which ends a table. */
export const isProse = (folded: string): boolean =>
  /(?:情况说明|相关说明|编制说明|名词解释|主要职能|机构设置)$/.test(folded) ||
  (folded.length > SENTENCE_CHARS && SENTENCE_MARK.test(folded));

/** `编制部门：上海市…` above a table; the agency's name as printed, without a unit that follows it. */
export const agencyOf = (text: string): { label: string; name: string } | undefined => {
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

/** What follows 单位： at the end of a line; undefined when the line names no unit. */
export const printedUnit = (text: string): string | undefined => {
  const match = UNIT_LABEL.exec(fold(text));
  if (!match) return NEAR_UNIT.exec(fold(text))?.[1];
  const unit = match[1]!;
  // 编制单位：上海市… names an agency; an amount's unit is a word or two.
  return /^(?:预算|编制|编报|填报|主管)$/.test(fold(text).slice(match.index - 2, match.index)) &&
    !readUnit(unit)
    ? undefined
    : unit;
};

const unitText = (folded: string): string | undefined => UNIT_LABEL.exec(folded)?.[0];

/** 元, 万元 or 亿元 by what is printed; 人民币 and brackets do not matter. */
export const readUnit = (printed: string): Unit | undefined => {
  const bare = nameKey(printed).replace(/^人民币/, '');
  return UNITS.find((unit) => unit === bare);
};
