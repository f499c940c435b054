import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { verbs } from '../../src/program/verbs.js';
import { folders, run, SAMPLE_2023 } from './cli-harness.js';
import { onEventStoreDb, onPostgres } from '../support/test-stores.js';

const ONE_LINE = /^[^\n]+\n$/;
const folder = folders();

describe('A command line with an error', () => {
  it.each([
    [[]],
    [['nonsense']],
    [['budgets']],
    [['budgets', 'nonsense']],
    [['budgets', 'list', 'more']],
    [['budgets', 'list', '--nonsense']],
    [['budgets', 'list', '--schedule', 'revenue']],
    [['budgets', 'list', '--json=yes']],
    [['budgets', 'list', '--data']],
    [['budgets', 'list', '--data', '--json']],
    [['budgets', 'list', '--data', '']],
    [['budgets', 'list', '--data', 'a', '--data', 'b']],
    [['budgets', 'show']],
    [['budgets', 'table', 'a-2023-unit']],
    [['budgets', 'table', 'a-2023-unit', '0']],
    [['budgets', 'table', 'a-2023-unit', '100']],
    [['budgets', 'table', 'a-2023-unit', 'three']],
    [['budgets', 'table', 'a-2023-unit', '3', '--effective', '2023-02-29']],
    [['budgets', 'table', 'a-2023-unit', '3', '--effective', '2023-6-30']],
    [['budgets', 'table', 'a-2023-unit', '3', '--recorded', '2023-02-30T00:00:00Z']],
    [['budgets', 'table', 'a-2023-unit', '3', '--recorded', 'yesterday']],
    [['budgets', 'table', 'a-2023-unit', '3', '--position', '-1']],
    [['budgets', 'table', 'a-2023-unit', '3', '--position=x']],
    [['budgets', 'table', 'a-2023-unit', '3', '--unit', '亿元']],
    [['budgets', 'table', 'a-2023-unit', '3', '--format', 'pdf']],
    [['budgets', 'table', 'a-2023-unit', '3', '--json', '--format', 'csv']],
    [['budgets', 'lines', 'a-2023-unit', '--schedule', 'nonsense']],
    [['budgets', 'lines', 'a-2023-unit', '--effective', '2023-13-01']],
    [['budgets', 'deltas', 'a-2023-unit', '--against', 'nonsense']],
    [['budgets', 'deltas', 'a-2023-unit', '--against', '2023-02-29']],
    [['budgets', 'deltas', 'a-2023-unit', '--against', 'toString']],
    [['budgets', 'deltas', 'a-2023-unit', '--by', 'nonsense']],
    [['budgets', 'trail', 'a-2023-unit', '--line']],
    [['budgets', 'open']],
    [['budgets', 'open', '--name', '某局']],
    [['budgets', 'open', 'a-2023', '--name', '某局']],
    [['budgets', 'open', 'a-2023-unit', '--agency', 'a', '--name', '某局']],
    [['budgets', 'open', '--agency', 'A-B', '--name', '某局', '--year', '2023', '--scope', 'unit']],
    [['budgets', 'open', '--agency', 'a', '--name', '某局', '--year', '23', '--scope', 'unit']],
    [['budgets', 'open', '--agency', 'a', '--name', '某局', '--year', '2023', '--scope', 'all']],
    [['budgets', 'enter', 'a-2023-unit']],
    [['amendments', 'propose', 'a-2023-unit', '--change', 'function=2120199 amount=5.00']],
    [['imports', 'add']],
    [['imports', 'add', 'file', '--published-on', '2023-02-29']],
    [['imports', 'check']],
    [['changes', 'follow', '--end', '--type', 'Nonsense']],
    [['changes', 'follow', '--end', '--after', '42']],
    [['serve', '--port', '65536']],
    [['serve', '--port', 'http']],
  ])('exits with 2, one line and no output: %j', async (argv) => {
    const data = folder();
    const { exit, out, err } = await run(
      argv.includes('--data') ? argv : [...argv, '--data', data],
    );
    expect({ exit, out, err }).toEqual({ exit: 2, out: '', err: expect.stringMatching(ONE_LINE) });
    expect(readdirSync(data)).toEqual([]);
  });
});

