import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { built, start } from '../e2e/cli-bin.js';
import { ServiceProcess } from '../support/service-process.js';
import { addressOf, logAddressOf } from '../support/test-stores.js';
import { allChanges, follow, sent, type Change } from './clients.js';
import { startServer, type ServerVictim, type Victim } from './victim.js';

const WRITERS = 64;
const BUDGETS = 16;
const POLL_MS = 10;
/** How long processes work at least before one is killed, and how long it is away at most, in ms. */
const WORK_MS_MAX = 700;
const AWAY_MS_MAX = 200;
/** The longest that anything may take: a restart, or that the service records again. */
const RECOVERY_MS_MAX = 120_000;

/** `own`: a server is started for this, and killed too. Otherwise the address of one, which is not killed. */
export type Server = 'own' | (string & {});

/** What is killed, and how often. Without a server the log, or the views, are in a file. */
export interface KillOptions {
  readonly rounds: number;
  readonly esdb?: Server | undefined;
  readonly postgres?: Server | undefined;
  /** Called after each kill. */
  readonly onKill?: (kill: Kill) => void;
}

/** One kill: what it was of, and what came of it. */
export interface Kill {
  readonly round: number;
  readonly killed: string;
  /** Changes acknowledged since the kill before. */
  readonly acknowledged: number;
  /** Acknowledged changes that are not in the log. */
  readonly lost: number;
  /** From the kill to the first acknowledgement of a request that was sent after it. */
  readonly recoveryMs: number;
}

/** A sentence for each thing that is wrong in the end; none when nothing was lost, repeated, torn or reordered. */
export type Problems = readonly string[];

/**
 * Kills the service and its servers, one after another, while 64 writers append and others follow.
 *
 * @throws {Error} something took longer than it may, or a request was answered as it may not be.
 */
