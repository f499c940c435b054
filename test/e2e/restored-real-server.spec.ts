import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config } from '../../src/config/config.js';
import { adoptLog } from '../../src/projector/adopt-log.js';
import { storesOf } from '../support/test-stores.js';
import { until } from '../support/until.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { clientOf, opening, running } from './http-service.js';

jest.setTimeout(2 * PROCESS_TEST_MS);

const SCRIPT = fileURLToPath(new URL('../support/eventstored.sh', import.meta.url));
/** The command starts a server of its own, whose files can be put back: that of the other tests is left alone. */
const describeOnServer = process.env['LEDGER_TEST_ESDB'] ? describe : describe.skip;

describeOnServer('A real EventStoreDB server whose files are put back from a copy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-restored-'));
  const dir = join(folder, 'server');
  const script = (action: string): string =>
    execFileSync(SCRIPT, [action, dir], { encoding: 'utf8' }).trim();
  afterAll(() => {
    script('stop');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is noticed: nothing is recorded until it is adopted, and then tokens of what was lost get 410', async () => {
    const connection = script('start');
    const service = await running({ LEDGER_LOG: connection });
    const { get, post } = clientOf(service);
    const open = (agency: string) => post('/v1/budgets', opening(agency));
    try {
      expect((await open('kept')).status).toBe(201);
      script('crash');
      cpSync(join(dir, 'data'), join(folder, 'copy'), { recursive: true });
      script('again');
      const lost = await open('lost');
      expect(lost.status).toBe(201);
      const token = lost.headers.get('ledger-token')!;
      await get('/v1/budgets', { 'ledger-min-token': token });
      script('crash');
      rmSync(join(dir, 'data'), { recursive: true });
      cpSync(join(folder, 'copy'), join(dir, 'data'), { recursive: true });
      script('again');
      expect((await open('new')).body).toMatchObject({
        status: 503,
        code: 'log-unavailable',
        detail: expect.stringContaining('budget-ledger log adopt'),
      });
      const adopted = await adoptLog(
        Config.of({ ...storesOf(service.data), LEDGER_LOG: connection }, { data: service.data }),
      );
      expect(adopted.epoch).toBe(2);
      let created = await open('new');
      await until('the service goes on', async () => {
        if (created.status !== 201) created = await open('new');
        return created.status === 201;
      });
      const now = created.headers.get('ledger-token')!;
      const listed = (await get('/v1/budgets', { 'ledger-min-token': now })).text;
      expect(listed).toContain('kept-2024-department');
      expect(listed).not.toContain('lost');
      expect((await get('/v1/budgets', { 'ledger-min-token': token })).body).toMatchObject({
        status: 410,
        code: 'epoch-changed',
      });
    } finally {
      await service.close();
    }
  });
});
