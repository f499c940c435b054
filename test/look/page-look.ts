/**
 * What a page looks like, as little as is needed to notice that something has moved: its rules, and how dark each part of it is. Antialiasing and
 * another font change neither much.
 */
export interface PageLook {
  /** In points. */
  readonly width: number;
  readonly height: number;
  /** The rules from top to bottom: each place and length in percent of the page. */
  readonly down: readonly Rule[];
  readonly across: readonly Rule[];
  /** A digit for each part of the page, row by row. */
  readonly ink: readonly string[];
}

interface Rule {
  readonly at: number;
  readonly length: number;
}

/** A page as pixels: how dark each is, from 0 to 255, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly dark: Uint8ClampedArray;
}

/** Pixels per point. */
export const SCALE = 2;
const COLUMNS = 20;
const ROWS = 28;
const LEVEL_MAX = 9;
/** What the darkest text fills of its part of a page. */
const INK_MAX = 0.4;

/** Of a rule, in 0 to 255; strokes of letters are as dark, and shorter. */
const DARK_MIN = 90;
/** In percent of the page. No stroke of a letter is as long. */
const LENGTH_MIN = { down: 3.5, across: 5 } as const;
/** A shorter rule may be found on one machine alone. */
const CERTAIN = 1.3;

/** The look of a page. */
export const lookOf = (pixels: Pixels): PageLook => {
  const { width, height, dark } = pixels;
  const parts = Array.from({ length: ROWS }, () => Array.from({ length: COLUMNS }, () => 0));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      parts[Math.floor((y * ROWS) / height)]![Math.floor((x * COLUMNS) / width)]! +=
        dark[y * width + x]!;
  const full = (255 * width * height) / (ROWS * COLUMNS);
  return {
    width: Math.round(width / SCALE),
    height: Math.round(height / SCALE),
    down: rulesOf(width, height, LENGTH_MIN.down, (x, y) => dark[y * width + x]!),
    across: rulesOf(height, width, LENGTH_MIN.across, (y, x) => dark[y * width + x]!),
    ink: parts.map((row) =>
      row
        .map((ink) => Math.min(LEVEL_MAX, Math.round((ink / full / INK_MAX) * LEVEL_MAX)))
        .join(''),
    ),
  };
};

/** The longest dark run on each line; lines side by side are one rule. */
const rulesOf = (
  lines: number,
  room: number,
  least: number,
  darkAt: (line: number, along: number) => number,
): readonly Rule[] => {
  const found: { first: number; last: number; run: number }[] = [];
  for (let line = 0; line < lines; line++) {
    let run = 0;
    let longest = 0;
    for (let along = 0; along < room; along++) {
      run = darkAt(line, along) >= DARK_MIN ? run + 1 : 0;
      if (run > longest) longest = run;
    }
    if ((longest * 100) / room < least) continue;
    const before = found.at(-1);
    if (before && line - before.last <= 2) {
      before.last = line;
      before.run = Math.max(before.run, longest);
    } else found.push({ first: line, last: line, run: longest });
  }
  return found.map(({ first, last, run }) => ({
    at: ((first + last) * 50) / lines,
    length: (run * 100) / room,
  }));
};

/** In percent of the page. */
const MOVED_MAX = 1;
/** Of the digits, once neighbouring parts are averaged. */
const INK_APART_MAX = 1.5;

/** How a page differs from its reference, in sentences; none where only antialiasing and fonts do. */
export const differences = (page: PageLook, reference: PageLook): readonly string[] => {
  if (Math.abs(page.width - reference.width) + Math.abs(page.height - reference.height) > 2)
    return [`is ${page.width} x ${page.height}, and was ${reference.width} x ${reference.height}`];
  return [
    ...(['down', 'across'] as const).flatMap((way) => [
      ...unmatched(reference[way], page[way], LENGTH_MIN[way]).map(
        (at) => `has no rule ${way} at ${at.toFixed(1)} %`,
      ),
      ...unmatched(page[way], reference[way], LENGTH_MIN[way]).map(
        (at) => `has a new rule ${way} at ${at.toFixed(1)} %`,
      ),
    ]),
    ...inkApart(page.ink, reference.ink),
  ];
};

const unmatched = (
  rules: readonly Rule[],
  others: readonly Rule[],
  least: number,
): readonly number[] =>
  rules
    .filter(
      ({ at, length }) =>
        length >= least * CERTAIN && !others.some((other) => Math.abs(other.at - at) <= MOVED_MAX),
    )
    .map(({ at }) => at);

const inkApart = (ink: readonly string[], reference: readonly string[]): readonly string[] => {
  const [own, other] = [ink, reference].map(averaged);
  return own!.flatMap((row, y) =>
    row.flatMap((level, x) =>
      Math.abs(level - other![y]![x]!) > INK_APART_MAX
        ? [
            `has ${level.toFixed(1)} of ink in row ${y + 1}, column ${x + 1}, and had ${other![y]![x]!.toFixed(1)}`,
          ]
        : [],
    ),
  );
};

const averaged = (ink: readonly string[]): readonly (readonly number[])[] =>
  ink.map((row, y) =>
    [...row].map((_, x) => {
      const near = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ink[y + dy]?.[x + dx]));
      const levels = near.flatMap((level) => (level === undefined ? [] : [Number(level)]));
      return levels.reduce((sum, level) => sum + level, 0) / levels.length;
    }),
  );

/** The looks of the pages of a file as they are kept: plain text in which a person sees the page. */
export const looksAsText = (pages: readonly PageLook[]): string =>
  pages
    .map(({ width, height, down, across, ink }, i) =>
      [
        `page ${i + 1}: ${width} x ${height}`,
        ['down', ...down.map(ruleAsText)].join(' '),
        ['across', ...across.map(ruleAsText)].join(' '),
        ...ink.map((row) => row.replaceAll('0', '.')),
        '',
      ].join('\n'),
    )
    .join('\n');

const ruleAsText = ({ at, length }: Rule): string => `${at.toFixed(1)}:${length.toFixed(1)}`;

/** Reads what {@link looksAsText} wrote. */
export const looksFromText = (text: string): readonly PageLook[] =>
  text
    .trimEnd()
    .split(/\n\n(?=page )/)
    .map((page) => {
      const [size, down, across, ...ink] = page.split('\n');
      const [, width, height] = /: (\d+) x (\d+)$/.exec(size!)!;
      return {
        width: Number(width),
        height: Number(height),
        down: rulesFromText(down!),
        across: rulesFromText(across!),
        ink: ink.map((row) => row.replaceAll('.', '0')),
      };
    });

const rulesFromText = (line: string): readonly Rule[] =>
  line
    .split(' ')
    .slice(1)
    .map((rule) => {
      const [at, length] = rule.split(':').map(Number);
      return { at: at!, length: length! };
    });
