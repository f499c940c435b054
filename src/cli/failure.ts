import { types } from 'node:util';
import { Refusal } from '../domain/errors.js';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';
import { EXIT, type Exit } from './verb.js';

export interface Failure {
  readonly exit: Exit;
  /** What goes to standard error, with its line break. */
  readonly text: string;
}

/** What a failed command says: one line, and no stack unless LEDGER_DEBUG asks for it. */
export const failureOf = (error: unknown, env: Io['env']): Failure => {
  const exit =
    error instanceof UsageError
      ? EXIT.usage
      : isRefusal(error) && error.code === 'log-corrupt'
        ? EXIT.corrupt
        : EXIT.refused;
  const stack = env['LEDGER_DEBUG'] && error instanceof Error ? `${stackOf(error)}\n` : '';
  return { exit, text: `${oneLine(sentenceOf(error))}\n${stack}` };
};

/** The service brings a copy of its own of every module into a command that is bound together, so the class may be another. */
export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Refusal || (error instanceof Error && error.name === 'Refusal');

/** Also the `detail` of a document that was refused among others. */
export const sentenceOf = (error: unknown): string => {
  if (error instanceof UsageError || isRefusal(error)) return error.message;
  if (isOfTheWorld(error)) return worldly(error);
  return `internal error: ${String(error)}; set LEDGER_DEBUG=1 to see where, and report it to the maintainers of budget-ledger.`;
};

/** What the operating system refuses: a file, a folder, a port. */
export const isOfTheWorld = (error: unknown): error is NodeJS.ErrnoException =>
  types.isNativeError(error) && 'syscall' in error && 'code' in error;

const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a directory',
  ENOTDIR: 'leads through something that is not a directory',
  EACCES: 'may not be used by this user',
  EPERM: 'may not be used by this user',
  EROFS: 'cannot be written',
  ENOSPC: 'cannot be written: the disk is full',
  EADDRINUSE: 'is in use by another program',
};

const worldly = (error: NodeJS.ErrnoException): string => {
  const meaning = MEANINGS[error.code ?? ''];
  const subject = error.path ?? ('port' in error ? `The port ${String(error.port)}` : undefined);
  return meaning !== undefined && subject !== undefined
    ? `${subject} ${meaning}.`
    : `${error.message}.`;
};

const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();

const stackOf = (error: Error): string =>
  [
    error.stack,
    ...(error.cause instanceof Error ? [`caused by ${stackOf(error.cause)}`] : []),
  ].join('\n');
