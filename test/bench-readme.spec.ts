import { existsSync, readFileSync } from 'node:fs';
import {
  FIGURES,
  figuresSoFar,
  README,
  readmeOf,
  type Figures,
  type Measured,
} from '../bench/readme/readme.js';

const measured = (title: string, given: Partial<Measured> = {}): Measured => ({
  title,
  rows: [
    {
      what: 'one | writer',
      ours: '90/s',
      beside: '100/s bare',
      ratio: 0.9,
      target: { text: '≥ 0.80', met: true },
    },
  ],
  notes: ['In turns.'],
  takenOn: '2026-11-30',
  commit: '0123456789',
  machine: { node: 'v24.9.0', processors: 2, model: 'Some', memoryMiB: 8_192 },
  seconds: 90,
  ...given,
});

describe('the README of the benchmark', () => {
  it('is what the kept figures say, and nothing else', async () => {
    expect(existsSync(README)).toBe(existsSync(FIGURES));
    if (existsSync(README))
      expect(readFileSync(README, 'utf8')).toBe(await readmeOf(figuresSoFar()));
  });

  it('has a section for each part, with the day, the commit and the machine of its run', async () => {
    const figures: Figures = {
      a: measured('a. Appends'),
      b: measured('b. Import', { takenOn: '2026-12-01', commit: null, seconds: 30 }),
    };
    const text = await readmeOf(figures);
    expect(text).toContain('All parts took 2 minutes.');
    expect(text).toContain('## Targets: 2 of 2 met');
    expect(text).toContain(
      'Measured on 2026-11-30 at 0123456789, in 90 s: Node v24.9.0, 2 processors (Some), 8 GiB.',
    );
    expect(text).toContain('Measured on 2026-12-01, in 30 s:');
    expect(text).toMatch(/\| b one \\\| writer +\| 90\/s \|/);
    // Another part changes nothing in this section.
    const alone = await readmeOf({ a: figures['a']! });
    expect(text).toContain(alone.slice(alone.indexOf('## a.')).trim());
  });
});
