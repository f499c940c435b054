import type { FunctionComponent } from 'preact';
import type { PreviewedTable } from '../../imports/previewed-tables.query.js';
import {
  DeclaredEmpty,
  tableName,
  TableFigures,
  tableTitle,
  type RenderCell,
} from '../budgets/tables.js';
import { Amount } from '../frame/figures.js';
import { useSay } from '../frame/language.js';

/** What was read of a file, as its tables are laid out. The script shows one of them, and marks the places of its figures on the page. */
export const ReadTables: FunctionComponent<{ readonly tables: readonly PreviewedTable[] }> = ({
  tables,
}) => {
  const say = useSay();
  return (
    <div id="tables">
      <nav class="pages" aria-label={say('读出的表', 'What was read')}>
        {tables.map(({ answer }) => (
          <button
            key={answer.table}
            type="button"
            class={answer.state === 'read' ? 'choice' : 'choice quiet'}
            data-choose={answer.table}
            title={tableTitle(answer, say)}
          >
            {tableName(answer.table, say)}
          </button>
        ))}
      </nav>
      {tables.map((table) => (
        <ReadTable key={table.answer.table} table={table} />
      ))}
    </div>
  );
};

const ReadTable: FunctionComponent<{ readonly table: PreviewedTable }> = ({
  table: { answer, rows },
}) => {
  const say = useSay();
  const pages = new Set(
    [...rows.values()].flatMap(({ cells }) => Object.values(cells).map(({ place }) => place.page)),
  );
  /** A figure, which leads to its place: `nth` of the equal ones to the right of what is printed `near` it. */
  const cell: RenderCell = (asked, column, value) => {
    const row = rows.get(asked);
    const printed = row?.cells[column];
    const equal =
      row && answer.columns.filter((each) => row.cells[each]?.place.text === printed?.place.text);
    return (
      <td key={column} class="figure" data-cell={row && `${row.row} ${column}`}>
        {value &&
          (row && printed && equal ? (
            <button
              type="button"
              class="link"
              data-place={JSON.stringify({
                page: printed.place.page,
                line: printed.place.line,
                text: printed.place.text,
                near: row.printedCode ?? row.name,
                nth: equal.indexOf(column),
              })}
            >
              <Amount value={value} />
            </button>
          ) : (
            <Amount value={value} />
          ))}
      </td>
    );
  };
  return (
    <div class="read" data-table={answer.table} data-pages={JSON.stringify([...pages])} hidden>
      {answer.state === 'declared-empty' && <DeclaredEmpty />}
      {answer.state === 'missing' ? (
        <p class="notice">
          {tableTitle(answer, say)}
          {say('：文件没有这张表。', ': the document lacks this table.')}
        </p>
      ) : (
        <TableFigures answer={answer} cell={cell} />
      )}
    </div>
  );
};
