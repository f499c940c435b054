import { readdirSync, readFileSync } from 'node:fs';
import { get, Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FUNCTIONAL } from '../../src/domain/classification/functional.js';
import { AGENCY, SAMPLES } from '../import.js';
import { Random } from '../random.js';

const WRITERS = 64;
const READERS = 160;
const STREAMS = 40;
const SEED = 7;
/** How long a writer, a reader and whoever imports pause after an answer, in ms, at most. */
const WRITER_PAUSE_MS = 400;
const READER_PAUSE_MS = 4_000;
const IMPORT_PAUSE_MS = 4_000;
/** How many changes a writer makes in a budget before it opens the next one. */
const CHANGES_PER_BUDGET = 120;
/** The years of an agency, before the writer goes on with another one: none may lie in the future. */
const YEARS = { from: 2_000, count: 20 } as const;
/** The share of amendments among the changes, as one in so many. */
const AMENDMENT_IN = 3;
const ITEMS = ['2010101', '2070101', '2080505', '2120199', '2130101'] as const;
const QUESTIONS = [
  (budget) => `/v1/budgets/${budget}`,
  (budget, day) => `/v1/budgets/${budget}/tables/3?effective=${day}`,
  (budget, day) => `/v1/budgets/${budget}/lines?effective=${day}`,
  (budget) => `/v1/budgets/${budget}/bridge`,
  (budget) => `/v1/budgets/${budget}/trail?limit=50`,
  (budget) => `/v1/budgets/${budget}/amendments`,
  () => '/v1/budgets?limit=50',
  () => '/v1/totals?year=2024',
  (budget) => `/budgets/${budget}`,
] as const satisfies readonly ((budget: string, day: string) => string)[];

/** What a load did: answers of each kind, and documents recorded. */
export interface Done {
  changes: number;
  reads: number;
  imports: number;
  frames: number;
  /** Connections that were closed while a request was on them: it is sent again, under the same key. */
  resets: number;
}

/**
 * 64 writers that enter and amend lines, 160 readers of tables, reports and pages, 40 readers of the live stream, and somebody who
 * imports documents, until the signal aborts. Each pauses between requests for a random time, as people and programs do.
 *
 * @throws {Error} an answer is neither what was asked for nor a wait: 429 and 503.
 */
export const mixedLoad = async (
  address: string,
  signal: AbortSignal,
  done: Done,
): Promise<void> => {
  const random = new Random(SEED);
  const budgets: string[] = [];
  const client = new Client(address, signal, done);
  const until = async (work: () => Promise<void>) => {
    while (!signal.aborted) await work();
  };
  const pause = (ms: number) => sleep(random.whole(0, ms), undefined, { signal });
  const writer = async (desk: string): Promise<void> => {
    for (let n = 0; ; n += 1) {
      const year = YEARS.from + (n % YEARS.count);
      const name = `${desk}_${Math.floor(n / YEARS.count)}`;
      const budget = `${name}-${year}-unit`;
      await client.post('/v1/budgets', {
        agency: { code: name, name: `${name}局` },
        fiscalYear: year,
        scope: 'unit',
      });
      budgets.push(budget);
      let lines = 0;
      for (let change = 0; change < CHANGES_PER_BUDGET; change += 1) {
        if (change % AMENDMENT_IN !== 0)
          await client.post(`/v1/budgets/${budget}/lines`, lineOf((lines += 1)));
        else await amend(client, budget, year, random.oneOf(ITEMS));
        done.changes += 1;
        await pause(WRITER_PAUSE_MS);
      }
    }
  };
  const reader = () =>
    until(async () => {
      await pause(READER_PAUSE_MS);
      if (budgets.length === 0) return;
      const budget = random.oneOf(budgets);
      const year = budget.split('-')[1]!;
      const day = `${year}-0${random.whole(1, 9)}-1${random.whole(0, 9)}`;
      await client.get(random.oneOf(QUESTIONS)(budget, day));
      done.reads += 1;
    });
  const importer = () =>
    until(async () => {
      for (const text of SAMPLE_TEXTS) {
        await pause(IMPORT_PAUSE_MS);
        const copy = text.replaceAll(AGENCY, `${AGENCY}第${done.imports}分中心`);
        const { id } = await client.post(`/v1/imports?file=${done.imports}.txt`, Buffer.from(copy));
        await client.post(`/v1/imports/${id}/commit`, {});
      }
      done.imports += 1;
    });
  const follow = () => until(() => client.follow('/v1/changes', () => (done.frames += 1)));
  await Promise.all([
    ...Array.from({ length: WRITERS }, (_, n) => writer(`office${n}`)),
    ...Array.from({ length: READERS }, reader),
    ...Array.from({ length: STREAMS }, follow),
    importer(),
  ]).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
};

