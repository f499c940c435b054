import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { settled, startServer, startService, type ServerProcess } from '../child.js';
import type { Ledgers } from '../ledgers.js';
import { inTurns, median, percentile } from '../measure.js';
import { atLeast, milliseconds, progress, rate, type Row, type Section } from '../report.js';
import type { Workspace } from '../workspace.js';

const ONE_SLOWER_MAX = 1.3;
const LAST_SLOWER_MAX = 1.2;
const CATCH_UP_TARGET = 0.5;
const READERS = [1, 100, 1_000] as const;
/** A PostgreSQL server has so many connections, unless it is told otherwise. */
const LISTENERS_MAX = 90;
const SILENT = 1_000;
/** How many changes are read before what is measured. */
const WARM_UP = 30_000;
/** What a reader that catches up takes at once. */
const CHUNK_BYTES = 256 * 1024;
/** As many bytes as the last change has, and more. */
const END_BYTES = 4 * 1024;
/** Before the service cuts readers that do not read. */
const STALLED_MS = 25_000;

const program = (name: string): string =>
  fileURLToPath(new URL(`../children/${name}.js`, import.meta.url));

/** In ms: from the request to the last reader, and from the commit to the first and to the last one. */
interface Delivery {
  readonly asked: number;
  readonly first: number;
  readonly last: number;
}

/** Something that tells readers of a change. */
interface Contender {
  readonly name: string;
  readonly round: () => Promise<Delivery>;
  readonly stop: () => Promise<void>;
}

/**
 * The stream of changes: how long a change takes to its readers, how fast one reader catches up, and what readers cost that never
 * read; beside a bare Node server that broadcasts the same bytes, and PostgreSQL's LISTEN and NOTIFY.
 */
export const benchStream = async (
  postgres: string | undefined,
  ledgers: Ledgers,
  workspace: Workspace,
  quick: boolean,
): Promise<Section> => {
  const rows: Row[] = [];
  const raw: Record<string, unknown> = {};
  for (const readers of READERS) {
    progress(`a change to ${readers} readers …`);
    const measured = await deliveries(readers, postgres, workspace, roundsOf(readers, quick));
    progress('');
    raw[`${readers} readers`] = Object.fromEntries(measured);
    rows.push(...deliveryRows(readers, measured));
  }
  const size = quick ? 30_000 : 1_000_000;
  const { log, events } = await ledgers.of(size);
  const service = await startService(workspace.path('catching-up'), {
    LEDGER_LOG: `sqlite:${log}`,
    LEDGER_VIEWS: `sqlite:${await ledgers.viewsOf(size)}`,
  });
  try {
    await settled(service, events);
    const figures = await inTurns(
      [
        { name: 'ours', run: (isWarmUp) => caughtUp(service, isWarmUp ? WARM_UP : size) },
        { name: 'bare', run: (isWarmUp) => spelled(log, isWarmUp ? WARM_UP : size) },
      ],
      2,
    );
    const [ours, bare] = ['ours', 'bare'].map((name) => median(figures.get(name)!)) as [
      number,
      number,
    ];
    raw['catching up'] = Object.fromEntries(figures);
    rows.push({
      what: `one reader catches up ${size.toLocaleString('en')}`,
      ours: rate(ours, 'changes'),
      beside: `${rate(bare, 'rows')} read and spelled in a loop`,
      ratio: ours / bare,
      target: atLeast(ours / bare, CATCH_UP_TARGET),
    });
    progress(`${SILENT} readers that never read …`);
    const memory = await unread(service);
    progress('');
    raw['readers that never read'] = memory;
    rows.push({
      what: `${SILENT.toLocaleString('en')} readers that never read`,
      ours: `${memory.grownMiB.toFixed(0)} MiB, ${Math.round((memory.grownMiB * 1024) / SILENT)} KiB each`,
      beside: `${(memory.bufferedBytes / 2 ** 20).toFixed(0)} MiB of it wait to be sent`,
      ratio: null,
    });
  } finally {
    await service.stop();
  }
  return {
    title: 'o. The stream of changes',
    rows,
    notes: [
      'The readers are in a process of their own. From the commit: from the moment at which the change is durable, and for the bare server from that of its broadcast, to the arrival at the last reader.',
      'From the request: with the recording of the change, over HTTP, and for PostgreSQL with an INSERT and NOTIFY in one transaction.',
      ...(postgres === undefined
        ? ['Without PostgreSQL: give a database with --postgres postgres://….']
        : []),
    ],
    raw,
  };
};

const roundsOf = (readers: number, quick: boolean): number =>
  Math.ceil((quick ? 1 : 2) * (readers === 1 ? 100 : readers === 100 ? 60 : 30));

