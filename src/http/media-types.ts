import { HttpRefusal } from './problem.js';

/** The media type of each format that an answer can have, by the name that `format` gives it. */
export const MEDIA_TYPES = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * The offered format that `Accept` prefers; the first of several that it prefers equally.
 *
 * @throws {HttpRefusal} `not-acceptable`: it accepts none of them (RFC 9110, section 15.5.7).
 */
export const preferred = <const Format extends keyof typeof MEDIA_TYPES>(
  accept: string | undefined,
  offered: readonly Format[],
): Format => {
  const ranges = (accept || '*/*').split(',').map(rangeOf);
  const quality = (format: Format): number => {
    const type = MEDIA_TYPES[format].split(';', 1)[0]!;
    const matching = ranges
      .filter(
        ({ range }) => range === type || range === '*/*' || range === `${type.split('/')[0]}/*`,
      )
      // The most specific range decides (RFC 9110, section 12.5.1).
      .sort((a, b) => b.range.replace('*/*', '').length - a.range.replace('*/*', '').length);
    return matching[0]?.quality ?? 0;
  };
  const best = offered.reduce((one, other) => (quality(other) > quality(one) ? other : one));
  if (quality(best) > 0) return best;
  const types = offered.map((format) => MEDIA_TYPES[format].split(';', 1)[0]!);
  throw new HttpRefusal(
    'not-acceptable',
    `Accept takes none of the formats of this answer: ${types.join(', ')}.`,
    { offered: types },
    { Vary: 'Accept' },
  );
};

const rangeOf = (text: string): { readonly range: string; readonly quality: number } => {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  return { range, quality: q === undefined ? 1 : Number(q.slice(2)) || 0 };
};
