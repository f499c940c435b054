import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { VerifiedAnswer } from '../../src/audit/audit.answer.js';
import type { TrailAnswer } from '../../src/budgets/reports/trail.answer.js';
import type { DocumentAnswer, ShownDocument } from '../../src/documents/documents.answer.js';
import type { FindingAnswer } from '../../src/findings/findings.answer.js';
import type { FileAnswer } from '../../src/imports/refused-file.js';
import type { Page } from '../../src/validation/page.js';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
import { clientOf, running, type Running } from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';
import { executeOnViews } from '../support/test-stores.js';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const [UNIT, DEPARTMENT] = [SAMPLE_2022, SAMPLE_2023].map((file) => readFileSync(file));
const [SHA_2022, SHA_2023] = [hashOf(UNIT!), hashOf(DEPARTMENT!)];
const NEWER = Buffer.from(DEPARTMENT!.toString().replaceAll('572500.00', '582500.00'));

const newFolder = folders();

describe('The documents of a ledger', () => {
  let data: string;
  const cli = (...argv: readonly string[]) => run([...argv, '--data', data, '--actor', 'li']);
  const json = async <T>(...argv: readonly string[]): Promise<T> =>
    answer<T>(await cli(...argv, '--json'));
  const kept = () => readdirSync(join(data, 'documents')).toSorted();

  beforeAll(async () => {
    data = newFolder();
    await cli('imports', 'add', SAMPLE_2022, SAMPLE_2023, '--agency', 'baoshan');
    await run(['imports', 'add', '-', '--data', data, '--actor', 'wang'], { stdin: NEWER });
  });

  it('are listed in the order of import: whose, by whom, and which newer one took their place', async () => {
    const all = await json<readonly DocumentAnswer[]>('documents', 'list');
    expect(all).toMatchObject([
      {
        sha256: SHA_2022,
        file: 'baoshan-2022-unit.md',
        mediaType: 'text/markdown',
        bytes: UNIT!.length,
        pages: null,
        budget: 'baoshan-2022-unit',
        agency: { code: 'baoshan' },
        fiscalYear: 2022,
        scope: 'unit',
        actor: 'li',
        supersededBy: null,
      },
      { sha256: SHA_2023, supersededBy: hashOf(NEWER) },
      { sha256: hashOf(NEWER), actor: 'wang', supersededBy: null },
    ]);
    const of = async (...flags: readonly string[]) =>
      (await json<readonly DocumentAnswer[]>('documents', 'list', ...flags)).length;
    expect(await of('--year', '2023')).toBe(2);
    expect(await of('--agency', 'baoshan')).toBe(3);
    expect(await of('--agency', 'other')).toBe(0);
    const part = ['documents', 'list', '--limit', '2'];
    const { items, next } = await json<Page<DocumentAnswer>>(...part);
    expect(items).toEqual(all.slice(0, 2));
    expect(await json(...part, '--after', next!)).toEqual({ items: all.slice(2), next: null });
    expect((await cli(...part, '--after', 'x')).err).toContain('not a place in the list');
  });

  it('are shown by the first digits of their hash, with their tables and the events that came of them', async () => {
    const shown = await json<ShownDocument>('documents', 'show', SHA_2023!.slice(0, 8));
    expect(shown).toMatchObject({ sha256: SHA_2023, keeping: 'kept' });
    expect(shown.tables).toHaveLength(9);
    expect(shown.tables[5]).toMatchObject({ table: 6, state: 'declared-empty', rows: 0 });
    const [committed] = answer<readonly FileAnswer[]>(
      await cli('imports', 'add', SAMPLE_2023, '--json'),
    );
    expect(shown.eventCounts).toMatchObject({
      BudgetOpened: 1,
      DocumentRegistered: 1,
      LineEntered: committed!.lines,
      ClaimRecorded: committed!.claims,
    });
    expect(committed!.token).toMatch(new RegExp(`0${shown.events.at(-1)!.position}$`));
    const text = (await cli('documents', 'show', SHA_2023!)).out;
    expect(text).toContain('tables: read T1 T2 T3 T4 T5 T8 T9; declared empty T6 T7');
    expect(text).toContain(`superseded by ${hashOf(NEWER)}`);
  });

  it('are the source of the figures in the trail', async () => {
    const { entries } = await json<TrailAnswer>('budgets', 'trail', 'baoshan-2022-unit');
    const sources = new Set(entries.flatMap(({ source }) => source?.document ?? []));
    expect([...sources]).toEqual([SHA_2022]);
  });

  it('have findings that name the entry of a line also where a newer document prints it once more', async () => {
    const budget = 'baoshan-2023-department';
    const { entries } = await json<TrailAnswer>('budgets', 'trail', budget);
    const entered = entries.find(({ line }) => line === 'economic/30101/personnel')!;
    const findings = await json<readonly FindingAnswer[]>('budgets', 'findings', budget);
    const named = findings
      .filter(({ rule }) => rule === 'AMOUNT-FORM')
      .map(({ status, places }) => [status, places.some(({ event }) => event === entered.id)]);
    expect(named).toEqual([
      ['resolved', true],
      ['open', true],
    ]);
  });

  it('are fetched byte for byte', async () => {
    expect((await cli('documents', 'fetch', SHA_2022!)).bytes).toEqual(UNIT);
    const out = join(data, 'fetched.md');
    expect(await json('documents', 'fetch', SHA_2022!, '--out', out)).toMatchObject({
      sha256: SHA_2022,
      out,
      bytes: UNIT!.length,
    });
    expect(readFileSync(out)).toEqual(UNIT);
    expect((await cli('documents', 'fetch', SHA_2022!, '--json')).exit).toBe(2);
  });

  it('are kept once, and no other files with them', () =>
    expect(kept()).toEqual([SHA_2022, SHA_2023, hashOf(NEWER)].toSorted()));

  it.each([
    ['zz', 'is not the SHA-256 of a document'],
    ['0000', 'There is no document 0000'],
  ])('are refused by name where the hash is %s', async (digits, message) => {
    const { exit, err } = await cli('documents', 'show', digits);
    expect({ exit, err }).toEqual({ exit: 1, err: expect.stringContaining(message) });
  });

  describe('of which a file is damaged or missing', () => {
    const file = () => join(data, 'documents', SHA_2022!);

    it('are found by the verification, are not given out, and are kept again by another import', async () => {
      appendFileSync(file(), ' ');
      const damaged = await cli('audit', 'verify', '--json');
      expect(damaged.exit).toBe(4);
      expect(answer<VerifiedAnswer>(damaged)).toMatchObject({
        ok: false,
        documents: { recorded: 3, checked: 3, missing: 0 },
        problems: [expect.stringContaining(SHA_2022!)],
      });
      const refused = await cli('documents', 'fetch', SHA_2022!);
      expect(refused).toMatchObject({ exit: 4, out: '' });
      rmSync(file());
      const without = await cli('audit', 'verify', '--json');
      expect(without.exit).toBe(0);
      expect(answer<VerifiedAnswer>(without).documents).toEqual({
        recorded: 3,
        checked: 2,
        missing: 1,
      });
      expect((await cli('documents', 'fetch', SHA_2022!)).err).toContain(
        'Import the same file once more',
      );
      await cli('imports', 'add', SAMPLE_2022, '--dry-run');
      expect(existsSync(file())).toBe(false);
      await cli('imports', 'add', SAMPLE_2022);
      expect(readFileSync(file())).toEqual(UNIT);
    });
  });
});

