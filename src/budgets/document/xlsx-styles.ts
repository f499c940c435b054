import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** How a cell looks, by what it is. */
export type Style = keyof typeof STYLES;

/** The looks of a sheet: of its cells, row by row, and of its pages. */
export interface SheetStyle {
  readonly styles: readonly (readonly Style[])[];
  readonly landscape: boolean;
  /** The rows, from 1, that each page begins with; null where none does. */
  readonly headings: { readonly from: number; readonly to: number } | null;
}

const FONTS = { plain: 0, bold: 1, title: 2, cover: 3, large: 4 } as const;
const NO_BORDER = 0;
const RULED = 1;
const GENERAL = 0;
/** #,##0.00 and @ have fixed numbers: ECMA-376, 18.8.30. */
const AMOUNT = 4;
const TEXT = 49;

const look = (
  font: keyof typeof FONTS,
  border: number,
  format: number,
  horizontal: 'left' | 'center' | 'right',
  wrap: boolean,
): string =>
  `<xf numFmtId="${format}" fontId="${FONTS[font]}" fillId="0" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${horizontal}" vertical="center"${wrap ? ' wrapText="1"' : ''}/></xf>`;

const STYLES = {
  plain: `<xf numFmtId="${GENERAL}" fontId="0" fillId="0" borderId="0" xfId="0"/>`,
  cover: look('cover', NO_BORDER, TEXT, 'center', true),
  'cover-line': look('large', NO_BORDER, TEXT, 'center', true),
  heading: look('bold', NO_BORDER, TEXT, 'left', true),
  prose: look('plain', NO_BORDER, TEXT, 'left', true),
  title: look('title', NO_BORDER, TEXT, 'center', false),
  agency: look('plain', NO_BORDER, TEXT, 'left', false),
  unit: look('plain', NO_BORDER, TEXT, 'right', false),
  head: look('bold', RULED, TEXT, 'center', true),
  code: look('plain', RULED, TEXT, 'center', false),
  name: look('plain', RULED, TEXT, 'left', true),
  amount: look('plain', RULED, AMOUNT, 'right', false),
  'total-label': look('bold', RULED, TEXT, 'center', false),
  'total-amount': look('bold', RULED, AMOUNT, 'right', false),
  note: look('plain', NO_BORDER, TEXT, 'left', true),
} as const;

const font = (size: number, bold: boolean): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>`;

const side = (name: string): string => `<${name} style="thin"><color auto="1"/></${name}>`;

const STYLE_SHEET = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="5">${font(10, false)}${font(10, true)}${font(16, true)}${font(24, true)}${font(14, false)}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${Object.keys(STYLES).length}">${Object.values(STYLES).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const EPOCH = '1980-01-01T00:00:00';
const A4 = 9;

/**
 * Gives the cells of a workbook their looks, and its sheets their page setup: the spreadsheet writer keeps only number formats
 * and merged cells.
 */
export const styledWorkbook = (
  bytes: Uint8Array,
  sheets: readonly (SheetStyle & { readonly name: string })[],
): Uint8Array => {
  const parts = unzipSync(bytes);
  const change = (name: string, text: (old: string) => string) => {
    parts[name] = strToU8(text(strFromU8(parts[name]!)));
  };
  change('xl/styles.xml', () => STYLE_SHEET);
  for (const [i, sheet] of sheets.entries())
    change(`xl/worksheets/sheet${i + 1}.xml`, (xml) => styledSheet(xml, sheet));
  const names = sheets.flatMap(namesOf).join('');
  change('xl/workbook.xml', (xml) =>
    xml.replace('</sheets>', `</sheets><definedNames>${names}</definedNames>`),
  );
  const packed: Zippable = {};
  for (const [name, part] of Object.entries(parts))
    packed[name] = [part, { mtime: EPOCH, level: 6 }];
  return zipSync(packed);
};

const styledSheet = (xml: string, { styles, landscape }: SheetStyle): string =>
  xml
    .replace(
      /<c r="([A-Z]+)(\d+)"(?: s="\d+")?([^>]*>)/g,
      (_, letters: string, row: string, rest) => {
        const style = styles[Number(row) - 1]?.[columnOf(letters)] ?? 'plain';
        return `<c r="${letters}${row}" s="${STYLE_NUMBERS.indexOf(style)}"${rest as string}`;
      },
    )
    .replace(/(<c r="\w+" s="\d+") t="str"><v><\/v><\/c>/g, '$1/>')
    .replace(/<worksheet\b[^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace(/<ignoredErrors>|<\/worksheet>/, `${pageOf(landscape)}$&`);

const STYLE_NUMBERS = Object.keys(STYLES) as readonly Style[];

const pageOf = (landscape: boolean): string =>
  `<printOptions horizontalCentered="1"/><pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="${A4}" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`;

/** From 0: AA is 26. */
const columnOf = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const lettersOf = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : lettersOf(Math.floor(column / 26) - 1) + lettersOf(column % 26);

const namesOf = (
  { name, styles, headings }: SheetStyle & { readonly name: string },
  sheet: number,
): readonly string[] => {
  const quoted = `'${name.replaceAll("'", "''")}'`;
  const width = Math.max(...styles.map((row) => row.length));
  const named = (what: string, reference: string) =>
    `<definedName name="_xlnm.${what}" localSheetId="${sheet}">${quoted}!${reference}</definedName>`;
  return [
    named('Print_Area', `$A$1:$${lettersOf(width - 1)}$${styles.length}`),
    ...(headings === null ? [] : [named('Print_Titles', `$${headings.from}:$${headings.to}`)]),
  ];
};
