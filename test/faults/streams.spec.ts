import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerClient, LedgerRefusal, type Change } from '../../src/client/client.js';
import { item, line, opening, running, type Running } from '../e2e/http-service.js';
import { sent } from '../kill/clients.js';
import { startServer } from '../kill/victim.js';
import { EventStoreDbStandIn } from '../support/eventstoredb-stand-in.js';
import { itInCi } from '../support/it-in-ci.js';
import { seeded } from '../support/seeded.js';
import { logAddressOf, onEventStoreDb } from '../support/test-stores.js';
import { BUILD_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';

// Cuts connections a thousand times in CI, and kills a server.
jest.setTimeout(BUILD_TEST_MS);

const WRITERS = 32;
const AGENCIES = ['wenhua', 'jiaoyu', 'jiaotong', 'shuili'];
/** Few lines, so that the writers change the same ones. */
const LINES = 12;
const FILTER = 'type=BudgetAmended&budget=wenhua-2024-department';
const CUTS = 1_000;
/** On a server, which is slower. */
const CUTS_ON_SERVER = 200;
/** What the writers record at least. */
const WRITES = 800;
/** A connection is cut within so many bytes: a change has some 700. */
const CUT_BYTES_MAX = 3_000;
const SNAPSHOTS = 12;
const KILLS = 8;

/** A server under the log that is killed and started again. */
interface Server {
  readonly address: string;
  kill(): Promise<void>;
  again(): Promise<void>;
  remove(): Promise<void>;
}

/** A real server where the tests have one, and where there is a program to start another, which is killed; else a stand-in. */
const startEventStoreDb = async (): Promise<Server> => {
  if (onEventStoreDb && spawnSync('sh', ['-c', 'command -v eventstored']).status === 0) {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-esdb-'));
    const { address, kill, again, remove } = startServer('EventStoreDB', 'eventstored.sh', folder);
    return { address: logAddressOf(address, folder), kill, again, remove: async () => remove() };
  }
  const standIn = await EventStoreDbStandIn.start();
  return {
    address: standIn.connection,
    kill: () => standIn.stop(),
    again: () => standIn.resume(),
    remove: () => standIn.stop(),
  };
};

/** A frame of a stream: its text, and the token and the sequence that a reader is at with it. */
interface Frame {
  readonly text: string;
  readonly token: string;
  readonly sequence: number;
  readonly change: Change | undefined;
}

/** Reads a stream of changes over connections that are cut, and keeps the frames that arrived whole. */
class Reader {
  readonly frames: Frame[] = [];

  constructor(
    private readonly address: () => string,
    private readonly over: AbortSignal,
    readonly accept: 'text/event-stream' | 'application/x-ndjson',
    private readonly filter = '',
  ) {}

  /** Reads on until the connection ends after so many bytes; with Infinity reads what there is. */
  async read(bytes: number): Promise<void> {
    const arrived = await this.arrived(bytes);
    const texts = arrived.toString().split(this.accept === 'text/event-stream' ? '\n\n' : '\n');
    // What stands after the last end of a frame is cut.
    for (const text of texts.slice(0, -1)) {
      const frame = frameOf(text);
      if (frame !== undefined) this.frames.push(frame);
    }
  }

  private arrived(bytes: number): Promise<Buffer> {
    const query = new URLSearchParams(this.filter);
    if (this.over.aborted) query.set('follow', 'false');
    const last = this.frames.at(-1);
    if (last) query.set('after', last.token);
    const url = `${this.address()}/v1/changes?${query.toString()}`;
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let left = bytes;
      const done = (): void => resolve(Buffer.concat(chunks));
      const options = {
        headers: { accept: this.accept },
        ...(!this.over.aborted && { signal: this.over }),
      };
      const request = httpGet(url, options, (response) => {
        // While the server under the log is away the service answers with a problem.
        if (response.statusCode !== 200) return void response.resume().on('close', done);
        response
          .on('data', (chunk: Buffer) => {
            if (left <= 0) return;
            chunks.push(chunk.subarray(0, left));
            left -= chunk.length;
            if (left <= 0) request.destroy();
          })
          .on('error', () => undefined)
          .on('close', done);
      }).on('error', done);
    });
  }
}

