import { read, type CellObject } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { Refusal } from '../../../domain/errors.js';
import { moved, SheetXml } from './sheet-xml.js';

/** The limit of all parts of a workbook together, unpacked; a usual form has about 1 MiB. */
const FORM_MIB_MAX = 64;
const EPOCH = '1980-01-01T00:00:00';
const ROWS_MAX = 20_000;

/** One sheet of a workbook: the texts of its cells, and its XML. */
export interface Sheet {
  readonly name: string;
  /** The texts of the cells, row by row; a number as its digits. */
  readonly texts: readonly (readonly string[])[];
  readonly xml: SheetXml;
}

/**
 * A workbook whose cells can be set; everything else stays as it is.
 *
 * @throws {Refusal} `document-unreadable`: it is no XLSX workbook; `document-too-large`: it unpacks to too much.
 */
export class Workbook {
  readonly sheets: readonly Sheet[];
  private readonly parts: Record<string, Uint8Array>;
  private readonly paths: readonly string[];
  private readonly insertions: { sheet: number; before: number; count: number }[] = [];

  constructor(bytes: Uint8Array, file: string) {
    try {
      this.parts = unpacked(bytes, file);
      const book = read(bytes, { dense: true, cellFormula: false, sheetRows: ROWS_MAX });
      this.paths = pathsOf(this.parts);
      this.sheets = book.SheetNames.map((name, i) => ({
        name,
        // Missing rows and cells are holes in the arrays: Array.from turns them into undefined.
        texts: Array.from(
          (book.Sheets[name]!['!data'] ?? []) as readonly (CellObject[] | undefined)[],
          (row) => Array.from(row ?? [], (cell) => String(cell?.v ?? '')),
        ),
        xml: new SheetXml(strFromU8(this.parts[this.paths[i]!]!)),
      }));
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(
        'document-unreadable',
        `${file} is not an XLSX workbook that can be filled in: save it as XLSX and use that file.`,
      );
    }
  }

  insertRows(sheet: Sheet, before: number, count: number): void {
    sheet.xml.insert(before, count);
    this.insertions.push({ sheet: this.sheets.indexOf(sheet), before, count });
  }

  /** Changes the shared texts of the workbook: titles, the list of contents. */
  replaceTexts(change: (text: string) => string): void {
    const part = 'xl/sharedStrings.xml';
    const shared = this.parts[part];
    if (!shared) return;
    this.parts[part] = strToU8(
      strFromU8(shared).replace(
        /(<t\b[^>]*>)([^<]*)/g,
        (_, opening: string, text: string) => opening + change(text),
      ),
    );
  }

  toBytes(): Uint8Array {
    for (const [i, { xml }] of this.sheets.entries())
      this.parts[this.paths[i]!] = strToU8(xml.toString());
    const names = strFromU8(this.parts['xl/workbook.xml']!).replace(
      /<definedName\b[^>]*localSheetId="(\d+)"[^>]*>[^<]*/g,
      (whole, sheet: string) =>
        this.insertions
          .filter((each) => each.sheet === Number(sheet))
          .reduce((text, { before, count }) => movedName(text, before, count), whole),
    );
    this.parts['xl/workbook.xml'] = strToU8(names);
    const packed: Zippable = {};
    for (const [name, part] of Object.entries(this.parts)) packed[name] = [part, { mtime: EPOCH }];
    return zipSync(packed);
  }
}

/** 表!$A$1:$G$21 or 表!$6:$8: the reference is what follows the sheet's name. */
const movedName = (name: string, before: number, count: number): string => {
  const at = name.lastIndexOf('!') + 1;
  return (
    name.slice(0, at) +
    moved(name.slice(at), before, count).replace(/(?<=^|[:,])\$(\d+)/g, (whole, row: string) =>
      Number(row) - 1 >= before ? `$${Number(row) + count}` : whole,
    )
  );
};

const unpacked = (bytes: Uint8Array, file: string): Record<string, Uint8Array> => {
  let total = 0;
  return unzipSync(bytes, {
    filter: ({ originalSize }) => {
      total += originalSize;
      if (total > FORM_MIB_MAX * 1024 * 1024)
        throw new Refusal(
          'document-too-large',
          `${file} unpacks to more than ${FORM_MIB_MAX} MiB, which is more than any form: save it again and check its size.`,
        );
      return true;
    },
  });
};

/** The parts of the sheets in the order of the workbook. */
const pathsOf = (parts: Record<string, Uint8Array>): readonly string[] => {
  const relations = new Map(
    [...strFromU8(parts['xl/_rels/workbook.xml.rels']!).matchAll(/<Relationship\b[^>]*>/g)].map(
      ([tag]) => [/\bId="([^"]*)"/.exec(tag)![1]!, /\bTarget="([^"]*)"/.exec(tag)![1]!] as const,
    ),
  );
  return [...strFromU8(parts['xl/workbook.xml']!).matchAll(/<sheet\b[^>]*\br:id="([^"]*)"/g)].map(
    ([, id]) => {
      const target = relations.get(id!)!;
      return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    },
  );
};
