export const AMENDMENT_STATUSES = ['proposed', 'approved', 'rejected', 'withdrawn'] as const;
export type AmendmentStatus = (typeof AMENDMENT_STATUSES)[number];
