import type { FunctionComponent } from 'preact';
import type { ExecutionsAnswer } from '../../budgets/reports/executions.query.js';
import { functional } from '../../domain/classification/lookup.js';
import { address, budgetPath } from '../frame/address.js';
import { ShanghaiTime } from '../frame/figures.js';
import { useSay, type Say } from '../frame/language.js';
import { Figure, NameCell, Scroll } from '../frame/parts.js';
import { measureName, rowText } from '../frame/part-names.js';
import { Allowed } from '../frame/person.js';
import type { BudgetQuestion } from './budget-frame.js';
import { Actor } from './findings.js';

const statusName = (status: ExecutionsAnswer['figures'][number]['status'], say: Say): string =>
  status === 'final' ? say('决算', 'final') : say('执行中', 'provisional');

/** What was spent, line by line: how much, up to which day, who recorded it and when. A code leads to its lines. */
export const Executions: FunctionComponent<{
  readonly answer: ExecutionsAnswer;
  /** Only figures whose code begins with it; empty for all. */
  readonly code: string;
  readonly question: BudgetQuestion;
}> = ({ answer, code, question }) => {
  const say = useSay();
  const { budget } = answer;
  const figures = answer.figures.filter((each) => each.function.startsWith(code));
  if (figures.length === 0)
    return <p class="notice">{say('没有登记执行数。', 'Nothing is recorded as spent.')}</p>;
  return (
    <Scroll label={say('执行数', 'What was spent')}>
      <table>
        <caption>
          {say('执行数', 'What was spent')}{' '}
          <span class="quiet">{say('单位：元', 'Unit: yuan')}</span>
          {code !== '' && (
            <>
              {' '}
              <a href={address(budgetPath(budget, '/executions'), { ...question })}>
                {say('全部执行数', 'all of it')}
              </a>
            </>
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('编码', 'Code')}</th>
            <th scope="col">{say('名称', 'Name')}</th>
            <th scope="col">{say('类别', 'Part')}</th>
            <th scope="col" class="figure">
              {say('执行数', 'Executed')}
            </th>
            <th scope="col">{say('截至日期', 'Up to')}</th>
            <th scope="col">{say('性质', 'Status')}</th>
            <th scope="col">{say('登记', 'Recorded')}</th>
            <th scope="col">{say('操作人', 'By')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((each, i) => (
            <tr key={i}>
              <td>
                <a
                  href={address(budgetPath(budget, '/lines'), { ...question, code: each.function })}
                >
                  {each.function}
                </a>
              </td>
              <NameCell>
                {rowText(each.function, functional.nameOf(each.function) ?? '', say)}
              </NameCell>
              <td>
                {[each.expenditure && measureName(each.expenditure, say), each.project]
                  .filter(Boolean)
                  .join(' · ')}
              </td>
              <Figure value={each.amount} />
              <td class="whole">{each.upTo}</td>
              <td>{statusName(each.status, say)}</td>
              <td>
                <ShanghaiTime at={each.recordedAt} />
              </td>
              <td>{each.actor}</td>
            </tr>
          ))}
          {code === '' && (
            <tr class="total">
              <td />
              <NameCell isTotal>{say('合计', 'Total')}</NameCell>
              <td />
              <Figure value={answer.total} />
              <td colSpan={4} />
            </tr>
          )}
        </tbody>
      </table>
    </Scroll>
  );
};

/** The form for what was spent, pasted from a spreadsheet: the code, and the amount in the last column. */
export const RecordExecutions: FunctionComponent<{ readonly budget: string }> = ({ budget }) => {
  const say = useSay();
  return (
    <Allowed to="enter" budget={budget}>
      <h2>{say('登记执行数', 'Record what was spent')}</h2>
      <form class="row" data-post={`/v1/budgets/${budget}/executions`} data-budget={budget}>
        <label>
          {say('截至日期', 'Up to')}
          <input name="asOf" type="date" required />
        </label>
        <label>
          {say('性质', 'Status')}
          <select name="status">
            {(['provisional', 'final'] as const).map((status) => (
              <option key={status} value={status}>
                {statusName(status, say)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say(
            '从表格粘贴：功能分类项编码、金额（元），或合计、基本支出、项目支出三栏金额',
            'Paste from a spreadsheet: code and amount (yuan), or the total, basic and project expenditure',
          )}
          <textarea
            name="figures"
            data-pasted={say(
              '此行不是七位编码在前，后有一个金额，或合计及其基本支出、项目支出，未登记：',
              'Nothing is recorded. This row is not a code of seven digits with an amount behind it, or with a total and the basic and project expenditure that add up to it: ',
            )}
            rows={6}
            cols={40}
            required
          />
        </label>
        <Actor />
        <button>{say('登记', 'Record')}</button>
        <output role="status" />
      </form>
    </Allowed>
  );
};
