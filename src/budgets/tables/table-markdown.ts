import { isSided, fileColumnLabel, fileRowsOf, noteUnder } from './file-rows.js';
import type { TableAnswer } from './table.answer.js';

const SIDES = { revenue: '收入', expenditure: '支出' } as const;

/** A table for a report: title, unit, the statutory columns with the amounts right-aligned, and what is said below it. */
export const tableAsMarkdown = (answer: TableAnswer): string => {
  const sided = isSided(answer);
  const { textColumns: headings = [] } = answer;
  const header = [
    '编码',
    '名称',
    ...headings.map(escaped),
    ...answer.columns.map((key) => escaped(fileColumnLabel(answer, key))),
  ];
  const rule = ['---', '---', ...headings.map(() => '---'), ...answer.columns.map(() => '---:')];
  const rows = fileRowsOf(answer).map(({ code, name, side, total, texts = {}, cells }) => [
    escaped(code),
    total ? `**${escaped(name)}**` : escaped(name),
    ...headings.map((heading) => escaped(texts[heading] ?? '')),
    ...answer.columns.map((key) => cells[key] ?? ''),
    ...(sided ? [side ? SIDES[side] : ''] : []),
  ]);
  const note = noteUnder(answer);
  if (sided) {
    header.push('收支');
    rule.push('---');
  }
  return [
    `## 表${answer.table} ${escaped(answer.title)}`,
    '',
    `${answer.budget}，单位：${answer.unit}`,
    '',
    ...[header, rule, ...rows].map((row) => `| ${row.join(' | ')} |`),
    ...(note === null ? [] : ['', note]),
    '',
  ].join('\n');
};

/** The text with the characters of Markdown escaped, on one line. */
export const escaped = (text: string): string =>
  text.replace(/[\\|*_`<>[\]]/g, '\\$&').replace(/\s*[\r\n]+\s*/g, ' ');
