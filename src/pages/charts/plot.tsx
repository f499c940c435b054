import type { ComponentChildren, FunctionComponent } from 'preact';
import { useSay } from '../frame/language.js';
import { widthOf } from '../../text/columns.js';
import { Figure } from '../frame/parts.js';

/** One part of a plot, and what it stands for, in yuan: an amount, or a change with its sign. */
export interface PlottedFigure {
  readonly name: string;
  readonly amount: string;
}

/** A picture of a plot: its size in the units that its parts are drawn in, and these. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly children: ComponentChildren;
}

/** The width of the picture of a plot, and of the one that takes its place on a narrow screen, where it would be too small to read. */
export const WIDE = 1000;
/** See {@link WIDE}. */
export const NARROW = 350;

/**
 * A plot below its title, with the way to take it as a picture, and its figures as a table, which can be taken as every table can.
 * `isList`: its parts are links, and not one picture.
 */
export const Plot: FunctionComponent<{
  readonly title: string;
  readonly wide: Drawing;
  readonly narrow: Drawing;
  readonly isList?: boolean;
  readonly figures: readonly PlottedFigure[];
}> = ({ title, wide, narrow, isList = false, figures }) => {
  const say = useSay();
  return (
    <figure>
      <figcaption>{title}</figcaption>
      {[wide, narrow].map(({ width, height, children }) => (
        <svg
          key={width}
          class={width === WIDE ? 'chart' : 'chart narrow'}
          viewBox={`0 0 ${width} ${height}`}
          role={isList ? 'group' : 'img'}
          aria-label={title}
        >
          {children}
        </svg>
      ))}
      <button type="button" class="plain" data-png="" hidden>
        {say('存为 PNG', 'Save as PNG')}
      </button>
      <details>
        <summary>{say('图中数字', 'The figures of this plot')}</summary>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th>{say('名称', 'Name')}</th>
              <th class="figure">{say('元', 'Yuan')}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ name, amount }, i) => (
              <tr key={i}>
                <td>{name}</td>
                <Figure value={amount} />
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};

/** How wide a character of a plot is that takes one column, in the units of its picture; a Chinese one takes two. */
const COLUMN = 7.5;

/** Whether a text fits into a width. */
export const fits = (text: string, width: number): boolean => widthOf(text) * COLUMN <= width;

/** What a cut name ends in; some fonts give it two columns. */
const CUT = '…';
const CUT_COLUMNS = 2;

/** A name in a plot, and how wide its place is. */
export interface PlacedName {
  readonly name: string;
  readonly width: number;
}

/**
 * Names as they fit into their places: cut between words, and between any two Chinese characters; one that is cut ends in "…", and where
 * another name would then read the same, in a number too. Empty where no word fits.
 */
export const fitting = (places: readonly PlacedName[]): readonly string[] => {
  const shown = new Map(places.map(({ name }) => [name, name]));
  return places.map(({ name, width }) => {
    if (fits(name, width)) return name;
    let text = cut(name, width, '');
    for (let n = 2; text !== '' && (shown.get(text) ?? name) !== name; n++)
      text = cut(name, width, String(n));
    shown.set(text, name);
    return text;
  });
};

const cut = (name: string, width: number, number: string): string => {
  let fitted = '';
  for (const part of name.split(/(?<=\s)|(?=\p{Script=Han})/u)) {
    const columns = widthOf((fitted + part).trimEnd()) + CUT_COLUMNS + number.length;
    if (columns * COLUMN > width) break;
    fitted += part;
  }
  return fitted && fitted.trimEnd() + CUT + number;
};
