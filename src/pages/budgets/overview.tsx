import type { ComponentChildren, FunctionComponent } from 'preact';
import type { ShownBudget } from '../../budgets/budgets.answer.js';
import type { OverviewOrder, OverviewRow, OverviewSort } from '../../budgets/overview.query.js';
import { AgencyField } from '../frame/agency-names.js';
import { fromFen, type Yuan } from '../../domain/values/money.js';
import { address, budgetPath, type Parameters } from '../frame/address.js';
import { budgetName, scopeName } from '../frame/budget-names.js';
import { useSay, type Say } from '../frame/language.js';
import type { NamesById } from '../frame/names-apart.js';
import { Allowed, isAllowed, usePerson } from '../frame/person.js';
import { Amount } from '../frame/figures.js';
import { NewerNotice, PermanentLink, type Shown } from '../frame/permanent.js';
import { ChangeFigure, Figure, NextPage, Pending, Scroll } from '../frame/parts.js';
import { originOf, totalPath } from './origins.js';

/** What the overview asks for, as it stands in the address. */
export interface OverviewQuestion {
  readonly agency?: string | undefined;
  readonly year?: number | undefined;
  readonly scope?: ShownBudget['scope'] | undefined;
  readonly reconciled?: boolean | undefined;
  readonly sort?: OverviewSort | undefined;
  readonly position?: bigint | undefined;
}

interface Properties {
  readonly question: OverviewQuestion;
  /** Those that the filter offers. */
  readonly agencies: NamesById;
  readonly budgets: readonly OverviewRow[];
  /** How many of their changes were recorded late. */
  readonly late: ReadonlyMap<string, number>;
  /** What has left them and arrived nowhere. */
  readonly inTransit: ReadonlyMap<string, Yuan>;
  readonly next: string | null;
  /** What gives the same for ever. */
  readonly shown: Shown;
  /** Whether more is recorded since the position that was asked for. */
  readonly isOld: boolean;
}

/** The budgets of the ledger, a part of them at a time, with how each stands. */
export const Overview: FunctionComponent<Properties> = ({
  question,
  agencies,
  next,
  shown,
  isOld,
  ...listed
}) => {
  const say = useSay();
  return (
    <>
      <h1>{say('全部预算', 'All budgets')}</h1>
      <form class="row" action="/">
        <label>
          {say('年度', 'Year')}
          <input name="year" type="number" min="1949" max="2999" value={question.year} />
        </label>
        <AgencyField asked={question.agency} agencies={agencies} />
        <label>
          {say('范围', 'Scope')}
          <select name="scope">
            <option value="">{say('全部', 'All')}</option>
            {(['department', 'unit'] as const).map((scope) => (
              <option key={scope} value={scope} selected={scope === question.scope}>
                {scopeName(scope, say)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('勾稽', 'Checks')}
          <select name="reconciled">
            <option value="">{say('全部', 'All')}</option>
            <option value="false" selected={question.reconciled === false}>
              {say('有未决问题', 'With open findings')}
            </option>
            <option value="true" selected={question.reconciled === true}>
              {say('相符', 'Reconciled')}
            </option>
          </select>
        </label>
        {question.sort && <input type="hidden" name="sort" value={question.sort} />}
        <button>{say('查看', 'Show')}</button>
      </form>
      {isOld && <NewerNotice shown={shown} />}
      {question.sort === undefined && listed.budgets.length > 1 && (
        <p class="quiet">
          {say(
            '按单位代码和年度排列；点列标题可排序。',
            'In the order of the codes of agencies and of years; a heading sorts.',
          )}
        </p>
      )}
      {listed.budgets.length === 0 ? <Empty /> : <Budgets {...listed} question={question} />}
      <NextPage href={next === null ? null : address('/', { ...asked(question), after: next })} />
      <p class="quiet">
        <PermanentLink shown={shown} />
      </p>
    </>
  );
};

/** The question as it stands in an address. */
const asked = ({ reconciled, position, ...question }: OverviewQuestion): Parameters => ({
  ...question,
  position: position?.toString(),
  reconciled: reconciled === undefined ? undefined : String(reconciled),
});

const Empty: FunctionComponent = () => {
  const say = useSay();
  return (
    <p class="notice">
      {say('这里没有预算。', 'There is no budget here. ')}
      <Allowed to="enter">
        <a href="/imports">{say('导入公开的预算文件', 'Import a published document')}</a>
        {say('，即可开始。', ' to begin.')}
      </Allowed>
    </p>
  );
};

/** The columns, and what the list can be sorted by: `isFigure` ones from the largest on. */
const COLUMNS: readonly {
  readonly name: readonly [zh: string, en: string];
  readonly order?: OverviewOrder;
  readonly isFigure?: true;
}[] = [
  { name: ['单位', 'Agency'], order: 'agency' },
  { name: ['年度', 'Year'], order: 'year' },
  { name: ['范围', 'Scope'] },
  { name: ['年初预算（元）', 'Original (yuan)'], order: 'original', isFigure: true },
  { name: ['调整预算', 'Adjusted'], order: 'adjusted', isFigure: true },
  { name: ['本年调整', 'Amended in the year'], order: 'amended', isFigure: true },
  { name: ['待批', 'Pending'], order: 'pending', isFigure: true },
  { name: ['在途', 'In transit'], isFigure: true },
  { name: ['执行数', 'Executed'], order: 'executed', isFigure: true },
  { name: ['未决问题', 'Open findings'], order: 'findings' },
  { name: ['迟登记', 'Recorded late'] },
];

/** A heading, which sorts by its column, and by the other end where it has sorted by one. */
const Heading: FunctionComponent<{
  readonly column: (typeof COLUMNS)[number];
  readonly question: OverviewQuestion;
}> = ({ column: { name, order, isFigure }, question }) => {
  const say = useSay();
  const { sort } = question;
  if (order === undefined)
    return (
      <th scope="col" class={isFigure && 'figure'}>
        {say(...name)}
      </th>
    );
  const [first, other] =
    order === 'agency' ? ([order, `-${order}`] as const) : ([`-${order}`, order] as const);
  return (
    <th
      scope="col"
      class={isFigure && 'figure'}
      aria-sort={sort === order ? 'ascending' : sort === `-${order}` ? 'descending' : undefined}
    >
      <a href={address('/', { ...asked(question), sort: sort === first ? other : first })}>
        {say(...name)}
      </a>
    </th>
  );
};

const Budgets: FunctionComponent<
  Pick<Properties, 'budgets' | 'late' | 'inTransit' | 'question'>
> = ({ budgets, late, inTransit, question }) => {
  const say = useSay();
  return (
    <Scroll label={say('全部预算', 'All budgets')}>
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <Heading key={column.name[1]} column={column} question={question} />
            ))}
          </tr>
        </thead>
        <tbody>
          {budgets.map((each) =>
            each.standing === null ? (
              <tr key={each.budget}>
                <td colSpan={COLUMNS.length} title={each.budget}>
                  {budgetName(each, say)}：
                  {say('数据视图暂停，请联系运维。', 'its views stand still: tell the operator.')}
                </td>
              </tr>
            ) : (
              <BudgetRow
                key={each.budget}
                budget={each}
                standing={each.standing}
                late={late.get(each.budget) ?? 0}
                inTransit={inTransit.get(each.budget)}
                position={question.position?.toString()}
              />
            ),
          )}
        </tbody>
      </table>
    </Scroll>
  );
};

