import { said, say } from '../cli/say.js';
import { printable } from '../text/columns.js';
import { fromFen, signedYuan } from '../domain/values/money.js';
import type { ChangeRequest } from './change-request.js';
import type { AmendmentAnswer, ChangeAnswer, ChangePreviewAnswer } from './amendments.answer.js';

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
    say`${id} ${budget} ${kind} ${status}, net ${signedYuan(net)}${stopped ? say`, budget stopped` : ''}`,
    `  ${printable(reason)}`,
    say`  proposed by ${printable(proposedBy)}${approvedBy === null ? '' : say`, approved by ${printable(approvedBy)}`}`,
    ...(authority === null
      ? []
      : [say`  ${printable(authority.number)}, in force from ${effectiveOn}`]),
    ...(ended ? [say`  ${status} by ${printable(ended.by)}: ${printable(ended.reason)}`] : []),
    ...legs.map(
      ({ key, before, delta, after }) => `  ${printable(key)}: ${before} → ${after} (${delta})`,
    ),
    '',
  ].join('\n');
};

/** A finding that a change raises or ends. */
const changedFinding = ({
  status,
  severity,
  rule,
  message,
}: NonNullable<ChangeAnswer['findings']>[number]): string =>
  `${status === 'open' ? said('raises') : said('settles')} ${said(severity)} ${rule} ${printable(said(message))}`;

/** The answer to a change for a terminal. */
export const changeAsText = (
  { budget, version, token, amendment, amendments, findings }: ChangeAnswer,
  request: ChangeRequest,
): string =>
  [
    ...actAsText(budget, request),
    ...(amendments ?? (amendment ? [amendment] : [])).map(amendmentAsText),
    ...(findings ?? []).map(changedFinding),
    say`${budget} is at version ${version}.`,
    say`token ${token}`,
    '',
  ].join('\n');

/** What was recorded, where it is no amendment, which says that itself. */
const actAsText = (budget: string, request: ChangeRequest): readonly string[] => {
  switch (request.type) {
    case 'approve-budget': {
      const { authority, approvedOn } = request;
      return [
        say`The original budget ${budget} is approved by ${printable(authority.number)} on ${approvedOn}.`,
      ];
    }
    case 'close':
      return [say`${budget} is closed on ${request.on}: from now on it takes no amendment.`];
    case 'correct':
      return [say`Event ${printable(request.corrects)} is corrected to ${fromFen(request.to)}.`];
    case 'execute':
      return [
        say`What was spent up to ${request.asOf} is recorded: ${request.figures.length} figures.`,
      ];
    case 'propose':
    case 'approve':
    case 'reject':
    case 'withdraw':
    case 'return':
      return [];
  }
};

/** What a change would record, for a terminal. */
export const dryRunAsText = ({
  amendment,
  amendments,
  deltas,
  approvals,
  findings,
}: ChangePreviewAnswer): string =>
  [
    say`Nothing was recorded. The result would be:`,
    ...(amendments ?? (amendment ? [amendment] : [])).map(amendmentAsText),
    deltas.against.budget === null
      ? say`total: ${deltas.total.current}; there is no prior budget to compare with`
      : say`total against ${deltas.against.budget}: ${deltas.total.current} (${deltas.total.text ?? 'no base'})`,
    ...approvals.map(
      ({ rule, approver }) =>
        say`needs the approval of ${printable(approver)} (${printable(rule)})`,
    ),
    ...findings.map(changedFinding),
    '',
  ].join('\n');
