import type { FunctionComponent } from 'preact';
import type { LinesAnswer } from '../../budgets/lines/lines.answer.js';
import { AMENDMENT_KIND_NAMES } from '../../domain/classification/statutory-name.js';
import { Actor } from '../budgets/findings.js';
import { grouped } from '../frame/figures.js';
import { useSay } from '../frame/language.js';

/** How many lines one form moves; more are entered with the interface or the command line. */
const CHANGES = 4;

/** The form that proposes an amendment, with what every change would move. */
export const Propose: FunctionComponent<{ readonly answer: LinesAnswer }> = ({ answer }) => {
  const say = useSay();
  const lines = answer.lines.filter(({ schedule }) => schedule === 'expenditure');
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
            {Object.entries(AMENDMENT_KIND_NAMES).map(([kind, name]) => (
              <option key={kind} value={kind}>
                {say(name, kind)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('事由', 'Reason')}
          <input name="reason" required />
        </label>
        <label>
          {say('转入预算（划转、结转）', 'Receiving budget (transfers)')}
          <input name="to" />
        </label>
        <datalist id="lines-of-budget">
          {lines.map((line) => (
            <option key={line.line} value={line.line}>
              {`${line.name} ${grouped(line.adjusted)}`}
            </option>
          ))}
        </datalist>
        {Array.from({ length: CHANGES }, (_, i) => (
          <fieldset key={i}>
            <legend>{say(`第 ${i + 1} 行`, `Line ${i + 1}`)}</legend>
            <label>
              {say('科目（编码或名称）', 'Line (code or name)')}
              <input name={`line.${i}`} list="lines-of-budget" required={i === 0} />
            </label>
            <label>
              {say('经济分类款（基本支出须填）', 'Economic code (basic expenditure)')}
              <input name={`economic.${i}`} inputMode="numeric" pattern="\d{5}" />
            </label>
            <label>
              {say('增减额（元）', 'Change (yuan)')}
              <input
                name={`amount.${i}`}
                inputMode="decimal"
                pattern="[\-+]?[\d,]+(\.\d{1,2})?"
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
    </>
  );
};
