import { fold } from '../../../text/fold.js';
import {
  type Cells,
  cellsOrText,
  type DocumentLine,
  isBlank,
  isSeparator,
  TABLE_LINE_CHARS_MAX,
  wordsOf,
} from '../../document-line.js';
import { looksNumeric } from '../../printed-amount.js';
import type { TableForm } from '../../../domain/tables/budget-form.js';
import { type Header, readHeader } from '../form/header.js';
import { isHeaderLine, isMostlyHeader, mayBeHeader, namesTotal } from '../form/header-words.js';
import { agencyOf, isNote, isPageMark, isProse, printedUnit } from '../form/line-kinds.js';
import type { UnplacedRow } from './table-rows.js';
import { isSureRow, rowsOfLine } from './rows-of-line.js';

/** What the lines of one region hold. */
export interface RegionReading {
  readonly rows: readonly UnplacedRow[];
  readonly headers: readonly Header[];
  readonly note: string | null;
  readonly noteLine: DocumentLine | null;
  /** Lines within the table that are not part of it. */
  readonly unexpected: readonly DocumentLine[];
  /** Index after the last line that the table takes; what follows is narrative. */
  readonly end: number;
  /** Lines that hold words after a row's figures, where none belong. */
  readonly trailing: readonly DocumentLine[];
}

const NOTE_LINES_MAX = 4;
/** Text extraction may break a header over a dozen lines, never over a page. */
const HEAD_LINES_MAX = 24;
const HEADING_CHARS_MAX = 30;

/** Reads the lines of a region, one after another, until the table ends. */
export const readRegion = (
  lines: readonly DocumentLine[],
  from: number,
  to: number,
  form: TableForm,
  known: Header | null,
): RegionReading => new RegionReader(form, known, from).read(lines, from, to);

class RegionReader {
  private readonly rows: UnplacedRow[] = [];
  private readonly headers: Header[] = [];
  private readonly unexpected: DocumentLine[] = [];
  private readonly trailing: DocumentLine[] = [];
  private header: Header | null;
  /** Lines of a header not yet complete; null once rows have begun. */
  private head: DocumentLine[] | null = [];
  /** Lines that belong to the narrative, unless the table continues after them. */
  private pending: DocumentLine[] = [];
  private proseSeen = false;
  private note = '';
  private noteLine: DocumentLine | null = null;
  private noteOpen = 0;
  private closed = false;
  private end: number;

  constructor(
    private readonly form: TableForm,
    known: Header | null,
    from: number,
  ) {
    this.header = known;
    this.end = from;
  }

  read(lines: readonly DocumentLine[], from: number, to: number): RegionReading {
    for (let i = from; i < to; i++) {
      const line = lines[i]!;
      if (line.text.trim() === '') continue;
      const taken = this.take(line);
      if (taken === 'stop') break;
      if (taken === 'yes') this.end = i + 1;
    }
    this.finishHead();
    this.keepRowLike(lines);
    return {
      rows: this.rows,
      headers: this.headers,
      note: this.note === '' ? null : this.note,
      noteLine: this.noteLine,
      unexpected: this.unexpected,
      end: this.end,
      trailing: this.trailing,
    };
  }

  private take(line: DocumentLine): 'yes' | 'no' | 'stop' {
    const { text, cells } = line;
    if (text.length > TABLE_LINE_CHARS_MAX) return this.takeOther(line);
    const folded = fold(text);
    if (cells && (isSeparator(cells) || cells.every(isBlank)))
      return this.pending.length > 0 ? 'no' : 'yes';
    if (this.form.shape !== 'one-row' && isPageMark(folded))
      return this.pending.length > 0 ? 'no' : 'yes';
    if (this.pending.length === 0) {
      if (this.noteOpen > 0 && this.continueNote(line, folded)) return 'yes';
      // Unit and agency stand above a table: after the total they belong to another table, whose title is lost.
      if (isUnitOrAgencyLine(text, folded)) return this.closed ? 'stop' : 'yes';
      if (isNote(folded) && isAlone(cells)) return this.openNote(line, folded);
      if (this.takeHeader(line)) return 'yes';
    } else if (this.headerGoesOn(line)) {
      this.flushPending();
      if (this.takeHeader(line)) return 'yes';
    }
    return this.takeRows(line);
  }

  private openNote(line: DocumentLine, folded: string): 'yes' {
    this.note += loneText(line);
    this.noteLine ??= line;
    this.noteOpen = /[。]$/.test(folded) ? 0 : NOTE_LINES_MAX;
    return 'yes';
  }

  /** A note continues over lines up to its full stop, or up to a line of another kind. */
  private continueNote(line: DocumentLine, folded: string): boolean {
    if (!/[,。表据]/.test(folded) || isProse(folded) || !isAlone(line.cells)) {
      this.noteOpen = 0;
      return false;
    }
    this.note += loneText(line);
    this.noteOpen = folded.endsWith('。') ? 0 : this.noteOpen - 1;
    return true;
  }

  private takeHeader(line: DocumentLine): boolean {
    if (this.closed && this.form.shape === 'one-row') return false;
    if (!isHeaderLine(line, this.form)) return this.takeNearHeader(line);
    const lone = fold(cellsOrText(line).join(''));
    if (this.form.shape === 'coded' && lone === '合计' && this.headNamesTotal()) return false;
    if (this.head === null) {
      // The end of a broken label may be a word of the header too; a repeated header names the total or has more words.
      if (!namesTotal(line, this.form) && line.text.trim().length < 4) return false;
      // After the total only the table's own header may be repeated; any other belongs to another table.
      if (this.closed && !this.isOwnHeader(line)) return false;
      this.head = [];
    }
    if (this.head.length < HEAD_LINES_MAX) this.head.push(line);
    return true;
  }

