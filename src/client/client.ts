import type { components } from './api.js';
import { framesOf, linesOf } from './frames.js';
import { Place, type Missing } from './place.js';

/** A change as the ledger publishes it. */
export type Change = components['schemas']['Change'];
/** A change with the token of its place: resume with it once its effect is stored. */
export type Delivered = Change & { readonly token: string };
/** A budget in a snapshot, with its lines. */
export interface SnapshotBudget {
  readonly budget: components['schemas']['Budget'];
  readonly lines: components['schemas']['Lines']['lines'];
}

/** Which changes are followed: see docs/streams.md. Each member may have several values. */
export interface Filter {
  readonly budget?: readonly string[];
  readonly agency?: readonly string[];
  readonly year?: readonly number[];
  readonly scope?: readonly ('department' | 'unit')[];
  /** Types by either of their names: `LineEntered` or `budget.line.entered.v1`. */
  readonly type?: readonly (Change['type'] | `budget.${string}.v${number}`)[];
  readonly kind?: readonly string[];
  readonly code?: readonly string[];
  readonly line?: readonly string[];
}

/** Where following begins and how. */
export interface Follow {
  /** The token of the last change whose effect is stored, or of a snapshot; without it the whole history is delivered. */
  readonly after?: string;
  /** Its sequence, so that also the first change is known to be the next one. */
  readonly sequence?: number;
  readonly filter?: Filter;
  /** `sse` (the default) hears of checkpoints; `ndjson` is smaller. */
  readonly format?: 'sse' | 'ndjson';
  /** False to end after the history. Default true. */
  readonly live?: boolean;
  readonly signal?: AbortSignal;
  /** Called once each time that the ledger cannot be reached any more, with the error; it is tried again. */
  readonly onAway?: (error: Error) => void;
  /**
   * Stores a place to resume from, for those who do not store the token of a change with its effect: called when the loop is done
   * with a change and asks for the next, and with each checkpoint of the ledger: every 15 s, and where the filter leaves out much
   * (server-sent events have checkpoints, NDJSON has none). The last change comes again after a crash, and after a `break` in its
   * turn. What it throws ends the iteration.
   */
  readonly checkpoint?: (token: string, sequence: number) => void | Promise<void>;
}

/** How a client reaches a ledger. */
export interface ClientOptions {
  /** The address of the service, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Sent with each request, such as `Authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  /** The first pause before a connection is tried again, in ms; it doubles up to 30 s. Default 500. */
  readonly pauseMs?: number;
}

/** The stream had a hole that the ledger could not fill: the changes from `from` to `to` are missing. */
export class Gap extends Error {
  override readonly name = 'Gap';

  constructor(
    readonly from: number,
    readonly to: number,
    why: string,
  ) {
    super(`The changes ${from} to ${to} are missing: ${why}.`);
  }
}

/** The ledger was restored or moved, and what came after the given place is gone: begin with a snapshot. */
export class EpochChanged extends Error {
  override readonly name = 'EpochChanged';

  constructor(readonly problem: Readonly<Record<string, unknown>>) {
    super(String(problem['detail']));
  }
}

/** A request that the ledger refuses. `code` is that of the problem (RFC 9457). */
export class LedgerRefusal extends Error {
  override readonly name = 'LedgerRefusal';
  readonly code: string;
  readonly status: number;

  constructor(readonly problem: Readonly<Record<string, unknown>>) {
    super(String(problem['detail']));
    this.code = String(problem['code']);
    this.status = Number(problem['status']);
  }
}

const PAUSE_MS_MAX = 30_000;
/** How many requests for a history may fail one after the other. */
const HISTORY_RETRIES_MAX = 3;
/** Statuses of temporary refusals: the request is tried again. */
const PASSING = new Set([429, 500, 502, 503, 504]);

/** A reader of a ledger: snapshots, and the changes after them. It needs `fetch` and nothing else, in Node and in browsers. */
export class LedgerClient {
  private readonly fetch: typeof fetch;
  private readonly pauseMs: number;

  constructor(private readonly options: ClientOptions) {
    this.fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.pauseMs = options.pauseMs ?? 500;
  }

