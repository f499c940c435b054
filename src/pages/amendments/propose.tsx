import type { FunctionComponent } from 'preact';
import type { LinesAnswer } from '../../budgets/lines/lines.answer.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import { EXPENDITURES } from '../../domain/values/line.js';
import { UNITS } from '../../domain/values/money.js';
import { Actor } from '../budgets/findings.js';
import { BudgetOptions } from '../frame/budget-names.js';
import { lineName, lineNames } from '../frame/line-names.js';
import { useSay, type Say } from '../frame/language.js';
import type { NamesById } from '../frame/names-apart.js';
import { withSeparators } from '../../text/with-separators.js';
import { englishTitle } from '../frame/english-names.js';
import { amendmentKindName, columnTexts, measureName, unitName } from '../frame/part-names.js';
import { AMENDMENT_KINDS } from '../../domain/events/budget.events.js';

/** How many lines the form begins with: where they are filled in, there is one more. */
const CHANGES = 4;

/** The form that proposes an amendment, with what every change would move. */
export const Propose: FunctionComponent<{
  readonly answer: LinesAnswer;
  /** What waits for a decision on a line, in yuan, by its key. */
  readonly pending: ReadonlyMap<string, string>;
  /** The budgets that may receive a transfer. */
  readonly receivers: NamesById;
  /** What rows of the tables are called that are not called as they print, by what they print. */
  readonly rows: Readonly<Record<string, string>>;
}> = ({ answer, pending, receivers, rows }) => {
  const say = useSay();
  const of = (wanted: string) => answer.lines.filter(({ schedule }) => schedule === wanted);
  const economics = new Map(
    of('economic').map(({ economic, name }) => [economic, `${name} · ${economic}`]),
  );
  return (
    <>
      <h2>{say('提出调整', 'Propose an amendment')}</h2>
      <form
        class="row"
        data-post={`/v1/budgets/${answer.budget}/amendments`}
        data-budget={answer.budget}
        data-preview=""
      >
        <label>
          {say('类型', 'Kind')}
          <select name="kind">
            {AMENDMENT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {amendmentKindName(kind, say)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('事由', 'Reason')}
          <input name="reason" required />
        </label>
        <label>
          {say('转入预算（调剂给其他单位、结转）', 'Receiving budget (transfers)')}
          <input name="to" list="budgets" size={32} autocomplete="off" />
        </label>
        <BudgetOptions id="budgets" budgets={receivers} />
        <datalist id="lines-of-budget">
          {of('expenditure').map((line) => (
            <option
              key={line.line}
              value={lineName(line, say)}
              data-line={line.line}
              data-adjusted={line.adjusted}
              data-pending={pending.get(line.line)}
            >
              {withSeparators(line.adjusted)}
            </option>
          ))}
        </datalist>
        <datalist id="economics-of-budget">
          {[...economics].map(([economic, name]) => (
            <option key={economic} value={name} />
          ))}
        </datalist>
        {Array.from({ length: CHANGES }, (_, i) => (
          <fieldset key={i}>
            <legend>{say(`第 ${i + 1} 行`, `Line ${i + 1}`)}</legend>
            <label>
              {say('科目（名称或编码）', 'Line (name or code)')}
              <input
                class="wide"
                name={`line.${i}`}
                list="lines-of-budget"
                required={i === 0}
                autocomplete="off"
              />
            </label>
            <label hidden>
              {say('新科目的支出类别', 'Expenditure of the new line')}
              <select name={`expenditure.${i}`} disabled>
                {EXPENDITURES.toReversed().map((expenditure) => (
                  <option key={expenditure} value={expenditure}>
                    {measureName(expenditure, say)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {say('经济分类款（基本支出须填）', 'Economic item (basic expenditure)')}
              <input
                name={`economic.${i}`}
                list="economics-of-budget"
                pattern=".*\d{5}"
                title={say('名称或五位编码', 'A name of the list, or five digits')}
                autocomplete="off"
              />
            </label>
            <label>
              {say('增减额（元）', 'Change (yuan)')}
              <input
                name={`amount.${i}`}
                inputMode="decimal"
                pattern="[\-+]?[\d,]+(\.\d{1,2})?"
                title={say('元，如 -12,000.00', 'Yuan, such as -12,000.00')}
                required={i === 0}
              />
            </label>
            <output data-headroom={`line.${i}`} />
          </fieldset>
        ))}
        <Actor />
        <button type="button" class="plain" data-dry-run="">
          {say('预览', 'Preview')}
        </button>
        <button>{say('提出', 'Propose')}</button>
        <output role="status" />
      </form>
      <div data-preview-of="" aria-live="polite" />
      <template
        data-form-words={JSON.stringify({
          ...wordsOf(say),
          rows,
          names: Object.fromEntries(
            lineNames(
              answer.lines.filter(({ schedule }) => schedule !== 'expenditure'),
              say,
            ),
          ),
        })}
      />
    </>
  );
};

/** The words of the preview, and what the tables call their columns. */
const wordsOf = (say: Say) => ({
  unknownLine: say(
    '没有这个科目：请从列表中选择，或填写七位编码。',
    'There is no such line: choose one of the list, or give its seven digits.',
  ),
  badAmount: say(
    '增减额须是数字，单位为元，最多两位小数，如 -12,000.00。',
    'The change is a number of yuan with at most two decimals, such as -12,000.00.',
  ),
  severalLines: say('有多个科目含有此文字：', 'Several lines contain this: '),
  adjusted: say('调整预算', 'adjusted'),
  pending: say('待批', 'pending'),
  left: say('可调减', 'can be taken'),
  after: say('调整后', 'after it'),
  row: say('第 # 行', 'Line #'),
  line: say('科目', 'Line'),
  column: say('列', 'Column'),
  before: say('调整前', 'Before'),
  change: say('调整', 'Change'),
  afterwards: say('调整后', 'After'),
  moves: say('变动的明细', 'The lines that move'),
  table: say('表', 'Table '),
  unit: say('单位：', 'Unit: '),
  total: say('合计', 'Total'),
  approvals: say('须批准：', 'To be approved by: '),
  noApproval: say('批准：由提出人以外的人办理。', 'Approval: by any person but the proposer.'),
  revenue: say('收入', 'Revenue'),
  expenditure: say('支出', 'Expenditure'),
  join: say('、', ', '),
  joinLong: say('；', '; '),
  rule: say('（#）', ' (#)'),
  // In Chinese a table is called what its document prints.
  titles: Object.fromEntries(
    ANSWERED_FORM.tables.map(({ table, kind }) => [table, say('', englishTitle(kind))]),
  ),
  units: Object.fromEntries(UNITS.map((unit) => [unit, unitName(unit, say)])),
  columns: columnTexts(say),
});
