import type { FunctionComponent } from 'preact';
import type { ChangeEntry } from '../../audit/audit.answer.js';
import type { LinesAnswer } from '../../budgets/lines/lines.answer.js';
import type { CorrectableAmount } from '../../budgets/reports/correctable.query.js';
import type { ShownCell } from '../../budgets/tables/cell.query.js';
import { TABLES } from '../../domain/tables/forms.js';
import { address, budgetPath } from '../frame/address.js';
import { Amount } from '../frame/figures.js';
import { lineName } from '../frame/line-names.js';
import { columnText, rowText } from '../frame/part-names.js';
import { useSay } from '../frame/language.js';
import { Figure, NameCell, Scroll } from '../frame/parts.js';
import { ChangeRows } from '../frame/change-rows.js';
import type { BudgetQuestion } from './budget-frame.js';
import { tableName } from './tables.js';
import { Timeline } from './trail.js';

/** A cell of a table: where it is printed, who corrected it, and the lines that it adds up, each with the way to its trail. */
export const Cell: FunctionComponent<{
  readonly budget: string;
  readonly column: string;
  readonly cell: ShownCell;
  /** The lines of the budget. */
  readonly lines: LinesAnswer['lines'];
  /** What has changed the lines that it adds up. */
  readonly changes: readonly ChangeEntry[];
  /** Whether there are more changes. */
  readonly isPart: boolean;
  readonly names: ReadonlyMap<string, string>;
  readonly correctable: readonly CorrectableAmount[];
  readonly question: BudgetQuestion;
}> = ({ budget, column, cell, lines, changes, isPart, names, correctable, question }) => {
  const say = useSay();
  const { table } = cell;
  const below = new Set<string>(cell.lines);
  const { code, name } = cell.row;
  return (
    <>
      <h2>
        <a href={address(budgetPath(budget), { ...question, table })}>{tableName(table, say)}</a>{' '}
        {[code, table > TABLES ? name : rowText(code, name, say), columnText(table, column, say)]
          .filter(Boolean)
          .join(' · ')}
        {cell.amount !== null && (
          <>
            {say('：', ': ')}
            <Amount value={cell.amount} /> {say('元', 'yuan')}
          </>
        )}
      </h2>
      {cell.entries.length === 0 ? (
        <p class="notice">{say('公开文件没有列示此数。', 'No document prints this figure.')}</p>
      ) : (
        <Timeline
          budget={budget}
          entries={cell.entries}
          names={names}
          correctable={correctable}
          row={code ?? name}
        />
      )}
      {changes.length > 0 && (
        <Scroll label={say('此后的变更', 'What has changed it since')}>
          <table>
            <caption>
              {say('此后的变更', 'What has changed it since')}
              {isPart && (
                <span class="quiet">
                  {say(
                    `：最早的 ${changes.length} 笔；其余见各明细的轨迹`,
                    `: the first ${changes.length}; the others are in the trails of the lines`,
                  )}
                </span>
              )}
            </caption>
            <ChangeRows changes={changes} of={budget} />
          </table>
        </Scroll>
      )}
      {below.size > 0 && (
        <Scroll label={say('构成明细', 'The lines that it adds up')}>
          <table>
            <caption>
              {say('构成明细', 'The lines that it adds up')}{' '}
              <span class="quiet">{say('单位：元', 'in yuan')}</span>
            </caption>
            <thead>
              <tr>
                <th scope="col">{say('明细', 'Line')}</th>
                <th scope="col" class="figure">
                  {say('年初预算', 'Original')}
                </th>
                <th scope="col" class="figure">
                  {say('调整预算', 'Adjusted')}
                </th>
              </tr>
            </thead>
            <tbody>
              {lines
                .filter(({ line }) => below.has(line))
                .map((line) => {
                  const trail = address(budgetPath(budget, '/trail'), {
                    ...question,
                    line: line.line,
                  });
                  return (
                    <tr key={line.line}>
                      <NameCell>
                        <a href={trail}>{lineName(line, say)}</a>
                      </NameCell>
                      <Figure value={line.original} href={trail} />
                      <Figure value={line.adjusted} href={trail} />
                    </tr>
                  );
                })}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
};
