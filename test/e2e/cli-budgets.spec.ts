import { createHash } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { read, utils, write } from '@e965/xlsx';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023, type Environment } from './cli-harness.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';
import { cases } from '../support/rounds.js';
import { executeOnViews } from '../support/test-stores.js';

const folder = folders();
const data = { name: '' };
const at = (...argv: string[]) => run([...argv, '--data', data.name]);
const json = async <T>(...argv: string[]): Promise<T> => answer<T>(await at(...argv, '--json'));

interface Imported {
  readonly file: string;
  readonly status: string;
  readonly budget: string | null;
  readonly token: string | null;
  readonly findings: readonly { rule: string; severity: string }[];
  readonly problem?: { code: string; detail: string };
}

const budgets = { y2022: '', y2023: '' };

beforeAll(async () => {
  data.name = folder();
  const imported = await json<Imported[]>('imports', 'add', SAMPLE_2022, SAMPLE_2023);
  expect(imported.map(({ status }) => status)).toEqual(['committed', 'committed']);
  [budgets.y2022, budgets.y2023] = imported.map(({ budget }) => budget!) as [string, string];
});

describe('imports add', () => {
  it('answers a duplicate with the token of the first commit, and records nothing', async () => {
    const before = await json<{ events: number }>('audit', 'verify', '--no-views');
    const [first, again] = await Promise.all([
      json<{ token: string }[]>('imports', 'add', SAMPLE_2022),
      json<Imported[]>('imports', 'add', SAMPLE_2022),
    ]);
    expect(again[0]).toMatchObject({ file: SAMPLE_2022, status: 'duplicate' });
    expect(again[0]!.token).toBe(first[0]!.token);
    expect(await json('audit', 'verify', '--no-views')).toEqual(before);
  });

  itInEachStageOfCi(
    'commits the other files when one is refused, and prints one line about it',
    async () => {
      const empty = join(folder(), 'empty.txt');
      writeFileSync(empty, '');
      const ran = await at('imports', 'add', empty, SAMPLE_2022, '/nowhere/x.txt', '--json');
      const answers = answer<Imported[]>(ran);
      expect(ran.exit).toBe(1);
      expect(ran.err).toMatch(/^2 of 3 files were refused: [^\n]+\n$/);
      expect(answers.map(({ status }) => status)).toEqual(['refused', 'duplicate', 'refused']);
      expect(answers[0]!.problem).toEqual({
        code: 'document-unreadable',
        detail: expect.stringContaining('empty.txt is empty'),
      });
      expect(Object.keys(answers[0]!)).toEqual([...Object.keys(answers[1]!), 'problem']);
    },
  );

  it('refuses with --strict a document that has a finding of severity error', async () => {
    const elsewhere = folder();
    const ran = await run([
      'imports',
      'add',
      SAMPLE_2022,
      '--strict',
      '--json',
      '--data',
      elsewhere,
    ]);
    expect(ran).toMatchObject({ exit: 1, err: expect.stringMatching(/^[^\n]+\n$/) });
    const [refused] = answer<Imported[]>(ran);
    expect(refused).toMatchObject({
      status: 'refused',
      problem: { code: 'document-has-findings' },
    });
    expect(refused!.findings.length).toBeGreaterThan(0);
  });

  itInEachStageOfCi(
    'prints the budget, the tables, the findings and the token as text',
    async () => {
      const { out, exit } = await at('imports', 'add', SAMPLE_2023);
      expect(exit).toBe(0);
      expect(out).toContain(`duplicate ${SAMPLE_2023}`);
      expect(out).toContain(budgets.y2023);
      expect(out).toMatch(/tables: read T1 T2 .*; declared empty T6 T7/);
      expect(out).toMatch(/\d+ findings: \d+ errors/);
      expect(out).toMatch(/token e1-\d{20}/);
    },
  );
});

describe('imports check', () => {
  it('exits with 3 when a finding is an error, and needs no ledger', async () => {
    const ran = await run(['imports', 'check', SAMPLE_2022, '--json', '--data', '/nowhere']);
    expect([ran.exit, ran.err]).toEqual([3, '']);
    const [checked] = answer<Imported[]>(ran);
    expect(checked).toMatchObject({ file: SAMPLE_2022 });
    expect(checked!.findings.map(({ rule }) => rule)).toContain('SUM-CLASS');
  });
});

