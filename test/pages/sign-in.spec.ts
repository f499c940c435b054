import { jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { clientOf, line, opening, running, BUDGET, type Running } from '../e2e/http-service.js';
import {
  AUDIENCE,
  identityProvider,
  SIGN_IN,
  type IdentityProvider,
} from '../support/identity-provider.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { browserPath, launch } from './browser.js';
import { itInCi } from '../support/it-in-ci.js';

jest.setTimeout(SERVICE_TEST_MS);

const describeInBrowser = browserPath === undefined ? describe.skip : describe;

describeInBrowser('In a browser, where people sign in', () => {
  let provider: IdentityProvider;
  let folder: string;
  let service: Running;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    provider = await identityProvider([
      { id: 'zhang', name: '张三', groups: ['clerks'] },
      { id: 'li', name: '李四', groups: ['approvers'] },
      { id: 'wang', name: '王五', groups: ['readers'] },
      { id: 'platform', name: '数据平台', groups: ['subscribers'] },
    ]);
    folder = await mkdtemp(join(tmpdir(), 'ledger-journey-'));
    const policy = join(folder, 'policy.json');
    const access = ['clerk', 'approver', 'reader', 'subscriber'].map((role) => ({
      when: { groups: `${role}s` },
      role,
    }));
    await writeFile(policy, JSON.stringify({ rules: [], access }));
    service = await running({
      LEDGER_AUTH: `oidc:${provider.issuer}`,
      LEDGER_AUDIENCE: AUDIENCE,
      LEDGER_POLICY: policy,
      ...SIGN_IN,
    });
    provider.signInAt(service.address);
    const headers = {
      authorization: `Bearer ${await provider.token('zhang')}`,
      'ledger-actor': null,
      'if-match': '*',
    };
    const { post } = clientOf(service);
    await post('/v1/budgets', opening(), headers);
    const lines = [{ ...line('1000.00'), expenditure: 'project' }];
    await post(`/v1/budgets/${BUDGET}/lines`, { lines }, headers);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await service.close();
    await provider.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A browser of its own, in which a person opens a page and signs in. */
  const signedIn = async (person: string, path: string): Promise<Page> => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    contexts.push(context);
    // The provider's own pages load a typeface from elsewhere.
    await context.route(/googleapis/, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`${service.address}${path}`);
    await page.fill('[name=login]', person);
    await page.fill('[name=password]', 'any');
    await page.click('[type=submit]');
    await page.click('[type=submit]');
    await page.waitForURL((url) => url.href.startsWith(`${service.address}${path}`));
    return page;
  };

  itInCi(
    'one person proposes, another approves, each under the own name and without typing it; then they sign out',
    async () => {
      const clerk = await signedIn('zhang', `/budgets/${BUDGET}/amendments`);
      expect(await clerk.locator('.person').innerText()).toContain('张三');
      expect(await clerk.locator('[data-actor]').count()).toBe(0);
      const [key] = await clerk.$$eval('#lines-of-budget option', (options) =>
        options.map((each) => each.getAttribute('value')!),
      );
      await clerk.fill('[name=reason]', '年中追加');
      await clerk.fill('[name="line.0"]', key!);
      await clerk.fill('[name="amount.0"]', '10.00');
      await clerk.click('form[data-preview] button:not([type])');
      await clerk.locator('tbody a[href^="/amendments/"]').click();
      await clerk.locator('form[data-post$="/withdraw"]').waitFor();
      // What only another role may do is not shown.
      expect(await clerk.locator('form[data-post$="/approve"]').count()).toBe(0);
      expect(await clerk.locator('header nav a').allInnerTexts()).toEqual([
        '预算',
        '导入',
        '调整',
        '汇总',
        '对比',
        '变更流',
      ]);

      const approver = await signedIn('li', new URL(clerk.url()).pathname);
      expect(await approver.locator('form[data-post$="/withdraw"]').count()).toBe(0);
      expect(await approver.locator('header nav a[href="/imports"]').count()).toBe(0);
      const approval = approver.locator('form[data-post$="/approve"]');
      await approval.locator('[name="authority.number"]').fill('宝财预〔2024〕12号');
      await approval.locator('[name=approvedOn]').fill('2024-06-01');
      await approval.locator('button').click();
      await approval.waitFor({ state: 'detached' });
      const shown = await approver.locator('main').innerText();
      expect(shown).toContain('zhang');
      expect(shown).toContain('li');

      await approver.click('.person button');
      await approver.locator('a[href="/sign-in"]').waitFor();
      const cookies = await approver.context().cookies(service.address);
      expect(cookies.filter(({ name }) => name === 'ledger-session')).toEqual([]);
    },
  );

  itInCi(
    'a page that is not for a role says so in words, with the way to those that are',
    async () => {
      const clerk = await signedIn('zhang', '/audit');
      expect(await clerk.locator('main [role=alert]').innerText()).toBe(
        '您的角色均无“审计”权限：角色由维护本账本策略的人员授予。',
      );
      expect(await clerk.locator('.person').innerText()).toContain('张三');
      await clerk.click('header nav a[href="/imports"]');
      await clerk.locator('form[data-import]').waitFor();
    },
  );

  itInCi('a reader sees every part of a budget, and nothing that records', async () => {
    const reader = await signedIn('wang', '/');
    const errors: string[] = [];
    reader.on('pageerror', (error) => errors.push(error.message));
    for (const part of [
      '',
      '/lines',
      '/deltas',
      '/bridge',
      '/trail',
      '/findings',
      '/amendments',
      '/documents',
    ]) {
      await reader.goto(`${service.address}/budgets/${BUDGET}${part}`);
      await reader.locator('.tabs').waitFor();
      expect([part, await reader.locator('form[data-post]').count()]).toEqual([part, 0]);
    }
    expect(errors).toEqual([]);
  });

  itInCi('who follows changes alone is led nowhere else', async () => {
    const page = await signedIn('platform', '/changes');
    await page.locator('[data-changes] tr').first().waitFor();
    expect(await page.locator('[data-changes] a[href]').count()).toBe(0);
    expect(await page.locator('header nav a').allInnerTexts()).toEqual(['变更流']);
    expect(await page.locator('[role=search]').count()).toBe(0);
  });

  itInCi('no script and no storage of the browser has the session', async () => {
    const page = await signedIn('zhang', '/');
    const [session] = (await page.context().cookies(service.address)).filter(
      ({ name }) => name === 'ledger-session',
    );
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toBe('{}');
  });
});
