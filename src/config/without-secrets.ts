/**
 * A connection string as messages show it: without user and password. Hides all before the last `@`, because a password may
 * contain any character, and the values of parameters such as `password`. What is no well-formed connection string may
 * contain a secret too, so only the scheme before `://` stays.
 */
export const withoutSecrets = (connection: string): string =>
  connection
    .replace(/^([a-z][a-z+]*:\/\/)?.*@/is, '$1…@')
    .replace(/\b((?:password|passwd|pwd|pass)\s*=\s*)[^&\s]*/gi, '$1…');
