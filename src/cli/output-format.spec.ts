import { Writable } from 'node:stream';
import type { Output } from './io.js';
import { outputFormat } from './output-format.js';

const FORMATS = ['text', 'json', 'csv', 'xlsx'] as const;
const output = (isTTY: boolean): Output => Object.assign(new Writable(), { isTTY });
const formatFor = (
  flags: { readonly format?: (typeof FORMATS)[number]; readonly out?: string },
  { json = false, isTTY = false } = {},
) => outputFormat(FORMATS, 'text', flags, { json }, { stdout: output(isTTY) });

describe('The output format of a command', () => {
  it.each`
    flags                               | json     | format    | because
    ${{}}                               | ${false} | ${'text'} | ${'it is the usual one'}
    ${{ out: 'a.CSV' }}                 | ${false} | ${'csv'}  | ${'the file has its extension'}
    ${{ out: 'a.txt' }}                 | ${false} | ${'text'} | ${'txt is the extension of text'}
    ${{ out: 'a' }}                     | ${false} | ${'text'} | ${'the file has no extension'}
    ${{ out: 'a.odt', format: 'csv' }}  | ${false} | ${'csv'}  | ${'the flag names it, whatever the extension'}
    ${{ out: 'a.csv', format: 'xlsx' }} | ${false} | ${'xlsx'} | ${'the flag is stronger than the extension'}
    ${{ out: 'a.csv' }}                 | ${true}  | ${'json'} | ${'--json is stronger than the extension'}
    ${{ format: 'json' }}               | ${true}  | ${'json'} | ${'both flags agree'}
  `('is $format, because $because', ({ flags, json, format }) => {
    expect(formatFor(flags as object, { json: json as boolean })).toBe(format);
  });

  it('is not guessed for an extension of no format', () => {
    expect(() => formatFor({ out: 'a.odt' })).toThrow(
      '--out: "a.odt" ends in .odt, which is not one of text, json, csv, xlsx: name the format with --format.',
    );
  });

  it('cannot be two formats', () => {
    expect(() => formatFor({ format: 'csv' }, { json: true })).toThrow(
      '--json and --format csv contradict each other',
    );
  });

  it('is not binary on a terminal, unless it goes to a file', () => {
    expect(() => formatFor({ format: 'xlsx' }, { isTTY: true })).toThrow(
      '--format xlsx cannot be shown on a terminal',
    );
    expect(formatFor({ out: 'a.xlsx' }, { isTTY: true })).toBe('xlsx');
  });
});
