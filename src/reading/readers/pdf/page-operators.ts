import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import { withIdeographs } from '../../../text/legible.js';
import { asMatrix, IDENTITY, type Matrix, moved, times } from './matrix.js';

/** A character where the page's operators put it: from its origin to the origin of what follows. */
export interface PlacedGlyph {
  readonly text: string;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly size: number;
}

/** A straight line that is drawn, or the middle of a bar that is filled. */
export interface Stroke {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** The properties of a font that determine advances. */
export interface FontMetrics {
  readonly fontMatrix?: readonly number[] | undefined;
}

/** The numbers of the operators in pdf.js. */
export type Operators = Readonly<Record<string, number>>;

interface State {
  transform: Matrix;
  font: FontMetrics | undefined;
  size: number;
  characterSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  fill: string;
  stroke: string;
}

/** A glyph as pdf.js lists it; a number between glyphs moves the next one. */
interface ListedGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
}

/** A bar that is thinner is a line; cells are shaded by wider ones. */
const BAR_POINTS_MAX = 3;
const BAR_CORNERS_MAX = 8;
/** A shorter line is a dot or a dash. */
const STROKE_POINTS_MIN = 0.5;
const WHITE = '#ffffff';
/** Further saves without a restore are ignored. */
const DEPTH_MAX = 500;

const DRAW = { move: 0, line: 1, curve: 2, quadratic: 3, close: 4 } as const;

/**
 * Executes a page's operators as a canvas would, and records the positions of characters and straight lines. `view` maps
 * the page's space to one that goes down from the upper left corner.
 */
export class PageOperators {
  readonly glyphs: PlacedGlyph[] = [];
  readonly strokes: Stroke[] = [];
  private state: State;
  private readonly saved: State[] = [];
  private textMatrix: Matrix = IDENTITY;
  private line: readonly [number, number] = [0, 0];
  private at: readonly [number, number] = [0, 0];

  constructor(
    view: Matrix,
    private readonly operators: Operators,
    private readonly fontNamed: (name: string) => FontMetrics | undefined,
  ) {
    this.state = {
      transform: view,
      font: undefined,
      size: 0,
      characterSpacing: 0,
      wordSpacing: 0,
      scale: 1,
      leading: 0,
      rise: 0,
      fill: '#000000',
      stroke: '#000000',
    };
  }

  follow({ fnArray, argsArray }: PDFOperatorList): this {
    const steps = this.steps();
    for (const [i, operator] of fnArray.entries())
      steps.get(operator)?.((argsArray[i] ?? []) as readonly unknown[]);
    return this;
  }

  private steps(): ReadonlyMap<number, (args: readonly unknown[]) => void> {
    const { state: _state, operators: o } = this;
    const set =
      (key: 'characterSpacing' | 'wordSpacing' | 'rise', by = 1) =>
      ([value]: readonly unknown[]) => {
        this.state[key] = number(value) * by;
      };
    const named: Readonly<Record<string, (args: readonly unknown[]) => void>> = {
      save: () => this.save(),
      restore: () => this.restore(),
      transform: (args) => this.transform(asMatrix([...args])),
      paintFormXObjectBegin: ([matrix]) => {
        this.save();
        this.transform(asMatrix(matrix));
      },
      paintFormXObjectEnd: () => this.restore(),
      beginGroup: () => this.save(),
      endGroup: () => this.restore(),
      setFillRGBColor: ([colour]) => {
        this.state.fill = String(colour);
      },
      setStrokeRGBColor: ([colour]) => {
        this.state.stroke = String(colour);
      },
      setFillColorN: () => {
        this.state.fill = 'pattern';
      },
      beginText: () => this.setTextMatrix(IDENTITY),
      setTextMatrix: (args) =>
        this.setTextMatrix(asMatrix(args.length === 1 ? args[0] : [...args])),
      setCharSpacing: set('characterSpacing'),
      setWordSpacing: set('wordSpacing'),
      setTextRise: set('rise'),
      setHScale: ([value]) => {
        this.state.scale = number(value) / 100;
      },
      setLeading: ([value]) => {
        this.state.leading = -number(value);
      },
      setFont: ([name, size]) => {
        this.state.font = this.fontNamed(String(name));
        this.state.size = number(size);
      },
      setGState: ([states]) => this.setGraphics(states),
      moveText: ([x, y]) => this.moveText(number(x), number(y)),
      setLeadingMoveText: ([x, y]) => {
        this.state.leading = number(y);
        this.moveText(number(x), number(y));
      },
      nextLine: () => this.moveText(0, this.state.leading),
      showText: ([glyphs]) => this.showText(glyphs as readonly (ListedGlyph | number)[]),
      constructPath: ([paint, data]) => this.paint(number(paint), data),
    };
    return new Map(
      Object.entries(named).flatMap(([name, step]) =>
        o[name] === undefined ? [] : [[o[name], step]],
      ),
    );
  }

