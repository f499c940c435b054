import type { ComponentChildren, FunctionComponent } from 'preact';
import type { NewestChanges } from '../../changes/newest-changes.query.js';
import { LEDGER_DECISIONS } from '../../domain/events/finding.js';
import { isOneOf } from '../../domain/values/line.js';
import {
  address,
  amendmentPath,
  budgetPath,
  documentPath,
  type Parameters,
} from '../frame/address.js';
import { AgencyField } from '../frame/agency-names.js';
import { BudgetField, BudgetLink } from '../frame/budget-names.js';
import { EVENT_TYPES, eventNames } from '../frame/event-names.js';
import { Amount, ShanghaiTime, SignedChange } from '../frame/figures.js';
import { useSay, useTranslate, type Say } from '../frame/language.js';
import { lineNameOfKey } from '../frame/line-names.js';
import type { NamesById } from '../frame/names-apart.js';
import { amendmentKindName, columnText, measureName, rowText } from '../frame/part-names.js';
import { ClaimedCell, NameCell, Scroll } from '../frame/parts.js';
import {
  NewerNotice,
  PermanentLink,
  permanentAddress,
  useAddress,
  type Shown,
} from '../frame/permanent.js';
import { isAllowed, usePerson } from '../frame/person.js';
import { decisionNames } from '../budgets/findings.js';
import { RuleName } from '../budgets/rule-names.js';
import { withSeparatorsIn } from '../../text/with-separators.js';

type Change = NewestChanges['changes'][number];

/** How many changes stand on one page. */
export const SHOWN_CHANGES = 100;
/** How many changes stand on the page at most when further ones have arrived. */
const CHANGES_MAX = 500;

/**
 * The newest changes up to a position, and the way to earlier ones. Where no position is asked for, the script `stream` continues them as they
 * are recorded.
 */