  /** A header line with one misprint. */
  private takeNearHeader(line: DocumentLine): boolean {
    if (!this.head || this.head.length >= HEAD_LINES_MAX) return false;
    if (wordsOf(line).some(isFigure) || !isMostlyHeader(line, this.form)) return false;
    this.head.push(line);
    return true;
  }

  /** Whether a line continues the header after lines that are not part of it. */
  private headerGoesOn(line: DocumentLine): boolean {
    if (this.proseSeen || this.closed || !isHeaderLine(line, this.form)) return false;
    return namesTotal(line, this.form) || (this.head !== null && wordsOf(line).length > 1);
  }

  private isOwnHeader({ text }: DocumentLine): boolean {
    return this.headers.some(({ lines }) => lines.some((own) => fold(own.text) === fold(text)));
  }

  private headNamesTotal(): boolean {
    const head = this.head ?? this.headers.at(-1)?.lines ?? [];
    return head.length === 0
      ? this.header !== null
      : head.some((line) => namesTotal(line, this.form));
  }

  private takeRows(line: DocumentLine): 'yes' | 'no' | 'stop' {
    const header =
      this.head && this.head.length > 0 ? readHeader(this.head, this.form) : this.header;
    const found = rowsOfLine(line, this.form, header ?? this.header, this.rows);
    if (found.kind === 'none' || isSentence(line)) return this.takeOther(line);
    if (found.kind === 'joined') return this.pending.length > 0 ? this.takeOther(line) : 'yes';
    if (this.closed && !found.rows.every(({ parts }) => parts.length > 0))
      return this.takeOther(line);
    if (this.form.shape === 'one-row' && this.closed) return this.takeOther(line);
    if (this.pending.length > 0) {
      if ((this.closed || this.proseSeen) && !found.rows.some((row) => isSureRow(row, this.form)))
        return this.takeOther(line);
      this.flushPending();
    }
    this.finishHead();
    this.rows.push(...found.rows);
    if (found.trailing) this.trailing.push(line);
    if (found.rows.some(({ total }) => total) || this.form.shape === 'one-row') this.closed = true;
    return 'yes';
  }

  private takeOther(line: DocumentLine): 'yes' | 'no' | 'stop' {
    const prose = isSentence(line);
    if (
      this.head !== null &&
      this.head.length < HEAD_LINES_MAX &&
      this.pending.length === 0 &&
      !prose &&
      mayBeHeader(line.text) &&
      fold(line.text).length <= HEADING_CHARS_MAX &&
      !wordsOf(line).some(isFigure)
    ) {
      this.head.push(line);
      return 'yes';
    }
    if (this.closed || (prose && this.form.shape === 'one-row')) return 'stop';
    this.proseSeen ||= prose;
    this.pending.push(line);
    return 'no';
  }

  /** Lines with several figures right after a table that has no total yet are rows of it that cannot be read. */
  private keepRowLike(lines: readonly DocumentLine[]): void {
    if (this.closed) return;
    const prose = this.pending.findIndex(isSentence);
    const before = prose === -1 ? this.pending : this.pending.slice(0, prose);
    const last = before.findLastIndex(isRowLike);
    if (last === -1) return;
    this.unexpected.push(...before.slice(0, last + 1));
    this.end = Math.max(this.end, lines.indexOf(before[last]!) + 1);
  }

  /** The table continues, so the lines between belong to it. */
  private flushPending(): void {
    this.unexpected.push(...this.pending);
    this.pending = [];
    this.proseSeen = false;
  }

  private finishHead(): void {
    if (this.head && this.head.length > 0) {
      const header = readHeader(this.head, this.form);
      if (header) {
        this.header = header;
        this.headers.push(header);
      } else this.unexpected.push(...this.head.filter((line) => !isHeaderLine(line, this.form)));
    }
    this.head = null;
  }
}

/** Whether a line is one text and not a row of cells. */
const isAlone = (cells: Cells | null): boolean =>
  cells === null || cells.filter((cell) => !isBlank(cell)).length <= 1;

/** A figure, and not the year that headers have. */
const isFigure = (word: string): boolean => looksNumeric(word) && !/^20\d{2}$/.test(word);

/** A sentence or a heading of the narrative. Figures are ignored: their commas are no marks of a sentence. */
const isSentence = (line: DocumentLine): boolean => {
  if (line.text.length > TABLE_LINE_CHARS_MAX) return true;
  const words = wordsOf(line).filter((word) => !looksNumeric(word));
  return isAlone(line.cells) && isProse(fold(words.join('')));
};

/** Whether a line has several figures, as a row has. */
const isRowLike = (line: DocumentLine): boolean =>
  wordsOf(line).filter((word) => looksNumeric(word) && /[.,]\d/.test(word)).length >= 2;

/** The one text of a line that has no other cell. */
const loneText = (line: DocumentLine): string =>
  cellsOrText(line)
    .find((cell) => !isBlank(cell))
    ?.trim() ?? '';

/** 编制部门：…, 单位：元, and the 元 that is broken off it. */
const isUnitOrAgencyLine = (text: string, folded: string): boolean =>
  printedUnit(text) !== undefined ||
  agencyOf(text) !== undefined ||
  /^(?:亿|万)?元\)?$/.test(folded);
