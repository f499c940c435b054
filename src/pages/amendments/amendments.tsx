import type { FunctionComponent } from 'preact';
import type { AmendmentAnswer } from '../../amendments/amendments.answer.js';
import type { OtherHalf } from '../../amendments/show-amendment.query.js';
import { AgencyField } from '../frame/agency-names.js';
import { amendmentPath, budgetPath, type Parameters } from '../frame/address.js';
import { BudgetLink, useBudgetName } from '../frame/budget-names.js';
import { ShanghaiTime } from '../frame/figures.js';
import { useSay, type Say } from '../frame/language.js';
import { lineNameOfKey } from '../frame/line-names.js';
import type { NamesById } from '../frame/names-apart.js';
import { Allowed } from '../frame/person.js';
import { Actor } from '../budgets/findings.js';
import { ChangeFigure, Figure, NameCell, NextPage, Scroll, SignedFigure } from '../frame/parts.js';
import { amendmentKindName } from '../frame/part-names.js';
import { NewerNotice, PermanentLink, useAddress, type Shown } from '../frame/permanent.js';

const STATUSES: Readonly<Record<AmendmentAnswer['status'], readonly [string, string]>> = {
  proposed: ['待批', 'waiting'],
  approved: ['已批准', 'approved'],
  rejected: ['已驳回', 'rejected'],
  withdrawn: ['已撤回', 'withdrawn'],
  returned: ['已退回', 'returned'],
};

const statusName = (status: AmendmentAnswer['status'], say: Say): string => {
  const [zh, en] = STATUSES[status];
  return say(zh, en);
};

