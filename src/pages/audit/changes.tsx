import type { FunctionComponent } from 'preact';
import type { NewestChanges } from '../../changes/newest-changes.query.js';
import { LEDGER_DECISIONS } from '../../domain/events/finding.js';
import { CHANGE_KINDS } from '../../domain/events/change-kinds.js';
import { LINE_EXPENDITURES } from '../../domain/values/line.js';
import { AgencyField } from '../frame/agency-names.js';
import { address } from '../frame/address.js';
import { BudgetField } from '../frame/budget-names.js';
import { decisionNames } from '../budgets/findings.js';
import { columnTexts, lineWords, measureName } from '../frame/part-names.js';
import { checkNames } from '../budgets/rule-names.js';
import { EVENT_TYPES, eventNames } from '../frame/event-names.js';
import { useSay, useTranslate } from '../frame/language.js';
import { isAllowed, usePerson } from '../frame/person.js';
import type { NamesById } from '../frame/names-apart.js';

/** How many changes the page of the stream shows at most, and begins with. */
export const SHOWN_CHANGES = 500;

/** The stream of changes, live: the newest above, as the browser receives it, from the newest ones on. */
export const LiveChanges: FunctionComponent<{
  /** Which changes: members of the filter of `/v1/changes`. */
  readonly asked: Readonly<Record<string, string | undefined>>;
  /** Where the newest of them begin. */
  readonly newest: NewestChanges;
  /** Those that the filters offer. */
  readonly budgets: NamesById;
  readonly agencies: NamesById;
}> = ({ asked, newest, budgets, agencies }) => {
  const say = useSay();
  const translated = useTranslate();
  const types = eventNames(say);
  const kinds = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, translated(kind)]));
  const expenditures = Object.fromEntries(
    LINE_EXPENDITURES.map((each) => [each, measureName(each, say)]),
  );
  return (
    <>
      <h1>{say('变更流', 'Changes')}</h1>
      <form class="row" action="/changes">
        <BudgetField asked={asked['budget']} budgets={budgets} />
        <AgencyField asked={asked['agency']} agencies={agencies} />
        <label>
          {say('年度', 'Year')}
          <input name="year" inputmode="numeric" size={6} value={asked['year'] ?? undefined} />
        </label>
        <label>
          {say('类型', 'Type')}
          <select name="type">
            <option value="">{say('全部', 'all')}</option>
            {EVENT_TYPES.map((type) => (
              <option key={type} value={type} selected={type === asked['type']}>
                {types[type]}
              </option>
            ))}
          </select>
        </label>
        <button>{say('查看', 'Show')}</button>
      </form>
      <p role="status" data-stream-state="">
        {say('实时显示需要脚本。', 'Changes are shown live with scripts.')}
      </p>
      <ol
        class="timeline"
        data-stream={address('/v1/changes', { ...asked, after: newest.after })}
        data-shown={SHOWN_CHANGES}
        data-reads={isAllowed(usePerson(), 'read') ? '' : undefined}
        data-words={JSON.stringify({
          names: {
            ...types,
            ...kinds,
            ...decisionNames(say),
            ...expenditures,
            ...checkNames(say),
          },
          words: {
            ...lineWords(say),
            table: say('表', 'Table '),
            upTo: say('截至 ', 'up to '),
            open: say(
              '● 已连接：新的变更即时显示',
              '● Connected: changes appear as they are recorded',
            ),
            interrupted: say('○ 连接中断，正在恢复…', '○ Interrupted: it resumes by itself…'),
          },
          columns: columnTexts(say),
          ownDecisions: LEDGER_DECISIONS,
        })}
        aria-live="polite"
      />
      <p class="quiet">
        {newest.areAll
          ? say('自最早的变更起。', 'From the first change on.')
          : say('更早的变更未列出。', 'Earlier changes are not listed.')}{' '}
        <a href={address('/v1/changes', { ...asked, follow: 'false' })}>
          {say('下载全部（NDJSON）', 'Download all of them (NDJSON)')}
        </a>
      </p>
    </>
  );
};
