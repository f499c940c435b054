import { say } from '../cli/say.js';
import type { Progress } from './progress.js';

/** How far the building of a view is, for a person at a terminal. */
export const progressText = ({ projection, done, total, eventsPerSecond }: Progress): string =>
  total === undefined
    ? say`building the view ${projection}: ${done} events, ${eventsPerSecond} a second`
    : say`building the view ${projection}: ${done} of ${total} events, ${eventsPerSecond} a second`;
