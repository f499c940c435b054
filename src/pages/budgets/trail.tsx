import type { FunctionComponent } from 'preact';
import type { CorrectableAmount } from '../../budgets/reports/correctable.query.js';
import type { TrailEntry } from '../../budgets/reports/trail.answer.js';
import { budgetPath, documentPath, type Parameters } from '../frame/address.js';
import { Amount, SignedChange, ShanghaiTime } from '../frame/figures.js';
import { eventNames } from '../frame/event-names.js';
import { useSay } from '../frame/language.js';
import { lineNameOfKey } from '../frame/line-names.js';
import { Allowed } from '../frame/person.js';
import { Actor } from './findings.js';
import { unitName } from '../frame/part-names.js';
import { ClaimedCell, NextPage } from '../frame/parts.js';
import { useAddress } from '../frame/permanent.js';
import { withSeparators } from '../../text/with-separators.js';

interface Properties {
  readonly budget: string;
  readonly line: string | undefined;
  readonly entries: readonly TrailEntry[];
  /** What the lines are called, by their keys. */
  readonly names: ReadonlyMap<string, string>;
  /** What of them can be corrected. */
  readonly correctable: readonly CorrectableAmount[];
  readonly next: string | null;
  readonly asked: Parameters;
}

/** What was recorded, as a time line: who, when, why, by which authority, from what to what, and where it is printed. */
export const Trail: FunctionComponent<Properties> = ({
  budget,
  line,
  entries,
  names,
  correctable,
  next,
  asked,
}) => {
  const say = useSay();
  const to = useAddress();
  const here = budgetPath(budget, '/trail');
  return (
    <>
      <form class="row" action={here}>
        <label>
          {say('科目编码或明细', 'Code or line')}
          <input name="line" value={line} list={undefined} />
        </label>
        <button>{say('查看', 'Show')}</button>
        {line !== undefined && <a href={to(here, asked)}>{say('全部轨迹', 'The whole trail')}</a>}
      </form>
      {entries.length === 0 && (
        <p class="notice">{say('没有记录。', 'Nothing is recorded here.')}</p>
      )}
      <Timeline budget={budget} entries={entries} names={names} correctable={correctable} />
      <NextPage href={next === null ? null : to(here, { ...asked, line, after: next })} />
    </>
  );
};

/** Entries one below the other, each with the form that corrects its amount. */
export const Timeline: FunctionComponent<
  Pick<Properties, 'budget' | 'entries' | 'names' | 'correctable'> & {
    /** What the row of a cell is called, whose entries they are. */
    readonly row?: string;
  }
> = ({ budget, entries, names, correctable, row }) => {
  const say = useSay();
  return (
    <ol class="timeline">
      {entries.map((entry, i) => (
        <Entry
          key={`${entry.id}-${i}`}
          budget={budget}
          entry={entry}
          row={row ?? codeOf(entry)}
          name={
            entry.line === null
              ? null
              : (names.get(entry.line) ?? lineNameOfKey(entry.line, null, say))
          }
          correctable={correctable.find(
            (each) => each.event === entry.id && each.line === entry.line,
          )}
        />
      ))}
    </ol>
  );
};

/** The code that is printed in the row of an entry's line; undefined for a line without one. */
const codeOf = ({ line, source }: TrailEntry): string | undefined =>
  source?.code ?? /\d{3,7}/.exec(line ?? '')?.[0];

const Entry: FunctionComponent<{
  readonly budget: string;
  readonly entry: TrailEntry;
  /** What is printed in the row of its figure. */
  readonly row: string | undefined;
  /** What its line is called; null where it is of none. */
  readonly name: string | null;
  /** Its amount, where that can be corrected. */
  readonly correctable: CorrectableAmount | undefined;
}> = ({ budget, entry, row, name, correctable }) => {
  const say = useSay();
  const to = useAddress();
  const { source, authority } = entry;
  return (
    <li>
      <ShanghaiTime at={entry.recordedAt} /> <strong>{eventNames(say)[entry.type]}</strong>{' '}
      <span class="quiet">
        {say('操作人 ', 'by ')}
        {entry.actor}
      </span>
      {entry.afterClose && <strong> {say('（关账后）', '(after the close)')}</strong>}
      {entry.line !== null && <div title={entry.line}>{name}</div>}
      {entry.claim && (
        <div>
          <ClaimedCell budget={budget} claim={entry.claim} />
        </div>
      )}
      {(entry.after !== null || entry.delta !== null) && (
        <div>
          {entry.before !== null && (
            <>
              <Amount value={entry.before} /> →{' '}
            </>
          )}
          <Amount value={entry.after} /> <SignedChange text={entry.delta} />
        </div>
      )}
      {entry.reason !== null && (
        <div>
          {say('事由：', 'Reason: ')}
          {entry.reason}
        </div>
      )}
      {authority !== null && (
        <div>
          {say('依据文号：', 'Authority: ')}
          {authority.number} {entry.approvedOn}
        </div>
      )}
      {entry.effectiveOn !== null && (
        <div class="quiet">
          {say('生效：', 'In force from ')}
          {entry.effectiveOn}
        </div>
      )}
      {source !== null && (
        <div>
          <a
            href={to(documentPath(source.document), {
              budget,
              page: source.page,
              line: source.line,
              text: source.text,
              table: source.table,
              near: row,
              column: source.column,
            })}
          >
            {say('公开文件原处', 'Where it is printed')}
          </a>{' '}
          <span class="quiet">
            {source.page !== null && say(`第 ${source.page} 页`, `page ${source.page}`)}{' '}
            {source.table !== null && say(`表${source.table}`, `table ${source.table}`)} “
            {source.text}” {source.unit && unitName(source.unit, say)}
          </span>
        </div>
      )}
      {correctable !== undefined && (
        <Allowed to="enter" budget={budget}>
          <details>
            <summary>{say('更正', 'Correct')}</summary>
            <form class="row" data-post={`/v1/budgets/${budget}/corrections`} data-budget={budget}>
              <input type="hidden" name="corrects" value={correctable.event} />
              {correctable.line !== null && (
                <input type="hidden" name="line" value={correctable.line} />
              )}
              <label>
                {entry.type === 'BudgetAmended'
                  ? say('增减应为（元）', 'The change should be (yuan)')
                  : say('应为（元）', 'Should be (yuan)')}
                <input
                  name="to"
                  inputMode="decimal"
                  pattern="-?[\d,]+(\.\d{1,2})?"
                  placeholder={withSeparators(correctable.amount)}
                  data-amount=""
                  required
                />
              </label>
              <label>
                {say('事由', 'Reason')}
                <input name="reason" required />
              </label>
              <Actor />
              <button>{say('记录', 'Record')}</button>
              <output role="status" />
            </form>
          </details>
        </Allowed>
      )}
    </li>
  );
};
