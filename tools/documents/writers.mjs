/** Writes a document (paragraphs and tables) in the formats that bureaus publish. */
import { utils, write } from '@e965/xlsx';
import {
  Document,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  VerticalMergeType,
  WidthType,
} from 'docx';
import PDFDocument from 'pdfkit';
import { chineseFont } from '../../dist/src/budgets/document/chinese-font.js';

/**
 * @typedef {{ number: number, title: string, unit: string, header: string[][], rows: string[][], note: string | null }} Grid
 * @typedef {{ front: string[], narrative: string[], tables: Grid[], back: string[] }} Printed
 */

const lines = (printed, table) =>
  `${[
    ...printed.front.flatMap((text) => [text, '']),
    ...printed.narrative.flatMap((text) => [text, '']),
    ...printed.tables.flatMap((grid) => [
      grid.title,
      '',
      `单位：${grid.unit}`,
      '',
      ...table(grid),
      '',
      ...(grid.note ? [grid.note, ''] : []),
    ]),
    ...printed.back.flatMap((text) => [text, '']),
  ].join('\n')}`;

/** As text is extracted from a page: cells with spaces between them, blank cells gone, a blank line after each row. */
export const spaced = (printed) =>
  lines(printed, ({ header, rows }) =>
    [...header, ...rows].flatMap((row) => [row.filter((cell) => cell !== '').join(' '), '']),
  );

export const tabs = (printed) =>
  lines(printed, ({ header, rows }) => [...header, ...rows].map((row) => row.join('\t')));

export const markdown = (printed) =>
  lines(printed, ({ header, rows }) => {
    const width = header[0].length;
    const row = (cells) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |');
    return [row(header[0]), `|${'---|'.repeat(width)}`, ...[...header.slice(1), ...rows].map(row)];
  });

/** One sheet exported: every line has as many commas. */
export const csv = (printed) => {
  const rows = [
    ...printed.front.map((text) => [text]),
    ...printed.narrative.map((text) => [text]),
    ...printed.tables.flatMap((grid) => [
      [],
      [grid.title],
      [`单位：${grid.unit}`],
      ...grid.header,
      ...grid.rows,
      ...(grid.note ? [[grid.note]] : []),
    ]),
    ...printed.back.map((text) => [text]),
  ];
  const width = Math.max(...rows.map((row) => row.length));
  const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `\ufeff${rows
    .map((row) => Array.from({ length: width }, (_, i) => quoted(row[i] ?? '')).join(','))
    .join('\r\n')}\r\n`;
};

const FIGURE = /^-?[\d,]+(\.\d+)?$/;
const isFigure = (text, column, codeColumns) => column >= codeColumns && FIGURE.test(text);
const codeColumnsOf = (grid) => (grid.number === 9 ? 0 : grid.number === 8 ? 2 : 3);

/** The spans of a header: a heading covers the blank cells to its right, as far as the heading above it reaches. */
const spansOf = (header) =>
  header.flatMap((row, r) =>
    row.flatMap((text, c) => {
      if (text === '') return [];
      let end = c + 1;
      while (
        end < row.length &&
        row[end] === '' &&
        header.slice(0, r).every((above) => above[end] === '') &&
        (r === 0 || header[r + 1]?.[end] !== '')
      )
        end++;
      return end - c > 1 ? [{ r, c, columns: end - c }] : [];
    }),
  );

/**
 * A workbook with a sheet for each table. Figures are numbers; codes are text. `mergedClasses`: in T8 the code of a class
 * stands once, in a cell merged over the rows of its items.
 */
export const xlsx = (printed, { format = '#,##0.00', mergedClasses = false } = {}) => {
  const book = utils.book_new();
  const text = utils.aoa_to_sheet([...printed.front, ...printed.narrative].map((each) => [each]));
  utils.book_append_sheet(book, text, '编制说明');
  for (const grid of printed.tables) {
    const head = [[grid.title], [...grid.header[0].slice(1).map(() => ''), `单位：${grid.unit}`]];
    const rows = grid.rows.map((row) => [...row]);
    const first = head.length + grid.header.length;
    const merges = [{ s: { r: 0, c: 0 }, e: { r: 0, c: grid.header[0].length - 1 } }];
    for (const { r, c, columns } of spansOf(grid.header))
      merges.push({ s: { r: r + head.length, c }, e: { r: r + head.length, c: c + columns - 1 } });
    if (mergedClasses && grid.number === 8)
      for (let from = 0; from < rows.length - 1;) {
        let to = from + 1;
        for (; rows[to][0] === rows[from][0]; to++) rows[to][0] = '';
        merges.push({ s: { r: first + from, c: 0 }, e: { r: first + to - 1, c: 0 } });
        from = to;
      }
    const sheet = utils.aoa_to_sheet(
      [...head, ...grid.header, ...rows, ...(grid.note ? [[grid.note]] : [])].map((row, r) =>
        row.map((cell, c) =>
          cell === ''
            ? null
            : r >= first &&
                isFigure(cell, c, grid.number === 1 || grid.number === 4 ? 0 : codeColumnsOf(grid))
              ? { t: 'n', v: Number(cell.replaceAll(',', '')), z: format }
              : { t: 's', v: cell },
        ),
      ),
    );
    sheet['!merges'] = merges;
    utils.book_append_sheet(book, sheet, `表${grid.number}`);
  }
  utils.book_append_sheet(book, utils.aoa_to_sheet(printed.back.map((each) => [each])), '其他说明');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }));
};

