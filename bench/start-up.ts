import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES } from './import.js';
import { inTurns, median } from './measure.js';
import { atMost, milliseconds, type Row, type Section } from './report.js';
import { CLI, startService } from './child.js';
import type { Workspace } from './workspace.js';

const LIST_MS_MAX = 130;
const SERVE_MS_MAX = 450;

export const benchStartUp = async (workspace: Workspace, quick: boolean): Promise<Section> => {
  const repetitions = quick ? 3 : 7;
  const data = workspace.path('start-up');
  const samples = readdirSync(SAMPLES).map((file) => join(SAMPLES, file));
  await ended(node(CLI, 'imports', 'add', ...samples, '--json', '--data', data));
  const measured = await inTurns(
    [
      { name: 'node -e 0', run: () => timed(() => ended(node('-e', '0'))) },
      {
        name: 'list',
        run: () => timed(() => ended(node(CLI, 'budgets', 'list', '--json', '--data', data))),
      },
      { name: 'serve', run: () => firstAnswer(data) },
    ],
    repetitions,
  );
  const floor = median(measured.get('node -e 0')!);
  const row = (what: string, name: string, most: number): Row => {
    const ours = median(measured.get(name)!);
    return {
      what,
      ours: milliseconds(ours),
      beside: `${milliseconds(floor)} node -e 0`,
      ratio: floor / ours,
      target: atMost(ours, most, 'ms'),
    };
  };
  return {
    title: 'e. Start-up',
    rows: [
      row('budget-ledger budgets list --json', 'list', LIST_MS_MAX),
      row('budget-ledger serve, to its first answer', 'serve', SERVE_MS_MAX),
    ],
    notes: ['The ledger holds the samples. Node keeps compiled code between starts.'],
    raw: { repetitions, milliseconds: Object.fromEntries(measured) },
  };
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

export const node = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });

export const ended = async (child: ChildProcess): Promise<void> => {
  let errors = '';
  child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout!.resume();
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`a child ended with ${code}: ${errors}`);
};

/** Milliseconds from the command to the answer to the first request. */
const firstAnswer = async (data: string): Promise<number> => {
  const start = performance.now();
  const service = await startService(data);
  try {
    const answer = await fetch(`${service.address}/v1/budgets`);
    if (!answer.ok) throw new Error(`the service answers ${answer.status}`);
    await answer.text();
    return performance.now() - start;
  } finally {
    await service.stop();
  }
};
