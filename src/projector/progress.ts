import type { ProjectionsRow } from '../views/schema.js';
import type { ProjectionRun } from './projection-run.js';

/** The progress of one projection. */
export interface Progress {
  readonly projection: string;
  /** Events applied so far. */
  readonly done: number;
  /** The total number of events, as known from the generation that is being replaced. */
  readonly total?: number;
  readonly eventsPerSecond: number;
}

/** Called now and then while views are built. */
export type OnProgress = (progress: Progress) => void;

/** Measures and reports the progress of one catch-up. */
export class Meter {
  readonly #start = performance.now();
  readonly #first = new Map<string, number>();

  constructor(private readonly onProgress: OnProgress | undefined) {}

  report({ row: { name, sequence }, checkpoint }: ProjectionRun, replaced?: ProjectionsRow): void {
    if (this.onProgress === undefined) return;
    if (!this.#first.has(name)) this.#first.set(name, Number(sequence));
    const seconds = (performance.now() - this.#start) / 1000;
    this.onProgress({
      projection: name,
      done: checkpoint.sequence,
      ...(replaced && { total: Math.max(Number(replaced.sequence), checkpoint.sequence) }),
      eventsPerSecond: Math.round((checkpoint.sequence - this.#first.get(name)!) / seconds),
    });
  }
}