describe('A name that is mistyped', () => {
  it.each([
    [['budgts', 'list'], 'did you mean budgets?'],
    [['budget', '--help'], 'did you mean budgets?'],
    [['budgets', 'tabel'], 'did you mean budgets table?'],
    [['budgets', 'list', '--agancy', 'a'], 'did you mean --agency?'],
  ])('is answered with the nearest command or flag: %j', async (argv, sentence) => {
    expect(await run(argv)).toMatchObject({
      exit: 2,
      out: '',
      err: expect.stringContaining(sentence),
    });
  });

  // A log on a server is there, whatever the folder is.
  const itOnFiles = onEventStoreDb ? it.skip : it;
  itOnFiles(
    'changes nothing where there is no ledger, and says that the folder does not exist',
    async () => {
      const data = `${folder()}/nope`;
      const of = ['baoshan-2023-department', '--data', data];
      for (const words of [
        ['budgets', 'close', ...of, '--on', '2023-12-31', '--confirm', 'baoshan-2023-department'],
        [
          'budgets',
          'approve',
          ...of,
          '--authority',
          '宝财预〔2023〕1号',
          '--approved-on',
          '2023-02-10',
        ],
        ['corrections', 'add', ...of, '--corrects', 'x', '--to', '1.00', '--reason', 'x'],
      ])
        expect(await run(words)).toMatchObject({
          exit: 1,
          err: expect.stringMatching(/^There is no budget .* does not exist/),
        });
      expect(existsSync(data)).toBe(false);
    },
  );

  it('is answered with the nearest budget or agency, where it is one', async () => {
    const data = folder();
    await run(['budgets', 'open', 'baoshan-2023-unit', '--name', '某局', '--data', data]);
    const answered = async (args: readonly string[], wrong: string) =>
      expect(await run([...args, '--data', data])).toMatchObject({
        exit: 1,
        out: '',
        err: expect.stringMatching(
          `^There is no budget "${wrong}" \\(did you mean baoshan-2023-unit\\?\\)[^\\n]+\\n$`,
        ),
      });
    for (const verb of ['show', 'lines', 'trail', 'findings'])
      await answered(['budgets', verb, 'baoshang-2023-unit'], 'baoshang-2023-unit');
    const on = ['--effective-on', '2024-01-01'];
    expect(
      await run([...'agencies rename baoshang --name 甲'.split(' '), ...on, '--data', data]),
    ).toMatchObject({
      exit: 1,
      err: 'There is no agency baoshang (did you mean baoshan?).\n',
    });
    for (const wrong of ['baoshan-2023-unt', 'baoshan-203-unit'])
      await answered(['budgets', 'lines', wrong], wrong);
  });
});

describe('A refusal in Chinese', () => {
  const refused = (env: Readonly<Record<string, string>>, ...more: string[]) =>
    run(['budgets', 'show', 'a-2023-unit', '--data', folder(), ...more], { env });
  const IN_CHINESE = /^不存在：没有预算“a-2023-unit”：[^\n]+\n$/;
  const IN_ENGLISH = /^There is no budget "a-2023-unit"[^\n]+\n$/;

  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, [], IN_CHINESE],
    [{ LANG: 'zh_CN.UTF-8', LEDGER_LANG: 'en' }, [], IN_ENGLISH],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, [], IN_ENGLISH],
    [{ LEDGER_LANG: 'zh' }, ['--lang', 'en'], IN_ENGLISH],
    [{}, ['--lang', 'zh'], IN_CHINESE],
    [{}, [], IN_ENGLISH],
  ])('is in the language that is asked for: %j %j', async (env, more, text) => {
    expect(await refused(env, ...more)).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringMatching(text),
    });
  });

  it('is an error of the command line in a language that there is not', async () =>
    expect(await refused({}, '--lang', 'fr')).toMatchObject({ exit: 2, out: '' }));
});