  /**
   * All budgets with their lines at one place of the log, and the token of that place: the changes after it follow with
   * `follow({ after: token })`.
   *
   * @throws {LedgerRefusal} the ledger refuses to answer.
   */
  async snapshot(): Promise<{
    readonly token: string;
    readonly budgets: readonly SnapshotBudget[];
  }> {
    const { body, token } =
      await this.get<readonly components['schemas']['Budget'][]>('/v1/budgets');
    const position = BigInt(token.split('-')[1]!);
    const budgets: SnapshotBudget[] = [];
    for (const budget of body) {
      const path = `/v1/budgets/${budget.budget}/lines?position=${position}`;
      const { lines } = (await this.get<components['schemas']['Lines']>(path)).body;
      budgets.push({ budget, lines });
    }
    return { token, budgets };
  }

  /**
   * The changes in the order of the log, each once: after a lost connection it goes on where it was, with growing pauses, and
   * what is missing in between is read again. With `live: false` it gives up after three retries in vain.
   *
   * @throws {Gap} changes are missing and cannot be read again.
   * @throws {EpochChanged} the ledger was restored or moved, and the place is not in it any more.
   * @throws {LedgerRefusal} the filter or the token is refused, or the ledger cannot answer and `live` is false.
   * @throws {TypeError} as `fetch`: the ledger cannot be reached and `live` is false.
   */
  async *follow(follow: Follow = {}): AsyncGenerator<Delivered, void, undefined> {
    for await (const { change, token, sequence } of this.steps(follow)) {
      if (change !== null) yield change;
      await follow.checkpoint?.(token, sequence);
      if (follow.signal?.aborted) return;
    }
  }

  /** The places that {@link follow} comes to, with the change of each; null where the filter has left out everything up to it. */
  private async *steps(follow: Follow): AsyncGenerator<Step, void, undefined> {
    const { signal, filter = {}, live = true, onAway } = follow;
    const hasAllOfBudget = !['type', 'kind', 'code', 'line'].some((name) => name in filter);
    const start = follow.sequence ?? (follow.after === undefined ? 0 : undefined);
    const place = new Place(follow.after, start, hasAllOfBudget);
    let pauseMs = this.pauseMs;
    let failures = 0;
    while (!signal?.aborted) {
      try {
        for await (const frame of this.frames(place, follow)) {
          pauseMs = this.pauseMs;
          failures = 0;
          if (frame.type === 'reset') goOn(place, frame.problem);
          else if (frame.type === 'checkpoint') {
            const { token, sequence } = frame;
            const missing = place.missingUpTo(sequence);
            if (missing !== null) yield* this.healed(place, missing, follow);
            place.to(sequence, token);
            yield { change: null, token, sequence };
          } else if (!place.hasHad(frame.change)) {
            const missing = place.missingBefore(frame.change);
            if (missing !== null) yield* this.healed(place, missing, follow);
            place.passed(frame.change, frame.token);
            yield stepOf(frame.change, frame.token);
          }
        }
        if (!live) return;
      } catch (error) {
        if (signal?.aborted) return;
        if (error instanceof LedgerRefusal && error.code === 'epoch-changed')
          goOn(place, error.problem);
        else if (!passes(error) || (!live && failures === HISTORY_RETRIES_MAX)) throw error;
        else if ((failures += 1) === 1) onAway?.(error as Error);
      }
      await pause(pauseMs * (0.5 + Math.random() / 2), signal);
      pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX);
    }
  }

  /** Reads what is missing. */
  private async *healed(
    place: Place,
    { from, to }: Missing,
    { filter = {}, signal }: Follow,
  ): AsyncGenerator<Step, void, undefined> {
    const query = queryOf({ ...filter, from: [from], to: [to] });
    const response = await this.request(`/v1/changes?${query}`, NDJSON, signal);
    const epoch = epochOf(response);
    for await (const line of linesOf(response.body!)) {
      const change = JSON.parse(line) as Change;
      if (place.hasHad(change)) continue;
      if (place.missingBefore(change) !== null)
        throw new Gap(from, to, 'the ledger leaves them out');
      const token = tokenOf(epoch, change.position);
      place.passed(change, token);
      yield stepOf(change, token);
    }
    // A filter may leave out the last of them; without one they are all there.
    if (Object.keys(filter).length === 0 && !place.hasHad({ sequence: to }))
      throw new Gap(from, to, 'the ledger leaves them out');
    place.to(to);
  }

  private async *frames(place: Place, follow: Follow): AsyncGenerator<FrameOfChanges> {
    const { filter = {}, format = 'sse', live = true, signal } = follow;
    const query = queryOf({
      ...filter,
      ...(place.token !== undefined && { after: [place.token] }),
      ...(!live && { follow: ['false'] }),
    });
    const type = format === 'sse' ? SSE : NDJSON;
    const response = await this.request(`/v1/changes?${query}`, type, signal);
    const lines = linesOf(response.body!);
    if (format === 'ndjson') {
      const epoch = epochOf(response);
      for await (const line of lines) {
        const change = JSON.parse(line) as Change;
        yield { type: 'change', change, token: tokenOf(epoch, change.position) };
      }
      return;
    }
    for await (const { event, id, data } of framesOf(lines)) {
      const said: unknown = JSON.parse(data);
      if (event === 'message') yield { type: 'change', change: said as Change, token: id! };
      else if (event === 'reset') yield { type: 'reset', problem: said as Problem };
      // The stream ends: the next request is answered with what has changed, or refused.
      else if (event === 'denied') return;
      else yield { type: 'checkpoint', ...(said as { token: string; sequence: number }) };
    }
  }

  private async get<T>(path: string): Promise<{ readonly body: T; readonly token: string }> {
    const response = await this.request(path, 'application/json');
    return {
      body: (await response.json()) as T,
      token: response.headers.get('ledger-token')!,
    };
  }

  private async request(path: string, accept: string, signal?: AbortSignal): Promise<Response> {
    const { url, headers = {} } = this.options;
    const response = await this.fetch(new URL(path, url), {
      headers: { ...headers, accept },
      ...(signal && { signal }),
    });
    if (response.ok) return response;
    const text = await response.text();
    const { status } = response;
    throw new LedgerRefusal(problemIn(text) ?? { status, detail: text || `HTTP ${status}` });
  }
}