  private save(): void {
    if (this.saved.length < DEPTH_MAX) this.saved.push({ ...this.state });
  }

  private restore(): void {
    this.state = this.saved.pop() ?? this.state;
  }

  private transform(matrix: Matrix): void {
    this.state.transform = times(this.state.transform, matrix);
  }

  private setGraphics(states: unknown): void {
    if (!Array.isArray(states)) return;
    for (const [key, value] of states as readonly (readonly [string, unknown])[])
      if (key === 'Font' && Array.isArray(value)) {
        this.state.font = this.fontNamed(String(value[0]));
        this.state.size = number(value[1]);
      }
  }

  private setTextMatrix(matrix: Matrix): void {
    this.textMatrix = matrix;
    this.line = this.at = [0, 0];
  }

  private moveText(x: number, y: number): void {
    this.line = this.at = [this.line[0] + x, this.line[1] + y];
  }

  private showText(glyphs: readonly (ListedGlyph | number)[]): void {
    const { transform, font, size, scale, rise, characterSpacing, wordSpacing } = this.state;
    const matrix = times(transform, this.textMatrix);
    const perUnit = size * (font?.fontMatrix?.[0] ?? 0.001);
    const height = Math.abs(size) * Math.hypot(matrix[2], matrix[3]);
    let [x] = this.at;
    const y = this.at[1];
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        x -= ((glyph * size) / 1000) * scale;
        continue;
      }
      const width = glyph.width * perUnit * scale;
      const text = plain(glyph.unicode);
      if (text !== '')
        this.glyphs.push({
          text,
          from: moved(matrix, x, y + rise),
          to: moved(matrix, x + width, y + rise),
          size: height,
        });
      x += width + ((glyph.isSpace ? wordSpacing : 0) + characterSpacing) * scale;
    }
    this.at = [x, y];
  }

  /** Keeps the straight lines of what is stroked, and the thin ones of what is filled. */
  private paint(paint: number, data: unknown): void {
    const { operators: o } = this;
    const path = (Array.isArray(data) ? data[0] : null) as ArrayLike<number> | null;
    if (!path || paint === o['endPath']) return;
    const fills = paint !== o['stroke'] && paint !== o['closeStroke'];
    const strokes = paint !== o['fill'] && paint !== o['eoFill'];
    if (strokes && this.state.stroke !== WHITE) this.outline(path);
    else if (fills && this.state.fill !== WHITE) this.bars(path);
  }

  private outline(path: ArrayLike<number>): void {
    for (const points of this.figuresOf(path))
      for (const [i, to] of points.entries()) {
        const from = points[i - 1];
        if (from && length(from, to) >= STROKE_POINTS_MIN) this.strokes.push({ from, to });
      }
  }

  private bars(path: ArrayLike<number>): void {
    for (const points of this.figuresOf(path)) {
      if (points.length > BAR_CORNERS_MAX) continue;
      const xs = points.map(([x]) => x);
      const ys = points.map(([, y]) => y);
      const [left, right] = [Math.min(...xs), Math.max(...xs)];
      const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
      const width = right - left;
      const height = bottom - top;
      if (height <= BAR_POINTS_MAX && width > BAR_POINTS_MAX)
        this.strokes.push({ from: [left, (top + bottom) / 2], to: [right, (top + bottom) / 2] });
      else if (width <= BAR_POINTS_MAX && height > BAR_POINTS_MAX)
        this.strokes.push({ from: [(left + right) / 2, top], to: [(left + right) / 2, bottom] });
    }
  }

  /** The corners of each figure of a path, closed ones with their first corner again; curved ones are left out. */
  private figuresOf(path: ArrayLike<number>): readonly (readonly (readonly [number, number])[])[] {
    const figures: (readonly [number, number])[][] = [];
    let figure: (readonly [number, number])[] = [];
    const point = (i: number) => moved(this.state.transform, path[i]!, path[i + 1]!);
    for (let i = 0; i < path.length;)
      switch (path[i]) {
        case DRAW.move:
          figures.push((figure = [point(i + 1)]));
          i += 3;
          break;
        case DRAW.line:
          figure.push(point(i + 1));
          i += 3;
          break;
        case DRAW.curve:
          figures.push((figure = [point(i + 5)]));
          i += 7;
          break;
        case DRAW.quadratic:
          figures.push((figure = [point(i + 3)]));
          i += 5;
          break;
        case DRAW.close:
          if (figure[0]) figure.push(figure[0]);
          i += 1;
          break;
        default:
          return figures;
      }
    return figures;
  }
}

const number = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : 0;

const length = (a: readonly [number, number], b: readonly [number, number]): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1]);

// oxlint-disable-next-line no-control-regex
const INVISIBLE = /[\s\u0000-\u001f\u007f\u00ad\u200b-\u200f\ufeff]/gu;

const plain = (unicode: string): string => withIdeographs(unicode.replace(INVISIBLE, ''));
