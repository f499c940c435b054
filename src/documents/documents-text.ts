import { said, say } from '../cli/say.js';
import { asText, grid } from '../cli/grid.js';
import { shanghaiTime } from '../cli/shanghai-time.js';
import type { Style } from '../cli/style.js';
import { printable } from '../text/columns.js';
import type { Page } from '../validation/page.js';
import type { DocumentAnswer, ShownDocument } from './documents.answer.js';

/** So many digits of a SHA-256 name one document among all of a ledger. */
const DIGITS_SHOWN = 12;

/** The list of documents for a terminal. */
export const documentsAsText = ({ items, next }: Page<DocumentAnswer>, style: Style): string => {
  if (items.length === 0)
    return `${say`There is no such document: record one with imports add FILE.`}\n`;
  return asText([
    ...grid(
      items,
      [
        { header: 'sha256', cell: ({ sha256 }) => short(sha256) },
        {
          header: 'budget',
          cell: ({ budget, stopped }) => (stopped ? say`${budget} (stopped)` : budget),
        },
        { header: 'title', cell: ({ title }) => printable(title) },
        { header: 'file', cell: ({ file }) => printable(file ?? '') },
        { header: 'imported by', cell: ({ actor }) => printable(actor) },
        { header: 'at', cell: ({ recordedAt }) => shanghaiTime(recordedAt) },
        {
          header: 'superseded by',
          cell: ({ supersededBy }) => (supersededBy === null ? '' : short(supersededBy)),
        },
      ],
      style,
    ),
    ...(next === null ? [] : [say`more with --after ${next}`]),
  ]);
};

/** One document for a terminal. */
export const documentAsText = (document: ShownDocument): string => {
  const { sha256, title, agency, budget, file, mediaType, bytes, pages, keeping } = document;
  const { publishedOn, recordedAt, actor, supersededBy, tables, events, eventCounts } = document;
  const size = [
    mediaType,
    ...(bytes === null ? [] : [say`${bytes} bytes`]),
    ...(pages === null ? [] : [pages === 1 ? say`1 page` : say`${pages} pages`]),
  ].join(', ');
  const of = (state: string) =>
    tables.filter((each) => each.state === state).map(({ table }) => `T${table}`);
  return asText([
    `${printable(title)}`,
    `sha256 ${sha256}`,
    say`file ${printable(file ?? said('without a name'))}, ${size}`,
    said(KEEPING[keeping]),
    say`budget ${budget}, ${printable(agency.name)}${publishedOn === null ? '' : say`, published on ${publishedOn}`}`,
    say`imported by ${printable(actor)} at ${shanghaiTime(recordedAt)}`,
    ...(supersededBy === null ? [] : [say`superseded by ${supersededBy}`]),
    say`tables: ${(['read', 'declared-empty', 'missing'] as const)
      .map((state) => ({ state, found: of(state) }))
      .filter(({ found }) => found.length > 0)
      .map(({ state, found }) => `${said(state.replace('-', ' '))} ${found.join(' ')}`)
      .join('; ')}`,
    say`events: ${events.length}`,
    ...Object.entries(eventCounts).map(([type, count]) => `  ${count} ${type}`),
  ]);
};

const KEEPING: Readonly<Record<ShownDocument['keeping'], string>> = {
  kept: 'kept, with the bytes that were recorded: documents fetch writes it',
  missing: 'not kept: import the same file once more, and it is kept from then on',
  damaged: 'damaged: put it back from a backup, or import the same file once more',
};

const short = (sha256: string): string => sha256.slice(0, DIGITS_SHOWN);