describe('The queries of a budget', () => {
  it('list all budgets', async () => {
    const list = await json<{ budget: string; reconciled: boolean }[]>('budgets', 'list');
    expect(list.map(({ budget }) => budget).toSorted()).toEqual(Object.values(budgets).toSorted());
    expect(await json('budgets', 'show', budgets.y2022)).toEqual({
      ...list.find(({ budget }) => budget === budgets.y2022),
      approval: null,
      closedOn: null,
      original: '7028843.08',
      adjusted: '7028843.08',
      pending: '0.00',
      proposals: 0,
      executed: null,
      incoming: [],
      documents: [
        {
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          file: 'baoshan-2022-unit.md',
          title: '宝山区 2022 年区级单位预算',
          publishedOn: null,
        },
      ],
      openFindings: { error: 2, warning: 0, info: 0 },
    });
  });

  it('compare the years, and the change with what the document states', async () => {
    const deltas = await json<{ total: { text: string; stated: { agrees: string } } }>(
      'budgets',
      'deltas',
      budgets.y2023,
    );
    expect(deltas.total).toMatchObject({
      text: '+1076644.60, 15.32%',
      stated: { agrees: 'yes' },
    });
    const { out } = await at('budgets', 'deltas', budgets.y2023);
    expect(out).toMatch(/合计 +合计 +7028843\.08 +8105487\.68 +\+1076644\.60, 15\.32% .*agrees/);
    // Beside other figures, a verdict says what it was judged against.
    expect(out).not.toContain('agrees (');
    const original = await at('budgets', 'deltas', budgets.y2023, '--against', 'original');
    expect(original.out).toContain('agrees (7028843.08 → 8105487.68)');
  });

  it.each(
    cases(1, [
      ['budgets', 'table', '3'],
      ['budgets', 'lines'],
      ['budgets', 'deltas'],
      ['budgets', 'bridge'],
      ['budgets', 'trail'],
    ]),
  )(
    '%s %s gives the same bytes when it is asked with the as-of values of its answer',
    async (...argv) => {
      const [slice, verb, ...rest] = argv;
      const ask = (...more: string[]) =>
        at(slice!, verb!, budgets.y2022, ...rest, ...more, '--json');
      const { asOf } = answer<{ asOf: { position: string; recorded: string } }>(await ask());
      const again = await ask('--position', asOf.position, '--recorded', asOf.recorded);
      expect(again).toEqual(await ask());
    },
  );

  it('find nothing of a budget before its first event', async () => {
    const { lines } = await json<{ lines: unknown[] }>(
      'budgets',
      'lines',
      budgets.y2023,
      '--recorded',
      '2020-01-01T00:00:00+08:00',
    );
    expect(lines).toEqual([]);
  });

  it('refuse an unknown line or budget instead of giving an empty answer', async () => {
    const cases = [
      [['budgets', 'trail', budgets.y2023, '--line', '2990000'], 'has no line "2990000"'],
      [
        ['changes', 'follow', '--end', '--budget', 'nobody-2023-unit'],
        'There is no budget "nobody',
      ],
    ] as const;
    for (const [argv, sentence] of cases)
      expect(await at(...argv)).toMatchObject({
        exit: 1,
        out: '',
        err: expect.stringContaining(sentence) as unknown,
      });
  });

  it('lead from a line back to the printed cell', async () => {
    const { out } = await at('budgets', 'trail', budgets.y2023, '--line', '2120199');
    expect(out).toContain('expenditure/general/2120199/project: new → 572500.00 (+572500.00)');
    expect(out).toMatch(/printed: "572500\.00" 元, 表5, text line \d+, row \d+, column project/);
  });

  it.each(['list', 'show', 'table', 'lines', 'deltas', 'bridge', 'trail', 'findings'])(
    'budgets %s prints one JSON document with --json, and text without it',
    async (verb) => {
      const argv = ['budgets', verb, ...(verb === 'list' ? [] : [budgets.y2022])];
      if (verb === 'table') argv.push('8');
      expect(answer(await at(...argv, '--json'))).toEqual(expect.anything());
      const people = await at(...argv);
      expect(people).toMatchObject({ exit: 0, err: '', out: expect.stringMatching(/\n$/) });
      expect(people.out).not.toContain('\u001B');
    },
  );
});

