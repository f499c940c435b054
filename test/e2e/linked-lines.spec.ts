import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeltasAnswer } from '../../src/budgets/reports/deltas.answer.js';
import { answer, folders, run } from './cli-harness.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const folder = folders();
const data = { name: '' };
const Y2022 = 'gj-2022-unit';
const Y2023 = 'gj-2023-unit';
const at = (...argv: string[]) => run([...argv, '--data', data.name, '--actor', 'li']);
const json = async <T>(...argv: string[]): Promise<T> => answer<T>(await at(...argv, '--json'));

const OLD = '系统(分)平台运行维护费';
const NEW = '系统及平台运行维护费';
const project = (name: string) => `project/${name}/fiscal-appropriation`;
const item = (code: string, kind = 'project') => `expenditure/general/${code}/${kind}`;
const reason = ['--reason', '科目调整'] as const;

const entered = async (budget: string, rows: readonly string[]): Promise<void> => {
  await at('budgets', 'open', budget, '--name', '某局');
  const file = join(data.name, 'lines.csv');
  writeFileSync(
    file,
    ['功能分类科目,资金性质,支出类型,项目名称,资金来源,金额', ...rows].join('\n'),
  );
  const { exit, err } = await at('budgets', 'enter', budget, file);
  if (exit !== 0) throw new Error(err);
};

interface Change {
  readonly data: {
    readonly subject: { readonly kind: string; readonly code: string; readonly measure: string };
    readonly base: { readonly amount: string | null };
    readonly delta: string;
  };
}

/** The rows by code and measure total, with their base and links. */
const rowsOf = ({ rows }: DeltasAnswer) =>
  Object.fromEntries(
    rows
      .filter(({ measure }) => measure === 'total')
      .map(({ code, base, linked, continuedIn }) => [
        code,
        [base, ...(linked ?? []), ...(continuedIn ?? []).map((each) => ({ in: each }))],
      ]),
  );

const sumOf = ({ rows }: DeltasAnswer): string =>
  rows
    .filter(({ measure }) => measure === 'total')
    .reduce((sum, { base }) => sum + BigInt((base ?? '0.00').replace('.', '')), 0n)
    .toString()
    .replace(/(\d\d)$/, '.$1');

beforeAll(async () => {
  data.name = folder();
  await entered(Y2022, [
    '2120101,一般公共预算,项目,,,100.01',
    '2120199,一般公共预算,项目,,,50.00',
    '2080505,一般公共预算,项目,,,7.00',
    `,,,${OLD},财政拨款收入,100.01`,
    ',,,道路养护,财政拨款收入,9.00',
  ]);
  await entered(Y2023, [
    '2120102,一般公共预算,项目,,,90.00',
    '2120199,一般公共预算,项目,,,60.00',
    `,,,${NEW},财政拨款收入,120.00`,
    ',,,桥梁检测,财政拨款收入,9.00',
  ]);
});

describe('budgets deltas by project', () => {
  it('suggests which project is which of last year, and links none by itself', async () => {
    const deltas = await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'project');
    expect(deltas.suggestions).toEqual([
      { line: project(NEW), from: project(OLD), similarity: '0.90' },
    ]);
    expect(rowsOf(deltas)).toMatchObject({ [NEW]: [null], [OLD]: ['100.01'] });
    const { out } = await at('budgets', 'deltas', Y2023, '--by', 'project');
    expect(out).toContain(`lines link ${Y2023} '${project(NEW)}' --from '${project(OLD)}'`);
    expect(await json<DeltasAnswer>('budgets', 'deltas', Y2023)).not.toHaveProperty('suggestions');
  });

  it('compares a linked project with the one that it goes on from', async () => {
    const before = await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'project');
    await json('lines', 'link', Y2023, project(NEW), '--from', project(OLD), ...reason);
    const deltas = await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'project');
    expect(deltas.suggestions).toEqual([]);
    expect(rowsOf(deltas)).toEqual({
      [NEW]: ['100.01', { line: project(OLD), weight: '1' }],
      道路养护: ['9.00'],
      桥梁检测: [null],
    });
    expect(deltas.rows.find(({ code }) => code === NEW)!.text).toBe('+19.99, 19.99%');
    expect(deltas.total).toEqual(before.total);
    expect(sumOf(deltas)).toBe(deltas.total.base);
  });
});

