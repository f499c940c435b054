import { fold } from '../../text/fold.js';
import type { Indicator, Operator } from '../../domain/events/budget.events.js';
import { type DocumentLine, cellsOf, isSeparator, joinedText } from '../document-line.js';

/** Words of the first two columns and of the header: they name no indicator. */
const LEVEL =
  /^(?:(?:项目)?绩效(?:指标|目标)|[一二三]级指标|年度.*指标值|指标值|(?:产出|效益|效果|影响力|满意度|成本)(?:指标|目标)|(?:数量|质量|时效|(?:经济|社会|生态环境)?成本|(?:经济|社会|生态)效益|可持续影响|(?:社会公众或)?服务对象满意度|满意度)指标)$/;
const LEVEL_WORDS_MAX = 5;
const HEAD = /一级指标/;

interface Word {
  readonly text: string;
  readonly line: DocumentLine;
}

/** The indicators of a form: a name and its value on each row, whatever stands before them. */
export const indicatorsOf = (lines: readonly DocumentLine[]): readonly Indicator[] => {
  const from = lines.findIndex((line) => HEAD.test(fold(joinedText(line))));
  if (from === -1) return [];
  const rows = lines.slice(from).map(entriesOf);
  const indicators: Indicator[] = [];
  /** Lines with one thing on them: a name and a value that are printed below each other, or the half of a wrap. */
  let alone: Word[] = [];
  const settle = (atEnd: boolean) => {
    indicators.push(...standing(alone, atEnd));
    alone = [];
  };
  for (let words = take(rows); words !== null; words = take(rows)) {
    const [first] = words;
    if (!first) {
      settle(false);
      continue;
    }
    const parts = partsOf(words);
    if (parts === null) {
      alone.push({ text: words.map(({ text }) => text).join(''), line: first.line });
      continue;
    }
    if (alone.length === 1) {
      // A name whose value the row lacks, or the first half of the next.
      if (first.line.cells) settle(false);
      else {
        indicators.push(indicator(`${alone[0]!.text}${parts.name}`, parts.value, alone[0]!.line));
        alone = [];
        continue;
      }
    } else settle(false);
    indicators.push(indicator(parts.name, parts.value, first.line));
  }
  settle(true);
  return indicators;
};

/** What a line lists: its filled cells, or its words where it has none. */
const entriesOf = (line: DocumentLine): Word[] =>
  cellsOf(line)
    .map(({ text }) => text.replaceAll(/\s+/g, ''))
    .filter((text) => !isSeparator([text]))
    .map((text) => ({ text, line }));

/** The next row's words after its levels; levels go on over lines where they wrap. Null after the last row; empty for levels alone. */
const take = (rows: Word[][]): readonly Word[] | null => {
  while (rows[0]?.length === 0) rows.shift();
  const [row] = rows;
  if (!row) return null;
  const ahead = rows.slice(0, LEVEL_WORDS_MAX).flat();
  for (let count = Math.min(LEVEL_WORDS_MAX, ahead.length); count > 0; count -= 1) {
    const joined = ahead
      .slice(0, count)
      .map(({ text }) => text)
      .join('');
    if (!LEVEL.test(fold(joined))) continue;
    for (let left = count; left > 0; left -= 1) {
      while (rows[0]?.length === 0) rows.shift();
      rows[0]?.shift();
    }
    return rows[0] && rows[0].length > 0 && rows[0][0]!.line === ahead[0]!.line ? take(rows) : [];
  }
  return rows.shift() ?? null;
};

const OPERATORS: readonly (readonly [RegExp, Operator])[] = [
  [/^(?:≥|>=|大于等于|不低于|不少于|不小于)/, '≥'],
  [/^(?:≤|<=|小于等于|不高于|不超过|不多于|不大于)/, '≤'],
  [/^(?:=|等于)/, '='],
  [/^(?:>|大于|高于|超过)/, '>'],
  [/^(?:<|小于|低于|少于)/, '<'],
];
const VALUE_AT =
  /(?:[≥≤=<>＝＜＞﹤﹥]|大于等于|小于等于|大于|小于|等于|不低于|不少于|不超过|不高于)\s*\d/;

/** Name and value of a row; null where it has one word only. */
const partsOf = (words: readonly Word[]): { name: string; value: string } | null => {
  const [first] = words;
  const texts = words.map(({ text }) => text);
  if (first?.line.cells)
    return texts.length < 2 ? null : { name: texts.slice(0, -1).join(''), value: texts.at(-1)! };
  const whole = texts.join(' ');
  const at = VALUE_AT.exec(whole)?.index ?? /(?<=\s)\d[\d,.]*\s?\S*$/.exec(whole)?.index;
  if (at !== undefined && at > 0)
    return { name: whole.slice(0, at).replaceAll(' ', ''), value: whole.slice(at) };
  return texts.length < 2 ? null : { name: texts.slice(0, -1).join(''), value: texts.at(-1)! };
};

const standing = (words: readonly Word[], atEnd: boolean): readonly Indicator[] => {
  const [first, ...rest] = words;
  if (!first) return [];
  if (rest.length === 0) return atEnd ? [] : [indicator(first.text, null, first.line)];
  const last = rest.at(-1)!;
  const isNumber = /^[\d,.]+$/.test(last.text);
  const name = isNumber ? words.slice(0, -1) : [first];
  const value = isNumber ? [last] : rest;
  const join = (some: readonly Word[]) => some.map(({ text }) => text).join('');
  return [indicator(join(name), join(value), first.line)];
};

const FIGURE = /^(\d[\d,]*(?:\.\d+)?)\s*(.*)$/;

const indicator = (
  name: string,
  printed: string | null,
  { page, line }: DocumentLine,
): Indicator => {
  const place = { name, text: printed, page, line };
  if (printed === null) return { ...place, operator: null, value: null, unit: null };
  const text = fold(printed);
  const [sign, operator] = OPERATORS.find(([pattern]) => pattern.test(text)) ?? [/^/, null];
  const figure = FIGURE.exec(text.replace(sign, ''));
  const unit = figure?.[2]?.replace(/^\((.*)\)$/, '$1') ?? '';
  const words = { ...place, operator: 'qualitative' as const, value: null, unit: null };
  // 万兆接入67路，千兆8路 is words, 1年以上 a bound.
  if (!figure || /\d|[,;:，；：、]/.test(unit)) return words;
  const bound = unit.endsWith('以上') ? '≥' : /以[内下]$/.test(unit) ? '≤' : '=';
  return {
    ...place,
    operator: operator ?? bound,
    value: figure[1]!.replaceAll(',', ''),
    unit: unit.replace(/以[上内下]$/, '') || null,
  };
};