describe('budgets table', () => {
  it('is the same by --json and by --format json', async () => {
    const [one, other] = await Promise.all([
      at('budgets', 'table', budgets.y2023, '3', '--json'),
      at('budgets', 'table', budgets.y2023, '3', '--format', 'json'),
    ]);
    expect(one.out).toBe(other.out);
  });

  it('is CSV with codes as text, plain amounts and blanks', async () => {
    const { out } = await at('budgets', 'table', budgets.y2023, '3', '--format', 'csv');
    const lines = out.split('\n');
    expect(lines[0]).toBe('\uFEFFcode,name,total,basic,project');
    expect(lines[1]).toBe('208,社会保障和就业支出,1060056.00,1060056.00,');
    expect(lines.at(-2)).toBe(',合计,8105487.68,7532987.68,572500.00');
  });

  it('is a workbook with codes as text and amounts as numbers', async () => {
    const { bytes } = await at('budgets', 'table', budgets.y2023, '3', '--format', 'xlsx');
    const book = read(bytes);
    const rows = utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 });
    expect(rows).toContainEqual(['208', '社会保障和就业支出', 1060056, 1060056]);
  });

  it('says that nothing was recorded by then, where it is asked for as of an earlier time', async () => {
    for (const command of ['table', 'lines', 'deltas', 'bridge', 'trail']) {
      const more = command === 'table' ? ['3'] : [];
      const early = ['--recorded', '2000-01-01T00:00:00Z'];
      const { exit, out } = await at('budgets', command, budgets.y2023, ...more, ...early);
      expect([command, exit, out]).toEqual([
        command,
        0,
        expect.stringContaining('as of position 0, when nothing was recorded of it'),
      ]);
    }
  });

  it('is written to a file in the format of its extension', async () => {
    const file = join(folder(), 'table.md');
    const ran = await at('budgets', 'table', budgets.y2023, '3', '--out', file);
    const bytes = readFileSync(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const out = `${bytes.length} bytes written to ${file}\nsha256 ${sha256}\n`;
    expect(ran).toMatchObject({ exit: 0, out, err: '' });
    const json = join(folder(), 'table.json');
    const told = await at('budgets', 'table', budgets.y2023, '3', '--json', '--out', json);
    expect(JSON.parse(told.out)).toMatchObject({ file: json, bytes: readFileSync(json).length });
    expect(readFileSync(file, 'utf8')).toContain('| 编码 | 名称 | 合计 | 基本支出 | 项目支出 |');
  });

  it('replaces a file only when it is complete', async () => {
    const file = join(folder(), 'table.csv');
    const before = `${file}.before`;
    writeFileSync(file, 'what stood there');
    linkSync(file, before);
    await at('budgets', 'table', budgets.y2023, '3', '--out', file);
    expect(readFileSync(file, 'utf8')).toContain('8105487.68');
    expect(readFileSync(before, 'utf8')).toBe('what stood there');
    expect(readdirSync(dirname(file))).not.toContainEqual(expect.stringContaining('partial'));
  });

  it('is shown in 万元 on request', async () => {
    const { out } = await at('budgets', 'table', budgets.y2023, '3', '--unit', '万元');
    expect(out).toContain('单位：万元');
    expect(out).toMatch(/合计 +810\.55 +753\.30 +57\.25/);
  });

  it('states why an empty table is empty', async () => {
    expect((await at('budgets', 'table', budgets.y2023, '6')).out).toContain('本表无数据');
  });

  it('is not printed as a workbook to a terminal, and has colours only there', async () => {
    const on: Environment = { terminal: true };
    const table = ['budgets', 'table', budgets.y2023, '3', '--data', data.name];
    expect(await run([...table, '--format', 'xlsx'], on)).toMatchObject({ exit: 2, out: '' });
    expect((await run(table, on)).out).toContain('\u001B[1m');
    expect((await run(table, { ...on, env: { NO_COLOR: '1' } })).out).not.toContain('\u001B');
  });
});

