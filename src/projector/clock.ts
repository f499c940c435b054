import type { Instant } from '../domain/values/civil-date.js';

/** When something happened to the views, for whoever watches them. No view's content depends on it. */
export const now = (): Instant => new Date().toISOString() as Instant;