/** How many of a kind of findings there are; null for none. */
const counted = (count: number, name: string, say: Say): string | null =>
  count === 0 ? null : say(`${name} ${count}`, `${count} ${name}${count === 1 ? '' : 's'}`);

/** What a report of the auditor has of a budget, with the way to it for those who may see the report. */
const Reported: FunctionComponent<{
  readonly report: 'late' | 'in-transit';
  readonly budget: string;
  readonly position: string | undefined;
  readonly children: ComponentChildren;
}> = ({ report, budget, position, children }) =>
  isAllowed(usePerson(), 'audit', budget) ? (
    <a href={address(`/audit/${report}`, { budget, position })}>{children}</a>
  ) : (
    <>{children}</>
  );

const BudgetRow: FunctionComponent<{
  readonly budget: OverviewRow;
  readonly standing: NonNullable<OverviewRow['standing']>;
  readonly late: number;
  readonly inTransit: Yuan | undefined;
  /** The one that was asked for, which its links keep. */
  readonly position: string | undefined;
}> = ({ budget, standing, late, inTransit, position }) => {
  const say = useSay();
  const at = { position };
  const total = totalPath(budget.budget, at);
  const bridge = address(budgetPath(budget.budget, '/bridge'), at);
  const { error, warning, info } = standing.openFindings;
  return (
    <tr>
      <td class="name">
        <a href={address(budgetPath(budget.budget), at)}>{budget.agency.name}</a>
      </td>
      <td>{budget.fiscalYear}</td>
      <td class="whole">{scopeName(budget.scope, say)}</td>
      <Figure value={standing.original} href={originOf(standing.original, total)} />
      <Figure value={standing.adjusted} href={originOf(standing.adjusted, total)} />
      <ChangeFigure value={standing.amended} href={originOf(standing.amended, bridge)} />
      <td class="figure">
        <Pending budget={budget.budget} standing={standing} question={at} />
      </td>
      <td class="figure">
        {inTransit === undefined ? (
          <Amount value={fromFen(0n)} />
        ) : (
          <Reported report="in-transit" budget={budget.budget} position={position}>
            <Amount value={inTransit} />
          </Reported>
        )}
      </td>
      <Figure
        value={standing.executed}
        href={address(budgetPath(budget.budget, '/executions'), at)}
      />
      <td>
        {error + warning + info === 0 ? (
          say('无', 'none')
        ) : (
          <a
            href={address(budgetPath(budget.budget, '/findings'), at)}
            class={error > 0 ? 'severity-error' : ''}
          >
            {[
              counted(error, say('错误', 'error'), say),
              counted(warning, say('警告', 'warning'), say),
              counted(info, say('提示', 'note'), say),
            ]
              .filter((each) => each !== null)
              .join(say('，', ', '))}
          </a>
        )}
      </td>
      <td>
        {late === 0 ? (
          say('无', 'none')
        ) : (
          <Reported report="late" budget={budget.budget} position={position}>
            {say(`${late} 笔`, `${late} ${late === 1 ? 'change' : 'changes'}`)}
          </Reported>
        )}
      </td>
    </tr>
  );
};
