import { pause } from '../concurrency/pause.js';
import { Refusal } from '../domain/errors.js';
import type { Prover } from './prover.js';

/** How often a service signs a checkpoint while there are new events, in ms. */
const CHECKPOINT_MS = 60_000;

/** Signs a checkpoint at the start, each minute in which there were new events, and at the end. */
export class PeriodicCheckpoints {
  private running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  private reported: string | null = null;
  private differing: string | null = null;

  constructor(
    private readonly prover: Prover,
    private readonly logger: (message: string, error?: unknown) => void,
  ) {}

  /** What shows that the log or its tree was changed, so that nothing is signed; null where nothing shows it. */
  get difference(): string | null {
    return this.differing;
  }

  /** Begins. Errors do not end it: they are logged once, and the work is repeated. */
  start(): void {
    const stop = new AbortController();
    this.running ??= { stop, ended: this.run(stop.signal) };
  }

  /** Ends it with a last checkpoint. Does nothing where it was not started. */
  async end(): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    this.running = undefined;
    running.stop.abort();
    await running.ended;
    await this.checkpoint();
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.checkpoint();
      await pause(CHECKPOINT_MS, signal);
    }
  }

  private async checkpoint(): Promise<void> {
    try {
      await this.prover.checkpoint();
      this.reported = this.differing = null;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== this.reported) this.logger(`No checkpoint was signed. ${text}`, error);
      this.reported = text;
      if (error instanceof Refusal && error.code === 'proof-differs') this.differing = text;
    }
  }
}
