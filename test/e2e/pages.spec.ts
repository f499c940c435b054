import { jest } from '@jest/globals';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUDGET, clientOf, item, line, opening, running, type Running } from './http-service.js';
import { SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
import {
  CATEGORIES,
  FUNDS,
  LINE_COSTS,
  LINE_EXPENDITURES,
  SOURCES,
  UNDIVIDED,
} from '../../src/domain/values/line.js';
import { UNITS } from '../../src/domain/values/money.js';
import type { TrailAnswer } from '../../src/budgets/reports/trail.answer.js';
import type { TableAnswer } from '../../src/budgets/tables/table.answer.js';
import { ANSWERED_FORM } from '../../src/domain/tables/forms.js';
import { SHOWN_CHANGES } from '../../src/pages/audit/changes.js';
import { englishRow } from '../../src/pages/frame/english-names.js';
import { ENOUGH_NAMES } from '../../src/pages/frame/names-apart.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import type { FindingAnswer } from '../../src/findings/findings.answer.js';
import { itInCi, itInEachStageOfCi } from '../support/it-in-ci.js';
import { transferInTransit } from '../support/transfer-in-transit.js';
import { until } from '../support/until.js';

jest.setTimeout(SERVICE_TEST_MS);

/** Every path of a budget's pages. */
const PARTS = [
  '',
  '/lines',
  '/deltas',
  '/bridge',
  '/trail',
  '/findings',
  '/amendments',
  '/executions',
  '/documents',
];

describe('The pages', () => {
  let service: Running;
  let department: string;
  /** The same agency's of the year before. */
  let before: string;
  let document: string;
  let amendment: string;
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    for (const file of [SAMPLE_2022, SAMPLE_2023]) {
      const { body } = await post(
        `/v1/imports?file=${encodeURIComponent(file)}`,
        await readFile(file),
        {
          'content-type': 'application/octet-stream',
          'idempotency-key': null,
        },
      );
      const committed = await post(`/v1/imports/${body['id']}/commit`, '', {
        'content-type': null,
      });
      before = department;
      department = committed.body['budget']!;
      document = committed.body['sha256']!;
    }
    await post('/v1/budgets', opening());
    await post(
      `/v1/budgets/${BUDGET}/lines`,
      { lines: [line('100.00', item(1))] },
      { 'if-match': '*' },
    );
    const proposed = await post(
      `/v1/budgets/${BUDGET}/amendments`,
      {
        kind: 'supplement',
        reason: '年中追加 <b>',
        changes: [{ function: item(1), expenditure: 'basic', economic: '30201', amount: '5.00' }],
      },
      { 'if-match': '*' },
    );
    amendment = proposed.body['amendment']!['id']!;
  });
  afterAll(() => service.close());

  const page = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${service.address}${path}`, { headers });
    return { status: response.status, headers: response.headers, html: await response.text() };
  };

  it('list the budgets with how each stands, a part at a time', async () => {
    const { status, html } = await page('/');
    expect(status).toBe(200);
    expect(html).toMatch(/^<!doctype html><html lang="zh-Hans">/);
    expect(html).toContain('8,105,487.68');
    expect(html).toContain('wenhua局');
    expect((await page('/?year=1999')).html).toContain('这里没有预算');
  });

  it('lead from the sums of a budget to where they are printed, in two clicks', async () => {
    const total = `/budgets/${department}/trail?table=3&row=total&column=total`;
    for (const path of ['/', `/budgets/${department}/lines`, `/budgets/${department}/bridge`]) {
      const { html } = await page(path);
      expect([
        path,
        html.includes(`<a href="${total.replaceAll('&', '&amp;')}">8,105,487.68`),
      ]).toEqual([path, true]);
    }
    const { html } = await page(total);
    const [, printed] = /href="(\/documents\/[^"]*)"/.exec(html)!;
    expect((await page(printed!.replaceAll('&amp;', '&'))).status).toBe(200);
  });

  it('sort the list of budgets, a part of it at a time', async () => {
    const order = async (query: string) =>
      [
        ...(await page(`/?${query}`)).html.matchAll(
          /<td class="name"><a href="\/budgets\/([^"]*)"/g,
        ),
      ].map(([, budget]) => budget);
    const rising = await order('sort=original');
    expect(rising[0]).toBe(BUDGET);
    expect(rising.at(-1)).toBe(department);
    expect(await order('sort=-original')).toEqual(rising.toReversed());
    expect((await order('sort=-year'))[0]).toBe(BUDGET);
    expect(await order(`sort=original&after=${rising[0]}`)).toEqual(rising.slice(1));
    const { html } = await page('/?sort=-original&year=2023');
    expect(html).toMatch(
      /<th[^>]* aria-sort="descending"><a href="\/\?year=2023&amp;sort=original"/,
    );
    expect((await page('/?sort=nothing')).status).toBe(400);
  });

  it('begin the stream of changes with the newest, those of a filter too, and lead to earlier ones', async () => {
    const shownOf = async (query: string) => {
      const { html } = await page(`/changes?${query}`);
      const numbers = [...html.matchAll(/<tr data-number="(\d+)"/g)].map(([, n]) => Number(n));
      const [, earlier] = /href="\/changes\?([^"]*position=\d+)">更早的变更/.exec(html) ?? [];
      return { html, numbers, earlier: earlier?.replaceAll('&amp;', '&') };
    };
    const all = await shownOf('');
    expect(all.numbers).toHaveLength(SHOWN_CHANGES);
    const [newest] = all.numbers;
    expect(all.numbers).toEqual(all.numbers.map((_, i) => newest! - i));
    // What is recorded from then on is followed, and what stands there is not given once more.
    const [, address] = /data-stream="([^"]*)"/.exec(all.html)!;
    const url = `${service.address}${address!.replaceAll('&amp;', '&')}&follow=false`;
    expect(await (await fetch(url)).text()).toBe('');
    const earlier = await shownOf(all.earlier!);
    expect(earlier.numbers[0]).toBe(all.numbers.at(-1)! - 1);
    expect(earlier.html).toContain('此后又有登记');
    expect(earlier.html).not.toContain('data-stream');
    // The opening of a budget of which much has been recorded since.
    const opened = await shownOf(`budget=${department}&type=BudgetOpened`);
    expect(opened.numbers).toHaveLength(1);
    expect(opened.html).toContain('<td>建账</td>');
    expect(opened.earlier).toBeUndefined();
    const ofAgency = await shownOf(`agency=wenhua&year=2024`);
    expect(ofAgency.html).toContain(`/budgets/${BUDGET}"`);
    expect(ofAgency.html).not.toContain(`/budgets/${department}"`);
    expect((await page('/changes?agency=nobody')).status).toBe(404);
  });

  it('show what amendments have changed in the year', async () => {
    const { html } = await page('/?lang=en');
    expect(html).toContain('Amended in the year');
    const [row] = /<tr>(?:(?!<tr>).)*wenhua局.*?<\/tr>/.exec(html)!;
    const figures = [...row.matchAll(/<td class="figure">(?:<(?:a|span)[^>]*>)*([-+\d,.]+)/g)];
    expect(figures.map(([, figure]) => figure)).toEqual([
      '100.00',
      '100.00',
      '0.00',
      '+5.00',
      '0.00',
    ]);
  });

  it.each(['/imports', '/budgets/DEPARTMENT/findings', '/budgets/DEPARTMENT/amendments'])(
    'say at %s, without scripts, what else records',
    async (path) => {
      const { html } = await page(path.replace('DEPARTMENT', department));
      expect(html.match(/<noscript>[^]*?命令行 budget-ledger[^]*?<\/noscript>/g)).toHaveLength(1);
    },
  );

  it.each(PARTS)('have the part %j of a budget, in Chinese and in English', async (part) => {
    const zh = await page(`/budgets/${department}${part}`);
    expect(zh.status).toBe(200);
    expect(zh.html).toContain('上海市宝山区城市运行管理中心');
    const en = await page(`/budgets/${department}${part}?lang=en`);
    expect(en.status).toBe(200);
    expect(en.html).toContain('<html lang="en">');
    expect(en.html).toContain('Budget ledger');
  });

  it('show a table as printed, as of a day, an instant and a position', async () => {
    const path = `/budgets/${department}?table=3`;
    const now = await page(path);
    expect(now.html).toContain('8,105,487.68');
    const [, position] = /position=(\d+)/.exec(now.html)!;
    for (const when of ['effective=2023-06-30', `position=${position}`])
      expect((await page(`${path}&${when}`)).html).toContain('8,105,487.68');
    expect((await page(`${path}&unit=${encodeURIComponent('万元')}`)).html).toContain('810.55');
    const early = (await page(`${path}&recorded=2000-01-01T00:00:00Z`)).html;
    expect(now.html).toContain('<td class="figure"><a');
    expect(early).not.toContain('<td class="figure"><a');
    expect(early).toContain('当时尚无登记');
    expect(now.html).not.toContain('当时尚无登记');
  });

  it.each([
    [1, 'Revenue and expenditure', 'Fiscal appropriation', '财政拨款收入'],
    [2, 'Revenue', 'Fiscal appropriation', '财政拨款收入'],
    [3, 'Expenditure', 'Social security and employment', '社会保障和就业支出'],
    [4, 'Revenue and expenditure of the fiscal appropriation', 'Health', '卫生健康支出'],
    [5, 'Expenditure of the general public budget', 'Basic expenditure', '基本支出'],
    [6, 'Expenditure of government funds', 'Project expenditure', '项目支出'],
    [7, 'Expenditure of the state capital budget', 'Total', '合计'],
    [
      8,
      'Basic expenditure of the general public budget by economic item',
      'Public costs',
      '公用经费',
    ],
    [
      9,
      'Three public expenses and operating costs of the office',
      'Travel abroad',
      '因公出国（境）费',
    ],
  ])(
    'show table %d in English as %j, with the printed words in titles and all other Chinese marked',
    async (table, title, word, printed) => {
      const { html } = await page(`/budgets/${department}?table=${table}&lang=en`);
      const [shown] = /<div class="scroll sides".*?<\/div>/.exec(html)!;
      expect(shown).toContain(`aria-label="${title}"`);
      expect(shown).toMatch(new RegExp(`<span title="[^"]*表">${title}</span>`));
      expect(shown).toContain(`<span title="${printed}">${word}</span>`);
      expect(shown).toContain(table === 9 ? 'ten thousand yuan' : 'Unit: yuan');
      const rest = shown.replaceAll(/<span lang="zh-Hans">[^<]*<\/span>|<[^>]*>/g, '');
      expect(rest).not.toMatch(/\p{Script=Han}/u);
    },
  );

  it('show the one row of the three-public expenses without a code, a name or a sum', async () => {
    const { html } = await page(`/budgets/${department}?table=9`);
    const [shown] = /<div class="scroll sides".*?<\/div>/.exec(html)!;
    expect(shown.match(/<tr/g)).toHaveLength(2);
    expect(shown).not.toMatch(/>编码<|>项目<|<td[^>]*><\/td>/);
  });

  it('mark every change on the sliders, lines that were entered by hand too', async () => {
    const { html } = await page(`/budgets/${BUDGET}`);
    const [, days] = /data-marks="([^"]*)"/.exec(html)!;
    expect(days).toBe('2024-01-01');
    // It was opened, its lines were entered, an amendment was proposed.
    const instants = [...html.matchAll(/<option value="2[^"]*Z"[^>]*>([^<]*)</g)];
    expect(instants).toHaveLength(3);
    // Those of one second are told apart.
    expect(new Set(instants.map(([, text]) => text)).size).toBe(3);
    // An instant of a link stays asked, although nothing was recorded at it.
    const { html: early } = await page(`/budgets/${BUDGET}?recorded=2000-01-01T00:00:00Z`);
    expect(early).toMatch(/<option value="2000-01-01T00:00:00[^"]*Z" selected/);
  });

  it('show the change of a year beside what the document states', async () => {
    const { html } = await page(`/budgets/${department}/deltas`);
    expect(html).toContain('+1,076,644.60, 15.32%');
    expect(html).toContain('（相符）');
    const amended = await page(`/budgets/${department}/deltas?against=original`);
    expect(amended.html).toContain('年初预算');
    expect(amended.html).not.toMatch(/相符|文件的说明/);
  });

  it('lead from what is stated of a change to the place of its sentence', async () => {
    for (const by of ['class', 'three-public']) {
      const { html } = await page(`/budgets/${department}/deltas?by=${by}`);
      const links = [...html.matchAll(/<td><a href="(\/documents\/[^"]+)">([^<]+)<\/a>/g)];
      expect([by, links.length > 0]).toEqual([by, true]);
      const [, href] = links[0]!;
      const place = new URLSearchParams(href!.replaceAll('&amp;', '&').split('?')[1]);
      const printed = (await page(href!.replaceAll('&amp;', '&'))).html;
      expect(printed).toContain(`<mark class="spot">${place.get('text')}</mark>`);
    }
  });

  it.each(['class', 'group', 'item', 'economic'])(
    'lead from both figures of a change by %s to where they come from',
    async (by) => {
      const { html } = await page(`/budgets/${department}/deltas?by=${by}`);
      const links = [...html.matchAll(/<td class="figure"><a href="([^"]+)"/g)].map(([, href]) =>
        href!.replaceAll('&amp;', '&'),
      );
      for (const year of [2022, 2023])
        expect(links.some((href) => href.includes(`-${year}-`))).toBe(true);
      for (const href of new Set([...links.slice(0, 3), ...links.slice(-3)]))
        expect([href, (await page(href)).status]).toEqual([href, 200]);
    },
  );

  it.each([
    '/totals?year=2023',
    '/totals?year=2023&by=economic',
    '/totals?year=2023&by=agency',
    '/totals?year=2023&by=agency&code=212',
    '/compare?a=DEPARTMENT&b=DEPARTMENT',
    '/budgets/DEPARTMENT/deltas?by=item',
  ])('keep in the links of the figures of %s the moment that is asked for', async (path) => {
    const deltas = (await page(`/budgets/${department}/deltas`)).html;
    const [, instant] = /<option value="(\d{4}-[^"]*Z)"/.exec(deltas)!;
    const [, position] = /position=(\d+)/.exec(deltas)!;
    const moments = [`position=${position}`];
    if (path.includes('deltas')) moments.push(`recorded=${encodeURIComponent(instant!)}`);
    for (const moment of moments) {
      const { html } = await page(`${path.replaceAll('DEPARTMENT', department)}&${moment}`);
      const links = [...html.matchAll(/<td class="(?:figure|name)"><a href="([^"]+)"/g)]
        .map(([, href]) => href!)
        .filter((href) => !href.endsWith('/amendments'));
      expect(links.length).toBeGreaterThan(0);
      expect(links.filter((href) => !href.includes(moment))).toEqual([]);
    }
  });

  it('say why there are no changes where the ledger has no base', async () => {
    expect((await page(`/budgets/${BUDGET}/deltas`)).html).toContain('账本中没有可比的基数');
    expect((await page(`/budgets/${department}/deltas`)).html).not.toContain('没有可比的基数');
    const executed = `/budgets/${department}/deltas?against=prior-execution`;
    for (const by of ['class', 'group', 'item'])
      expect((await page(`${executed}&by=${by}`)).html).toContain('没有登记上年执行数');
    for (const by of ['economic', 'split'])
      expect((await page(`${executed}&by=${by}`)).html).toContain('执行数只按功能分类登记');
  });

  it('lead from a figure to its trail, and from there to where it is printed', async () => {
    const table = await page(`/budgets/${department}?table=3`);
    const [, trail] = /href="([^"]*\/trail\?line=\d+)"/.exec(table.html)!;
    const entries = await page(trail!);
    const [, printed] = /href="(\/documents\/[^"]*)"/.exec(entries.html)!;
    expect((await page(printed!.replaceAll('&amp;', '&'))).status).toBe(200);
    expect((await page(`/documents/${document}`)).html).toContain('读出的表');
  });

  it.each([
    [3, 'total', '8,105,487.68', '2120199'],
    [3, '21201', '6,272,475.68', '2120199'],
    [1, 'expenditure/total', '8,105,487.68', '2120199'],
    [1, 'revenue/total', '8,105,487.68', '财政拨款收入'],
    // Its one row has neither a code nor a name.
    [9, '', '2.99', '公务用车'],
  ])(
    'lead from a sum of table %i, row %s, to where it is printed and to its lines',
    async (number, row, amount, below) => {
      const table = await page(`/budgets/${department}?table=${number}`);
      const address = [...table.html.matchAll(/<td class="figure"><a href="([^"]*)"/g)]
        .map(([, href]) => href!.replaceAll('&amp;', '&'))
        .find((href) => new URLSearchParams(href.split('?')[1]).get('row') === row)!;
      const { html } = await page(address);
      expect(html).toContain(amount);
      const [, printed] = /href="(\/documents\/[^"]*)"/.exec(html)!;
      const place = new URLSearchParams(printed!.replaceAll('&amp;', '&').split('?')[1]);
      expect(place.get('text')!.replaceAll(',', '')).toBe(amount.replaceAll(',', ''));
      expect(place.get('table')).toBe(String(number));
      expect(html).toContain('构成明细');
      expect(html).toMatch(new RegExp(`trail\\?line=[^"]*">[^<]*${below}`));
      const [path, query] = address.split('?');
      const wrong = new URLSearchParams(query);
      wrong.set('row', 'nothing');
      expect((await page(`${path}?${wrong}`)).status).toBe(404);
    },
  );

  it('say of a sum that no document prints which lines it adds up', async () => {
    const { html } = await page(`/budgets/${BUDGET}/trail?table=3&row=total&column=basic`);
    expect(html).toContain('公开文件没有列示此数');
    expect(html).toContain(item(1));
  });

  it('mark all places of a finding in its document, and list none without its line', async () => {
    const { get } = clientOf(service);
    const { body } = await get(`/v1/budgets/${department}/findings`);
    const findings = body as unknown as FindingAnswer[];
    const { id, places } = findings.toSorted((a, b) => b.places.length - a.places.length)[0]!;
    expect(places.length).toBeGreaterThan(1);
    const { html } = await page(`/budgets/${department}/findings`);
    const all = `/documents/${document}?budget=${department}&finding=${id}`;
    expect(html).toContain(
      `<a href="${all.replace('&', '&amp;')}">在原文中标出全部 ${places.length} 处</a>`,
    );
    for (const { line } of places.slice(0, 5)) expect(html).toContain(`第 ${line} 行 “`);
    const shown = await page(all);
    for (const { line } of places)
      expect(shown.html).toMatch(new RegExp(`<(?:p|tr) data-line="${line}"[^>]*class="noted"`));
    expect(shown.html.match(/<a href="[^"]*finding=/g)).toHaveLength(places.length);
    expect((await page(`/documents/${document}?finding=nothing`)).status).toBe(404);
  });

  it('name the figure of a decision with separators', async () => {
    const { body } = await clientOf(service).get('/v1/budgets');
    const pages = await Promise.all(
      (body as unknown as { readonly budget: string }[]).map(({ budget }) =>
        page(`/budgets/${budget}/findings`),
      ),
    );
    const html = pages.map((each) => each.html).join('');
    expect(html).toMatch(/以应有数 \d{1,3}(?:,\d{3})+\.\d\d 为准并更正/);
    expect(html).not.toMatch(/以应有数 \d{4,}\.\d\d /);
  });

  it('lead from a finding to the document that raised it, where a newer one has taken its place', async () => {
    const { post } = clientOf(service);
    const first = (await readFile(SAMPLE_2022, 'utf8')).replaceAll('运行管理', '维护');
    const imported = [];
    for (const text of [first, first.replaceAll('91,674.00', '91,673.00')]) {
      const previewed = await post('/v1/imports?file=a.md', Buffer.from(text), {
        'content-type': 'application/octet-stream',
      });
      imported.push(
        await post(`/v1/imports/${previewed.body['id']}/commit`, '', { 'content-type': null }),
      );
    }
    const [older, newer] = imported.map(({ body }) => body['sha256']!);
    const { html } = await page(`/budgets/${imported[0]!.body['budget']}/findings`);
    const superseded = html.split('<section').filter((each) => each.includes('已被新文件取代'));
    expect(superseded.length).toBeGreaterThan(0);
    for (const section of superseded) {
      expect(section).not.toContain(newer);
      const [, place] = new RegExp(`href="(/documents/${older}\\?[^"]*)"`).exec(section)!;
      const address = place!.replaceAll('&amp;', '&');
      const text = new URLSearchParams(address.split('?')[1]).get('text');
      const shown = (await page(address)).html;
      expect(shown).toContain(`<mark class="spot">${text}</mark>`);
      expect(shown).toContain(
        `<a href="/documents/${newer}?budget=${imported[0]!.body['budget']}">`,
      );
    }
  });

  it('lead from a finding to the record of its own budget, where another budget has the same file', async () => {
    const { get, post } = clientOf(service);
    const bureau = (await readFile(SAMPLE_2022, 'utf8')).replaceAll(
      '上海市宝山区城市运行管理中心',
      '财政所',
    );
    const imported = async (text: string, agency: string): Promise<string> => {
      const previewed = await post(`/v1/imports?file=a.md${agency}`, Buffer.from(text), {
        'content-type': 'application/octet-stream',
        'idempotency-key': null,
      });
      const commit = `/v1/imports/${previewed.body['id']}/commit`;
      return (await post(commit, '', { 'content-type': null })).body['budget']!;
    };
    await imported(bureau.replaceAll('宝山区', '静安区'), '&agency=caizheng');
    // By its title it is of another district; then a person says that it is of the same bureau.
    const budgets = [await imported(bureau, ''), await imported(bureau, '&agency=caizheng')];
    expect(new Set(budgets).size).toBe(2);
    for (const budget of budgets) {
      for (const part of ['findings', 'trail?line=30101', 'documents']) {
        const { html } = await page(`/budgets/${budget}/${part}`);
        const links = [...html.matchAll(/href="(\/documents\/[^"]*)"/g)];
        expect(links.length).toBeGreaterThan(0);
        for (const query of links.map(([, href]) => href!.split('?')[1] ?? ''))
          expect(query.split('&amp;')).toContain(`budget=${budget}`);
      }
      const { body } = await get(`/v1/budgets/${budget}/findings`);
      const { id, document } = (body as unknown as FindingAnswer[]).find(
        ({ places }) => places.length > 1,
      )!;
      const shown = await page(`/documents/${document}?budget=${budget}&finding=${id}`);
      expect(shown.status).toBe(200);
      expect(shown.html).toContain(`href="/budgets/${budget}?table=1"`);
      expect(shown.html).toContain(`budget=${budget}&amp;finding=${id}`);
      const asked = await get(`/v1/documents/${document}?budget=${budget}`);
      expect(asked.body).toMatchObject({ budget });
    }
    expect((await page(`/documents/${document}?budget=${budgets[0]}`)).status).toBe(404);
  });

  it('say how many amendments wait beside their net', async () => {
    for (const path of ['/', `/budgets/${BUDGET}`])
      expect((await page(path)).html).toContain(
        `<span class="positive">+5.00</span> <a href="/budgets/${BUDGET}/amendments">1 笔待批</a>`,
      );
  });

  it('show amendments that wait, and never the markup in a text', async () => {
    const { html } = await page('/amendments');
    expect(html).toContain('年中追加 &lt;b>');
    // Who proposed it, and when.
    expect(html).toMatch(/<td>[^<]+<\/td><td><time dateTime="20/i);
    expect((await page(`/amendments/${amendment}`)).html).toContain('+5.00');
  });

  it.each([
    '/totals',
    '/compare',
    '/search?q=%E5%9F%8E%E5%B8%82',
    '/audit',
    '/audit/late',
    '/audit/exceptions',
    '/audit/in-transit',
    '/audit/verification',
    '/imports',
    '/changes',
  ])('are there at %s', async (path) => expect((await page(path)).status).toBe(200));

  it('name each budget of an agency once in what a search finds', async () => {
    const { html } = await page('/search?q=wenhua');
    expect(html).toMatch(
      new RegExp(
        `<li><span class="quiet">单位</span> <a href="/budgets/${BUDGET}"[^>]*>wenhua局 2024`,
      ),
    );
  });

  it('sum one year, the newest where none is chosen, and offer every year of a budget', async () => {
    const { html } = await page('/totals');
    const years = [...html.matchAll(/<option value="(\d{4})"( selected)?/g)];
    expect(years.map(([, year, selected]) => [year, selected !== undefined])).toEqual([
      ['2024', true],
      ['2023', false],
      ['2022', false],
    ]);
    const former = (await page('/totals?year=2023')).html;
    expect(former).toMatch(/<option value="2023" selected/);
    expect(former).toContain('8,105,487.68');
    expect(former).not.toContain('未计入');
    expect((await page('/totals?year=2022')).html).toMatch(
      /未比较：[^。]*上海市宝山区城市运行管理中心 2022 单位预算/,
    );
  });

  it('lead from the sum of a class to the agencies that it is of, and on to their lines', async () => {
    const { html } = await page('/totals?year=2023');
    const [, href] = /<a href="(\/totals\?[^"]*code=212[^"]*)"/.exec(html)!;
    const divided = (await page(href!.replaceAll('&amp;', '&'))).html;
    expect(divided).toContain('只含编码为 212 的科目');
    expect(divided).toContain('6,272,475.68');
    expect(divided).not.toContain('8,105,487.68');
    const lines = `/budgets/${department}/lines?code=212`;
    expect(divided).toContain(`<a href="${lines}">6,272,475.68</a>`);
    expect((await page(lines)).html).toContain('2120199');
    const agencies = (await page('/totals?year=2023&by=agency')).html;
    expect(agencies).toContain(
      `<a href="/budgets/${department}/trail?table=3&amp;row=total&amp;column=total">8,105,487.68</a>`,
    );
    const economic = (await page('/totals?year=2023&by=economic')).html;
    const [, item30101] = /<a href="(\/totals\?[^"]*code=30101[^"]*)"/.exec(economic)!;
    expect((await page(item30101!.replaceAll('&amp;', '&'))).html).toMatch(
      /lines\?code=30101">[\d,.]+</,
    );
    // The total of the economic items goes on to theirs.
    const [, all] = [...economic.matchAll(/<a href="(\/totals\?[^"]*by=agency[^"]*)"/g)].at(-1)!;
    const shared = (await page(all!.replaceAll('&amp;', '&'))).html;
    expect(shared).toContain(
      `<a href="/budgets/${department}/trail?table=8&amp;row=total&amp;column=total">`,
    );
    expect((await page('/totals?year=2023&economic=false')).status).toBe(400);
  });

  it('sum over HTTP the lines of a code as the page that a sum leads to', async () => {
    const question = '/totals?year=2023&by=agency&code=212';
    const { status, body } = await clientOf(service).get(`/v1${question}`);
    expect([status, body['code']]).toEqual([200, '212']);
    const { html } = await page(question);
    for (const { original } of body['rows'] as unknown as { readonly original: string }[])
      expect(html).toContain(`>${original.replaceAll(/\B(?=(?:\d{3})+\.)/g, ',')}</a>`);
    const economic = await clientOf(service).get(
      '/v1/totals?year=2023&by=agency&code=301&economic=true',
    );
    expect(economic.body['total']).not.toEqual(body['total']);
    expect((await clientOf(service).get('/v1/totals?code=x')).status).toBe(400);
  });

  it('say the kinds of changes in the words of the reader', async () => {
    const { post } = clientOf(service);
    const approved = await post(
      `/v1/budgets/${BUDGET}/amendments/${amendment}/approve`,
      { authority: { number: '宝财预〔2024〕15号' }, approvedOn: '2024-06-15' },
      { 'if-match': '*', 'ledger-actor': 'wang' },
    );
    expect(approved.status).toBe(200);
    for (const path of ['/audit/changes', '/audit/late']) {
      const { html } = await page(path);
      expect(html).toContain('<td>追加</td>');
      expect(html).toMatch(new RegExp(`>[^<]+ · 基本支出 · ${item(1)}</a>`));
      expect((await page(`${path}?lang=en`)).html).toContain('<td>supplement</td>');
      // As of before and of now, with the same in the files.
      expect((await page(`${path}?position=1`)).html).toMatch(/日志位置 1 时.*没有。/s);
      const [, permanent] = /data-permanent[^>]* href="([^"]*)"/.exec(html)!;
      const again = (await page(permanent!)).html;
      expect(again).toContain('<td>追加</td>');
      expect(again).not.toContain('data-newer');
      const { position } = Object.fromEntries(new URLSearchParams(permanent!.split('?')[1]));
      expect(again).toContain(`href="/v1${path}?position=${position}&amp;format=csv"`);
    }
    for (const path of ['/audit/exceptions', '/audit/in-transit']) {
      const { html } = await page(`${path}?position=1`);
      expect(html).toMatch(/日志位置 1 时.*没有。/s);
      expect(html).toContain(`href="/v1${path}?position=1&amp;format=csv"`);
    }
    const stream = (await page('/changes?type=BudgetAmended')).html;
    expect(stream).toContain('<td>批准调整</td>');
    expect(stream).toContain(`<a href="/amendments/${amendment}">追加</a>`);
    expect(stream).toMatch(new RegExp(`>[^<]+ · 基本支出 · ${item(1)}</a>`));
  });

  it('filter the changes by their kind and by the days on which they were recorded', async () => {
    for (const [query, isFound] of [
      ['kind=supplement', true],
      ['kind=rescission', false],
      ['kind=supplement&from=2024-01-01&until=2099-12-31', true],
      ['until=2000-01-01', false],
      ['from=2099-01-01', false],
    ] as const) {
      const { html } = await page(`/audit/changes?${query}`);
      expect([query, html.includes('<td>追加</td>')]).toEqual([query, isFound]);
      const [, file] = /href="(\/v1\/audit\/changes\?[^"]*format=csv)"/.exec(html)!;
      for (const each of query.split('&')) expect(file).toContain(each);
    }
    expect((await page('/audit/exceptions?kind=supplement')).status).toBe(400);
  });

  it('list what has changed the lines of a sum beside where it is printed', async () => {
    const { html } = await page(`/budgets/${BUDGET}/trail?table=3&row=total&column=total`);
    expect(html).toContain('此后的变更');
    expect(html).toMatch(/追加<\/td>.*\+5\.00.*年中追加/s);
    const before = `/budgets/${BUDGET}/trail?table=3&row=total&column=total&effective=2024-01-31`;
    expect((await page(before)).html).not.toContain('此后的变更');
  });

  it.each(['/lines', '/bridge'])('lead from each amount of %s to its trail', async (part) => {
    const { html } = await page(`/budgets/${department}${part}`);
    // After those of the plot.
    const tables = html.slice(html.lastIndexOf('</figure>'));
    const cells = [...tables.matchAll(/<td class="figure">(?<cell>.*?)<\/td>/g)].map(
      ({ groups }) => groups!['cell']!,
    );
    const amounts = cells.filter((cell) => /[1-9]/.test(cell.replaceAll(/<[^>]*>/g, '')));
    expect(amounts.length).toBeGreaterThan(10);
    expect(amounts.filter((cell) => !/^<a href="[^"]*\/trail\?/.test(cell))).toEqual([]);
  });

  it('print the changes of the bridge with their sign, and keep the day in its links', async () => {
    const { html } = await page(`/budgets/${BUDGET}/bridge?effective=2024-12-31`);
    expect(html).toMatch(/<text [^>]*>\+5\.00<\/text>/);
    expect(html.match(/<td class="figure"><a [^>]*><span class="positive">\+5\.00</g)).toHaveLength(
      2,
    );
    expect(html).toMatch(/\/trail\?effective=2024-12-31&(?:amp;)?line=/);
  });

  it('say of an amendment when it was proposed, and when its approval was recorded', async () => {
    const { get } = clientOf(service);
    const { body } = await get(`/v1/amendments/${amendment}`);
    const { proposedAt, recordedAt } = body as unknown as Record<string, string>;
    expect(proposedAt! <= recordedAt!).toBe(true);
    const { html } = await page(`/amendments/${amendment}`);
    const times = [...html.matchAll(/<time datetime="([^"]*)"/gi)].map(([, at]) => at);
    expect(times).toEqual([proposedAt, recordedAt]);
    expect(html).toMatch(/基本支出 · \d{7}/);
  });

  it('compare two budgets line by line, with what is new and gone', async () => {
    const { html } = await page(`/compare?a=${department}&b=${BUDGET}`);
    expect(html).toContain('新增');
    expect(html).toContain('取消');
    expect((await page(`/compare?a=${department}&b=nobody-2023-unit`)).status).toBe(404);
  });

  it('compare revenue, expenditure and its economic items apart, and only what differs', async () => {
    const pair = `/compare?a=${department}&b=${department}`;
    const captions = async (query: string) =>
      [...(await page(`${pair}${query}`)).html.matchAll(/<caption>([^<]*)</g)].map(
        ([, text]) => text,
      );
    expect(await captions('')).toEqual(expect.arrayContaining(['收入', '支出', '经济分类']));
    expect(await captions('&schedule=revenue')).toEqual(['收入']);
    expect(await captions('&changed=true')).toEqual([]);
    expect((await page(`${pair}&changed=true`)).html).toContain('没有这样的科目');
    const { html } = await page(
      `/compare?a=${department}&b=${BUDGET}&changed=true&schedule=expenditure`,
    );
    expect(html).toContain('新增');
    expect(html).toMatch(/<input type="checkbox" name="changed" value="true" checked/);
  });

  it('end a comparison and the lines with the sum of each schedule, also where only what differs is shown', async () => {
    const lines = await page(`/budgets/${department}/lines`);
    const total = /<th scope="row" class="name">合计<\/th>.*?<\/tr>/g;
    const figuresIn = (row: string) =>
      [...row.matchAll(/<td class="figure[^>]*>(.*?)<\/td>/g)].map(([, cell]) =>
        cell!.replaceAll(/<[^>]*>/g, ''),
      );
    const sums = [...lines.html.matchAll(total)].map(([row]) => figuresIn(row));
    expect(sums).toContainEqual(['8,105,487.68', '8,105,487.68']);
    // 机关运行经费 is no part of the three public expenses.
    expect(sums).toHaveLength(3);
    const apart = await page(
      `/compare?a=${before}&b=${department}&changed=true&schedule=expenditure`,
    );
    const [row] = [...apart.html.matchAll(total)];
    expect(figuresIn(row![0])).toEqual(['7,028,843.08', '8,105,487.68', '+1,076,644.60, 15.32%']);
  });

  it.each(PARTS)('give the whole budget as a document on its part %j', async (part) => {
    const { html } = await page(`/budgets/${department}${part}`);
    for (const format of ['pdf', 'docx', 'xlsx'])
      expect(html).toMatch(
        new RegExp(
          `href="/v1/budgets/${department}/document\\?position=\\d+&amp;format=${format}"`,
        ),
      );
  });

  it('tell apart the places of a finding that are printed alike in one row', async () => {
    const { html } = await page(`/budgets/${department}/findings`);
    const pages = [html];
    for (const [, finding] of html.matchAll(/href="\/documents\/[^"]*finding=([^"&]+)"/g))
      pages.push((await page(`/documents/${document}?finding=${finding}`)).html);
    for (const shown of pages)
      for (const [section] of shown.matchAll(/<section class="notice".*?<\/section>/gs)) {
        const names = [...section.matchAll(/<li><a [^>]*>(.*?)<\/a>/g)].map(([, name]) => name);
        expect(names).toEqual([...new Set(names)]);
      }
    for (const column of ['合计', '人员经费'])
      expect(html).toContain(`表8 第 247 行 “${column}”列 “921,444.”`);
  });

  it('call the row of a corrected figure as it is printed', async () => {
    const { get, post } = clientOf(service);
    const budget = department.replace('2023', '2022').replace('department', 'unit');
    const { body } = await get(`/v1/budgets/${budget}/trail`);
    const { entries } = body as unknown as TrailAnswer;
    const claim = entries.find(
      ({ type, source }) => type === 'ClaimRecorded' && source?.table === 3,
    )!;
    const corrected = await post(
      `/v1/budgets/${budget}/corrections`,
      { corrects: claim.id, to: '1.00', reason: '印刷错误' },
      { 'if-match': '*' },
    );
    expect(corrected.status).toBe(201);
    const last = entries.at(-1)!.position;
    for (const path of [`/budgets/${budget}/trail?after=${last}-0`, '/audit/changes']) {
      const { html } = await page(path);
      expect(html).toMatch(/表3“[^”]+”行“[^”]+”列/);
      expect(html).not.toMatch(/表3 第 \d+ 行/);
    }
  });

  it('take a budget by the name that a field offers', async () => {
    const { html } = await page('/compare');
    const [, name] = new RegExp(`value="([^"]*)" data-budget="${department}"`).exec(html)!;
    expect(name).toBe('上海市宝山区城市运行管理中心 2023 部门预算');
    const compared = await page(`/compare?a=${encodeURIComponent(name!)}&b=${BUDGET}`);
    expect(compared.status).toBe(200);
    expect(compared.html).toContain(`value="${name}"`);
    expect(compared.html).toContain(`/compare?a=${department}&amp;b=${BUDGET}&amp;position=`);
    // A transfer goes to another budget of the year, or of the year after.
    const receivers = (await page(`/budgets/${department}/amendments`)).html;
    expect(receivers).toContain(`data-budget="${BUDGET}"`);
    expect(receivers).not.toContain(`<option value="${name}"`);
    expect((await page(`/documents/${document}`)).html).toContain(`>${name}</a>`);
  });

  it.each(['/', '/amendments', '/changes', '/audit'])(
    'take at %s an agency or a budget by its name, by a part of it, and by its id',
    async (path) => {
      const { html: all } = await page(path);
      const [field, list, id, name, part] =
        path === '/audit'
          ? ['budget', 'budgets', BUDGET, 'wenhua局 2024 部门预算', 'wenhua局 2024']
          : ['agency', 'agencies', 'wenhua', 'wenhua局', '局'];
      expect(all).toMatch(new RegExp(`<datalist id="${list}">.*<option value="${name}"`));
      for (const text of [id, name, part]) {
        const { status, html } = await page(`${path}?${field}=${encodeURIComponent(text)}`);
        expect([text, status]).toEqual([text, 200]);
        expect(html).toMatch(new RegExp(`name="${field}" value="${name}"`));
        if (path === '/') expect(html.match(/<td class="name"><a /g)).toHaveLength(1);
      }
      const unknown = await page(`${path}?${field}=${encodeURIComponent('没有的')}`);
      expect(unknown.status).toBe(404);
      expect(unknown.html).toContain('没有名为“没有的”的：请从列表中选择。');
    },
  );

  it.each(['/audit?budget=', '/changes?budget=', `/compare?b=${BUDGET}&a=`])(
    'keep the budget that a name at %s means when the language changes',
    async (path) => {
      const field = path.endsWith('a=') ? 'a' : 'budget';
      const names = ['wenhua局 2024 部门预算', 'wenhua局 2024 Department'] as const;
      for (const [name, other] of [names, names.toReversed()]) {
        const lang = name === names[0] ? 'zh' : 'en';
        const { html } = await page(`${path}${encodeURIComponent(name!)}&lang=${lang}`);
        const [, link] = /class="language" href="([^"]*)"/.exec(html)!;
        const switched = await page(link!.replaceAll('&amp;', '&'));
        expect(switched.status).toBe(200);
        expect(switched.html).toContain(`name="${field}" value="${other}"`);
      }
    },
  );

  it.each([
    ['/totals?year=2023', 'Total'],
    ['/totals?year=2023&by=kind', 'original'],
    ['/deltas', 'Total'],
    ['/deltas?by=split', 'project expenditure'],
    ['/bridge', 'Total'],
    ['/lines', 'fiscal appropriation'],
    ['/lines', 'basic expenditure'],
  ])('call at %s in English what only a code or Chinese named: %s', async (path, name) => {
    const at = path.startsWith('/totals') ? path : `/budgets/${department}${path}`;
    const { html } = await page(`${at}${at.includes('?') ? '&' : '?'}lang=en`);
    expect(html).toMatch(new RegExp(`<t[dh][^>]*>${name}</t[dh]>`));
    expect(html).not.toMatch(/合计<|(?:基本|项目)支出<|>fiscal-appropriation</);
  });

  it.each([
    ['zh', /^[^A-Za-z]+$/],
    ['en', /^\P{Script=Han}+$/u],
  ])('call in %s every part of a line that a preview shows', async (lang, inLanguage) => {
    const { html } = await page(`/imports?lang=${lang}`);
    const [, words] = /data-words="([^"]*)"/.exec(html)!;
    const { parts, sources, units } = JSON.parse(words!.replaceAll('&quot;', '"')) as Record<
      string,
      Record<string, string>
    >;
    for (const code of [...SOURCES, UNDIVIDED]) expect(sources![code]).toMatch(inLanguage);
    for (const code of [...FUNDS, ...LINE_EXPENDITURES, ...LINE_COSTS, ...CATEGORIES])
      expect(parts![code]).toMatch(inLanguage);
    for (const unit of UNITS) expect(units![unit]).toMatch(inLanguage);
  });

  it('give the reason of what the ledger itself decides in the words of the reader', async () => {
    const { post } = clientOf(service);
    const text = (await readFile(SAMPLE_2022, 'utf8')).replaceAll('城市运行管理中心', '图书馆');
    const versions = [text, text.replaceAll('91,674.00', '91,673.00')];
    let budget = '';
    for (const version of versions) {
      const { body } = await post('/v1/imports?file=library.md', Buffer.from(version), {
        'content-type': 'application/octet-stream',
        'idempotency-key': null,
      });
      await post(`/v1/imports/${body['id']}/commit`, '', { 'content-type': null });
      budget = String(body['budget']);
    }
    const { html } = await page(`/budgets/${budget}/findings`);
    expect(html).toContain('已被新文件取代');
    expect(html).not.toContain('A newer document');
  });

  it('compare lines that a link joins, whichever budget is the base', async () => {
    const { post } = clientOf(service);
    const before = 'wenhua-2023-department';
    const any = { 'if-match': '*' };
    await post('/v1/budgets', opening('wenhua', 2023));
    await post(`/v1/budgets/${before}/lines`, { lines: [line('90.00', item(2))] }, any);
    const key = (code: string) => `expenditure/general/${code}/basic`;
    const linked = await post(
      `/v1/budgets/${BUDGET}/lines/${encodeURIComponent(key(item(1)))}/links`,
      { from: key(item(2)), reason: '科目调整' },
      any,
    );
    expect(linked.status).toBe(201);
    for (const sides of [`a=${before}&b=${BUDGET}`, `a=${BUDGET}&b=${before}`]) {
      const { html } = await page(`/compare?${sides}`);
      expect(html.match(/<tr class="noted">/g)).toHaveLength(2);
      for (const code of [item(1), item(2)])
        expect(html).toMatch(new RegExp(`与“[^”]*${code}”衔接`));
    }
    const { html } = await page(`/compare?a=${before}&b=${BUDGET}&lang=en`);
    expect(html).toContain('linked with “');
  });

  describe('on which the ledger is verified', () => {
    const verify = async (lang: 'zh' | 'en') => {
      const response = await fetch(`${service.address}/audit/verification`, {
        method: 'POST',
        headers: { cookie: `ledger-lang=${lang}` },
      });
      return { status: response.status, html: await response.text() };
    };

    it('say how far it is, and then what is proved, without scripts', async () => {
      const { status, html } = await verify('en');
      expect(status).toBe(200);
      expect(html).toMatch(
        /Events read and compared.*Events compared with the views.*All intact.*What this proves.*Not proven/s,
      );
      expect(html).toMatch(/<\/section><\/div><\/main><\/body><\/html>$/);
    });

    itInEachStageOfCi('refuse a second one while one runs', async () => {
      const answers = await Promise.all([verify('zh'), verify('zh'), verify('zh')]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 429, 429]);
    });

    itInEachStageOfCi('name each problem in the words of the reader', async () => {
      const file = join(service.data, 'documents', document);
      const bytes = await readFile(file);
      await chmod(file, 0o600);
      await writeFile(file, 'other');
      try {
        const { html } = await verify('zh');
        expect(html).toContain('账本已损坏');
        expect(html).toContain(`<li>文件 ${document} `);
        expect((await verify('en')).html).toContain(`<li>The file of the document ${document} has`);
      } finally {
        await writeFile(file, bytes);
      }
    });
  });

  it('give the preview of an amendment the words that the tables have in the language of the page', async () => {
    const { get, post } = clientOf(service);
    const printed = (await readFile(SAMPLE_2022, 'utf8'))
      .replaceAll('运行管理', '管护')
      .replaceAll('卫生健康支出', '医疗卫生支出');
    const previewed = await post('/v1/imports?file=b.md', Buffer.from(printed), {
      'content-type': 'application/octet-stream',
    });
    const commit = `/v1/imports/${previewed.body['id']}/commit`;
    const budget = (await post(commit, '', { 'content-type': null })).body['budget']!;
    const wordsOf = async (lang: string) => {
      const { html } = await page(`/budgets/${budget}/amendments?lang=${lang}`);
      const [, text] = /data-form-words="([^"]*)"/.exec(html)!;
      return JSON.parse(text!.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
    };
    expect(await wordsOf('zh')).toMatchObject({
      rows: {},
      titles: { 3: '' },
      units: { 万元: '万元' },
      join: '、',
      joinLong: '；',
      rule: '（#）',
    });
    const words = await wordsOf('en');
    expect(words).toMatchObject({ titles: { 3: 'Expenditure' }, rule: ' (#)' });
    const shown = new Set<string>();
    for (const { table } of ANSWERED_FORM.tables) {
      const { body } = await get(`/v1/budgets/${budget}/tables/${table}`);
      for (const { code, name } of (body as unknown as TableAnswer).rows) {
        const english = englishRow(code, name);
        const row = [code, name].filter(Boolean).join(' ');
        if (english === undefined) continue;
        shown.add(row);
        expect(words.rows[row]).toBe([code, english].filter(Boolean).join(' '));
      }
    }
    // Neither a former name nor this label is one that the form prints.
    expect([...shown]).toEqual(expect.arrayContaining(['210 医疗卫生支出', '一般公共预算收入']));
  });

  it('say what is wrong, with the status of the interface', async () => {
    for (const [path, status, sentence] of [
      ['/budgets/nobody-2023-unit', 404, '没有预算“nobody-2023-unit”：请查看预算列表。'],
      [`/budgets/${department}?table=77`, 404, '没有表 77：'],
      ['/audit/nonsense', 404, '没有报告 nonsense。'],
      [`/budgets/${department}?effective=2023-02-30`, 400, ''],
    ] as const) {
      const answer = await page(path);
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.html).toContain(sentence);
      expect(answer.html).toContain('role="alert"');
    }
  });

  it('say to a browser that there is nothing at a path, and to a program as the interface does', async () => {
    const accept = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8';
    const wrong = await page('/nothing-here', { accept });
    expect(wrong.status).toBe(404);
    expect(wrong.headers.get('content-type')).toContain('text/html');
    expect(wrong.html).toContain('<title>不存在');
    expect(wrong.html).toContain('/nothing-here');
    expect((await page('/nothing-here?lang=en', { accept })).html).toContain('<html lang="en">');
    for (const [path, asked] of [
      ['/nothing-here', '*/*'],
      ['/v1/nothing-here', accept],
    ] as const) {
      const { status, headers } = await page(path, { accept: asked });
      expect([path, status, headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });

  it('load nothing from elsewhere, and are in no frame', async () => {
    const { headers, html } = await page(`/budgets/${department}`);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const loaded = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(loaded.length).toBeGreaterThan(1);
    for (const path of loaded) expect((await page(path)).status).toBe(200);
    expect((await page('/assets/..%2fpages.controller.ts')).status).toBe(404);
  });

  it('lead from an exception to the record of what was spent, and call lines by their names', async () => {
    const { post } = clientOf(service);
    const spent = { function: item(1), expenditure: 'basic', amount: '1234567.00' };
    await post(
      `/v1/budgets/${BUDGET}/executions`,
      { asOf: '2024-06-30', status: 'provisional', figures: [spent] },
      { 'if-match': '*' },
    );
    const { html } = await page('/audit/exceptions?lang=en');
    const [, href, sentence] =
      /<a href="([^"]*\/executions[^"]*)">([^<]*(?:<span[^<]*<\/span>[^<]*)*)<\/a>/.exec(html)!;
    expect(sentence!.replaceAll(/<[^>]*>/g, '')).toMatch(
      new RegExp(
        `· basic expenditure · ${item(1)} has spent 1,234,567\\.00 of an adjusted budget of 105\\.00\\.$`,
      ),
    );
    expect((await page(href!.replaceAll('&amp;', '&'))).html).toContain('1,234,567.00');
  });

  it('remember the language that was chosen', async () => {
    const { headers } = await page('/?lang=en');
    const [cookie] = headers.get('set-cookie')!.split(';');
    expect((await page('/', { cookie: cookie! })).html).toContain('<html lang="en">');
  });
});

describe('The pages of a ledger with money in transit', () => {
  let service: Running;
  const giver = 'linjiang-2023-unit';
  const receiver = 'linjiang-2024-unit';
  beforeAll(async () => {
    service = await running();
    await service.restart(async () => {
      await transferInTransit(service.data);
    });
    await until('the transfer is in the views', async () => {
      const { body } = await clientOf(service).get('/v1/audit/in-transit');
      return body.length === 1;
    });
  });
  afterAll(() => service.close());

  const page = async (path: string) => {
    const response = await fetch(`${service.address}${path}`);
    return { status: response.status, html: await response.text() };
  };

  it.each([
    ['zh', '1 笔', '无'],
    ['en', '1 change', 'none'],
  ])(
    'list in %s beside each budget what has left it, and its late changes',
    async (lang, one, none) => {
      const { html } = await page(`/?lang=${lang}`);
      const rowOf = (budget: string) =>
        new RegExp(`<tr><td class="name"><a href="/budgets/${budget}".*?</tr>`).exec(html)![0];
      const given = rowOf(giver);
      expect(given).toContain(
        `<td class="figure"><a href="/audit/in-transit?budget=${giver}">1.00</a></td>`,
      );
      expect(given).toContain(`<td><a href="/audit/late?budget=${giver}">${one}</a></td>`);
      expect(rowOf(receiver)).not.toContain('/audit/');
      expect(rowOf(receiver)).toMatch(
        new RegExp(`<td class="figure">0\\.00</td>.*<td>${none}</td></tr>`),
      );
      const late = (await page(`/audit/late?budget=${giver}`)).html;
      expect(late).toContain('<td class="figure"><span class="negative">-1.00</span></td>');
    },
  );

  it.each([
    [`budget=${giver}`, 1],
    [`budget=${receiver}`, 0],
    ['agency=linjiang', 1],
    ['year=2023', 1],
    ['year=2024', 0],
    [`budget=${giver}&agency=linjiang&year=2023`, 1],
  ])('filter by %s what is in transit, in the file too', async (query, found) => {
    const { status, html } = await page(`/audit/in-transit?${query}`);
    expect(status).toBe(200);
    expect(html.match(/<td class="figure">1\.00<\/td>/g) ?? []).toHaveLength(found);
    const [, file] = /href="(\/v1\/audit\/in-transit\?[^"]*format=csv)"/.exec(html)!;
    for (const part of query.split('&')) expect(file).toContain(part);
    const csv = (await page(file!.replaceAll('&amp;', '&'))).html;
    expect(csv.trim().split('\n')).toHaveLength(1 + found);
  });

  it('keep in the filter of what is in transit what was asked for', async () => {
    const { html } = await page('/audit/in-transit?agency=linjiang&year=2023&lang=en');
    expect(html).toMatch(/name="agency" value="[^"]+"/);
    expect(html).toMatch(/name="year"[^>]* value="2023"/);
    expect((await page('/audit/in-transit?budget=nobody-2023-unit')).status).toBe(404);
  });

  it.each([
    '/audit/in-transit?person=chief',
    '/audit/exceptions?line=2120199',
    '/audit/changes?year=2023',
  ])('refuse at %s what the report is not filtered by', async (path) => {
    const { status, html } = await page(path);
    expect(status).toBe(400);
    expect(html).toMatch(/没有参数“(?:person|line|year)”：请删去。/);
  });
});

