import type { FunctionComponent } from 'preact';
import { useSay } from '../frame/language.js';
import { fitting, Plot, type PlottedFigure } from './plot.js';

const WIDTH = 1000;
const ROW = 26;
/** More bars than this are no picture: the table has them all. */
const BARS_MAX = 60;
const NAMES = 260;
const VALUES = 260;

/** One bar: how far it goes from zero, and what stands beside it. */
export interface Bar extends PlottedFigure {
  readonly text: string;
}

/** Bars to the right of zero for rises and to the left for falls; of many only the longest. */
export const Bars: FunctionComponent<{ readonly title: string; readonly bars: readonly Bar[] }> = ({
  title: of,
  bars: all,
}) => {
  const say = useSay();
  if (all.length === 0) return null;
  const bars = longest(all);
  const title =
    bars.length === all.length
      ? of
      : say(
          `${of}：${all.length} 项中最大的 ${bars.length} 项`,
          `${of}: the ${bars.length} largest of ${all.length}`,
        );
  // Only the length of a bar comes of a number.
  const lengths = bars.map(({ amount }) => Number(amount));
  const most = Math.max(1, ...lengths.map(Math.abs));
  const half = (WIDTH - NAMES - VALUES) / 2;
  const zero = NAMES + half;
  const height = bars.length * ROW + 8;
  const names = fitting(bars.map(({ name }) => ({ name, width: NAMES })));
  return (
    <Plot title={title} width={WIDTH} height={height} figures={all}>
      <line class="axis" x1={zero} x2={zero} y1={0} y2={height} />
      {bars.map(({ text }, i) => {
        const length = lengths[i]!;
        const size = (Math.abs(length) / most) * half;
        return (
          <g key={i}>
            <text x={0} y={i * ROW + 18}>
              {names[i]}
            </text>
            <rect
              class={length < 0 ? 'fall' : 'rise'}
              x={length < 0 ? zero - size : zero}
              y={i * ROW + 4}
              width={size}
              height={ROW - 8}
            />
            <text x={WIDTH - VALUES + 8} y={i * ROW + 18}>
              {text}
            </text>
          </g>
        );
      })}
    </Plot>
  );
};

/** Those that are longest, in their order. */
const longest = (bars: readonly Bar[]): readonly Bar[] => {
  if (bars.length <= BARS_MAX) return bars;
  const length = ({ amount }: Bar): number => Math.abs(Number(amount));
  const kept = new Set(bars.toSorted((a, b) => length(b) - length(a)).slice(0, BARS_MAX));
  return bars.filter((bar) => kept.has(bar));
};
