import { ServerCredentials } from '@grpc/grpc-js';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbEventLog } from '../../src/log/eventstoredb/eventstoredb-event-log.js';
import { EventStoreDbStandIn } from '../support/eventstoredb-stand-in.js';
import { collect, eventsOf } from '../support/log-events.js';
import { cases } from '../support/rounds.js';

/** A key and a certificate of this machine; false where there is no openssl. */
const makeCertificate = (key: string, certificate: string): boolean => {
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  return (
    spawnSync('openssl', [...request, ...names, '-keyout', key, '-out', certificate]).status === 0
  );
};

const folder = mkdtempSync(join(tmpdir(), 'credentials-'));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
const describeWithTls = makeCertificate(key, certificate) ? describe : describe.skip;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// gRPC sends credentials over TLS only.
describeWithTls('A call to EventStoreDB over TLS', () => {
  it.each(
    cases(1, [
      {
        credentials: 'clerk:a/b@c@',
        authorization: `Basic ${Buffer.from('clerk:a/b@c').toString('base64')}`,
      },
      { credentials: '', authorization: undefined },
    ]),
  )('has the authorization $authorization', async ({ credentials, authorization }) => {
    const pair = { private_key: readFileSync(key), cert_chain: readFileSync(certificate) };
    const server = await EventStoreDbStandIn.start(
      undefined,
      ServerCredentials.createSsl(null, [pair]),
    );
    const log = EventStoreDbEventLog.open({
      connection: `esdb://${credentials}${server.address}?tls=true&tlsCAFile=${certificate}`,
    });
    try {
      await log.append('budget-a-2023-unit', 'any', eventsOf(1));
      await collect(log.readAll());
      await collect(log.readStream('budget-a-2023-unit'));
      const stop = new AbortController();
      for await (const _ of log.follow(0n, stop.signal)) stop.abort();
      expect(server.asked.subscriptions).toBe(1);
      expect([...server.authorizations]).toEqual([authorization]);
    } finally {
      await log.close();
      await server.stop();
    }
  });
});