describe('The pages of a ledger with a code that is in no list', () => {
  let service: Running;
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    const lines = [line('100.00', '2129998')];
    await post(`/v1/budgets/${BUDGET}/lines`, { lines }, { 'if-match': '*' });
  });
  afterAll(() => service.close());

  const page = async (path: string) => (await fetch(`${service.address}${path}`)).text();

  it.each([
    ['/audit/exceptions', '科目表没有的编码 <small class="quiet">unknown-code</small>'],
    [
      '/audit/exceptions?lang=en',
      'a code that the classification lacks <small class="quiet">unknown-code</small>',
    ],
    [
      `/budgets/${BUDGET}/findings`,
      '录入或调整的项在科目表中 <small class="quiet">CODE-UNKNOWN</small>',
    ],
    [
      `/budgets/${BUDGET}/findings?lang=en`,
      'the code is in the classification <small class="quiet">CODE-UNKNOWN</small>',
    ],
  ])('call a rule by what it says at %s, with its code behind', async (path, called) =>
    expect(await page(path)).toContain(called),
  );

  it('filter the exceptions by their rule, in the file too', async () => {
    const found = await page('/audit/exceptions?rule=unknown-code');
    expect(found).toContain('<small class="quiet">unknown-code</small>');
    expect(found).toMatch(
      /href="\/v1\/audit\/exceptions\?rule=unknown-code&amp;position=\d+&amp;format=csv"/,
    );
    expect(await page('/audit/exceptions?rule=late-supplement')).toContain('没有。');
  });
});

