import { styleText } from 'node:util';
import type { Io, Output } from './io.js';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** Colours a text, or leaves it as it is where nobody would see a colour. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;

export const paintFor = (output: Output, env: Io['env']): Paint =>
  output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
    ? (style, text) => styleText(style, text, { validateStream: false })
    : plain;
