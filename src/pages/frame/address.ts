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

/** The path of a document's page. Its parameter `budget` says which budget has recorded it: others may have the same file. */
export const documentPath = (sha256: string): string => `/documents/${sha256}`;

/** The path of an amendment's page. */
export const amendmentPath = (amendment: string): string => `/amendments/${amendment}`;

/** The path of a budget's page. */
export const budgetPath = (budget: string, part = ''): string =>
  `/budgets/${encodeURIComponent(budget)}${part}`;
