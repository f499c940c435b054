import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { VerifiedAnswer } from '../../src/audit/audit.answer.js';
import { addressOf, nameOf, onPostgres } from '../support/test-stores.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { answer, folders, run, SAMPLE_2022, type Ran } from './cli-harness.js';
import { clientOf, running, type Running } from './http-service.js';

/** Jest also runs the body of a describe that it skips: without a server this is the address of none. */
const SERVER = process.env['LEDGER_TEST_VIEWS'] || 'postgres://nowhere';
const describeOnPostgres = onPostgres ? describe : describe.skip;

const newFolder = folders();
const BYTES = readFileSync(SAMPLE_2022);
const SHA = createHash('sha256').update(BYTES).digest('hex');

describeOnPostgres('Documents in PostgreSQL', () => {
  const place = `${newFolder()} documents`;
  const schema = nameOf(place);
  const env = { LEDGER_DOCUMENTS: addressOf(SERVER, place) };
  let server: Client;
  beforeAll(async () => {
    server = new Client({ connectionString: SERVER });
    await server.connect();
  });
  beforeEach(() => server.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`));
  afterAll(async () => {
    await server.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await server.end();
  });

  const names = async (): Promise<readonly string[]> =>
    (
      await server.query<{ name: string }>(`SELECT name FROM ${schema}.files ORDER BY name`)
    ).rows.map(({ name }) => name);

  it(
    'are kept once under their hash, given back byte for byte, and verified; another import mends them',
    async () => {
      const data = newFolder();
      const cli = (...argv: readonly string[]): Promise<Ran> =>
        run([...argv, '--data', data], { env });
      const verified = async () => {
        const ran = await cli('audit', 'verify', '--json');
        return { exit: ran.exit, documents: answer<VerifiedAnswer>(ran).documents };
      };
      for (let repeat = 0; repeat < 2; repeat += 1)
        expect((await cli('imports', 'add', SAMPLE_2022)).exit).toBe(0);
      expect(await names()).toEqual([SHA]);
      expect(existsSync(join(data, 'documents'))).toBe(false);
      expect((await cli('documents', 'fetch', SHA)).bytes).toEqual(BYTES);
      expect(await verified()).toEqual({
        exit: 0,
        documents: { recorded: 1, checked: 1, missing: 0 },
      });

      await server.query(`UPDATE ${schema}.files SET bytes = bytes || '\\x20'`);
      expect(await cli('documents', 'fetch', SHA)).toMatchObject({ exit: 4, out: '' });
      expect((await verified()).exit).toBe(4);
      await server.query(`DROP SCHEMA ${schema} CASCADE`);
      expect(await verified()).toEqual({
        exit: 0,
        documents: { recorded: 1, checked: 0, missing: 1 },
      });
      await cli('imports', 'add', SAMPLE_2022);
      expect((await cli('documents', 'fetch', SHA)).bytes).toEqual(BYTES);
    },
    SERVICE_TEST_MS,
  );

  it('are not kept among the tables of another program, and nothing is recorded', async () => {
    await server.query(`CREATE SCHEMA ${schema}`);
    await server.query(`CREATE TABLE ${schema}.cats (name text)`);
    const data = newFolder();
    const refused = await run(['imports', 'add', SAMPLE_2022, '--data', data, '--json'], { env });
    expect(answer(refused)).toMatchObject([{ problem: { code: 'data-folder-unusable' } }]);
    expect((await run(['budgets', 'list', '--data', data, '--json'])).out).toBe('[]\n');
  });

  it(
    'wait there for their commit, which any instance takes, and are deleted a day later',
    async () => {
      const one = await running(env);
      const other = await running({ ...env, LEDGER_LOG: `sqlite:${join(one.data, 'log.db')}` });
      try {
        const raw = { 'content-type': 'text/markdown' };
        const upload = async (service: Running) =>
          (await clientOf(service).post('/v1/imports?file=a.md', BYTES, raw)).body;
        const { id, status } = await upload(one);
        expect(status).toBe('preview');
        const committed = await clientOf(other).post(`/v1/imports/${id}/commit`, '', {
          'content-type': null,
          'idempotency-key': 'k',
        });
        expect([committed.status, committed.body['status']]).toEqual([201, 'committed']);
        expect(await names()).toEqual(expect.arrayContaining([SHA, `previews/${id}`]));
        await server.query(`UPDATE ${schema}.files SET kept_at = kept_at - interval '25 hours'`);
        // An instance cleans at its first upload, and once an hour.
        await upload(other);
        expect(await names()).not.toContain(`previews/${id}`);
        expect(await names()).toEqual(expect.arrayContaining([SHA, `previews/known/${id}.json`]));
      } finally {
        await other.close();
        await one.close();
      }
    },
    SERVICE_TEST_MS,
  );
});
