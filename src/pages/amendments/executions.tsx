import type { FunctionComponent } from 'preact';
import { Actor } from '../budgets/findings.js';
import { useSay } from '../frame/language.js';
import { Allowed } from '../frame/person.js';

/** What was spent, pasted from a spreadsheet: the code, and the amount in the last column. */
export const Executions: FunctionComponent<{ readonly budget: string }> = ({ budget }) => {
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
            <option value="provisional">{say('执行中', 'provisional')}</option>
            <option value="final">{say('决算', 'final')}</option>
          </select>
        </label>
        <label>
          {say(
            '从表格粘贴：功能分类项编码、金额（元）',
            'Paste from a spreadsheet: code and amount (yuan)',
          )}
          <textarea
            name="figures"
            data-pasted={say(
              '此行不是七位编码在前、金额在后，未登记：',
              'Nothing is recorded. This row is not a code of seven digits with an amount behind it: ',
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
