import {
  AlignmentType,
  Document,
  HeadingLevel,
  PageOrientation,
  Packer,
  Paragraph,
  SectionType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { widthOf } from '../../text/columns.js';
import {
  withSeparatorsInText,
  spread,
  type LaidDocument,
  type LaidRow,
  type LaidTable,
} from './layout.js';
import { xmlText } from './xml-text.js';
import { repacked } from './repacked.js';
import { withSeparators } from '../../text/with-separators.js';

const FONT = { ascii: 'SimSun', hAnsi: 'SimSun', eastAsia: 'SimSun', cs: 'SimSun' };
const SIZE_HALF_POINTS = { body: 24, cell: 18 } as const;
const WRITER = 'budget-ledger';

/** A budget as a Word document; `written` is its date, so that the same question gives the same bytes. */
export const documentAsDocx = async (laid: LaidDocument, written: string): Promise<Uint8Array> => {
  // The library writes every character, but Word cannot open a file that has characters which XML forbids.
  const document = JSON.parse(JSON.stringify(laid), (_, value: unknown) =>
    typeof value === 'string' ? xmlText(value) : value,
  ) as LaidDocument;
  const file = new Document({
    creator: WRITER,
    lastModifiedBy: WRITER,
    title: document.title,
    styles: { default: { document: { run: { font: FONT, size: SIZE_HALF_POINTS.body } } } },
    sections: [
      {
        properties: { page: A4 },
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            alignment: AlignmentType.CENTER,
            spacing: { before: COVER_SPACE, after: 600 },
            children: [new TextRun({ text: document.title, font: FONT, bold: true, size: 44 })],
          }),
          ...document.cover.map((text) => new Paragraph({ text, alignment: AlignmentType.CENTER })),
          headingOf(document.heading, HeadingLevel.HEADING_1, {
            onNewPage: true,
            alignment: AlignmentType.CENTER,
          }),
          ...document.sections.flatMap(({ heading, paragraphs }) => [
            headingOf(heading, HeadingLevel.HEADING_2),
            ...paragraphs.map(proseOf),
          ]),
          ...document.absent.map(proseOf),
        ],
      },
      ...document.tables.map((table) => ({
        properties: {
          type: SectionType.NEXT_PAGE,
          page: isWide(table) ? A4_ACROSS : A4,
        },
        children: tableBlocks(table),
      })),
    ],
  });
  return repacked(await Packer.toBuffer(file), written);
};

/** In twentieths of a point. */
const MARGIN = 1_134;
const [SHORT, LONG] = [11_906, 16_838];
const margins = { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN };
const A4 = { size: { width: SHORT, height: LONG }, margin: margins };
/** The library turns the two sides itself. */
const A4_ACROSS = {
  size: { width: SHORT, height: LONG, orientation: PageOrientation.LANDSCAPE },
  margin: margins,
};
const COVER_SPACE = 4_000;
/** Two characters of the text. */
const INDENT = 2 * 10 * SIZE_HALF_POINTS.body;
const LINE_SPACING = 360;

const proseOf = (text: string): Paragraph =>
  new Paragraph({
    text: withSeparatorsInText(text),
    indent: { firstLine: INDENT },
    spacing: { line: LINE_SPACING },
  });

type Level = (typeof HeadingLevel)[keyof typeof HeadingLevel];

const headingOf = (
  text: string,
  heading: Level,
  {
    onNewPage = false,
    alignment = AlignmentType.LEFT,
  }: {
    readonly onNewPage?: boolean;
    readonly alignment?: (typeof AlignmentType)[keyof typeof AlignmentType];
  } = {},
): Paragraph =>
  new Paragraph({
    heading,
    alignment,
    pageBreakBefore: onNewPage,
    children: [new TextRun({ text, font: FONT, color: '000000', bold: true })],
  });

const tableBlocks = (table: LaidTable): (Paragraph | Table)[] => {
  const { widths, size } = fittedTo(table);
  return [
    headingOf(table.title, HeadingLevel.HEADING_1, {
      alignment: AlignmentType.CENTER,
    }),
    new Paragraph({
      // The agency at the left edge of the table, the unit at its right edge.
      tabStops: [{ type: TabStopType.RIGHT, position: roomOf(table) }],
      children: [
        new TextRun({
          font: FONT,
          size: SIZE_HALF_POINTS.cell,
          children: [table.agency, new Tab(), table.unit],
        }),
      ],
    }),
    new Table({
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
      width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
      columnWidths: widths,
      rows: [
        ...headerRows(table, widths, size),
        ...table.rows.map((row) => bodyRow(row, widths, size)),
      ],
    }),
    new Paragraph({ text: table.note ?? '' }),
  ];
};

