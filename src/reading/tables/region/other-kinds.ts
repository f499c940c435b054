import { fold } from '../../../text/fold.js';
import type { TableKind } from '../../../domain/tables/table-kind.js';
import { Refusal } from '../../../domain/errors.js';
import { type DocumentLine, printedText, textsOf } from '../../document-line.js';
import { quote } from '../../findings.js';
import type { Region } from './regions.js';

/** The tables that only a department or a unit prints. */
const OF_ONE_BODY: readonly TableKind[] = [
  'revenue-expenditure',
  'revenue',
  'expenditure',
  'basic-economic',
];

/** Documents of a finance bureau that are no budget of a department or unit, with the headings that only they have. */
const KINDS: readonly {
  readonly heading: RegExp;
  readonly is: string;
  readonly give: string;
  /** Tables of a budget that such a document never has: with one of them, a document is not of this kind. */
  readonly never: readonly TableKind[] | 'any';
}[] = [
  {
    heading: /决算(?:总|明细|公开)?表?$|决算(?:情况)?说明$/,
    is: 'looks like final accounts (决算)',
    give: 'give the budget that was published at the beginning of the year (部门预算 or 单位预算)',
    never: OF_ONE_BODY,
  },
  {
    heading:
      /(?:全区|全市|全县|区本级|市本级|县本级|本级|区级|市级|县级|乡镇).{0,8}(?:一般公共预算|政府性基金|国有资本经营|社会保险基金).{0,16}表$|一般公共预算(?:收支|收入).{0,8}表$|社会保险基金.{0,12}表$|转移支付.{0,12}表$|债务(?:限额|余额).{0,12}表$|预算执行情况.{0,24}预算(?:草案)?(?:的报告)?$/,
    is: 'looks like the budget of a whole government (全区 or 本级预算)',
    give: 'give the published budget of one department or unit (部门预算 or 单位预算)',
    never: OF_ONE_BODY,
  },
  {
    heading: /预算调整(?:方案)?(?:\(草案\))?(?:的报告|表)?$/,
    is: 'looks like an adjustment of a budget (预算调整)',
    give: 'record it as an amendment, and give the budget that was published',
    never: [...OF_ONE_BODY, 'three-public'],
  },
  {
    heading: /绩效目标.{0,4}表$/,
    is: 'holds performance-target forms and none of the tables of a budget',
    give: 'give the whole published budget',
    never: 'any',
  },
];

const HEADING_CHARS_MAX = 60;
const LINE_CHARS_MAX = 400;
const LEADER = /[.·…．。]*\d{0,3}$/;

/** @throws {Refusal} document-of-another-kind: the headings show that it is no budget of a department or unit */
export const refuseOtherKinds = (
  lines: readonly DocumentLine[],
  regions: readonly Region[],
  file: string,
): void => {
  const own = regions.map(({ title }) => title.kind);
  const headings = headingsOf(lines);
  for (const { heading, is, give, never } of KINDS) {
    if (own.some((kind) => never === 'any' || never.includes(kind))) continue;
    const found = headings.find((each) => heading.test(each));
    if (found !== undefined)
      throw new Refusal(
        'document-of-another-kind',
        `${file} ${is}, with the heading ${quote(found)}: ${give}.`,
      );
  }
};

/** The short texts that fill a line or a cell by themselves. */
const headingsOf = (lines: readonly DocumentLine[]): readonly string[] =>
  lines.flatMap((line) =>
    printedText(line).length > LINE_CHARS_MAX
      ? []
      : textsOf(line)
          .map((cell) => fold(cell).replace(LEADER, ''))
          .filter((cell) => cell.length > 3 && cell.length <= HEADING_CHARS_MAX),
  );
