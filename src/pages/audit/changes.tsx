import type { FunctionComponent } from 'preact';
import { useSay } from '../frame/language.js';

/** The stream of changes, live: the newest above, as the browser receives it. */
export const LiveChanges: FunctionComponent<{ readonly budget: string | undefined }> = ({
  budget,
}) => {
  const say = useSay();
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
      <ol class="timeline" data-stream="" data-budget={budget} aria-live="polite" />
    </>
  );
};
