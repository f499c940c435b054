import { styleText } from 'node:util';
import type { Io, Output } from './io.js';

type Format = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** Formats a text for a terminal, or returns it as it is. */
export type Style = (format: Format, text: string) => string;

/** Leaves the text as it is, for output that is no terminal. */
export const plain: Style = (_format, text) => text;

/** Formats for a terminal only, and not where `NO_COLOR` is set. */
export const styleFor = (output: Output, env: Io['env']): Style =>
  output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
    ? (format, text) => styleText(format, text, { validateStream: false })
    : plain;
