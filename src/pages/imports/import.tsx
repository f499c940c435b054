import type { FunctionComponent } from 'preact';
import { DOCUMENT_BYTES_MAX } from '../../domain/values/document-limits.js';
import { SEVERITIES } from '../../domain/events/finding.js';
import {
  Actor,
  DecisionFields,
  blankName,
  decisionNames,
  hintNames,
  severityName,
} from '../budgets/findings.js';
import { useSay } from '../frame/language.js';
import { offered, type NamesById } from '../frame/names-apart.js';
import { checkNames } from '../budgets/rule-names.js';
import { UNITS } from '../../domain/values/money.js';
import { lineWords, unitName } from '../frame/part-names.js';

/** The types of Preact do not know this attribute. */
const WHOLE_FOLDER = { webkitdirectory: true };

const BYTES_IN_MIB = 1024 * 1024;

/** Where the script puts the expected figure of a finding. */
const EXPECTED = '{expected}';

/** Where documents are dropped, read and, once a person has looked at them, recorded. */
export const Import: FunctionComponent<{
  /** Those whose codes the form offers. */
  readonly agencies: NamesById;
}> = ({ agencies }) => {
  const say = useSay();
  return (
    <>
      <h1>{say('导入公开文件', 'Import published documents')}</h1>
      <form class="row" data-import="" data-bytes-max={DOCUMENT_BYTES_MAX}>
        <Actor />
        <label>
          {say('公开日期（可空）', 'Published on (optional)')}
          <input type="date" name="publishedOn" />
        </label>
        <label>
          {say('单位代码（文件未写明时）', 'Agency code (where the document has none)')}
          <input name="agency" list="agencies" autocomplete="off" />
          <datalist id="agencies">
            {offered(agencies).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </datalist>
        </label>
        <label class="drop">
          {say(
            '把文件或文件夹拖到这里，或点此选择文件（PDF、XLSX、DOCX、CSV、文本）',
            'Drop files or folders here, or choose files (PDF, XLSX, DOCX, CSV, text)',
          )}
          <input type="file" name="files" multiple accept=".pdf,.xlsx,.docx,.csv,.txt,.tsv,.md" />
        </label>
        <label>
          {say('或选择整个文件夹', 'Or choose a whole folder')}
          <input type="file" name="folder" {...WHOLE_FOLDER} />
        </label>
      </form>
      <section class="notice" data-needs="" aria-live="polite" hidden>
        <h2>{say('需要人处理', 'What needs a person')}</h2>
        <ul />
      </section>
      <p class="pages">
        <button type="button" data-commit-all="" hidden>
          {say('全部入账', 'Record all')}
        </button>
      </p>
      <p data-progress="" aria-live="polite" hidden>
        {say('已读取', 'Read')} <span />{' '}
        <progress aria-label={say('已读取的文件', 'Files that are read')} />
      </p>
      <div data-imports="" aria-live="polite" />
      <template data-decision="">
        <form class="row">
          <DecisionFields expected={EXPECTED} optional />
        </form>
      </template>
      <template
        data-words={JSON.stringify({
          queued: say('等待读取', 'Waits to be read'),
          reading: say('正在读取…', 'Reading…'),
          tooLarge: say(
            `文件最大 ${DOCUMENT_BYTES_MAX / BYTES_IN_MIB} MiB：请拆分，或删去预算以外的内容。`,
            `A document may have ${DOCUMENT_BYTES_MAX / BYTES_IN_MIB} MiB at most: split it or remove what is not the budget.`,
          ),
          commit: say('入账', 'Record'),
          committed: say('已入账', 'Recorded'),
          duplicate: say('此前已入账', 'Recorded before'),
          lines: say('明细行', 'lines'),
          tables: say('表', 'tables'),
          error: say('错误', 'errors'),
          warning: say('警告', 'warnings'),
          info: say('提示', 'notes'),
          severity: Object.fromEntries(
            SEVERITIES.map((severity) => [severity, severityName(severity, say)]),
          ),
          hints: hintNames(say),
          rules: checkNames(say),
          printed: say('列示', 'printed'),
          expected: say('应为', 'expected'),
          difference: say('差', 'difference'),
          blank: blankName(say),
          changes: say('新文件带来的变化', 'What the newer document changes'),
          unchanged: say('不改变任何明细。', 'It changes no line.'),
          elsewhere: say('在其他预算中：', 'In another budget:'),
          ended: say('随之结束的问题', 'Earlier findings that end'),
          decisions: decisionNames(say),
          open: say('打开预算', 'Open the budget'),
          page: say('第 # 页', 'page #'),
          line: say('第 # 行', 'line #'),
          ...lineWords(say),
          units: Object.fromEntries(UNITS.map((unit) => [unit, unitName(unit, say)])),
          read: say('明细', 'Lines'),
          original: say('公开文件的页面', 'The page as published'),
          undecided: say('未处理', 'not decided'),
          waits: say('未入账', 'not recorded'),
          changed: say(
            '未入账：预览之后该预算有了新的登记，此文件带来的变化已与先前所示不同。请核对新的清单后再入账。',
            'Not recorded: its budget has changed since the preview, and what the file changes is no longer what was shown. Look at the new list, then record it.',
          ),
        })}
      />
    </>
  );
};
