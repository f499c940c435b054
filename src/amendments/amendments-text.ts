import { printable } from '../text/columns.js';
import type { AmendmentAnswer, ChangeAnswer, PreviewAnswer } from './amendments.answer.js';

/** An amendment for a terminal. */
export const amendmentAsText = (each: AmendmentAnswer): string => {
  const {
    budget,
    id,
    kind,
    status,
    net,
    reason,
    proposedBy,
    approvedBy,
    authority,
    effectiveOn,
    legs,
    ended,
    stopped,
  } = each;
  return [
    `${id} ${budget} ${kind} ${status}, net ${net}${stopped ? ', budget stopped' : ''}`,
    `  ${printable(reason)}`,
    `  proposed by ${printable(proposedBy)}${approvedBy === null ? '' : `, approved by ${printable(approvedBy)}`}`,
    ...(authority === null
      ? []
      : [`  ${printable(authority.number)}, in force from ${effectiveOn}`]),
    ...(ended ? [`  ${status} by ${printable(ended.by)}: ${printable(ended.reason)}`] : []),
    ...legs.map(
      ({ key, before, delta, after }) => `  ${printable(key)}: ${before} → ${after} (${delta})`,
    ),
    '',
  ].join('\n');
};

/** The answer to a change for a terminal. */
export const changeAsText = ({
  budget,
  version,
  token,
  amendment,
  amendments,
  findings,
}: ChangeAnswer): string =>
  [
    ...(amendments ?? (amendment ? [amendment] : [])).map(amendmentAsText),
    ...(findings ?? []).map(
      ({ status, severity, rule, message }) =>
        `${status === 'open' ? 'raises' : 'settles'} ${severity} ${rule} ${printable(message)}`,
    ),
    `${budget} is at version ${version}.`,
    `token ${token}`,
    '',
  ].join('\n');

/** What a change would record, for a terminal. */
export const dryRunAsText = ({
  amendment,
  amendments,
  deltas,
  approvals,
  findings,
}: PreviewAnswer): string =>
  [
    'Nothing was recorded. The result would be:',
    ...(amendments ?? (amendment ? [amendment] : [])).map(amendmentAsText),
    `total against ${deltas.against.budget ?? 'no prior budget'}: ${deltas.total.current} (${deltas.total.text ?? 'no base'})`,
    ...approvals.map(
      ({ rule, approver }) => `needs the approval of ${printable(approver)} (${printable(rule)})`,
    ),
    ...findings.map(({ severity, rule, message }) => `${severity} ${rule} ${printable(message)}`),
    '',
  ].join('\n');
