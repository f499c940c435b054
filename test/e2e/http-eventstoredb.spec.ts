import { readFile } from 'node:fs/promises';
import { EventStoreDbStandIn } from '../support/eventstoredb-stand-in.js';
import { clientOf, running, type Running } from './http-service.js';
import { itInCi } from '../support/it-in-ci.js';

/** More bytes than a server accepts in one append: the reasons are very long. */
const LARGE_CHARACTERS = 48_000;

describe('A service with its log on EventStoreDB', () => {
  let standIn: EventStoreDbStandIn | undefined;
  let service: Running;
  beforeAll(async () => {
    const server = process.env['LEDGER_TEST_ESDB'];
    if (!server) standIn = await EventStoreDbStandIn.start();
    service = await running(standIn && { LEDGER_LOG: standIn.connection });
  });
  afterAll(async () => {
    await service.close();
    await standIn?.stop();
  });

  itInCi(
    'refuses a document that is larger than one append, with both sizes, and records nothing of it',
    async () => {
      const { get, post } = clientOf(service);
      const sample = await readFile(
        new URL('../../samples/baoshan-2022-unit.md', import.meta.url),
        'utf8',
      );
      const large = sample.replaceAll('主要原因是', `主要原因是${'长'.repeat(LARGE_CHARACTERS)}`);
      const preview = await post('/v1/imports?file=large.md', large, {
        'content-type': 'application/octet-stream',
      });
      expect(preview.status).toBe(201);
      const refused = await post(`/v1/imports/${preview.body['id']}/commit`, {});
      expect(refused.body).toMatchObject({
        status: 413,
        code: 'document-too-large',
        detail: expect.stringMatching(/^The change has \d{7} bytes, .* accepts 1048576 at once/),
      });
      expect((await get('/v1/changes?follow=false')).text).toBe('');
    },
  );
});
