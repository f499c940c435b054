/**
 * SQLite's code of an error, such as `SQLITE_BUSY`, or '' for an error of another kind. Checked by its shape, not by its
 * class: the addon's error class belongs to the realm that loaded the addon first.
 */
export const sqliteCode = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : '';
};

/** What SQLite says of a file that was cut or overwritten. */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB|IOERR_(CORRUPTFS|SHORT_READ))/;

/** Whether the error says that the file is damaged. */
export const isDamage = (error: unknown): boolean => DAMAGED.test(sqliteCode(error));