describe('The pages of a transfer', () => {
  it('show both halves, name lines that it makes, and approve it at the giving half', async () => {
    const service = await running();
    try {
      const { post } = clientOf(service);
      for (const agency of ['wenhua', 'jiaoyu']) await post('/v1/budgets', opening(agency));
      const lines = [{ ...line('100.00'), expenditure: 'project' }];
      await post(`/v1/budgets/${BUDGET}/lines`, { lines }, { 'if-match': '*' });
      const code = lines[0]!.function;
      const transfer = {
        kind: 'reallocation',
        reason: '划转',
        to: 'jiaoyu-2024-department',
        changes: [{ function: code, expenditure: 'project', amount: '-5.00' }],
      };
      const path = `/v1/budgets/${BUDGET}/amendments`;
      const tried = await post(`${path}?dryRun=true`, transfer, { 'if-match': '*' });
      // The tables of both sides are those that would follow.
      const totalOf = (tables: unknown) => {
        const { budget, totals } = (tables as TableAnswer[]).find(({ table }) => table === 3)!;
        return [budget, (totals as Record<string, string>)['total']];
      };
      expect(totalOf(tried.body['tables'])).toEqual([BUDGET, '95.00']);
      expect(totalOf(tried.body['receiverTables'])).toEqual(['jiaoyu-2024-department', '5.00']);
      const { body, status } = await post(path, transfer, { 'if-match': '*' });
      expect(status).toBe(201);
      // The head of the receiver names what comes to it.
      const receiver = await fetch(`${service.address}/budgets/jiaoyu-2024-department`);
      expect(await receiver.text()).toMatch(
        /<dt>待批调整<\/dt>.*由 wenhua局 2024 部门预算 转入<\/a> <span class="positive">\+5\.00</s,
      );
      // The address of that page says the same for ever.
      const [, permanent] = /data-permanent[^>]* href="([^"]*)"/.exec(
        await (await fetch(`${service.address}/budgets/jiaoyu-2024-department`)).text(),
      )!;
      const again = await fetch(`${service.address}${permanent!.replaceAll('&amp;', '&')}`);
      expect(await again.text()).toContain('由 wenhua局 2024 部门预算 转入');
      const htmlOf = async (id: string) =>
        (await fetch(`${service.address}/amendments/${id}`)).text();
      const giving = await htmlOf(body['amendment']!['id']!);
      expect(giving).toContain('jiaoyu局 2024 部门预算');
      expect(giving).toMatch(new RegExp(`项目支出 · ${code}`));
      expect(giving).not.toContain(`>expenditure/general/${code}/project<`);
      expect(giving).toContain('+5.00');
      expect(giving).toContain('/approve"');
      const [, other] = /<a href="\/amendments\/([^"?]+)">/.exec(giving)!;
      const receiving = await htmlOf(other!);
      expect(receiving).toContain('wenhua局 2024 部门预算');
      expect(receiving).toContain('这是转入方：随转出方一并批准');
      expect(receiving).not.toContain('/approve"');
    } finally {
      await service.close();
    }
  });
});

