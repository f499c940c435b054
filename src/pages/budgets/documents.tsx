import type { FunctionComponent } from 'preact';
import type { DocumentAnswer, ShownDocument } from '../../documents/documents.answer.js';
import type { PrintedLines } from '../../imports/printed-lines.query.js';
import type { FindingAnswer } from '../../findings/findings.answer.js';
import { budgetPath, documentPath } from '../frame/address.js';
import { BudgetLink } from '../frame/budget-names.js';
import { ShanghaiTime } from '../frame/figures.js';
import { useSay, useTranslate } from '../frame/language.js';
import { asPlace, Published, type PublishedPlace } from '../published.js';
import { unitName } from '../frame/part-names.js';
import { Scroll } from '../frame/parts.js';
import { NewerNotice, PermanentLink, useAddress, type Shown } from '../frame/permanent.js';
import { placeName } from './findings.js';
import { RuleName } from './rule-names.js';
import { withSeparatorsIn } from '../../text/with-separators.js';

/** The documents of a budget, oldest first. */
export const Documents: FunctionComponent<{ readonly documents: readonly DocumentAnswer[] }> = ({
  documents,
}) => {
  const say = useSay();
  const to = useAddress();
  if (documents.length === 0)
    return <p class="notice">{say('没有导入文件。', 'No document was imported.')}</p>;
  return (
    <Scroll label={say('文件', 'Documents')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('文件', 'Document')}</th>
            <th scope="col">{say('公开日期', 'Published on')}</th>
            <th scope="col">{say('导入', 'Imported')}</th>
            <th scope="col">{say('操作人', 'By')}</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {documents.map((each) => (
            <tr key={each.sha256}>
              <td class="name">
                <a href={to(documentPath(each.sha256), { budget: each.budget })}>{each.title}</a>
                {each.supersededBy !== null && (
                  <span class="quiet"> {say('（已被新文件取代）', '(superseded)')}</span>
                )}
              </td>
              <td>{each.publishedOn ?? '—'}</td>
              <td>
                <ShanghaiTime at={each.recordedAt} />
              </td>
              <td>{each.actor}</td>
              <td>
                <code title={each.sha256}>{each.sha256.slice(0, 12)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

/** One document: what was read of it, and the page with the place that the address names, or with all places of a finding. */
export const OneDocument: FunctionComponent<{
  readonly document: ShownDocument;
  readonly place: PublishedPlace;
  /** The finding whose places are marked. */
  readonly finding: FindingAnswer | undefined;
  /** What stands in it, where it is no PDF and is kept. */
  readonly printed: PrintedLines | null;
  /** What gives the same for ever. */
  readonly shown: Shown;
  /** Whether more is recorded of it since. */
  readonly isOld: boolean;
}> = ({ document, place, finding, printed, shown: link, isOld }) => {
  const say = useSay();
  const to = useAddress();
  const marks = finding?.places.map(asPlace) ?? [place];
  // The first place of the page that is asked for; of the document, where none is.
  const first = marks.find((mark) => place.page === undefined || mark.page === place.page);
  const shown = { ...first, ...definedOf(place) };
  const { page, text } = place;
  const content = `/v1/documents/${document.sha256}/content`;
  return (
    <>
      <h1>{document.title}</h1>
      {isOld && <NewerNotice shown={link} />}
      <p>
        <BudgetLink budget={document.budget} /> · {document.file ?? say('无文件名', 'no file name')}{' '}
        · <ShanghaiTime at={document.recordedAt} /> · {document.actor}
      </p>
      {document.supersededBy !== null && (
        <p class="notice">
          {say('此文件已被新文件取代：', 'A newer document has taken the place of this one: ')}
          <a href={to(documentPath(document.supersededBy), { budget: document.budget })}>
            {say('查看新文件', 'see the newer one')}
          </a>
        </p>
      )}
      {document.keeping === 'kept' ? (
        <p class="pages">
          <a class="button" href={content} download={document.file ?? document.sha256}>
            {say('下载原文件', 'Download the file')}
          </a>
        </p>
      ) : (
        <p class="notice error">
          {document.keeping === 'missing'
            ? say('原文件未保存。', 'The file is not kept.')
            : say('保存的文件与记录的摘要不符。', 'The kept file differs from what was recorded.')}
        </p>
      )}
      {finding !== undefined && (
        <PlacesOf document={document} finding={finding} page={shown.page} />
      )}
      {text !== undefined && (
        <p class="notice">
          {page !== undefined && say(`第 ${page} 页：`, `Page ${page}: `)}“{text}”
        </p>
      )}
      {document.keeping === 'kept' && document.mediaType === 'application/pdf' && (
        <div
          class="sheet"
          data-pdf={content}
          data-page={shown.page ?? 1}
          data-places={JSON.stringify(marks)}
          tabIndex={0}
          role="img"
          aria-label={say('公开文件的页面', 'The page as published')}
        />
      )}
      {printed !== null && (
        <Published
          printed={printed}
          place={shown}
          marks={marks}
          here={documentPath(document.sha256)}
          kept={{ budget: document.budget, finding: finding?.id }}
        />
      )}
      <div class="scroll">
        <table>
          <caption>{say('读出的表', 'What was read')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('表', 'Table')}</th>
              <th scope="col">{say('名称', 'Title')}</th>
              <th scope="col">{say('状态', 'State')}</th>
              <th scope="col" class="figure">
                {say('行数', 'Rows')}
              </th>
              <th scope="col">{say('单位', 'Unit')}</th>
            </tr>
          </thead>
          <tbody>
            {document.tables.map((table) => (
              <tr key={table.table}>
                <td>
                  <a href={to(budgetPath(document.budget), { table: table.table })}>
                    {table.table}
                  </a>
                </td>
                <td class="name">{table.title}</td>
                <td>
                  {
                    {
                      read: say('已读', 'read'),
                      'declared-empty': say('空表', 'declared empty'),
                      missing: say('缺', 'missing'),
                    }[table.state]
                  }
                </td>
                <td class="figure">{table.rows}</td>
                <td>{table.unit && unitName(table.unit, say)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">
        <PermanentLink shown={link} />
      </p>
    </>
  );
};

/** What of a place is known. */
const definedOf = (place: PublishedPlace): PublishedPlace =>
  Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));

/** What a finding says, and the way to each of its places. */
const PlacesOf: FunctionComponent<{
  readonly document: ShownDocument;
  readonly finding: FindingAnswer;
  /** The page that is shown. */
  readonly page: number | undefined;
}> = ({ document: { budget, sha256 }, finding: { id, rule, message, places }, page: shown }) => {
  const say = useSay();
  const translated = useTranslate();
  const to = useAddress();
  return (
    <section class="notice">
      <p>
        {withSeparatorsIn(translated(message))}{' '}
        <span class="quiet">
          <RuleName rule={rule} />
        </span>
      </p>
      <ul>
        {places.map((place, i) => (
          <li key={i}>
            <a
              href={to(documentPath(sha256), {
                budget,
                finding: id,
                page: place.page,
                line: place.line,
              })}
              aria-current={place.page !== null && place.page === shown ? 'true' : undefined}
            >
              {placeName(place, say)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};
