import { jest } from '@jest/globals';
import { join } from 'node:path';
import { verbs } from '../../src/program/verbs.js';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023, type Ran } from './cli-harness.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { cases } from '../support/rounds.js';

jest.setTimeout(PROCESS_TEST_MS);

const folder = folders();
const inChinese = (argv: readonly string[], stdin = ''): Promise<Ran> =>
  run(argv, { stdin, env: { LANG: 'zh_CN.UTF-8' } });

const COMMANDS = verbs.map(({ words }) => words).join('|');
/** Three words of English in a row that are no command, flag or path. */
const ENGLISH = /(?<![-/.\w])[a-z]{2,} [a-z]{2,} [a-z]{2,}(?![-/.\w])/gi;
const englishIn = (text: string): readonly string[] =>
  text.replaceAll(new RegExp(`(?:budget-ledger )?(?:${COMMANDS})`, 'g'), '').match(ENGLISH) ?? [];

it('the help of every command is in Chinese', async () => {
  for (const words of ['', ...verbs.map((verb) => verb.words)]) {
    const { exit, out } = await inChinese([...words.split(' ').filter(Boolean), '--help']);
    expect({ words, exit, english: englishIn(out) }).toEqual({ words, exit: 0, english: [] });
  }
});

describe('A ledger for a clerk who reads Chinese', () => {
  const data = join(folder(), 'data');
  const BUDGET = 'baoshan_cyzx-2022-unit';

  it('answers every command in Chinese', async () => {
    const commands = [
      `imports check ${SAMPLE_2022} ${SAMPLE_2023}`,
      `imports add ${SAMPLE_2022} --agency baoshan_cyzx`,
      `imports add ${SAMPLE_2022} ${SAMPLE_2023}`,
      'budgets list',
      `budgets show ${BUDGET}`,
      `budgets table ${BUDGET} 3`,
      `budgets lines ${BUDGET}`,
      `budgets deltas ${BUDGET}`,
      `budgets bridge ${BUDGET}`,
      `budgets trail ${BUDGET} --limit 3`,
      'budgets totals',
      'budgets search 城乡',
      `budgets findings ${BUDGET}`,
      'documents list',
      `amendments propose ${BUDGET} --kind supplement --reason 人员变动 --actor 张三 --change`,
      'amendments list',
      'audit changes',
      'audit late',
      'audit exceptions',
      'audit in-transit',
      'audit verify',
      'agencies list',
      'projector status',
      'projector rebuild',
      'projector retry',
    ];
    for (const command of cases(7, commands)) {
      const change = command.endsWith('--change')
        ? ['function=2120199 expenditure=basic economic=30217 amount=5000.00']
        : [];
      const { exit, out, err } = await inChinese([
        ...command.split(' '),
        ...change,
        '--data',
        data,
      ]);
      expect({ command, out, err, english: englishIn(out + err) }).toEqual({
        command,
        out,
        err,
        english: [],
      });
      if (!command.includes('check'))
        expect({ command, err, exit }).toEqual({ command, err, exit: 0 });
      expect(out).toMatch(/\p{Script=Han}/u);
    }
  });

  it('says kinds of changes and empty lists in its words', async () => {
    const at = (...argv: readonly string[]) => inChinese([...argv, '--data', data]);
    const amendment = [BUDGET, '--kind', 'supplement', '--reason', '人员变动', '--actor', '张三'];
    const change = 'function=2120199 expenditure=basic economic=30217 amount=1.00';
    const propose = ['amendments', 'propose', ...amendment, '--change', change] as const;
    const { out: dry } = await at(...propose, '--dry-run');
    expect(dry).toMatch(/^合计 [\d.]+；没有上年预算可比$/m);
    const { amendment: proposed } = answer<{ readonly amendment: { readonly id: string } }>(
      await at(...propose, '--json'),
    );
    const approval = ['--authority', '宝财预〔2022〕15号', '--approved-on', '2022-06-15'];
    await at('amendments', 'approve', BUDGET, proposed.id, ...approval, '--actor', '王五');
    for (const report of ['changes', 'late']) {
      const { out } = await at('audit', report);
      expect(out).toContain(' 追加 ');
      expect(out).not.toContain('supplement');
    }
    expect((await at('audit', 'reads')).out).toBe('没有读取记录\n');
  });

  it('refuses in Chinese, with the same code', async () => {
    const argv = ['budgets', 'show', 'nobody-2022-unit', '--data', data];
    const { err } = await inChinese(argv);
    expect(err).toBe('不存在：没有预算“nobody-2022-unit”：请查看预算列表。\n');
    expect((await inChinese(['budgets', 'lst'])).err).toBe(
      '没有命令“budgets lst”（是否为 budgets list？）：budgets 有 list, show, open, enter, table, document, lines, deltas, bridge, trail, totals, search, findings, findings resolve, approve, close。\n',
    );
  });

  it('is not answered in English where LEDGER_LANG names another language', async () => {
    const refused = await run(['budgets', 'list', '--data', data], { env: { LEDGER_LANG: 'fr' } });
    expect([refused.exit, refused.err]).toEqual([1, 'LEDGER_LANG must be zh or en, not "fr".\n']);
  });

  it('keeps keys and codes in JSON, and says its sentences in Chinese', async () => {
    const argv = ['audit', 'exceptions', '--json', '--data', data];
    const english = answer<readonly object[]>(await run(argv));
    const chinese = answer<readonly object[]>(await inChinese(argv));
    expect(chinese.map((each) => ({ ...each, message: '' }))).toEqual(
      english.map((each) => ({ ...each, message: '' })),
    );
  });
});
