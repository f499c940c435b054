import { jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { AmendmentAnswer } from '../../src/amendments/amendments.answer.js';
import type { FindingAnswer } from '../../src/findings/findings.answer.js';
import type { TrailAnswer } from '../../src/budgets/reports/trail.answer.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { transferInTransit } from '../support/transfer-in-transit.js';
import { SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
import { BUDGET, clientOf, item, line, opening, running, type Running } from './http-service.js';

jest.setTimeout(SERVICE_TEST_MS);

/** The pages that have a position. */
const WITH_POSITION =
  /^\/(?:$|budgets\/|amendments(?:\/|$)|totals$|compare$|audit(?:\/(?!verification)|$)|changes$|search$|documents\/)/;

/** How many pages are walked at most. */
const PAGES_MAX = 400;

describe('The pages as of a position', () => {
  let service: Running;
  let department = '';
  let document = '';
  let finding = '';
  let amendment = '';
  beforeAll(async () => {
    service = await running();
    const { get, post } = clientOf(service);
    for (const file of [SAMPLE_2022, SAMPLE_2023]) {
      const { body } = await post(
        `/v1/imports?file=${encodeURIComponent(file)}`,
        await readFile(file),
        { 'content-type': 'application/octet-stream', 'idempotency-key': null },
      );
      const committed = await post(`/v1/imports/${body['id']}/commit`, '', {
        'content-type': null,
      });
      department = committed.body['budget']!;
      document = committed.body['sha256']!;
    }
    const { body } = await get(`/v1/budgets/${department}/findings`);
    finding = (body as unknown as readonly FindingAnswer[]).find(
      (each) => each.document === document,
    )!.id;
    await post('/v1/budgets', opening());
    await post(
      `/v1/budgets/${BUDGET}/lines`,
      { lines: [line('100.00', item(1)), line('100.00', item(2))] },
      { 'if-match': '*' },
    );
    await approved();
    amendment = await proposed();
    await service.restart(async () => {
      await transferInTransit(service.data);
    });
  });
  afterAll(() => service.close());

  const proposed = async (): Promise<string> => {
    const { body } = await clientOf(service).post(
      `/v1/budgets/${BUDGET}/amendments`,
      {
        kind: 'supplement',
        reason: '年中追加',
        changes: [{ function: item(1), expenditure: 'basic', economic: '30201', amount: '5.00' }],
      },
      { 'if-match': '*' },
    );
    return body['amendment']!['id']!;
  };
  const approved = async (id?: string): Promise<void> => {
    const { status } = await clientOf(service).post(
      `/v1/budgets/${BUDGET}/amendments/${id ?? (await proposed())}/approve`,
      { authority: { number: '宝财预〔2024〕15号' }, approvedOn: '2024-06-15' },
      { 'if-match': '*', 'ledger-actor': 'wang' },
    );
    expect(status).toBe(200);
  };

  /** What a page says, without the way to the newest; its links as addresses. */
  const page = async (path: string) => {
    const response = await fetch(`${service.address}${path}`);
    const html = await response.text();
    const isOld = html.includes('data-newer');
    const main = html
      .slice(html.indexOf('<main'), html.indexOf('</main>'))
      .replace(/<p class="notice" data-newer="">.*?<\/p>/s, '');
    return {
      status: response.status,
      isOld,
      main,
      links: [...main.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href]) =>
        href!.replaceAll('&amp;', '&'),
      ),
      /** The heading, the facts and the tables. */
      content: main
        .match(/<(h1|dl|table)\b.*?<\/\1>/gs)!
        .map((each) => each.replaceAll(/ href="[^"]*"/g, '')),
      permanent: /data-permanent[^>]* href="([^"]*)"/.exec(main)?.[1]!.replaceAll('&amp;', '&'),
    };
  };

  /** One of each kind of page. */
  const paths = (): readonly string[] => [
    '/',
    ...[
      '',
      '/lines',
      '/deltas',
      '/bridge',
      '/trail',
      '/findings',
      '/amendments',
      '/executions',
      '/documents',
    ].flatMap((part) => [`/budgets/${department}${part}`, `/budgets/${BUDGET}${part}`]),
    `/budgets/${department}/trail?table=3&row=total&column=total`,
    `/budgets/${BUDGET}/trail?line=${item(1)}`,
    '/amendments?status=all',
    `/amendments/${amendment}`,
    '/totals?year=2023&by=agency',
    '/totals?year=2024',
    `/compare?a=${department}&b=${BUDGET}`,
    '/audit/changes',
    '/audit/late',
    '/audit/exceptions',
    '/audit/in-transit',
    '/changes',
    '/search?q=wenhua',
    '/search?q=%E5%B9%B4%E4%B8%AD',
    `/documents/${document}?finding=${finding}&budget=${department}`,
  ];
  const at = (path: string, position: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}position=${position}`;

  it('lead to what stood then: every link to a page that has a position carries it', async () => {
    const [, position] = /position=(\d+)/.exec((await page('/')).permanent!)!;
    const walked = new Set<string>();
    const wrong: string[] = [];
    let found = paths().map((path) => at(path, position!));
    while (found.length > 0 && walked.size < PAGES_MAX) {
      const next: string[] = [];
      for (const path of found.slice(0, PAGES_MAX - walked.size)) {
        walked.add(path);
        const { status, links } = await page(path);
        if (status !== 200) wrong.push(`${path} is ${status}`);
        for (const href of links) {
          const url = new URL(href, `${service.address}${path}`);
          if (url.origin !== service.address || !WITH_POSITION.test(url.pathname)) continue;
          const kept = url.searchParams.get('position');
          const own = new URL(path, service.address).searchParams.get('position');
          // The changes before those of a page are at an earlier position.
          const isKept = url.pathname === '/changes' ? Number(kept) <= Number(own) : kept === own;
          if (!isKept) wrong.push(`${href} on ${path}`);
          const target = `${url.pathname}${url.search}`;
          if (!walked.has(target)) next.push(target);
        }
      }
      found = [...new Set(next)];
    }
    expect(wrong).toEqual([]);
    expect(walked.size).toBeGreaterThan(paths().length * 2);
  });

  it('say at the position of their permanent links what they said, whatever is recorded later', async () => {
    const { get, post } = clientOf(service);
    const shown = new Map<string, Awaited<ReturnType<typeof page>>>();
    for (const path of paths()) {
      const now = await page(path);
      // The newest changes are a stream: its address has no position.
      const permanent =
        now.permanent ?? /href="(\/changes\?[^"]*position=\d+)">固定链接/.exec(now.main)![1]!;
      const again = await page(permanent);
      expect([path, again.content, again.isOld]).toEqual([path, now.content, false]);
      shown.set(permanent, again);
    }
    const ifMatch = { 'if-match': '*' };
    await approved();
    await approved(amendment);
    await post(
      `/v1/budgets/${department}/findings/${finding}/resolve`,
      { decision: 'known-slip', reason: '核对' },
      ifMatch,
    );
    const { entries } = (await get(`/v1/budgets/${department}/trail`))
      .body as unknown as TrailAnswer;
    const entered = entries.find(({ type }) => type === 'LineEntered')!;
    await post(
      `/v1/budgets/${department}/corrections`,
      { corrects: entered.id, to: '1.00', reason: '更正' },
      ifMatch,
    );
    await post(
      `/v1/budgets/${BUDGET}/executions`,
      {
        asOf: '2024-06-30',
        status: 'provisional',
        figures: [{ function: item(1), amount: '7.00' }],
      },
      ifMatch,
    );
    await post(
      '/v1/agencies/wenhua/rename',
      { name: '文旅局', effectiveOn: '2020-01-01' },
      ifMatch,
    );
    const inTransit = (await get('/v1/audit/in-transit')).body as unknown as readonly {
      readonly from: string;
      readonly amendment: string;
    }[];
    await post(
      `/v1/budgets/${inTransit[0]!.from}/amendments/${inTransit[0]!.amendment}/return`,
      { reason: '退回' },
      ifMatch,
    );
    for (const [permanent, before] of shown) {
      const { content, status } = await page(permanent);
      expect([permanent, status, content]).toEqual([permanent, 200, before.content]);
    }
    const { body } = await get(`/v1/amendments/${amendment}`);
    expect((body as unknown as AmendmentAnswer).status).toBe('approved');
    // What has changed says so, and is decided no more on a page of before.
    const old = [...shown.keys()].find((path) => path.startsWith(`/amendments/${amendment}`))!;
    const { main, isOld } = await page(old);
    expect(isOld).toBe(true);
    expect(main).not.toContain('data-post');
  });
});
