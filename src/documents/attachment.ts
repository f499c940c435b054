/**
 * The value of `Content-Disposition` for a file that is to be saved under its name. Names with other letters than ASCII are
 * given twice (RFC 6266): plainly, each of them as `_`, and in full, percent-encoded UTF-8 (RFC 8187).
 */
export const attachment = (name: string): string => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%/]/gu, '_');
  return plain === name
    ? `attachment; filename="${name}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${percentEncoded(name)}`;
};

/** RFC 8187 allows fewer characters than `encodeURIComponent` leaves as they are. */
const percentEncoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