describe('changes follow', () => {
  it('prints the history in order, and from a token on', async () => {
    const { out, exit } = await at('changes', 'follow', '--end');
    const changes = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { position: string; sequence: number; type: string });
    expect(exit).toBe(0);
    expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, index) => index + 1));
    const token = `e1-${changes[9]!.position.padStart(20, '0')}`;
    const rest = await at('changes', 'follow', '--end', '--after', token);
    expect(rest.out).toBe(`${out.trimEnd().split('\n').slice(10).join('\n')}\n`);
  });

  it('prints only the changes of a budget or a type on request', async () => {
    const argv = ['changes', 'follow', '--end', '--budget', budgets.y2022];
    const types = ['--type', 'BudgetOpened', '--type', 'DocumentRegistered,AgencyRegistered'];
    const { out } = await at(...argv, ...types);
    const found = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(found).toEqual(['BudgetOpened', 'DocumentRegistered']);
  });

  it('verifies a stream that was saved, also as CloudEvents and with a filter', async () => {
    const verified = async (text: string, ...more: readonly string[]) =>
      run(['changes', 'verify', '-', ...more], { stdin: text });
    for (const options of [[], ['--format', 'cloudevents'], ['--type', 'LineEntered']]) {
      const { out } = await at('changes', 'follow', '--end', ...options);
      const whole = await verified(out, '--from', '1');
      expect(whole.exit).toBe(0);
      expect(whole.out).toMatch(/^[1-9]\d* changes, .*: sequences 1 to \d+\ncomplete\n$/);
      const lines = out.split('\n');
      const holed = await verified([...lines.slice(0, 1), ...lines.slice(2)].join('\n'));
      expect(holed).toMatchObject({ exit: 4, out: expect.stringMatching(/^line 2: The changes/) });
      expect((await verified(out.slice(0, -5))).out).toMatch(/cut off.\n.*\nnot complete\n$/);
    }
  });

  it('continues with new changes until it is interrupted', async () => {
    const { lastToken } = await json<{ lastToken: string }>('audit', 'verify');
    const ended = new AbortController();
    const following = run(['changes', 'follow', '--after', lastToken, '--data', data.name], {
      signal: ended.signal,
      onOutput: (text) => {
        if (text.includes('"type":"BudgetOpened"')) ended.abort();
      },
    });
    await at('budgets', 'open', 'meanwhile-2024-unit', '--name', '某局', '--actor', '王');
    const { out, exit } = await following;
    expect(exit).toBe(0);
    expect(out).toContain('"actor":"王"');
  });
});

