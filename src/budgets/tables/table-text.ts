import { said } from '../../cli/say.js';
import { printable } from '../../text/columns.js';
import { plain, type Style } from '../../cli/style.js';
import { asOfLine } from '../as-of/as-of-text.js';
import { asText, grid, type Column } from '../../cli/grid.js';
import { isSided, fileColumnLabel, fileRowsOf, type FileRow } from './file-rows.js';
import type { TableAnswer } from './table.answer.js';

const STATES: Readonly<Record<TableAnswer['state'], string | null>> = {
  read: null,
  rebuilt: 'rebuilt from the lines: no document of this budget has it',
  'declared-empty': 'the document declares it empty (本表无数据)',
  missing: 'no document of this budget has it: --rebuild builds it from the lines',
};

const CHANGED_SINCE =
  'the budget was changed since it was published; this table still has the published figures';

/** A table for a terminal, with the statutory columns; a blank cell of the document stays blank. `rebuild`: it was asked for. */
export const tableAsText = (
  answer: TableAnswer,
  style: Style = plain,
  { rebuild = false }: { readonly rebuild?: boolean | undefined } = {},
): string => {
  // Before the first record there are no lines either that --rebuild could use.
  const state =
    answer.asOf.recorded === null
      ? 'nothing was recorded by then'
      : answer.state === 'missing' && rebuild
        ? 'no document of this budget has it, and no line belongs to it'
        : STATES[answer.state];
  const rows = fileRowsOf(answer);
  // The one row of the three-public expenses has neither code nor name.
  const isNamed = rows.some(({ name }) => name !== '');
  const columns: Column<FileRow>[] = [
    ...(isNamed
      ? [
          { header: '编码', cell: ({ code }: FileRow) => code },
          { header: isSided(answer) ? '项目' : '名称', cell: indented },
        ]
      : []),
    ...(answer.textColumns ?? []).map((heading): Column<FileRow> => ({
      header: heading,
      cell: ({ texts }) => texts?.[heading] ?? '',
    })),
    ...answer.columns.map((key): Column<FileRow> => ({
      header: fileColumnLabel(answer, key),
      cell: ({ cells }) => cells[key],
      figure: true,
    })),
  ];
  const sides = isSided(answer)
    ? [rows.filter(({ side }) => side === 'revenue'), rows.filter(({ side }) => side !== 'revenue')]
    : [rows];
  return asText([
    style('bold', `表${answer.table} ${printable(answer.title)}`),
    `${answer.budget}  单位：${answer.unit}${state === null ? '' : `  (${said(state)})`}`,
    ...sides
      .filter((side) => side.length > 0)
      .flatMap((side) => ['', ...grid(side, columns, style, ({ total }) => total)]),
    ...(answer.changedSince === true ? ['', said(CHANGED_SINCE)] : []),
    '',
    asOfLine(answer.asOf, style),
  ]);
};

/** Names are indented by their level: 类, 款, 项. */
const indented = ({ code, name }: FileRow): string =>
  `${'  '.repeat(Math.max(0, (code.length - 3) / 2))}${name}`;
