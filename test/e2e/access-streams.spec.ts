import { jest } from '@jest/globals';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { request, type ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AUDIENCE, identityProvider, type IdentityProvider } from '../support/identity-provider.js';
import { until } from '../support/until.js';
import { answerOf, opening, running, type Answer, type Running } from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { itInCi, itInEachStageOfCi } from '../support/it-in-ci.js';

jest.setTimeout(SERVICE_TEST_MS);

const ORIGIN = 'https://pages.example';

let provider: IdentityProvider;
let folder: string;
let service: Running;

/** Replaces the policy as an editor does: the service never reads half of it. */
const allow = async (rules: readonly object[]): Promise<void> => {
  const written = join(folder, 'policy.new');
  await writeFile(written, JSON.stringify({ rules: [], access: rules }));
  await rename(written, join(folder, 'policy.json'));
};
const RULES = [
  { when: { groups: 'readers' }, role: 'subscriber', agencies: ['wenhua'] },
  { when: { groups: 'clerks' }, role: 'clerk' },
  { when: { groups: 'auditors' }, role: 'auditor' },
];

/** Restores the policy, and waits until it holds. Each time another subject asks, so that no limit is reached. */
const allowAgain = async (): Promise<void> => {
  await allow(RULES);
  await until('the policy holds again', async () => {
    const sub = crypto.randomUUID();
    const statuses = await Promise.all(
      [['clerks'], ['readers']].map(async (groups) => {
        const path =
          groups[0] === 'clerks' ? '/v1/budgets' : '/v1/changes?follow=false&agency=wenhua';
        const answer = await ask(path, await provider.signed({ sub, groups }));
        await answer.text();
        return answer.status;
      }),
    );
    return statuses.every((status) => status === 200);
  });
};

const ask = (path: string, token: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${service.address}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...(init.headers as object) },
  });
const post = async (path: string, token: string, body: unknown): Promise<Answer> =>
  answerOf(
    await ask(path, token, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    }),
  );
/** Between two requests of one caller, so that they stay fewer than those of a minute, in ms. */
const PAUSE_MS = 300;

/** A document that cannot be read: 422 where it is let in. */
const upload = async (token: string): Promise<Answer> =>
  answerOf(await ask('/v1/imports?file=none.pdf', token, { method: 'POST', body: 'no document' }));

/** Held uploads that the service has answered, which it does at once only to refuse one. */
const answered = new WeakSet<ClientRequest>();

