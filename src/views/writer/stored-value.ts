/**
 * A value as every engine stores it. PostgreSQL stores no NUL, which logs of earlier versions may hold: every view shows U+FFFD in
 * its place.
 */
export const stored = <Value>(value: Value): Value | string =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
