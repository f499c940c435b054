/** A character of a page as it is seen: points, from the page's upper left corner, y downwards. */
export interface Glyph {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** A straight line of a page, across or down it. */
export interface Ruling {
  readonly across: boolean;
  /** Its y when it goes across, its x when it goes down. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** What is printed on a page, turned so that its text is upright. */
export interface PageContent {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  readonly rulings: readonly Ruling[];
}

/** The height at which a glyph's middle stands. */
export const middleOf = ({ baseline, size }: Pick<Glyph, 'baseline' | 'size'>): number =>
  baseline - size * 0.35;
