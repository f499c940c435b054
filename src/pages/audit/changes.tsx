import type { FunctionComponent } from 'preact';
import { CHANGE_KINDS } from '../../domain/events/change-kinds.js';
import { eventNames } from '../frame/event-names.js';
import { useSay, useTranslate } from '../frame/language.js';

/** The stream of changes, live: the newest above, as the browser receives it. */
export const LiveChanges: FunctionComponent<{ readonly budget: string | undefined }> = ({
  budget,
}) => {
  const say = useSay();
  const translated = useTranslate();
  const kinds = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, translated(kind)]));
  const names = { ...eventNames(say), ...kinds };
  return (
    <>
      <h1>{say('变更流', 'Changes')}</h1>
      <form class="row" action="/changes">
        <label>
          {say('预算', 'Budget')}
          <input name="budget" value={budget} />
        </label>
        <button>{say('查看', 'Show')}</button>
      </form>
      <p role="status" data-stream-state="">
        {say('此页需要脚本；', 'This page needs scripts; ')}
        <a href="/v1/changes?follow=false">{say('全部变更（NDJSON）', 'all changes (NDJSON)')}</a>
      </p>
      <ol
        class="timeline"
        data-stream=""
        data-budget={budget}
        data-names={JSON.stringify(names)}
        aria-live="polite"
      />
    </>
  );
};
