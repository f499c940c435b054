import { jest } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { LedgerClient } from '../../src/client/client.js';
import { CLIENT_BYTES_MAX } from '../../src/changes/response-writer.js';
import { itInCi, itInEachStageOfCi } from '../support/it-in-ci.js';
import { rounds } from '../support/rounds.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';
import { BUDGET, clientOf, opening, running, type Running } from './http-service.js';

// Records many megabytes.
jest.setTimeout(SERVICE_TEST_MS);

const FORMATS = [
  ['sse', 'text/event-stream'],
  ['ndjson', 'application/x-ndjson'],
] as const;
/** How many readers of each format never read. */
const SILENT = rounds(3, 8);
/** Changes of one request, of some two kilobytes each: all of them are more than the system buffers for a connection. */
const LINES = 300;
const REQUESTS = 14;
/** The registration of the agency, and the opening of the budget. */
const FIRST = 2;
/** What a chunk adds to the limit, with Chinese text of three bytes a character. */
const BYTES_MAX = CLIENT_BYTES_MAX + 3 * 64 * 1024;

/** A connection that asks for the changes, and reads nothing of the answer until it is resumed. */
const silent = (service: Running, accept: string, after: string): Socket => {
  const { hostname, port } = new URL(service.address);
  const socket = connect(Number(port), hostname).pause();
  socket.on('error', () => undefined);
  socket.write(
    `GET /v1/changes?after=${after} HTTP/1.1\r\nHost: localhost\r\nAccept: ${accept}\r\nConnection: close\r\n\r\n`,
  );
  return socket;
};

const metricOf = async (service: Running, name: string): Promise<number> => {
  const { text } = await clientOf(service).get('/metrics');
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)![1]);
};

describe('Readers that never read', () => {
  let service: Running;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    service = await running();
    await clientOf(service).post('/v1/budgets', opening());
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await service.close();
  });

  const streams = (): Promise<number> => metricOf(service, 'ledger_change_streams');
  const buffered = (): Promise<number> => metricOf(service, 'ledger_change_streams_buffered_bytes');
  const cut = (): Promise<number> => metricOf(service, 'ledger_change_streams_cut_total');

  /** Records so many changes in one request. */
  const record = async (request: number): Promise<void> => {
    const lines = Array.from({ length: LINES }, (_, n) => ({
      schedule: 'project',
      project: `项目${request}-${n}`,
      name: `项目${request}-${n}${'预'.repeat(450)}`,
      source: 'fiscal-appropriation',
      amount: '1.00',
    }));
    const { post } = clientOf(service);
    const answer = await post(`/v1/budgets/${BUDGET}/lines`, { lines }, { 'if-match': '*' });
    expect(answer.status).toBe(201);
  };

  /** Readers of each format that begin at the end of the log, after what `FIRST` counts. */
  const begin = async (): Promise<void> => {
    const { token } = await new LedgerClient({ url: service.address }).snapshot();
    for (const [, accept] of FORMATS)
      for (let i = 0; i < SILENT; i += 1) sockets.push(silent(service, accept, token));
    await until('the readers', async () => (await streams()) === sockets.length);
  };

  itInEachStageOfCi('delay nobody else, and cost bounded memory', async () => {
    await begin();
    const others = FORMATS.map(async ([format]) => {
      const seen: number[] = [];
      for await (const { sequence } of new LedgerClient({ url: service.address }).follow({
        format,
      }))
        if (seen.push(sequence) === FIRST + REQUESTS * LINES) break;
      return seen;
    });
    for (let request = 0; request < REQUESTS; request += 1) {
      await record(request);
      expect(await buffered()).toBeLessThanOrEqual((sockets.length + 2) * BYTES_MAX);
    }
    for (const seen of await Promise.all(others)) expect(seen).toEqual(seen.map((_, n) => n + 1));
    // They were not given all of it: most of a chunk waits for each of them.
    await until('the others leave', async () => (await streams()) === sockets.length);
    expect(await buffered()).toBeGreaterThan((sockets.length * CLIENT_BYTES_MAX) / 2);
    expect(await cut()).toBe(0);
  });

  itInCi('are ended after half a minute, and go on where they were told to', async () => {
    await begin();
    for (let request = 0; request < REQUESTS; request += 1) await record(request);
    await until('the end of their streams', async () => (await cut()) === sockets.length);
    const arrived = await Promise.all(sockets.map(whole));
    const all = Array.from({ length: REQUESTS * LINES }, (_, n) => FIRST + n + 1);
    for (const [i, text] of arrived.entries()) {
      const isSse = i < SILENT;
      // An answer that is complete as HTTP has it, so that the reader knows that it has all up to there.
      expect(text).toMatch(isSse ? /event: bye\nid: e1-\d+\ndata: \{.*\}\n\n$/ : /\}\n$/);
      const got = sequencesOf(text);
      expect(got.length).toBeLessThan(all.length);
      const last = isSse
        ? /event: bye\nid: (.*)\n/.exec(text)![1]!
        : `e1-${/"position":"(\d+)"[^\n]*\n$/.exec(text)![1]!.padStart(20, '0')}`;
      const rest = await clientOf(service).get(`/v1/changes?follow=false&after=${last}`);
      expect([...got, ...sequencesOf(rest.text)]).toEqual(all);
    }
    await until('the end', async () => (await streams()) === 0);
    expect(await buffered()).toBe(0);
  });
});

/** The body of the answer, which is complete, of a reader that begins to read at last. */
const whole = async (socket: Socket): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of socket.resume()) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const begin = bytes.indexOf('\r\n\r\n') + 4;
  // A live stream is sent without chunks, and ends with its connection.
  if (!/^transfer-encoding: chunked/im.test(bytes.toString('latin1', 0, begin)))
    return bytes.toString('utf8', begin);
  const body: Buffer[] = [];
  for (let at = begin; ;) {
    const end = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, end), 16);
    if (size === 0) return Buffer.concat(body).toString();
    body.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
};

const sequencesOf = (text: string): number[] =>
  [...text.matchAll(/^(?:data: )?\{"position":"\d+","sequence":(\d+)/gm)].map(([, each]) =>
    Number(each),
  );
