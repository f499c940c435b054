import type { ComponentChildren, FunctionComponent } from 'preact';
import type { NameOfBudget } from '../../budgets/names-of-budgets.query.js';
import type { BudgetStanding } from '../../budgets/standing.query.js';
import type { Moments } from '../../budgets/reports/moments.query.js';
import { shanghaiTime } from '../../cli/shanghai-time.js';
import { address, budgetPath, type Parameters } from '../frame/address.js';
import { SHOWN_UNITS } from '../../domain/tables/budget-form.js';
import { Amount } from '../frame/figures.js';
import { unitName } from '../frame/part-names.js';
import { useSay } from '../frame/language.js';
import { BundleLink, Downloads, Led, Pending } from '../frame/parts.js';
import { NewerNotice, PermanentLink } from '../frame/permanent.js';
import { scopeName } from '../frame/budget-names.js';
import { originOf, totalPath } from './origins.js';

/** The question that all pages of a budget share, as it stands in the address. */
export interface BudgetQuestion {
  readonly effective?: string | undefined;
  readonly recorded?: string | undefined;
  readonly position?: string | undefined;
  readonly unit?: string | undefined;
}

/** The parts of a budget's pages. */
export const BUDGET_PARTS = [
  ['', '预算表', 'Tables'],
  ['/lines', '明细', 'Lines'],
  ['/deltas', '增减', 'Changes'],
  ['/bridge', '调整过程', 'Bridge'],
  ['/trail', '轨迹', 'Trail'],
  ['/findings', '问题', 'Findings'],
  ['/amendments', '调整', 'Amendments'],
  ['/executions', '执行', 'Execution'],
  ['/documents', '文件', 'Documents'],
] as const;
/** A part of a budget's pages. */
export type BudgetPart = (typeof BUDGET_PARTS)[number][0];

interface Properties {
  readonly budget: NameOfBudget;
  readonly part: BudgetPart;
  readonly question: BudgetQuestion;
  /** What else of the address the form keeps, such as the number of the table. */
  readonly kept?: Parameters;
  /** When the budget changed. */
  readonly moments: Moments;
  readonly children: ComponentChildren;
}

/** The head of all pages of a budget, and the part that follows. */
export const BudgetFrame: FunctionComponent<Properties> = ({
  budget,
  part,
  question,
  kept = {},
  moments,
  children,
}) => {
  const say = useSay();
  const here = budgetPath(budget.budget, part);
  return (
    <>
      <h1>
        {budget.agency.name} {budget.fiscalYear} {scopeName(budget.scope, say)}
      </h1>
      {budget.openedAs !== undefined && (
        <p class="quiet">
          {say('建账时名称：', 'Opened as ')}
          {budget.openedAs}
        </p>
      )}
      <nav class="tabs" aria-label={say('本预算', 'This budget')}>
        {BUDGET_PARTS.map(([path, zh, en]) => (
          <a
            key={path}
            href={address(budgetPath(budget.budget, path), { ...question })}
            aria-current={path === part ? 'page' : undefined}
          >
            {say(zh, en)}
          </a>
        ))}
      </nav>
      <AsOfForm budget={budget} here={here} question={question} kept={kept} moments={moments} />
      {children}
    </>
  );
};

/** What the sliders move: how the budget stands, and the part that is shown, with its permanent link. */
export const Figures: FunctionComponent<
  Pick<Properties, 'part' | 'question' | 'children'> & {
    readonly budget: string;
    readonly standing: BudgetStanding;
    readonly kept: Parameters | undefined;
    /** Asked for at this position, the page is the same for ever. */
    readonly position: string;
    /** Whether nothing was recorded of the budget by then. */
    readonly isEmpty: boolean;
    /** Where the part begins, of a list in parts. */
    readonly after?: string | undefined;
    /** Whether more is recorded since the position that was asked for. */
    readonly isOld: boolean;
  }
> = ({ budget, standing, part, question, kept, after, position, isEmpty, isOld, children }) => {
  const say = useSay();
  const { effective, recorded } = question;
  const asked = { ...kept, after, ...question, position: undefined };
  const shown = { path: budgetPath(budget, part), asked, position };
  return (
    <div
      id="figures"
      aria-live="polite"
      data-away={say('服务没有应答，请稍后再试。', 'The service does not answer: try again later.')}
      data-stale={say('以下仍是先前的数字。', 'The figures below are still those of before.')}
    >
      {isOld && <NewerNotice shown={shown} />}
      {isEmpty && (
        <p class="notice">{say('当时尚无登记。', 'Nothing was recorded of it by then.')}</p>
      )}
      <Facts budget={budget} standing={standing} question={question} />
      {children}
      {!isEmpty && (
        <Downloads
          name={say('下载预算文件：', 'Download the budget:')}
          path={`/v1${budgetPath(budget, '/document')}`}
          question={{ ...question, position }}
          formats={['pdf', 'docx', 'xlsx']}
        />
      )}
      <p class="quiet">
        {effective !== undefined && say(`生效截至 ${effective}。`, `In force on ${effective}. `)}
        <PermanentLink shown={shown} question={{ ...question }} />
        {!isEmpty && <BundleLink budget={budget} asOf={{ effective, recorded, position }} />}
      </p>
    </div>
  );
};