describe('A line that is split', () => {
  it('gives each of its lines its part, keeps the rest, and changes no total', async () => {
    const before = await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'item');
    const link = (to: string, weight: string) =>
      json(
        'lines',
        'link',
        Y2023,
        item(to),
        '--from',
        item('2120101'),
        '--weight',
        weight,
        ...reason,
      );
    await link('2120102', '0.5');
    expect(rowsOf(await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'item'))).toEqual({
      '2080505': ['7.00'],
      '2120101': ['50.00', { in: { line: item('2120102'), weight: '0.5' } }],
      '2120102': ['50.01', { line: item('2120101'), weight: '0.5' }],
      '2120199': ['50.00'],
    });
    await link('2120199', '0.5');
    const deltas = await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'item');
    expect(rowsOf(deltas)).toEqual({
      '2080505': ['7.00'],
      '2120102': ['50.01', { line: item('2120101'), weight: '0.5' }],
      '2120199': ['100.00', { line: item('2120101'), weight: '0.5' }],
    });
    expect(deltas.total).toEqual(before.total);
    expect(sumOf(deltas)).toBe('157.01');
    // Both stand in 212: there is nothing to say of the class.
    const classes = await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'class');
    expect(rowsOf(classes)).toEqual({ '208': ['7.00'], '212': ['150.01'] });
  });

  it('is compared as it was known at the time that is asked for', async () => {
    const { entries } = await json<{ entries: { type: string; position: string }[] }>(
      'budgets',
      'trail',
      Y2023,
      '--line',
      '2120102',
    );
    const link = entries.find(({ type }) => type === 'LineLinked')!;
    const then = await json<DeltasAnswer>(
      'budgets',
      'deltas',
      Y2023,
      '--by',
      'item',
      '--position',
      String(BigInt(link.position) - 1n),
    );
    expect(rowsOf(then)).toMatchObject({ '2120101': ['100.01'], '2120102': [null] });
    const inMarch = await json<DeltasAnswer>(
      'budgets',
      'deltas',
      Y2023,
      '--by',
      'item',
      '--effective',
      '2023-03-01',
    );
    expect(rowsOf(inMarch)['2120102']).toEqual(['50.01', { line: item('2120101'), weight: '0.5' }]);
  });

  it('is linked no more when its links are taken back', async () => {
    for (const to of ['2120102', '2120199'])
      await json('lines', 'unlink', Y2023, item(to), '--from', item('2120101'), ...reason);
    expect(
      rowsOf(await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'item')),
    ).toMatchObject({ '2120101': ['100.01'], '2120102': [null], '2120199': ['50.00'] });
  });
});

describe('lines link', () => {
  it.each([
    [[item('2120102'), '--from', item('2120103')], 'has no line'],
    [[item('2120103'), '--from', item('2120101')], 'has no line'],
    [[item('2120102'), '--from', project(OLD)], 'another schedule'],
  ])('is refused: %j', async (argv, sentence) => {
    expect(await at('lines', 'link', Y2023, ...argv, ...reason)).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringContaining(sentence),
    });
  });

  it.each([
    [[item('2120102'), '--from', item('2120101')]],
    [[item('2120102'), ...reason]],
    [[item('2120102'), '--from', '2120101', ...reason]],
    [[item('2120102'), '--from', item('2120101'), '--weight', '2', ...reason]],
  ])('is an error of the command line: %j', async (argv) => {
    expect(await at('lines', 'link', Y2023, ...argv)).toMatchObject({ exit: 2, out: '' });
  });

  it('is followed by the changes from the year before that the ledger records', async () => {
    await json('lines', 'link', Y2023, item('2120102'), '--from', item('2120101'), ...reason);
    const recorded = 'changes follow --end --type YearOverYearChangeRecorded --budget';
    const { out } = await at(...recorded.split(' '), Y2023);
    const newest: Record<string, unknown> = {};
    for (const line of out.trim().split('\n')) {
      const { data } = JSON.parse(line) as Change;
      const { kind, code, measure } = data.subject;
      if (kind === 'function' && code.length === 7 && measure === 'total')
        newest[code] = [data.base.amount ?? '0.00', data.delta];
    }
    const deltas = await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'item');
    const rows = deltas.rows.filter(({ measure }) => measure === 'total');
    expect(newest).toEqual({
      ...Object.fromEntries(rows.map(({ code, base, delta }) => [code, [base ?? '0.00', delta]])),
      '2120101': ['0.00', '0.00'],
    });
    expect(newest['2120102']).toEqual(['100.01', '-10.01']);
    await json('lines', 'unlink', Y2023, item('2120102'), '--from', item('2120101'), ...reason);
  });

  itInEachStageOfCi('is known again after the views are built anew', async () => {
    await json('lines', 'link', Y2023, item('2120102'), '--from', item('2120101'), ...reason);
    const deltas = await json<DeltasAnswer>('budgets', 'deltas', Y2023, '--by', 'item');
    rmSync(join(data.name, 'views.db'), { force: true });
    expect(await json('budgets', 'deltas', Y2023, '--by', 'item')).toEqual(deltas);
    await json('projector', 'rebuild');
    expect(await json('budgets', 'deltas', Y2023, '--by', 'item')).toEqual(deltas);
  });
});