const SAMPLE_TEXTS = readdirSync(SAMPLES).map((file) => readFileSync(join(SAMPLES, file), 'utf8'));

/** As in a real budget: a code that no list has would raise a finding with each line. */
const LINES = Object.keys(FUNCTIONAL).filter(
  (code) => code.length === 7 && !ITEMS.some((item) => item === code),
);

const lineOf = (n: number): object => ({
  lines: [
    {
      schedule: 'expenditure',
      fund: 'general',
      function: LINES[n]!,
      expenditure: 'project',
      name: `项目 ${n}`,
      amount: `${1_000 + n}.00`,
    },
  ],
});

const amend = async (client: Client, budget: string, year: number, item: string) => {
  const { amendment } = await client.post(`/v1/budgets/${budget}/amendments`, {
    kind: 'supplement',
    changes: [
      { function: item, fund: 'general', expenditure: 'project', project: '项目', amount: '1.00' },
    ],
    reason: '年中追加',
  });
  const approval = { authority: { number: `财预〔${year}〕1号` }, approvedOn: `${year}-06-15` };
  const path = `/v1/budgets/${budget}/amendments/${amendment!.id}/approve`;
  await client.post(path, approval, 'chief');
};

/** What a change or a preview answers, as far as it is needed here. */
interface Answer {
  readonly id?: string;
  readonly amendment?: { readonly id: string };
}

const BUSY: ReadonlySet<number> = new Set([429, 503]);
const BUSY_MS = 500;

class Client {
  constructor(
    private readonly address: string,
    private readonly signal: AbortSignal,
    private readonly done: Done,
  ) {}

  async get(path: string): Promise<void> {
    await this.ask(path, {});
  }

  async post(path: string, body: object, actor = 'clerk'): Promise<Answer> {
    const isFile = Buffer.isBuffer(body);
    return JSON.parse(
      await this.ask(path, {
        method: 'POST',
        headers: {
          'content-type': isFile ? 'application/octet-stream' : 'application/json',
          'ledger-actor': actor,
          'if-match': '*',
          'idempotency-key': crypto.randomUUID(),
        },
        body: isFile ? new Uint8Array(body) : JSON.stringify(body),
      }),
    ) as Answer;
  }

  private async ask(path: string, request: RequestInit): Promise<string> {
    for (;;) {
      try {
        const answer = await fetch(`${this.address}${path}`, { ...request, signal: this.signal });
        const text = await answer.text();
        if (answer.ok) return text;
        if (!BUSY.has(answer.status)) throw new Error(`${path}: ${answer.status} ${text}`);
      } catch (error) {
        // The server may close a connection at the moment at which it is used again.
        const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
        if (code !== 'ECONNRESET' && code !== 'UND_ERR_SOCKET') throw error;
        this.done.resets += 1;
      }
      await sleep(BUSY_MS, undefined, { signal: this.signal });
    }
  }

  /** Reads a stream until it ends, part by part. */
  follow(path: string, onPart: () => void): Promise<void> {
    return new Promise((resolve) => {
      const request = get(
        `${this.address}${path}`,
        { agent: STREAM_AGENT, headers: { accept: 'text/event-stream' }, signal: this.signal },
        (answer) => answer.on('data', onPart).on('close', resolve).on('error', resolve),
      );
      request.on('error', () => resolve());
    });
  }
}

const STREAM_AGENT = new Agent({ maxSockets: STREAMS });
