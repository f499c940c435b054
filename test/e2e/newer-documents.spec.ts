import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  frontOf,
  gridsOf,
  SAMPLE,
  tableLines,
  type Sample,
  type SampleItem,
} from '../../src/reading/tables/budget.fixture.js';
import { answer, folders, run } from './cli-harness.js';
import { cases } from '../support/rounds.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

interface Imported {
  readonly status: string;
  readonly budget: string;
  readonly token: string | null;
  readonly file: string;
  readonly findings: readonly (Shown & { readonly id: string })[];
  readonly endedFindings: readonly { readonly id: string; readonly decision: string }[];
  readonly otherBudgets?: readonly object[];
  readonly changes: {
    readonly added: number;
    readonly unchanged: number;
    readonly changed: readonly object[];
    readonly discontinued: readonly object[];
    readonly lines: readonly { line: string; change: string; before: string; after: string }[];
  };
}

interface Shown {
  readonly rule: string;
  readonly severity: string;
  readonly printed: string | null;
  readonly expected: string | null;
  readonly difference: string | null;
  readonly status: string;
  readonly decision?: string;
}

const folder = folders();
const OTHER = SAMPLE.items.slice(0, -1);
const LAST = SAMPLE.items.at(-1)!;
/** An item that newer documents no longer have. */
const GONE: SampleItem = { code: '2120399', basic: 0n, project: 1_000_000n };

/** A budget document with the given project amount of the last item, sentences before and lines after the tables. */
const printed = (
  year: number,
  project: bigint,
  sentences: readonly string[] = [],
  {
    items = [],
    end = [],
    scope = 'department' as const,
  }: {
    items?: readonly SampleItem[];
    end?: readonly string[];
    scope?: Sample['scope'];
  } = {},
): string => {
  const sample: Sample = {
    ...SAMPLE,
    year,
    scope,
    items: [...OTHER, { ...LAST, project }, ...items],
  };
  return [
    ...frontOf(sample),
    `${year}年${scope === 'unit' ? '单位' : '部门'}预算编制说明`,
    ...sentences,
    ...gridsOf(sample).flatMap((grid) => tableLines(grid, 'tabs')),
    ...end,
  ].join('\n');
};

const ledger = () => {
  const data = folder();
  const files = folder();
  let count = 0;
  const json = async <T>(...argv: string[]): Promise<T> =>
    answer<T>(await run([...argv, '--data', data, '--json']));
  const file = (text: string): string => {
    const name = join(files, `${(count += 1)}.txt`);
    writeFileSync(name, text);
    return name;
  };
  return {
    json,
    refusal: async (...argv: string[]) => (await run([...argv, '--data', data])).err,
    csv: (rows: readonly string[]): string => {
      const name = join(files, `${(count += 1)}.csv`);
      writeFileSync(name, ['schedule,function,fund,expenditure,amount', ...rows].join('\n'));
      return name;
    },
    print: async (...argv: string[]) => (await run([...argv, '--data', data])).out,
    text: async (text: string, ...flags: string[]) =>
      (await run(['imports', 'add', file(text), ...flags, '--data', data])).out,
    add: async (text: string, ...flags: string[]): Promise<Imported> =>
      (await json<Imported[]>('imports', 'add', file(text), ...flags))[0]!,
    findings: (budget: string, ...rules: string[]) =>
      json<Shown[]>('budgets', 'findings', budget).then((all) =>
        all.filter(({ rule }) => rules.includes(rule)),
      ),
  };
};

// In all 1,575,000.50 元 in 2023 and 1,555,000.50 元 in 2024.
const LAST_YEAR = printed(2023, 10_000_000n);
const thisYear = (change: string, reason = '项目支出减少') =>
  printed(2024, 8_000_000n, [
    `收入预算1555000.50元，比上年预算${change}，主要原因是${reason}。`,
    `支出预算1555000.50元，比上年预算${change}，主要原因是${reason}。`,
  ]);
const HOLDS = thisYear('减少20000.00元');
const BROKEN = thisYear('减少30000.00元');
const ACROSS = ['CHAIN', 'NARR-REASON'];

