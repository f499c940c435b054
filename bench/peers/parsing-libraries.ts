import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import mammoth from 'mammoth';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';

interface ParsingLibrary {
  readonly name: string;
  readonly parse: (bytes: Buffer) => unknown;
}

const PDFJS = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

const LIBRARIES: Readonly<Record<string, ParsingLibrary>> = {
  '.pdf': {
    name: 'pdf.js',
    parse: async (bytes) => {
      const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
      const loading = getDocument({
        data: new Uint8Array(bytes),
        cMapUrl: join(PDFJS, 'cmaps/'),
        standardFontDataUrl: join(PDFJS, 'standard_fonts/'),
        verbosity: 0,
      });
      const document = await loading.promise;
      for (let page = 1; page <= document.numPages; page += 1)
        await (await document.getPage(page)).getTextContent();
      await loading.destroy();
    },
  },
  '.xlsx': {
    name: 'SheetJS',
    parse: (bytes) => {
      const { Sheets } = read(bytes);
      return Object.values(Sheets).map((sheet) => utils.sheet_to_json(sheet, { header: 1 }));
    },
  },
  '.docx': { name: 'mammoth', parse: (bytes) => mammoth.convertToHtml({ buffer: bytes }) },
  '.csv': {
    name: 'csv-parse',
    parse: (bytes) => parse(bytes, { relax_column_count: true, bom: true }) as unknown,
  },
};

const PLAIN: ParsingLibrary = {
  name: 'decode and split',
  parse: (bytes) => new TextDecoder().decode(bytes).split('\n'),
};

/** The usual library for files of this kind, used as its manual shows. */
export const libraryOf = (file: string): ParsingLibrary => LIBRARIES[extname(file)] ?? PLAIN;
