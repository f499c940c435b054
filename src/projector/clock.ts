import type { Instant } from '../domain/values/civil-date.js';

/** The current time, for monitoring only: no content of a view depends on it. */
export const now = (): Instant => new Date().toISOString() as Instant;