const deliveries = async (
  readers: number,
  postgres: string | undefined,
  workspace: Workspace,
  rounds: number,
): Promise<ReadonlyMap<string, readonly Delivery[]>> => {
  const { frame, ...first } = await ours(readers, workspace);
  const contenders: Contender[] = [first, await bare(readers, workspace, frame)];
  if (postgres !== undefined && readers <= LISTENERS_MAX + 10)
    contenders.push(await notify(Math.min(readers, LISTENERS_MAX), postgres));
  const measured = new Map<string, Delivery[]>(contenders.map(({ name }) => [name, []]));
  try {
    for (let round = -10; round < rounds; round += 1)
      for (const contender of contenders) {
        const delivery = await contender.round();
        if (round >= 0) measured.get(contender.name)!.push(delivery);
      }
  } finally {
    for (const { stop } of contenders) await stop();
  }
  return measured;
};

const deliveryRows = (
  readers: number,
  measured: ReadonlyMap<string, readonly Delivery[]>,
): readonly Row[] => {
  const of = (name: string, what: keyof Delivery, percent: number): number =>
    percentile(
      (measured.get(name) ?? []).map((delivery) => delivery[what]),
      percent,
    );
  const figures = (name: string, what: keyof Delivery): string =>
    `${milliseconds(of(name, what, 50))}, p99 ${milliseconds(of(name, what, 99))}`;
  const whom = readers === 1 ? 'one reader' : `the last of ${readers.toLocaleString('en')}`;
  const max = readers === 1 ? ONE_SLOWER_MAX : readers === 1_000 ? LAST_SLOWER_MAX : undefined;
  const slower = of('ours', 'last', 50) / of('bare', 'last', 50);
  return [
    {
      what: `from the commit to ${whom}`,
      ours: figures('ours', 'last'),
      beside: `${figures('bare', 'last')} bare`,
      ratio: 1 / slower,
      ...(max !== undefined && { target: { text: `≤ ${max} ×`, met: slower <= max } }),
    },
    {
      what: `from the request to ${whom}`,
      ours: figures('ours', 'asked'),
      beside: measured.has('NOTIFY') ? `${figures('NOTIFY', 'asked')} LISTEN/NOTIFY` : '',
      ratio: measured.has('NOTIFY') ? of('NOTIFY', 'asked', 50) / of('ours', 'asked', 50) : null,
    },
  ];
};

const BUDGET = 'wenhua-2024-department';

