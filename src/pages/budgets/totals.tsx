import type { FunctionComponent } from 'preact';
import {
  isSummed,
  TOTAL_CUTS,
  type TotalCut,
  type TotalsAnswer,
  type TotalsRow,
} from '../../budgets/totals/totals.answer.js';
import { address, budgetPath, type Parameters } from '../frame/address.js';
import { useSay, type Say } from '../frame/language.js';
import { Bars } from '../charts/bars.js';
import { scopeName, useBudgetName } from '../frame/budget-names.js';
import { ChangeFigure, Figure, NameCell, NextPage, Scroll, SignedFigure } from '../frame/parts.js';
import { withSeparators } from '../../text/with-separators.js';
import { measureName, rowText } from '../frame/part-names.js';
import { originOf, totalPath } from './origins.js';

const CUT_NAMES: Readonly<Record<TotalCut, readonly [string, string]>> = {
  class: ['功能分类', 'Function'],
  agency: ['单位', 'Agency'],
  economic: ['经济分类', 'Economic'],
  kind: ['调整类型', 'Kind of amendment'],
};

/** How many rows stand on one page, beside the total. */
const ROWS_MAX = 500;
/** How many budgets that are not in a sum are named. */
const NAMED_MAX = 10;

const leftOutOf = ({ leftOut }: TotalsAnswer, summed: boolean): readonly string[] =>
  leftOut.flatMap(({ budget, why }) => (isSummed(why) === summed ? [budget] : []));

/** The budgets that the page of an answer calls by their names. */
export const namedIn = (answer: TotalsAnswer): readonly string[] =>
  [false, true].flatMap((summed) => leftOutOf(answer, summed).slice(0, NAMED_MAX));

