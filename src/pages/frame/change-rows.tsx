import type { FunctionComponent } from 'preact';
import type { ChangeEntry } from '../../audit/audit.answer.js';
import { budgetPath } from './address.js';
import { BudgetLink } from './budget-names.js';
import { ShanghaiTime } from './figures.js';
import { useSay, useTranslate } from './language.js';
import { lineNameOfKey } from './line-names.js';
import { useAddress } from './permanent.js';
import { ClaimedCell, NameCell, SignedFigure } from './parts.js';

/** The head and the rows of a table of changes. `of`: the budget that all are of; its name is left out. */
export const ChangeRows: FunctionComponent<{
  readonly changes: readonly ChangeEntry[];
  readonly of?: string;
}> = ({ changes, of }) => {
  const say = useSay();
  const translated = useTranslate();
  const to = useAddress();
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{say('登记', 'Recorded')}</th>
          <th scope="col">{say('生效', 'In force')}</th>
          <th scope="col" class="figure">
            {say('迟（天）', 'Days late')}
          </th>
          {of === undefined && <th scope="col">{say('预算', 'Budget')}</th>}
          <th scope="col">{say('类型', 'Kind')}</th>
          <th scope="col">{say('科目', 'Line')}</th>
          <th scope="col" class="figure">
            {say('增减（元）', 'Change (yuan)')}
          </th>
          <th scope="col">{say('人员', 'People')}</th>
          <th scope="col">{say('依据、事由', 'Authority and reason')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((each, i) => (
          <tr key={i}>
            <td>
              <ShanghaiTime at={each.recordedAt} />
            </td>
            <td class="whole">{each.effectiveOn}</td>
            <td class="figure">{each.daysLate}</td>
            {of === undefined && (
              <NameCell>
                <BudgetLink budget={each.budget} />
              </NameCell>
            )}
            <td>
              {translated(each.kind)}
              {each.afterClose && <strong> {say('（关账后）', '(after the close)')}</strong>}
            </td>
            <NameCell>
              {each.line !== null && (
                <a href={to(budgetPath(each.budget, '/trail'), { line: each.line })}>
                  {lineNameOfKey(each.line, null, say)}
                </a>
              )}
              {each.claim && <ClaimedCell budget={each.budget} claim={each.claim} />}
            </NameCell>
            <SignedFigure text={each.delta} />
            <td>{[each.proposedBy, each.actor].filter(Boolean).join(' → ')}</td>
            <td>{[each.number, each.reason].filter(Boolean).join(' ')}</td>
          </tr>
        ))}
      </tbody>
    </>
  );
};