const CELL_MARGIN = 80;
/** The width of a half-width character at the size of cells, and that of a full-width one is two. */
const CHARACTER = 5 * SIZE_HALF_POINTS.cell;
/** How much wider figures are where another font stands in for SimSun, or in bold. */
const FIGURE_ROOM = 1.25;
/** Names wrap beyond this many full-width characters. */
const NAME_MAX = 20;
const NAME_MIN = 6;

/** Codes and amounts never wrap; names have what is left. */
const naturalWidths = ({ columns, rows, header }: LaidTable): number[] =>
  columns.map(({ kind }, column) => {
    const texts = rows.map((row) => {
      const cell = spread(row)[column]!;
      return cell.columns > 1 ? '' : kind === 'amount' ? withSeparators(cell.text) : cell.text;
    });
    const longest = Math.max(0, ...texts.map(widthOf)) * (kind === 'name' ? 1 : FIGURE_ROOM);
    const heading = Math.max(
      0,
      ...header
        .filter((cell) => cell.column === column && cell.columns === 1)
        .map(({ text }) => Math.min(widthOf(text), 2 * Math.ceil(widthOf(text) / 4))),
    );
    const widest =
      kind === 'name'
        ? Math.min(2 * NAME_MAX, Math.max(2 * NAME_MIN, longest))
        : Math.max(longest, heading);
    return Math.ceil((widest + 1) * CHARACTER) + 2 * CELL_MARGIN;
  });

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

const isWide = (table: LaidTable): boolean => sum(naturalWidths(table)) > SHORT - 2 * MARGIN;

const roomOf = (table: LaidTable): number => (isWide(table) ? LONG : SHORT) - 2 * MARGIN;

/** Columns, and the size of their characters in half-points. */
interface Fitted {
  readonly widths: readonly number[];
  readonly size: number;
}

/**
 * The widths that content needs, stretched to the page. On a page that is too narrow first the names give way, and then all characters are smaller: a
 * code or an amount is never broken.
 */
const fittedTo = (table: LaidTable): Fitted => {
  const widths = naturalWidths(table);
  const room = roomOf(table);
  const spare = room - sum(widths);
  const names = table.columns.flatMap(({ kind }, i) => (kind === 'name' ? [i] : []));
  if (spare < 0 && names.length > 0) {
    const least = 2 * NAME_MIN * CHARACTER + 2 * CELL_MARGIN;
    for (const name of names)
      widths[name] = Math.max(least, widths[name]! + Math.ceil(spare / names.length));
  }
  const share = room / sum(widths);
  return {
    widths: widths.map((each) => Math.floor(each * share)),
    size: Math.floor(SIZE_HALF_POINTS.cell * Math.min(1, share)),
  };
};

const headerRows = (
  { header, headerRows: lines }: LaidTable,
  widths: readonly number[],
  size: number,
): readonly TableRow[] =>
  Array.from(
    { length: lines },
    (_, line) =>
      new TableRow({
        tableHeader: true,
        children: header
          .filter(({ row }) => row === line)
          .map(({ text, rows, column, columns }) =>
            cellOf(text, AlignmentType.CENTER, {
              rowSpan: rows,
              columnSpan: columns,
              bold: true,
              size,
              width: sum(widths.slice(column, column + columns)),
            }),
          ),
      }),
  );

const bodyRow = ({ cells, total }: LaidRow, widths: readonly number[], size: number): TableRow => {
  let column = 0;
  return new TableRow({
    cantSplit: true,
    children: cells.map(({ text, kind, columns }) => {
      const width = sum(widths.slice(column, column + columns));
      column += columns;
      return cellOf(
        kind === 'amount' ? withSeparators(text) : text,
        kind === 'amount'
          ? AlignmentType.RIGHT
          : kind === 'code' || total
            ? AlignmentType.CENTER
            : AlignmentType.LEFT,
        { columnSpan: columns, bold: total, size, width },
      );
    }),
  });
};

interface CellLook {
  readonly rowSpan?: number;
  readonly columnSpan: number;
  readonly bold: boolean;
  /** Of its characters, in half-points. */
  readonly size: number;
  readonly width: number;
}

const cellOf = (
  text: string,
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
  { bold, size, width, ...span }: CellLook,
): TableCell =>
  new TableCell({
    ...span,
    width: { size: width, type: WidthType.DXA },
    margins: { left: CELL_MARGIN, right: CELL_MARGIN, marginUnitType: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    children: [
      new Paragraph({
        alignment,
        children: [new TextRun({ text, font: FONT, size, bold })],
      }),
    ],
  });
