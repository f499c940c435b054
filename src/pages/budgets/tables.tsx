import type { ComponentChildren, FunctionComponent, VNode } from 'preact';
import type { FurtherTableName } from '../../budgets/tables/further-tables.query.js';
import type { Cells, PrintedTableAnswer, TableAnswer } from '../../budgets/tables/table.answer.js';
import { rowNames, TOTAL_ROW } from '../../budgets/tables/cell.query.js';
import { columnLabel, type TableForm } from '../../domain/tables/budget-form.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import { FUNCTION_ITEM } from '../../domain/values/line.js';
import { address, budgetPath } from '../frame/address.js';
import { useSay, type Say } from '../frame/language.js';
import { Rows } from '../frame/rows.js';
import type { BudgetQuestion } from './budget-frame.js';
import { englishColumn, englishRow, englishTitle } from '../frame/english-names.js';
import { Amount } from '../frame/figures.js';
import { unitName } from '../frame/part-names.js';
import { Downloads, NameCell } from '../frame/parts.js';
import { Printed } from '../frame/printed.js';

interface Properties {
  readonly answer: TableAnswer;
  readonly question: BudgetQuestion;
  /** What the reader has of it already, see {@link Rows}. */
  readonly before?: TableAnswer | undefined;
}

/** A table by its number, in words. */
export const tableName = (table: number, say: Say): string => say(`表${table}`, `Table ${table}`);

/** The title of a table in the language of the page: of one of the nine what its kind shows. */
export const tableTitle = (answer: PrintedTableAnswer, say: Say): string => {
  const table = formOfTable(answer);
  return say(answer.title, table ? englishTitle(table.kind) : answer.title);
};

/** One table in the layout of its form, and the way to the others and to those that are none of the nine. */
export const Table: FunctionComponent<
  Properties & { readonly further: readonly FurtherTableName[] }
> = ({ answer, further, question, before }) => {
  const say = useSay();
  const tables = [
    ...ANSWERED_FORM.tables.map(({ table, kind, titles: [title = ''] }) => ({
      table,
      title: say(title, englishTitle(kind)),
    })),
    ...further,
  ];
  const here = budgetPath(answer.budget);
  return (
    <>
      <nav class="pages" aria-label={say('各表', 'The tables')}>
        {tables.map(({ table, title }) => (
          <a
            key={table}
            href={address(here, { ...question, table })}
            aria-current={table === answer.table ? 'page' : undefined}
            title={title}
          >
            {tableName(table, say)}
          </a>
        ))}
      </nav>
      {answer.state === 'missing' && (
        <p class="notice">
          {say('公开文件没有这张表。', 'The published document lacks this table. ')}
          <a href={address(here, { ...question, table: answer.table, rebuild: 'true' })}>
            {say('由明细计算', 'Calculate it from the lines')}
          </a>
        </p>
      )}
      {answer.state === 'declared-empty' && <DeclaredEmpty />}
      {answer.changedSince === true && (
        <p class="notice">
          {say(
            '预算公布后有变动，本表仍是公布时的数字。',
            'The budget was changed since it was published; this table still has the published figures.',
          )}
        </p>
      )}
      <Figures answer={answer} question={question} before={before} />
      <Downloads
        name={say('下载本表：', 'Download the table:')}
        path={`/v1/budgets/${answer.budget}/tables/${answer.table}`}
        question={{ ...question }}
        formats={['xlsx', 'csv', 'md']}
      />
    </>
  );
};

/** Says that a document declares a table empty. */
export const DeclaredEmpty: FunctionComponent = () => {
  const say = useSay();
  return (
    <p class="notice">{say('文件注明本表为空表。', 'The document declares this table empty.')}</p>
  );
};

const isTwoSided = (
  totals: TableAnswer['totals'],
): totals is Extract<TableAnswer['totals'], { readonly revenue: unknown }> =>
  typeof (totals as { readonly revenue?: unknown }).revenue === 'object' &&
  (totals as { readonly revenue?: unknown }).revenue !== null;

/** One side of a table, or all of it: its rows with the amounts of its columns, and the row that sums them, of which `name` is null. */
interface Side {
  /** What its last row is asked for by. */
  readonly asked: string;
  readonly name: string | null;
  readonly columns: readonly string[];
  /** Whether any row has a code, and whether any has a name or is the sum: a column without any is left out. */
  readonly hasCodes: boolean;
  readonly hasNames: boolean;
  readonly rows: readonly {
    readonly asked: string;
    readonly code: string | null;
    readonly name: string | null;
    /** Below the text columns of the table. */
    readonly texts: readonly string[];
    readonly cells: readonly (string | null | undefined)[];
  }[];
}

/** The table in the form of the answers; undefined for one that is none of the nine. */
const formOfTable = ({ table }: PrintedTableAnswer): TableForm | undefined =>
  ANSWERED_FORM.tables.find((each) => each.table === table);

