import type { FunctionComponent } from 'preact';
import { fromFen, fromSigned } from '../../domain/values/money.js';
import { withSeparators } from '../../text/with-separators.js';
import { useSay } from '../frame/language.js';
import { NARROW, Plot, WIDE, type Drawing, type PlottedFigure } from './plot.js';

const HEIGHT = 300;
const FOOT = 40;
const HEAD = 30;
/** The height of a step where the steps stand one below the other. */
const ROW = 46;
const BAR = 18;

/** A step of a waterfall: a level that is reached, or a change from the level before. */
export interface Step extends PlottedFigure {
  readonly kind: 'level' | 'change';
}

/** A step with the levels, in fen, that its bar goes from and to. */
interface Placed extends Step {
  readonly from: bigint;
  readonly to: bigint;
}

/** From a first level by changes to the next ones. */
export const Waterfall: FunctionComponent<{
  readonly title: string;
  readonly steps: readonly Step[];
}> = ({ title, steps }) => {
  let level = 0n;
  const bars = steps.map((step) => {
    const fen = fromSigned(step.amount);
    const from = step.kind === 'level' ? 0n : level;
    level = from + fen;
    return { ...step, from, to: level };
  });
  const say = useSay();
  const start = withSeparators(fromFen(startOf(bars)));
  return (
    <Plot
      title={
        startOf(bars) === 0n
          ? title
          : title +
            say(`：图从 ${start} 元起，不从零起`, `: it begins at ${start} yuan, and not at zero`)
      }
      wide={beside(bars)}
      narrow={below(bars)}
      figures={steps}
    />
  );
};

/** Changes that move the levels by less than this part of them could not be seen beside whole bars: one in so many. */
const SEEN_PART = 5n;
/** How high the bar of a change is at least. */
const CHANGE_MIN = 3;

/** At which level the picture begins: zero, but where all levels are far from it and near one another. */
const startOf = (bars: readonly Placed[]): bigint => {
  const levels = bars.map(({ to }) => to).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [low, high] = [levels.at(0) ?? 0n, levels.at(-1) ?? 0n];
  const range = high - low;
  return range > 0n && low > 0n && range * SEEN_PART < high ? low - range : 0n;
};

/** Where a level stands, of the lowest at 0 to the highest at 1; the start is among them, and what is below it stands there. */
const scaleOf = (bars: readonly Placed[]): ((fen: bigint) => number) => {
  const start = Number(startOf(bars));
  const ends = bars.map(({ to }) => Number(to));
  const [low, high] = [Math.min(start, ...ends), Math.max(1, ...ends)];
  return (fen) => (Math.max(Number(fen), low) - low) / (high - low);
};

/** How long a bar is drawn. */
const lengthOf = ({ kind }: Placed, exact: number): number =>
  Math.max(kind === 'change' ? CHANGE_MIN : 1, exact);

const classOf = ({ kind, from, to }: Placed): string =>
  kind === 'level' ? 'bar' : to < from ? 'fall' : 'rise';

/** The steps from left to right. */
const beside = (bars: readonly Placed[]): Drawing => {
  const scale = scaleOf(bars);
  const y = (fen: bigint): number => HEAD + (1 - scale(fen)) * (HEIGHT - HEAD - FOOT);
  const step = WIDE / bars.length;
  return {
    width: WIDE,
    height: HEIGHT,
    children: (
      <>
        <line class="axis" x1={0} x2={WIDE} y1={y(0n)} y2={y(0n)} />
        {bars.map((bar, i) => {
          const { name, from, to, amount } = bar;
          const top = Math.min(y(from), y(to));
          return (
            <g key={i}>
              <rect
                class={classOf(bar)}
                x={i * step + step * 0.15}
                width={step * 0.7}
                y={top}
                height={lengthOf(bar, Math.abs(y(from) - y(to)))}
              />
              <text x={(i + 0.5) * step} y={top - 6} text-anchor="middle">
                {withSeparators(amount)}
              </text>
              <text x={(i + 0.5) * step} y={HEIGHT - 14} text-anchor="middle">
                {name}
              </text>
            </g>
          );
        })}
      </>
    ),
  };
};

/** The steps one below the other, each under its name and its amount. */
const below = (bars: readonly Placed[]): Drawing => {
  const scale = scaleOf(bars);
  const x = (fen: bigint): number => scale(fen) * NARROW;
  const height = bars.length * ROW;
  return {
    width: NARROW,
    height,
    children: (
      <>
        <line class="axis" x1={x(0n)} x2={x(0n)} y1={0} y2={height} />
        {bars.map((bar, i) => {
          const { name, from, to, amount } = bar;
          const top = i * ROW + 20;
          return (
            <g key={i}>
              <text x={0} y={top - 5}>
                {name}
              </text>
              <text x={NARROW} y={top - 5} text-anchor="end">
                {withSeparators(amount)}
              </text>
              <rect
                class={classOf(bar)}
                x={Math.min(x(from), x(to))}
                width={lengthOf(bar, Math.abs(x(from) - x(to)))}
                y={top}
                height={BAR}
              />
            </g>
          );
        })}
      </>
    ),
  };
};
