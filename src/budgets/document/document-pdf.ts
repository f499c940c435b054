import PdfDocument from 'pdfkit';
import { Refusal } from '../../domain/errors.js';
import { withSeparatorsInText, type LaidDocument, type LaidTable } from './layout.js';
import { chineseFont } from './chinese-font.js';
import { Grid, widthNeeded, type Pdf } from './pdf-grid.js';
import { Tags } from './pdf-tags.js';

const FONT = 'Noto Sans SC';
const MARGIN = 48;
/** The room between the margins of an upright page, in points. */
const WIDTH_UPRIGHT = 595.28 - 2 * MARGIN;
const SIZE = { title: 26, cover: 14, heading: 15, section: 12, body: 10.5, page: 9 } as const;
const LINE_GAP = 5;
/** How far the first line of a paragraph is indented. */
const INDENT_CHARS = 2;
/** A heading with less room below it, in points, moves to the next page. */
const HEADING_ROOM = 60;

/**
 * A budget as PDF on A4: the sentences, then the ruled tables, with their headings on every page. `written` is its date.
 *
 * @throws {Refusal} `document-unprintable`: the font lacks a character.
 */
export const documentAsPdf = (document: LaidDocument, written: string): Promise<Uint8Array> =>
  pdfOf(document.title, new Date(written), document, (pdf, tags) => {
    pdf.addPage();
    cover(pdf, document, tags);
    prose(pdf, document, tags);
    for (const table of document.tables) tablePages(pdf, table, tags);
    numberPages(pdf, 1);
  });

/**
 * One table as PDF on A4.
 *
 * @throws {Refusal} `document-unprintable`: the font lacks a character.
 */
export const laidTableAsPdf = (table: LaidTable): Promise<Uint8Array> =>
  pdfOf(table.title, new Date(), table, (pdf, tags) => {
    tablePages(pdf, table, tags);
    numberPages(pdf, 0);
  });

/** A PDF with tags, of what `draw` draws. The font must have each character of `texts`. */
const pdfOf = async (
  title: string,
  written: Date,
  texts: object,
  draw: (pdf: Pdf, tags: Tags) => void,
): Promise<Uint8Array> => {
  const pdf = new PdfDocument({
    size: 'A4',
    margin: MARGIN,
    autoFirstPage: false,
    bufferPages: true,
    lang: 'zh-CN',
    // PDF/UA, ISO 14289-1: a tree of tags, a title that viewers show, and marks on all that is decoration.
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Producer: 'budget-ledger', CreationDate: written, ModDate: written },
  });
  const chunks: Uint8Array[] = [];
  const done = new Promise<void>((end, fail) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', end);
    pdf.on('error', fail);
  });
  pdf.registerFont(FONT, Buffer.from(await chineseFont()));
  pdf.font(FONT);
  checkGlyphs(pdf, texts);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  draw(pdf, new Tags(pdf, root));
  root.end();
  pdf.end();
  await done;
  return Buffer.concat(chunks);
};

/** Refuses characters that the font lacks: they would silently be missing on paper. */
const checkGlyphs = (pdf: Pdf, printed: object): void => {
  // pdfkit does not export the font that it uses.
  const { font } = (
    pdf as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } }
  )._font;
  const texts = JSON.stringify(printed).replaceAll(/\\[nt]/g, '');
  const missing = [...new Set(texts)].filter(
    (character) => !font.hasGlyphForCodePoint(character.codePointAt(0)!),
  );
  if (missing.length > 0)
    throw new Refusal(
      'document-unprintable',
      `The font of the PDF has no ${missing.map((each) => `"${each}"`).join(', ')}: choose docx or xlsx.`,
    );
};

const cover = (pdf: Pdf, { title, cover: lines }: LaidDocument, tags: Tags): void => {
  pdf.y = pdf.page.height / 3;
  tags.mark('H1', () => pdf.fontSize(SIZE.title).text(title, { align: 'center' }).moveDown(2));
  // The name of the agency fits on one line, however long it is.
  const room = pdf.page.width - MARGIN * 2;
  const widest = Math.max(...lines.map((line) => pdf.fontSize(SIZE.cover).widthOfString(line)));
  pdf.fontSize(SIZE.cover * Math.min(1, (room - 1) / widest));
  for (const line of lines)
    tags.mark('P', () => pdf.text(line, { align: 'center', lineGap: LINE_GAP }).moveDown());
};

const prose = (pdf: Pdf, { heading, sections, absent }: LaidDocument, tags: Tags): void => {
  pdf.addPage();
  tags.mark('H1', () => pdf.fontSize(SIZE.heading).text(heading, { align: 'center' }).moveDown());
  const paragraph = (text: string) =>
    tags.mark('P', () =>
      pdf
        .fontSize(SIZE.body)
        .text(withSeparatorsInText(text), { lineGap: LINE_GAP, indent: SIZE.body * INDENT_CHARS }),
    );
  for (const section of sections) {
    if (pdf.y + HEADING_ROOM > pdf.page.height - MARGIN) pdf.addPage();
    tags.mark('H2', () => pdf.fontSize(SIZE.section).text(section.heading, { lineGap: LINE_GAP }));
    section.paragraphs.forEach(paragraph);
    pdf.moveDown(0.5);
  }
  absent.forEach(paragraph);
};

const tablePages = (pdf: Pdf, table: LaidTable, tags: Tags): void => {
  // A table that would have to wrap its names is printed in landscape.
  const layout = widthNeeded(pdf, table) > WIDTH_UPRIGHT ? 'landscape' : 'portrait';
  const newPage = () => pdf.addPage({ size: 'A4', layout, margin: MARGIN });
  newPage();
  const room = pdf.page.width - MARGIN * 2;
  // A title on two lines would be read back as two, and one that fills its line as a paragraph that goes on in the next line.
  const asked = pdf.fontSize(SIZE.heading).widthOfString(table.title);
  pdf.fontSize(SIZE.heading * Math.min(1, (room - 1) / asked));
  tags.mark('H1', () => pdf.text(table.title, { align: 'center' }));
  if (asked > room) pdf.moveDown();
  pdf.fontSize(SIZE.body);
  // The agency at the left edge of the table, the unit at its right edge.
  const { y } = pdf;
  const forAgency = room - pdf.widthOfString(table.unit) - SIZE.body;
  tags.mark('P', () => pdf.text(table.agency, MARGIN, y, { width: forAgency }));
  const below = pdf.y;
  tags.mark('P', () => pdf.text(table.unit, MARGIN, y, { width: room, align: 'right' }));
  pdf.y = Math.max(below, pdf.y);
  pdf.moveDown(0.3);
  new Grid(pdf, table, newPage, tags).draw();
  if (table.note === null) return;
  const note = table.note;
  tags.mark('P', () => pdf.fontSize(SIZE.body).text(note, MARGIN, pdf.y + LINE_GAP));
};

/** Numbers the pages from the first that has a number; a cover has none. */
const numberPages = (pdf: Pdf, first: number): void => {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start + first; page < start + count; page++) {
    pdf.switchToPage(page);
    // The number is below the margin, where pdfkit would otherwise start a new page.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.fontSize(SIZE.page).text(`- ${page + 1} -`, MARGIN, pdf.page.height - MARGIN / 1.5, {
      width: pdf.page.width - MARGIN * 2,
      align: 'center',
      lineBreak: false,
    });
    pdf.endMarkedContent();
  }
};
