import { pause } from '../concurrency/pause.js';
import { Refusal } from '../domain/errors.js';
import { extendApart, type TreeAt } from './extend-apart.js';
import type { Prover } from './prover.js';

/** How often a service signs a checkpoint while there are new events, in ms. */
const CHECKPOINT_MS = 60_000;
/** So many events are added to the tree where requests are answered; more of them on a thread of their own, whose start costs as much. */
const EVENTS_HERE_MAX = 5_000n;

/**
 * Signs a checkpoint at the start, each minute in which there were new events, and at the end; for a command, which does not
 * take minutes, at the start and at the end. Nothing is recorded on a log that is found to be changed.
 */
export class PeriodicCheckpoints {
  private running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  private reported: string | null = null;
  private differing: string | null = null;

  constructor(
    private readonly prover: Prover,
    private readonly logger: (message: string, error?: unknown) => void,
    private readonly tree: TreeAt,
    private readonly eventsHereMax = EVENTS_HERE_MAX,
  ) {}

  /** What shows that the log or its tree was changed, so that nothing is signed; null where nothing shows it. */
  get difference(): string | null {
    return this.differing;
  }

  /** @throws {Refusal} `proof-differs`: the log or its tree was changed, so that nothing may be recorded. */
  refuseChanged(): void {
    if (this.differing !== null)
      throw new Refusal(
        'proof-differs',
        `Nothing is recorded on such a log. ${this.differing} Restore the ledger from a backup.`,
      );
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
    await this.sign();
  }

  /** Signs what was recorded before, and sends nothing: what follows signs again. Errors are logged. */
  async signBefore(): Promise<void> {
    await this.attempt(() => this.prover.checkpointHere());
  }

  /** Signs what is recorded, and sends the checkpoint to where the settings say. Errors are logged: it can be signed later. */
  async sign(): Promise<void> {
    await this.attempt(() => this.prover.checkpoint());
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // A busy service does not add here what was recorded while the other thread was at work.
      await this.attempt((isAdded) =>
        isAdded ? this.prover.checkpointOfTree() : this.prover.checkpoint(),
      );
      await pause(CHECKPOINT_MS, signal);
    }
  }

  /** `sign` gets whether another thread has just extended the tree. */
  private async attempt(sign: (isAdded: boolean) => Promise<unknown>): Promise<void> {
    try {
      await sign(await this.addMany());
      this.reported = this.differing = null;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== this.reported) this.logger(`No checkpoint was signed. ${text}`, error);
      this.reported = text;
      if (error instanceof Refusal && error.code === 'proof-differs') this.differing = text;
    }
  }

  /** Of an embedded log the positions have no gaps; events of a server come one by one, and hardly as many in a minute. */
  private async addMany(): Promise<boolean> {
    const { place, settings } = this.tree;
    if (place.kind !== 'sqlite' || settings.folder === null) return false;
    if ((await this.prover.behind()) <= this.eventsHereMax) return false;
    try {
      await extendApart(this.tree);
      return true;
    } catch {
      // What fails there fails here too, and is reported then.
      return false;
    }
  }
}