describe('A document whose file cannot be kept', () => {
  itInEachStageOfCi('is not recorded where the folder cannot be used', async () => {
    const data = newFolder();
    const env = { LEDGER_DOCUMENTS: `dir:${join(SAMPLE_2022, 'documents')}` };
    const refused = await run(['imports', 'add', SAMPLE_2022, '--data', data, '--json'], { env });
    expect(refused.exit).toBe(1);
    expect(answer(refused)).toMatchObject([{ problem: { code: 'documents-unavailable' } }]);
    expect((await run(['budgets', 'list', '--data', data, '--json'])).out).toBe('[]\n');
  });

  (canMount() ? it : it.skip)(
    'is not recorded on a full disk, and leaves nothing behind',
    async () => {
      const data = newFolder();
      const full = join(data, 'full');
      mkdirSync(full);
      execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=4k', 'none', full]);
      try {
        const env = { LEDGER_DOCUMENTS: `dir:${full}` };
        const refused = await run(['imports', 'add', SAMPLE_2022, '--data', data, '--json'], {
          env,
        });
        expect(answer(refused)).toMatchObject([
          {
            problem: {
              code: 'documents-unavailable',
              detail: expect.stringContaining('the disk is full'),
            },
          },
        ]);
        expect(readdirSync(full)).toEqual([]);
        expect((await run(['budgets', 'list', '--data', data, '--json'])).out).toBe('[]\n');
      } finally {
        execFileSync('/bin/umount', [full]);
      }
    },
  );

  itInEachStageOfCi('is not recorded where PostgreSQL cannot be reached', async () => {
    const data = newFolder();
    const env = { LEDGER_DOCUMENTS: 'postgres://clerk:secret@127.0.0.1:1/bureau' };
    const refused = await run(['imports', 'add', SAMPLE_2022, '--data', data, '--json'], { env });
    expect(answer(refused)).toMatchObject([{ problem: { code: 'documents-unavailable' } }]);
    expect(refused.out).not.toContain('secret');
    expect((await run(['budgets', 'list', '--data', data, '--json'])).out).toBe('[]\n');
  });

  it('needs a place that the setting names', async () => {
    const env = { LEDGER_DOCUMENTS: 's3://somewhere' };
    const { exit, err } = await run(['documents', 'list', '--data', newFolder()], { env });
    expect({ exit, err }).toEqual({ exit: 1, err: expect.stringContaining('LEDGER_DOCUMENTS') });
  });
});

