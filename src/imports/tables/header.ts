import { fold, nameKey } from '../../domain/classification/lookup.js';
import type { TextLine } from '../printed.js';
import { cellsOf, isBlank, wordsOf } from '../readers/cells.js';
import { HEADER_WORDS, UNIT_COLUMNS, type TableForm } from './catalogue.js';

/** What the lines above a table's rows say about its columns. */
export interface Header {
  /** Keys of the amount columns: in the printed order where blanks are kept, in the form's order where they are lost. */
  readonly columns: readonly string[];
  /** The cell in which each column stands; null for a space-separated header. */
  readonly cells: ReadonlyMap<number, string> | null;
  /** The cells that hold labels: 名称 in coded tables, both 项目 in two-sided ones. */
  readonly labels: readonly number[];
  /** How many cells the header has. */
  readonly width: number;
  /** Columns that the form prescribes and the header lacks. */
  readonly missing: readonly string[];
  /** Whether a coded table's name column is there. */
  readonly named: boolean;
  /** Words that belong to no header of this kind. */
  readonly strange: readonly string[];
  readonly lines: readonly TextLine[];
}

/** A column that no form knows: its figures are reported, never guessed at. */
export const isUnknownColumn = (column: string): boolean => column.startsWith('unknown-');

interface Vocabulary {
  readonly keys: ReadonlyMap<string, string>;
  readonly known: ReadonlySet<string>;
  readonly longest: number;
}

const vocabularies = new Map<number, Vocabulary>();

const vocabularyOf = (form: TableForm): Vocabulary => {
  const cached = vocabularies.get(form.table);
  if (cached) return cached;
  const keys = new Map(
    Object.entries(form.headings).flatMap(([key, names]) =>
      names.map((name): [string, string] => [nameKey(name), key]),
    ),
  );
  const known = new Set([...keys.keys(), ...HEADER_WORDS]);
  const made = { keys, known, longest: Math.max(...[...known].map((word) => word.length)) };
  vocabularies.set(form.table, made);
  return made;
};

/** A heading as it is compared; the year before it is left out. */
const headingKey = (text: string): string => nameKey(text).replace(/^(?:(?:19|20)\d{2})年度?/, '');

/** The words of a line as headings are compared. */
export const headerKeys = (text: string): readonly string[] =>
  wordsOf(text.replace(/(\d{4})\s+年/g, '$1年'))
    .map(headingKey)
    .filter((word) => word !== '');

/** Whether every word of a line is a heading of this table, whole or as parts without a space between. */
export const isHeaderLine = (text: string, form: TableForm): boolean => {
  const words = headerKeys(text);
  if (words.length === 0 || words.some((word) => /\d/.test(word))) return false;
  const { known, longest } = vocabularyOf(form);
  const runs: string[] = [''];
  for (const word of words)
    if (known.has(word)) runs.push('');
    else runs[runs.length - 1] += word;
  return runs.every((run) => partsOf(run, known, longest) !== undefined);
};

/** Whether most of a line's words are headings of this table's columns, though one is misprinted. */
export const isMostlyHeader = (text: string, form: TableForm): boolean => {
  const words = headerKeys(text);
  const { keys, known } = vocabularyOf(form);
  const fitting = words.filter((word) => known.has(word));
  return (
    fitting.some((word) => keys.has(word)) &&
    fitting.length >= 2 &&
    fitting.length * 3 >= words.length * 2
  );
};

/** Whether a line's words hold the heading of the column 合计. */
export const namesTotal = (text: string, form: TableForm): boolean =>
  segmented(headerKeys(text), vocabularyOf(form)).some(
    ({ word, known }) => known && vocabularyOf(form).keys.get(word) === 'total',
  );

interface Segment {
  readonly word: string;
  readonly known: boolean;
}

/** Words as known headings: a word broken by a space or a line is joined, words run together are parted. */
const segmented = (
  words: readonly string[],
  { known, longest }: Vocabulary,
): readonly Segment[] => {
  const segments: Segment[] = [];
  let run: string[] = [];
  const flush = () => {
    const whole = partsOf(run.join(''), known, longest);
    for (const word of whole ? [run.join('')] : run)
      for (const part of partsOf(word, known, longest) ?? [word])
        segments.push({ word: part, known: known.has(part) });
    run = [];
  };
  for (const word of words)
    if (known.has(word)) {
      flush();
      segments.push({ word, known: true });
    } else run.push(word);
  flush();
  return rejoined(segments, known);
};

