import type { FunctionComponent } from 'preact';
import type { DeltaRow, DeltasAnswer, StatedAnswer } from '../../budgets/reports/deltas.answer.js';
import type { Cut } from '../../budgets/reports/deltas.query.js';
import { address, budgetPath, documentPath, type Parameters } from '../frame/address.js';
import type { Source } from '../../domain/events/budget.events.js';
import { useSay, type Say } from '../frame/language.js';
import { Bars } from '../charts/bars.js';
import { Figure, NameCell, Scroll, SignedFigure } from '../frame/parts.js';
import { withSeparators } from '../../text/with-separators.js';
import { measureName, rowText, unitName } from '../frame/part-names.js';
import { totalPath } from './origins.js';

/** The bases and cuts that the page offers, with their names. */
const BASES = [
  ['prior-budget', '上年预算', "last year's budget"],
  ['prior-adjusted', '上年调整预算', "last year's adjusted budget"],
  ['prior-execution', '上年执行数', "last year's execution"],
  ['original', '年初预算', 'the original budget'],
] as const;
const CUT_NAMES: Readonly<Record<Cut, readonly [string, string]>> = {
  class: ['类', 'Class'],
  group: ['款', 'Group'],
  item: ['项', 'Item'],
  economic: ['经济分类', 'Economic'],
  split: ['基本/项目', 'Basic and project'],
  'three-public': ['“三公”经费', 'Three public'],
  project: ['项目', 'Projects'],
};

interface Properties {
  readonly answer: DeltasAnswer;
  readonly by: Cut;
  /** Where the document prints what it states of the rows, by their codes; of the total by null. */
  readonly places: ReadonlyMap<string | null, Source>;
  readonly asked: Parameters;
}

/** The changes from a base, with the reason that the document states and whether the figures agree with it. */
export const Deltas: FunctionComponent<Properties> = ({ answer, by, places, asked }) => {
  const say = useSay();
  // A document states what has changed since last year, and nothing of what was amended.
  const isStated = answer.against.kind !== 'original';
  return (
    <>
      <form class="row" action={budgetPath(answer.budget, '/deltas')} data-live="figures">
        {Object.entries(asked).map(([name, value]) =>
          value === undefined || value === null ? null : (
            <input key={name} type="hidden" name={name} value={value} />
          ),
        )}
        <label>
          {say('相对于', 'Against')}
          <select name="against">
            {BASES.map(([kind, zh, en]) => (
              <option key={kind} value={kind} selected={kind === answer.against.kind}>
                {say(zh, en)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('按', 'By')}
          <select name="by">
            {Object.entries(CUT_NAMES).map(([cut, [zh, en]]) => (
              <option key={cut} value={cut} selected={cut === by}>
                {say(zh, en)}
              </option>
            ))}
          </select>
        </label>
        <button>{say('查看', 'Show')}</button>
      </form>
      {answer.rows.length > 0 &&
        [...answer.rows, answer.total].every(({ base }) => base === null) && (
          <p class="notice">{noBase(answer.against.kind, by, say)}</p>
        )}
      <Bars
        title={say('增减额', 'Changes')}
        bars={answer.rows
          .filter(({ measure, delta }) => delta !== null && (by === 'split' || measure === 'total'))
          .map((row) => ({
            name: rowName(row, say),
            amount: row.delta!,
            text: withSeparators(row.text ?? ''),
          }))}
      />
      <Scroll label={say('增减表', 'Changes')}>
        <table>
          <caption>
            {say('增减', 'Changes')}{' '}
            <span class="quiet">
              {say('单位：', 'Unit: ')}
              {unitName(answer.unit, say)}
            </span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{say('编码', 'Code')}</th>
              <th scope="col">{say('名称', 'Name')}</th>
              <th scope="col" class="figure">
                {say('基数', 'Base')}
              </th>
              <th scope="col" class="figure">
                {say('本年', 'Current')}
              </th>
              <th scope="col" class="figure">
                {say('增减', 'Change')}
              </th>
              {isStated && <th scope="col">{say('文件的说明', 'What the document states')}</th>}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row, i) => (
              <Row
                key={i}
                row={row}
                origins={originsOf(row, answer, by, places, asked)}
                isStated={isStated}
              />
            ))}
            <Row
              row={answer.total}
              origins={originsOf(answer.total, answer, by, places, asked)}
              isStated={isStated}
              isTotal
            />
          </tbody>
        </table>
      </Scroll>
    </>
  );
};