const post = async (address: string, path: string, body: object): Promise<void> => {
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: {
      'ledger-actor': 'zhang',
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
      'if-match': '*',
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
};

const ours = async (
  readers: number,
  workspace: Workspace,
): Promise<Contender & { readonly frame: string }> => {
  const service = await startService(workspace.path('stream'), {}, [
    '--import',
    program('commits'),
  ]);
  const { address } = service;
  const opening = { agency: { code: 'wenhua', name: '文化局' }, fiscalYear: 2024 };
  const opened = service.nextLine();
  await post(address, '/v1/budgets', { ...opening, scope: 'department' });
  await opened;
  let lines = 0;
  const record = (): Promise<void> => {
    lines += 1;
    const line = { schedule: 'project', project: `项目${lines}`, name: `信息系统运行维护${lines}` };
    const amounts = { source: 'fiscal-appropriation', amount: '1234567.89' };
    return post(address, `/v1/budgets/${BUDGET}/lines`, { lines: [{ ...line, ...amounts }] });
  };
  await record();
  const stream = await fetch(`${address}/v1/changes?from=3&to=3`, {
    headers: { accept: 'text/event-stream' },
  });
  const frame = /^id: [^]*?\n\n/m.exec(await stream.text())![0];
  const connected = await startServer([
    program('stream-readers'),
    `${address}/v1/changes`,
    String(readers),
  ]);
  return {
    name: 'ours',
    frame,
    round: () => delivered(connected, record, service),
    stop: async () => {
      await connected.stop();
      await service.stop();
    },
  };
};

/** The bytes of one of our frames. */
const bare = async (readers: number, workspace: Workspace, frame: string): Promise<Contender> => {
  const file = workspace.path('frame.txt');
  writeFileSync(file, frame);
  const server = await startServer([program('bare-stream'), file]);
  const connected = await startServer([
    program('stream-readers'),
    `${server.address}/`,
    String(readers),
  ]);
  return {
    name: 'bare',
    round: () => delivered(connected, () => post(server.address, '/', {}), server),
    stop: async () => {
      await connected.stop();
      await server.stop();
    },
  };
};

const notify = async (listeners: number, address: string): Promise<Contender> => {
  const client = new Client({ connectionString: address });
  await client.connect();
  const table = `bench_${randomUUID().slice(0, 8)}`;
  await client.query(`CREATE TABLE ${table} (position bigserial PRIMARY KEY, data text)`);
  const connected = await startServer([program('notified'), address, String(listeners)]);
  return {
    name: 'NOTIFY',
    round: () =>
      delivered(connected, () =>
        // Several statements of one query are one transaction.
        client.query(
          `INSERT INTO ${table} (data) VALUES ('${'x'.repeat(700)}'); NOTIFY bench_changes, '${'x'.repeat(700)}'`,
        ),
      ),
    stop: async () => {
      await connected.stop();
      await client.query(`DROP TABLE ${table}`);
      await client.end();
    },
  };
};

/** One change to all readers. `server` says when it was committed; without one only the time of the request is known. */
const delivered = async (
  readers: ServerProcess,
  ask: () => Promise<unknown>,
  server?: ServerProcess,
): Promise<Delivery> => {
  const armed = readers.nextLine();
  readers.signal('SIGUSR2');
  await armed;
  const arrived = readers.nextLine();
  const noted = server?.nextLine();
  const asked = Number(process.hrtime.bigint());
  await ask();
  const { first, last } = JSON.parse(await arrived) as { first: number; last: number };
  const committed = noted
    ? (JSON.parse(await noted) as { committed: number }).committed
    : Number.NaN;
  if (committed < asked) throw new Error('the service has committed something else');
  const ms = (from: number, to: number): number => (to - from) / 1e6;
  return { asked: ms(asked, last), first: ms(committed, first), last: ms(committed, last) };
};

/**
 * Changes in a second to one reader of the history, as far as that many. It only takes what comes, because it shares the processors with
 * the service: the sequence of the last change says that all have come.
 */
const caughtUp = async ({ address }: ServerProcess, events: number): Promise<number> => {
  const { hostname, port, host } = new URL(address);
  const start = performance.now();
  let end = '';
  const take = (bytes: number, buffer: Uint8Array): boolean => {
    const from = Math.max(bytes - END_BYTES, 0);
    end = (end + Buffer.from(buffer.buffer, from, bytes - from).toString('latin1')).slice(
      -END_BYTES,
    );
    return true;
  };
  const onread = { buffer: Buffer.alloc(CHUNK_BYTES), callback: take };
  const socket = connect({ port: Number(port), host: hostname, onread });
  const path = `/v1/changes?from=1&to=${events}`;
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  await once(socket, 'close');
  if (!end.includes(`"sequence":${events},`)) throw new Error(`change ${events} did not arrive`);
  return events / ((performance.now() - start) / 1000);
};

/** The same rows in a second, read and spelled one after another, and nothing else. */
const spelled = async (file: string, events: number): Promise<number> => {
  const log = SqliteEventLog.open({ file, readonly: true });
  const start = performance.now();
  let rows = 0;
  let bytes = 0;
  for await (const page of log.readAll()) {
    for (const { position, data, meta, ...row } of page) {
      rows += 1;
      const change = {
        position: String(position),
        sequence: rows,
        ...row,
        ...(JSON.parse(meta) as object),
        data: JSON.parse(data) as object,
      };
      bytes += Buffer.byteLength(JSON.stringify(change));
    }
    if (rows >= events) break;
  }
  const seconds = (performance.now() - start) / 1000;
  await log.close();
  if (bytes === 0) throw new Error('the log is empty');
  return rows / seconds;
};

/** What a service holds for readers that begin at the first change and never read. */
const unread = async (
  service: ServerProcess,
): Promise<{ readonly grownMiB: number; readonly bufferedBytes: number }> => {
  const before = residentMiB(service);
  const readers = await startServer([
    program('stream-readers'),
    `${service.address}/v1/changes`,
    String(SILENT),
    'silent',
  ]);
  let [peak, buffered] = [before, 0];
  // Those that were connected first are cut after half a minute.
  const until = performance.now() + STALLED_MS;
  for (let still = 0; still < 10 && performance.now() < until;) {
    await pause(200);
    const metrics = await (await fetch(`${service.address}/metrics`)).text();
    const now = Number(/^ledger_change_streams_buffered_bytes (\S+)$/m.exec(metrics)![1]);
    peak = Math.max(peak, residentMiB(service));
    still = now > buffered || buffered === 0 ? 0 : still + 1;
    buffered = Math.max(buffered, now);
  }
  await readers.stop();
  return { grownMiB: peak - before, bufferedBytes: buffered };
};

const residentMiB = ({ pid }: ServerProcess): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) / 1024;