const CHAIN = {
  rule: 'CHAIN',
  severity: 'error',
  printed: '1585000.50',
  expected: '1575000.50',
  difference: '10000.00',
  status: 'open',
};

describe('The base that a document states', () => {
  itInEachStageOfCi('raises no finding when it is what last year published', async () => {
    const { add, findings } = ledger();
    await add(LAST_YEAR);
    const { budget, findings: raised } = await add(HOLDS);
    expect(raised).toEqual([]);
    expect(await findings(budget, ...ACROSS)).toEqual([]);
  });

  it.each(
    cases(1, [
      ['last', [BROKEN, LAST_YEAR]],
      ['first', [LAST_YEAR, BROKEN]],
    ]),
  )('raises one finding when it differs and last year arrives %s', async (_, documents) => {
    const { add, findings } = ledger();
    const imported: Imported[] = [];
    for (const document of documents) imported.push(await add(document));
    const { budget } = imported.find((each) => each.budget.includes('-2024-'))!;
    expect(await findings(budget, ...ACROSS)).toMatchObject([CHAIN]);
    // The same documents again add nothing.
    for (const document of documents) await add(document);
    expect(await findings(budget, ...ACROSS)).toMatchObject([CHAIN]);
  });

  itInEachStageOfCi('is what the newest document states, and nothing of those before', async () => {
    const { add, json } = ledger();
    await add(LAST_YEAR);
    const { budget } = await add(HOLDS);
    const stated = async (...at: string[]) =>
      (await json<{ total: { stated: unknown } }>('budgets', 'deltas', budget, ...at)).total.stated;
    const first = await json<{ asOf: { position: string } }>('budgets', 'lines', budget);
    expect(await stated()).toMatchObject({ delta: '-20000.00' });
    await add(BROKEN);
    expect(await stated()).toMatchObject({ delta: '-30000.00' });
    await add(printed(2024, 8_000_000n));
    expect(await stated()).toBeNull();
    expect(await stated('--position', first.asOf.position)).toMatchObject({ delta: '-20000.00' });
  });

  itInEachStageOfCi(
    'is a finding in the preview, which is withdrawn when a newer document of last year agrees',
    async () => {
      const { add, findings } = ledger();
      await add(LAST_YEAR);
      expect((await add(BROKEN, '--dry-run')).findings).toMatchObject([CHAIN]);
      const { budget } = await add(BROKEN);
      await add(printed(2023, 11_000_000n));
      expect(await findings(budget, ...ACROSS)).toMatchObject([
        { ...CHAIN, status: 'resolved', decision: 'no-longer-holds' },
      ]);
    },
  );

  it.each(
    cases(1, [
      ['last', 2023, '110000.00'],
      ['this', 2024, '70000.00'],
    ] as const),
  )('is judged anew by a correction of %s year', async (_, year, to) => {
    const { add, json, findings } = ledger();
    const { budget: last } = await add(LAST_YEAR);
    const { budget } = await add(
      printed(2024, 8_000_000n, [
        '支出预算1555000.50元，比上年预算减少30000.00元，主要原因是项目支出减少。',
      ]),
    );
    expect(await findings(budget, 'CHAIN')).toMatchObject([{ status: 'open' }]);
    const of = year === 2024 ? budget : last;
    const { entries } = await json<{ entries: { id: string; line: string | null }[] }>(
      'budgets',
      'trail',
      of,
      '--line',
      `expenditure/general/${LAST.code}/project`,
    );
    const correction = ['corrections', 'add', of, '--corrects', entries[0]!.id, '--reason', '抄错'];
    await json(...correction, '--to', to);
    expect(await findings(budget, 'CHAIN')).toMatchObject([
      { ...CHAIN, status: 'resolved', decision: 'no-longer-holds' },
    ]);
    await json(...correction, '--to', '1.00');
    expect(await findings(budget, 'CHAIN')).toMatchObject([{ rule: 'CHAIN', status: 'open' }]);
  });

  itInEachStageOfCi(
    'is judged by a document of last year, whose import and its preview say what that does to this year',
    async () => {
      const { add, text } = ledger();
      const { budget } = await add(BROKEN);
      const asked = async (document: string) => {
        const { otherBudgets: preview } = await add(document, '--dry-run');
        const { otherBudgets } = await add(document);
        expect(preview).toEqual(otherBudgets);
        return otherBudgets;
      };
      expect(await asked(LAST_YEAR)).toMatchObject([
        { budget, findings: [CHAIN], endedFindings: [] },
      ]);
      const shown = await text(printed(2023, 11_000_000n), '--dry-run');
      expect(shown).toContain(`  in ${budget}:\n  1 earlier finding ends\n`);
      expect(await asked(printed(2023, 11_000_000n))).toMatchObject([
        { budget, findings: [], endedFindings: [{ rule: 'CHAIN', decision: 'no-longer-holds' }] },
      ]);
      expect(
        (await add(printed(2023, 11_000_000n, [], { end: ['', '二、其他'] }))).otherBudgets,
      ).toBe(undefined);
    },
  );

  itInEachStageOfCi(
    'is no contradiction when last year was published for the other scope',
    async () => {
      const { add } = ledger();
      await add(printed(2023, 10_000_000n, [], { scope: 'unit' }));
      expect((await add(BROKEN)).findings).toMatchObject([{ rule: 'CHAIN', severity: 'info' }]);
    },
  );
});

