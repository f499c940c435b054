import { extname } from 'node:path';
import { isOneOf } from '../domain/values/line.js';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';
import type { Common } from './verb.js';

/** Formats that are not text. */
const BINARY: ReadonlySet<string> = new Set(['xlsx', 'docx', 'pdf']);

/** Extensions that are not the name of their format. */
const EXTENSIONS: Readonly<Record<string, string>> = { txt: 'text' };

/**
 * The format of a command's output: that of `--format` or `--json`, otherwise that of the extension of `--out`, otherwise
 * `usual`.
 *
 * @throws {UsageError} `--json` and `--format` contradict each other, the extension of `--out` is
 *   of no format of the command, or a binary format would go to a terminal.
 */
export const outputFormat = <const Format extends string>(
  formats: readonly (Format | 'json')[],
  usual: Format,
  {
    format: given,
    out,
  }: { readonly format?: Format | undefined; readonly out?: string | undefined },
  { json }: Pick<Common, 'json'>,
  { stdout }: Pick<Io, 'stdout'>,
): Format | 'json' => {
  if (json && given !== undefined && given !== 'json')
    throw new UsageError(`--json and --format ${given} contradict each other: give one of them.`);
  const extension = out === undefined ? '' : extname(out).slice(1).toLowerCase();
  const named = EXTENSIONS[extension] ?? extension;
  const format = json ? 'json' : (given ?? (extension === '' ? usual : named));
  if (!isOneOf(formats, format))
    throw new UsageError(
      `--out: "${out}" ends in .${extension}, which is not one of ${formats.join(', ')}: name the format with --format.`,
    );
  if (BINARY.has(format) && out === undefined && stdout.isTTY === true)
    throw new UsageError(
      `--format ${format} cannot be shown on a terminal: give a file with --out.`,
    );
  return format;
};