type Problem = Readonly<Record<string, unknown>>;

/** A place in the stream, and the change there. */
interface Step {
  readonly change: Delivered | null;
  readonly token: string;
  readonly sequence: number;
}

const stepOf = (change: Change, token: string): Step => ({
  change: { ...change, token },
  token,
  sequence: change.sequence,
});

type FrameOfChanges =
  | { readonly type: 'change'; readonly change: Change; readonly token: string }
  | { readonly type: 'checkpoint'; readonly token: string; readonly sequence: number }
  | { readonly type: 'reset'; readonly problem: Problem };

const SSE = 'text/event-stream';
const NDJSON = 'application/x-ndjson';

const queryOf = (members: object): string =>
  new URLSearchParams(
    Object.entries(members).flatMap(([name, values]: [string, readonly unknown[] | undefined]) =>
      (values ?? []).map((value): [string, string] => [name, String(value)]),
    ),
  ).toString();

/** @throws {EpochChanged} the place is not in the ledger any more. */
const goOn = (place: Place, problem: Problem): void => {
  const token = problem['goOnFrom'];
  if (typeof token !== 'string') throw new EpochChanged(problem);
  place.goOnFrom(token);
};

/** Whether it is worth trying again: the connection was lost, or the service asks to wait. */
const passes = (error: unknown): boolean =>
  error instanceof LedgerRefusal ? PASSING.has(error.status) : error instanceof TypeError;

const problemIn = (text: string): Problem | undefined => {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return undefined;
  }
};

/** The epoch in the token that the response has: `e<epoch>-<position>`. */
const epochOf = (response: Response): string =>
  response.headers.get('ledger-token')!.split('-')[0]!;

const tokenOf = (epoch: string, position: string): string =>
  `${epoch}-${position.padStart(20, '0')}`;

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
