import type { LineLink } from '../../domain/continuity/continuity.js';
import { similarity } from '../../text/closest.js';
import { nameKey } from '../../text/fold.js';
import type { LineAsOf } from '../as-of/lines-as-of.js';
import type { Suggestion } from './deltas.answer.js';

/** Names that differ more are hardly one project. In percent. */
const SIMILARITY_PERCENT_MIN = 60;

/**
 * Projects of this year that may go on from one of last year under another name: both stand in one of the years alone, are paid
 * from the same source, and no link names them. The most similar first. A person links them; nothing here does.
 */
export const suggestionsFor = (
  lines: readonly LineAsOf[],
  priorLines: readonly LineAsOf[],
  links: readonly LineLink[],
): readonly Suggestion[] => {
  const now = new Set(lines.map(({ key }) => key));
  const before = new Set(priorLines.map(({ key }) => key));
  const isNew = ({ key }: LineAsOf) => !before.has(key) && !links.some(({ line }) => line === key);
  const isGone = ({ key }: LineAsOf) =>
    !now.has(key) && !links.some(({ from }) => from.line === key);
  const gone = priorLines.filter(isGone);
  return lines
    .filter(isNew)
    .flatMap((line) =>
      gone.flatMap((from) => {
        const [to, of] = [line.line, from.line];
        if (to.schedule !== 'project' || of.schedule !== 'project' || to.source !== of.source)
          return [];
        const percent = similarity(nameKey(to.project), nameKey(of.project));
        return percent < SIMILARITY_PERCENT_MIN
          ? []
          : [{ line: line.key, from: from.key, percent }];
      }),
    )
    .sort((a, b) => b.percent - a.percent)
    .map(({ line, from, percent }) => ({
      line,
      from,
      similarity: (percent / 100).toFixed(2),
    }));
};