/** An upload of so many bytes, of which the last never come. */
const heldUpload = async (token: string, bytes: number): Promise<ClientRequest> => {
  const sent = request(`${service.address}/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-length': bytes },
  });
  // It is destroyed, or the service has refused it.
  sent.on('error', () => undefined);
  sent.on('response', () => answered.add(sent));
  sent.write('%PDF-1.7');
  const [socket] = (await once(sent, 'socket')) as [Socket];
  if (socket.connecting) await once(socket, 'connect');
  return sent;
};

/** Holds these uploads, each a token and its bytes, until `another` is refused. One that came while `another` was there is sent again. */
const heldUntilFull = async (
  uploads: readonly (readonly [string, number])[],
  another: () => Promise<Answer>,
): Promise<{ readonly held: ClientRequest[]; readonly refused: Answer }> => {
  const held: ClientRequest[] = [];
  let refused: Answer | undefined;
  await until('another upload is refused', async () => {
    for (const [i, [token, bytes]] of uploads.entries())
      if (held[i] === undefined || answered.has(held[i])) held[i] = await heldUpload(token, bytes);
    await setTimeout(PAUSE_MS);
    refused = await another();
    return refused.status === 429;
  });
  return { held, refused: refused! };
};

interface Change {
  readonly data: { readonly policy: string };
}
const SSE = { headers: { accept: 'text/event-stream' } };

beforeAll(async () => {
  provider = await identityProvider([
    { id: 'reader', groups: ['readers'] },
    { id: 'clerk', groups: ['clerks'] },
  ]);
  folder = await mkdtemp(join(tmpdir(), 'ledger-streams-'));
  await allow(RULES);
  service = await running({
    LEDGER_AUTH: `oidc:${provider.issuer}`,
    LEDGER_AUDIENCE: AUDIENCE,
    LEDGER_POLICY: join(folder, 'policy.json'),
    LEDGER_CORS: ORIGIN,
    LEDGER_REQUESTS_PER_MINUTE: '300',
  });
  const clerk = await provider.token('clerk');
  for (const agency of ['wenhua', 'jiaoyu']) await post('/v1/budgets', clerk, opening(agency));
});
afterAll(async () => {
  await service.close();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

describe('A stream of changes whose reader is authenticated', () => {
  it('has live what the reader may see, and nothing else', async () => {
    const stream = await ask('/v1/changes', await provider.token('reader'));
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const clerk = await provider.token('clerk');
    const year = (agency: string) => post('/v1/budgets', clerk, opening(agency, 2025));
    await year('jiaoyu');
    await year('wenhua');
    let text = '';
    while (!text.includes('wenhua-2025')) text += (await reader.read()).value!;
    expect(text).not.toContain('jiaoyu');
    await reader.cancel();
  });

  itInEachStageOfCi('ends with a frame when the token expires', async () => {
    const exp = Math.floor(Date.now() / 1000) + 2;
    const token = await provider.signed({ sub: 'reader', groups: ['readers'], exp });
    const text = await (await ask('/v1/changes', token, SSE)).text();
    expect(text).toMatch(/event: denied\nid: e1-\d{20}\ndata: \{.*"code":"token-invalid".*\}\n\n$/);
  });

  itInCi(
    'is cut when the token expires where the format has no frames, so that it does not look complete',
    async () => {
      const exp = Math.floor(Date.now() / 1000) + 2;
      const token = await provider.signed({ sub: 'reader', groups: ['readers'], exp });
      const stream = await ask('/v1/changes', token);
      await expect(stream.text()).rejects.toThrow();
    },
  );

  it('ends with a frame when the policy takes something away, and the next one has what is left', async () => {
    const token = await provider.token('reader');
    const stream = await ask('/v1/changes', token, SSE);
    await allow([{ when: { groups: 'readers' }, role: 'subscriber', agencies: ['jiaoyu'] }]);
    expect(await stream.text()).toMatch(/event: denied\n.*\ndata: .*"code":"forbidden".*\n\n$/);
    const next = await (await ask('/v1/changes?follow=false', token)).text();
    expect(next).toContain('jiaoyu');
    expect(next).not.toContain('wenhua');
    await allowAgain();
  });

  it('of an auditor of everything has each change of the policy as an event', async () => {
    await allow([...RULES, { when: { groups: 'auditors' }, role: 'auditor' }]);
    const recorded = async (): Promise<readonly Change[]> => {
      const token = await provider.signed({ sub: crypto.randomUUID(), groups: ['auditors'] });
      const text = await (await ask('/v1/changes?follow=false&type=PolicyChanged', token)).text();
      return text
        .split('\n')
        .filter((each) => each.startsWith('{"position"'))
        .map((each) => JSON.parse(each) as Change);
    };
    let changes: readonly Change[] = [];
    await until('the change is recorded', async () => {
      changes = await recorded();
      return changes.at(-1)?.data.policy.includes('auditors') === true;
    });
    expect(changes.at(-1)).toMatchObject({
      stream: 'policy-bureau',
      budget: null,
      actor: 'ledger',
      authenticated: false,
      data: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    await allowAgain();
    const reader = await ask('/v1/changes?follow=false', await provider.token('reader'));
    expect(await reader.text()).not.toContain('policy');
  });

  itInEachStageOfCi(
    'goes on under the policy from before when the file cannot be used, which is reported',
    async () => {
      const stream = await ask('/v1/changes', await provider.token('reader'));
      await writeFile(join(folder, 'policy.json'), '{');
      // The open stream looks at the policy.
      await until('the file is reported', () =>
        service.logged.some((line) => line.includes('The policy from before holds')),
      );
      expect((await ask('/v1/changes?follow=false', await provider.token('reader'))).status).toBe(
        200,
      );
      await stream.body!.cancel();
      await allowAgain();
    },
  );
});

describe('The limits of one caller', () => {
  it('are 16 streams at once: the next is refused with Retry-After, and let in when one has ended', async () => {
    const token = await provider.token('clerk');
    const streams = await Promise.all(
      Array.from({ length: 16 }, () => ask('/v1/changes', token, SSE)),
    );
    expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 200));
    const refused = await answerOf(await ask('/v1/changes', token));
    expect(refused.body['code']).toBe('too-many-requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // Another caller is not affected.
    const other = await ask('/v1/changes', await provider.token('reader'));
    expect(other.status).toBe(200);
    for (const { body } of [...streams, other]) await body!.cancel();
    await until('a stream has ended', async () => {
      // Fewer than the requests of a minute.
      await setTimeout(200);
      const again = await ask('/v1/changes', token);
      await again.body!.cancel();
      return again.status === 200;
    });
  });

  it('are 4 uploads at once: the next is refused with Retry-After, and let in when one has ended', async () => {
    const token = await provider.signed({ sub: 'uploader', groups: ['clerks'] });
    const { held, refused } = await heldUntilFull(
      Array.from({ length: 4 }, () => [token, 1_000]),
      () => upload(token),
    );
    expect(refused.body['code']).toBe('too-many-requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // Another caller is not affected.
    const other = await provider.signed({ sub: 'another-uploader', groups: ['clerks'] });
    expect((await upload(other)).status).toBe(422);
    held.pop()!.destroy();
    await until('one has ended', async () => {
      await setTimeout(PAUSE_MS);
      return (await upload(token)).status === 422;
    });
    for (const each of held) each.destroy();
  });

  itInEachStageOfCi(
    'are shared in bytes: 16 of the largest uploads wait at once, whoever sends them',
    async () => {
      const tokens = await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map((sub) => provider.signed({ sub, groups: ['clerks'] })),
      );
      const { held } = await heldUntilFull(
        Array.from({ length: 16 }, (_, i) => [tokens[Math.floor(i / 4)]!, 20 * 1024 * 1024]),
        () => upload(tokens[4]!),
      );
      for (const each of held) each.destroy();
      await until('they have ended', async () => {
        await setTimeout(PAUSE_MS);
        return (await upload(tokens[4]!)).status === 422;
      });
    },
  );

  itInEachStageOfCi(
    'are one verification at a time, of all callers: the others get 429 with Retry-After, and later their turn',
    async () => {
      // More than the log reads at once.
      const lines = Array.from({ length: 2_500 }, (_, i) => ({
        schedule: 'project',
        project: `项目${i}`,
        source: 'fiscal-appropriation',
        name: `项目${i}`,
        amount: '1.00',
      }));
      const key = crypto.randomUUID();
      const entering = async () =>
        ask('/v1/budgets/wenhua-2024-department/lines', await provider.token('clerk'), {
          method: 'POST',
          body: JSON.stringify({ lines }),
          headers: { 'content-type': 'application/json', 'idempotency-key': key, 'if-match': '*' },
        });
      // A busy server may not answer an append of this size in time.
      await until('the lines are entered', async () => (await entering()).status === 201);
      const verify = async (): Promise<Answer> =>
        answerOf(
          await ask(
            '/v1/audit/verify',
            await provider.signed({ sub: crypto.randomUUID(), groups: ['auditors'] }),
          ),
        );
      await until('two have met', async () => {
        const answers = await Promise.all(Array.from({ length: 4 }, verify));
        expect(answers.some(({ status }) => status === 200)).toBe(true);
        const refused = answers.find(({ status }) => status !== 200);
        if (refused === undefined) return false;
        expect([refused.status, refused.body['code']]).toEqual([429, 'too-many-requests']);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
        return true;
      });
      await until('it is free', async () => (await verify()).status === 200);
    },
  );

  itInEachStageOfCi('are the requests of a minute', async () => {
    const token = await provider.signed({ sub: 'hasty', groups: ['clerks'] });
    let answer: Response;
    let asked = 0;
    do {
      answer = await ask('/v1/budgets', token);
      await answer.text();
      asked += 1;
    } while (answer.status === 200);
    expect([answer.status, asked]).toEqual([429, 301]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('/v1/budgets', await provider.token('clerk'))).status).not.toBe(401);
  });
});

describe('The answers to browsers', () => {
  it('have headers that close them, also on streams', async () => {
    const token = await provider.token('reader');
    for (const path of ['/healthz', '/v1/nothing', '/v1/changes?follow=false']) {
      const { headers } = await ask(path, token);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
    }
    const { headers } = await fetch(`${service.address}/docs/`);
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';/);
  });

  it('may be read by the pages of a named origin, and by no other', async () => {
    const from = async (origin: string, method = 'GET'): Promise<Response> =>
      fetch(`${service.address}/healthz`, { method, headers: { origin } });
    const allowed = async (origin: string, method?: string) =>
      (await from(origin, method)).headers.get('access-control-allow-origin');
    expect(await allowed(ORIGIN)).toBe(ORIGIN);
    expect(await allowed('https://elsewhere.example')).toBeNull();
    expect((await from(ORIGIN, 'OPTIONS')).status).toBe(204);
    expect((await from('https://elsewhere.example', 'OPTIONS')).status).toBe(405);
  });
});
