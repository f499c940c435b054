import type { AssetCount, Source } from '../../domain/events/budget.events.js';
import { isCivilDate } from '../../domain/values/civil-date.js';
import type { Unit } from '../../domain/values/money.js';
import { MONEY_IN_WORDS } from '../passages/money-in-words.js';
import type { Paragraph, Part } from './paragraphs.js';

/** What money in the sections outside the budget's own is for, by its label; the first match holds. */
const LABELS: Readonly<Record<Exclude<Part, 'budget'>, readonly (readonly [RegExp, Named])[]>> = {
  procurement: [
    [/小型和?微型企业|小微企业/, ['procurement/small', '预留给小型和微型企业']],
    [/中小企业/, ['procurement/reserved', '面向中小企业预留']],
    [/货物/, ['procurement/goods', '政府采购货物预算']],
    [/工程/, ['procurement/works', '政府采购工程预算']],
    [/服务/, ['procurement/services', '政府采购服务预算']],
    [/政府采购/, ['procurement', '政府采购预算']],
  ],
  assets: [[/购置固定资产|资产购置|购置资产/, ['assets/purchases', '购置固定资产']]],
  targets: [[/资金|金额/, ['performance-targets', '编报绩效目标的项目预算资金']]],
  other: [],
};

type Named = readonly [subject: string, name: string];

/** Money in a sentence of another section; `named` is null where its subject is unknown. */
export interface OtherSectionFigure {
  readonly named: Named | null;
  readonly label: string;
  readonly text: string;
  readonly unit: Unit;
  readonly at: number;
}

/**
 * The money in the sentences of a section on procurement, assets or targets; empty for a section of the budget
 * itself.
 */
export const figuresInOtherSection = ({
  passage,
  part,
}: Paragraph): readonly OtherSectionFigure[] => {
  if (part === 'budget') return [];
  const { text } = passage;
  return [...text.matchAll(MONEY_IN_WORDS)].map(({ index, 1: figure = '', 2: unit }) => {
    const label =
      text
        .slice(Math.max(0, index - LABEL_CHARS_MAX), index)
        .split(/[，。；：、]/)
        .at(-1) ?? '';
    const known = LABELS[part].find(([pattern]) => pattern.test(label))?.[1] ?? null;
    const named = known && withCount(known, text.slice(0, index));
    return { named, label, text: figure, unit: unit as Unit, at: index };
  });
};

/** 编报绩效目标的项目17个，涉及项目预算资金 …: the sum names how many projects it is of. */
const withCount = ([subject, name]: Named, before: string): Named => {
  const count = subject === 'performance-targets' && PROJECTS.exec(before);
  return count ? [subject, name.replace('项目', `${count[1] ?? count[2]}个项目`)] : [subject, name];
};
const PROJECTS = /项目(?:共|有|为)?(\d{1,4})个|(\d{1,4})个(?:预算|支出)?项目/;

/** How many projects a claim on the money of performance targets is of; null where its sentence does not say. */
export const projectsOfClaim = (name: string): number | null => {
  const count = /(\d{1,4})个项目/.exec(name)?.[1];
  return count === undefined ? null : Number(count);
};

const LABEL_CHARS_MAX = 80;
const SENTENCE_CHARS_MAX = 400;

const COUNT = /([^，。；：、\d]{0,24}?)(?<![\d.,])(\d{1,7})(辆|台\(套\)|台|套)/g;
const THRESHOLD = /单(?:位)?价(?:值)?\d+万元(?:\(含\))?以上[^，。；：、]{0,24}$/;
const AS_OF = /截[至止](?:到)?(\d{4})年(\d{1,2})月(\d{1,2})日/;

/** 国有资产占有使用情况: vehicles and large equipment, owned or to be bought, and the day of the count. */
export const assetsIn = (
  { passage }: Paragraph,
  sourceAt: (at: number, end: number) => Source,
): readonly AssetCount[] => {
  const { text } = passage;
  const date = AS_OF.exec(text);
  const asOf = date && `${date[1]}-${date[2]!.padStart(2, '0')}-${date[3]!.padStart(2, '0')}`;
  const statisticsAsOf = asOf && isCivilDate(asOf) ? asOf : null;
  let isPlanned = false;
  return [...text.matchAll(COUNT)].map(
    ({ 0: whole, 1: label = '', 2: count = '', 3: unit = '', index }) => {
      const sentence =
        text
          .slice(Math.max(0, index - SENTENCE_CHARS_MAX), index)
          .split('。')
          .at(-1) ?? '';
      isPlanned = /购置/.test(`${sentence}${label}`);
      const at = index + whole.length - count.length - unit.length;
      const threshold = THRESHOLD.exec(text.slice(Math.max(0, at - LABEL_CHARS_MAX), at))?.[0];
      return {
        name: threshold ?? label.replace(/^.*?(?:共有|安排购置|购置)(?=车辆)/, ''),
        count: Number(count),
        unit,
        isPlanned,
        statisticsAsOf: isPlanned ? null : statisticsAsOf,
        source: sourceAt(at, at + count.length),
      };
    },
  );
};
