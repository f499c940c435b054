import type { FunctionComponent } from 'preact';
import { LEDGER_DECISIONS } from '../../domain/events/finding.js';
import type { FindingAnswer } from '../../findings/findings.answer.js';
import { budgetPath, documentPath } from '../frame/address.js';
import { Amount, ShanghaiTime } from '../frame/figures.js';
import { Allowed, usePerson } from '../frame/person.js';
import { useSay, useTranslate, type Say } from '../frame/language.js';
import { NextPage } from '../frame/parts.js';
import { useAddress } from '../frame/permanent.js';
import type { BudgetQuestion } from './budget-frame.js';
import { RuleName } from './rule-names.js';
import { columnText, subjectName, unitName } from '../frame/part-names.js';
import { isOneOf } from '../../domain/values/line.js';
import type { Unit } from '../../domain/values/money.js';
import { withSeparators, withSeparatorsIn } from '../../text/with-separators.js';

interface Properties {
  readonly budget: string;
  /** Open ones first, and of those the errors. */
  readonly findings: readonly FindingAnswer[];
  /** Whether they are as they stand now: then what is open can be decided. */
  readonly isNewest: boolean;
  readonly next: string | null;
  readonly question: BudgetQuestion;
}

/** The weight of a finding, in words. */
export const severityName = (severity: FindingAnswer['severity'], say: Say): string =>
  ({ error: say('错误', 'error'), warning: say('警告', 'warning'), info: say('提示', 'note') })[
    severity
  ];

/** What a figure may be wrong by, in words, by the code of the hint. */
export const hintNames = (say: Say): Readonly<Record<string, string>> => ({
  'digit-lost': say('疑似漏位', 'a digit may be lost'),
  'digit-doubled': say('疑似重位', 'a digit may be doubled'),
  'merged-cells': say('疑似单元格合并', 'cells may be merged'),
  'row-shifted': say('疑似错行', 'the figure may stand in a wrong row'),
  'repeated-cells': say('疑似重复填列', 'cells may be filled in repeatedly'),
  'offsetting-pair': say('疑似两行此增彼减', 'two rows may be wrong by opposite amounts'),
  'total-copied': say('疑似误填合计', 'a total may be copied'),
  rounding: say('四舍五入所致', 'explained by rounding'),
  'unit-confused': say('疑似金额单位有误', 'the unit may be wrong'),
});

/** What the checks have found, each with its places, and what a person decides about it. */
export const Findings: FunctionComponent<Properties> = ({
  budget,
  findings,
  isNewest,
  next,
  question,
}) => {
  const say = useSay();
  const to = useAddress();
  return (
    <>
      {findings.length === 0 && (
        <p class="notice">{say('没有发现问题。', 'The checks found nothing.')}</p>
      )}
      {findings.map((finding) => (
        <Finding key={finding.id} budget={budget} finding={finding} isNewest={isNewest} />
      ))}
      <NextPage
        href={
          next === null ? null : to(budgetPath(budget, '/findings'), { ...question, after: next })
        }
      />
    </>
  );
};

/** What the reader calls a cell that should print nothing. */
const BLANK = 'blank';

/** What people call a cell that should print nothing. */
export const blankName = (say: Say): string => say('空白', 'blank');

/** A figure; anything else that a document prints is words. */
const FIGURE = /^[-+]?\d+(?:\.\d+)?$/;

/** What a document prints or should print: a figure, or words such as a code with its name, which have no separators. */
const Stated: FunctionComponent<{
  readonly value: string;
  /** The unit of figures; null where they have none. */
  readonly unit: Unit | null;
}> = ({ value, unit }) => {
  const say = useSay();
  return FIGURE.test(value) ? (
    <>
      <Amount value={value} />
      {unit && ` ${unitName(unit, say)}`}
    </>
  ) : (
    <>{statedText(value, say)}</>
  );
};

const statedText = (value: string, say: Say): string =>
  value === BLANK
    ? blankName(say)
    : FIGURE.test(value)
      ? withSeparators(value)
      : withSeparatorsIn(value);

/** Where a finding stands, in words: the table, the page, the line, the column, as far as they are known, and what is printed there. */
export const placeName = (
  { table, page, line, column, text }: FindingAnswer['places'][number],
  say: Say,
): string =>
  [
    table === null ? '' : say(`表${table}`, `table ${table}`),
    page === null ? '' : say(`第 ${page} 页`, `page ${page}`),
    line === null ? '' : say(`第 ${line} 行`, `line ${line}`),
    // Several figures of a row may be printed alike.
    table === null || column === null
      ? ''
      : say(`“${columnText(table, column, say)}”列`, `column ${columnText(table, column, say)}`),
    `“${text}”`,
  ]
    .filter(Boolean)
    .join(' ');

/** How many places of a finding are listed; one slip may stand in a hundred cells. */
const PLACES_MAX = 5;

