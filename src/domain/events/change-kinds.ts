import { AMENDMENT_KINDS } from './budget.events.js';

/** The kinds of changes: those of amendments, and what else moves a line after it was entered. */
export const CHANGE_KINDS = [...AMENDMENT_KINDS, 'correction', 'original', 'discontinued'] as const;
/** What moved a line: a kind of amendment, a correction, a newer original, or its discontinuation. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Whether a kind of change moves the original amount of a line, and not what was changed in it since. */
export const isOfOriginal = (kind: string): boolean =>
  kind === 'original' || kind === 'discontinued';