/** Amendments, a part of the list at a time. */
export const Amendments: FunctionComponent<{
  readonly amendments: readonly AmendmentAnswer[];
  readonly next: string | null;
  readonly path: string;
  readonly asked: Parameters;
  /** The budget whose amendments they are; its name is left out. */
  readonly of?: string;
}> = ({ amendments, next, path, asked, of }) => {
  const say = useSay();
  const to = useAddress();
  const isNamed = amendments.some(({ budget }) => budget !== of);
  return (
    <>
      {amendments.length === 0 && (
        <p class="notice">{say('没有调整。', 'There is no amendment here.')}</p>
      )}
      {amendments.length > 0 && (
        <Scroll label={say('调整', 'Amendments')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('事由', 'Reason')}</th>
                {isNamed && <th scope="col">{say('预算', 'Budget')}</th>}
                <th scope="col">{say('类型', 'Kind')}</th>
                <th scope="col">{say('状态', 'Status')}</th>
                <th scope="col" class="figure">
                  {say('净额（元）', 'Net (yuan)')}
                </th>
                <th scope="col">{say('提出人', 'Proposed by')}</th>
                <th scope="col">{say('提出时间', 'Proposed')}</th>
                <th scope="col">{say('批准人', 'Approved by')}</th>
                <th scope="col">{say('批准日期', 'Approved on')}</th>
                <th scope="col">{say('依据文号', 'Authority')}</th>
              </tr>
            </thead>
            <tbody>
              {amendments.map((each) => (
                <tr key={`${each.budget} ${each.id}`}>
                  <NameCell>
                    <a href={to(amendmentPath(each.id))}>{each.reason}</a>
                  </NameCell>
                  {isNamed && (
                    <NameCell>
                      <BudgetLink budget={each.budget} />
                    </NameCell>
                  )}
                  <td>{amendmentKindName(each.kind, say)}</td>
                  <td>{statusName(each.status, say)}</td>
                  <ChangeFigure value={each.net} />
                  <td>{each.proposedBy}</td>
                  <td>{each.proposedAt && <ShanghaiTime at={each.proposedAt} />}</td>
                  <td>{each.approvedBy}</td>
                  <td class="whole">{each.approvedOn}</td>
                  <td>{each.authority?.number}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <NextPage href={next === null ? null : to(path, { ...asked, after: next })} />
    </>
  );
};

/** The filter of the list over all budgets: what waits for whom. */
export const AmendmentFilterForm: FunctionComponent<{
  readonly asked: Parameters & { readonly agency?: string | undefined };
  /** Those that the filter offers. */
  readonly agencies: NamesById;
}> = ({ asked, agencies }) => {
  const say = useSay();
  return (
    <form class="row" action="/amendments">
      <label>
        {say('状态', 'Status')}
        <select name="status">
          <option value="all">{say('全部', 'All')}</option>
          {Object.entries(STATUSES).map(([status, [zh, en]]) => (
            <option key={status} value={status} selected={status === asked['status']}>
              {say(zh, en)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('年度', 'Year')}
        <input name="year" type="number" value={asked['year'] ?? undefined} />
      </label>
      <AgencyField asked={asked.agency} agencies={agencies} />
      <label>
        {say('提出人', 'Proposed by')}
        <input name="proposedBy" value={asked['proposedBy'] ?? undefined} />
      </label>
      <button>{say('查看', 'Show')}</button>
    </form>
  );
};

/** One amendment: what it changes, line by line, and the steps that are left, which can be taken where it is shown as it stands now. */
export const OneAmendment: FunctionComponent<{
  readonly amendment: AmendmentAnswer;
  /** What the lines of its budget are called, by their keys. */
  readonly names: ReadonlyMap<string, string>;
  /** The other half of a transfer, and what the lines of its budget are called; null where there is none. */
  readonly other: (OtherHalf & { readonly names: ReadonlyMap<string, string> }) | null;
  /** What gives the same for ever. */
  readonly shown: Shown;
  /** Whether it stands otherwise now. */
  readonly isOld: boolean;
}> = ({ amendment, names, other, shown, isOld }) => {
  const say = useSay();
  const to = useAddress();
  const post = (step: string): string =>
    `/v1/budgets/${amendment.budget}/amendments/${amendment.id}/${step}`;
  return (
    <>
      <h1>
        {amendmentKindName(amendment.kind, say)}
        {say('：', ': ')}
        {amendment.reason}
      </h1>
      {isOld && <NewerNotice shown={shown} />}
      <p>
        <BudgetLink budget={amendment.budget} /> · {statusName(amendment.status, say)} ·{' '}
        {say('提出人 ', 'proposed by ')}
        {amendment.proposedBy}
        {amendment.proposedAt !== undefined && (
          <>
            {' '}
            · <ShanghaiTime at={amendment.proposedAt} />
          </>
        )}
      </p>
      {amendment.approvedBy !== null && (
        <p>
          {say('批准人 ', 'Approved by ')}
          {amendment.approvedBy} · {amendment.authority?.number} · {amendment.approvedOn}
          {amendment.effectiveOn !== null &&
            say(`，${amendment.effectiveOn} 起生效`, `, in force from ${amendment.effectiveOn}`)}
          {amendment.ended === undefined && (
            <>
              {say('；登记于 ', '; recorded at ')}
              <ShanghaiTime at={amendment.recordedAt} />
            </>
          )}
        </p>
      )}
      {amendment.ended !== undefined && (
        <p>
          {statusName(amendment.status, say)} · {amendment.ended.by}
          {say('：', ': ')}
          {amendment.ended.reason} · <ShanghaiTime at={amendment.recordedAt} />
        </p>
      )}
      <Legs amendment={amendment} names={names} isNamed={other !== null} />
      {other !== null && (
        <>
          <p>
            {other.side === 'giving'
              ? say('转入：', 'It goes to ')
              : say('转自：', 'It comes from ')}
            <BudgetLink budget={other.amendment.budget} /> ·{' '}
            <a href={to(amendmentPath(other.amendment.id))}>{say('对方页面', 'that half')}</a>
          </p>
          <Legs amendment={other.amendment} names={other.names} isNamed />
        </>
      )}
      {amendment.status === 'proposed' && other?.side === 'receiving' && (
        <p class="notice">
          {say(
            '这是转入方：随转出方一并批准、驳回或撤回。',
            'This is the receiving half of a transfer or carry-forward: it is approved, rejected or withdrawn with the giving half.',
          )}{' '}
          <a href={to(amendmentPath(other.amendment.id))}>{say('转出方', 'The giving half')}</a>
        </p>
      )}
      {amendment.status === 'proposed' && other?.side !== 'receiving' && !isOld && (
        <>
          <Allowed to="approve" budget={amendment.budget}>
            <h2>{say('批准（须由他人办理）', 'Approve (another person)')}</h2>
            <form class="row" data-post={post('approve')} data-budget={amendment.budget}>
              <label>
                {say('依据文号', 'Authority')}
                <input name="authority.number" required />
              </label>
              <label>
                {say('批准日期', 'Approved on')}
                <input name="approvedOn" type="date" required />
              </label>
              <label>
                {say('生效日期（可空）', 'In force from (optional)')}
                <input name="effectiveOn" type="date" />
              </label>
              <Actor />
              <button>{say('批准', 'Approve')}</button>
              <output role="status" />
            </form>
          </Allowed>
          {(
            [
              ['reject', 'approve'],
              ['withdraw', 'enter'],
            ] as const
          ).map(([step, permission]) => (
            <Allowed key={step} to={permission} budget={amendment.budget}>
              <form class="row" data-post={post(step)} data-budget={amendment.budget}>
                <label>
                  {say('事由', 'Reason')}
                  <input name="reason" required />
                </label>
                <Actor />
                <button class="plain">
                  {step === 'reject'
                    ? say('驳回（他人）', 'Reject (another person)')
                    : say('撤回（提出人）', 'Withdraw (the proposer)')}
                </button>
                <output role="status" />
              </form>
            </Allowed>
          ))}
        </>
      )}
      <p class="quiet">
        <PermanentLink shown={shown} />
      </p>
    </>
  );
};

/** The lines that an amendment moves; the caption names their budget where the two of a transfer stand on the page. */
const Legs: FunctionComponent<{
  readonly amendment: AmendmentAnswer;
  readonly names: ReadonlyMap<string, string>;
  readonly isNamed: boolean;
}> = ({ amendment: { budget, legs }, names, isNamed }) => {
  const say = useSay();
  const to = useAddress();
  const nameOf = useBudgetName();
  return (
    <Scroll label={`${say('变动的明细', 'The lines that move')} · ${nameOf(budget)}`}>
      <table>
        <caption>
          {isNamed ? `${nameOf(budget)} · ` : ''}
          <span class="quiet">{say('单位：元', 'Unit: yuan')}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('科目', 'Line')}</th>
            <th scope="col" class="figure">
              {say('调整前', 'Before')}
            </th>
            <th scope="col" class="figure">
              {say('调整', 'Change')}
            </th>
            <th scope="col" class="figure">
              {say('调整后', 'After')}
            </th>
          </tr>
        </thead>
        <tbody>
          {legs.map(({ key, before, delta, after }) => (
            <tr key={key}>
              <NameCell>
                {names.has(key) ? (
                  <a href={to(budgetPath(budget, '/trail'), { line: key })}>{names.get(key)}</a>
                ) : (
                  // A line that it makes has no trail yet.
                  lineNameOfKey(key, null, say)
                )}
              </NameCell>
              <Figure value={before} />
              <SignedFigure text={delta} />
              <Figure value={after} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};
