import { headerLines, spread, type LaidDocument, type LaidTable } from './layout.js';
import { escaped } from '../tables/table-markdown.js';

/** A budget as Markdown: cover, sentences, and tables; a cell that a heading spans is blank. */
export const documentAsMarkdown = (document: LaidDocument): string =>
  `${[
    `# ${document.title}`,
    ...document.cover.map(escaped),
    `## ${document.heading}`,
    ...document.sections.flatMap(({ heading, paragraphs }) => [
      `### ${escaped(heading)}`,
      ...paragraphs.map(escaped),
    ]),
    ...document.absent.map(escaped),
    ...document.tables.flatMap(tableLines),
  ].join('\n\n')}\n`;

const tableLines = (table: LaidTable): readonly string[] => {
  const [first, ...others] = headerLines(table);
  const rule = table.columns.map(({ kind }) => (kind === 'amount' ? '---:' : '---'));
  const rows = table.rows.map((row) => spread(row).map(({ text }) => text));
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [
    `## ${escaped(table.title)}`,
    escaped(table.agency),
    table.unit,
    [line(first!), `| ${rule.join(' | ')} |`, ...[...others, ...rows].map(line)].join('\n'),
    ...(table.note === null ? [] : [table.note]),
  ];
};