const frameOf = (text: string): Frame | undefined => {
  const json = /^(?:data: )?(\{.*)$/m.exec(text)?.[1];
  if (json === undefined) return undefined;
  const said = JSON.parse(json) as Change & { readonly token?: string };
  const { position, sequence, token = `e1-${String(position).padStart(20, '0')}` } = said;
  return { text, token, sequence, change: position === undefined ? undefined : said };
};

/** The amounts of lines in fen, by budget and line. Lines without an amount are left out. */
type Amounts = ReadonlyMap<string, bigint>;

const fen = (yuan: string): bigint => BigInt(yuan.replace('.', ''));

/** What a change adds to lines. */
const movesOf = (change: Change): readonly (readonly [line: string, fen: bigint])[] => {
  switch (change.type) {
    case 'LineEntered': {
      const { line: key, amount, before, corrected } = change.data;
      return [[key, fen(amount) - fen(before ?? '0.00') - fen(corrected ?? '0.00')]];
    }
    case 'BudgetAmended':
      return change.data.legs.map(({ key, delta }) => [key, fen(delta)]);
    default:
      return [];
  }
};

const after = (before: Amounts, changes: readonly Change[]): Amounts => {
  const amounts = new Map(before);
  for (const change of changes)
    for (const [key, moved] of movesOf(change)) {
      const place = `${change.budget} ${key}`;
      amounts.set(place, (amounts.get(place) ?? 0n) + moved);
    }
  return amounts;
};

const sorted = (amounts: Amounts): readonly unknown[] =>
  [...amounts].filter(([, amount]) => amount !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1));

interface Snapshot {
  readonly token: string;
  readonly amounts: Amounts;
}

/** 32 clients that change the same budgets at full speed until they are stopped. */
class Writers {
  acknowledged = 0;
  private isOver = false;
  private readonly signal = new AbortController().signal;
  private readonly running: Promise<unknown>;

  constructor(
    private readonly service: Running,
    seed: number,
  ) {
    this.running = Promise.all(
      Array.from({ length: WRITERS }, (_, n) => this.write(n, seeded(seed + n))),
    );
  }

