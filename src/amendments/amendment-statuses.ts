/** The states of an amendment. A proposal ends in one of the other three, and never changes after that. */
export const AMENDMENT_STATUSES = ['proposed', 'approved', 'rejected', 'withdrawn'] as const;
/** Whether an amendment is proposed, counts, or was ended without effect. */
export type AmendmentStatus = (typeof AMENDMENT_STATUSES)[number];