/** The sums, changes and bridges over all budgets of a year. */
export const Totals: FunctionComponent<{
  readonly answer: TotalsAnswer;
  /** All fiscal years that may be asked for. */
  readonly years: readonly number[];
  readonly asked: Parameters;
  /** The code of the row that the rows of this page come after; undefined for the first ones. */
  readonly after: string | undefined;
}> = ({ answer, years, asked, after }) => {
  const say = useSay();
  const nameOf = useBudgetName();
  const named = (summed: boolean): string => {
    const budgets = leftOutOf(answer, summed);
    const names = budgets.slice(0, NAMED_MAX).map(nameOf);
    return budgets.length > names.length
      ? say(
          `${names.join('、')}等 ${budgets.length} 个`,
          `${names.join(', ')} and ${budgets.length - names.length} more`,
        )
      : names.join(say('、', ', '));
  };
  const [leftOut, uncompared] = [named(false), named(true)];
  const from = after === undefined ? 0 : answer.rows.findIndex(({ code }) => code === after) + 1;
  const rows = answer.rows.slice(from, from + ROWS_MAX);
  const isLast = from + rows.length === answer.rows.length;
  return (
    <>
      <h1>{say('汇总', 'Totals')}</h1>
      <form class="row" action="/totals">
        <label>
          {say('年度', 'Year')}
          <select name="year">
            {years.map((year) => (
              <option
                key={year}
                value={year}
                selected={String(year) === (asked['year'] ?? String(answer.years[0]))}
              >
                {year}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('范围', 'Scope')}
          <select name="scope">
            <option value="">{say('自动', 'automatic')}</option>
            {(['department', 'unit'] as const).map((scope) => (
              <option key={scope} value={scope} selected={scope === asked['scope']}>
                {scopeName(scope, say)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('按', 'By')}
          <select name="by">
            {TOTAL_CUTS.map((cut) => (
              <option key={cut} value={cut} selected={cut === answer.by}>
                {say(...CUT_NAMES[cut])}
              </option>
            ))}
          </select>
        </label>
        <button>{say('查看', 'Show')}</button>
      </form>
      <p class="quiet">
        {say(
          `${answer.budgets} 个预算，其中 ${answer.compared} 个有上年可比；在途 ${withSeparators(answer.inTransit)} 元。`,
          `${answer.budgets} ${answer.budgets === 1 ? 'budget' : 'budgets'}, ${answer.compared} compared with the year before; ${withSeparators(answer.inTransit)} yuan in transit.`,
        )}
        {leftOut !== '' && say(`未计入：${leftOut}。`, ` Left out: ${leftOut}.`)}
        {uncompared !== '' && say(`未比较：${uncompared}。`, ` Not compared: ${uncompared}.`)}
      </p>
      {answer.code !== null && (
        <p class="notice">
          {say(`只含编码为 ${answer.code} 的科目：`, `Only lines of the code ${answer.code}: `)}
          <a
            href={address('/totals', {
              ...asked,
              code: undefined,
              economic: undefined,
              by: asked['economic'] ? 'economic' : 'class',
            })}
          >
            {say('返回各科目', 'back to all codes')}
          </a>
        </p>
      )}
      <Bars
        title={say('比上年增减（元）', 'Change from the year before (yuan)')}
        bars={answer.rows
          .filter(({ delta }) => delta !== null)
          .map((row) => ({
            name: rowName(row, answer.by, say),
            amount: row.delta!,
            text: withSeparators(row.text ?? ''),
          }))}
      />
      <Scroll label={say('汇总', 'Totals')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('编码', 'Code')}</th>
              <th scope="col">{say('名称', 'Name')}</th>
              <th scope="col" class="figure">
                {say('年初预算（元）', 'Original (yuan)')}
              </th>
              <th scope="col" class="figure">
                {say('调整预算', 'Adjusted')}
              </th>
              <th scope="col" class="figure">
                {say('待批', 'Pending')}
              </th>
              <th scope="col" class="figure">
                {say('执行数', 'Executed')}
              </th>
              <th scope="col" class="figure">
                {say('比上年', 'Year over year')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <Row key={i} row={row} by={answer.by} ways={waysOf(row, answer, asked)} />
            ))}
            <Row
              row={answer.total}
              by={answer.by}
              ways={waysOf(answer.total, answer, asked)}
              isTotal
            />
          </tbody>
        </table>
      </Scroll>
      <NextPage
        href={
          isLast ? null : address('/totals', { ...asked, by: answer.by, after: rows.at(-1)?.code })
        }
      />
    </>
  );
};

const rowName = ({ code, name }: TotalsRow, by: TotalCut, say: Say): string =>
  code === null
    ? measureName('total', say)
    : by === 'kind'
      ? say(name, code.replaceAll('-', ' '))
      : rowText(code, name, say);

/** The ways from the figures of a row to those that they add up; undefined where there is none. */
type Ways = Readonly<Record<'sums' | 'pending' | 'executed' | 'change', string | undefined>>;

/** A code of a classification has a page of its parts by agency; an agency has one budget of the year and the scope. */
const waysOf = (
  { code, original, adjusted }: TotalsRow,
  { by, years: [year], scope }: TotalsAnswer,
  asked: Parameters,
): Ways => {
  const all = (way: string | undefined): Ways => ({
    sums: way,
    pending: way,
    executed: way,
    change: way,
  });
  if (year === undefined || scope === null) return all(undefined);
  const { position } = asked;
  if (by !== 'agency') {
    if (code !== null && (by === 'kind' || !/^\d+$/.test(code))) return all(undefined);
    const economic = by === 'economic' ? 'true' : undefined;
    return all(
      address('/totals', {
        year,
        scope: asked['scope'],
        by: 'agency',
        economic,
        position,
        ...(code !== null && { code }),
      }),
    );
  }
  if (code === null) return all(undefined);
  const budget = `${code}-${year}-${scope}`;
  const within = asked['code'];
  const schedule = asked['economic'] ? 'economic' : 'expenditure';
  const total = totalPath(budget, { position }, { schedule });
  return {
    sums: within
      ? address(budgetPath(budget, '/lines'), { position, code: within })
      : (originOf(original, total) ?? originOf(adjusted, total)),
    pending: address(budgetPath(budget, '/amendments'), { position }),
    executed: address(budgetPath(budget, '/executions'), { position }),
    change: address(budgetPath(budget, '/deltas'), {
      position,
      by: asked['economic'] && 'economic',
    }),
  };
};

const Row: FunctionComponent<{
  readonly row: TotalsRow;
  readonly by: TotalCut;
  readonly ways: Ways;
  readonly isTotal?: boolean;
}> = ({ row, by, ways, isTotal }) => {
  const say = useSay();
  return (
    <tr class={isTotal ? 'total' : undefined}>
      <td>{row.code}</td>
      <NameCell isTotal={isTotal}>{rowName(row, by, say)}</NameCell>
      <Figure value={row.original} href={ways.sums} />
      <Figure value={row.adjusted} href={ways.sums} />
      <ChangeFigure value={row.pending} href={ways.pending} />
      <Figure value={row.executed} href={ways.executed} />
      <SignedFigure text={row.text} href={ways.change} />
    </tr>
  );
};
