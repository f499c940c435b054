import type { FunctionComponent } from 'preact';
import { fromSigned } from '../../domain/values/money.js';
import { withSeparators } from '../../text/with-separators.js';
import { Plot, type PlottedFigure } from './plot.js';

const WIDTH = 1000;
const HEIGHT = 300;
const FOOT = 40;
const HEAD = 30;

/** A step of a waterfall: a level that is reached, or a change from the level before. */
export interface Step extends PlottedFigure {
  readonly kind: 'level' | 'change';
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
  const ends = bars.flatMap(({ from, to }) => [Number(from), Number(to)]);
  const [low, high] = [Math.min(0, ...ends), Math.max(1, ...ends)];
  const y = (fen: bigint): number =>
    HEAD + ((high - Number(fen)) / (high - low)) * (HEIGHT - HEAD - FOOT);
  const step = WIDTH / bars.length;
  return (
    <Plot title={title} width={WIDTH} height={HEIGHT} figures={steps}>
      <line class="axis" x1={0} x2={WIDTH} y1={y(0n)} y2={y(0n)} />
      {bars.map(({ name, kind, from, to, amount }, i) => {
        const top = Math.min(y(from), y(to));
        return (
          <g key={i}>
            <rect
              class={kind === 'level' ? 'bar' : to < from ? 'fall' : 'rise'}
              x={i * step + step * 0.15}
              width={step * 0.7}
              y={top}
              height={Math.max(1, Math.abs(y(from) - y(to)))}
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
    </Plot>
  );
};
