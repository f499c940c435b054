import type { Source } from '../../domain/events/budget.events.js';
import { isCivilDate, type CivilDate } from '../../domain/values/civil-date.js';
import { UNIT_PATTERN, type Unit } from '../../domain/values/money.js';
import { Passage } from '../passages/passage.js';
import type { Money } from './project.js';

/** What the upper part of a form prints: names, dates, money; blanks are absent. */
export interface FormHead {
  readonly name: string | null;
  readonly nature: string | null;
  readonly category: string | null;
  readonly start: PrintedDate | null;
  readonly end: PrintedDate | null;
  readonly unit: Unit | null;
  readonly money: readonly PrintedMoney[];
}

/** A date of a form, with its offsets in the text. */
interface PrintedDate {
  /** Null for what is no day of the calendar. */
  readonly date: CivilDate | null;
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

/** An amount of a form, with its offsets in the text; `unit` is null where the figure itself has none. */
interface PrintedMoney {
  readonly key: Money;
  readonly text: string;
  readonly unit: Unit | null;
  readonly at: number;
  readonly end: number;
}

/** The labels of a form, in any order; what stands between two of them is the value of the first. */
const LABELS: readonly (readonly [RegExp, string])[] = [
  [/项目名称/, 'name'],
  [/项目性质/, 'nature'],
  [/项目(?:类别|类型|属性)/, 'category'],
  [/(?:主管部门|实施单位|项目单位|项目负责人)/, 'other'],
  [/计划(?:开始|起始)(?:日期|时间)/, 'start'],
  [/计划(?:完成|结束|终止)(?:日期|时间)/, 'end'],
  [/项目资金总额/, 'total'],
  [/年度资金(?:申请)?总额/, 'year'],
  [/其中：当年财政拨款/, 'year-fiscal'],
  [/其中：财政(?:资金|拨款)/, 'total-fiscal'],
  [/上年结转(?:资金)?/, 'year-carry-over'],
  [/其他资金/, 'others'],
  [/项目资金/, 'funds'],
  [/项目(?:绩效|总)|绩效(?:目标|指标)|年度总|一级指标/, 'targets'],
];
const LABEL = new RegExp(LABELS.map(([{ source }]) => `(${source})`).join('|'), 'g');

/** Reads names, dates and money by their labels: cells, wraps and the order of columns do not matter. */
export const headOf = (passage: Passage): FormHead => {
  const { text } = passage;
  const found = [...text.matchAll(LABEL)]
    .filter(({ index }) => passage.mayBegin(index))
    .map((match) => ({
      key: LABELS[match.slice(1).findIndex((group) => group !== undefined)]?.[1] ?? 'other',
      at: match.index,
      end: match.index + match[0].length,
    }));
  const values = new Map<string, { at: number; end: number }>();
  for (const [i, { key, end }] of found.entries()) {
    if (key === 'targets') break;
    // 其他资金 stands twice: of the whole project first, then of the year.
    const name =
      key === 'others' ? (values.has('total-other') ? 'year-other' : 'total-other') : key;
    if (!values.has(name)) values.set(name, { at: end, end: found[i + 1]?.at ?? text.length });
  }
  const words = (key: string): string | null => {
    const value = values.get(key);
    return value && value.end > value.at ? passage.printed(value.at, value.end) : null;
  };
  const head = text.slice(0, found.find(({ key }) => key === 'targets')?.at ?? text.length);
  return {
    name: words('name'),
    nature: chosen(words('nature')),
    category: chosen(words('category')),
    start: dateIn(passage, values.get('start')),
    end: dateIn(passage, values.get('end')),
    unit: unitIn(head),
    money: MONEY_KEYS.flatMap((key) => moneyIn(passage, key, values.get(key))),
  };
};

const MONEY_KEYS: readonly Money[] = [
  'total',
  'total-fiscal',
  'total-other',
  'year',
  'year-fiscal',
  'year-carry-over',
  'year-other',
];

const UNIT_IN_HEAD = new RegExp(String.raw`[(：](${UNIT_PATTERN})(?:\)|(?=项目资金))`);
const UNIT_FIRST = new RegExp(`^(${UNIT_PATTERN})`);

const unitIn = (head: string): Unit | null => {
  const unit = UNIT_IN_HEAD.exec(head)?.[1];
  return (unit as Unit | undefined) ?? null;
};

const moneyIn = (
  passage: Passage,
  key: Money,
  value: { readonly at: number; readonly end: number } | undefined,
): readonly PrintedMoney[] => {
  if (!value) return [];
  const { text } = passage;
  const first = text.slice(value.at, value.end).search(/\d/);
  if (first === -1) return [];
  const at = value.at + first;
  const end = Math.min(value.end, passage.endOfCell(at));
  const match = /^\d[\d,.]*/.exec(text.slice(at, end))!;
  const unit = UNIT_FIRST.exec(text.slice(at + match[0].length, end))?.[1];
  return [
    {
      key,
      text: match[0],
      unit: (unit as Unit | undefined) ?? null,
      at,
      end: at + match[0].length,
    },
  ];
};

const DATE = /(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?/;

const dateIn = (
  passage: Passage,
  value: { readonly at: number; readonly end: number } | undefined,
): PrintedDate | null => {
  if (!value || value.end <= value.at) return null;
  const match = DATE.exec(passage.text.slice(value.at, value.end));
  const at = value.at + (match?.index ?? 0);
  const end = match ? at + match[0].length : value.end;
  return { date: match && civil(match), text: passage.printed(at, end), at, end };
};

const civil = ([, year = '', month = '', day = '']: RegExpMatchArray): CivilDate | null => {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(date) ? date : null;
};

/** All periods of days in a passage, such as 2022年12月1日至2023年11月30日. */
export const periodsIn = ({
  text,
}: Passage): readonly { start: CivilDate; end: CivilDate; at: number; to: number }[] =>
  [
    ...text.matchAll(new RegExp(`(${DATE.source})(?:起)?(?:至|到|[-—–~～]+)(${DATE.source})`, 'g')),
  ].flatMap((match) => {
    const start = civil(['', ...match.slice(2, 5)]);
    const end = civil(['', ...match.slice(6, 9)]);
    return start && end ? [{ start, end, at: match.index, to: match.index + match[0].length }] : [];
  });

const CHECKED = /([\u4e00-\u9fff]+)(?:<input[^<>]*checked[^<>]*>|[☑☒√■✓✔])/gu;
const MARKS = /<input[^<>]*>|[☑☒√■✓✔☐]/gu;

/** The boxes that are ticked, or the words where there are no boxes. */
const chosen = (printed: string | null): string | null => {
  if (printed === null || !MARKS.test(printed)) return printed;
  const ticked = [...printed.matchAll(CHECKED)].map(([, option]) => option);
  return ticked.length > 0 ? ticked.join('、') : null;
};

/** Where a part of a passage stands, as figures keep it. */
export const sourceIn = (
  passage: Passage,
  document: string,
  { at, end, unit, column }: { at: number; end: number; unit: Unit; column: string | null },
): Source => {
  const line = passage.line(at);
  return {
    document,
    table: null,
    page: line?.page ?? null,
    line: line?.line ?? null,
    row: null,
    column,
    text: passage.printed(at, end),
    unit,
  };
};
