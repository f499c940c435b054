import type { LinesAnswer } from '../../budgets/lines/lines.answer.js';
import {
  FUND_NAMES,
  MEASURE_NAMES,
  SOURCE_NAMES,
} from '../../domain/classification/statutory-name.js';
import { UNDIVIDED } from '../../domain/values/line.js';
import type { Say } from './language.js';

type Line = LinesAnswer['lines'][number];

/**
 * What people call a line: its name, the part of it, its fund where that is not the general one, and its code last, so that lines
 * of one name are told apart. `城区社区管理事务 · 项目支出 · 2120199`.
 */
export const lineName = (line: Line, say: Say): string => {
  const { name, expenditure, cost, source, fund } = line;
  const part = expenditure ?? cost;
  return [
    name,
    part === undefined
      ? null
      : part === UNDIVIDED
        ? say('未分列', 'undivided')
        : say(MEASURE_NAMES[part], part),
    source === undefined ? null : say(SOURCE_NAMES[source], source),
    fund === undefined || fund === 'general' ? null : say(FUND_NAMES[fund], fund),
    line.function ?? line.economic ?? null,
  ]
    .filter((each) => each !== null && each !== '')
    .join(' · ');
};

/** The names of lines by their keys, see {@link lineName}. */
export const lineNames = (lines: readonly Line[], say: Say): ReadonlyMap<string, string> =>
  new Map(lines.map((line) => [line.line, lineName(line, say)]));
