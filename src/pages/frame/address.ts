/** The query of an address: what is undefined or empty is left out, so that equal questions have equal addresses. */
export type Parameters = Readonly<Record<string, string | number | undefined | null>>;

/** A path with its query. */
export const address = (path: string, parameters: Parameters = {}): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
};

/** The address of a document's page, at a place of it, as the budget has recorded it: other budgets may have the same file. */
export const documentAddress = (budget: string, sha256: string, place: Parameters = {}): string =>
  address(`/documents/${sha256}`, { budget, ...place });

/** The path of a budget's page. */
export const budgetPath = (budget: string, part = ''): string =>
  `/budgets/${encodeURIComponent(budget)}${part}`;
