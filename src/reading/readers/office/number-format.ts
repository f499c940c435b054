import { UNIT_PATTERN, UNITS, type Unit } from '../../../domain/values/money.js';
import { fold } from '../../../text/fold.js';

/** What the format of a number does to it, beside grouping and rounding. */
export interface NumberScale {
  /** The figure that is shown is the number divided by this power of ten. */
  readonly tens: number;
  /** The unit that the format writes behind the figure, such as 万元 of `0.00"万元"`. */
  readonly unit: Unit | null;
}

/** A unit at the end of what a format writes, also in brackets or without 元. */
const OF_LITERAL = new RegExp(String.raw`(${UNIT_PATTERN}|百万|[千万亿])\)?$`);

/**
 * Formats that show a number in another unit, as office guides teach: a comma behind the last digit shows thousands, and a
 * point that is written as text (`0!.0000`, `0\.0,`) stands before digits that belong to the number (ECMA-376 part 1, 18.8.31; Excel in
 * Chinese takes `!` for the backslash).
 */
export const scaleOf = (format: string, isNegative: boolean): NumberScale => {
  const sections = sectionsOf(format);
  const parts = (isNegative ? sections[1] : undefined) ?? sections[0]!;
  const literal = parts.flatMap(({ text, isText }) => (isText ? [text] : [])).join('');
  const unit = OF_LITERAL.exec(fold(literal))?.[1];
  const codes = parts
    .map(({ text, isText }) => (isText ? (text === '.' ? 'P' : '') : text))
    .join('');
  const [whole = '', decimals] = codes.split('.');
  const shifted = whole.includes('P') && decimals === undefined;
  const behind = shifted ? (whole.split('P')[1]!.match(/[0#?]/g)?.length ?? 0) : 0;
  const thousands = /[0#?P](,+)[^0#?,]*$/.exec(codes)?.[1]!.length ?? 0;
  return {
    tens: behind + 3 * thousands,
    unit: UNITS.find((each) => each === unit || each === `${unit}元`) ?? null,
  };
};

interface Part {
  readonly text: string;
  readonly isText: boolean;
}

/** The sections of a format as codes and texts, a character each; colours, conditions, fills and widths are left out. */
const sectionsOf = (format: string): readonly (readonly Part[])[] => {
  const sections: Part[][] = [[]];
  for (const [token] of format.matchAll(/"[^"]*"?|[\\!].|[_*].|\[[^\]]*\]|[^]/gu)) {
    const first = token[0]!;
    if (first === ';') sections.push([]);
    else if (first === '"')
      for (const text of token.replaceAll('"', '')) sections.at(-1)!.push({ text, isText: true });
    else if (first === '\\' || first === '!')
      sections.at(-1)!.push({ text: token.slice(1), isText: true });
    else if (!['_', '*', '['].includes(first) || token.length === 1)
      sections.at(-1)!.push({ text: token, isText: /[^0#?.,%Ee+]/.test(token) });
  }
  return sections;
};
