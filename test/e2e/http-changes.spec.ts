import { CommandBus } from '@nestjs/cqrs';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, get as httpGet, type IncomingMessage, type Server } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OpenBudget } from '../../src/budgets/open-budget.js';
import { change, CHANGE_TYPES } from '../../src/changes/change.js';
import { PUBLIC_NAMES } from '../../src/changes/change-data.js';
import { ResponseWriter, CLIENT_BYTES_MAX } from '../../src/changes/response-writer.js';
import { format } from 'prettier';
import { openLedger } from '../support/test-ledger.js';
import { deleteViews } from '../support/test-stores.js';
import { until } from '../support/until.js';
import { BUDGET, clientOf, item, line, opening, running, type Running } from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const LINES = `/v1/budgets/${BUDGET}/lines`;

/** A client that reads a stream as it arrives. */
interface Following {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** What has arrived. */
  text(): string;
  /** Resolves once what has arrived holds so many of the given text. */
  until(count: number, what: string): Promise<void>;
  readonly ended: Promise<'end' | 'cut'>;
  leave(): void;
}

const following = (address: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<Following>((resolve, reject) => {
    const request = httpGet(`${address}${path}`, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      const ended = new Promise<'end' | 'cut'>((done) => {
        response.on('end', () => done('end')).on('error', () => done('cut'));
      });
      resolve({
        status: response.statusCode!,
        headers: response.headers,
        text: () => text,
        until: (count, what) =>
          until(`${count} times ${what}`, () => text.split(what).length > count),
        ended,
        leave: () => request.destroy(),
      });
    }).on('error', reject);
  });

const changesOf = (text: string) =>
  text
    .split('\n')
    .filter((each) => each.startsWith('{') || each.startsWith('data: {"position"'))
    .map((each) => change.parse(JSON.parse(each.replace(/^data: /, ''))));

const idsOf = (text: string) =>
  text
    .split('\n\n')
    .filter((block) => block.includes('data: {"position"'))
    .map((block) => /^id: (.*)$/m.exec(block)![1]!);

