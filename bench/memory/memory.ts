import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startService } from '../child.js';
import { onDatabase } from '../postgres.js';
import { atMost, progress, type Row, type Section } from '../report.js';
import type { Workspace } from '../workspace.js';
import { imageSettings, type ImageSettings } from './image-settings.js';
import { mixedLoad, type Done } from './mixed-load.js';

/** 400 MB, in which the service is to stay. */
const RSS_MB_MAX = 400;
/** How much more the last third may take than the third before: more is growth. */
const GROWTH_MAX = 1.1;
const SAMPLE_MS = 1_000;
const BARS = 20;
const BAR_MB = 10;

/** Where a load runs. */
interface Stores {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

/** The memory of the service under a mixed load, drawn over time: does it level off? */
export const benchMemory = async (
  workspace: Workspace,
  servers: { readonly esdb?: string; readonly postgres?: string },
  minutes: number,
): Promise<Section> => {
  const image = imageSettings();
  const stores: Stores[] = [{ name: 'SQLite', env: {}, remove: async () => {} }];
  if (servers.esdb !== undefined && servers.postgres !== undefined)
    stores.push(await onServers(servers.esdb, servers.postgres));
  const rows: Row[] = [];
  const raw: Record<string, unknown> = {};
  for (const { name, env, remove } of stores) {
    const measured = await underLoad(workspace.path('memory'), image, env, minutes * 60_000);
    await remove();
    rows.push(...rowsOf(name, measured));
    raw[name] = measured;
  }
  return {
    title: 'n. Memory under a mixed load',
    rows,
    notes: [
      `${minutes} minutes: 64 writers, 200 readers, of which 40 follow the live stream, and imports, each with pauses. MB of 10⁶ bytes, resident, of the service alone; the processes that read documents are told apart.`,
      `Node is started with the settings of the image: ${image.text}. The largest figure of the last third is compared with that of the third before.`,
      ...(stores.length > 1 ? [] : ['On EventStoreDB and PostgreSQL: give --esdb and --postgres.']),
    ],
    raw,
  };
};

interface Measured {
  /** In MB, once a second. */
  readonly rss: readonly number[];
  readonly readersMB: number;
  readonly done: Done;
  readonly minutes: number;
}

const underLoad = async (
  data: string,
  image: ImageSettings,
  env: Readonly<Record<string, string>>,
  ms: number,
): Promise<Measured> => {
  const service = await startService(data, { ...image.env, ...env }, image.nodeOptions);
  const end = new AbortController();
  const done: Done = { changes: 0, reads: 0, imports: 0, frames: 0, resets: 0 };
  const load = mixedLoad(service.address, end.signal, done);
  const failed = load.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  const rss: number[] = [];
  let readersMB = 0;
  const start = performance.now();
  try {
    while (performance.now() - start < ms) {
      const ended = await Promise.race([sleep(SAMPLE_MS), failed]);
      if (ended) throw ended.error;
      const { own, children } = residentMB(service.pid);
      rss.push(own);
      readersMB = Math.max(readersMB, children);
      progress(
        `${Math.round((performance.now() - start) / 1_000)} s: ${Math.round(own)} MB, ${done.changes} changes`,
      );
    }
  } finally {
    end.abort();
    await failed;
    await service.stop();
    progress('');
  }
  return { rss, readersMB, done, minutes: ms / 60_000 };
};

const rowsOf = (name: string, { rss, readersMB, done, minutes }: Measured): readonly Row[] => {
  const third = (n: number) => max(rss.slice((n * rss.length) / 3, ((n + 1) * rss.length) / 3));
  const plain = (what: string, ours: string, beside = ''): Row => ({
    what,
    ours,
    beside,
    ratio: null,
  });
  const perBar = rss.length / BARS;
  return [
    {
      what: `${name}: at most`,
      ours: mb(max(rss)),
      beside: `${mb(readersMB)} the processes that read documents`,
      ratio: null,
      target: atMost(Math.round(max(rss)), RSS_MB_MAX, 'MB'),
    },
    {
      what: '  the last third beside the one before',
      ours: mb(third(2)),
      beside: mb(third(1)),
      ratio: third(1) / third(2),
      target: atMost(Number((third(2) / third(1)).toFixed(2)), GROWTH_MAX, '×'),
    },
    plain(
      '  done',
      `${done.changes.toLocaleString('en')} changes`,
      `${done.reads.toLocaleString('en')} reads, ${done.imports} imports, ${done.frames.toLocaleString('en')} parts of streams`,
    ),
    ...Array.from({ length: BARS }, (_, n) => {
      const most = max(rss.slice(Math.floor(n * perBar), Math.ceil((n + 1) * perBar)));
      const until = ((n + 1) * minutes) / BARS;
      return plain(
        `  until ${until.toFixed(1)} min`,
        mb(most),
        '█'.repeat(Math.round(most / BAR_MB)),
      );
    }),
  ];
};

const max = (figures: readonly number[]): number =>
  figures.reduce((most, each) => Math.max(most, each), 0);
const mb = (figure: number): string => `${Math.round(figure)} MB`;

/** The resident memory of a process, and of the processes that it started. */
const residentMB = (pid: number): { readonly own: number; readonly children: number } => {
  const KIB = 1_024 / 1e6;
  let own = 0;
  let children = 0;
  for (const row of execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).split(
    '\n',
  )) {
    const [id, parent, kibibytes] = row.trim().split(/\s+/).map(Number);
    if (id === pid) own = kibibytes! * KIB;
    else if (parent === pid) children += kibibytes! * KIB;
  }
  return { own, children };
};

/** A ledger of its own on an EventStoreDB, with views in a database of its own. */
const onServers = async (esdb: string, postgres: string): Promise<Stores> => {
  const database = `bench_${randomUUID().slice(0, 8)}`;
  await onDatabase(postgres, `CREATE DATABASE ${database}`);
  const views = new URL(postgres);
  views.pathname = `/${database}`;
  return {
    name: 'EventStoreDB and PostgreSQL',
    env: { LEDGER_LOG: esdb, LEDGER_VIEWS: views.href },
    remove: () => onDatabase(postgres, `DROP DATABASE ${database}`),
  };
};
