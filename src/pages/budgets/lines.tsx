import type { FunctionComponent } from 'preact';
import type { LinesAnswer } from '../../budgets/lines/lines.answer.js';
import { fromFen, toFen, type Yuan } from '../../domain/values/money.js';
import { address, budgetPath } from '../frame/address.js';
import { useSay } from '../frame/language.js';
import { englishLine, linePart } from '../frame/line-names.js';
import { Treemap } from '../charts/treemap.js';
import type { BudgetQuestion } from './budget-frame.js';
import { isSummed, totalPath } from './origins.js';
import { Figure, NameCell, Scroll } from '../frame/parts.js';
import { Rows } from '../frame/rows.js';
import { fundName } from '../frame/part-names.js';
import { Printed } from '../frame/printed.js';

/** The lines of a budget, schedule by schedule, and the expenditure as a treemap by function. */
export const Lines: FunctionComponent<{
  readonly answer: LinesAnswer;
  /** Only lines whose code begins with it; empty for all. */
  readonly code: string;
  readonly question: BudgetQuestion;
  /** What the reader has of it already, see {@link Rows}. */
  readonly before?: LinesAnswer | undefined;
}> = ({ answer, code, question, before }) => {
  const say = useSay();
  const here = budgetPath(answer.budget, '/lines');
  const below = (all: LinesAnswer['lines']) =>
    all.filter((line) => (line.function ?? line.economic ?? '').startsWith(code));
  const lines = below(answer.lines);
  const had = before && below(before.lines);
  const nameOf = (line: LinesAnswer['lines'][number]) => (
    <Printed words={line.name} english={englishLine(line)} />
  );
  const of = (all: LinesAnswer['lines'], schedule: string) =>
    all.filter((line) => line.schedule === schedule);
  const schedules = [...new Set(lines.map(({ schedule }) => schedule))];
  return (
    <>
      <Treemap
        title={say('支出按功能分类', 'Expenditure by function')}
        lines={lines.filter(({ schedule }) => schedule === 'expenditure')}
        href={(each) => address(here, { ...question, code: each })}
      />
      {schedules.map((schedule) => (
        <Scroll key={schedule} label={schedule}>
          <table>
            <caption>{scheduleName(schedule, say)}</caption>
            <thead>
              <tr>
                <th scope="col">{say('科目', 'Line')}</th>
                <th scope="col">{say('名称', 'Name')}</th>
                <th scope="col">{say('类别', 'Part')}</th>
                <th scope="col">{say('资金', 'Fund')}</th>
                <th scope="col" class="figure">
                  {say('年初预算', 'Original')}
                </th>
                <th scope="col" class="figure">
                  {say('调整预算', 'Adjusted')}
                </th>
              </tr>
            </thead>
            <Rows
              name={schedule}
              rows={of(lines, schedule)}
              before={had && of(had, schedule)}
              nameOf={({ line }) => line}
              render={(line) => {
                const trail = address(budgetPath(answer.budget, '/trail'), {
                  ...question,
                  line: line.line,
                });
                return (
                  <tr>
                    <td>
                      <a href={trail}>{line.function ?? line.economic ?? nameOf(line)}</a>
                    </td>
                    <NameCell>{nameOf(line)}</NameCell>
                    <td>{linePart(line, say)}</td>
                    <td>{line.fund === undefined ? '' : fundName(line.fund, say)}</td>
                    <Figure value={line.original} href={trail} />
                    <Figure value={line.adjusted} href={trail} />
                  </tr>
                );
              }}
            />
            {isSummed(schedule) && (
              <tbody>
                <tr class="total">
                  <td />
                  <NameCell isTotal>{say('合计', 'Total')}</NameCell>
                  <td />
                  <td />
                  {(['original', 'adjusted'] as const).map((standing) => (
                    <Figure
                      key={standing}
                      value={sumOf(of(lines, schedule).map((line) => line[standing]))}
                      href={totalPath(answer.budget, { ...question }, { schedule, code })}
                    />
                  ))}
                </tr>
              </tbody>
            )}
          </table>
        </Scroll>
      ))}
    </>
  );
};

const sumOf = (amounts: readonly Yuan[]): Yuan =>
  fromFen(amounts.reduce((sum, amount) => sum + toFen(amount), 0n));

const SCHEDULE_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  expenditure: ['支出', 'Expenditure'],
  economic: ['经济分类', 'Economic classification'],
  revenue: ['收入', 'Revenue'],
  'three-public': ['“三公”经费', 'Three public expenses'],
  project: ['项目', 'Projects'],
};

/** What the lines of a schedule are called. */
export const scheduleName = (schedule: string, say: (zh: string, en: string) => string): string => {
  const [zh = schedule, en = schedule] = SCHEDULE_NAMES[schedule] ?? [];
  return say(zh, en);
};