describe('A stated reason', () => {
  it('raises a warning when the figures of both years contradict it', async () => {
    const { add } = ledger();
    await add(LAST_YEAR);
    const { findings } = await add(thisYear('减少20000.00元', '项目支出增加'));
    expect(findings).toMatchObject([
      {
        rule: 'NARR-REASON',
        severity: 'warning',
        printed: '项目支出增加',
        expected: '项目支出 550000.00 → 530000.00 元',
        places: [{ text: '20000.00' }, { text: '20000.00' }],
      },
    ]);
  });
});

describe('A newer document of the same budget', () => {
  const FIRST = printed(2024, 8_000_000n);
  const NEWER = printed(2024, 9_000_000n, [], { items: [GONE] });

  it('is previewed with both values of each line, and recorded the same', async () => {
    const { add, text, print, json } = ledger();
    const { budget, changes: first } = await add(FIRST);
    expect(first.lines.every(({ change }) => change === 'added')).toBe(true);
    const preview = await add(NEWER, '--dry-run');
    const moved = preview.changes.lines.filter(({ change }) => change !== 'unchanged');
    expect(moved.map(({ line, change, before, after }) => [change, line, before, after])).toEqual([
      ['changed', 'revenue/2120199/fiscal-appropriation', '680000.00', '690000.00'],
      ['added', 'revenue/2120399/fiscal-appropriation', null, '10000.00'],
      ['changed', 'expenditure/general/2120199/project', '80000.00', '90000.00'],
      ['added', 'expenditure/general/2120399/project', null, '10000.00'],
    ]);
    const out = await text(NEWER, '--dry-run');
    expect(out).toContain('changed expenditure/general/2120199/project');
    expect(out).toContain('80000.00 → 90000.00');
    expect(out).toContain('— → 10000.00');
    expect(await add(NEWER)).toMatchObject({ status: 'committed', changes: preview.changes });

    const back = await text(FIRST.replace('某市某区', '某市某区 '), '--dry-run');
    expect(back).toContain('discontinued expenditure/general/2120399/project');
    expect(back).toContain('10000.00 → —');
    await add(FIRST.replace('某市某区', '某市某区 '));
    const { entries } = await json<{ entries: { type: string; line: string; before: string }[] }>(
      'budgets',
      'trail',
      budget,
      '--line',
      'expenditure/general/2120399/project',
    );
    expect(entries.at(-1)).toMatchObject({ type: 'LineDiscontinued', before: '10000.00' });
    expect(await print('budgets', 'trail', budget)).toContain(
      'expenditure/general/2120399/project: 10000.00 → gone (-10000.00)',
    );
    const again = await text(NEWER);
    expect(again).toMatch(/^duplicate /);
    expect(again).toContain('nothing was recorded');
    expect(again).not.toContain('→');
    const { lines } = await json<{ lines: { line: string; amount: string }[] }>(
      'budgets',
      'lines',
      budget,
    );
    expect(lines.map(({ line }) => line)).not.toContain('expenditure/general/2120399/project');
    expect(lines).toContainEqual(
      expect.objectContaining({ line: 'expenditure/general/2120199/project', amount: '80000.00' }),
    );
  });

  itInEachStageOfCi(
    'is previewed with the findings that it raises and those that it ends, and recorded the same',
    async () => {
      const { add, json, text } = ledger();
      await add(LAST_YEAR);
      const { budget } = await add(BROKEN);
      const trail = () =>
        json<{ entries: { id: string; line: string; type: string }[] }>('budgets', 'trail', budget);
      const line = (await trail()).entries.find(
        (each) =>
          each.line === 'expenditure/general/2120199/project' && each.type === 'LineEntered',
      )!;
      const correction = ['corrections', 'add', budget, '--corrects', line.id, '--to', '95000.00'];
      await json(...correction, '--reason', '登记有误');
      const open = async () =>
        (await json<(Shown & { id: string })[]>('budgets', 'findings', budget)).filter(
          ({ status }) => status === 'open',
        );
      const before = await open();
      expect(before.length).toBeGreaterThan(1);
      const newer = BROKEN.replaceAll('减少30000.00元', '减少40000.00元');
      const preview = await add(newer, '--dry-run');
      // The correction stands, and the newer print contradicts it again.
      expect(preview.findings.map(({ rule, printed: figure }) => [rule, figure])).toEqual(
        expect.arrayContaining([
          ['CHAIN', '1595000.50'],
          ['SPLIT', '680000.00'],
        ]),
      );
      expect(preview.endedFindings.map(({ id, decision }) => [id, decision])).toEqual(
        before.map(({ id }) => [id, 'superseded']),
      );
      const shown = await text(newer, '--dry-run');
      expect(shown).toContain(`${before.length} earlier findings end\n    superseded `);
      expect(await open()).toEqual(before);

      const { token: _token, file: _file, status: _status, ...committed } = await add(newer);
      expect(preview).toMatchObject(committed);
      expect((await open()).map(({ id }) => id)).toEqual(preview.findings.map(({ id }) => id));
    },
  );

  it('replaces the original of a line and its corrections, and keeps its amendments', async () => {
    const { add, json } = ledger();
    const { budget } = await add(NEWER);
    const PROJECT = 'expenditure/general/2120399/project';
    const CHANGED = 'expenditure/general/2120199/project';
    const row = async (line: string) => {
      const { rows } = await json<{ rows: { line: string }[] }>('budgets', 'bridge', budget);
      return rows.find((each) => each.line === line);
    };
    const change = 'function=2120399 expenditure=project amount=5000.00';
    const { amendment } = await json<{ amendment: { id: string } }>(
      'amendments',
      'propose',
      budget,
      '--actor',
      'clerk',
      '--kind',
      'supplement',
      '--reason',
      '追加',
      '--change',
      change,
    );
    await json(
      'amendments',
      'approve',
      budget,
      amendment.id,
      '--actor',
      'chief',
      '--authority',
      '宝财预〔2024〕15号',
      '--approved-on',
      '2024-06-15',
    );
    const { entries } = await json<{ entries: { id: string; line: string; type: string }[] }>(
      'budgets',
      'trail',
      budget,
      '--line',
      CHANGED,
    );
    const { id } = entries.find(({ type }) => type === 'LineEntered')!;
    await json(
      'corrections',
      'add',
      budget,
      '--corrects',
      id,
      '--to',
      '95000.00',
      '--reason',
      '登记有误',
    );
    expect(await row(CHANGED)).toMatchObject({
      original: '90000.00',
      corrections: '5000.00',
      adjusted: '95000.00',
    });

    await add(FIRST);
    expect(await row(PROJECT)).toMatchObject({
      original: '0.00',
      amendments: { supplement: '5000.00' },
      adjusted: '5000.00',
    });
    expect(await row(CHANGED)).toMatchObject({
      original: '80000.00',
      corrections: '0.00',
      adjusted: '80000.00',
    });
    const { lines } = await json<{ lines: { line: string; original: string; adjusted: string }[] }>(
      'budgets',
      'lines',
      budget,
      '--schedule',
      'expenditure',
    );
    expect(lines.filter(({ line }) => [PROJECT, CHANGED].includes(line))).toEqual([
      expect.objectContaining({ line: CHANGED, original: '80000.00', adjusted: '80000.00' }),
      expect.objectContaining({ line: PROJECT, original: '0.00', adjusted: '5000.00' }),
    ]);

    await add(NEWER.replace('某市某区', '某市某区 '));
    expect(await row(PROJECT)).toMatchObject({
      original: '10000.00',
      amendments: { supplement: '5000.00' },
      corrections: '0.00',
      adjusted: '15000.00',
    });
  });
});

