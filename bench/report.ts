import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Ignored by Git. A run keeps its working files here too, so that they are on the disk that is measured. */
export const RESULTS = fileURLToPath(new URL('../../bench/results/', import.meta.url));

/** One line of the table: our figure and the one it is compared with, measured in the same run. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly beside: string;
  /** Our speed divided by the other's: above 1 we are faster. Null if there is nothing to compare with. */
  readonly ratio: number | null;
  readonly target?: Target;
}

export interface Target {
  readonly text: string;
  readonly met: boolean;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What a reader has to know about how it was measured. */
  readonly notes: readonly string[];
  /** Every figure of every repetition. */
  readonly raw: unknown;
}

export const atLeast = (ratio: number, target: number): Target => ({
  text: `≥ ${target.toFixed(2)}`,
  met: ratio >= target,
});

export const atMost = (figure: number, target: number, unit: string): Target => ({
  text: `≤ ${target} ${unit}`,
  met: figure <= target,
});

export const rate = (perSecond: number, unit: string): string =>
  `${Math.round(perSecond).toLocaleString('en')} ${unit}/s`;

export const milliseconds = (figure: number): string =>
  `${figure < 10 ? figure.toFixed(3) : Math.round(figure)} ms`;

export const HEADS = ['', 'ours', 'beside', 'ratio', 'target', ''] as const;

export const cellsOf = ({ what, ours, beside, ratio, target }: Row): readonly string[] => [
  what,
  ours,
  beside,
  ratio === null ? '' : ratio.toFixed(ratio < 0.1 ? 4 : 2),
  target?.text ?? '',
  target === undefined ? '' : target.met ? 'met' : 'missed',
];

/** Prints a section as a table. */
export const print = ({ title, rows, notes }: Section): void => {
  const cells = [HEADS, ...rows.map(cellsOf)];
  const widths = HEADS.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 || i === 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  console.log(`\n${title}\n`);
  for (const row of cells) console.log(`  ${line(row)}`);
  for (const note of notes) console.log(`  · ${note}`);
};

/** Of all sections, the rows that have a target, each with the letter of its section. */
export const targetsOf = (sections: readonly Omit<Section, 'raw'>[]): Section => {
  const rows = sections.flatMap(({ title, rows: of }) =>
    of
      .filter(({ target }) => target !== undefined)
      .map((row) => ({ ...row, what: `${title[0]}  ${row.what.trim()}` })),
  );
  const met = rows.filter(({ target }) => target!.met).length;
  return { title: `Targets: ${met} of ${rows.length} met`, rows, notes: [], raw: null };
};

/** What the figures were taken on. */
export const machineOf = () => ({
  node: process.version,
  processors: availableParallelism(),
  model: cpus()[0]?.model ?? null,
  memoryMiB: Math.round(totalmem() / 2 ** 20),
});

/** Writes all figures of the run to a file and returns its path. */
export const save = (quick: boolean, sections: readonly Section[]): string => {
  mkdirSync(RESULTS, { recursive: true });
  const takenAt = new Date().toISOString();
  const file = join(RESULTS, `${takenAt.replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(
    file,
    `${JSON.stringify({ takenAt, quick, machine: machineOf(), sections }, null, 2)}\n`,
  );
  return file;
};

/** Shows one line on standard error, which the next one replaces; only on a terminal. */
export const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};