/** For tests about the files of a folder: with a log on a server there are none. */
const describeFiles = onEventStoreDb ? describe.skip : describe;

describeFiles('A command that is refused', () => {
  const file = (name: string, text = '') => {
    const path = join(folder(), name);
    writeFileSync(path, text);
    return path;
  };

  it.each([
    ['an unknown budget', () => ['budgets', 'show', 'a-2023-unit']],
    ['an id of no budget', () => ['budgets', 'table', 'nonsense', '3']],
    ['lines of an unknown budget', () => ['budgets', 'lines', 'a-2023-unit']],
    ['deltas of an unknown budget', () => ['budgets', 'deltas', 'a-2023-unit']],
    ['a bridge of an unknown budget', () => ['budgets', 'bridge', 'a-2023-unit']],
    ['a trail of an unknown budget', () => ['budgets', 'trail', 'a-2023-unit']],
    ['findings of an unknown budget', () => ['budgets', 'findings', 'a-2023-unit']],
    [
      'an instant in the future',
      () => ['budgets', 'lines', 'a-2023-unit', '--recorded', '2999-01-01T00:00:00Z'],
    ],
    [
      'a position after the last event',
      () => ['budgets', 'lines', 'a-2023-unit', '--position', '999'],
    ],
    [
      'a token after the last event',
      () => ['changes', 'follow', '--end', '--after', `e1-${'9'.padStart(20, '0')}`],
    ],
    [
      'a token of another epoch',
      () => ['changes', 'follow', '--end', '--after', `e7-${'0'.repeat(20)}`],
    ],
    ['an unknown view', () => ['projector', 'rebuild', 'nonsense']],
    ['a missing document', () => ['imports', 'check', '/nowhere/at all.txt']],
    ['a directory', () => ['imports', 'check', folder()]],
    ['an empty file', () => ['imports', 'check', file('empty.txt')]],
    ['a text that is not a budget', () => ['imports', 'check', file('letter.txt', '你好\n')]],
    [
      'lines for an unknown budget',
      () => [
        'budgets',
        'enter',
        'a-2023-unit',
        file('lines.csv', 'schedule,category,amount\nthree-public,abroad,1.00\n'),
      ],
    ],
    ['a missing file of lines', () => ['budgets', 'enter', 'a-2023-unit', '/nowhere/lines.csv']],
  ])('exits with 1, one line and no output for %s, and creates no files', async (_, argv) => {
    const data = folder();
    for (const json of [[], ['--json']]) {
      const { exit, out, err } = await run([...argv(), '--data', data, ...json]);
      expect({ exit, out, err }).toEqual({
        exit: 1,
        out: '',
        err: expect.stringMatching(ONE_LINE),
      });
      expect(err).not.toMatch(/internal error|\n\s*at /);
    }
    expect(readdirSync(data)).toEqual([]);
  });

  it.each([
    ['budgets', 'list'],
    ['imports', 'add', SAMPLE_2023],
    ['audit', 'verify'],
    ['projector', 'status'],
  ])('exits with 1 and one line for a data folder that is a file: %s %s', async (...argv) => {
    for (const data of [file('data'), join(file('data'), 'below')]) {
      const { exit, out, err } = await run([...argv, '--data', data]);
      expect({ exit, out, err }).toEqual({
        exit: 1,
        out: '',
        err: expect.stringMatching(ONE_LINE),
      });
      expect(err).not.toContain('internal error');
    }
  });

  it('exits with 1 and one line for a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as { port: number };
    const argv = ['serve', '--port', String(port), '--data', folder()];
    const { exit, out, err } = await run(argv);
    const chinese = await run(argv, { env: { LANG: 'zh_CN.UTF-8' } });
    other.close();
    expect(chinese.err).toMatch(/^监听地址不可用：/);
    expect({ exit, out, err }).toEqual({ exit: 1, out: '', err: expect.stringMatching(ONE_LINE) });
    expect(err).toContain(`Port ${port} is in use`);
  });
});

