import type { FunctionComponent } from 'preact';
import { useSay } from '../frame/language.js';
import { fitting, NARROW, Plot, WIDE, type Drawing, type PlottedFigure } from './plot.js';

/** More bars than this are no picture: the table has them all. */
const BARS_MAX = 60;
const BAR = 18;

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
  return (
    <Plot
      title={title}
      wide={drawn(bars, { width: WIDE, row: 26, names: 260, from: 260, to: 740, text: 748 })}
      narrow={drawn(bars, { width: NARROW, row: 50, names: NARROW, from: 0, to: 150, text: 158 })}
      figures={all}
    />
  );
};

/** Where the parts of each row stand: the name has `names` of the width, the bar goes `from` … `to`, what it amounts to begins at `text`. */
interface Places {
  readonly width: number;
  readonly row: number;
  readonly names: number;
  readonly from: number;
  readonly to: number;
  readonly text: number;
}

/** The name of a bar stands before it or, where it has the whole width, above it. */
const drawn = (
  bars: readonly Bar[],
  { width, row, names: room, from, to, text: beside }: Places,
): Drawing => {
  // Only the length of a bar comes of a number.
  const lengths = bars.map(({ amount }) => Number(amount));
  const [low, high] = [Math.min(0, ...lengths), Math.max(1, ...lengths)];
  const scale = (to - from) / (high - low);
  const zero = from - low * scale;
  const height = bars.length * row + 8;
  const names = fitting(bars.map(({ name }) => ({ name, width: room })));
  const foot = row - BAR - 4;
  return {
    width,
    height,
    children: bars.map(({ text }, i) => {
      const length = lengths[i]!;
      const size = Math.abs(length) * scale;
      const top = i * row + foot;
      return (
        <g key={i}>
          <line class="axis" x1={zero} x2={zero} y1={top - 4} y2={top + BAR + 4} />
          <text x={0} y={room === width ? top - 5 : top + 14}>
            {names[i]}
          </text>
          <rect
            class={length < 0 ? 'fall' : 'rise'}
            x={length < 0 ? zero - size : zero}
            y={top}
            width={size}
            height={BAR}
          />
          <text x={beside} y={top + 14}>
            {text}
          </text>
        </g>
      );
    }),
  };
};

/** Those that are longest, in their order. */
const longest = (bars: readonly Bar[]): readonly Bar[] => {
  if (bars.length <= BARS_MAX) return bars;
  const length = ({ amount }: Bar): number => Math.abs(Number(amount));
  const kept = new Set(bars.toSorted((a, b) => length(b) - length(a)).slice(0, BARS_MAX));
  return bars.filter((bar) => kept.has(bar));
};
