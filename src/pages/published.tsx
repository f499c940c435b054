import type { ComponentChildren, FunctionComponent } from 'preact';
import type { PrintedLines } from '../imports/printed-lines.query.js';
import type { Parameters } from './frame/address.js';
import { useSay } from './frame/language.js';
import { Scroll } from './frame/parts.js';
import { useAddress } from './frame/permanent.js';

/** How many lines are shown at once: a whole document, for nearly all. */
const LINES_MAX = 1_000;

/** A place of a document: where a figure is printed, as far as it is known. */
export interface PublishedPlace {
  readonly page?: number | undefined;
  readonly line?: number | undefined;
  readonly text?: string | undefined;
  /** A code or a name in its row, where the text is printed more than once. */
  readonly near?: string | undefined;
  /** The key of its column. */
  readonly column?: string | undefined;
}

type Line = PrintedLines['lines'][number];

/** The place of a finding or of a figure, whose unknown parts are null. */
export const asPlace = ({
  page,
  line,
  text,
  column,
}: {
  readonly page: number | null;
  readonly line: number | null;
  readonly text: string;
  readonly column: string | null;
}): PublishedPlace => ({
  page: page ?? undefined,
  line: line ?? undefined,
  text,
  column: column ?? undefined,
});

/**
 * A workbook, a Word document or a text as it was read, around a place. Of a workbook, the sheet of the place; its first one where
 * none is named. `marks`: the places that are marked. `here`: the address of the other parts, with what they keep in `kept`.
 */
export const Published: FunctionComponent<{
  readonly printed: PrintedLines;
  readonly place: PublishedPlace;
  readonly marks?: readonly PublishedPlace[];
  readonly here: string;
  readonly kept?: Parameters;
}> = ({ printed, place, marks = [place], here, kept = {} }) => {
  const say = useSay();
  const to = useAddress();
  const { sheets = [] } = printed;
  const page = sheets.length > 0 ? (place.page ?? sheets[0]!.page) : undefined;
  const all = printed.lines.filter((line) => page === undefined || line.page === page);
  const at = all.findIndex((line) => isAt(line, place));
  const start = Math.min(Math.max(0, at - LINES_MAX / 2), Math.max(0, all.length - LINES_MAX));
  const lines = all.slice(start, start + LINES_MAX);
  const [before, after] = [all[start - 1], all[start + LINES_MAX]];
  const part = (line: Line) => to(here, { ...kept, page, line: line.line });
  return (
    <div id="published">
      {sheets.length > 1 && (
        <nav class="pages" aria-label={say('工作表', 'Sheets')}>
          {sheets.map((sheet) => (
            <a
              key={sheet.page}
              href={to(here, { ...kept, page: sheet.page })}
              aria-current={sheet.page === page ? 'page' : undefined}
              data-sheet={sheet.page}
            >
              {sheet.name}
            </a>
          ))}
        </nav>
      )}
      {before && (
        <p>
          <a href={part(before)}>{say('前面的内容', 'What stands before')}</a>
        </p>
      )}
      <div class="sheet">
        <Scroll label={say('公开文件的内容', 'The document as published')}>
          <div lang="zh-Hans">
            {blocksOf(lines).map((block, i) =>
              'rows' in block ? (
                <Rows key={i} rows={block.rows} marks={marks} />
              ) : (
                <p key={i} {...lineAttributes(block.line, marks)}>
                  {marked(block.line.text, marks.find((mark) => isAt(block.line, mark))?.text)}
                </p>
              ),
            )}
          </div>
        </Scroll>
      </div>
      {after && (
        <p>
          <a href={part(after)}>{say('后面的内容', 'What follows')}</a>
        </p>
      )}
    </div>
  );
};

type RowLine = Extract<Line, { readonly printed: string }>;
type TextLine = Exclude<Line, RowLine>;

const isRow = (line: Line): line is RowLine => line.cells !== null;

/** Rows that follow one another are one table. Lines without a text are left out. */
const blocksOf = (
  lines: readonly Line[],
): readonly ({ readonly rows: readonly RowLine[] } | { readonly line: TextLine })[] => {
  const blocks: ({ readonly rows: RowLine[] } | { readonly line: TextLine })[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (!isRow(line)) {
      if (line.text.trim() !== '') blocks.push({ line });
    } else if (last && 'rows' in last) last.rows.push(line);
    else blocks.push({ rows: [line] });
  }
  return blocks;
};

const Rows: FunctionComponent<{
  readonly rows: readonly RowLine[];
  readonly marks: readonly PublishedPlace[];
}> = ({ rows, marks }) => {
  const width = Math.max(
    ...rows.map(({ cells }) => Math.max(-1, ...cells.map(({ column }) => column ?? 0)) + 1),
  );
  return (
    <table class="printed">
      <tbody>
        {rows.map((row) => {
          const texts = new Map(row.cells.map(({ column, text }) => [column, text]));
          const here = marks.filter((mark) => isAt(row, mark));
          return (
            <tr key={`${row.page}-${row.line}`} {...lineAttributes(row, marks)}>
              {Array.from({ length: width }, (_, column) => {
                const text = texts.get(column) ?? '';
                return (
                  <td key={column} class={classOf(text)}>
                    {marked(text, here.find((mark) => isCellOf(row, column, mark))?.text)}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

/** Whether a column of a row has what is printed at a place of the row. */
const isCellOf = (
  { cells }: RowLine,
  column: number,
  { text: wanted, column: key }: PublishedPlace,
): boolean => {
  const same = cells.filter(({ text }) => text === wanted);
  if (same.length === 0)
    return (
      wanted !== undefined &&
      cells.some((cell) => cell.column === column && cell.text.includes(wanted))
    );
  // Of equal figures of a row, the total stands before its parts.
  const one = key === 'total' ? same[0] : same.at(-1);
  return key === undefined ? same.some((cell) => cell.column === column) : column === one!.column;
};

/** A longer text is not squeezed into a column of one character. */
const NARROW_CHARS = 6;
const classOf = (text: string): string | undefined =>
  FIGURE.test(text) ? 'figure' : text.length > NARROW_CHARS ? 'text' : undefined;

const FIGURE = /^[-+−]?[\d,]+(?:\.\d+)?%?$/;

const isAt = ({ line, page }: Line, place: PublishedPlace): boolean =>
  line === place.line && (place.page === undefined || page === null || page === place.page);

/** What a script finds a line by, and the class of a line that is marked. */
const lineAttributes = (line: Line, marks: readonly PublishedPlace[]) => ({
  'data-line': line.line,
  ...(line.page !== null && { 'data-page': line.page }),
  ...(marks.some((mark) => isAt(line, mark)) && { class: 'noted' }),
});

/** A text with what is printed at the place marked in it. */
const marked = (text: string, wanted: string | undefined): ComponentChildren => {
  const at = wanted ? text.indexOf(wanted) : -1;
  return at < 0 ? (
    text
  ) : (
    <>
      {text.slice(0, at)}
      <mark class="spot">{wanted}</mark>
      {text.slice(at + wanted!.length)}
    </>
  );
};
