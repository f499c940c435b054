import { jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SERVICE_TEST_MS } from '../../test/support/timeouts.js';
import { withTimeout } from './with-timeout.js';

jest.setTimeout(SERVICE_TEST_MS);

const LOADER = new URL('../../test/support/typescript-loader.mjs', import.meta.url).href;
const ENDLESS = fileURLToPath(new URL('../../test/support/endless-child.ts', import.meta.url));

describe('A process that reads documents', () => {
  it('ends when its parent is killed, also in the midst of a document that takes for ever', async () => {
    const parent = spawn(
      'sh',
      ['-c', '"$0" "$@" & wait', process.execPath, '--import', LOADER, ENDLESS],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [pid] = (await once(createInterface(parent.stdout), 'line')) as [string];
    // Both hold it open, until they end.
    const closed = once(parent.stdout, 'close').then(() => true);
    parent.kill('SIGKILL');
    const hasEnded = await withTimeout(closed, SERVICE_TEST_MS / 2, () => false);
    if (!hasEnded) process.kill(Number(pid), 'SIGKILL');
    expect(hasEnded).toBe(true);
  });
});