describe('A line that a newer document took away', () => {
  it('cannot be corrected; entered again it returns from zero', async () => {
    const { add, json, refusal, csv } = ledger();
    const { budget } = await add(printed(2024, 8_000_000n, [], { items: [GONE] }));
    await add(printed(2024, 8_000_000n));
    const trail = async () =>
      (
        await json<{ entries: { id: string; type: string; before: string; after: string }[] }>(
          'budgets',
          'trail',
          budget,
          '--line',
          'expenditure/general/2120399/project',
        )
      ).entries;
    const { id } = (await trail())[0]!;
    const correcting = ['corrections', 'add', budget, '--corrects', id, '--to', '9000.00'];
    for (const more of [[], ['--dry-run']])
      expect(await refusal(...correcting, '--reason', '登记有误', ...more)).toContain(
        'enter the line again',
      );

    await json('budgets', 'enter', budget, csv(['expenditure,2120399,general,project,9000.00']));
    expect((await trail()).map(({ type, before, after }) => [type, before, after])).toEqual([
      ['LineEntered', null, '10000.00'],
      ['LineDiscontinued', '10000.00', null],
      ['LineEntered', '0.00', '9000.00'],
    ]);
    const { lines } = await json<{ lines: { line: string; amount: string }[] }>(
      'budgets',
      'lines',
      budget,
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ line: 'expenditure/general/2120399/project', amount: '9000.00' }),
    );
    const status = await json<{ stopped: object[] }[]>('projector', 'status');
    expect(status.flatMap(({ stopped }) => stopped)).toEqual([]);
  });
});

