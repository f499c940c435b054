import type { FunctionComponent } from 'preact';
import type { LinesAnswer } from '../../budgets/lines/lines.answer.js';
import { deltaOf } from '../../domain/values/delta.js';
import { toFen, type Fen } from '../../domain/values/money.js';
import { address, budgetPath, type Parameters } from '../frame/address.js';
import { BudgetOptions, budgetName, type NamedBudget } from '../frame/budget-names.js';
import { useSay, type Say } from '../frame/language.js';
import { lineName } from '../frame/line-names.js';
import type { NamesById } from '../frame/names-apart.js';
import { Figure, NameCell, Scroll, SignedFigure } from '../frame/parts.js';

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
        <button>{say('对比', 'Compare')}</button>
      </form>
      {sides !== null && <Rows sides={sides} links={links} />}
    </>
  );
};

interface Row {
  readonly line: string;
  readonly name: string;
  /** What it is called in the base, where that is another name. */
  readonly formerName: string | null;
  /** The names of the lines of the other budget that a link joins it with. */
  readonly linked: readonly string[];
  readonly base: Fen | null;
  readonly current: Fen | null;
}

const Rows: FunctionComponent<{
  readonly sides: readonly [Compared, Compared];
  readonly links: readonly JoinedLines[];
}> = ({ sides, links }) => {
  const say = useSay();
  const [base, current] = sides;
  const amounts = (side: Compared) =>
    new Map(side.lines.map((line) => [line.line as string, line] as const));
  const [before, after] = [amounts(base), amounts(current)];
  const nameIn = (side: ReadonlyMap<string, LinesAnswer['lines'][number]>, line: string) =>
    side.has(line) ? lineName(side.get(line)!, say) : line;
  const rows = [...new Set([...before.keys(), ...after.keys()])].toSorted().map((line): Row => {
    const [was, is] = [before.get(line), after.get(line)];
    const isRenamed = was !== undefined && is !== undefined && was.name !== is.name;
    return {
      line,
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
  return (
    <Scroll label={say('对比', 'Compare')}>
      <table>
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
                  <a
                    href={address(
                      budgetPath((row.current === null ? base : current).budget.budget, '/trail'),
                      { line: row.line },
                    )}
                  >
                    {row.name}
                  </a>
                </NameCell>
                <Figure value={delta.base} href={trailOf(base, row.line)} />
                <Figure value={delta.current} href={trailOf(current, row.line)} />
                <SignedFigure text={delta.text} />
                <td>{changes.join(say('；', '; '))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
};

/** The way to who changed a line of one side, as of its day, and to where it is printed. */
const trailOf = ({ budget: { budget }, effective }: Compared, line: string): string =>
  address(budgetPath(budget, '/trail'), { line, effective });

/** What stands out of a row; nothing where the line is in both budgets under one name. */
const changesOf = ({ base, current, formerName, linked }: Row, say: Say): readonly string[] => [
  ...(base === null ? [say('新增', 'new')] : []),
  ...(current === null ? [say('取消', 'gone')] : []),
  ...(formerName === null ? [] : [say(`更名，原名${formerName}`, `renamed, was ${formerName}`)]),
  ...linked.map((name) => say(`与“${name}”衔接`, `linked with “${name}”`)),
];