const Facts: FunctionComponent<{
  readonly budget: string;
  readonly standing: BudgetStanding;
  readonly question: BudgetQuestion;
}> = ({ budget, standing, question }) => {
  const say = useSay();
  const total = totalPath(budget, { ...question });
  const { original, adjusted, executed, approval, closedOn } = standing;
  return (
    <dl class="facts">
      <div>
        <dt>{say('年初预算（元）', 'Original (yuan)')}</dt>
        <dd>
          <Led href={originOf(original, total)}>
            <Amount value={original} />
          </Led>
        </dd>
      </div>
      <div>
        <dt>{say('调整预算', 'Adjusted')}</dt>
        <dd>
          <Led href={originOf(adjusted, total)}>
            <Amount value={adjusted} />
          </Led>
        </dd>
      </div>
      <div>
        <dt>{say('待批调整', 'Pending')}</dt>
        <dd>
          <Pending budget={budget} standing={standing} question={{ ...question }} />
        </dd>
      </div>
      <div>
        <dt>{say('执行数', 'Executed')}</dt>
        <dd>
          {executed === null ? (
            '—'
          ) : (
            <Led href={address(budgetPath(budget, '/executions'), { ...question })}>
              <Amount value={executed} />
            </Led>
          )}
        </dd>
      </div>
      <div>
        <dt>{say('批复', 'Approval')}</dt>
        <dd>
          {approval === null
            ? say('未登记批复', 'no approval recorded')
            : `${approval.authority?.number ?? ''} ${approval.approvedOn}`}
        </dd>
      </div>
      <div>
        <dt>{say('年度', 'Year')}</dt>
        <dd>
          {closedOn === null
            ? say('未关账', 'open')
            : say(`${closedOn} 关账`, `closed on ${closedOn}`)}
        </dd>
      </div>
    </dl>
  );
};

/** An instant in Shanghai's time, to the second. */
const secondOf = (instant: string): string => shanghaiTime(instant).slice(0, 19);

const AsOfForm: FunctionComponent<
  Pick<Properties, 'budget' | 'question'> & {
    readonly here: string;
    readonly kept: Parameters;
    readonly moments: Moments;
  }
> = ({ budget, here, question, kept, moments }) => {
  const say = useSay();
  const year = budget.fiscalYear;
  // One that a link asks for is kept, whether something was recorded at it or not.
  const asked = question.recorded === undefined ? [] : [question.recorded];
  const instants = [...new Set([...moments.instants, ...asked])].toSorted().toReversed();
  const seconds = Map.groupBy(instants, secondOf);
  return (
    <form class="row" action={here} data-live="figures" autocomplete="off">
      {Object.entries(kept).map(([name, value]) =>
        value === undefined || value === null ? null : (
          <input key={name} type="hidden" name={name} value={value} />
        ),
      )}
      <label>
        {say('生效截至', 'In force on')}
        <input
          type="date"
          name="effective"
          value={question.effective}
          data-slider=""
          data-from={`${year}-01-01`}
          data-to={`${year}-12-31`}
          data-marks={moments.days.join(' ')}
        />
      </label>
      <label>
        {say('已知截至', 'Known on')}
        <select name="recorded" data-slider="">
          <option value="">{say('现在', 'now')}</option>
          {instants.map((instant) => (
            <option key={instant} value={instant} selected={instant === question.recorded}>
              {seconds.get(secondOf(instant))!.length === 1
                ? secondOf(instant)
                : shanghaiTime(instant).slice(0, 23)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('单位', 'Unit')}
        <select name="unit">
          <option value="">{say('按表', 'as printed')}</option>
          {SHOWN_UNITS.map((unit) => (
            <option key={unit} value={unit} selected={unit === question.unit}>
              {unitName(unit, say)}
            </option>
          ))}
        </select>
      </label>
      <button>{say('查看', 'Show')}</button>
    </form>
  );
};