describe('budgets open and budgets enter', () => {
  const CSV = [
    'schedule,function,fund,expenditure,economic,cost,category,project,source,name,amount',
    'expenditure,2120199,general,basic,,,,,,,100.00',
    'expenditure,2120199,general,project,,,,,,其他,50.5',
    ',,,,,,,,,,',
    'economic,,,,30101,personnel,,,,,100.00',
    'three-public,,,,,,abroad,,,,0',
    'project,,,,,,,"平台, 维护",fiscal-appropriation,,50.50',
    'revenue,2120199,,,,,,,fiscal-appropriation,,150.50',
  ].join('\n');

  const opened = async (name: string) => {
    const own = folder();
    const budget = `${name}-2024-unit`;
    await run(['budgets', 'open', budget, '--name', '某局', '--data', own]);
    const enter = (file: string, more: Environment = {}) =>
      run(['budgets', 'enter', budget, file, '--json', '--data', own], more);
    const lines = async () =>
      answer<{ lines: { line: string; name: string; amount: string }[] }>(
        await run(['budgets', 'lines', budget, '--json', '--data', own]),
      ).lines;
    return { own, budget, enter, lines };
  };
  const file = (name: string, content: string | Buffer) => {
    const path = join(folder(), name);
    writeFileSync(path, content);
    return path;
  };

  it('open the same budget once, by its id or by its parts', async () => {
    const own = folder();
    const flags = ['--agency', 'cgj', '--name', '城管局', '--year', '2024', '--scope', 'unit'];
    const first = answer(await run(['budgets', 'open', ...flags, '--json', '--data', own]));
    expect(first).toMatchObject({ budget: 'cgj-2024-unit', version: 0 });
    expect(
      answer(
        await run([
          'budgets',
          'open',
          'cgj-2024-unit',
          '--name',
          '城管局',
          '--json',
          '--data',
          own,
        ]),
      ),
    ).toEqual(first);
    const other = await run(['budgets', 'open', 'cgj-2024-unit', '--name', '别局', '--data', own]);
    expect(other).toMatchObject({ exit: 1, out: '' });
  });

  it('enter the rows of a CSV file once, with the names of the classification', async () => {
    const { enter, lines } = await opened('csv');
    const first = await enter(file('lines.csv', CSV));
    expect(answer(first)).toMatchObject({ budget: 'csv-2024-unit', lines: 6 });
    expect(await lines()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          line: 'expenditure/general/2120199/basic',
          name: '其他城乡社区管理事务支出',
          amount: '100.00',
        }),
        expect.objectContaining({ line: 'expenditure/general/2120199/project', name: '其他' }),
        expect.objectContaining({ line: 'project/平台, 维护/fiscal-appropriation' }),
      ]),
    );
    expect(answer(await enter(file('again.csv', CSV)))).toMatchObject({ lines: 0 });
  });

  it('accept JSON lines, standard input, a byte order mark and GB 18030', async () => {
    const { enter, lines } = await opened('forms');
    const jsonl = '{"schedule":"three-public","category":"reception","amount":"1.00"}\n\n';
    expect(answer(await enter(file('lines.jsonl', jsonl)))).toMatchObject({ lines: 1 });
    const bom = '\uFEFFschedule,category,amount\r\nthree-public,abroad,2.00\r\n';
    expect(answer(await enter('-', { stdin: bom }))).toMatchObject({ lines: 1 });
    // 出国 in GB 18030.
    const gb = Buffer.concat([
      Buffer.from('schedule,category,name,amount\nthree-public,operating,'),
      Buffer.from([0xb3, 0xf6, 0xb9, 0xfa]),
      Buffer.from(',3.00\n'),
    ]);
    expect(answer(await enter(file('gb.csv', gb)))).toMatchObject({ lines: 1 });
    expect((await lines()).map(({ name, amount }) => [name, amount])).toEqual(
      expect.arrayContaining([['出国', '3.00']]),
    );
  });

  it('accept Chinese heads and words, separators of thousands and full-width digits', async () => {
    const { enter, lines } = await opened('heads');
    const csv = [
      '功能分类科目,资金来源,支出类型,经济分类,经费类型,三公经费,项目名称,名称,金额（元）',
      '2120199,一般公共预算,基本,,,,,,"1,060,056.00"',
      '２１２０１９９,政府性基金,项目支出,,,,,,"１，２００．５０"',
      '2120199,财政拨款收入,,,,,,,"1,060,056.00"',
      ',,,30101,人员经费,,,,"1,060,056"',
      ',,,,,公务用车运行维护费,,,25000',
      ',财政拨款,,,,,平台维护,,10',
    ].join('\n');
    expect(answer(await enter(file('heads.csv', csv)))).toMatchObject({ lines: 6 });
    expect((await lines()).map(({ line, amount }) => [line, amount])).toEqual([
      ['revenue/2120199/fiscal-appropriation', '1060056.00'],
      ['expenditure/general/2120199/basic', '1060056.00'],
      ['expenditure/government-fund/2120199/project', '1200.50'],
      ['economic/30101/personnel', '1060056.00'],
      ['three-public/vehicle-running', '25000.00'],
      ['project/平台维护/fiscal-appropriation', '10.00'],
    ]);
  });

  it.each([
    ['金额（万元）', '1', /"金额（万元）" is not a column.*amount \(金额（元）\)/],
    ['金额', '"1,06,0.00"', /"1,06,0.00" is not an amount/],
    ['金额', '"1,060,05"', /"1,060,05" is not an amount/],
  ])('refuse the head %s with the amount %s', async (head, amount, sentence) => {
    const { enter } = await opened('bad');
    const ran = await enter('-', { stdin: `三公经费,${head}\n公务接待费,${amount}\n` });
    expect(ran).toMatchObject({ exit: 1, out: '', err: expect.stringMatching(sentence) });
  });

  itInEachStageOfCi('write an empty form, and read it when it is filled in', async () => {
    const { enter, lines } = await opened('form');
    const form = join(folder(), 'form.xlsx');
    const written = await run(['budgets', 'enter', '--template', form]);
    expect(written).toMatchObject({
      exit: 0,
      out: expect.stringContaining(` bytes written to ${form}\n`),
      err: '',
    });
    expect(await enter(form)).toMatchObject({
      exit: 1,
      err: expect.stringContaining('has no lines'),
    });
    const book = read(readFileSync(form), { sheetStubs: true, cellNF: true });
    expect(book.SheetNames).toEqual([
      '收入',
      '支出',
      '基本支出经济分类',
      '三公经费',
      '项目',
      '填写说明',
    ]);
    expect(utils.sheet_to_json(book.Sheets['支出']!, { header: 1 })[0]).toEqual([
      '资金性质',
      '功能分类科目',
      '支出类型',
      '名称',
      '金额（元）',
    ]);
    // Excel keeps what is typed into these cells as it is typed.
    expect(book.Sheets['支出']!['B2']).toMatchObject({ z: '@' });
    utils.sheet_add_aoa(
      book.Sheets['支出']!,
      [['一般公共预算', '2120199', '基本支出', undefined, 1060056.07]],
      { origin: 'A2' },
    );
    utils.sheet_add_aoa(book.Sheets['项目']!, [['平台维护', '财政拨款收入', '1,000.00']], {
      origin: 'A3',
    });
    const filled = file('filled.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }));
    expect(answer(await enter(filled))).toMatchObject({ lines: 2 });
    expect((await lines()).map(({ line, name, amount }) => [line, name, amount])).toEqual([
      ['expenditure/general/2120199/basic', '其他城乡社区管理事务支出', '1060056.07'],
      ['project/平台维护/fiscal-appropriation', '平台维护', '1000.00'],
    ]);
  });

  it('name the sheet and the row of a workbook that is wrong', async () => {
    const { enter, lines } = await opened('sheet');
    const book = utils.book_new();
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ['资金性质', '功能分类科目', '支出类型', '金额'],
        ['一般公共预算', '212', '基本', 1],
      ]),
      '支出',
    );
    const wrong = file('wrong.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }));
    expect(await enter(wrong)).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/wrong\.xlsx, sheet 支出, line 2: "212" is not an item/),
    });
    expect(await lines()).toEqual([]);
  });

  it('write the form as CSV with one head for each column, and never over a file that is there', async () => {
    const { enter } = await opened('csvform');
    const form = join(folder(), 'form.csv');
    expect(await run(['budgets', 'enter', '--template', form])).toMatchObject({ exit: 0, err: '' });
    const head = readFileSync(form, 'utf8');
    expect(head).toMatch(/^\uFEFF预算表,功能分类科目,[^\n]+,金额（元）\n$/);
    const columns = head.trim().split(',').length;
    const row = ['三公经费', ...Array.from({ length: columns - 2 }, () => ''), '5'];
    row[head.split(',').indexOf('三公经费')] = '公务接待费';
    writeFileSync(form, `${head}${row.join(',')}\n`);
    expect(answer(await enter(form))).toMatchObject({ lines: 1 });
    expect(await run(['budgets', 'enter', '--template', form])).toMatchObject({
      exit: 1,
      err: expect.stringContaining('exists already'),
    });
    expect(readFileSync(form, 'utf8')).toContain('公务接待费');
    for (const argv of [['--template', 'form.doc'], ['a-2024-unit', '--template', 'x.csv'], []])
      expect(await run(['budgets', 'enter', ...argv])).toMatchObject({ exit: 2, out: '' });
  });

  it.each([
    ['a class', 'expenditure,212,general,basic,,,,,,,1.00', /line 8.*"212" is not an item/],
    ['an economic class', 'economic,,,,301,personnel,,,,,1.00', /line 8.*"301" is not an item/],
    ['a letter', 'three-public,,,,,,abroad,,,,1.00x', /line 8.*"1.00x" is not an amount/],
    ['more than fen', 'three-public,,,,,,abroad,,,,1.005', /line 8.*finer than one fen/],
    [
      'an amount below zero',
      'three-public,,,,,,abroad,,,,-1.00',
      /line 8.*no line may be below zero/,
    ],
    ['an unknown schedule', 'expenses,,,,,,,,,,1.00', /line 8.*schedule is "expenses"/],
    [
      'a field too many',
      'three-public,,general,,,,abroad,,,,1.00',
      /line 8.*"fund" is not a known field/,
    ],
    ['a field too few', 'expenditure,2120199,,basic,,,,,,,1.00', /line 8.*fund is missing/],
    ['a cell too many', 'three-public,,,,,,abroad,,,,1.00,2.00', /line 8.*has no column/],
    ['no amount', 'three-public,,,,,,abroad,,,,', /line 8.*amount is missing/],
    [
      'a line that is given twice',
      'expenditure,2120199,general,basic,,,,,,,9.00',
      /is given twice/,
    ],
  ])('refuse %s by its line, and enter none', async (_, row, sentence) => {
    const { enter, lines } = await opened('bad');
    const rows = CSV.split('\n').filter((each) => !each.startsWith(','));
    const ran = await enter(file('bad.csv', [...rows, row].join('\n')));
    expect({ exit: ran.exit, out: ran.out }).toEqual({ exit: 1, out: '' });
    expect(ran.err).toMatch(sentence);
    expect(ran.err).toMatch(/^[^\n]+\n$/);
    expect(await lines()).toEqual([]);
  });

  it.each([
    [
      '{"schedule":"three-public","category":"abroad","amount":1.5}',
      /line 1: amount is the number 1.5/,
    ],
    ['{"schedule":"three-public","category":"abroad","amount":"1"}\n{', /line 2: not JSON/],
    [
      '{"schedule":"three-public","category":"abroad","amount":"1","more":1}',
      /"more" is not a known field/,
    ],
    ['schedule,price\nthree-public,1\n', /line 1: "price" is not a column/],
    ['schedule,schedule\n', /line 1: the column schedule is there twice/],
    ['schedule,amount\n', /has no lines/],
    ['schedule,name,amount\nthree-public,"abroad,1\n', /is not CSV/],
    ['', /has no lines/],
    [Buffer.from([0xff, 0xff, 0xff, 0x0a]), /neither UTF-8 nor GB 18030/],
  ])('refuse the file %j', async (content, sentence) => {
    const { enter } = await opened('bad');
    const ran = await enter('-', { stdin: content });
    expect(ran).toMatchObject({ exit: 1, out: '', err: expect.stringMatching(sentence) });
    expect(ran.err).toMatch(/^[^\n]+\n$/);
  });
});