describe('The amount of a project in its targets form (绩效目标)', () => {
  const form = (year: number, amount: string) => [
    '财政项目支出绩效目标表',
    `（${year}年度）`,
    `项目名称\t河道养护（一期）\t项目类别\t经常性项目`,
    `项目资金（元）\t项目资金总额\t${amount}\t年度资金申请总额\t${amount}`,
    `\t其中：财政资金\t${amount}\t其中：当年财政拨款\t${amount}`,
  ];

  it('is a line of its own schedule, in no table, with its change from year to year', async () => {
    const { add, json } = ledger();
    await add(printed(2023, 8_000_000n, [], { end: form(2023, '50,000') }));
    const { budget, findings } = await add(
      printed(2024, 8_000_000n, [], { end: form(2024, '60,000') }),
    );
    expect(findings).toEqual([]);
    const { lines } = await json<{ lines: { line: string; amount: string }[] }>(
      'budgets',
      'lines',
      budget,
      '--schedule',
      'project',
    );
    expect(lines).toMatchObject([
      { line: 'project/河道养护(一期)/fiscal-appropriation', amount: '60000.00' },
    ]);
    const { rows } = await json<{ rows: { name: string; text: string }[] }>(
      'budgets',
      'deltas',
      budget,
      '--by',
      'project',
    );
    expect(rows).toMatchObject([{ code: '河道养护(一期)', text: '+10000.00, 20.00%' }]);
    const table = await json<{ totals: { project: string } }>('budgets', 'table', budget, '3');
    expect(table.totals.project).toBe('530000.00');
  });
});