/** Only the superuser mounts file systems, and not in every container. */
function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = newFolder();
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', 'none', folder], { stdio: 'ignore' });
    execFileSync('/bin/umount', [folder]);
    return true;
  } catch {
    return false;
  }
}

describe('The documents over HTTP', () => {
  let service: Running;
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    const { body } = await post(
      `/v1/imports?file=${encodeURIComponent('预算 "2022".md')}&agency=baoshan`,
      UNIT,
      { 'content-type': 'application/octet-stream' },
    );
    await post(`/v1/imports/${body['id']}/commit`, '', { 'content-type': null });
  });
  afterAll(() => service.close());
  const get = (path: string) => clientOf(service).get(`/v1/documents${path}`);

  it('are answered as on the command line', async () => {
    const argv = ['--json', '--data', service.data];
    expect((await get('')).text).toBe((await run(['documents', 'list', ...argv])).out);
    expect((await get('?limit=1')).body).toMatchObject({
      items: [{ sha256: SHA_2022 }],
      next: null,
    });
    expect((await get(`/${SHA_2022!.slice(0, 6)}`)).text).toBe(
      (await run(['documents', 'show', SHA_2022!, ...argv])).out,
    );
    expect(await get('/0000')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await get('?years=2022')).toMatchObject({ body: { code: 'unknown-parameter' } });
  });

  it('are given with their bytes, under their names, as nothing that a browser runs', async () => {
    const response = await fetch(`${service.address}/v1/documents/${SHA_2022}/content`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(UNIT);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/markdown',
      'content-disposition': `attachment; filename="__ _2022_.md"; filename*=UTF-8''%E9%A2%84%E7%AE%97%20%222022%22.md`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: `"${SHA_2022}"`,
      'repr-digest': `sha-256=:${Buffer.from(SHA_2022!, 'hex').toString('base64')}:`,
    });
  });

  it('are not given while their bytes are others', async () => {
    const file = join(service.data, 'documents', SHA_2022!);
    appendFileSync(file, ' ');
    expect(await get(`/${SHA_2022}/content`)).toMatchObject({
      status: 503,
      body: { code: 'document-corrupt', sha256: SHA_2022 },
    });
    expect((await get(`/${SHA_2022}`)).body).toMatchObject({ keeping: 'damaged' });
    rmSync(file);
    expect(await get(`/${SHA_2022}/content`)).toMatchObject({
      status: 404,
      body: { code: 'document-not-kept' },
    });
  });

  it('are listed as before and marked where the views stopped at their budget, and are refused alone', async () => {
    const [before] = (await get('')).body as unknown as readonly DocumentAnswer[];
    for (const view of ['documents', 'budgets']) {
      await executeOnViews(
        service.data,
        `INSERT INTO stopped_budgets SELECT name, generation, ?, 1, 0, 'no such row', '2026-01-01T00:00:00.000Z', 0, 0, NULL FROM projections WHERE name = ? AND state = 'live'`,
        [before!.budget, view],
      );
      await executeOnViews(service.data, `DELETE FROM ${view}__1`);
    }
    const listed = [{ ...before, stopped: true }];
    for (const query of ['', '?agency=baoshan&year=2022'])
      expect((await get(query)).body).toEqual(listed);
    expect((await get('?limit=1')).body).toEqual({ items: listed, next: null });
    for (const query of ['?agency=other', '?year=2023'])
      expect((await get(query)).body).toEqual([]);
    expect((await get('?limit=1&after=999999')).body).toMatchObject({ items: [] });
    expect(await get(`/${SHA_2022}`)).toMatchObject({
      status: 503,
      body: { code: 'budget-stopped', budget: before!.budget },
    });
    expect(await get('/0000')).toMatchObject({ status: 404 });
    // The file is compared with its hash, so that nothing of it can be wrong.
    writeFileSync(join(service.data, 'documents', SHA_2022!), UNIT!);
    expect((await get(`/${SHA_2022}/content`)).status).toBe(200);
  });
});