export const Changes: FunctionComponent<{
  /** Which changes: members of the filter of `/v1/changes`. */
  readonly asked: Readonly<Record<string, string | undefined>>;
  readonly newest: NewestChanges;
  /** What gives the same for ever. */
  readonly shown: Shown;
  /** Whether a position was asked for. */
  readonly isAtPosition: boolean;
  /** Whether more is recorded since. */
  readonly isOld: boolean;
  /** Those that the filters offer. */
  readonly budgets: NamesById;
  readonly agencies: NamesById;
}> = ({ asked, newest, shown, isAtPosition, isOld, budgets, agencies }) => {
  const say = useSay();
  const types = eventNames(say);
  const { changes, upTo, areAll } = newest;
  const last = changes.at(-1);
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
      {isOld && <NewerNotice shown={shown} />}
      {!isAtPosition && (
        <p
          role="status"
          data-stream={address('/v1/changes', { ...asked, after: upTo })}
          data-shown={CHANGES_MAX}
          data-open={say(
            '● 已连接：新的变更即时显示',
            '● Connected: changes appear as they are recorded',
          )}
          data-interrupted={say('○ 连接中断，正在恢复…', '○ Interrupted: it resumes by itself…')}
        />
      )}
      {changes.length === 0 && (
        <p class="notice">{say('没有变更。', 'There is no change here.')}</p>
      )}
      <Scroll label={say('变更流', 'Changes')}>
        <table hidden={changes.length === 0}>
          <thead>
            <tr>
              <th scope="col" class="figure">
                {say('序号', 'Number')}
              </th>
              <th scope="col">{say('登记', 'Recorded')}</th>
              <th scope="col">{say('类型', 'Type')}</th>
              <th scope="col">{say('预算', 'Budget')}</th>
              <th scope="col">{say('内容', 'What')}</th>
              <th scope="col">{say('操作人', 'By')}</th>
              <th scope="col">{say('事由', 'Reason')}</th>
            </tr>
          </thead>
          <tbody data-changes="" aria-live="polite">
            {changes.map((each) => (
              <ChangeRow key={each.id} change={each} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="pages">
        {!areAll && last !== undefined && (
          <a href={address('/changes', { ...asked, position: String(BigInt(last.position) - 1n) })}>
            {say('更早的变更', 'Earlier changes')}
          </a>
        )}
        <a href={address('/v1/changes', { ...asked, follow: 'false' })}>
          {say('下载全部（NDJSON）', 'Download all of them (NDJSON)')}
        </a>
      </p>
      <p class="quiet">
        {isAtPosition ? (
          <PermanentLink shown={shown} />
        ) : (
          // The address of what goes on has no position.
          <a href={permanentAddress(shown)}>
            {say(
              `固定链接：截至日志位置 ${shown.position} 的变更`,
              `Permanent link: the changes up to position ${shown.position}`,
            )}
          </a>
        )}
      </p>
    </>
  );
};

const ChangeRow: FunctionComponent<{ readonly change: Change }> = ({ change }) => {
  const say = useSay();
  const translated = useTranslate();
  const person = usePerson();
  const { budget, data } = change;
  const reason = 'reason' in data ? data.reason : null;
  return (
    <tr data-number={change.sequence}>
      <td class="figure">{change.sequence}</td>
      <td>
        <ShanghaiTime at={change.recordedAt} />
      </td>
      <td>{eventNames(say)[change.type]}</td>
      <NameCell>
        {budget === null ? null : isAllowed(person, 'read', budget) ? (
          <BudgetLink budget={budget} />
        ) : (
          // Who follows changes alone has no page of a budget.
          <span title={budget}>{change.agency?.name}</span>
        )}
      </NameCell>
      <NameCell>
        <Content change={change} />
      </NameCell>
      <td>{change.actorName ?? change.actor}</td>
      <td>
        {change.type === 'FindingResolved' && isOneOf(LEDGER_DECISIONS, change.data.decision)
          ? translated(reason ?? '')
          : change.type === 'YearOverYearChangeRecorded' || reason === null
            ? reason
            : withSeparatorsIn(reason)}
      </td>
    </tr>
  );
};

/** What a change is about, and its amounts: the lines that it moves, or its one line, figure or name. */
const Content: FunctionComponent<{ readonly change: Change }> = ({ change }) => {
  const say = useSay();
  const person = usePerson();
  const { budget } = change;
  switch (change.type) {
    case 'AgencyRegistered':
      return <>{change.data.name}</>;
    case 'AgencyRenamed':
      return (
        <>
          {change.data.from} → {change.data.to}
        </>
      );
    case 'BudgetOpened':
    case 'PolicyChanged':
    case 'AmendmentRejected':
    case 'AmendmentWithdrawn':
      return null;
    case 'DocumentRegistered': {
      const { document, title } = change.data;
      return (
        <ForReaders path={documentPath(document)} asked={{ budget }} budget={budget!}>
          {title}
        </ForReaders>
      );
    }
    case 'LineEntered': {
      const { line, name, before, amount } = change.data;
      return <Moved line={line} name={name} budget={budget!} from={before} to={amount} />;
    }
    case 'LineCorrected': {
      const { line, name, claim, from, to, blank } = change.data;
      const amounts = { from, to: blank ? null : to };
      if (line !== null) return <Moved line={line} name={name} budget={budget!} {...amounts} />;
      return (
        <>
          {claim !== null &&
            (isAllowed(person, 'read', budget!) ? (
              <ClaimedCell budget={budget!} claim={claim} />
            ) : (
              cellName(claim, say)
            ))}{' '}
          <Amounts {...amounts} />
        </>
      );
    }
    case 'LineDiscontinued': {
      const { line, name, before } = change.data;
      return <Moved line={line} name={name} budget={budget!} from={before} to={null} />;
    }
    case 'LineLinked':
    case 'LineUnlinked':
      return <Line line={change.data.line} name={change.data.name} budget={budget!} />;
    case 'ClaimRecorded': {
      const { name, source, amount, subject } = change.data;
      const called = rowText(/^\d+$/.test(subject) ? subject : null, name, say);
      return (
        <>
          {[called || subject, cellName(source, say)].filter(Boolean).join(' · ')}{' '}
          <Amounts to={amount} />
        </>
      );
    }
    case 'YearOverYearChangeRecorded': {
      const { subject, base, current, delta } = change.data;
      return (
        <>
          {[
            rowText(subject.code, subject.name, say),
            subject.measure === 'total' ? '' : measureName(subject.measure, say),
          ]
            .filter(Boolean)
            .join(' · ')}{' '}
          <Amounts from={base.amount} to={current} delta={delta} />
        </>
      );
    }
    case 'FindingRaised':
      return <RuleName rule={change.data.rule} />;
    case 'FindingResolved':
      return <>{decisionNames(say)[change.data.decision]}</>;
    case 'BudgetApproved':
      return (
        <>
          {change.data.authority.number} {change.data.approvedOn}
        </>
      );
    case 'AmendmentProposed':
    case 'BudgetAmended':
    case 'TransferReturned': {
      const { kind, legs, amendment } = change.data;
      return (
        <>
          <ForReaders path={amendmentPath(amendment)} budget={budget!}>
            {amendmentKindName(kind, say)}
          </ForReaders>
          {legs.map(({ key, name, delta }) => (
            <Moved key={key} line={key} name={name} budget={budget!} delta={delta} />
          ))}
        </>
      );
    }
    case 'ExecutionRecorded': {
      const { asOf, figures } = change.data;
      return (
        <>
          {say('截至 ', 'up to ')}
          {asOf}
          {figures.map(({ function: code, expenditure, project, amount }, i) => (
            <div key={i}>
              {[code, expenditure && measureName(expenditure, say), project]
                .filter(Boolean)
                .join(' · ')}{' '}
              <Amounts to={amount} />
            </div>
          ))}
        </>
      );
    }
    case 'YearClosed':
      return <>{change.data.on}</>;
  }
};

/** The table and the column of a printed figure, in words; empty for one that stands in the text. */
const cellName = (
  { table, column }: { readonly table: number | null; readonly column: string | null },
  say: Say,
): string =>
  table === null || column === null
    ? ''
    : `${say('表', 'Table ')}${table} ${columnText(table, column, say)}`;

/** The way to a page of a budget, for those who may read it. */
const ForReaders: FunctionComponent<{
  readonly path: string;
  readonly asked?: Parameters;
  readonly budget: string;
  readonly children: ComponentChildren;
}> = ({ path, asked, budget, children }) => {
  const to = useAddress();
  return isAllowed(usePerson(), 'read', budget) ? (
    <a href={to(path, asked)}>{children}</a>
  ) : (
    <>{children}</>
  );
};

/** A line by its name, with the way to its trail. */
const Line: FunctionComponent<{
  readonly line: string;
  readonly name: string | null;
  readonly budget: string;
}> = ({ line, name, budget }) => {
  const say = useSay();
  return (
    <span title={line}>
      <ForReaders path={budgetPath(budget, '/trail')} asked={{ line }} budget={budget}>
        {lineNameOfKey(line, name, say)}
      </ForReaders>
    </span>
  );
};

interface ChangedAmounts {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly delta?: string | null;
}

/** A line, and what becomes of its amount. */
const Moved: FunctionComponent<
  ChangedAmounts & {
    readonly line: string;
    readonly name: string | null;
    readonly budget: string;
  }
> = ({ line, name, budget, ...amounts }) => (
  <div>
    <Line line={line} name={name} budget={budget} /> <Amounts {...amounts} />
  </div>
);

const Amounts: FunctionComponent<ChangedAmounts> = ({ from, to, delta }) => (
  <span class="whole">
    <Amount value={from} />
    {from && to !== undefined && ' → '}
    {from && to === null ? '—' : <Amount value={to} />} <SignedChange text={delta} />
  </span>
);