  static async open(service: Running): Promise<void> {
    const { signal } = new AbortController();
    for (const agency of AGENCIES)
      expect(await sent(service, '/v1/budgets', opening(agency), agency, signal)).toMatchObject({
        status: 201,
      });
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** Enters lines anew, and amends them. What is refused because of another writer is not recorded. */
  private async write(n: number, random: () => number): Promise<void> {
    const budget = `/v1/budgets/${AGENCIES[n % AGENCIES.length]}-2024-department`;
    for (let i = 0; !this.isOver; i += 1) {
      const code = item(Math.floor(random() * LINES));
      if (random() < 0.8) {
        const lines = [line(`${Math.floor(100 + random() * 900)}.00`, code)];
        await this.send(`${budget}/lines`, { lines }, `${n} ${i}`, 'zhang');
      } else {
        const change = { function: code, expenditure: 'basic', economic: '30201', amount: '-1.00' };
        const proposal = { kind: 'rescission', reason: '压减', changes: [change] };
        const proposed = await this.send(`${budget}/amendments`, proposal, `${n} ${i}`, 'zhang');
        const { amendment } = JSON.parse(proposed) as { amendment?: { id: string } };
        if (amendment === undefined) continue;
        const approval = { authority: { number: '财预〔2024〕1号' }, approvedOn: '2024-06-01' };
        const path = `${budget}/amendments/${amendment.id}/approve`;
        await this.send(path, approval, `${n} ${i} approve`, 'wang');
      }
    }
  }

  private async send(path: string, body: object, key: string, actor: string): Promise<string> {
    const headers = { 'if-match': '*', 'ledger-actor': actor };
    const { status, text } = await sent(this.service, path, body, key, this.signal, headers);
    if (status === 201 || status === 200) this.acknowledged += 1;
    return text;
  }
}

describe.each<readonly [string, number, () => Promise<Server | undefined>]>([
  ['its own log', CUTS, async () => undefined],
  ['EventStoreDB, which is killed', CUTS_ON_SERVER, startEventStoreDb],
])(
  'While 32 writers record at full speed on %s, and connections are cut at %i random bytes',
  (_, cutsMax, startLog) => {
    let server: Server | undefined;
    let service: Running;
    /** Aborts when the writers have ended: who waits for more gets none. */
    const over = new AbortController();
    const readerOf = (accept: Reader['accept'], query?: string): Reader =>
      new Reader(() => service.address, over.signal, accept, query);
    const events = readerOf('text/event-stream');
    const lines = readerOf('application/x-ndjson');
    const filtered = readerOf('text/event-stream', FILTER);
    const readers = [events, lines, filtered];
    const snapshots: Snapshot[] = [];

    beforeAll(async () => {
      server = await startLog();
      service = await running(server && { LEDGER_LOG: server.address });
      await Writers.open(service);
      const writers = new Writers(service, 1);
      const random = seeded(2);
      let cuts = 0;
      const reading = async (reader: Reader): Promise<void> => {
        for (; cuts < cutsMax; cuts += 1)
          await reader.read(1 + Math.floor(random() * CUT_BYTES_MAX));
      };
      const writersGoOn = async (more: number): Promise<void> => {
        const begun = writers.acknowledged;
        await until('the writers go on', () => writers.acknowledged >= begun + more);
      };
      const killing = async (): Promise<void> => {
        for (let i = 0; server && i < KILLS; i += 1) {
          await writersGoOn(WRITERS);
          await server.kill();
          await server.again();
        }
      };
      const looking = async (): Promise<void> => {
        while (snapshots.length < SNAPSHOTS) {
          await writersGoOn(8);
          const snapshot = await snapshotOf(service);
          if (snapshot) snapshots.push(snapshot);
        }
      };
      const cutting = Promise.all(readers.map(reading));
      await Promise.all([killing(), looking(), writersGoOn(WRITES)]);
      await writers.stop();
      over.abort();
      await cutting;
      await Promise.all(readers.map((reader) => reader.read(Infinity)));
    });
    afterAll(async () => {
      await service.close();
      await server?.remove();
    });

    /** The stream as a reader gets it whose connection is not cut. */
    const whole = async (accept: string, query = ''): Promise<readonly Frame[]> => {
      const url = `${service.address}/v1/changes?follow=false&${query}`;
      const text = await (await fetch(url, { headers: { accept } })).text();
      return text.split(accept === 'text/event-stream' ? '\n\n' : '\n').flatMap((each) => {
        const frame = frameOf(each);
        return frame === undefined ? [] : [frame];
      });
    };
    const changesOf = (frames: readonly Frame[]): readonly Frame[] =>
      frames.filter(({ change }) => change !== undefined);

    itInCi('the frames that arrive are the log, byte for byte', async () => {
      for (const { accept, frames } of [events, lines]) {
        const expected = changesOf(await whole(accept));
        expect(expected.map(({ sequence }) => sequence)).toEqual(expected.map((__, n) => n + 1));
        expect(changesOf(frames).map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
      }
    });

    itInCi(
      'a filtered stream has all that matches, and says without a hole how much it leaves out',
      async () => {
        const expected = changesOf(await whole('text/event-stream', FILTER));
        expect(expected.length).toBeGreaterThan(0);
        const tokens = changesOf(filtered.frames).map(({ token }) => token);
        expect(tokens).toEqual(expected.map(({ token }) => token));
        let before = 0;
        for (const { sequence, change } of filtered.frames) {
          if (change !== undefined) expect(sequence).toBe(before + change.skipped! + 1);
          before = sequence;
        }
      },
    );

    itInCi('a snapshot and the changes after it are every later snapshot', async () => {
      expect(new Set(snapshots.map(({ token }) => token)).size).toBeGreaterThan(1);
      for (const [i, from] of snapshots.entries()) {
        const later = changesOf(await whole('application/x-ndjson', `after=${from.token}`));
        for (const to of snapshots.slice(i)) {
          const between = later
            .filter(({ token }) => token <= to.token)
            .map((each) => each.change!);
          expect(sorted(after(from.amounts, between))).toEqual(sorted(to.amounts));
        }
      }
    });
  },
);

/** The amounts of all lines at one place of the log; undefined while the log cannot be read. */
const snapshotOf = async (service: Running): Promise<Snapshot | undefined> => {
  try {
    const { token, budgets } = await new LedgerClient({ url: service.address }).snapshot();
    const amounts = budgets.flatMap(({ budget, lines }) =>
      lines.map((each) => [`${budget.budget} ${each.line}`, fen(each.amount)] as const),
    );
    return { token, amounts: new Map(amounts) };
  } catch (error) {
    if (error instanceof LedgerRefusal && error.status === 503) return undefined;
    throw error;
  }
};
