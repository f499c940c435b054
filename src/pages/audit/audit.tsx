import type { FunctionComponent } from 'preact';
import type { AuditException, ChangeEntry, TransferInTransit } from '../../audit/audit.answer.js';
import { CHANGE_KINDS } from '../../domain/events/change-kinds.js';
import { address, amendmentPath, budgetPath, type Parameters } from '../frame/address.js';
import { AgencyField } from '../frame/agency-names.js';
import { BudgetField, BudgetLink } from '../frame/budget-names.js';
import { useSay, useTranslate, type Say } from '../frame/language.js';
import { lineNameOfKey } from '../frame/line-names.js';
import type { NamesById } from '../frame/names-apart.js';
import { NewerNotice, PermanentLink, useAddress, type Shown } from '../frame/permanent.js';
import { ChangeRows } from '../frame/change-rows.js';
import { BundleLink, Figure, Led, NameCell, Scroll } from '../frame/parts.js';
import { EXCEPTION_RULES, exceptionName, RuleName } from '../budgets/rule-names.js';
import { withSeparatorsIn } from '../../text/with-separators.js';

/** The standing reports of an auditor. */
export const REPORTS = [
  ['changes', '公开后的变更', 'Changes after publication'],
  ['late', '迟登记', 'Recorded late'],
  ['exceptions', '例外', 'Exceptions'],
  ['in-transit', '在途', 'In transit'],
] as const;

/** The head of all pages for auditors, with the way to the others. */
export const AuditHead: FunctionComponent<{ readonly path: string }> = ({ path: here }) => {
  const say = useSay();
  const to = useAddress();
  const link = (name: string, href: string, title: string) => (
    <a key={name} href={href} aria-current={here === `/audit/${name}` ? 'page' : undefined}>
      {title}
    </a>
  );
  return (
    <>
      <h1>{say('审计', 'Audit')}</h1>
      <nav class="tabs" aria-label={say('报告', 'Reports')}>
        {REPORTS.map(([name, zh, en]) => link(name, to(`/audit/${name}`), say(zh, en)))}
        {link('verification', '/audit/verification', say('核验', 'Verification'))}
      </nav>
    </>
  );
};

/** What a report found. */
export type AuditReport =
  | { readonly report: 'changes' | 'late'; readonly items: readonly ChangeEntry[] }
  | { readonly report: 'exceptions'; readonly items: readonly AuditException[] }
  | { readonly report: 'in-transit'; readonly items: readonly TransferInTransit[] };

/** What each report is filtered by. */
export const REPORT_FIELDS: Readonly<Record<AuditReport['report'], readonly string[]>> = {
  changes: ['budget', 'person', 'line', 'kind', 'from', 'until'],
  late: ['budget', 'person', 'line', 'kind', 'from', 'until'],
  exceptions: ['budget', 'rule'],
  'in-transit': ['budget', 'agency', 'year'],
};

