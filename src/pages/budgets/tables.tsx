import type { FunctionComponent } from 'preact';
import type { TableAnswer } from '../../budgets/tables/table.answer.js';
import { rowNames, TOTAL_ROW } from '../../budgets/tables/cell.query.js';
import { columnLabel } from '../../domain/tables/budget-form.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import { FUNCTION_ITEM } from '../../domain/values/line.js';
import { address, budgetPath } from '../frame/address.js';
import { useSay } from '../frame/language.js';
import type { BudgetQuestion } from './budget-frame.js';
import { Amount } from '../frame/figures.js';

interface Properties {
  readonly answer: TableAnswer;
  readonly question: BudgetQuestion;
}

/** One table in the layout of its form, and the way to the others. */
export const Table: FunctionComponent<Properties> = ({ answer, question }) => {
  const say = useSay();
  const form = ANSWERED_FORM;
  const here = budgetPath(answer.budget);
  return (
    <>
      <nav class="pages" aria-label={say('各表', 'The tables')}>
        {form.tables.map(({ table, titles: [title] }) => (
          <a
            key={table}
            href={address(here, { ...question, table })}
            aria-current={table === answer.table ? 'page' : undefined}
            title={title}
          >
            {say(`表${table}`, `Table ${table}`)}
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
      {answer.state === 'declared-empty' && (
        <p class="notice">
          {say('文件注明本表为空表。', 'The document declares this table empty.')}
        </p>
      )}
      <Figures answer={answer} question={question} />
      <Downloads
        path={`/v1/budgets/${answer.budget}/tables/${answer.table}`}
        question={question}
        formats={['xlsx', 'csv', 'md']}
      />
    </>
  );
};

/** Links that give an answer of the interface as a file. */
export const Downloads: FunctionComponent<{
  readonly path: string;
  readonly question: BudgetQuestion;
  readonly formats: readonly string[];
}> = ({ path, question, formats }) => {
  const say = useSay();
  return (
    <p class="pages">
      {say('下载：', 'Download:')}
      {formats.map((format) => (
        <a key={format} href={address(path, { ...question, format })} download>
          {format.toUpperCase()}
        </a>
      ))}
      <button type="button" class="plain" data-copy="table" hidden>
        {say('复制表格', 'Copy the table')}
      </button>
    </p>
  );
};

const isTwoSided = (
  totals: TableAnswer['totals'],
): totals is Extract<TableAnswer['totals'], { readonly revenue: unknown }> =>
  typeof (totals as { readonly revenue?: unknown }).revenue === 'object' &&
  (totals as { readonly revenue?: unknown }).revenue !== null;

const Figures: FunctionComponent<Properties> = ({ answer, question }) => {
  const say = useSay();
  const table = ANSWERED_FORM.tables.find((each) => each.table === answer.table)!;
  const { totals } = answer;
  const names = rowNames(answer.rows);
  const rows = answer.rows.map((row, i) => ({ ...row, asked: names[i]! }));
  const sides = isTwoSided(totals)
    ? (['revenue', 'expenditure'] as const).map((side) => ({
        asked: `${side}/${TOTAL_ROW}`,
        name: side === 'revenue' ? say('收入', 'Revenue') : say('支出', 'Expenditure'),
        rows: rows.filter((row) => row.side === side),
        totals: totals[side],
        columns: answer.columns.filter(
          (column) =>
            rows.some((row) => row.side === side && column in row.cells) || column in totals[side],
        ),
      }))
    : [{ asked: TOTAL_ROW, name: null, rows, totals, columns: answer.columns }];
  /** 项 leads to its trail, any other code to the lines below it. */
  const hrefOf = (code: string): string =>
    FUNCTION_ITEM.test(code)
      ? address(budgetPath(answer.budget, '/trail'), { line: code })
      : address(budgetPath(answer.budget, '/lines'), { code });
  const inTable = address(budgetPath(answer.budget, '/trail'), {
    ...question,
    table: answer.table,
  });
  /** A figure, which leads to where it is printed and to what it adds up. */
  const cell = (row: string, column: string, value: string | null | undefined) => (
    <td key={column} class="figure">
      {value && (
        <a href={`${inTable}&row=${encodeURIComponent(row)}&column=${column}`}>
          <Amount value={value} />
        </a>
      )}
    </td>
  );
  return (
    <div class="scroll sides" tabIndex={0} role="region" aria-label={answer.title}>
      {sides.map(({ asked, name, rows: shown, totals: sums, columns }) => (
        <table key={name}>
          <caption>
            {answer.title}
            {name !== null && ` · ${name}`}{' '}
            <span class="quiet">
              {say('单位：', 'Unit: ')}
              {answer.unit}
            </span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{say('编码', 'Code')}</th>
              <th scope="col">{say('项目', 'Item')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" class="figure">
                  {columnLabel(table, column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                <td>{row.code !== null && <a href={hrefOf(row.code)}>{row.code}</a>}</td>
                <td class={indentOf(row.code)}>{row.name}</td>
                {columns.map((column) => cell(row.asked, column, row.cells[column]))}
              </tr>
            ))}
            <tr class="total">
              <td />
              <th scope="row">{say('合计', 'Total')}</th>
              {columns.map((column) =>
                cell(asked, column, (sums as Readonly<Record<string, string | null>>)[column]),
              )}
            </tr>
          </tbody>
        </table>
      ))}
    </div>
  );
};

/** 款 and 项 stand under their 类. */
const indentOf = (code: string | null): string | undefined =>
  code === null || code.length <= 3 ? undefined : code.length <= 5 ? 'indent-1' : 'indent-2';
