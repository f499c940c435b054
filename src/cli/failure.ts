import { types } from 'node:util';
import { titleOf } from '../domain/refusal-titles.js';
import { Refusal } from '../domain/errors.js';
import type { Io } from './io.js';
import { language, said } from './say.js';
import { UsageError } from './usage-error.js';
import { EXIT, type Exit } from './verb.js';

/** How an error ends a command. */
export interface CommandFailure {
  readonly exit: Exit;
  /** The text for standard error, with its line break. */
  readonly text: string;
}

/**
 * What a failed command prints: one line, and the stack too when LEDGER_DEBUG is set.
 *
 * In Chinese the title of a refusal stands before its sentence.
 *
 * @param more A sentence that explains the error, for the same line.
 */
export const commandFailure = (error: unknown, env: Io['env'], more = ''): CommandFailure => {
  const exit =
    error instanceof UsageError
      ? EXIT.usage
      : isRefusal(error) && CORRUPT.includes(error.code)
        ? EXIT.corrupt
        : EXIT.refused;
  const title = language() === 'zh' && isRefusal(error) ? `${titleOf(error.code, 'zh')}：` : '';
  const stack = env['LEDGER_DEBUG'] && error instanceof Error ? `${stackOf(error)}\n` : '';
  return {
    exit,
    text: `${oneLine(`${title}${said(errorMessage(error))} ${said(more)}`)}\n${stack}`,
  };
};

const CORRUPT: readonly string[] = [
  'log-corrupt',
  'document-corrupt',
  'proof-differs',
] satisfies readonly Refusal['code'][];

/** Also true for the service's own copy of the class: it is not part of the bundled command line. */
export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Refusal || (error instanceof Error && error.name === 'Refusal');

/** The message of an error for people, in one sentence. */
export const errorMessage = (error: unknown): string => {
  if (error instanceof UsageError || isRefusal(error)) return error.message;
  if (isSystemError(error)) return systemMessage(error);
  return `internal error: ${String(error)}; set LEDGER_DEBUG=1 to see the stack, and report it to the maintainers of budget-ledger.`;
};

/** An error of the operating system, e.g. about a file, a folder or a port. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  types.isNativeError(error) && 'syscall' in error && 'code' in error;

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a directory',
  ENOTDIR: 'has a part that is not a directory',
  EACCES: 'cannot be used: permission denied',
  EPERM: 'cannot be used: permission denied',
  EROFS: 'cannot be written',
  ENOSPC: 'cannot be written: the disk is full',
  EADDRINUSE: 'is in use by another program',
};

const systemMessage = (error: NodeJS.ErrnoException): string => {
  const meaning = SYSTEM_ERRORS[error.code ?? ''];
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