export const killRounds = async (options: KillOptions): Promise<Problems> => {
  await built();
  const folder = mkdtempSync(join(tmpdir(), 'kills-'));
  // PostgreSQL runs as another user.
  chmodSync(folder, 0o755);
  const servers: ServerVictim[] = [];
  const addressOfServer = (
    name: string,
    script: 'postgres.sh' | 'eventstored.sh',
    server: Server,
  ): string => {
    if (server !== 'own') return server;
    const own = startServer(name, script, join(folder, script));
    servers.push(own);
    return own.address;
  };
  let service: ServiceProcess | undefined;
  try {
    const { esdb, postgres } = options;
    const data = join(folder, 'data');
    service = new ServiceProcess(data, {
      LEDGER_VIEWS:
        postgres === undefined
          ? `sqlite:${join(data, 'views.db')}`
          : addressOf(addressOfServer('PostgreSQL', 'postgres.sh', postgres), folder),
      LEDGER_LOG:
        esdb === undefined
          ? `sqlite:${join(data, 'log.db')}`
          : logAddressOf(addressOfServer('EventStoreDB', 'eventstored.sh', esdb), folder),
    });
    await service.again();
    return await new KillRounds(service, [...servers, service], options).run();
  } finally {
    await service?.kill().catch(() => undefined);
    for (const server of servers) server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The writers and followers of one service while it and its servers are killed. */
class KillRounds {
  readonly #stop = new AbortController();
  readonly #acknowledged: (readonly [string, string])[] = [];
  #lastSentAt = 0;
  #isOver = false;

  constructor(
    private readonly service: ServiceProcess,
    private readonly victims: readonly Victim[],
    private readonly options: KillOptions,
  ) {}

  async run(): Promise<Problems> {
    const seen: Change[][] = [[], [], [], []];
    try {
      await this.#openBudgets();
      const following = seen.map((each, i) =>
        follow(
          this.service,
          i % 2 ? 'text/event-stream' : 'application/x-ndjson',
          each,
          this.#stop.signal,
        ),
      );
      const writing = Promise.all(Array.from({ length: WRITERS }, (_, n) => this.#write(n)));
      // A writer that is answered as it may not be ends the rounds at once.
      await Promise.race([this.#killAll(), writing]);
      this.#isOver = true;
      await within('the writers end', writing);
      const all = await allChanges(this.service);
      await this.#until('all followers have all changes', () =>
        seen.every(({ length }) => length >= all.length),
      );
      this.#stop.abort();
      await Promise.all(following);
      await within('the service ends', this.service.stop());
      return [
        ...problemsOf(all, this.#acknowledged.flat()),
        ...seen.flatMap((each, i) =>
          JSON.stringify(each) === JSON.stringify(all)
            ? []
            : [`follower ${i + 1} saw other changes than the log has`],
        ),
        ...(await this.#problemsOfVerify(all.length)),
        ...(await this.#problemsOfRebuild()),
      ];
    } finally {
      this.#isOver = true;
      this.#stop.abort();
    }
  }

  async #openBudgets(): Promise<void> {
    for (let n = 0; n < BUDGETS; n += 1) {
      const opening = {
        agency: { code: `office${n}`, name: `第${n}局` },
        fiscalYear: 2024,
        scope: 'unit',
      };
      const { status } = await sent(
        this.service,
        '/v1/budgets',
        opening,
        `open ${n}`,
        this.#stop.signal,
      );
      if (status !== 201) throw new Error(`a budget was not opened: ${status}`);
    }
  }

  async #write(n: number): Promise<void> {
    for (let i = 0; !this.#isOver; i += 1) {
      const codes = codesOf(n, i);
      const lines = codes.map((code) => ({
        schedule: 'project',
        project: code,
        source: 'fiscal-appropriation',
        amount: '1.00',
      }));
      const { status, sentAt } = await sent(
        this.service,
        `/v1/budgets/office${n % BUDGETS}-2024-unit/lines`,
        { lines },
        `${n} ${i}`,
        this.#stop.signal,
        { 'if-match': '*' },
      );
      if (status !== 201) throw new Error(`a change was not recorded: ${status}`);
      this.#acknowledged.push(codes);
      this.#lastSentAt = Math.max(this.#lastSentAt, sentAt);
    }
  }

  async #killAll(): Promise<void> {
    let before = 0;
    for (let round = 1; round <= this.options.rounds; round += 1)
      for (const victim of this.victims) {
        // Processes are working when they are killed, and again after the restart, however slow the machine is.
        const begun = this.#acknowledged.length;
        await this.#until('the writers go on', () => this.#acknowledged.length >= begun + BUDGETS);
        await sleep(WORK_MS_MAX * Math.random());
        const killedAt = performance.now();
        await within(`${victim.name} is killed`, victim.kill());
        await sleep(AWAY_MS_MAX * Math.random());
        await within(`${victim.name} starts again`, victim.again());
        await this.#until(
          `the service records after a kill of ${victim.name}`,
          () => this.#lastSentAt > killedAt,
        );
        const recoveryMs = performance.now() - killedAt;
        const told = this.#acknowledged.slice();
        const lost = missing(await allChanges(this.service), told.flat()).length / 2;
        this.options.onKill?.({
          round,
          killed: victim.name,
          acknowledged: told.length - before,
          lost,
          recoveryMs,
        });
        before = told.length;
      }
  }

  async #until(what: string, isTrue: () => boolean): Promise<void> {
    for (let waited = 0; !isTrue(); waited += POLL_MS) {
      if (this.#isOver && this.#stop.signal.aborted) return;
      if (waited > RECOVERY_MS_MAX) throw new Error(tooLong(what));
      await sleep(POLL_MS);
    }
  }

  async #problemsOfVerify(events: number): Promise<Problems> {
    const verified = (await this.#command('audit', 'verify')) as { ok: boolean; events: number };
    return verified.ok && verified.events === events
      ? []
      : [`audit verify: ${JSON.stringify(verified)}, and the stream had ${events} events`];
  }

  async #problemsOfRebuild(): Promise<Problems> {
    const rebuilt = (await this.#command('projector', 'rebuild')) as {
      projection: string;
      identical: boolean;
    }[];
    return rebuilt
      .filter(({ identical }) => !identical)
      .map(({ projection }) => `a rebuild of ${projection} gives other rows`);
  }

  async #command(...argv: readonly string[]): Promise<unknown> {
    const { data, env } = this.service;
    const { out, err } = await within(
      argv.join(' '),
      start([...argv, '--json', '--data', data], env).ended,
    );
    if (err !== '') throw new Error(`${argv.join(' ')}: ${err}`);
    return JSON.parse(out);
  }
}

/** The projects of the two lines of the i-th change of a writer: as many as needed, and no rule asks what they are. */
const codesOf = (n: number, i: number): readonly [string, string] => [
  String(2_000_000 + n * 10_000 + 2 * i),
  String(2_000_001 + n * 10_000 + 2 * i),
];

const codesIn = (changes: readonly Change[]): string[] =>
  changes.flatMap(({ data }) => (data.line ? [data.line.split('/')[1]!] : []));

const missing = (changes: readonly Change[], codes: readonly string[]): string[] => {
  const stored = new Set(codesIn(changes));
  return codes.filter((code) => !stored.has(code));
};

/** What is lost, repeated, torn, or out of order. */
const problemsOf = (all: readonly Change[], acknowledged: readonly string[]): Problems => {
  const problems: string[] = [];
  const hole = all.findIndex(({ sequence }, i) => sequence !== i + 1);
  if (hole >= 0) problems.push(`sequence ${all[hole]!.sequence} stands where ${hole + 1} is next`);
  const entered = codesIn(all);
  const repeated = entered.length - new Set(entered).size;
  if (repeated > 0) problems.push(`${repeated} lines were recorded twice`);
  const lost = missing(all, acknowledged).length;
  if (lost > 0) problems.push(`${lost} acknowledged lines are not in the log`);
  // The two lines of one change are adjacent.
  for (let i = 0; i < entered.length; i += 2)
    if (Number(entered[i + 1]) !== Number(entered[i]) + 1)
      problems.push(`the change with line ${entered[i]} is torn`);
  return problems;
};

/** @throws {Error} the work takes longer than anything may. */
const within = async <T>(what: string, work: Promise<T>): Promise<T> => {
  const timer = new AbortController();
  const late = sleep(RECOVERY_MS_MAX, undefined, { signal: timer.signal }).then(() => {
    throw new Error(tooLong(what));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
};

const tooLong = (what: string): string => `waited in vain for ${RECOVERY_MS_MAX} ms: ${what}`;
