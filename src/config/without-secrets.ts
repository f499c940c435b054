/**
 * A connection string as messages show it: without user and password. Hides all up to the last `@`, because a password
 * may contain any character, and the value of a parameter `password`.
 */
export const withoutSecrets = (connection: string): string =>
  connection.replace(/\/\/.*@/s, '//…@').replace(/(password=)[^&\s]*/gi, '$1…');