const sidesOf = (answer: PrintedTableAnswer, say: Say): readonly Side[] => {
  const { totals } = answer;
  const names = rowNames(answer.rows);
  const form = formOfTable(answer);
  // The one row of a table may be all of it, and a further table may print no total.
  const isSummed = form
    ? form.shape !== 'one-row' || answer.rows.length !== 1
    : Object.values(totals).some((total) => total !== null);
  const { textColumns = [] } = answer;
  const textsOf = (texts: Readonly<Record<string, string>> = {}) =>
    textColumns.map((heading) => texts[heading] ?? '');
  const all = answer.rows.map((row, i) => ({ ...row, asked: names[i]! }));
  const side = (
    asked: string,
    name: string | null,
    rows: typeof all,
    sums: Cells,
    columns: readonly string[],
  ): Side => {
    const amounts = (cells: Cells) => columns.map((column) => cells[column]);
    return {
      asked,
      name,
      columns,
      hasCodes: rows.some(({ code }) => code !== null),
      hasNames: isSummed || rows.some((row) => row.name !== ''),
      rows: [
        ...rows.map((row) => ({
          asked: row.asked,
          code: row.code,
          name: row.name,
          texts: textsOf(row.texts),
          cells: amounts(row.cells),
        })),
        ...(isSummed
          ? [
              {
                asked,
                code: null,
                name: null,
                texts: textsOf(answer.totalTexts),
                cells: amounts(sums),
              },
            ]
          : []),
      ],
    };
  };
  if (!isTwoSided(totals)) return [side(TOTAL_ROW, null, all, totals as Cells, answer.columns)];
  return (['revenue', 'expenditure'] as const).map((which) => {
    const rows = all.filter((row) => row.side === which);
    return side(
      `${which}/${TOTAL_ROW}`,
      which === 'revenue' ? say('收入', 'Revenue') : say('支出', 'Expenditure'),
      rows,
      totals[which],
      answer.columns.filter(
        (column) => rows.some(({ cells }) => column in cells) || column in totals[which],
      ),
    );
  });
};

const Figures: FunctionComponent<Properties> = ({ answer, question, before }) => {
  /** 项 leads to its trail, any other code to the lines below it; a further table shows no lines. */
  const codeCell = (code: string) =>
    formOfTable(answer) === undefined ? (
      code
    ) : (
      <a
        href={
          FUNCTION_ITEM.test(code)
            ? address(budgetPath(answer.budget, '/trail'), { ...question, line: code })
            : address(budgetPath(answer.budget, '/lines'), { ...question, code })
        }
      >
        {code}
      </a>
    );
  const inTable = address(budgetPath(answer.budget, '/trail'), {
    ...question,
    table: answer.table,
  });
  /** A figure, which leads to where it is printed and to what it adds up. */
  const cell: RenderCell = (row, column, value) => (
    <td key={column} class="figure">
      {value && (
        <a href={`${inTable}&row=${encodeURIComponent(row)}&column=${encodeURIComponent(column)}`}>
          <Amount value={value} />
        </a>
      )}
    </td>
  );
  return <TableFigures answer={answer} before={before} cell={cell} codeCell={codeCell} />;
};

/** The cell of a figure, by what its row is asked for by and the key of its column; a blank has no value. */
export type RenderCell = (row: string, column: string, value: string | null | undefined) => VNode;

/** A table in the statutory layout, of two sides next to one another. */
export const TableFigures: FunctionComponent<{
  readonly answer: PrintedTableAnswer;
  /** What the reader has of it already, see {@link Rows}. */
  readonly before?: PrintedTableAnswer | undefined;
  readonly cell: RenderCell;
  /** What stands where a code is printed. */
  readonly codeCell?: (code: string) => ComponentChildren;
}> = ({ answer, before, cell, codeCell = (code) => code }) => {
  const say = useSay();
  const table = formOfTable(answer);
  const title = table && englishTitle(table.kind);
  const had = before && new Map(sidesOf(before, say).map((side) => [side.asked, side]));
  /** Rows of other columns are other rows. */
  const columnsOf = ({ columns, hasCodes, hasNames }: Side) =>
    JSON.stringify([columns, hasCodes, hasNames]);
  const rowsBefore = (now: Side) => {
    const side = had?.get(now.asked);
    return side && columnsOf(side) === columnsOf(now) ? side.rows : undefined;
  };
  return (
    <div class="scroll sides" tabIndex={0} role="region" aria-label={tableTitle(answer, say)}>
      {sidesOf(answer, say).map((side) => (
        <table key={side.asked}>
          <caption>
            <Printed words={answer.title} english={title} />
            {side.name !== null && ` · ${side.name}`}{' '}
            <span class="quiet whole">
              {say('单位：', 'Unit: ')}
              {unitName(answer.unit, say)}
            </span>
          </caption>
          <thead>
            <tr>
              {side.hasCodes && <th scope="col">{say('编码', 'Code')}</th>}
              {side.hasNames && <th scope="col">{say('项目', 'Item')}</th>}
              {answer.textColumns?.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
              {side.columns.map((column) => (
                <th key={column} scope="col" class="figure">
                  <Printed
                    words={table ? columnLabel(table, column) : column}
                    english={table && englishColumn(table.kind, column)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <Rows
            name={side.asked}
            rows={side.rows}
            before={rowsBefore(side)}
            nameOf={({ asked }) => asked}
            render={({ asked, code, name, texts, cells }) => (
              <tr class={asked === side.asked ? 'total' : undefined}>
                {side.hasCodes && <td>{code !== null && codeCell(code)}</td>}
                {!side.hasNames ? null : name === null ? (
                  <NameCell isTotal>{say('合计', 'Total')}</NameCell>
                ) : (
                  <NameCell indent={indentOf(code)}>
                    <Printed words={name} english={table && englishRow(code, name)} />
                  </NameCell>
                )}
                {texts.map((text, i) => (
                  <td key={i}>{text}</td>
                ))}
                {cells.map((value, i) => cell(asked, side.columns[i]!, value))}
              </tr>
            )}
          />
        </table>
      ))}
    </div>
  );
};

/** 款 and 项 stand under their 类. */
const indentOf = (code: string | null): string | undefined =>
  code === null || code.length <= 3 ? undefined : code.length <= 5 ? 'indent-1' : 'indent-2';
