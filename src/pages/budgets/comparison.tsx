import type { FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import type { LinesAnswer } from '../../budgets/lines/lines.answer.js';
import { deltaOf } from '../../domain/values/delta.js';
import { toFen, type Fen } from '../../domain/values/money.js';
import { budgetPath, type Parameters } from '../frame/address.js';
import { BudgetOptions, budgetName, type NamedBudget } from '../frame/budget-names.js';
import { useSay, type Say } from '../frame/language.js';
import { lineName } from '../frame/line-names.js';
import type { NamesById } from '../frame/names-apart.js';
import { Figure, NameCell, Scroll, SignedFigure } from '../frame/parts.js';
import { AskedPosition, useAddress } from '../frame/permanent.js';
import { SCHEDULES, type Schedule } from '../../domain/values/line.js';
import { scheduleName } from './lines.js';
import { isSummed, totalPath } from './origins.js';

/** One side of a comparison: a budget, as of a day or as it is now. */
export interface Compared {
  readonly budget: NamedBudget;
  readonly effective: string | undefined;
  readonly lines: LinesAnswer['lines'];
}

/** Two lines of which one goes on from the other, by a link. */
export interface JoinedLines {
  readonly base: string;
  readonly current: string;
}

/** Two budgets, or one on two days, line by line: what is new, gone, renamed or linked stands out. */
export const Comparison: FunctionComponent<{
  readonly sides: readonly [Compared, Compared] | null;
  readonly links: readonly JoinedLines[];
  readonly asked: Parameters;
  /** Those that the fields offer. */
  readonly budgets: NamesById;
}> = ({ sides, links, asked, budgets }) => {
  const say = useSay();
  return (
    <>
      <h1>{say('对比', 'Compare')}</h1>
      <form class="row" action="/compare">
        {(['a', 'b'] as const).map((side) => (
          <fieldset key={side}>
            <legend>{side === 'a' ? say('基准', 'Base') : say('对比', 'Compared')}</legend>
            <label>
              {say('预算', 'Budget')}
              <input
                name={side}
                value={asked[side] ? (budgets.get(String(asked[side])) ?? asked[side]) : undefined}
                list="budgets"
                size={48}
                required
              />
            </label>
            <label>
              {say('生效截至（可空）', 'In force on (optional)')}
              <input type="date" name={`${side}On`} value={asked[`${side}On`] ?? undefined} />
            </label>
          </fieldset>
        ))}
        <BudgetOptions id="budgets" budgets={budgets} />
        <label>
          {say('科目', 'Lines')}
          <select name="schedule">
            <option value="">{say('全部', 'All')}</option>
            {SCHEDULES.map((schedule) => (
              <option key={schedule} value={schedule} selected={schedule === asked['schedule']}>
                {scheduleName(schedule, say)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            name="changed"
            value="true"
            checked={asked['changed'] === 'true'}
          />{' '}
          {say('只列有变化的', 'Only what differs')}
        </label>
        <button>{say('对比', 'Compare')}</button>
      </form>
      {sides !== null && (
        <Tables
          sides={sides}
          links={links}
          only={asked['schedule'] ?? undefined}
          isChanged={asked['changed'] === 'true'}
        />
      )}
    </>
  );
};

interface Row {
  readonly line: string;
  readonly schedule: Schedule;
  readonly name: string;
  /** What it is called in the base, where that is another name. */
  readonly formerName: string | null;
  /** The names of the lines of the other budget that a link joins it with. */
  readonly linked: readonly string[];
  readonly base: Fen | null;
  readonly current: Fen | null;
}

/** A table of each schedule of which a side has lines: what comes in, what goes out, and the same money by its economic nature are apart. */
const Tables: FunctionComponent<{
  readonly sides: readonly [Compared, Compared];
  readonly links: readonly JoinedLines[];
  /** The one schedule that is asked for. */
  readonly only: unknown;
  /** Whether lines that are the same on both sides are left out. */
  readonly isChanged: boolean;
}> = ({ sides, links, only, isChanged }) => {
  const say = useSay();
  const all = rowsOf(sides, links, say);
  const rows = all.filter(
    (row) => !isChanged || row.base !== row.current || changesOf(row, say).length > 0,
  );
  const of = (some: readonly Row[], schedule: Schedule) =>
    some.filter((row) => row.schedule === schedule);
  const shown = SCHEDULES.filter(
    (schedule) =>
      (only === undefined || schedule === only) && rows.some((row) => row.schedule === schedule),
  );
  return shown.length === 0 ? (
    <p class="notice">{say('没有这样的科目。', 'There is no such line.')}</p>
  ) : (
    <>
      {shown.map((schedule) => (
        <Rows
          key={schedule}
          schedule={schedule}
          sides={sides}
          rows={of(rows, schedule)}
          total={deltaOf(
            sumOf(of(all, schedule).map(({ base }) => base)),
            sumOf(of(all, schedule).map(({ current }) => current)),
          )}
        />
      ))}
    </>
  );
};

/** Null where a side has none of them. */
const sumOf = (amounts: readonly (Fen | null)[]): Fen | null =>
  amounts.reduce((sum, amount) => (amount === null ? sum : (sum ?? 0n) + amount), null);

const rowsOf = (
  [base, current]: readonly [Compared, Compared],
  links: readonly JoinedLines[],
  say: Say,
): readonly Row[] => {
  const amounts = (side: Compared) =>
    new Map(side.lines.map((line) => [line.line as string, line] as const));
  const [before, after] = [amounts(base), amounts(current)];
  const nameIn = (side: ReadonlyMap<string, LinesAnswer['lines'][number]>, line: string) =>
    side.has(line) ? lineName(side.get(line)!, say) : line;
  return [...new Set([...before.keys(), ...after.keys()])].toSorted().map((line) => {
    const [was, is] = [before.get(line), after.get(line)];
    const isRenamed = was !== undefined && is !== undefined && was.name !== is.name;
    return {
      line,
      schedule: (is ?? was)!.schedule,
      name: lineName((is ?? was)!, say),
      formerName: isRenamed ? was.name : null,
      linked: links.flatMap((link) => [
        ...(link.current === line ? [nameIn(before, link.base)] : []),
        ...(link.base === line ? [nameIn(after, link.current)] : []),
      ]),
      base: was === undefined ? null : toFen(was.adjusted),
      current: is === undefined ? null : toFen(is.adjusted),
    };
  });
};

const Rows: FunctionComponent<{
  readonly schedule: Schedule;
  readonly sides: readonly [Compared, Compared];
  readonly rows: readonly Row[];
  /** Of all lines of the schedule, also of those that are left out. */
  readonly total: ReturnType<typeof deltaOf>;
}> = ({ schedule, sides, rows, total }) => {
  const say = useSay();
  const to = useAddress();
  const position = useContext(AskedPosition);
  const [base, current] = sides;
  /** The way to who changed a line of one side, as of its day, and to where it is printed. */
  const trailOf = ({ budget: { budget }, effective }: Compared, line: string): string =>
    to(budgetPath(budget, '/trail'), { line, effective });
  const sumIn = ({ budget: { budget }, effective }: Compared): string | undefined =>
    totalPath(budget, { effective, position }, { schedule });
  return (
    <Scroll label={`${say('对比', 'Compare')} · ${scheduleName(schedule, say)}`}>
      <table>
        <caption>{scheduleName(schedule, say)}</caption>
        <thead>
          <tr>
            <th scope="col">{say('科目', 'Line')}</th>
            {sides.map((side, i) => (
              <th key={i} scope="col" class="figure">
                {budgetName(side.budget, say)} {side.effective}
              </th>
            ))}
            <th scope="col" class="figure">
              {say('增减（元）', 'Change (yuan)')}
            </th>
            <th scope="col">{say('变化', 'What changed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const delta = deltaOf(row.base, row.current);
            const changes = changesOf(row, say);
            return (
              <tr key={row.line} class={changes.length > 0 ? 'noted' : ''}>
                <NameCell>
                  <a href={trailOf(row.current === null ? base : current, row.line)}>{row.name}</a>
                </NameCell>
                <Figure value={delta.base} href={trailOf(base, row.line)} />
                <Figure value={delta.current} href={trailOf(current, row.line)} />
                <SignedFigure text={delta.text} />
                <td>{changes.join(say('；', '; '))}</td>
              </tr>
            );
          })}
          {isSummed(schedule) && (
            <tr class="total">
              <NameCell isTotal>{say('合计', 'Total')}</NameCell>
              <Figure value={total.base} href={sumIn(base)} />
              <Figure value={total.current} href={sumIn(current)} />
              <SignedFigure text={total.text} />
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </Scroll>
  );
};

/** What stands out of a row; nothing where the line is in both budgets under one name. */
const changesOf = ({ base, current, formerName, linked }: Row, say: Say): readonly string[] => [
  ...(base === null ? [say('新增', 'new')] : []),
  ...(current === null ? [say('取消', 'gone')] : []),
  ...(formerName === null ? [] : [say(`更名，原名${formerName}`, `renamed, was ${formerName}`)]),
  ...linked.map((name) => say(`与“${name}”衔接`, `linked with “${name}”`)),
];
