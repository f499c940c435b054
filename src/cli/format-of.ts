import { extname } from 'node:path';
import { isOneOf } from '../domain/values/line.js';

/** The format that a file's name asks for, where it is one that can be written. */
export const formatOf = <const Format extends string>(
  formats: readonly Format[],
  out: string | undefined,
): Format | undefined => {
  const extension = out === undefined ? '' : extname(out).slice(1).toLowerCase();
  return isOneOf(formats, extension) ? extension : undefined;
};
