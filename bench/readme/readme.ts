import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { cellsOf, HEADS, machineOf, targetsOf, type Section } from '../report.js';

/** The files that a run writes, of the folder in which `npm run bench` runs. */
export const README = 'bench/README.md';
export const FIGURES = 'bench/readme/figures.json';

/** A part of the benchmark as it was measured last. */
export interface Measured extends Omit<Section, 'raw'> {
  /** The day, as YYYY-MM-DD, in UTC. */
  readonly takenOn: string;
  /** Null outside of a checkout. */
  readonly commit: string | null;
  readonly machine: ReturnType<typeof machineOf>;
  readonly seconds: number;
}

/** The last figures of each part, by its letter. */
export type Figures = Readonly<Record<string, Measured>>;

/** The figures kept from the runs so far. */
export const figuresSoFar = (): Figures =>
  existsSync(FIGURES) ? (JSON.parse(readFileSync(FIGURES, 'utf8')) as Figures) : {};

/** Keeps the figures of one part in the place of those that it had, and writes the README anew. */
export const keep = async (
  part: string,
  { title, rows, notes }: Section,
  seconds: number,
): Promise<void> => {
  const measured: Measured = {
    title,
    rows,
    notes,
    takenOn: new Date().toISOString().slice(0, 10),
    commit: commitOf(),
    machine: machineOf(),
    seconds: Math.round(seconds),
  };
  const figures = Object.fromEntries(
    Object.entries({ ...figuresSoFar(), [part]: measured }).toSorted(([a], [b]) =>
      a < b ? -1 : 1,
    ),
  );
  writeFileSync(FIGURES, await formatted(FIGURES, JSON.stringify(figures)));
  await writeReadme(figures);
};

/** Writes the README from figures, and from nothing else. */
export const writeReadme = async (figures: Figures): Promise<void> =>
  writeFileSync(README, await readmeOf(figures));

/** The text of the README: the targets of all parts, and each part with the day, the commit and the machine of its run. */
export const readmeOf = async (figures: Figures): Promise<string> => {
  const parts = Object.values(figures);
  const minutes = Math.round(parts.reduce((sum, { seconds }) => sum + seconds, 0) / 60);
  const intro = `# The last figures

\`npm run bench\` writes this file, and with \`--only c\` no more than the section of that part and its rows among the targets. The figures are kept in \`${FIGURES}\`: \`npm run bench -- --readme\` writes the file from them alone.

Figures that are compared were measured in the same run, in turns: the ratios count, and not the figures. A ratio above 1 says that ours is faster. All parts took ${minutes} minutes.`;
  const text = [
    intro,
    sectionOf(targetsOf(parts)),
    ...parts.map((part) => sectionOf(part, runOf(part))),
  ].join('\n\n');
  return formatted(README, text);
};

const runOf = ({ takenOn, commit, machine, seconds }: Measured): string => {
  const { node, processors, model, memoryMiB } = machine;
  return `Measured on ${takenOn}${commit === null ? '' : ` at ${commit}`}, in ${seconds} s: Node ${node}, ${processors} processors${model === null ? '' : ` (${model})`}, ${Math.round(memoryMiB / 1024)} GiB.`;
};

const sectionOf = ({ title, rows, notes }: Omit<Section, 'raw'>, run = ''): string =>
  [
    `## ${title}`,
    run,
    [HEADS, HEADS.map(() => '---'), ...rows.map(cellsOf)]
      .map((row) => `| ${row.map(escaped).join(' | ')} |`)
      .join('\n'),
    notes.map((note) => `- ${note}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

const escaped = (cell: string): string => cell.trim().replaceAll('|', '\\|');

const formatted = async (file: string, text: string): Promise<string> =>
  format(text, { ...(await resolveConfig(file)), filepath: file });

/** The commit that is measured, told apart from one with changes beside it. */
const commitOf = (): string | null => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--', '.', `:!${README}`, `:!${FIGURES}`);
    return `${git('rev-parse', '--short=10', 'HEAD')}${changed === '' ? '' : ' with changes'}`;
  } catch {
    return null;
  }
};
