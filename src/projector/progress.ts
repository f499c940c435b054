import type { ProjectionsRow } from '../views/schema.js';
import type { ProjectionRun } from './projection-run.js';

/** How far the building of one projection has come. */
export interface Progress {
  readonly projection: string;
  /** Events that this projection has seen. */
  readonly done: number;
  /** Events in all, as far as the generation that is being replaced knows them. */
  readonly total?: number;
  readonly eventsPerSecond: number;
}

export type OnProgress = (progress: Progress) => void;

/** Measures one catch-up and tells of it. */
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