/** A report as a table that can be filtered, and taken as a file. */
export const Audit: FunctionComponent<{
  readonly found: AuditReport;
  readonly next: string | null;
  readonly asked: Parameters & {
    readonly budget?: string | undefined;
    readonly agency?: string | undefined;
  };
  /** What gives the same for ever. */
  readonly shown: Shown;
  /** Whether more is recorded since the position that was asked for. */
  readonly isOld: boolean;
  /** Those that the filter offers. */
  readonly budgets: NamesById;
  readonly agencies: NamesById;
}> = ({ found, next, asked, shown, isOld, budgets, agencies }) => {
  const say = useSay();
  const translated = useTranslate();
  const to = useAddress();
  const here = `/audit/${found.report}`;
  const fields = REPORT_FIELDS[found.report];
  return (
    <>
      <AuditHead path={here} />
      <form class="row" action={here}>
        <BudgetField asked={asked.budget} budgets={budgets} />
        {fields.includes('person') && (
          <label>
            {say('人员', 'Person')}
            <input name="person" value={asked['person'] ?? undefined} />
          </label>
        )}
        {fields.includes('line') && (
          <label>
            {say('科目编码或明细', 'Code or line')}
            <input name="line" value={asked['line'] ?? undefined} />
          </label>
        )}
        {fields.includes('kind') && (
          <label>
            {say('类型', 'Kind')}
            <select name="kind">
              <option value="">{say('全部', 'All')}</option>
              {CHANGE_KINDS.map((kind) => (
                <option key={kind} value={kind} selected={kind === asked['kind']}>
                  {translated(kind)}
                </option>
              ))}
            </select>
          </label>
        )}
        {fields.includes('rule') && (
          <label>
            {say('规则', 'Rule')}
            <select name="rule">
              <option value="">{say('全部', 'All')}</option>
              {EXCEPTION_RULES.map((rule) => (
                <option key={rule} value={rule} selected={rule === asked['rule']}>
                  {exceptionName(rule, say)}
                </option>
              ))}
            </select>
          </label>
        )}
        {fields.includes('from') && (
          <>
            <label>
              {say('登记自', 'Recorded from')}
              <input type="date" name="from" value={asked['from'] ?? undefined} />
            </label>
            <label>
              {say('登记至', 'Recorded until')}
              <input type="date" name="until" value={asked['until'] ?? undefined} />
            </label>
          </>
        )}
        {fields.includes('agency') && <AgencyField asked={asked.agency} agencies={agencies} />}
        {fields.includes('year') && (
          <label>
            {say('年度', 'Year')}
            <input name="year" inputmode="numeric" size={6} value={asked['year'] ?? undefined} />
          </label>
        )}
        <button>{say('查看', 'Show')}</button>
      </form>
      {isOld && <NewerNotice shown={shown} />}
      {found.items.length === 0 && (
        <p class="notice">
          {next === null
            ? say('没有。', 'There is none.')
            : say(
                '这一部分预算没有，请继续查看下一页。',
                'There is none in this part of the budgets: see the next page.',
              )}
        </p>
      )}
      {found.items.length > 0 && (
        <Scroll label={found.report}>
          <table>{rowsOf(found, to, say, translated)}</table>
        </Scroll>
      )}
      <p class="pages">
        {next !== null && (
          <a href={to(here, { ...asked, after: next })}>{say('下一页', 'Next page')}</a>
        )}
        {(['csv', 'xlsx'] as const).map((format) => (
          <a
            key={format}
            href={address(`/v1${here}`, { ...asked, position: shown.position, format })}
            download
          >
            {format.toUpperCase()}
          </a>
        ))}
        {asked.budget && (
          <BundleLink budget={asked.budget} asOf={{ position: asked['position'] }} />
        )}
      </p>
      <p class="quiet">
        <PermanentLink shown={shown} />
      </p>
    </>
  );
};

/** The key of a line in a sentence. */
const LINE_KEY = /(?:expenditure|revenue|economic|three-public)\/[\w/-]+/g;

/** The way to what an exception is about: its amendment, or the record of what was spent; undefined where it is of the whole budget. */
const originOf = (
  { rule, budget, amendment, line, message }: AuditException,
  to: typeof address,
): string | undefined =>
  amendment !== null
    ? to(amendmentPath(amendment))
    : rule === 'executed-without-budget'
      ? to(budgetPath(budget, '/executions'), { code: /\d{7}/.exec(line ?? message)?.[0] })
      : undefined;

const rowsOf = (
  found: AuditReport,
  to: typeof address,
  say: Say,
  translated: (sentence: string) => string,
) => {
  switch (found.report) {
    case 'changes':
    case 'late':
      return <ChangeRows changes={found.items} />;
    case 'exceptions':
      return (
        <>
          <thead>
            <tr>
              <th scope="col">{say('规则', 'Rule')}</th>
              <th scope="col">{say('预算', 'Budget')}</th>
              <th scope="col">{say('科目', 'Line')}</th>
              <th scope="col">{say('说明', 'What was found')}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((each, i) => (
              <tr key={i}>
                <td>
                  <RuleName rule={each.rule} />
                </td>
                <NameCell>
                  <BudgetLink budget={each.budget} />
                </NameCell>
                <NameCell>
                  {each.line !== null && (
                    <a href={to(budgetPath(each.budget, '/trail'), { line: each.line })}>
                      {lineNameOfKey(each.line, null, say)}
                    </a>
                  )}
                </NameCell>
                <td>
                  <Led href={originOf(each, to)}>
                    {withSeparatorsIn(
                      translated(each.message).replaceAll(LINE_KEY, (key) =>
                        lineNameOfKey(key, null, say),
                      ),
                    )}
                  </Led>
                </td>
              </tr>
            ))}
          </tbody>
        </>
      );
    case 'in-transit':
      return (
        <>
          <thead>
            <tr>
              <th scope="col">{say('转出', 'From')}</th>
              <th scope="col">{say('转入', 'To')}</th>
              <th scope="col" class="figure">
                {say('金额（元）', 'Amount (yuan)')}
              </th>
              <th scope="col">{say('原因', 'Why')}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((each, i) => (
              <tr key={i}>
                <NameCell>
                  <BudgetLink budget={each.from} />
                </NameCell>
                <NameCell>
                  <BudgetLink budget={each.to} />
                </NameCell>
                <Figure value={each.amount} />
                <td>
                  <a href={to(amendmentPath(each.amendment))}>
                    {each.problem === undefined
                      ? say('等待到达', 'not arrived yet')
                      : translated(each.problem)}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </>
      );
  }
};