/** A text as known headings only; undefined when anything is left over. */
const partsOf = (
  text: string,
  known: ReadonlySet<string>,
  longest: number,
): readonly string[] | undefined => {
  const parts: string[] = [];
  for (let rest = text; rest !== ''; rest = rest.slice(parts.at(-1)!.length)) {
    const part = longestPrefix(rest, known, longest);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
};

/** A heading that is broken around other headings, as when columns of text extraction interleave. */
const rejoined = (segments: readonly Segment[], words: ReadonlySet<string>): readonly Segment[] => {
  const found = [...segments];
  for (let i = 0; i < found.length; i++) {
    if (found[i]!.known) continue;
    const rest = found.findIndex(
      ({ word, known }, j) =>
        j > i && j <= i + REJOIN_WORDS_MAX && !known && words.has(found[i]!.word + word),
    );
    if (rest === -1) continue;
    found[i] = { word: found[i]!.word + found[rest]!.word, known: true };
    found.splice(rest, 1);
  }
  return found;
};

/** How far apart the two parts of a broken heading may stand. */
const REJOIN_WORDS_MAX = 8;

const longestPrefix = (
  text: string,
  known: ReadonlySet<string>,
  longest: number,
): string | undefined => {
  // A single character such as 类 is a heading by itself only; inside a run it would part any word.
  for (let length = Math.min(longest, text.length); length > 1; length--)
    if (known.has(text.slice(0, length))) return text.slice(0, length);
  return /^[类款项数元]+$/.test(text) ? text[0] : undefined;
};

/** Reads the header that stands on these lines; null when none of its columns is there. */
export const readHeader = (lines: readonly TextLine[], form: TableForm): Header | null => {
  const vocabulary = vocabularyOf(form);
  const rows = lines.map(({ text }) => cellsOf(text));
  const cells = rows.some((row) => row !== null)
    ? columnCells(
        rows.filter((row) => row !== null),
        vocabulary,
        form,
      )
    : null;
  const words = lines.flatMap(({ text }) => headerKeys(text));
  const segments = segmented(words, vocabulary);
  const columns =
    cells && cells.columns.size > 0 ? inCells(cells.columns) : inWords(segments, vocabulary, form);
  if (columns.length === 0) return null;
  const prescribed = form.table === 1 && isUnitLayout(columns) ? UNIT_COLUMNS : form.columns;
  return {
    columns,
    cells: cells && cells.columns.size > 0 ? cells.columns : null,
    labels: cells?.labels ?? [],
    width: cells?.width ?? 0,
    missing: (form.table === 2 ? ['total', 'fiscal-appropriation'] : prescribed).filter(
      (column) => !columns.includes(column),
    ),
    named: form.kind !== 'coded' || words.some((word) => word.includes('名称')),
    strange: segments.flatMap(({ word, known }) => (known ? [] : [word])),
    lines,
  };
};

const isUnitLayout = (columns: readonly string[]): boolean =>
  columns.some((column) => column === 'personnel' || column === 'public');

const inCells = (cells: ReadonlyMap<number, string>): readonly string[] => [
  ...new Set([...cells].toSorted(([a], [b]) => a - b).map(([, column]) => column)),
];

/** The form's columns that the words name, in the form's order; T2, whose columns vary, in the printed order. */
const inWords = (
  segments: readonly Segment[],
  { keys }: Vocabulary,
  form: TableForm,
): readonly string[] => {
  const named: string[] = [];
  let unknown = 0;
  for (const { word, known } of segments) {
    const key = known ? keys.get(word) : undefined;
    if (key && !named.includes(key)) {
      // 事业单位经营收入 broken in two: its second half comes a line late.
      const at = word === '经营收入' ? named.indexOf('operating') + 1 : 0;
      if (at > 0) named.splice(at, 0, key);
      else named.push(key);
    } else if (!known && form.table === 2 && /(?:收入|资金|拨款|结转)$/.test(word))
      named.push(`unknown-${++unknown}`);
  }
  if (form.table === 2) return named;
  const order = form.table === 1 && isUnitLayout(named) ? UNIT_COLUMNS : form.columns;
  return order.filter((column) => named.includes(column));
};

interface ColumnCells {
  readonly columns: ReadonlyMap<number, string>;
  readonly labels: readonly number[];
  readonly width: number;
}

/** Where blanks are kept, the deepest heading over a cell names its column. */
const columnCells = (
  rows: readonly (readonly string[])[],
  { keys }: Vocabulary,
  form: TableForm,
): ColumnCells => {
  const width = Math.max(...rows.map((row) => row.length));
  const columns = new Map<number, string>();
  const labels: number[] = [];
  let unknown = 0;
  for (let index = 0; index < width; index++) {
    const stack = rows.flatMap((row) =>
      isBlank(row[index] ?? '') ? [] : [headingKey(row[index]!)],
    );
    const deepest = stack.at(-1);
    if (deepest === undefined) continue;
    if (stack.some((heading) => isLabelHeading(heading, form))) labels.push(index);
    const named = stack.findLast((heading) => keys.has(heading));
    const key =
      named === undefined ? (form.table === 9 ? ninthKey(stack) : undefined) : keys.get(named);
    const taken = key !== undefined && [...columns.values()].includes(key);
    // In two-sided tables the first amount column is the revenue's, and it is total too.
    if (key && (!taken || form.kind === 'two-sided')) columns.set(index, key);
    else if (
      !key &&
      form.table === 2 &&
      /(?:收入|资金|拨款|结转)$/.test(deepest) &&
      deepest !== '收入'
    )
      columns.set(index, `unknown-${++unknown}`);
  }
  return { columns, labels, width };
};

const isLabelHeading = (key: string, form: TableForm): boolean =>
  form.kind === 'coded' ? key.endsWith('名称') : form.kind === 'two-sided' && key === '项目';

/** T9 without its third header line: 公务用车购置及运行费 alone is the subtotal. */
const ninthKey = (stack: readonly string[]): string | undefined =>
  stack.some((key) => key.startsWith('公务用车购置')) ? 'vehicles' : undefined;

/** A line that may be a part of a header: short words, no figures, no sentence. */
export const mayBeHeader = (text: string): boolean =>
  text.length <= 200 && !/[。;:]|(?<!\d),|,(?!\d)/.test(fold(text));
