import {
  AlignmentType,
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { grouped, type LaidDocument, type LaidRow, type LaidTable } from './layout.js';
import { xmlText } from './xml-text.js';
import { repacked } from './repacked.js';

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
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ text: document.title, font: FONT })],
          }),
          ...document.cover.map((text) => new Paragraph({ text, alignment: AlignmentType.CENTER })),
          headingOf(document.heading, HeadingLevel.HEADING_1, true),
          ...document.sections.flatMap(({ heading, paragraphs }) => [
            headingOf(heading, HeadingLevel.HEADING_2),
            ...paragraphs.map((text) => new Paragraph({ text })),
          ]),
          ...document.absent.map((text) => new Paragraph({ text })),
          ...document.tables.flatMap(tableBlocks),
        ],
      },
    ],
  });
  return repacked(await Packer.toBuffer(file), written);
};

type Level = (typeof HeadingLevel)[keyof typeof HeadingLevel];

const headingOf = (text: string, heading: Level, onNewPage = false): Paragraph =>
  new Paragraph({
    heading,
    pageBreakBefore: onNewPage,
    children: [new TextRun({ text, font: FONT, color: '000000' })],
  });

const tableBlocks = (table: LaidTable): readonly (Paragraph | Table)[] => [
  headingOf(`${table.table}、${table.title}`, HeadingLevel.HEADING_1, true),
  new Paragraph({ text: table.unit, alignment: AlignmentType.RIGHT }),
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: widthsOf(table),
    rows: [...headerRows(table), ...table.rows.map(bodyRow)],
  }),
  new Paragraph({ text: table.note ?? '' }),
];

/** What an A4 page has between its margins, in twentieths of a point. */
const PAGE_WIDTH = 9_026;
const SHARES = { code: 1, name: 4, amount: 2.2 } as const;

const widthsOf = ({ columns }: LaidTable): number[] => {
  const shares = columns.reduce((sum, { kind }) => sum + SHARES[kind], 0);
  return columns.map(({ kind }) => Math.floor((SHARES[kind] / shares) * PAGE_WIDTH));
};

const headerRows = ({ header, headerRows: lines }: LaidTable): readonly TableRow[] =>
  Array.from(
    { length: lines },
    (_, line) =>
      new TableRow({
        tableHeader: true,
        children: header
          .filter(({ row }) => row === line)
          .map(({ text, rows, columns }) =>
            cellOf(text, AlignmentType.CENTER, { rowSpan: rows, columnSpan: columns }),
          ),
      }),
  );

const bodyRow = ({ cells, total }: LaidRow): TableRow =>
  new TableRow({
    cantSplit: true,
    children: cells.map(({ text, kind, columns }) =>
      cellOf(
        kind === 'amount' ? grouped(text) : text,
        kind === 'amount'
          ? AlignmentType.RIGHT
          : kind === 'code' || total
            ? AlignmentType.CENTER
            : AlignmentType.LEFT,
        { columnSpan: columns },
      ),
    ),
  });

const cellOf = (
  text: string,
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
  span: { readonly rowSpan?: number; readonly columnSpan: number },
): TableCell =>
  new TableCell({
    ...span,
    verticalAlign: VerticalAlign.CENTER,
    children: [
      new Paragraph({
        alignment,
        children: [new TextRun({ text, font: FONT, size: SIZE_HALF_POINTS.cell })],
      }),
    ],
  });