describe('projector', () => {
  it('shows how far each view is, and rebuilds one with the same rows', async () => {
    await at('budgets', 'list');
    const status = await json<{ name: string; state: string; position: string }[]>(
      'projector',
      'status',
    );
    expect(status.map(({ name }) => name)).toContain('current-lines');
    for (const { state } of status) expect(state).toBe('live');
    expect(await json('projector', 'rebuild', 'current-lines')).toEqual([
      { projection: 'current-lines', identical: true },
    ]);
    expect(await json('projector', 'retry')).toEqual([]);
  });

  it('exits 1 and names the budget where a retry leaves one stopped', async () => {
    const [{ budget }] = await json<[{ budget: string }]>('budgets', 'list');
    // The view has this event already, so that its row is refused.
    await executeOnViews(
      data.name,
      `INSERT INTO stopped_budgets SELECT name, generation, ?, 1, 0, 'no such row', '2026-01-01T00:00:00.000Z', 0, 0, NULL FROM projections WHERE name = 'budgets' AND state = 'live'`,
      [budget],
    );
    const retried = await at('projector', 'retry');
    expect(retried).toMatchObject({ exit: 1, err: '' });
    expect(retried.out).toContain(`budgets: ${budget} is still stopped: `);
    await executeOnViews(data.name, 'DELETE FROM stopped_budgets');
    expect((await at('projector', 'retry')).exit).toBe(0);
  });
});

