import type { LoggerService } from '@nestjs/common';
import { destination, pino, type Logger } from 'pino';
import { Refusal } from '../domain/errors.js';

/** The contexts in which Nest logs its own start: of no use to an operator. */
const NEST_START = new Set([
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'RouterExplorer',
  'RoutesResolver',
]);

/** What waits to be written while nobody takes the lines of the log. Beyond it lines are dropped: a log must not fill the memory. */
const WAITING_BYTES_MAX = 4 * 1024 * 1024;

/** The log of the service: JSON lines on standard error. It never contains a body. */
export class PinoLogger implements LoggerService {
  constructor(readonly pino: Logger) {}

  static toStandardError(level = 'info'): PinoLogger {
    return new PinoLogger(
      pino({ level }, destination({ dest: 2, sync: false, maxLength: WAITING_BYTES_MAX })),
    );
  }

  log(message: unknown, context?: string): void {
    if (NEST_START.has(context ?? '')) this.debug(message, context);
    else this.pino.info({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    // A service that cannot start: its caller reports the reason, once.
    if (message instanceof Refusal && rest.at(-1) === 'ExceptionHandler') return;
    const [stack] = rest;
    this.pino.error(
      { err: message instanceof Error ? message : undefined, stack, context: rest.at(-1) },
      message instanceof Error ? message.message : String(message),
    );
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.error(message, ...rest);
  }

  debug(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.pino.trace({ context }, String(message));
  }
}
