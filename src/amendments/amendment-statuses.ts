/** The states of an amendment. A proposal ends in approved, rejected or withdrawn; a transfer that could not arrive, in returned. */
export const AMENDMENT_STATUSES = [
  'proposed',
  'approved',
  'rejected',
  'withdrawn',
  'returned',
] as const;
/** Whether an amendment is proposed, counts, was ended without effect, or came back. */
export type AmendmentStatus = (typeof AMENDMENT_STATUSES)[number];
