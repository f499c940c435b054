import { hierarchy, treemap } from 'd3-hierarchy';
import type { FunctionComponent } from 'preact';
import type { LinesAnswer } from '../../budgets/lines/lines.answer.js';
import { functional } from '../../domain/classification/lookup.js';
import { toFen, fromFen } from '../../domain/values/money.js';
import { withSeparators } from '../../text/with-separators.js';
import { useSay } from '../frame/language.js';
import { rowText } from '../frame/part-names.js';
import { fits, fitting, NARROW, Plot, WIDE, type Drawing } from './plot.js';

const HEIGHT = 320;
const NARROW_HEIGHT = 420;
/** A box that is less high has no room for its name, and below it for its amount. */
const NAMED_HEIGHT = 22;
const PRICED_HEIGHT = 40;

/** The adjusted amounts of lines by their 功能分类 类, as boxes. A class at or below zero has none. */
export const Treemap: FunctionComponent<{
  readonly title: string;
  readonly lines: LinesAnswer['lines'];
  readonly href: (code: string) => string;
}> = ({ title, lines, href }) => {
  const say = useSay();
  const sums = new Map<string, bigint>();
  for (const { function: code, adjusted } of lines)
    if (code !== undefined)
      sums.set(code.slice(0, 3), (sums.get(code.slice(0, 3)) ?? 0n) + toFen(adjusted));
  const children = [...sums]
    .filter(([, fen]) => fen > 0n)
    .map(([code, fen]) => ({
      code,
      name: rowText(code, functional.nameOf(code) ?? code, say),
      amount: fromFen(fen),
      // Boxes need a number; the figure that is printed is exact.
      size: Number(fen / 100n),
    }));
  if (children.length === 0) return null;
  return (
    <Plot
      title={title}
      wide={drawn(children, { width: WIDE, height: HEIGHT }, href)}
      narrow={drawn(children, { width: NARROW, height: NARROW_HEIGHT }, href)}
      isList
      figures={children.map(({ code, name, amount }) => ({ name: `${code} ${name}`, amount }))}
    />
  );
};

/** A box of a class: its adjusted amount in yuan, and its size as a number. */
interface Box {
  readonly code: string;
  readonly name: string;
  readonly amount: string;
  readonly size: number;
}

const drawn = (
  children: readonly Box[],
  { width, height }: { readonly width: number; readonly height: number },
  href: (code: string) => string,
): Drawing => {
  const root = hierarchy<{ readonly size: number; readonly children?: readonly Box[] }>({
    size: 0,
    children,
  })
    .sum(({ size }) => size)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const boxes = treemap<typeof root.data>()
    .size([width, height])
    .padding(3)(root)
    .leaves()
    .map(({ data, x0, y0, x1, y1 }) => ({ ...(data as unknown as Box), x0, y0, x1, y1 }));
  const names = fitting(boxes.map(({ name, x0, x1 }) => ({ name, width: x1 - x0 - 12 })));
  return {
    width,
    height,
    children: boxes.map(({ code, name, amount, x0, y0, x1, y1 }, i) => {
      const label = `${code} ${name} ${withSeparators(amount)}`;
      return (
        <a key={code} href={href(code)}>
          <title>{label}</title>
          <rect class="box" x={x0} y={y0} width={x1 - x0} height={y1 - y0} />
          {y1 - y0 > NAMED_HEIGHT && (
            <>
              <text x={x0 + 6} y={y0 + 18}>
                {/* Where no part of its name fits, the code may. */}
                {names[i] || (fits(code, x1 - x0 - 12) && code)}
              </text>
              {y1 - y0 > PRICED_HEIGHT && fits(withSeparators(amount), x1 - x0 - 12) && (
                <text x={x0 + 6} y={y0 + 35}>
                  {withSeparators(amount)}
                </text>
              )}
            </>
          )}
        </a>
      );
    }),
  };
};