describeFiles('A folder without a ledger', () => {
  it.each([
    [['budgets', 'list', '--json'], '[]\n'],
    [['changes', 'follow', '--end'], ''],
    [
      ['audit', 'verify', '--json'],
      '{"ok":true,"events":0,"streams":0,"lastToken":null,"problems":[],"documents":{"recorded":0,"checked":0,"missing":0},"proof":null}\n',
    ],
  ])('is read by %j as an empty ledger, and stays as it is', async (argv, printed) => {
    const data = join(folder(), 'not', 'there');
    const { exit, out, err } = await run([...argv, '--data', data]);
    expect({ exit, out, err }).toEqual({
      exit: 0,
      out: printed,
      err: `${data} does not exist and is read as an empty ledger: name the folder of yours with --data.\n`,
    });
    expect(existsSync(data)).toBe(false);
    expect(await run([...argv, '--data', folder()])).toEqual(
      expect.objectContaining({ exit: 0, out: printed, err: '' }),
    );
  });

  it('is named by a refusal where the folder does not exist', async () => {
    const data = join(folder(), 'typo');
    expect(await run(['budgets', 'show', 'a-2023-unit', '--data', data])).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringMatching(
        /^There is no budget "a-2023-unit": .*\/typo does not exist[^\n]+\n$/,
      ),
    });
  });

  it('stays without a ledger after a dry run', async () => {
    const data = folder();
    const { exit, out } = await run([
      'imports',
      'add',
      SAMPLE_2023,
      '--dry-run',
      '--data',
      data,
      '--json',
    ]);
    expect([exit, JSON.parse(out)[0].status, readdirSync(data)]).toEqual([0, 'preview', []]);
  });
});

describe('The help', () => {
  it('lists every command with exit 0', async () => {
    const { exit, out, err } = await run(['--help']);
    expect([exit, err]).toEqual([0, '']);
    for (const { words } of verbs) expect(out).toContain(`  ${words}`);
  });

  it.each(verbs.map(({ words }) => words))('of %s lists its flags and arguments', async (words) => {
    const { exit, out } = await run([...words.split(' '), '--help']);
    expect(exit).toBe(0);
    const verb = verbs.find((each) => each.words === words)!;
    for (const name of [...Object.keys(verb.options), 'data', 'json', 'actor'])
      expect(out).toContain(`--${name}`);
    const lines = out.split('\n').map((line) => line.trim());
    for (const { label, help } of Object.values(verb.positionals))
      expect(lines.some((line) => line.startsWith(label) && line.endsWith(help))).toBe(true);
  });

  it('exists for a slice, and not for an unknown command', async () => {
    expect((await run(['budgets', '--help'])).out).toContain('budgets trail');
    expect(await run(['nonsense', '--help'])).toMatchObject({ exit: 2, out: '' });
  });

  it('prints the version of the package', async () => {
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('lists a flag with a value in all commands or in none, but --form, which stands after its command', () => {
    const kinds = new Map<string, boolean>();
    for (const { options } of verbs)
      for (const [name, { placeholder }] of Object.entries(options)) {
        if (name === 'form') continue;
        expect(kinds.get(name) ?? placeholder !== undefined).toBe(placeholder !== undefined);
        kinds.set(name, placeholder !== undefined);
      }
  });
});

describeFiles('A data folder', () => {
  it('is created by the first change', async () => {
    const data = join(folder(), 'made', 'here');
    mkdirSync(join(data, '..'), { recursive: true });
    expect(
      (await run(['budgets', 'open', 'a-2023-unit', '--name', '某局', '--data', data])).exit,
    ).toBe(0);
    const files = onPostgres ? ['log.db'] : ['log.db', 'views.db'];
    expect(readdirSync(data)).toEqual(expect.arrayContaining(files));
  });
});
