import type { FunctionComponent } from 'preact';
import type { SearchHit } from '../budgets/search/search.answer.js';
import { address, budgetPath } from './frame/address.js';
import { BudgetLink, useBudgetName } from './frame/budget-names.js';
import { useSay } from './frame/language.js';
import { lineNameOfKey } from './frame/line-names.js';
import { NextPage } from './frame/parts.js';

/** What a search over all budgets finds. */
export const SearchResults: FunctionComponent<{
  readonly text: string;
  readonly hits: readonly SearchHit[];
  readonly next: string | null;
  readonly stopped: readonly string[];
}> = ({ text, hits, next, stopped }) => {
  const say = useSay();
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
                      ? `/amendments/${hit.amendment}`
                      : hit.line !== null
                        ? address(budgetPath(hit.budget, '/trail'), { line: hit.line })
                        : budgetPath(hit.budget)
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
      <NextPage href={next === null ? null : address('/search', { q: text, after: next })} />
    </>
  );
};