describe('The stream of changes', () => {
  let service: Running;
  beforeEach(async () => {
    service = await running();
  });
  afterEach(() => service.close());

  const enter = async (from: number, to: number): Promise<void> => {
    const { post } = clientOf(service);
    for (let i = from; i <= to; i += 1) {
      const { status } = await post(LINES, { lines: [line('1.00', item(i))] }, { 'if-match': '*' });
      expect(status).toBe(201);
    }
  };

  it('is NDJSON: the history in the order of the log, each change in the public shape, with sequences without gaps', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    await enter(1, 3);
    const { headers, text } = await get('/v1/changes?follow=false');
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    const changes = changesOf(text);
    expect(changes.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(changes.at(-1)).toEqual({
      position: expect.stringMatching(/^[1-9]\d*$/),
      sequence: 5,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'LineEntered',
      stream: `budget-${BUDGET}`,
      budget: BUDGET,
      agency: { code: 'wenhua', name: 'wenhua局' },
      recordedAt: expect.stringMatching(/Z$/),
      effectiveOn: '2024-01-01',
      actor: 'zhang',
      authenticated: false,
      version: 3,
      prevHash: expect.stringMatching(/^[A-Za-z\d+/]{43}=$/),
      data: expect.objectContaining({ amount: '1.00' }),
    });
    expect(changes.find(({ type }) => type === 'AgencyRegistered')!.budget).toBeNull();
    expect(text.endsWith('\n')).toBe(true);
  });

  it('begins after a token, and can be limited to a budget or types; the sequence is that of the whole log', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    const { body } = await post('/v1/budgets', opening('jiaoyu'));
    await enter(1, 2);
    const after = async (query: string) =>
      changesOf((await get(`/v1/changes?follow=false&${query}`)).text).map(
        ({ sequence }) => sequence,
      );
    expect(await after(`after=${body['token']}`)).toEqual([5, 6]);
    expect(await after('after=e1-00000000000000000000')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await after(`budget=${BUDGET}&after=${body['token']}`)).toEqual([5, 6]);
    expect(await after('type=BudgetOpened&type=AgencyRegistered')).toEqual([1, 2, 3, 4]);
    expect(await after('type=BudgetOpened,LineEntered')).toEqual([2, 4, 5, 6]);
  });

  it('takes a type by its public name too', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    const asked = async (type: string) =>
      changesOf((await get(`/v1/changes?follow=false&type=${type}`)).text).map((each) => each.type);
    expect(await asked('budget.opened.v1')).toEqual(['BudgetOpened']);
    expect(await asked('budget.opened.v1,AgencyRegistered')).toEqual([
      'AgencyRegistered',
      'BudgetOpened',
    ]);
  });

  it('names the known values where one is unknown', async () => {
    const detail = async (query: string) =>
      (await clientOf(service).get(`/v1/changes?${query}`)).body['detail'];
    expect(await detail('type=LineDeleted')).toBe(
      `type is "LineDeleted": it must be one of ${[...CHANGE_TYPES, ...Object.values(PUBLIC_NAMES)].join(', ')}.`,
    );
    expect(await detail('type=')).toMatch(/^type is "": it must be one of /);
    expect(await detail('scope=all')).toBe('scope is "all": it must be one of department, unit.');
  });

  it('has the changes that its filter names', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    await post('/v1/budgets', opening('jiaoyu', 2025));
    await enter(1, 2);
    const [first, second] = [item(1), item(2)];
    const sequences = async (query: string) =>
      changesOf((await get(`/v1/changes?follow=false&${query}`)).text).map(
        ({ sequence }) => sequence,
      );
    expect(await sequences('agency=jiaoyu')).toEqual([3, 4]);
    expect(await sequences('agency=jiaoyu&agency=wenhua')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await sequences(`budget=${BUDGET},jiaoyu-2025-department`)).toEqual([2, 4, 5, 6]);
    expect(await sequences('year=2025')).toEqual([4]);
    expect(await sequences('scope=unit')).toEqual([]);
    expect(await sequences('kind=original,correction')).toEqual([5, 6]);
    expect(await sequences(`code=${first}`)).toEqual([5]);
    expect(await sequences(`code=${first.slice(0, 3)}`)).toEqual([5, 6]);
    expect(await sequences(`line=expenditure/general/${second}/basic`)).toEqual([6]);
    expect(await sequences(`kind=original&code=${first}&year=2025`)).toEqual([]);
  });

  it('names the line of each leg as it is called at the change', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    await post(LINES, { lines: [line('100.00', '2070101')] }, { 'if-match': '*' });
    const change = {
      function: '2070101',
      expenditure: 'basic',
      economic: '30201',
      amount: '-5.00',
    };
    const proposal = { kind: 'rescission', reason: '压减', changes: [change] };
    const path = `/v1/budgets/${BUDGET}/amendments`;
    expect((await post(path, proposal, { 'if-match': '*' })).status).toBe(201);
    const { text } = await get('/v1/changes?follow=false&type=AmendmentProposed');
    const [proposed] = changesOf(text);
    expect(proposed).toHaveProperty('data.legs.0', {
      schedule: 'expenditure',
      key: 'expenditure/general/2070101/basic',
      name: '行政运行',
      before: '100.00',
      delta: '-5.00',
      after: '95.00',
    });
  });

  it.each([
    ['application/cloudevents-batch+json', 'application/cloudevents-batch+json', ''],
    ['application/cloudevents+json', 'application/cloudevents-batch+json', '?follow=false'],
    ['application/cloudevents+json', 'application/cloudevents+json', '?from=2&to=2'],
    ['text/event-stream', 'text/event-stream', '?follow=false&format=cloudevents'],
    ['application/x-ndjson', 'application/x-ndjson', '?follow=false&format=cloudevents'],
  ])(
    'gives changes as CloudEvents where %s is asked for, as %s: %s',
    async (accept, type, query) => {
      const { get, post } = clientOf(service);
      const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
      await post('/v1/budgets', opening(), { traceparent });
      const { text, headers } = await get(`/v1/changes${query}`, { accept });
      expect(headers.get('content-type')).toBe(type);
      const events: readonly Record<string, unknown>[] = type.includes('cloudevents')
        ? [JSON.parse(text)].flat()
        : text
            .split('\n')
            .filter((each) => each.includes('"specversion"'))
            .map((each) => JSON.parse(each.replace(/^data: /, '')));
      const [, opened] = changesOf((await get('/v1/changes?follow=false')).text);
      expect(events).toHaveLength(query.includes('from=2') ? 1 : 2);
      expect(events.at(-1)).toEqual({
        specversion: '1.0',
        id: opened!.id,
        source: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
        type: 'budget.opened.v1',
        subject: BUDGET,
        time: opened!.recordedAt,
        datacontenttype: 'application/json',
        dataschema: 'urn:budget-ledger:schema:budget.opened.v1',
        sequence: '00000000000000000002',
        partitionkey: BUDGET,
        traceparent,
        data: opened,
      });
    },
  );

  it('gives CloudEvents that go on as lines, and a history without changes as an empty array', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    const accept = 'application/cloudevents+json';
    const client = await following(service.address, '/v1/changes', { accept });
    await client.until(2, '\n');
    client.leave();
    expect(client.headers['content-type']).toBe('application/x-ndjson');
    expect(
      client
        .text()
        .trim()
        .split('\n')
        .map((each) => JSON.parse(each).specversion),
    ).toEqual(['1.0', '1.0']);
    const { text } = await get('/v1/changes?follow=false&type=YearClosed', { accept });
    expect(JSON.parse(text)).toEqual([]);
  });

  it('keeps no traceparent that is not one', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening(), { traceparent: `00-${'0'.repeat(32)}-1-01` });
    const [, opened] = changesOf((await get('/v1/changes?follow=false')).text);
    expect(opened).not.toHaveProperty('traceparent');
  });

  it('is described by asyncapi.json, which is docs/asyncapi.json (npm run docs:openapi updates it)', async () => {
    const { body } = await clientOf(service).get('/asyncapi.json');
    const file = new URL('../../docs/asyncapi.json', import.meta.url);
    if (process.env['UPDATE_OPENAPI'])
      await writeFile(
        file,
        await format(JSON.stringify(body), { parser: 'json', printWidth: 100 }),
      );
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    expect(JSON.stringify(body, null, 2)).toBe(JSON.stringify(kept, null, 2));
  });

  it('says of each filtered change how many events it leaves out, also after a reader resumed', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    await enter(1, 3);
    await post('/v1/budgets', opening('jiaoyu'));
    await enter(4, 6);
    const all = changesOf((await get('/v1/changes?follow=false')).text);
    expect(all.every(({ skipped }) => skipped === undefined)).toBe(true);
    for (const filter of ['type=BudgetOpened', 'agency=jiaoyu', 'kind=original', 'scope=unit'])
      for (const { position, sequence } of [{ position: '0', sequence: 0 }, ...all]) {
        const after = `e1-${position.padStart(20, '0')}`;
        const { text } = await get(`/v1/changes?follow=false&after=${after}&${filter}`);
        let before = sequence;
        for (const each of changesOf(text)) {
          expect(each.sequence).toBe(before + each.skipped! + 1);
          before = each.sequence;
        }
      }
  });

  it('names in each change the leaf of the event before it in the signed tree, whatever the filter and wherever it begins', async () => {
    await clientOf(service).post('/v1/budgets', opening());
    await enter(1, 3);
    await clientOf(service).post('/v1/budgets', opening('jiaoyu'));
    // A service signs at its end.
    await service.restart();
    const note = (await clientOf(service).get('/v1/proof/checkpoint')).text;
    const size = Number(note.split('\n')[1]);
    const tile = await fetch(`${service.address}/v1/proof/tile/0/000.p/${size}`);
    const leaves = Buffer.from(await tile.arrayBuffer());
    const leafOf = (sequence: number): string =>
      leaves.subarray(32 * (sequence - 1), 32 * sequence).toString('base64');
    const { get } = clientOf(service);
    for (const query of ['', '&type=BudgetOpened', '&agency=jiaoyu', '&kind=original'])
      for (const from of [1, 3, 5]) {
        const { text } = await get(`/v1/changes?follow=false&from=${from}${query}`);
        const changes = changesOf(text);
        expect(changes.length).toBeGreaterThan(0);
        expect(changes.map(({ prevHash }) => prevHash)).toEqual(
          changes.map(({ sequence }) => (sequence === 1 ? undefined : leafOf(sequence - 1))),
        );
      }
  });

  it('counts the version of a budget without holes', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    await enter(1, 3);
    const { text } = await get(`/v1/changes?follow=false&budget=${BUDGET}`);
    expect(changesOf(text).map(({ version }) => version)).toEqual([0, 1, 2, 3]);
    const { headers } = await get(`/v1/budgets/${BUDGET}`);
    expect(headers.get('etag')).toBe('"3"');
  });

  it('gives a range of sequences again', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    await enter(1, 5);
    const whole = (await get('/v1/changes?follow=false')).text.split('\n');
    for (let from = 1; from <= 7; from += 1)
      for (let to = from; to <= 7; to += 1)
        expect((await get(`/v1/changes?from=${from}&to=${to}`)).text).toBe(
          whole
            .slice(from - 1, to)
            .map((each) => `${each}\n`)
            .join(''),
        );
    const rest = changesOf((await get('/v1/changes?from=6&follow=false')).text);
    expect(rest.map(({ sequence }) => sequence)).toEqual([6, 7]);
  });

  itInEachStageOfCi(
    'sends a checkpoint after a thousand events that the filter leaves out',
    async () => {
      const { get, post } = clientOf(service);
      await post('/v1/budgets', opening());
      const many = Array.from({ length: 1_000 }, (_, i) => ({
        schedule: 'project',
        project: `项目${i}`,
        name: `项目${i}`,
        source: 'fiscal-appropriation',
        amount: '1.00',
      }));
      const entered = await post(LINES, { lines: many }, { 'if-match': '*' });
      expect(entered.status).toBe(201);
      // It signs at its end.
      await service.restart();
      const headers = { accept: 'text/event-stream' };
      const client = await following(service.address, '/v1/changes?type=BudgetOpened', headers);
      await client.until(1, 'event: checkpoint');
      client.leave();
      const [, id, data] = /event: checkpoint\nid: (.*)\ndata: (.*)\n\n/.exec(client.text())!;
      const { token, sequence, signed } = JSON.parse(data!);
      expect(token).toBe(id);
      expect(signed).toBe((await get('/v1/proof/checkpoint')).text);
      // The next change counts from the checkpoint, on this connection and on the next.
      await post('/v1/budgets', opening('jiaoyu'));
      const resumed = await following(service.address, '/v1/changes?type=BudgetOpened', {
        ...headers,
        'last-event-id': id!,
      });
      await resumed.until(1, 'data: {"position"');
      resumed.leave();
      const [next] = changesOf(resumed.text());
      expect(next!.sequence).toBe(sequence + next!.skipped! + 1);
      // Where nothing is left out, each change says how far the reader is.
      const { text: whole } = await get('/v1/changes?follow=false', headers);
      expect(changesOf(whole).length).toBeGreaterThan(1_000);
      expect(whole).not.toContain('event: checkpoint');
      // NDJSON has no checkpoints: each change counts from the change before.
      const lines = await following(service.address, '/v1/changes?type=BudgetOpened');
      await lines.until(2, '\n');
      lines.leave();
      const [first, second] = changesOf(lines.text());
      expect(second!.sequence).toBe(first!.sequence + second!.skipped! + 1);
      const live = await following(service.address, '/v1/changes?type=BudgetOpened', headers);
      await live.until(1, 'event: checkpoint');
      // More than a thousand in two pages: the checkpoint between them does not wait for the second.
      for (const part of ['一', '二']) {
        const lines = many.slice(0, 600).map((line) => ({ ...line, project: line.project + part }));
        const more = await post(LINES, { lines }, { 'if-match': '*' });
        expect(more.status).toBe(201);
      }
      await live.until(3, 'event: checkpoint');
      live.leave();
      const places = [...live.text().matchAll(/event: checkpoint\nid: .*\ndata: (.*)/g)].map(
        ([, each]) => (JSON.parse(each!) as { readonly sequence: number }).sequence,
      );
      for (const [i, place] of places.entries())
        if (i > 0) expect(place - places[i - 1]!).toBeLessThanOrEqual(1_000);
    },
  );

  it('ends a filtered history with a checkpoint where the filter leaves out its last events', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    const entered = await post(LINES, { lines: [line('1.00', '2070101')] }, { 'if-match': '*' });
    expect(entered.status).toBe(201);
    const headers = { accept: 'text/event-stream' };
    const textOf = async (query: string): Promise<string> =>
      (await get(`/v1/changes?follow=false&${query}`, headers)).text;
    const last = changesOf((await get('/v1/changes?follow=false')).text).at(-1)!.sequence;
    const left = await textOf('type=BudgetOpened');
    expect(left).toMatch(
      new RegExp(`event: checkpoint\\nid: .*\\ndata: .*"sequence":${last}[,}].*\\n\\n$`),
    );
    expect(await textOf('type=LineEntered')).not.toContain('event: checkpoint');
  });

  it('as server-sent events has the token as id and the change as data', async () => {
    const { get, post } = clientOf(service);
    const { body } = await post('/v1/budgets', opening());
    const { text: lines } = await get('/v1/changes?follow=false');
    const { headers, text } = await get('/v1/changes?follow=false', {
      accept: 'text/event-stream',
    });
    expect(headers.get('content-type')).toBe('text/event-stream');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(idsOf(text).at(-1)).toBe(body['token']);
    expect(changesOf(text)).toEqual(changesOf(lines));
  });

  it('continues live after the history', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    const client = await following(service.address, '/v1/changes', { accept: 'text/event-stream' });
    await client.until(2, 'data: {"');
    await enter(1, 5);
    await client.until(7, 'data: {"');
    client.leave();
    expect(changesOf(client.text()).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('resumes after Last-Event-ID without gaps or repeats while two writers append', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    const elsewhere = await openLedger({ folder: service.data });
    const openingElsewhere = async () => {
      for (let i = 0; i < 20; i += 1)
        await elsewhere.get(CommandBus).execute(
          new OpenBudget({ agency: `other_${i}`, fiscalYear: 2024, scope: 'unit' }, `单位${i}`, {
            actor: 'cli',
          }),
        );
    };
    const ids: string[] = [];
    const seen: number[] = [];
    const expected = 2 + 40 + 40;
    const reading = async () => {
      while (seen.length < expected) {
        const headers = {
          accept: 'text/event-stream',
          ...(ids.length > 0 && { 'last-event-id': ids.at(-1)! }),
        };
        // A browser that reconnects sends the URL with its old `after`.
        const client = await following(
          service.address,
          '/v1/changes?after=e1-00000000000000000000',
          headers,
        );
        await client.until(Math.min(7, expected - seen.length), 'data: {"');
        client.leave();
        const blocks = client.text().slice(0, client.text().lastIndexOf('\n\n') + 2);
        ids.push(...idsOf(blocks));
        seen.push(...changesOf(blocks).map(({ sequence }) => sequence));
      }
    };
    await Promise.all([enter(1, 40), openingElsewhere(), reading()]);
    await elsewhere.close();
    expect(seen).toEqual(Array.from({ length: expected }, (_, i) => i + 1));
  });

  itInEachStageOfCi('is the same for every subscriber, whenever it connected', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    const clients: Following[] = [];
    const connecting = async () => {
      for (let i = 0; i < 20; i += 1) {
        clients.push(await following(service.address, '/v1/changes'));
        await sleep(5);
      }
    };
    await Promise.all([enter(1, 30), connecting()]);
    await Promise.all(clients.map((client) => client.until(32, '\n')));
    clients.forEach((client) => client.leave());
    expect(new Set(clients.map((client) => client.text())).size).toBe(1);
  });

  itInEachStageOfCi('is closed as soon as its client disconnects', async () => {
    const { get } = clientOf(service);
    const streams = async () =>
      Number(/^ledger_change_streams (\d+)$/m.exec((await get('/metrics')).text)![1]);
    const clients = await Promise.all(
      Array.from({ length: 10 }, () =>
        following(service.address, '/v1/changes', { accept: 'text/event-stream' }),
      ),
    );
    expect(await streams()).toBe(10);
    clients.forEach((client) => client.leave());
    await until('the end of all streams', async () => (await streams()) === 0);
  });

  itInEachStageOfCi('ends when the service ends', async () => {
    const client = await following(service.address, '/v1/changes', { accept: 'text/event-stream' });
    // The service has closed and has not started again.
    await service.restart(async () => expect(await client.ended).toBe('end'));
    expect(client.text()).not.toContain('event: checkpoint');
  });

  it('has no body for HEAD', async () => {
    const response = await fetch(`${service.address}/v1/changes`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  itInEachStageOfCi(
    'resumes anywhere after the views were deleted, with the same sequences',
    async () => {
      const { get, post } = clientOf(service);
      await post('/v1/budgets', opening());
      await enter(1, 12);
      const whole = (await get('/v1/changes?follow=false')).text.trimEnd().split('\n');
      await service.restart(() => deleteViews(service.data));
      for (const [i, text] of whole.entries()) {
        const token = `e1-${String(JSON.parse(text)['position']).padStart(20, '0')}`;
        const rest = (await get(`/v1/changes?follow=false&after=${token}`)).text.trimEnd();
        expect(rest).toBe(whole.slice(i + 1).join('\n'));
      }
    },
  );
});

describe('A request for changes', () => {
  let service: Running;
  beforeAll(async () => {
    service = await running();
  });
  afterAll(() => service.close());

  it.each([
    ['after=5', 400, 'token-malformed'],
    ['after=e2-00000000000000000001', 410, 'epoch-changed'],
    ['after=e1-00000999999999999999', 410, 'epoch-changed'],
    ['type=LineDeleted', 400, 'malformed'],
    ['type=BudgetOpened,LineDeleted', 400, 'malformed'],
    ['kind=gift', 400, 'malformed'],
    ['year=24', 400, 'malformed'],
    ['scope=all', 400, 'malformed'],
    ['code=教育', 400, 'malformed'],
    ['line=education', 422, 'line-invalid'],
    ['agency=nobody', 404, 'not-found'],
    ['from=0', 400, 'malformed'],
    ['from=3&to=2', 400, 'malformed'],
    ['from=1', 400, 'position-beyond-log'],
    ['from=1&after=e1-00000000000000000000', 400, 'malformed'],
    ['follow=perhaps', 400, 'malformed'],
    ['since=1', 400, 'unknown-parameter'],
    ['budget=nobody-2024-unit', 404, 'not-found'],
  ])('refuses %s: %i %s', async (query, status, code) => {
    const { body } = await clientOf(service).get(`/v1/changes?follow=false&${query}`);
    expect(body).toMatchObject({ status, code });
  });
});

describe('A client that does not read', () => {
  /** What such a client gets when it reads again as soon as it is given up, or never. */
  const received = async (readsAgain: boolean): Promise<string> => {
    let text = '';
    const client = new Socket();
    const farewell = (): string => {
      if (readsAgain) client.resume();
      return 'goodbye';
    };
    const ended = new Promise<void>((resolve) => {
      server.once('request', async (_request, response) => {
        // Whoever reads again has as long for all that is buffered.
        const writer = new ResponseWriter(response, farewell, readsAgain ? 1_000 : 100);
        while (!response.writableEnded) await writer.write('x'.repeat(CLIENT_BYTES_MAX));
        if (!response.closed) await once(response, 'close');
        resolve();
      });
    });
    client.connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('data', (chunk) => (text += String(chunk))).pause();
    client.write('GET / HTTP/1.1\r\nHost: ledger\r\nConnection: close\r\n\r\n');
    await ended;
    if (readsAgain) await until('the end', () => client.readableEnded);
    client.destroy();
    return text;
  };

  let server: Server;
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.close());

  it('gets a last frame when it reads again, from which it continues', async () => {
    expect(await received(true)).toMatch(/goodbye\r\n0\r\n\r\n$/);
  });

  it('is disconnected when it does not', async () => {
    expect(await received(false)).toBe('');
  });
});
