import { cellInWords } from '../../cli/cell-text.js';
import { said, say } from '../../cli/say.js';
import { shanghaiTime } from '../../cli/shanghai-time.js';
import type { RecordColumn } from './records.js';
import type { AuditException, ChangeEntry, Read, TransferInTransit } from '../audit.answer.js';

/* The columns of the exported lists: the fields of the JSON answer, in its order. */

/** The columns of `audit changes` and `audit late`. Amounts are in yuan. */
export const CHANGE_COLUMNS: readonly RecordColumn<ChangeEntry>[] = [
  { header: 'position', value: ({ position }) => position, fileOnly: true },
  { header: 'id', value: ({ id }) => id, fileOnly: true },
  { header: 'budget', value: ({ budget }) => budget },
  { header: 'type', value: ({ type }) => type, fileOnly: true },
  {
    header: 'kind',
    value: ({ kind }) => kind,
    shown: ({ kind, afterClose }) =>
      afterClose ? `${said(kind)} ${say`(after the close)`}` : said(kind),
  },
  { header: 'amendment', value: ({ amendment }) => amendment, fileOnly: true },
  {
    header: 'line',
    value: ({ line }) => line,
    shown: ({ line, claim }) => line ?? (claim === undefined ? '' : cellInWords(claim)),
  },
  {
    header: 'claim',
    value: ({ claim }) => (claim === undefined ? null : JSON.stringify(claim)),
    fileOnly: true,
  },
  { header: 'before', value: ({ before }) => before, figure: true, fileOnly: true },
  { header: 'delta', value: ({ delta }) => delta, figure: true },
  { header: 'after', value: ({ after }) => after, figure: true },
  { header: 'effectiveOn', value: ({ effectiveOn }) => effectiveOn },
  { header: 'approvedOn', value: ({ approvedOn }) => approvedOn, fileOnly: true },
  {
    header: 'recordedAt',
    value: ({ recordedAt }) => recordedAt,
    shown: ({ recordedAt }) => shanghaiTime(recordedAt),
  },
  { header: 'daysLate', value: ({ daysLate }) => String(daysLate), figure: true },
  { header: 'proposedBy', value: ({ proposedBy }) => proposedBy, fileOnly: true },
  { header: 'actor', value: ({ actor }) => actor },
  { header: 'number', value: ({ number }) => number },
  { header: 'reason', value: ({ reason }) => reason },
  { header: 'afterClose', value: ({ afterClose }) => String(afterClose), fileOnly: true },
  { header: 'stopped', value: ({ stopped }) => String(stopped ?? false), fileOnly: true },
];

/** The columns of `audit exceptions`. The ids of the events are separated by spaces. */
export const EXCEPTION_COLUMNS: readonly RecordColumn<AuditException>[] = [
  { header: 'rule', value: ({ rule }) => rule },
  { header: 'budget', value: ({ budget }) => budget },
  { header: 'line', value: ({ line }) => line },
  { header: 'amendment', value: ({ amendment }) => amendment, fileOnly: true },
  { header: 'message', value: ({ message }) => said(message) },
  { header: 'events', value: ({ events }) => events.join(' '), fileOnly: true },
];

/** The columns of `audit in-transit`. The amount is in yuan. */
export const TRANSIT_COLUMNS: readonly RecordColumn<TransferInTransit>[] = [
  { header: 'transferId', value: ({ transferId }) => transferId },
  { header: 'from', value: ({ from }) => from },
  { header: 'to', value: ({ to }) => to },
  { header: 'amount', value: ({ amount }) => amount, figure: true },
  { header: 'amendment', value: ({ amendment }) => amendment, fileOnly: true },
  { header: 'position', value: ({ position }) => position, fileOnly: true },
  {
    header: 'problem',
    value: ({ problem }) => (problem === undefined ? null : said(problem)),
  },
  { header: 'stopped', value: ({ stopped }) => String(stopped ?? false), fileOnly: true },
];

/** The columns of `audit reads`. */
export const READ_COLUMNS: readonly RecordColumn<Read>[] = [
  { header: 'at', value: ({ at }) => at, shown: ({ at }) => shanghaiTime(at) },
  { header: 'actor', value: ({ actor }) => actor },
  { header: 'actorName', value: ({ actorName }) => actorName ?? null },
  { header: 'how', value: ({ how }) => how },
  { header: 'address', value: ({ address }) => address },
  { header: 'budget', value: ({ budget }) => budget, fileOnly: true },
  { header: 'request', value: ({ request }) => request, fileOnly: true },
  {
    header: 'checkpoint',
    value: ({ checkpoint }) => (checkpoint === null ? null : String(checkpoint.size)),
    figure: true,
  },
];