/** A Word document whose headers have cells merged to the right and, where nothing stands below a heading, downwards. */
export const docx = async (printed) => {
  const paragraph = (text) => new Paragraph({ text });
  const rowsOf = ({ header, rows }) => {
    const spans = spansOf(header);
    return [...header, ...rows].map((cells, r) => {
      const children = [];
      for (let c = 0; c < cells.length;) {
        const span = spans.find((each) => each.r === r && each.c === c);
        const inHeader = r < header.length;
        const above = r > 0 && inHeader && cells[c] === '';
        const below =
          inHeader && r + 1 < header.length && header[r + 1][c] === '' && cells[c] !== '';
        const columns = span?.columns ?? 1;
        children.push(
          new TableCell({
            children: [paragraph(cells[c])],
            columnSpan: columns,
            ...(above && { verticalMerge: VerticalMergeType.CONTINUE }),
            ...(below && columns === 1 && { verticalMerge: VerticalMergeType.RESTART }),
          }),
        );
        c += columns;
      }
      return new TableRow({ children });
    });
  };
  const children = [
    ...[...printed.front, ...printed.narrative].map(paragraph),
    ...printed.tables.flatMap((grid) => [
      paragraph(grid.title),
      paragraph(`单位：${grid.unit}`),
      new Table({ rows: rowsOf(grid), width: { size: 100, type: WidthType.PERCENTAGE } }),
      ...(grid.note ? [paragraph(grid.note)] : []),
    ]),
    ...printed.back.map(paragraph),
  ];
  return Packer.toBuffer(
    new Document({
      sections: [
        { properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } }, children },
      ],
    }),
  );
};

const MARGIN = 50;
const ROW = 20;

/**
 * Pages with ruled tables. A table that does not fit continues on the next page, under its header again. Headings are
 * centred over the columns that they cover.
 */
export const pdf = async (printed, { fontSize = 9 } = {}) => {
  const file = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: { CreationDate: new Date(0), Title: printed.front[0] },
  });
  const chunks = [];
  file.on('data', (chunk) => chunks.push(chunk));
  const ended = new Promise((resolve) => file.on('end', resolve));
  file.registerFont('cn', Buffer.from(await chineseFont()));
  file.font('cn').fontSize(fontSize);
  const width = file.page.width - 2 * MARGIN;
  const bottom = file.page.height - MARGIN;

  const prose = (texts) => {
    for (const text of texts)
      file.text(text, MARGIN, undefined, { width, lineGap: 4 }).moveDown(0.5);
  };
  const rowAt = (cells, y, widths, spans, codeColumns) => {
    let x = MARGIN;
    for (let c = 0; c < cells.length;) {
      const columns = spans.find((each) => each.c === c)?.columns ?? 1;
      const cell = widths.slice(c, c + columns).reduce((a, b) => a + b);
      file.rect(x, y, cell, ROW).lineWidth(0.5).stroke();
      if (cells[c] !== '')
        file.text(cells[c], x + 3, y + 4, {
          width: cell - 6,
          align:
            spans.length > 0 ? 'center' : isFigure(cells[c], c, codeColumns) ? 'right' : 'left',
          lineBreak: false,
        });
      x += cell;
      c += columns;
    }
  };
  const tableOn = (grid) => {
    file.addPage();
    file.fontSize(fontSize + 3).text(grid.title, MARGIN, MARGIN, { width, align: 'center' });
    file
      .fontSize(fontSize)
      .text(`单位：${grid.unit}`, MARGIN, undefined, { width, align: 'right' });
    const spans = spansOf(grid.header);
    const widths = grid.header[0].map((_, c) =>
      Math.max(
        24,
        ...[...grid.header, ...grid.rows].map((row, r) =>
          spans.some((span) => span.r === r && span.c === c) ? 0 : file.widthOfString(row[c]) + 8,
        ),
      ),
    );
    for (const { r, c, columns } of spans) {
      const covered = widths.slice(c, c + columns).reduce((a, b) => a + b);
      const missing = file.widthOfString(grid.header[r][c]) + 8 - covered;
      for (let i = c; missing > 0 && i < c + columns; i++) widths[i] += missing / columns;
    }
    // No text is broken: a wide table is printed smaller.
    const scale = Math.min(1, width / widths.reduce((a, b) => a + b));
    for (const c of widths.keys()) widths[c] *= scale;
    file.fontSize(fontSize * scale * 0.98);
    let y = file.y + 4;
    const header = () => {
      for (const [r, cells] of grid.header.entries()) {
        rowAt(cells, y, widths, [{ c: -1 }, ...spans.filter((each) => each.r === r)], 0);
        y += ROW;
      }
    };
    header();
    for (const cells of grid.rows) {
      if (y + ROW > bottom) {
        file.addPage();
        y = MARGIN;
        header();
      }
      rowAt(cells, y, widths, [], codeColumnsOf(grid));
      y += ROW;
    }
    if (grid.note) file.fontSize(fontSize).text(grid.note, MARGIN, y + 6, { width });
  };

  file.fontSize(20).text(printed.front[0], MARGIN, 200, { width, align: 'center' });
  file.fontSize(12).moveDown(4);
  for (const text of printed.front.slice(1)) file.text(text, { width, align: 'center' });
  file.addPage().fontSize(fontSize + 1);
  prose(printed.narrative);
  for (const grid of printed.tables) tableOn(grid);
  file.addPage().fontSize(fontSize + 1);
  prose(printed.back);
  file.end();
  await ended;
  return Buffer.concat(chunks);
};