describe('The pages of a ledger with more budgets than a field offers', () => {
  let service: Running;
  const last = 'z-2024-department';
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    const agencies = [...Array.from({ length: ENOUGH_NAMES }, (_, i) => `a${i}`), 'z'];
    for (const agency of agencies)
      expect((await post('/v1/budgets', opening(agency))).status).toBe(201);
  });
  afterAll(() => service.close());

  itInCi.each([
    ['/audit?budget=', 'budget', last, `z局 2024 部门预算 ${last}`],
    ['/changes?budget=', 'budget', last, `z局 2024 部门预算 ${last}`],
    ['/compare?b=a0-2024-department&a=', 'a', last, `z局 2024 部门预算 ${last}`],
    ['/?agency=', 'agency', 'z', 'z局 z'],
    ['/amendments?agency=', 'agency', 'z', 'z局 z'],
    ['/changes?agency=', 'agency', 'z', 'z局 z'],
  ])('name at %s what is chosen and not offered', async (path, field, id, name) => {
    const html = await (await fetch(`${service.address}${path}${id}`)).text();
    expect(html.includes(`<option value="${name}"`)).toBe(false);
    expect(new RegExp(`name="${field}" value="([^"]*)"`).exec(html)?.[1]).toBe(name);
  });

  itInCi(
    'sum them on pages of a part of the rows, and name a few of those without a base',
    async () => {
      const { post } = clientOf(service);
      const agencies = [...Array.from({ length: ENOUGH_NAMES }, (_, i) => `a${i}`), 'z'];
      for (const agency of agencies)
        await post(
          `/v1/budgets/${agency}-2024-department/lines`,
          { lines: [line('1.00', item(1))] },
          { 'if-match': '*' },
        );
      const codes: string[] = [];
      let path: string | undefined = '/totals?by=agency';
      for (let pages = 0; path !== undefined; pages += 1) {
        expect(pages).toBeLessThan(3);
        const html = await (await fetch(`${service.address}${path}`)).text();
        expect(html).toMatch(new RegExp(`未比较：a0局 [^。]*等 ${agencies.length} 个。`));
        // The total is of all of them on every page.
        expect(html).toMatch(new RegExp(`<tr class="total">.*>${agencies.length}\\.00<`));
        codes.push(...[...html.matchAll(/<tr><td>([^<]+)<\/td>/g)].map(([, code]) => code!));
        path = /<a href="(\/totals\?[^"]*after=[^"]*)">下一页/
          .exec(html)?.[1]
          ?.replaceAll('&amp;', '&');
      }
      expect(codes).toEqual(agencies.toSorted((a, b) => (a < b ? -1 : 1)));
    },
  );
});
