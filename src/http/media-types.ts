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
 * The offered form that `Accept` likes best; the first one when it likes several alike, or none: an answer in another form
 * serves a caller better than no answer.
 */
export const preferred = <const Form extends keyof typeof MEDIA_TYPES>(
  accept: string | undefined,
  offered: readonly Form[],
): Form => {
  const ranges = (accept ?? '*/*').split(',').map(rangeOf);
  const quality = (form: Form): number => {
    const type = MEDIA_TYPES[form].split(';', 1)[0]!;
    const matching = ranges
      .filter(
        ({ range }) => range === type || range === '*/*' || range === `${type.split('/')[0]}/*`,
      )
      // The most exact range decides.
      .sort((a, b) => b.range.replace('*/*', '').length - a.range.replace('*/*', '').length);
    return matching[0]?.quality ?? 0;
  };
  return offered.reduce((best, form) => (quality(form) > quality(best) ? form : best));
};

const rangeOf = (text: string): { readonly range: string; readonly quality: number } => {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  return { range, quality: q === undefined ? 1 : Number(q.slice(2)) || 0 };
};