/** Why no row has a base. What was executed is recorded by function alone. */
const noBase = (against: DeltasAnswer['against']['kind'], by: Cut, say: Say): string =>
  against !== 'prior-execution'
    ? say(
        '账本中没有可比的基数，因此没有增减：导入上年的文件，或换一个基数。文件自己的说明列在最后一栏。',
        'The ledger has no base to compare with, so there are no changes: import the document of last year, or choose another base. What the document itself states is in the last column.',
      )
    : /^(?:class|group|item)$/.test(by)
      ? say(
          '账本中没有登记上年执行数：请在上年预算中登记执行，或换一个基数。',
          'The ledger has no execution of last year: record it in the budget of last year, or choose another base.',
        )
      : say(
          '执行数只按功能分类登记，不能按此口径比较。',
          'Execution is recorded by function alone: it cannot be compared by this.',
        );

const rowName = ({ code, name, measure }: DeltaRow, say: Say): string =>
  code === null
    ? measureName(measure, say)
    : code === ''
      ? say('（未写名称）', '(without a name)')
      : measure === 'total'
        ? rowText(code, name, say)
        : `${rowText(code, name, say)} · ${measureName(measure, say)}`;

/** The ways to where the two figures of a row are printed, and what is stated of its change; undefined where no one place has them. */
interface Origins {
  readonly base: string | undefined;
  readonly current: string | undefined;
  readonly stated: string | undefined;
}

/** An item by function or by economic nature: its lines have trails of their own. */
const ITEM = /^\d{7}$/;
const ECONOMIC_ITEM = /^\d{5}$/;

/** The way to where a figure of a row comes from in one of the two budgets; undefined for cuts that no table has. */
const originIn = (
  budget: string,
  { code, measure }: DeltaRow,
  by: Cut,
  times: Parameters,
): string | undefined => {
  if (!/^(?:class|group|item|split|economic)$/.test(by)) return undefined;
  // Where a table prints no codes, a class has no row that could be named: its lines stand below it.
  if (code !== null)
    return (by === 'economic' ? ECONOMIC_ITEM : ITEM).test(code)
      ? address(budgetPath(budget, '/trail'), { ...times, line: code })
      : /^\d+$/.test(code)
        ? address(budgetPath(budget, '/lines'), { ...times, code })
        : undefined;
  return totalPath(budget, times, {
    schedule: by === 'economic' ? 'economic' : 'expenditure',
    column: measure,
  });
};

const originsOf = (
  row: DeltaRow,
  answer: DeltasAnswer,
  by: Cut,
  places: Properties['places'],
  asked: Parameters,
): Origins => {
  const { budget, against } = answer;
  const place = row.stated === null ? undefined : places.get(row.code);
  const { effective, recorded, position } = asked;
  return {
    // What was spent stands in no table, and of a line under another code the base is in another row.
    base:
      against.budget === null || against.kind === 'prior-execution' || row.linked !== undefined
        ? undefined
        : originIn(against.budget, row, by, { recorded, position }),
    current: originIn(budget, row, by, { effective, recorded, position }),
    stated:
      place &&
      address(documentPath(place.document), {
        budget,
        position,
        page: place.page,
        line: place.line,
        text: place.text,
      }),
  };
};

const Row: FunctionComponent<{
  readonly row: DeltaRow;
  readonly origins: Origins;
  /** Whether what the document states of the change is shown. */
  readonly isStated: boolean;
  readonly isTotal?: boolean;
}> = ({ row, origins, isStated, isTotal }) => {
  const say = useSay();
  return (
    <tr class={isTotal ? 'total' : undefined}>
      <td>{row.code}</td>
      <NameCell isTotal={isTotal}>{rowName(row, say)}</NameCell>
      <Figure value={row.base} href={origins.base} />
      <Figure value={row.current} href={origins.current} />
      <SignedFigure text={row.text} />
      {isStated && (
        <td>
          {row.stated !== null &&
            (origins.stated === undefined ? (
              statedText(row.stated, say)
            ) : (
              <a href={origins.stated}>{statedText(row.stated, say)}</a>
            ))}
        </td>
      )}
    </tr>
  );
};

const statedText = ({ delta, percent, reason, agrees }: StatedAnswer, say: Say): string =>
  [
    delta === null ? '' : withSeparators(delta),
    percent === null ? '' : `${percent}%`,
    agrees === 'yes'
      ? say('（相符）', '(agrees)')
      : agrees === 'within-rounding'
        ? say('（四舍五入后相符）', '(agrees within rounding)')
        : agrees === 'no'
          ? say('（不符）', '(differs)')
          : '',
    reason ?? '',
  ]
    .filter(Boolean)
    .join(' ');
