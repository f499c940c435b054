import type { LinesAnswer } from '../../budgets/lines/lines.answer.js';
import { economic, functional } from '../../domain/classification/lookup.js';
import { parseLineKey, UNDIVIDED } from '../../domain/values/line.js';
import type { Say } from './language.js';
import { englishRow } from './english-names.js';
import { categoryName, fundName, measureName, sourceName } from './part-names.js';

type Line = Pick<
  LinesAnswer['lines'][number],
  | 'schedule'
  | 'name'
  | 'fund'
  | 'function'
  | 'expenditure'
  | 'economic'
  | 'cost'
  | 'source'
  | 'category'
>;

/** The column of its table that a line is in, such as basic expenditure or a source of revenue; null where it has no other. */
export const linePart = (
  { expenditure, cost, source }: Pick<Line, 'expenditure' | 'cost' | 'source'>,
  say: Say,
): string | null => {
  const part = expenditure ?? cost;
  if (part !== undefined) return measureName(part, say);
  return source === undefined ? null : sourceName(source, say);
};

/** The English of a line's own name; undefined where there is none. A project's is free text, also where it is worded as a 类. */
export const englishLine = (line: Line): string | undefined =>
  line.schedule === 'project'
    ? undefined
    : englishRow(line.function ?? line.economic ?? line.category ?? null, line.name);

/**
 * What people call a line: its name, the part of it, its fund where that is not the general one, and its code last, so that lines
 * of one name are told apart. `城区社区管理事务 · 项目支出 · 2120199`.
 */
export const lineName = (line: Line, say: Say): string => {
  const { name, fund } = line;
  // Revenue of which a form prints no items is under no code.
  const code = [line.function ?? line.economic].filter((each) => each !== UNDIVIDED);
  return [
    say(name, englishLine(line) ?? name),
    linePart(line, say),
    fund === undefined || fund === 'general' ? null : fundName(fund, say),
    ...code,
  ]
    .filter((each) => each)
    .join(' · ');
};

/** What people call the line of a key, see {@link lineName}. `name`: as its budget has it; null where that is not known. */
export const lineNameOfKey = (key: string, name: string | null, say: Say): string => {
  const line = parseLineKey(key);
  return lineName({ ...line, name: name ?? listedName(line, say) }, say);
};

/** The name that the classification has for a line; nothing where it has none. */
const listedName = (line: ReturnType<typeof parseLineKey>, say: Say): string => {
  switch (line.schedule) {
    case 'three-public':
      return categoryName(line.category, say) ?? '';
    case 'economic':
      return economic.nameOf(line.economic) ?? '';
    case 'project':
      return line.project;
    default:
      return functional.nameOf(line.function) ?? '';
  }
};

/** The names of lines by their keys, see {@link lineName}. */
export const lineNames = (lines: LinesAnswer['lines'], say: Say): ReadonlyMap<string, string> =>
  new Map(lines.map((line) => [line.line, lineName(line, say)]));
