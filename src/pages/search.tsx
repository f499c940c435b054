import type { FunctionComponent } from 'preact';
import type { SearchAnswer, SearchHit } from '../budgets/search/search.answer.js';
import { amendmentPath, budgetPath } from './frame/address.js';
import { BudgetLink, useBudgetName } from './frame/budget-names.js';
import { useSay } from './frame/language.js';
import { lineNameOfKey } from './frame/line-names.js';
import { NextPage } from './frame/parts.js';
import { NewerNotice, PermanentLink, useAddress, type Shown } from './frame/permanent.js';

/** What a search over all budgets finds. */
export const SearchResults: FunctionComponent<{
  readonly text: string;
  readonly found: SearchAnswer;
  /** What gives the same for ever. */
  readonly shown: Shown;
  /** Whether it finds something else now. */
  readonly isOld: boolean;
}> = ({ text, found: { items: hits, next, stopped = [] }, shown, isOld }) => {
  const say = useSay();
  const to = useAddress();
  const nameOf = useBudgetName();
  const kinds: Readonly<Record<SearchHit['kind'], string>> = {
    agency: say('单位', 'Agency'),
    line: say('科目', 'Line'),
    project: say('项目', 'Project'),
    amendment: say('调整事由', 'Reason of an amendment'),
    correction: say('更正事由', 'Reason of a correction'),
  };
  return (
    <>
      <h1>{say(`搜索“${text}”`, `Search for “${text}”`)}</h1>
      {isOld && <NewerNotice shown={shown} />}
      {stopped.length > 0 && (
        <p class="notice">
          {say(
            '数据视图暂停，以下预算的内容可能没有找到，请联系运维：',
            'Views stand still, so that not every text of these budgets is found: tell the operator. ',
          )}
          {stopped.join(' ')}
        </p>
      )}
      {hits.length === 0 && <p class="notice">{say('没有找到。', 'Nothing was found.')}</p>}
      <ul>
        {hits.map((hit, i) => (
          <li key={i}>
            <span class="quiet">{kinds[hit.kind]}</span>{' '}
            {/* A budget begins with the name of its agency. */}
            {(hit.kind !== 'agency' || !nameOf(hit.budget).startsWith(hit.text)) && (
              <>
                <a
                  href={
                    hit.amendment !== null
                      ? to(amendmentPath(hit.amendment))
                      : hit.line !== null
                        ? to(budgetPath(hit.budget, '/trail'), { line: hit.line })
                        : to(budgetPath(hit.budget))
                  }
                >
                  {hit.kind === 'line' && hit.line !== null
                    ? lineNameOfKey(hit.line, hit.text, say)
                    : hit.text}
                </a>
                {' · '}
              </>
            )}
            <BudgetLink budget={hit.budget} />
          </li>
        ))}
      </ul>
      <NextPage href={next === null ? null : to('/search', { q: text, after: next })} />
      <p class="quiet">
        <PermanentLink shown={shown} />
      </p>
    </>
  );
};
