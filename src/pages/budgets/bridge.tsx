import type { FunctionComponent } from 'preact';
import type { BridgeAnswer, BridgeFigures } from '../../budgets/reports/bridge.answer.js';
import { toFen, type Yuan, signedYuan } from '../../domain/values/money.js';
import { FUNCTION_ITEM } from '../../domain/values/line.js';
import { address, budgetPath } from '../frame/address.js';
import { useSay, type Say } from '../frame/language.js';
import { lineNameOfKey } from '../frame/line-names.js';
import { Waterfall, type Step } from '../charts/waterfall.js';
import { ChangeFigure, Figure, NameCell, Scroll } from '../frame/parts.js';
import type { BudgetQuestion } from './budget-frame.js';
import { amendmentKindName } from '../frame/part-names.js';
import { originOf, totalPath } from './origins.js';

/** From the original to the adjusted and the executed budget, as a waterfall and line by line. */
export const Bridge: FunctionComponent<{
  readonly answer: BridgeAnswer;
  readonly question: BudgetQuestion;
}> = ({ answer, question }) => {
  const say = useSay();
  const kinds = kindsIn(answer);
  const spentPath = (code?: string) =>
    address(budgetPath(answer.budget, '/executions'), { ...question, code });
  return (
    <>
      <Waterfall
        title={say(
          '从年初预算到调整预算、执行数（元）',
          'From the original to the adjusted and executed budget (yuan)',
        )}
        steps={stepsOf(answer.total, kinds, say)}
      />
      <Scroll label={say('调整过程', 'Bridge')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('名称', 'Name')}</th>
              <th scope="col" class="figure">
                {say('年初预算', 'Original')}
              </th>
              {kinds.map((kind) => (
                <th key={kind} scope="col" class="figure">
                  {amendmentKindName(kind, say)}
                </th>
              ))}
              <th scope="col" class="figure">
                {say('更正', 'Corrections')}
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
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row) => {
              const trail = address(budgetPath(answer.budget, '/trail'), {
                ...question,
                line: row.line,
              });
              const code = row.line.split('/').find((part) => FUNCTION_ITEM.test(part));
              return (
                <tr key={row.line}>
                  <NameCell>
                    <a href={trail}>{lineNameOfKey(row.line, row.name, say)}</a>
                  </NameCell>
                  <Figures figures={row} kinds={kinds} href={trail} spent={spentPath(code)} />
                </tr>
              );
            })}
            <tr class="total">
              <NameCell isTotal>{say('合计', 'Total')}</NameCell>
              <Figures
                figures={answer.total}
                kinds={kinds}
                href={totalPath(answer.budget, { ...question })}
                spent={spentPath()}
              />
            </tr>
          </tbody>
        </table>
      </Scroll>
    </>
  );
};

type Kind = keyof BridgeFigures['amendments'];

const kindsIn = ({ rows, total }: BridgeAnswer): readonly Kind[] =>
  (Object.keys(total.amendments) as Kind[]).filter((kind) =>
    [total, ...rows].some(({ amendments }) => toFen(amendments[kind]) !== 0n),
  );

const Figures: FunctionComponent<{
  readonly figures: BridgeFigures;
  readonly kinds: readonly Kind[];
  /** The way from its amounts to where they are printed. */
  readonly href: string | undefined;
  /** The way from what was spent to where it is recorded. */
  readonly spent: string;
}> = ({ figures, kinds, href, spent }) => (
  <>
    <Figure value={figures.original} href={originOf(figures.original, href)} />
    {kinds.map((kind) => (
      <ChangeFigure
        key={kind}
        value={figures.amendments[kind]}
        href={originOf(figures.amendments[kind], href)}
      />
    ))}
    <ChangeFigure value={figures.corrections} href={originOf(figures.corrections, href)} />
    <Figure value={figures.adjusted} href={originOf(figures.adjusted, href)} />
    <ChangeFigure value={figures.pending} />
    <Figure value={figures.executed} href={spent} />
  </>
);

const stepsOf = (total: BridgeFigures, kinds: readonly Kind[], say: Say): readonly Step[] => {
  const step = (kind: Step['kind'], name: string, amount: Yuan): Step => ({
    kind,
    name,
    amount: kind === 'change' ? signedYuan(amount) : amount,
  });
  return [
    step('level', say('年初预算', 'Original'), total.original),
    ...kinds.map((kind) => step('change', amendmentKindName(kind, say), total.amendments[kind])),
    ...(toFen(total.corrections) === 0n
      ? []
      : [step('change', say('更正', 'Corrections'), total.corrections)]),
    step('level', say('调整预算', 'Adjusted'), total.adjusted),
    ...(total.executed === null ? [] : [step('level', say('执行数', 'Executed'), total.executed)]),
  ];
};
