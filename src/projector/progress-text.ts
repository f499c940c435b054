import type { Progress } from './progress.js';

/** How far the building of a view is, for a person at a terminal. */
export const progressText = ({ projection, done, total, eventsPerSecond }: Progress): string =>
  `building the view ${projection}: ${done}${total === undefined ? '' : ` of ${total}`} events, ${eventsPerSecond} a second`;
