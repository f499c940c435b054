import { printable } from '../text/columns.js';
import type { AmendmentAnswer, ChangeAnswer, PreviewAnswer } from './amendments.answer.js';

/** Answers to changes, for people. */

export const amendmentAsText = (each: AmendmentAnswer): string => {
  const {
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
  } = each;
  return [
    `${id} ${kind} ${status}, net ${net}`,
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

export const changeAsText = ({
  budget,
  version,
  token,
  amendment,
  amendments,
}: ChangeAnswer): string =>
  [
    ...(amendments ?? (amendment ? [amendment] : [])).map(amendmentAsText),
    `${budget} stands at version ${version}.`,
    token,
    '',
  ].join('\n');

export const dryRunAsText = ({ amendment, deltas, approvals, findings }: PreviewAnswer): string =>
  [
    'Nothing is recorded. It would be:',
    ...(amendment ? [amendmentAsText(amendment)] : []),
    `total against ${deltas.against.budget ?? 'no prior budget'}: ${deltas.total.current} (${deltas.total.text ?? 'no base'})`,
    ...approvals.map(
      ({ rule, approver }) => `needs the approval of ${printable(approver)} (${printable(rule)})`,
    ),
    ...findings.map(({ severity, rule, message }) => `${severity} ${rule} ${printable(message)}`),
    '',
  ].join('\n');
