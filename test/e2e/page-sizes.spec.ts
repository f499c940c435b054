import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXPENDITURES } from '../../src/domain/values/line.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { BUDGET, clientOf, opening, running, type Running } from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

jest.setTimeout(SERVICE_TEST_MS);

/** What a page may weigh with all that it loads, as it is sent to a browser. */
const PAGE_BYTES_MAX = 150_000;
/** The same where it has a plot. */
const PLOTTED_BYTES_MAX = 400_000;
const LINES = 2_000;

/** Lines of one request. */
const CHUNK = 500;

describe('The pages of a budget of 2,000 lines', () => {
  let service: Running;
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    const lines = Array.from({ length: LINES / 4 }, (_, i) =>
      (['general', 'government-fund'] as const).flatMap((fund) =>
        EXPENDITURES.map((expenditure) => ({
          schedule: 'expenditure',
          fund,
          // Of 其他支出; most are in no list, which each raises a finding.
          function: String(2_290_001 + i),
          expenditure,
          name: `其他支出第 ${i + 1} 项`,
          amount: `${1_000_000 + i}.00`,
        })),
      ),
    ).flat();
    for (let at = 0; at < LINES; at += CHUNK) {
      const { status } = await post(
        `/v1/budgets/${BUDGET}/lines`,
        { lines: lines.slice(at, at + CHUNK) },
        { 'if-match': '*' },
      );
      expect(status).toBe(201);
    }
  });
  afterAll(() => service.close());

  /** A file as a browser gets it: its text, and the bytes that are sent for it. */
  const sent = (path: string): Promise<{ readonly bytes: number; readonly text: string }> =>
    new Promise((done, failed) => {
      const asked = request(
        `${service.address}${path}`,
        { headers: { 'accept-encoding': 'gzip, br' } },
        (answer) => {
          let bytes = 0;
          answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
          answer.on('end', () =>
            fetch(`${service.address}${path}`)
              .then((response) => response.text())
              .then((text) => done({ bytes, text }), failed),
          );
        },
      );
      asked.on('error', failed).end();
    });

  /** The files that a text names: the style sheet and scripts of a page, the scripts that a script loads. */
  const loadedBy = (text: string): readonly string[] =>
    [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"|from '\.\/([^']+)'/g)].map(
      ([, path, name]) => path ?? `/assets/${name}`,
    );

  /** The bytes of a page with all that it loads before a person does anything. */
  const weight = async (path: string): Promise<number> => {
    const seen = new Set([path]);
    let total = 0;
    for (const each of seen) {
      const { bytes, text } = await sent(each);
      total += bytes;
      for (const file of loadedBy(text)) seen.add(file);
    }
    return total;
  };

  itInEachStageOfCi.each([
    ['/', PAGE_BYTES_MAX],
    ['/imports', PAGE_BYTES_MAX],
    ['/totals', PLOTTED_BYTES_MAX],
    ['/amendments', PAGE_BYTES_MAX],
    ['/audit', PAGE_BYTES_MAX],
    ['/audit/exceptions', PAGE_BYTES_MAX],
    ['/changes', PAGE_BYTES_MAX],
    [`/budgets/${BUDGET}`, PAGE_BYTES_MAX],
    [`/budgets/${BUDGET}?table=3`, PAGE_BYTES_MAX],
    [`/budgets/${BUDGET}/lines`, PLOTTED_BYTES_MAX],
    [`/budgets/${BUDGET}/deltas`, PLOTTED_BYTES_MAX],
    [`/budgets/${BUDGET}/bridge`, PLOTTED_BYTES_MAX],
    [`/budgets/${BUDGET}/trail`, PAGE_BYTES_MAX],
    [`/budgets/${BUDGET}/findings`, PAGE_BYTES_MAX],
    [`/budgets/${BUDGET}/amendments`, PAGE_BYTES_MAX],
    [`/budgets/${BUDGET}/documents`, PAGE_BYTES_MAX],
  ])('%s weighs at most %i bytes with all that it loads', async (path, most) => {
    const bytes = await weight(path);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(most);
  });

  itInEachStageOfCi(
    'the import page weighs no more than one with a plot when it has loaded pdf.js',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'ledger-pdf-'));
      execFileSync(process.execPath, ['tools/pdf-for-pages.mjs', folder]);
      const sizes = ['pdf.min.mjs.br', 'pdf.worker.min.mjs.br'].map(
        (name) => statSync(join(folder, name)).size,
      );
      const total = sizes.reduce((sum, size) => sum + size, await weight('/imports'));
      expect(total).toBeLessThanOrEqual(PLOTTED_BYTES_MAX);
      await rm(folder, { recursive: true });
    },
  );
});
