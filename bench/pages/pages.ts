import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { startService, type ServerProcess } from '../child.js';
import { inTurns, median } from '../measure.js';
import { atLeast, atMost, milliseconds, progress, type Row, type Section } from '../report.js';
import type { Workspace } from '../workspace.js';

const CHROMIUM = process.env['LEDGER_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

const FIRST_TABLE_MS = 300;
const SLIDER_MS = 100;
/** A list that is sorted or filtered reads every budget. */
const SORTED_MS = 200;
/** A ledger of many budgets opens as fast as one of few. */
const OVERVIEW_RATIO = 0.8;
const FEW = 5;
const LINES = 2_000;
const LARGE = 'large-2024-department';

/** Requests that are under way at a time while a ledger is filled. */
const IN_FLIGHT = 8;
/** Changes of the large budget: the slider has a mark for each. */
const CORRECTIONS = 10;
/** Lines of one request. */
const CHUNK = 500;

/** What a person waits for: the list of all budgets, the first table, and the figures of another moment. */
export const benchPages = async (workspace: Workspace, quick: boolean): Promise<Section> => {
  const many = quick ? 500 : 5_000;
  const repetitions = quick ? 8 : 15;
  const services = await Promise.all(
    [FEW, many].map((budgets) => filled(workspace.path(`pages-${budgets}`), budgets)),
  );
  const [few, large] = services as [ServerProcess, ServerProcess];
  const rows: Row[] = [];
  const raw: Record<string, unknown> = {};
  try {
    const opened = await inTurns(
      [
        { name: 'few', run: () => timeOf(`${few.address}/`) },
        { name: 'many', run: () => timeOf(`${large.address}/`) },
        { name: 'sorted', run: () => timeOf(`${large.address}/?sort=-original`) },
        { name: 'filtered', run: () => timeOf(`${large.address}/?agency=of${many - 1}`) },
      ],
      repetitions,
    );
    const [ofFew, ofMany, sorted, filtered] = ['few', 'many', 'sorted', 'filtered'].map((name) =>
      median(opened.get(name)!),
    ) as [number, number, number, number];
    rows.push(
      {
        what: `the list of ${many.toLocaleString('en')} budgets, to its last byte`,
        ours: milliseconds(ofMany),
        beside: `${milliseconds(ofFew)} of ${FEW}`,
        ratio: ofFew / ofMany,
      },
      {
        what: 'the same, sorted by a sum',
        ours: milliseconds(sorted),
        beside: '',
        ratio: null,
        target: atMost(Math.round(sorted), SORTED_MS, 'ms'),
      },
      {
        what: 'the same, of one agency',
        ours: milliseconds(filtered),
        beside: '',
        ratio: null,
        target: atMost(Math.round(filtered), SORTED_MS, 'ms'),
      },
    );
    Object.assign(raw, Object.fromEntries(opened));
    if (existsSync(CHROMIUM)) {
      const browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
      const page = await browser.newPage();
      const painted = await inTurns(
        [
          { name: 'list of few', run: () => firstPaint(page, `${few.address}/`) },
          { name: 'list of many', run: () => firstPaint(page, `${large.address}/`) },
          { name: 'first', run: () => firstPaint(page, `${few.address}/budgets/of1-2024-unit`) },
          { name: 'moved', run: () => moved(page, `${few.address}/budgets/${LARGE}?table=3`) },
        ],
        repetitions,
      );
      await browser.close();
      const of = (name: string): number => median(painted.get(name)!);
      const [first, answered] = [of('first'), of('moved')];
      const opens = of('list of few') / of('list of many');
      rows.push(
        {
          what: `the list of ${many.toLocaleString('en')} budgets on the screen`,
          ours: milliseconds(of('list of many')),
          beside: `${milliseconds(of('list of few'))} of ${FEW}`,
          ratio: opens,
          target: atLeast(opens, OVERVIEW_RATIO),
        },
        {
          what: 'the first table on the screen',
          ours: milliseconds(first),
          beside: '',
          ratio: null,
          target: atMost(Math.round(first), FIRST_TABLE_MS, 'ms'),
        },
        {
          what: `a slider, table 3 of ${LINES.toLocaleString('en')} lines`,
          ours: milliseconds(answered),
          beside: '',
          ratio: null,
          target: atMost(Math.round(answered), SLIDER_MS, 'ms'),
        },
      );
      Object.assign(raw, Object.fromEntries(painted));
    }
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
  return {
    title: 'm. Pages',
    rows,
    notes: [
      'Measured in Chromium: to the first paint, which has the list or the table, and from the step of a slider until its figures are painted. The list has 25 budgets on a page, and that of a small ledger all of its budgets.',
      ...(existsSync(CHROMIUM)
        ? []
        : [`There is no ${CHROMIUM}: nothing was measured in a browser.`]),
    ],
    raw,
  };
};

/** A service whose ledger has `budgets` small budgets and the large one. */
const filled = async (data: string, budgets: number): Promise<ServerProcess> => {
  const service = await startService(data);
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${service.address}/v1/budgets${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'ledger-actor': 'zhang',
        'idempotency-key': crypto.randomUUID(),
        'if-match': '*',
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  };
  const open = async (agency: string, scope: string, lines: readonly object[]): Promise<void> => {
    await post('', { agency: { code: agency, name: `${agency}局` }, fiscalYear: 2024, scope });
    for (let at = 0; at < lines.length; at += CHUNK)
      await post(`/${agency}-2024-${scope}/lines`, { lines: lines.slice(at, at + CHUNK) });
  };
  await open(
    'large',
    'department',
    Array.from({ length: LINES }, (_, i) => line(2_290_001 + i)),
  );
  // What the sliders move.
  const trail = await fetch(`${service.address}/v1/budgets/${LARGE}/trail?limit=1000`);
  const { items } = (await trail.json()) as {
    readonly items: readonly { readonly id: string; readonly line: string | null }[];
  };
  const lines = items.filter((each) => each.line !== null);
  for (const { id } of lines.slice(0, CORRECTIONS))
    await post(`/${LARGE}/corrections`, { corrects: id, to: '1.00', reason: '印刷错误' });
  let next = 0;
  const work = async (): Promise<void> => {
    for (let own = (next += 1); own < budgets; own = next += 1) {
      await open(`of${own}`, 'unit', [line(2_290_201), line(2_299_901)]);
      progress(`filling a ledger: ${own} of ${budgets.toLocaleString('en')} budgets`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  progress('');
  return service;
};

const line = (code: number) => ({
  schedule: 'expenditure',
  fund: 'general',
  function: String(code),
  expenditure: 'project',
  name: '其他支出',
  amount: `${code}.00`,
});

/** Until the last byte of an answer, in ms. */
const timeOf = async (address: string): Promise<number> => {
  const start = performance.now();
  const answer = await fetch(address);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return performance.now() - start;
};

/** From the navigation until the page is painted for the first time, in ms. */
const firstPaint = async (page: Page, address: string): Promise<number> => {
  await page.goto(address);
  await page.locator('main table td').first().waitFor();
  return page.evaluate(
    () =>
      new Promise<number>((done) =>
        new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (paint) done(paint.startTime);
        }).observe({ type: 'paint', buffered: true }),
      ),
  );
};

/** From the step of a slider until the figures that it asks for are painted, in ms. */
const moved = async (page: Page, address: string): Promise<number> => {
  await page.goto(address);
  await page.locator('input[type=range]').nth(1).waitFor();
  return page.evaluate(async () => {
    // Nobody moves a slider before it is painted.
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return new Promise<number>((done) => {
      const slider = document.querySelectorAll<HTMLInputElement>('input[type=range]')[1]!;
      const start = performance.now();
      document.addEventListener(
        'shown',
        () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))),
        { once: true },
      );
      slider.value = String(Number(slider.value) - 1);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    });
  });
};