describe('An internal error', () => {
  it('is printed as one line, with its stack only when LEDGER_DEBUG is set', async () => {
    const broken = {
      get stdin(): never {
        throw new TypeError('broken');
      },
    };
    const { commandFailure } = await import('../../src/cli/failure.js');
    const error = (() => {
      try {
        return broken.stdin;
      } catch (caught) {
        return caught;
      }
    })();
    expect(commandFailure(error, {})).toEqual({
      exit: 1,
      text: expect.stringMatching(/^internal error: TypeError: broken; [^\n]+\n$/),
    });
    expect(commandFailure(error, { LEDGER_DEBUG: '1' }).text).toMatch(/\n {4}at /);
  });
});

describe('A time in a text for people', () => {
  it('is that of Shanghai with its offset, and that of JSON is in UTC', async () => {
    const { out } = await at('budgets', 'trail', budgets.y2022);
    expect(out).toMatch(/ \d{4}-\d\d-\d\d [0-2]\d:\d\d:\d\d\.\d{3}\+08:00 by /);
    expect(out).not.toMatch(/\d{2}:\d{2}[\d.:]*Z/);
    const shown = /recorded (\S+ \S+\+08:00)/.exec(out)![1]!;
    const { asOf } = await json<{ asOf: { recorded: string } }>(
      'budgets',
      'trail',
      budgets.y2022,
      '--recorded',
      shown,
    );
    expect(asOf.recorded).toBe(new Date(shown).toISOString());
  });
});
