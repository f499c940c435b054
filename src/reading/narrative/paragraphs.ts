import { type DocumentLine, printedText } from '../document-line.js';
import { Passage } from '../passages/passage.js';

/** A run of lines that belong together: one numbered item, or the text between two of them. */
export interface Paragraph {
  /** The heading above it as printed, without its ordinal. */
  readonly section: string;
  readonly part: Part;
  readonly passage: Passage;
}

/** What a paragraph is about: the budget (编制说明 and the “三公” 经费), or another subject. */
export type Part = 'budget' | 'procurement' | 'assets' | 'targets' | 'other';

const ORDINAL =
  /^[-•*]?\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|[（(]?\d{1,2}[)）、]|\d{1,2}[.．](?!\d))\s*/;
const MARKDOWN_HEADING = /^#{1,6}\s+/;
const SECTION_ORDINAL = /^[-•*]?\s*[一二三四五六七八九十]{1,3}[、.．]\s*/;
const HEADING_END =
  /(?:说明|情况|预算|名词解释|职能|职责|机构设置|概述|依据|主体|方案|周期|安排|目标|填报表|申报表|目标表|总表|预算表|目\s*录)□?$/;
const HEADING_LENGTH_MAX = 60;

/**
 * The paragraphs outside the tables. Those under 编制说明, and under 其他相关情况说明 those on the “三公” 经费 and
 * 机关运行经费, state the budget in words; the others are on procurement, assets, performance targets, duties, terms.
 */
export const paragraphsOf = (lines: readonly DocumentLine[]): readonly Paragraph[] => {
  const paragraphs: Paragraph[] = [];
  let within: Within = 'elsewhere';
  let section = '';
  let part: Part = 'other';
  let open: DocumentLine[] = [];

  const close = () => {
    if (open.length > 0) paragraphs.push({ section, part, passage: Passage.of(open) });
    open = [];
  };

  let before: string | undefined;
  for (const line of lines) {
    // A gap between lines is a table or a blank line; it ends a paragraph only after a complete sentence.
    const printed = printedText(line);
    const text = printed.trim();
    if (text === '') continue;
    const heading = headingOf(text);
    if (heading !== null) {
      close();
      const top = topOf(heading);
      if (top !== null) within = top;
      section = heading;
      part = partOf(within, heading, top !== null);
    } else {
      if (ORDINAL.test(text) || beginsParagraph(printed, before)) close();
      open.push(line);
    }
    before = printed;
  }
  close();
  return paragraphs;
};

type Within = 'explanation' | 'other-explanation' | 'elsewhere';

const headingOf = (text: string): string | null => {
  const bare = text.replace(MARKDOWN_HEADING, '').replace(SECTION_ORDINAL, '').trim();
  if (bare.length > HEADING_LENGTH_MAX || /[。；，：;:]/.test(bare)) return null;
  if (!HEADING_END.test(bare) || /\d\s*[千万亿]?元|\d\s*百万元/.test(bare)) return null;
  return bare.replace(/□$/, '').trim();
};

/** A heading that is no numbered subsection moves to another part of the document. */
const topOf = (heading: string): Within | null => {
  if (heading.endsWith('编制说明')) return 'explanation';
  if (/^其他相关(?:情况)?说明$/.test(heading)) return 'other-explanation';
  if (
    /(?:名词解释|主要职能|机构设置|项目概述|立项依据|经费情况说明|填报表|申报表|目标表|总表|预算表)$/.test(
      heading,
    ) &&
    !/三公|机关运行/.test(heading)
  )
    return 'elsewhere';
  return null;
};

const BESIDE: readonly (readonly [RegExp, Part])[] = [
  [/政府采购/, 'procurement'],
  [/国有资产|资产占|车辆/, 'assets'],
  [/绩效/, 'targets'],
  [/项目经费|项目支出情况/, 'other'],
];

const partOf = (within: Within, heading: string, top: boolean): Part => {
  const ofBudget = /三公|机关运行/.test(heading);
  if (within === 'elsewhere' && !(ofBudget && heading.endsWith('说明'))) return 'other';
  const beside = BESIDE.find(([pattern]) => pattern.test(heading))?.[1];
  if (beside) return beside;
  if (within === 'other-explanation') return !top && ofBudget ? 'budget' : 'other';
  return 'budget';
};

/** An indent after a line that ended its sentence. */
const beginsParagraph = (text: string, before: string | undefined): boolean =>
  /^(?:\s{2,}|\u3000)\S/.test(text) && before !== undefined && /[。：:]\s*$/.test(before);