const Finding: FunctionComponent<{
  readonly budget: string;
  readonly finding: FindingAnswer;
  readonly isNewest: boolean;
}> = ({ budget, finding, isNewest }) => {
  const say = useSay();
  const translated = useTranslate();
  const to = useAddress();
  const { document } = finding;
  return (
    <section class="notice">
      <h2 id={`f-${finding.id}`}>
        <span class={`severity-${finding.severity}`}>{severityName(finding.severity, say)}</span>{' '}
        {withSeparatorsIn(translated(finding.message))}
      </h2>
      <p class="quiet">
        {finding.subject && `${subjectName(finding.subject, say)} · `}
        <RuleName rule={finding.rule} />
      </p>
      {finding.printed !== null && (
        <p>
          {say('列示 ', 'printed ')}
          <Stated value={finding.printed} unit={finding.unit} />
          {finding.expected !== null && (
            <>
              {say('，应为 ', ', expected ')}
              <Stated value={finding.expected} unit={finding.unit} />
            </>
          )}
          {finding.difference !== null && (
            <>
              {say('，差 ', ', difference ')}
              <Amount value={finding.difference} />
              {finding.unit && ` ${unitName(finding.unit, say)}`}
            </>
          )}
        </p>
      )}
      {finding.hint !== null && <p class="quiet">{hintNames(say)[finding.hint] ?? finding.hint}</p>}
      {finding.places.length > 0 && document !== null && (
        <ul>
          {finding.places.slice(0, PLACES_MAX).map((place, i) => (
            <li key={i}>
              <a
                href={to(documentPath(document), {
                  budget,
                  page: place.page,
                  line: place.line,
                  text: place.text,
                  table: place.table,
                  column: place.column,
                })}
              >
                {placeName(place, say)}
              </a>
            </li>
          ))}
          {finding.places.length > 1 && (
            <li>
              <a href={to(documentPath(document), { budget, finding: finding.id })}>
                {say(
                  `在原文中标出全部 ${finding.places.length} 处`,
                  `Show all ${finding.places.length} places`,
                )}
              </a>
            </li>
          )}
        </ul>
      )}
      {finding.resolution === null ? (
        isNewest && <DecideForm budget={budget} finding={finding} />
      ) : (
        <p>
          {decisionNames(say)[finding.resolution.decision]} —{' '}
          {isOfLedger(finding.resolution.decision)
            ? translated(finding.resolution.reason)
            : finding.resolution.reason}{' '}
          <span class="quiet">
            {finding.resolution.actor} <ShanghaiTime at={finding.resolution.recordedAt} />
          </span>
        </p>
      )}
    </section>
  );
};

type Decision = NonNullable<FindingAnswer['resolution']>['decision'];

/** Whether the ledger itself has decided, and gives the reason in a sentence of its own. */
const isOfLedger = (decision: Decision): boolean => isOneOf(LEDGER_DECISIONS, decision);

/** The decisions about findings, in words. */
export const decisionNames = (say: Say): Readonly<Record<Decision, string>> => ({
  'accept-printed': say('以列示为准', 'Accepted as printed'),
  'accept-expected': say('以应有数为准，已更正', 'Accepted as expected, and corrected'),
  'known-slip': say('已知笔误', 'Known slip'),
  'no-longer-holds': say('不再成立', 'No longer holds'),
  superseded: say('已被新文件取代', 'Superseded'),
});

const DecideForm: FunctionComponent<{
  readonly budget: string;
  readonly finding: FindingAnswer;
}> = ({ budget, finding }) => {
  const say = useSay();
  return (
    <Allowed to="enter" budget={budget}>
      <form
        class="row"
        data-post={`/v1/budgets/${budget}/findings/${finding.id}/resolve`}
        data-budget={budget}
      >
        <DecisionFields
          expected={finding.places.some(({ event }) => event !== null) ? finding.expected : null}
        />
        <Actor />
        <button>{say('记录', 'Record')}</button>
        <output role="status" />
      </form>
    </Allowed>
  );
};

/** What a person decides about a finding, and why. */
export const DecisionFields: FunctionComponent<{
  /** What the cell can be corrected to; null where no single cell is wrong. */
  readonly expected: string | null;
  /** Whether the finding may be left open. */
  readonly optional?: boolean;
}> = ({ expected, optional = false }) => {
  const say = useSay();
  return (
    <>
      <label>
        {say('处理', 'Decision')}
        <select name="decision">
          {optional && <option value="">{say('暂不处理', 'leave it open')}</option>}
          <option value="accept-printed">{say('以列示为准', 'accept as printed')}</option>
          {expected !== null && (
            <option value="accept-expected">
              {say(
                `以应有数 ${statedText(expected, say)} 为准并更正`,
                `correct to ${statedText(expected, say)}`,
              )}
            </option>
          )}
          <option value="known-slip">{say('已知笔误', 'known slip')}</option>
        </select>
      </label>
      <label>
        {say('事由', 'Reason')}
        <input name="reason" required={!optional} />
      </label>
    </>
  );
};

/** The person who makes a change, which the browser remembers; no field where people sign in. */
export const Actor: FunctionComponent = () => {
  const say = useSay();
  return usePerson() === undefined ? (
    <label>
      {say('操作人', 'Your name')}
      <input data-actor="" required autocomplete="name" />
    </label>
  ) : null;
};
