import { spawnSync, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { built, start } from '../e2e/cli-bin.js';
import { ServiceProcess } from '../support/service-process.js';
import { onEventStoreDb, onPostgres } from '../support/test-stores.js';
import { until } from '../support/until.js';

const WRITERS = 64;
const BUDGETS = 16;
/** How often each process is killed. */
const ROUNDS = 3;

/** This test starts its own server, because it is killed. */
const hasEventStoreDb =
  onEventStoreDb && spawnSync('sh', ['-c', 'command -v eventstored']).status === 0;

interface Change {
  readonly sequence: number;
  readonly position: string;
  readonly budget: string | null;
  readonly type: string;
  readonly data: { readonly line?: string };
}

/** A process that is killed with SIGKILL and started again. */
interface Victim {
  readonly name: string;
  readonly kill: () => Promise<void>;
  readonly again: () => Promise<void>;
}

const scripted = (name: string, script: string, folder: string): Victim & { address: string } => {
  const path = fileURLToPath(new URL(`../support/${script}`, import.meta.url));
  const act = (action: string) =>
    execFileSync(path, [action, folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  return {
    name,
    address: act('start').trim(),
    kill: async () => void act('crash'),
    again: async () => void act('again'),
  };
};

/** Sends a request with the same key until it is answered, as a client does that must not lose a change. */
const sent = async (
  service: ServiceProcess,
  path: string,
  body: unknown,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> => {
  for (;;) {
    try {
      const answer = await fetch(`${service.address}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'ledger-actor': 'zhang',
          'idempotency-key': key,
          ...headers,
        },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      if (answer.status < 500) return answer.status;
      if (answer.status !== 503) throw new Error(`${answer.status} ${text}`);
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    } catch (error) {
      // No answer. The error belongs to another realm, so that instanceof does not work.
      if ((error as Error).message !== 'fetch failed' && (error as Error).message !== 'terminated')
        throw error;
    }
    await sleep(50);
  }
};

const budgetOf = (n: number): string => `office${n % BUDGETS}-2024-unit`;
const codesOf = (n: number, i: number): readonly [string, string] => [
  String(2_000_000 + n * 10_000 + 2 * i),
  String(2_000_001 + n * 10_000 + 2 * i),
];

/** Follows the stream of changes, and resumes where it was after each interruption. */
const follower = async (
  service: ServiceProcess,
  accept: string,
  seen: Change[],
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    const last = seen.at(-1);
    const token = last && `e1-${last.position.padStart(20, '0')}`;
    try {
      const { body } = await fetch(
        `${service.address}/v1/changes${token ? `?after=${token}` : ''}`,
        {
          headers: { accept },
          signal,
        },
      );
      let rest = '';
      for await (const part of body!.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + part).split('\n');
        rest = lines.pop()!;
        for (const line of lines) {
          const json = line.replace(/^data: /, '');
          // A service that is not ready answers with a problem.
          if (json.startsWith('{"position"')) seen.push(JSON.parse(json) as Change);
        }
      }
    } catch {
      // The connection broke.
    }
    await sleep(50, undefined, { signal }).catch(() => {});
  }
};

describe('While 64 writers append and others follow', () => {
  let folder: string;
  let service: ServiceProcess;
  const servers: { readonly script: string; readonly folder: string }[] = [];
  const victims: Victim[] = [];

  beforeAll(async () => {
    await built();
    folder = mkdtempSync(join(tmpdir(), 'kills-'));
    // PostgreSQL runs as another user.
    chmodSync(folder, 0o755);
    const server = (name: string, script: string): string => {
      const of = join(folder, script);
      servers.push({ script, folder: of });
      const victim = scripted(name, script, of);
      victims.push(victim);
      return victim.address;
    };
    service = new ServiceProcess(join(folder, 'data'), {
      LEDGER_VIEWS: onPostgres
        ? `${server('PostgreSQL', 'postgres.sh')}?schema=kills`
        : `sqlite:${join(folder, 'data', 'views.db')}`,
      LEDGER_LOG: hasEventStoreDb
        ? server('EventStoreDB', 'eventstored.sh')
        : `sqlite:${join(folder, 'data', 'log.db')}`,
    });
    victims.push(service);
    await service.again();
  }, 300_000);
  afterAll(async () => {
    await service.stop();
    for (const { script, folder: of } of servers)
      execFileSync(fileURLToPath(new URL(`../support/${script}`, import.meta.url)), ['stop', of]);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const command = async (...argv: readonly string[]): Promise<unknown> => {
    const { out, err } = await start([...argv, '--json', '--data', service.data], service.env)
      .ended;
    expect(err).toBe('');
    return JSON.parse(out);
  };

  it('a kill of any process loses, repeats, tears and reorders no change', async () => {
    for (let n = 0; n < BUDGETS; n += 1) {
      const agency = { code: `office${n}`, name: `第${n}局` };
      const opening = { agency, fiscalYear: 2024, scope: 'unit' };
      expect(await sent(service, '/v1/budgets', opening, `open ${n}`)).toBe(201);
    }
    let over = false;
    const acknowledged: (readonly [string, string])[] = [];
    const writer = async (n: number): Promise<void> => {
      for (let i = 0; !over; i += 1) {
        const lines = codesOf(n, i).map((code) => ({
          schedule: 'expenditure',
          fund: 'general',
          function: code,
          expenditure: 'basic',
          amount: '1.00',
        }));
        const path = `/v1/budgets/${budgetOf(n)}/lines`;
        expect(await sent(service, path, { lines }, `${n} ${i}`, { 'if-match': '*' })).toBe(201);
        acknowledged.push(codesOf(n, i));
      }
    };
    /** Waits until processes are working before they are killed, and again after the restart, however slow the machine is. */
    const work = async (): Promise<void> => {
      const before = acknowledged.length;
      while (acknowledged.length < before + BUDGETS && !over) await sleep(10);
    };
    const leave = new AbortController();
    const seen: Change[][] = [[], [], [], []];
    const following = seen.map((each, i) =>
      follower(service, i % 2 ? 'text/event-stream' : 'application/x-ndjson', each, leave.signal),
    );
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(n)));
    writing.catch(() => {
      over = true;
      leave.abort();
    });
    for (let round = 0; round < ROUNDS; round += 1)
      for (const victim of victims) {
        await work();
        await sleep(700 * Math.random());
        await victim.kill();
        await sleep(200 * Math.random());
        await victim.again();
      }
    await work();
    over = true;
    await writing;

    const end = `${service.address}/v1/changes?follow=false`;
    const all = (await (await fetch(end)).text())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Change);
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, i) => i + 1));
    const entered = all.flatMap(({ data }) => (data.line ? [data.line.split('/')[2]!] : []));
    expect(new Set(entered).size).toBe(entered.length);
    const stored = new Set(entered);
    expect(acknowledged.flat().filter((code) => !stored.has(code))).toEqual([]);
    // The two lines of one change are adjacent.
    for (let i = 0; i < entered.length; i += 2)
      expect(Number(entered[i + 1])).toBe(Number(entered[i]) + 1);

    await until('all followers', () => seen.every(({ length }) => length >= all.length));
    leave.abort();
    await Promise.all(following);
    for (const each of seen) expect(each).toEqual(all);

    await service.stop();
    expect(await command('audit', 'verify')).toMatchObject({
      ok: true,
      events: all.length,
      problems: [],
    });
    const rebuilt = (await command('projector', 'rebuild')) as { identical: boolean }[];
    expect(rebuilt.filter(({ identical }) => !identical)).toEqual([]);
  }, 300_000);
});
