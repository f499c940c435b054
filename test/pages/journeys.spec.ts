import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page, Route } from 'playwright-core';
import { SAMPLE_2022, SAMPLE_2023 } from '../e2e/cli-harness.js';
import { line, running, type Running } from '../e2e/http-service.js';
import { itInCi } from '../support/it-in-ci.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { browserPath, launch } from './browser.js';

jest.setTimeout(SERVICE_TEST_MS);

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PUBLISHED = resolve('test/documents/linjiang-sanitation-2024-unit/source.pdf');
const UNBALANCED = resolve('test/documents/linjiang-subdistrict-2025-department/source.pdf');
const describeInBrowser = browserPath === undefined ? describe.skip : describe;

describeInBrowser('In a browser', () => {
  let service: Running;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  const elsewhere: string[] = [];

  beforeAll(async () => {
    service = await running();
    browser = await launch();
    const context = await browser.newContext({
      locale: 'zh-CN',
      viewport: { width: 1280, height: 900 },
    });
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d|ERR_FAILED/.test(message.text()))
        errors.push(`${message.text()} ${message.location().url}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(service.address) && !/^(?:data|blob):/.test(request.url()))
        elsewhere.push(request.url());
    });
  });
  afterAll(async () => {
    await browser.close();
    await service.close();
  });

  const visit = (path: string) => page.goto(`${service.address}${path}`);
  /** Drops files and folders of the machine on an element, as a person does. */
  const dropOn = async (selector: string, files: readonly string[]): Promise<void> => {
    const { x, y } = (await page.locator(selector).boundingBox())!;
    const session = await page.context().newCDPSession(page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', {
        type,
        x: x + 5,
        y: y + 5,
        data: { items: [], files: [...files], dragOperationsMask: 1 },
      });
    await session.detach();
  };
  /** The paths of the budgets in the list, the first first. */
  const budgets = async (): Promise<readonly string[]> => {
    await visit('/');
    return page.$$eval('tbody tr td:first-child a', (links) =>
      links.map((link) => link.getAttribute('href')!),
    );
  };

  it('a clerk drops documents, sees what was read and found, and records them in one go', async () => {
    await visit('/imports');
    await page.fill('[data-actor]', '李');
    await page.setInputFiles('[name=files]', [SAMPLE_2022, SAMPLE_2023]);
    await page.locator('[data-commit]').nth(1).waitFor();
    const ranks = ['severity-error', 'severity-warning', 'severity-info'];
    const needs = page.locator('[data-needs] li');
    expect(await needs.allInnerTexts()).toEqual([
      expect.stringContaining('未入账 · 未处理: 2 错误'),
      expect.stringContaining('未入账 · 未处理: '),
    ]);
    const weights = await page
      .locator('[data-imports] section')
      .nth(1)
      .locator('summary')
      .evaluateAll((summaries) => summaries.map((each) => each.className));
    expect(weights).toEqual(weights.toSorted((a, b) => ranks.indexOf(a) - ranks.indexOf(b)));
    expect(new Set(weights).size).toBeGreaterThan(1);
    // Each is decided beside the page as published, or left open.
    const finding = (rule: string) =>
      page.locator('[data-imports] section').first().locator('details', { hasText: rule });
    const misprint = finding('SUM-CLASS');
    expect(await misprint.locator('summary').innerText()).toMatch(
      /^错误 [^A-Z]+ 类等于各款之和 · SUM-CLASS$/,
    );
    await misprint.locator('summary').click();
    await misprint.locator('select').selectOption('accept-expected');
    await page.locator('[data-commit]').first().click();
    // A decision has a reason; without it nothing is recorded.
    expect(await misprint.locator('input:invalid').count()).toBe(1);
    expect(await page.locator('[data-commit]').count()).toBe(2);
    await misprint.locator('[name=reason]').fill('印刷漏位');
    await page.click('[data-commit-all]');
    await page.waitForFunction(() => document.querySelector('[data-commit]') === null);
    await needs.locator('a[href^="/budgets/"]').nth(1).waitFor();
    expect(await needs.allInnerTexts()).toEqual([
      '上海市宝山区城市运行管理中心 2022 · 未处理: 1 错误',
      expect.stringMatching(/^上海市宝山区城市运行管理中心 2023 · 未处理: \d+ 错误/),
    ]);
    await needs.locator('a').first().click();
    expect(await page.locator('main').innerText()).toContain('以应有数为准，已更正 — 印刷漏位');
    expect(await page.locator('form[data-post]').count()).toBe(1);
    expect(await budgets()).toHaveLength(2);
  });

  itInCi.each([
    ['a PDF', 'linjiang-sanitation-2024-unit/source.pdf'],
    ['a workbook', 'linjiang-statistics-2023-unit/source.xlsx'],
    ['a Word document', 'linjiang-justice-2024-department/source.docx'],
    ['a CSV', 'linjiang-community-2024-department/source.csv'],
  ])(
    '%s is shown beside its tables as they were read, where a cell leads to its place',
    async (_, file) => {
      await visit('/imports');
      await page.fill('[data-actor]', '李');
      await page.setInputFiles('[name=files]', [resolve('test/documents', file)]);
      // Each table of the form, and the lines that were read of them.
      await page.locator('[data-choose=lines]').waitFor();
      expect(await page.locator('[data-choose]').count()).toBeGreaterThanOrEqual(10);
      await page.click('[data-choose="3"]');
      const table = page.locator('[data-table="3"] table');
      expect(await table.locator('thead th').allInnerTexts()).toEqual([
        '编码',
        '项目',
        '合计',
        '基本支出',
        '项目支出',
      ]);
      const spots = page.locator('.original .spot');
      /** Where the figure of a cell is marked. */
      const markedOf = async (row: number, column: string) => {
        await spots.evaluateAll((before) => before.forEach((spot) => spot.remove()));
        const cell = table.locator(`[data-cell="${row} ${column}"] [data-place]`);
        await cell.click();
        await spots.first().waitFor();
        expect(await spots.count()).toBe(1);
        expect(await table.locator('td.noted').count()).toBe(1);
        const printed = await spots.innerText();
        if (!file.endsWith('.pdf'))
          expect(Number(printed.replaceAll(',', ''))).toBe(
            Number((await cell.innerText()).replaceAll(',', '')),
          );
        return spots.evaluate((spot) => ({
          left: spot.getBoundingClientRect().left,
          row:
            spot.closest<HTMLElement>('[data-line]')?.dataset['line'] ??
            (spot as HTMLElement).style.top,
        }));
      };
      // The first row prints one amount twice: as the total and as basic expenditure.
      const [total, basic] = [await markedOf(1, 'total'), await markedOf(1, 'basic')];
      expect(basic.left).toBeGreaterThan(total.left);
      expect(basic.row).toBe(total.row);
      expect((await markedOf(2, 'total')).row).not.toBe(total.row);
    },
  );

  itInCi.each([
    ['zh', '下一页', '第 6 页，共'],
    ['en', 'Next page', 'Page 6 of'],
  ])(
    'the tables of a file follow the page that is shown, and the arrows lead through their figures: %s',
    async (lang, next, where) => {
      await visit(`/imports?lang=${lang}`);
      await page.fill('[data-actor]', '李');
      await page.setInputFiles('[name=files]', [PUBLISHED]);
      await page.locator('[data-choose=lines]').waitFor();
      await page.click('[data-choose="3"]');
      await page.locator('.original .turning', { hasText: '5' }).waitFor();
      await page.click(`.original button:text-is("${next}")`);
      await page.locator('.original .turning', { hasText: where }).waitFor();
      const chosen = page.locator('[data-choose][aria-pressed=true]');
      expect(await chosen.getAttribute('data-choose')).toBe('4');
      // The list of all lines is of no page: it stays.
      await page.click('[data-choose=lines]');
      await page.click(`.original button:text-is("${next}")`);
      expect(await chosen.getAttribute('data-choose')).toBe('lines');
      await page.click('[data-choose="3"]');
      const first = page.locator('[data-table="3"] [data-place]').first();
      await first.focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
      const focused = page.locator(':focus');
      expect(
        await focused.evaluate((figure) => figure.closest('td')!.getAttribute('data-cell')),
      ).toBe('2 basic');
      await page.keyboard.press('Enter');
      await page.locator('.original .spot').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      for (const width of [390, 640]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.context().clearCookies();
    },
  );

  itInCi.each([
    ['a PDF', UNBALANCED],
    ['Markdown', resolve(SAMPLE_2022)],
  ])('a finding marks all its figures in the tables and on the page: %s', async (_, file) => {
    await visit('/imports');
    await page.fill('[data-actor]', '李');
    await page.setInputFiles('[name=files]', [file]);
    const finding = page.locator('[data-imports] details').first();
    await finding.locator('summary').click();
    await page.locator('.original .spot').nth(1).waitFor();
    const places = await finding.locator('p button.link').count();
    expect(places).toBeGreaterThan(1);
    expect(await page.locator('.original .spot').count()).toBe(places);
    const cells = page.locator('[data-table] td.noted');
    expect(await cells.count()).toBe(places);
    await cells.first().waitFor();
  });

  itInCi.each([
    ['a PDF', PUBLISHED],
    ['Markdown', resolve(SAMPLE_2022)],
  ])('the place of a figure scrolls into view in a narrow window: %s', async (_, file) => {
    await page.setViewportSize({ width: 720, height: 700 });
    await visit('/imports');
    await page.fill('[data-actor]', '李');
    await page.setInputFiles('[name=files]', [file]);
    await page.locator('[data-choose=lines]').waitFor();
    await page.click('[data-choose=lines]');
    const figures = page.locator('[data-table=lines] [data-place]');
    for (const i of [9, 5]) {
      await figures.nth(i).click();
      const isInView = (spot: Element): boolean => {
        const [inner, outer] = [spot, spot.closest('.sheet')!].map((each) =>
          each.getBoundingClientRect(),
        );
        return (
          inner!.left >= outer!.left &&
          inner!.right <= outer!.right &&
          inner!.top >= outer!.top &&
          inner!.bottom <= outer!.bottom
        );
      };
      await page.waitForTimeout(300);
      expect(await page.locator('.original .spot').first().evaluate(isInView)).toBe(true);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  itInCi('files that are dropped before the name of who records them wait for it', async () => {
    await visit('/imports');
    await page.fill('[data-actor]', '');
    await page.setInputFiles('[name=files]', [
      resolve('test/documents/linjiang-welfare-2023-unit/source.xlsx'),
    ]);
    expect(await page.locator('[data-imports] section').count()).toBe(0);
    await page.fill('[data-actor]', '李');
    await page.locator('[name=publishedOn]').focus();
    await page.locator('[data-choose=lines]').click();
    const read = page.locator('[data-table=lines]');
    const sources = await read.locator('td:first-child').allInnerTexts();
    expect(sources.filter((text) => text.endsWith(' 事业收入')).length).toBeGreaterThan(0);
    expect(sources.filter((text) => text.endsWith(' 机关运行经费'))).toEqual([]);
  });

  it('lines of one name are told apart, and words of a finding are no figures', async () => {
    const [, second] = await budgets();
    for (const [path, columns] of [
      ['/lines', 4],
      ['/bridge', 1],
    ] as const) {
      await visit(`${second}${path}`);
      const names = await page.$$eval(
        '#figures .scroll table',
        (tables, count) =>
          tables.flatMap((table, i) =>
            [...table.querySelectorAll('tbody tr')].map((row) =>
              [i, ...[...row.children].slice(0, count).map((cell) => cell.textContent)].join(' '),
            ),
          ),
        columns,
      );
      expect(names.length).toBeGreaterThan(1);
      expect(new Set(names).size).toBe(names.length);
    }
    await visit('/search?q=30101');
    expect(await page.locator('#main li').first().innerText()).toMatch(
      /科目 基本工资 · 人员经费 · 30101 · 上海市宝山区城市运行管理中心 202[23] /,
    );
    await visit(`${second}/findings`);
    const text = await page.locator('#main').innerText();
    expect(text).toMatch(/列示 302\d* 办公/);
    expect(text).not.toMatch(/\d,\d{3} [一-龥]*费|，差 元|blank/);
  });

  itInCi('a figure that is printed twice on one page is marked in its own row', async () => {
    await visit('/imports');
    await page.fill('[data-actor]', '李');
    await page.setInputFiles('[name=files]', [PUBLISHED]);
    await page.locator('[data-choose=lines]').click();
    const figures = page.locator('[data-table=lines] [data-place]');
    const twice = await figures.evaluateAll((buttons) => {
      const texts = buttons.map((each) => each.textContent);
      return texts.flatMap((text, i) => (texts.indexOf(text) === texts.lastIndexOf(text) ? [] : i));
    });
    const spots = page.locator('.original .spot');
    const marked: string[] = [];
    for (const i of twice.slice(0, 6)) {
      await spots.evaluateAll((before) => before.forEach((spot) => spot.remove()));
      await figures.nth(i).click();
      await spots.first().waitFor();
      expect(await spots.count()).toBe(1);
      marked.push((await spots.getAttribute('style'))!);
    }
    expect(new Set(marked).size).toBe(6);
  });

  itInCi(
    'twenty documents are recorded in one go, with one list of what needs a person',
    async () => {
      const own = await running();
      const other = await browser.newPage();
      try {
        other.setDefaultTimeout(SERVICE_TEST_MS);
        const text = readFileSync(SAMPLE_2022, 'utf8');
        await other.goto(`${own.address}/imports`);
        await other.fill('[data-actor]', '李');
        await other.setInputFiles('[name=files]', [
          ...Array.from({ length: 20 }, (_, i) => ({
            name: `${2001 + i}.md`,
            mimeType: 'text/markdown',
            // Every document of an agency of its own.
            buffer: Buffer.from(
              text.replaceAll('城市运行管理中心', `城市运行管理中心第${i + 1}分部`),
            ),
          })),
          { name: 'hello.md', mimeType: 'text/markdown', buffer: Buffer.from('hello') },
        ]);
        await other.locator('[data-imports] section.error').waitFor();
        expect(await other.locator('[data-commit]').count()).toBe(20);
        await other.click('[data-commit-all]');
        await other.waitForFunction(
          () => document.querySelectorAll('[data-needs] a[href^="/budgets/"]').length === 20,
        );
        expect(await other.locator('[data-needs] li').count()).toBe(21);
        expect(await other.locator('[data-needs]').innerText()).toContain('hello.md');
        await other.goto(`${own.address}/`);
        expect(await other.locator('tbody tr').count()).toBe(20);
      } finally {
        await other.close();
        await own.close();
      }
    },
  );

  itInCi('a folder is dropped: every file below it is read or named with the reason', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ledger-folder-'));
    try {
      await mkdir(join(folder, 'budgets/2022/pictures'), { recursive: true });
      await copyFile(SAMPLE_2022, join(folder, 'budgets/2022/budget.md'));
      await writeFile(join(folder, 'budgets/2022/empty.txt'), '');
      const png = Buffer.from('89504e470d0a1a0a', 'hex');
      await writeFile(join(folder, 'budgets/2022/pictures/seal.png'), png);
      await writeFile(join(folder, 'budgets/film.pdf'), '');
      await truncate(join(folder, 'budgets/film.pdf'), 33 * 1024 * 1024);
      await visit('/imports?lang=en');
      await page.fill('[data-actor]', '李');
      await dropOn('.drop', [join(folder, 'budgets')]);
      const failed = page.locator('[data-imports] section.error');
      await failed.nth(2).waitFor();
      expect(await failed.allInnerTexts()).toEqual([
        expect.stringMatching(/^budgets\/2022\/empty.txt\s.*is empty/s),
        expect.stringMatching(/^budgets\/2022\/pictures\/seal.png\s.*is a PNG image/s),
        expect.stringMatching(/^budgets\/film.pdf\s.*may have \d+ MiB at most/s),
      ]);
      expect(await page.locator('[data-imports] h2').allInnerTexts()).toEqual(
        expect.arrayContaining(['budgets/2022/budget.md']),
      );
      expect(await page.locator('[data-progress]').innerText()).toContain('4 / 4');
      expect(await faultsOf(page)).toEqual([]);
      expect(await unmarkedOf(page)).toEqual([]);
      // The same by the field for a folder.
      await visit('/imports?lang=zh');
      await page.setInputFiles('[name=folder]', join(folder, 'budgets'));
      await failed.nth(2).waitFor();
      expect(await page.locator('[data-progress]').innerText()).toContain('4 / 4');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  itInCi('a preview says what the document changes in the budget of the year after', async () => {
    const own = await running();
    const other = await browser.newPage();
    try {
      await other.goto(`${own.address}/imports`);
      await other.fill('[data-actor]', '李');
      await other.setInputFiles('[name=files]', [SAMPLE_2023]);
      await other.click('[data-commit]');
      await other.locator('[data-imports] a').waitFor();
      await other.setInputFiles('[name=files]', [SAMPLE_2022]);
      const elsewhere = other.locator('section.elsewhere');
      await elsewhere.waitFor();
      await elsewhere
        .locator('h3', { hasText: '在其他预算中： 上海市宝山区城市运行管理中心 2023 部门预算' })
        .waitFor();
      expect(await elsewhere.innerText()).toContain('NARR-REASON');
      expect(await faultsOf(other)).toEqual([]);
    } finally {
      await other.close();
      await own.close();
    }
  });

  it('a figure leads in two clicks to where it is printed', async () => {
    const [, second] = await budgets();
    await visit(`${second}?table=3`);
    await page.click('#figures tbody td a[href*="/trail?line="]');
    const printed = page.locator('.timeline li a[href^="/documents/"] + span').first();
    const [, text] = /“(.*)”/.exec(await printed.innerText())!;
    await page.click('.timeline a[href^="/documents/"]');
    expect(page.url()).toContain('/documents/');
    const marks = page.locator('#published .noted mark');
    await marks.first().waitFor();
    expect(await marks.allInnerTexts()).toContain(text);
    await page.goBack();
    expect(page.url()).toContain('/trail?');
  });

  itInCi(
    'a sum leads in two clicks to where it is printed, and to the lines that it adds up',
    async () => {
      const [, second] = await budgets();
      await visit(`${second}?table=3`);
      const sum = page.locator('#figures tr.total td.figure a').first();
      const amount = await sum.innerText();
      await sum.click();
      const line = page.locator('table td a[href*="line="]').first();
      await line.waitFor();
      await page.click('.timeline a[href^="/documents/"]');
      const marks = page.locator('#published .noted mark');
      await marks.first().waitFor();
      expect((await marks.allInnerTexts()).map((text) => text.replaceAll(',', ''))).toContain(
        amount.replaceAll(',', ''),
      );
      await page.goBack();
      await line.click();
      await page.locator('.timeline li').first().waitFor();
    },
  );

  itInCi('a transfer names its receiving budget as the field offers it', async () => {
    const [first] = await budgets();
    await visit(`${first}/amendments`);
    const form = page.locator('form[data-preview]');
    await form.locator('[data-actor]').fill('张三');
    await form.locator('[name=reason]').fill('结转');
    await form.locator('[name=to]').fill('上海市宝山区城市运行管理中心 2023 部门预算');
    await form.locator('[name="line.0"]').fill('2120199');
    await form.locator('[name="amount.0"]').fill('1.00');
    const refused = form.locator('output[role=status].negative');
    await refused.waitFor();
    expect(await refused.innerText()).toContain(
      '追加不转给其他预算：只有结转和划转（调剂给其他单位）才填写转入预算。',
    );
    // An error in place of a table is said, and the table is asked for again.
    const tables = '**/v1/budgets/*/tables/*';
    await page.route(tables, (route) =>
      route.fulfill({ status: 429, json: { title: '服务忙', detail: '请稍后再试。' } }),
    );
    await form.locator('[name=kind]').selectOption('carry-forward');
    await form.locator('[name="amount.0"]').fill('-2.00');
    await refused.filter({ hasText: '服务忙：请稍后再试。' }).waitFor();
    await page.unroute(tables);
    // The preview has the lines and the tables of both budgets.
    await form.locator('[name="amount.0"]').fill('-1.00');
    const captions = page.locator('[data-preview-of] caption', {
      hasText: '上海市宝山区城市运行管理中心 2023 部门预算 · 表3',
    });
    await captions.first().waitFor();
    expect(await page.locator('[data-preview-of] caption', { hasText: '变动的明细' }).count()).toBe(
      2,
    );
  });

  itInCi('an amendment is previewed, proposed by one person and approved by another', async () => {
    const [, second] = await budgets();
    await visit(`${second}/amendments`);
    const form = page.locator('form[data-preview]');
    await form.locator('[data-actor]').fill('张三');
    await form.locator('[name=reason]').fill('年中追加');
    const line = form.locator('[name="line.0"]');
    await line.fill('2120199');
    expect(await line.evaluate((field: HTMLInputElement) => field.validity.valid)).toBe(true);
    // A code alone may be of a new line, which is basic or project expenditure.
    const expenditure = form.locator('[name="expenditure.0"]');
    await line.fill('2010301');
    await expenditure.selectOption('basic');
    await form.locator('[name="economic.0"]').fill('30201');
    await form.locator('[name="amount.0"]').fill('500.00');
    const legs = page.locator('[data-preview-of] table').first();
    await legs.waitFor();
    expect(await legs.innerText()).toMatch(/基本支出 · 2010301/);
    await form.locator('[name="economic.0"]').fill('');
    await form.locator('[name="amount.0"]').fill('');
    await line.fill('社区管理事务支出 · 基本');
    await line.blur();
    expect(await line.inputValue()).toBe('其他城乡社区管理事务支出 · 基本支出 · 2120199');
    expect(await expenditure.isVisible()).toBe(false);
    // An amount that is none is said while it is filled in; where all lines are filled in, there is one more.
    await form.locator('[name="amount.0"]').fill('1万');
    expect(await form.locator('[data-headroom="line.0"]').innerText()).toContain('须是数字');
    await form.locator('[name="amount.0"]').fill('');
    const rows = form.locator('fieldset');
    expect(await rows.count()).toBe(4);
    await form.locator('[name="line.3"]').fill('2120199');
    expect(await rows.count()).toBe(5);
    expect(await rows.nth(4).locator('legend').innerText()).toBe('第 5 行');
    expect(await rows.nth(4).locator('[name="line.4"]').inputValue()).toBe('');
    await form.locator('[name="line.3"]').fill('');
    await line.fill('没有这个科目');
    await line.blur();
    expect(await line.evaluate((field: HTMLInputElement) => field.validationMessage)).toContain(
      '没有这个科目',
    );
    await line.fill('其他城乡社区管理事务支出 · 项目支出 · 2120199');
    // A refusal calls the line by its name, and has separators.
    await form.locator('[name=kind]').selectOption('rescission');
    await form.locator('[name="amount.0"]').fill('-6,000,000.00');
    const refused = form.locator('output[role=status].negative');
    await refused.waitFor();
    expect(await refused.innerText()).toMatch(
      /其他城乡社区管理事务支出 · 项目支出 · 2120199 现为 572,500.00：变动 -6,000,000.00/,
    );
    await form.locator('[name=kind]').selectOption('supplement');
    // It is tried while it is filled in: without a click.
    await form.locator('[name="amount.0"]').fill('1,000.00');
    const preview = page.locator('[data-preview-of]');
    await preview.locator('td', { hasText: '573,500.00' }).first().waitFor();
    expect(await form.locator('[data-headroom="line.0"]').innerText()).toBe(
      '调整预算 572,500.00 · 可调减 572,500.00 · 调整后 573,500.00',
    );
    const moved = await preview.innerText();
    expect(moved).toContain('+1,000.00');
    expect(moved).toContain('批准：由提出人以外的人办理。');
    expect(moved).toMatch(/212 城乡社区支出\s+项目支出\s+572,500.00\s+573,500.00/);
    expect(moved).not.toContain('210 卫生健康支出');
    // Each table has the title that its document prints.
    expect(moved).toMatch(/表3 .*部门支出预算总表 · 单位：元/);
    await form.locator('button:not([type])').click();
    await page.locator('tbody a[href^="/amendments/"]').waitFor();

    await visit('/amendments');
    expect(await page.locator('tbody').innerText()).toMatch(
      /上海市宝山区城市运行管理中心 2023 部门预算/,
    );
    await page.click('tbody a[href^="/amendments/"]');
    const approval = page.locator('form[data-post$="/approve"]');
    const approve = async (actor: string): Promise<void> => {
      await approval.locator('[name="authority.number"]').fill('宝财预〔2023〕12号');
      await approval.locator('[name=approvedOn]').fill('2023-06-01');
      await approval.locator('[data-actor]').fill(actor);
      await approval.locator('button').click();
    };
    await approve('张三');
    await approval.locator('output:not(:empty)').waitFor();
    await approve('李四');
    await approval.waitFor({ state: 'detached' });
    expect(await page.locator('main').innerText()).toContain('李四');
    await visit(`${second}/bridge`);
    expect(await page.locator('#figures').innerText()).toContain('1,000.00');
  });

  itInCi(
    'a slider moves all figures without a reload, and the address asks the same again',
    async () => {
      const [, second] = await budgets();
      await visit(`${second}?table=3`);
      await page.evaluate(() => Object.assign(window, { isSame: true }));
      const before = await page.locator('#figures').innerText();
      const cards = page.locator('#figures .facts');
      const cardsBefore = await cards.innerText();
      const known = page.locator('input[type=range]').nth(1);
      await known.focus();
      await known.press('Home');
      await page.waitForURL(/recorded=/);
      await page.waitForFunction(
        (text) => (document.querySelector('#figures') as HTMLElement).innerText !== text,
        before,
      );
      expect(await page.evaluate(() => 'isSame' in window)).toBe(true);
      const moved = await page.locator('#figures').innerText();
      // So do the totals at the head of the budget.
      expect(await cards.innerText()).not.toBe(cardsBefore);
      await page.reload();
      expect(await page.locator('#figures').innerText()).toBe(moved);
      // Each finished step is one that Back undoes, however many places the slider was drawn over.
      const isShown = (text: string) =>
        page.waitForFunction(
          (wanted) => document.querySelector<HTMLElement>('#figures')?.innerText === wanted,
          text,
        );
      const day = page.locator('[name=effective]');
      await page.locator('input[type=range]').first().focus();
      await page.keyboard.press('ArrowLeft');
      await page.waitForURL(/effective=/);
      await page.goBack();
      await isShown(moved);
      expect(await day.inputValue()).toBe('');
      await page.goBack();
      await isShown(before);
      expect(await page.locator('[name=recorded]').inputValue()).toBe('');
      const slider = (await page.locator('input[type=range]').first().boundingBox())!;
      const middle = slider.y + slider.height / 2;
      await page.mouse.move(slider.x + slider.width - 8, middle);
      await page.mouse.down();
      await page.mouse.move(slider.x + slider.width / 2, middle, { steps: 8 });
      await page.waitForURL(/effective=/);
      await page.mouse.up();
      await page.goBack();
      await isShown(before);
      expect(page.url().replace(/&position=\d+$/, '')).toBe(`${service.address}${second}?table=3`);
    },
  );

  itInCi.each([
    ['zh', '服务没有应答', '以下仍是先前的数字'],
    ['en', 'The service does not answer', 'still those of before'],
  ])(
    'a slider says above the figures when the service is away, and what an error is: %s',
    async (lang, away, stale) => {
      const [, second] = await budgets();
      await visit(`${second}?table=3&lang=${lang}`);
      const slider = page.locator('input[type=range]').first();
      const notice = page.locator('#figures [role=alert]');
      await page.route('**/budgets/**', (route) => route.abort());
      await slider.focus();
      await slider.press('ArrowLeft');
      await notice.filter({ hasText: away }).filter({ hasText: stale }).waitFor();
      await page.unroute('**/budgets/**');
      await page.route('**/budgets/**', (route) =>
        route.continue({ url: `${service.address}/budgets/nobody-2023-unit?lang=${lang}` }),
      );
      await slider.press('ArrowLeft');
      await notice.filter({ hasText: 'nobody-2023-unit' }).filter({ hasText: stale }).waitFor();
      expect(await notice.count()).toBe(1);
      expect(await faultsOf(page)).toEqual([]);
      await page.unroute('**/budgets/**');
      await slider.press('ArrowLeft');
      await notice.waitFor({ state: 'detached' });
      await page.context().clearCookies();
    },
  );

  itInCi('a figure is corrected where its trail stands, and what was spent is pasted', async () => {
    const [, second] = await budgets();
    await visit(`${second}/trail?line=2120199`);
    const entry = page.locator('.timeline li', {
      hasText: '基本支出',
      has: page.locator('details'),
    });
    await entry.locator('summary').click();
    await entry.locator('[name=to]').fill('4000000.00');
    await entry.locator('[name=reason]').fill('印刷错误');
    await entry.locator('button').click();
    await page.locator('.timeline li', { hasText: '印刷错误' }).waitFor();
    // A correction that was wrong is corrected at the same figure.
    await entry.locator('summary').click();
    await entry.locator('[name=to]').fill('5,699,975.68');
    await entry.locator('[name=reason]').fill('复原');
    await entry.locator('button').click();
    await page.locator('.timeline li', { hasText: '复原' }).waitFor();
    // So is a figure of the document that states no line, where the whole trail stands.
    await visit(`${second}/trail`);
    const claims = page.locator('.timeline li', { hasText: '文件列示的合计' });
    expect(await claims.locator('details').count()).toBeGreaterThan(0);
    await visit(`${second}/executions`);
    await page.fill('[name=asOf]', '2023-06-30');
    await page.fill('[name=figures]', '2120199\t1,234,567.89\n21201\t3');
    await page.click('form[data-post$="/executions"] button');
    await page.getByText(/此行不是七位编码在前.*未登记：21201/).waitFor();
    // Of three amounts the first is the sum of the others, or it is not known what they are.
    await page.fill('[name=figures]', '2120199\t事务支出\t100.00\t60.00\t30.00');
    await page.click('form[data-post$="/executions"] button');
    await page.getByText(/未登记：2120199/).waitFor();
    await page.fill('[name=figures]', '科目\t金额\n2120199\t1,234,567.89');
    await page.click('form[data-post$="/executions"] button');
    // What was spent leads from the head of the budget to its record.
    const spent = page.locator('dd', { hasText: '1,234,567.89' });
    await spent.waitFor();
    await visit(`${second}/bridge`);
    for (const figure of [
      spent.locator('a'),
      page.locator('#figures tr.total a', { hasText: '1,234,567.89' }),
    ])
      expect(await figure.getAttribute('href')).toContain(`${second}/executions`);
    await spent.locator('a').click();
    expect(await page.locator('#figures tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/^2120199\t.*\t1,234,567.89\t2023-06-30\t执行中\t20.*\t\S+$/),
      expect.stringContaining('合计'),
    ]);
    expect(await faultsOf(page)).toEqual([]);
    // Pasted once more, by basic and project expenditure: it counts in the rows of the bridge, and not twice.
    await page.fill('[name=asOf]', '2023-07-31');
    await page.fill(
      '[name=figures]',
      '编码\t名称\t合计\t基本支出\t项目支出\n2120199\t事务支出\t1,300,000.50\t1,200,000.50\t100,000.00',
    );
    await page.click('form[data-post$="/executions"] button');
    await page.locator('dd', { hasText: '1,300,000.50' }).waitFor();
    await visit(`${second}/bridge`);
    expect(await page.locator('#figures tr', { hasText: '2120199' }).allInnerTexts()).toEqual([
      expect.stringMatching(/基本支出.*\t1,200,000\.50$/),
      expect.stringMatching(/项目支出.*\t100,000\.00$/),
    ]);
  });

  itInCi(
    'the address bar answers the same for ever, and says where more has been recorded',
    async () => {
      const [first, second] = await budgets();
      const [a, b] = [first, second].map((path) => path!.split('/').pop()!);
      const places = [
        `${second}`,
        `${second}/deltas`,
        `${second}/findings`,
        `${second}/amendments`,
        `${second}/executions`,
        `${second}/documents`,
        '/totals?year=2023',
        `/compare?a=${a}&b=${b}`,
        '/',
        '/amendments?status=all',
        '/audit/exceptions',
        '/audit/in-transit',
      ];
      /** What the page shows, without what can be done there. */
      const shown = () =>
        page.locator('main :is(.facts, table, section)').evaluateAll((elements) =>
          elements.map((element) => {
            const copy = element.cloneNode(true) as Element;
            for (const part of copy.querySelectorAll('form, .tool')) part.remove();
            return copy.textContent;
          }),
        );
      const kept: { readonly url: string; readonly texts: readonly string[] }[] = [];
      const newer = page.locator('[data-newer]');
      for (const place of places) {
        await visit(place);
        await page.waitForURL(/[?&]position=\d+/);
        kept.push({ url: page.url(), texts: await shown() });
        await page.reload();
        expect(await newer.count()).toBe(0);
      }
      // Links of the page lead on to the newest, and the page to what it has recorded itself.
      await visit(`${second}/trail?line=2120199`);
      await page.waitForURL(/[?&]position=\d+/);
      const trail = page.url();
      const correction = page
        .locator('main details', { has: page.locator('form[data-post$="/corrections"]') })
        .first();
      await correction.locator('summary').click();
      await correction.locator('[data-actor]').fill('李');
      await correction.locator('[name=to]').fill('12,345.67');
      await correction.locator('[name=reason]').fill('链接之后的更正');
      await correction.locator('button').click();
      await page.locator('.timeline li', { hasText: '链接之后的更正' }).first().waitFor();
      expect(await newer.count()).toBe(0);
      // An amendment is proposed, a finding decided, and more is spent: lists of what is open say so, and not of then.
      const post = async (path: string, data: object) => {
        const answer = await page.request.post(`${service.address}/v1${second}${path}`, {
          headers: {
            'ledger-actor': 'wang',
            'idempotency-key': crypto.randomUUID(),
            'if-match': '*',
          },
          data,
        });
        expect(answer.ok()).toBe(true);
      };
      await post('/amendments', {
        kind: 'supplement',
        reason: '链接之后',
        changes: [{ function: '2120199', expenditure: 'project', amount: '3.00' }],
      });
      const findings = await page.request.get(`${service.address}/v1${second}/findings`);
      const [open] = ((await findings.json()) as { id: string; status: string }[]).filter(
        ({ status }) => status === 'open',
      );
      await post(`/findings/${open!.id}/resolve`, { decision: 'known-slip', reason: '笔误' });
      await post('/executions', {
        asOf: '2023-09-30',
        status: 'provisional',
        figures: [{ function: '2120199', amount: '2000000.00' }],
      });
      for (const { url, texts } of [...kept, { url: trail, texts: [] }]) {
        await page.goto(url);
        expect(page.url()).toBe(url);
        expect(await newer.innerText()).toContain('此后又有登记');
        if (url !== trail) expect([url, await shown()]).toEqual([url, texts]);
        await newer.locator('a').click();
        await page.waitForURL((to) => to.href !== url);
        expect(await newer.count()).toBe(0);
      }
      await page.goBack();
      expect(page.url()).toBe(trail);
      expect(await page.locator('main').innerText()).not.toContain('链接之后的更正');
    },
  );

  itInCi.each(['deltas', 'bridge', 'lines'])(
    'the plot of %s is saved as a picture',
    async (part) => {
      const [, second] = await budgets();
      await visit(`${second}/${part}`);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('[data-png]').first().click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.png$/);
      const bytes = readFileSync(await download.path());
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      // Twice the width of the plot.
      expect(bytes.readUInt32BE(16)).toBe(2_000);
      expect(bytes.length).toBeGreaterThan(5_000);
    },
  );

  itInCi.each(['/deltas', '/bridge', '/lines'])(
    'the figures of the plot of %s are saved as a table is',
    async (part) => {
      const [, second] = await budgets();
      await visit(`${second}${part}`);
      const figures = page.locator('figure details').first();
      await figures.locator('summary').click();
      const [name, amount] = await figures
        .locator('tbody tr')
        .first()
        .locator('td')
        .allInnerTexts();
      for (const format of ['CSV', 'XLSX', 'PDF', 'PNG']) {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          figures.locator('caption button', { hasText: format }).click(),
        ]);
        const bytes = readFileSync(await download.path());
        expect(bytes.length).toBeGreaterThan(50);
        if (format === 'CSV')
          expect(bytes.toString()).toContain(
            `${name},${amount!.replaceAll(',', '').replace('−', '-')}\r\n`,
          );
      }
    },
  );

  itInCi(
    'two budgets stand side by side, under their names, with what is new and gone',
    async () => {
      await visit('/compare');
      for (const [name, year] of [
        ['a', 2022],
        ['b', 2023],
      ] as const) {
        const option = page.locator(
          `#budgets option[value^="上海市宝山区城市运行管理中心 ${year}"]`,
        );
        await page.fill(`[name=${name}]`, (await option.first().getAttribute('value'))!);
      }
      await page.click('main form button');
      expect(await page.inputValue('[name=b]')).toBe('上海市宝山区城市运行管理中心 2023 部门预算');
      const table = (await page.locator('main table').allInnerTexts()).join('\n');
      expect(table).toContain('上海市宝山区城市运行管理中心 2022');
      expect(table).toContain('上海市宝山区城市运行管理中心 2023');
      expect(table).toMatch(/其他城乡社区管理事务支出 · 基本支出 · 2120199/);
      expect(await page.locator('main tr.noted').count()).toBeGreaterThan(0);
      expect(await faultsOf(page)).toEqual([]);
    },
  );

  itInCi.each(['en', 'zh'])(
    'a telephone shows names in columns of some width, and tables scroll in their own region: %s',
    async (lang) => {
      const [first, second] = await budgets();
      const [a, b] = [first, second].map((path) => path!.split('/').pop()!);
      // Its rows are in cells: it is a file of Markdown.
      await visit(`${first}/documents`);
      const published = await page
        .locator('main a[href^="/documents/"]')
        .first()
        .getAttribute('href');
      await page.setViewportSize({ width: 390, height: 800 });
      const narrow: string[] = [];
      for (const path of [
        `${second}/lines?`,
        `${second}/bridge?`,
        `${second}/deltas?`,
        `${second}?table=3&`,
        '/totals?year=2023&',
        `/compare?a=${a}&b=${b}&`,
        `${published}${published!.includes('?') ? '&' : '?'}`,
      ]) {
        await visit(`${path}lang=${lang}`);
        const widths = await page
          .locator('main .scroll :is(td.name, td.text)')
          .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
        expect([path, widths.length > 0]).toEqual([path, true]);
        if (Math.min(...widths) < 110) narrow.push(`${path} ${Math.min(...widths)}`);
        // A plot has the width of the page, its texts are within it, and are as large as those of a wide one.
        const plots = page.locator('figure svg:visible');
        expect(await plots.count()).toBe(/\/(?:lines|bridge|deltas|totals)\?/.test(path) ? 1 : 0);
        for (const plot of await plots.all())
          expect(
            await plot.evaluate((svg: SVGSVGElement) => {
              const { left, right, width } = svg.getBoundingClientRect();
              const texts = [...svg.querySelectorAll('text')].map((text) =>
                text.getBoundingClientRect(),
              );
              return {
                isOnPage: left >= 0 && right <= innerWidth,
                hasTexts: texts.length > 0,
                isWhole: texts.every((text) => text.left >= left - 1 && text.right <= right + 1),
                isLegible: width / svg.viewBox.baseVal.width > 0.9,
              };
            }),
          ).toEqual({ isOnPage: true, hasTexts: true, isWhole: true, isLegible: true });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
      expect(narrow).toEqual([]);
    },
  );

  itInCi('every table is saved as CSV, its figures without separators', async () => {
    const [, second] = await budgets();
    for (const [path, expected] of [
      ['/', /^\uFEFF.*\r\n上海市宝山区城市运行管理中心/],
      [`${second}?table=3`, /\r\n,合计,\d+\.\d\d,/],
      ['/totals', /\r\n/],
    ] as const) {
      await visit(path);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('caption button:visible', { hasText: 'CSV' }).first().click(),
      ]);
      expect(readFileSync(await download.path(), 'utf8')).toMatch(expected);
    }
  });

  itInCi('every table is saved as XLSX, PDF and PNG', async () => {
    const [, second] = await budgets();
    for (const path of [`${second}?table=3`, '/', `${second}/lines`, '/totals']) {
      await visit(path);
      for (const [format, beginning] of [
        ['XLSX', 'PK'],
        ['PDF', '%PDF-1.7'],
        ['PNG', '\u0089PNG'],
      ] as const) {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.locator('caption button:visible', { hasText: format }).first().click(),
        ]);
        expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${format.toLowerCase()}$`));
        const bytes = readFileSync(await download.path());
        expect(bytes.toString('latin1', 0, beginning.length)).toBe(beginning);
        expect(bytes.length).toBeGreaterThan(3_000);
      }
    }
  });

  itInCi('a finding is decided where it stands', async () => {
    const [, second] = await budgets();
    await visit(`${second}/findings`);
    const open = await page.locator('form[data-post]').count();
    const form = page.locator('form[data-post]').first();
    await form.locator('[name=reason]').fill('以公开文件为准');
    await form.locator('button').click();
    await page.waitForFunction(
      (before) => document.querySelectorAll('form[data-post]').length < before,
      open,
    );
  });

  itInCi.each([
    { lang: 'zh', words: ['全部完好', '证明了什么', '未能证明', '最新检查点'] },
    { lang: 'en', words: ['All intact', 'What this proves', 'Not proven', 'Newest checkpoint'] },
  ])(
    'an auditor verifies the ledger, sees how far it is, and what it proves: $lang',
    async ({ lang, words }) => {
      await visit(`/audit/verification?lang=${lang}`);
      const key = /budget-ledger\/\S+\+[0-9a-f]{8}\+\S+/;
      expect(await page.locator('main').innerText()).toMatch(key);
      await page.focus('main form button');
      await page.keyboard.press('Enter');
      const verified = page.locator('[data-verified=true]');
      await verified.waitFor();
      expect(await page.locator('.running > p > progress').count()).toBeGreaterThan(0);
      const text = await verified.innerText();
      for (const each of words) expect(text).toContain(each);
      expect(text).toMatch(key);
      expect(await faultsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 800 });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      await page.setViewportSize({ width: 1280, height: 900 });
      expect(width).toBeLessThanOrEqual(390);
      await page.context().clearCookies({ name: 'ledger-lang' });
    },
  );

  itInCi('an auditor takes a budget home as it stands on the page, with its proof', async () => {
    const [, second] = await budgets();
    await visit(`${second}?table=3&effective=2023-03-31`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('#figures a[href^="/v1/proof/bundles/"]'),
    ]);
    expect(download.suggestedFilename()).toBe(`${second!.split('/').pop()}.zip`);
    const bundle = unzipSync(readFileSync(await download.path()));
    const { asOf } = JSON.parse(strFromU8(bundle['bundle.json']!)) as {
      readonly asOf: Readonly<Record<string, string>>;
    };
    const link = await page.locator('[data-permanent]').getAttribute('href');
    expect(asOf['effective']).toBe('2023-03-31');
    // That of its last event by then.
    expect(Number(asOf['position'])).toBeLessThanOrEqual(Number(/position=(\d+)/.exec(link!)![1]));
    expect(await page.locator('#figures').innerText()).toContain('生效截至 2023-03-31。');
    // What is printed has the figures and what they are of, and nothing to press.
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('form:visible, button:visible, .pages:visible').count()).toBe(0);
    await page.emulateMedia({ media: null });
    // Away from the ledger it is verified by the command that the page names.
    await visit('/audit/verification');
    const [node, program, zip, ...more] = (
      await page.locator('main code', { hasText: '--key' }).innerText()
    ).split(' ');
    expect([node, zip]).toEqual(['node', 'BUDGET.zip']);
    const folder = await mkdtemp(join(tmpdir(), 'ledger-bundle-'));
    try {
      await copyFile(await download.path(), join(folder, 'BUDGET.zip'));
      for (const path of ['/v1/proof/verifier', '/v1/proof/key']) {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.click(`main a[href="${path}"]`),
        ]);
        await copyFile(await file.path(), join(folder, file.suggestedFilename()));
      }
      const verified = spawnSync(process.execPath, [program!, zip!, ...more], { cwd: folder });
      expect([verified.status, String(verified.stdout)]).toEqual([
        0,
        expect.stringContaining('Everything holds.'),
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  itInCi('the changes arrive as they are recorded', async () => {
    const [, second] = await budgets();
    await visit('/changes');
    const rows = page.locator('[data-changes] tr');
    await page.locator('[data-stream]', { hasText: '已连接' }).waitFor();
    const before = await rows.count();
    const newest = Number(await rows.first().getAttribute('data-number'));
    const entered = await page.request.post(`${service.address}/v1${second}/lines`, {
      headers: { 'ledger-actor': 'wang', 'idempotency-key': 'live', 'if-match': '*' },
      data: { lines: [{ ...line('7.00', '2130102'), expenditure: 'project' }] },
    });
    expect(entered.status()).toBe(201);
    await page.locator(`[data-changes] tr[data-number="${newest + 1}"]`).waitFor();
    expect(await rows.count()).toBeGreaterThan(before);
    const numbers = await rows.evaluateAll((all) =>
      all.map((row) => Number((row as HTMLElement).dataset['number'])),
    );
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    // The newest is a line that is called by its name and leads to its trail.
    const link = page.locator('[data-changes] a[href*="2130102"]').first();
    expect(await link.innerText()).toContain('行政运行 · 项目支出 · 2130102');
    await link.click();
    await page.locator('.timeline li', { hasText: '7.00' }).waitFor();
  });

  itInCi.each([
    ['zh', '更早的变更', '批准调整'],
    ['en', 'Earlier changes', 'Amendment approved'],
  ])(
    'the newest changes can be read without scripts, and all the earlier ones: %s',
    async (lang, earlier, approved) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const plain = await context.newPage();
      try {
        await plain.goto(`${service.address}/changes?lang=${lang}`);
        const rows = plain.locator('[data-changes] tr');
        const texts: string[] = [];
        for (;;) {
          texts.push(...(await rows.allInnerTexts()));
          const more = plain.getByRole('link', { name: earlier });
          if ((await more.count()) === 0) break;
          await more.click();
        }
        expect(texts.at(-1)).toMatch(/^1\t/);
        expect(texts).toHaveLength(Number(texts[0]!.split('\t')[0]));
        for (const text of texts) {
          expect(text).not.toMatch(
            / (?:expenditure|revenue|economic|three-public)\/| \d{4,}\.\d\d/,
          );
          expect(text).not.toMatch(/undefined|null|\[object/);
        }
        expect(texts.filter((text) => text.includes('1,234,567.89'))).not.toEqual([]);
        // What records needs scripts: it is not offered without them.
        await plain.goto(`${service.address}${(await budgets())[1]}/amendments`);
        expect(await plain.locator('form[data-post]:visible, h2:visible').count()).toBe(0);
        // A change leads to its amendment, and the address of earlier ones gives the same for ever.
        await plain.goto(`${service.address}/changes?type=BudgetAmended`);
        expect(await rows.first().innerText()).toContain(approved);
        await plain.goto(
          `${service.address}${(await plain.getByRole('link', { name: /固定链接|Permanent/ }).getAttribute('href'))!}`,
        );
        expect(await rows.first().innerText()).toContain(approved);
        await rows.first().locator('a[href^="/amendments/"]').click();
        expect(plain.url()).toContain('/amendments/');
      } finally {
        await context.close();
      }
    },
  );

  itInCi(
    'only the changes of an agency, a year and a type are followed, or the page says why not',
    async () => {
      const [, second] = await budgets();
      await visit('/changes');
      await page.fill('[name=agency]', /^\/budgets\/(.*)-2023-/.exec(second!)![1]!);
      await page.fill('[name=year]', '2023');
      await page.selectOption('[name=type]', 'DocumentRegistered');
      await page.click('main form button');
      await page.waitForURL(/type=DocumentRegistered/);
      const shown = await page.locator('[data-changes] tr').allInnerTexts();
      expect(shown).not.toEqual([]);
      expect(shown.filter((text) => text.includes('导入文件'))).toEqual(shown);
      await visit('/changes?agency=nobody');
      expect(await page.locator('main [role=alert]').innerText()).toContain('nobody');
    },
  );

  itInCi('a PDF with a scan and without its fonts is shown as published', async () => {
    await visit('/');
    const bytes = [...pdfWithoutFonts('部门预算', '1,234.56')];
    const shown = await page.evaluate(async (data) => {
      const around = document.createElement('div');
      const sheet = document.createElement('div');
      around.append(sheet);
      document.body.append(around);
      const path = '/assets/published.js';
      const { showPdf } = (await import(path)) as {
        showPdf(to: Element, source: object, page: number, places: object[]): Promise<void>;
      };
      const places = ['部门预算', '1,234.56'].map((text) => ({ text, page: 1 }));
      await showPdf(sheet, { data: Uint8Array.from(data) }, 1, places);
      const canvas = sheet.querySelector('canvas')!;
      const { data: pixels } = canvas
        .getContext('2d')!
        .getImageData(0, 0, canvas.width, canvas.height);
      const third = pixels.length / 3;
      const dark = [0, 1, 2].map(
        (part) =>
          pixels
            .slice(part * third, (part + 1) * third)
            .filter((value, i) => i % 4 === 0 && value < 128).length,
      );
      return { marks: sheet.querySelectorAll('.spot').length, dark };
    }, bytes);
    expect(shown.marks).toBe(2);
    for (const part of shown.dark) expect(part).toBeGreaterThan(500);
  });

  itInCi('the page of a published PDF has the place of a figure marked', async () => {
    await visit('/imports');
    await page.fill('[data-actor]', '李');
    await page.setInputFiles('[name=files]', [PUBLISHED]);
    await page.locator('[data-commit]').click();
    await page.click('[data-imports] a');
    await page.goto(page.url().replace(/\?.*/, '') + '?table=3');
    await page.click('#figures tbody td a[href*="/trail?"]');
    await page.click('.timeline a[href^="/documents/"]');
    const spot = page.locator('.sheet .spot').first();
    await spot.waitFor();
    // The page is shown larger, with its mark; at the largest size it grows no more.
    const { width: first } = (await page.locator('.sheet canvas').boundingBox())!;
    const isLarger = async (times: number) => {
      await page.waitForFunction(
        ([width, wanted]) => {
          const now = document.querySelector('.sheet canvas')!.getBoundingClientRect().width;
          return Math.abs(now / width! - wanted!) < 0.02;
        },
        [first, times],
      );
      await spot.waitFor();
    };
    const [smaller, larger] = ['缩小', '放大'].map((name) => page.getByRole('button', { name }));
    expect(await smaller!.isDisabled()).toBe(true);
    for (const times of [1.5, 2, 3]) {
      await larger!.click();
      await isLarger(times);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
    }
    expect(await larger!.isDisabled()).toBe(true);
    await smaller!.click();
    await isLarger(2);
  });

  itInCi('of a printed line that is one text only the figure is marked', async () => {
    await visit('/');
    const bytes = [...pdfWithoutFonts('部门预算', 'a1,234.56b')];
    const part = await page.evaluate(async (data) => {
      const sheet = document.createElement('div');
      document.body.append(sheet);
      const path = '/assets/published.js';
      const { showPdf } = (await import(path)) as {
        showPdf(to: Element, source: object, page: number, places: object[]): Promise<void>;
      };
      const widthOf = async (text: string) => {
        await showPdf(sheet, { data: Uint8Array.from(data) }, 1, [{ text, page: 1 }]);
        return Number.parseFloat((sheet.querySelector('.spot') as HTMLElement).style.width);
      };
      return (await widthOf('1,234.56')) / (await widthOf('a1,234.56b'));
    }, bytes);
    expect(part).toBeGreaterThan(0.6);
    expect(part).toBeLessThan(0.95);
  });

  itInCi('the page of a published PDF has all places of a finding marked', async () => {
    const own = await running();
    const other = await browser.newPage();
    try {
      await other.goto(`${own.address}/imports`);
      await other.fill('[data-actor]', '李');
      await other.setInputFiles('[name=files]', [UNBALANCED]);
      await other.click('[data-commit]');
      await other.locator('[data-imports] [href^="/budgets/"]').first().waitFor();
      await other.goto(`${own.address}/`);
      await other.click('tbody a[href$="/findings"]');
      await other.getByText('在原文中标出全部 2 处').click();
      await other.locator('.sheet .spot').nth(1).waitFor();
      expect(await other.locator('main li [href*="finding="]').count()).toBe(2);
    } finally {
      await other.close();
      await own.close();
    }
  });

  itInCi.each(['zh', 'en'])(
    'every page has no fault of accessibility, and fits a telephone and a zoom of 200 %%: %s',
    async (lang) => {
      const [first, second] = await budgets();
      await visit(`${second}/documents`);
      const published = await page
        .locator('main a[href^="/documents/"]')
        .first()
        .getAttribute('href');
      const paths = [
        '/',
        published!,
        '/imports',
        '/amendments',
        '/totals',
        '/audit',
        '/audit/exceptions',
        '/audit/verification',
        '/changes',
        `/compare?a=${first!.slice('/budgets/'.length)}&b=${second!.slice('/budgets/'.length)}`,
        `${first}?table=1`,
        `${second}?table=3`,
        `${second}/trail?table=3&row=total&column=total`,
        ...[
          'lines',
          'deltas',
          'bridge',
          'trail',
          'findings',
          'amendments',
          'executions',
          'documents',
        ].map((part) => `${second}/${part}`),
      ];
      const faults: string[] = [];
      for (const path of paths) {
        await visit(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        faults.push(...(await faultsOf(page)).map((each) => `${path}: ${each}`));
        if (lang === 'en')
          faults.push(...(await unmarkedOf(page)).map((each) => `${path}: ${each} is not marked`));
        // A telephone, and a window of 1,280 by 900 that is zoomed to 200 %.
        for (const [width, height] of [
          [390, 800],
          [640, 450],
        ] as const) {
          await page.setViewportSize({ width, height });
          const needed = await page.evaluate(() => document.documentElement.scrollWidth);
          if (needed > width) faults.push(`${path}: is ${needed} px wide, not ${width}`);
        }
        await page.setViewportSize({ width: 1280, height: 900 });
      }
      expect(faults).toEqual([]);
    },
  );

  itInCi.each([
    ['zh', '已与先前所示不同', '新文件带来的变化'],
    ['en', 'no longer what was shown', 'What the newer document changes'],
  ])(
    'of two versions of one budget the second is left for a person, with what it changes by now: %s',
    async (lang, sentence, list) => {
      const text = readFileSync(SAMPLE_2022, 'utf8').replaceAll(
        '城市运行管理中心',
        `城市运行管理中心${lang}分部`,
      );
      const version = (name: string, content: string) => ({
        name,
        mimeType: 'text/markdown',
        buffer: Buffer.from(content),
      });
      await visit(`/imports?lang=${lang}`);
      await page.fill('[data-actor]', '李');
      await page.setInputFiles('[name=files]', [
        version('1.md', text),
        version(
          '2.md',
          text
            .replaceAll('91,674.00', '91,673.00')
            .replaceAll('印刷费 | 10,000.00 | | 10,000.00', '印刷费 | 10,001.00 | | 10,001.00'),
        ),
      ]);
      const [first, second] = [0, 1].map((i) => page.locator('[data-imports] section').nth(i));
      await second!.locator('[data-commit]').waitFor();
      // Beside the first, which is not recorded, all its lines are new.
      expect(await second!.locator('caption', { hasText: list }).count()).toBe(0);
      const choice = second!.locator('details select').first();
      await second!.locator('summary').first().click();
      await choice.selectOption('accept-printed');
      await second!.locator('[name=reason]').first().fill('以公开文件为准');
      await page.click('[data-commit-all]');
      await second!.locator('p.notice', { hasText: sentence }).waitFor();
      expect(await first!.locator('[data-commit]').count()).toBe(0);
      const changes = second!.getByRole('region', { name: list }).locator('tr');
      expect(await changes.allInnerTexts()).toEqual([
        expect.stringMatching(/^30201 .*\t办公费\t91,674.00\t91,673.00$/),
        expect.stringMatching(/^30202 .*\t印刷费\t10,000.00\t10,001.00$/),
      ]);
      expect(await page.locator('[data-needs]').innerText()).toContain(sentence);
      // What was decided stands, and the list is seen: it is recorded.
      expect(await second!.locator('[name=reason]').first().inputValue()).toBe('以公开文件为准');
      expect(await faultsOf(page)).toEqual([]);
      // Between the last look at the budget and the commit another person changes it.
      const budget = await first!.locator('a[href^="/budgets/"]').first().getAttribute('href');
      const enterAndGoOn = async (route: Route): Promise<void> => {
        const entered = await page.request.post(`${service.address}/v1${budget}/lines`, {
          headers: { 'ledger-actor': 'wang', 'idempotency-key': lang, 'if-match': '*' },
          data: { lines: [{ ...line('7.00', '2130101'), expenditure: 'project' }] },
        });
        expect(entered.status()).toBe(201);
        await route.continue();
      };
      await page.route('**/commit', enterAndGoOn, { times: 1 });
      await second!.locator('[data-commit]').click();
      await changes.filter({ hasText: '7.00' }).waitFor();
      await second!.locator('[data-commit]').click();
      await second!.locator('a[href^="/budgets/"]').waitFor();
      await page.context().clearCookies();
    },
  );

  itInCi(
    'of two clerks who record the first document of one budget at once the second is told',
    async () => {
      const text = readFileSync(SAMPLE_2022, 'utf8').replaceAll('城市运行管理中心', '首份文件中心');
      await visit('/imports?lang=zh');
      await page.fill('[data-actor]', '李');
      await page.setInputFiles('[name=files]', [
        { name: '1.md', mimeType: 'text/markdown', buffer: Buffer.from(text) },
      ]);
      const section = page.locator('[data-imports] section');
      await section.locator('[data-commit]').waitFor();
      const commitAnother = async (route: Route): Promise<void> => {
        const headers = { 'ledger-actor': 'wang', 'idempotency-key': crypto.randomUUID() };
        const previewed = await page.request.post(`${service.address}/v1/imports?file=2.md`, {
          headers: { ...headers, 'content-type': 'application/octet-stream' },
          data: Buffer.from(text.replaceAll('91,674.00', '91,673.00')),
        });
        const { id } = (await previewed.json()) as { readonly id: string };
        const url = `${service.address}/v1/imports/${id}/commit`;
        expect((await page.request.post(url, { headers })).status()).toBe(201);
        await route.continue();
      };
      await page.route('**/commit', commitAnother, { times: 1 });
      await section.locator('[data-commit]').click();
      await section.locator('p.notice', { hasText: '已与先前所示不同' }).waitFor();
      const changes = section.getByRole('region', { name: '新文件带来的变化' }).locator('tr');
      expect(await changes.allInnerTexts()).toEqual([
        expect.stringMatching(/办公费\t91,673.00\t91,674.00$/),
      ]);
      await section.locator('[data-commit]').click();
      await section.locator('a[href^="/budgets/"]').waitFor();
      await page.context().clearCookies();
    },
  );

  itInCi('a file is recorded although its tables and its budget were not answered', async () => {
    const text = readFileSync(SAMPLE_2022, 'utf8').replaceAll('城市运行管理中心', '无应答中心');
    await visit('/imports?lang=zh');
    await page.fill('[data-actor]', '李');
    await page.route('**/imports/*/tables', (route) => route.abort());
    await page.route('**/v1/budgets/*', (route) => route.abort(), { times: 1 });
    await page.setInputFiles('[name=files]', [
      { name: '1.md', mimeType: 'text/markdown', buffer: Buffer.from(text) },
    ]);
    const section = page.locator('[data-imports] section');
    await section.locator('[data-commit]').waitFor();
    expect(await section.innerText()).toContain('服务没有应答，请稍后再试。');
    await page.unroute('**/imports/*/tables');
    await section.locator('[data-commit]').click();
    await section.locator('a[href^="/budgets/"]').waitFor();
    await page.context().clearCookies();
  });

  itInCi(
    'with the keyboard alone a document is recorded, a figure is followed and an amendment proposed',
    async () => {
      /** Tab until an element has the focus that is like this, and can be seen. */
      const tabTo = async (selector: string): Promise<void> => {
        const isThere = (wanted: string): boolean => {
          const element = document.activeElement!;
          const { top, bottom } = element.getBoundingClientRect();
          return element.matches(wanted) && bottom > 0 && top < innerHeight;
        };
        for (let i = 0; i < 300; i += 1) {
          await page.keyboard.press('Tab');
          if (await page.evaluate(isThere, selector)) return;
        }
        throw new Error(`Tab does not lead to ${selector} on ${page.url()}`);
      };
      await visit('/imports?lang=zh');
      await tabTo('[data-actor]');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('键盘');
      // The browser learns only some time after `waitForEvent` that it is to report the file
      // chooser. Asked together with the key it may be too late, so it is asked before the way to
      // the field.
      const opened = page.waitForEvent('filechooser');
      await Promise.all([opened, tabTo('[name=files]').then(() => page.keyboard.press('Enter'))]);
      const chooser = await opened;
      const text = readFileSync(SAMPLE_2022, 'utf8').replaceAll('城市运行管理中心', '键盘中心');
      await chooser.setFiles([
        { name: 'k.md', mimeType: 'text/markdown', buffer: Buffer.from(text) },
      ]);
      await page.locator('[data-commit]').waitFor();
      await tabTo('[data-table] [data-place]');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.locator('.original .spot').first().waitFor();
      await tabTo('details summary');
      await page.keyboard.press('Enter');
      await tabTo('details select');
      await page.keyboard.press('ArrowDown');
      await tabTo('[name=reason]');
      await page.keyboard.type('以公开文件为准');
      await tabTo('[data-commit]');
      await page.keyboard.press('Enter');
      await page.locator('[data-imports] section a[href^="/budgets/"]').first().waitFor();
      const budget = (await page
        .locator('[data-imports] section a[href^="/budgets/"]')
        .first()
        .getAttribute('href'))!;
      await visit(`${budget}?table=3`);
      await tabTo('#figures td.figure a');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/trail\?/);
      await tabTo('.timeline a[href^="/documents/"]');
      await page.keyboard.press('Enter');
      await page.locator('#published .noted mark').first().waitFor();
      await visit(`${budget}/amendments`);
      await tabTo('[name=reason]');
      await page.keyboard.type('防汛');
      await tabTo('[name="line.0"]');
      await page.keyboard.type('expenditure/general/2120199/basic');
      await tabTo('[name="economic.0"]');
      await page.keyboard.type('30201');
      await tabTo('[name="amount.0"]');
      await page.keyboard.type('100.00');
      await page.keyboard.press('Enter');
      await page.locator('main td, main a', { hasText: '防汛' }).first().waitFor();
    },
  );

  it('no script failed, and no request left the machine', () => {
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
  });
});

/** A black picture of 16 by 16 points, as a scanner compresses it (CCITT G4). */
const SCAN_BITS = `001${'00110101'}${'0000010111'}${'11'.repeat(15)}${'000000000001'.repeat(2)}`;
const SCAN = SCAN_BITS.padEnd(80, '0').replaceAll(/.{8}/g, (byte) =>
  Number.parseInt(byte, 2).toString(16).padStart(2, '0'),
);

/** A PDF of one page with a Chinese text, a Latin one and a scan from top to bottom; the fonts of the texts are not in it. */
const pdfWithoutFonts = (chinese: string, latin: string): Buffer => {
  const codes = Buffer.from(chinese, 'utf16le').swap16().toString('hex');
  const content = `BT /F1 40 Tf 20 230 Td <${codes}> Tj ET BT /F2 40 Tf 20 130 Td (${latin}) Tj ET q 50 0 0 50 20 20 cm /Scan Do Q`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>/XObject<</Scan 9 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[7 0 R]>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 8 0 R/DW 1000>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
    `<</Type/XObject/Subtype/Image/Width 16/Height 16/ColorSpace/DeviceGray/BitsPerComponent 1/Filter[/ASCIIHexDecode/CCITTFaxDecode]/DecodeParms[null<</K -1/Columns 16/Rows 16>>]/Length ${SCAN.length + 1}>>stream\n${SCAN}>\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj${object}endobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const xref = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${text}${xref}trailer<</Root 1 0 R/Size ${size}>>\nstartxref\n${text.length}\n%%EOF`,
  );
};

/** The texts of an English page of which a Chinese part is not marked as Chinese, or more than that part is. */
const unmarkedOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
    const texts = document.createNodeIterator(document.body, NodeFilter.SHOW_TEXT);
    const unmarked: string[] = [];
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const around = text.parentElement!;
      const isPlain = around.closest('option, title, template') !== null;
      const isMarked = around.matches('[lang|=zh]');
      const isOfChinese = around.closest('[lang|=zh]') !== null;
      if (!isPlain && isChinese(text.nodeValue!) !== isOfChinese && (isMarked || !isOfChinese))
        unmarked.push(text.nodeValue!);
    }
    return unmarked;
  });

/** What axe finds wrong with the accessibility of a page. */
const faultsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      readonly axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id} ${nodes[0]!.html}`);
  });
};
