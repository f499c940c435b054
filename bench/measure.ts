/** One of the things that are compared. `run` does one repetition, or a warm-up, and resolves to a figure, such as events per second. */
export interface Contender {
  readonly name: string;
  readonly run: (isWarmUp: boolean) => Promise<number>;
}

/**
 * Runs the contenders in turns, so that other load on the machine affects all of them alike, and returns the figures of each.
 * The first round is a warm-up and does not count.
 */
export const inTurns = async (
  contenders: readonly Contender[],
  repetitions: number,
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const figures = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let repetition = -1; repetition < repetitions; repetition += 1)
    for (const { name, run } of contenders) {
      const figure = await run(repetition < 0);
      if (repetition >= 0) figures.get(name)!.push(figure);
    }
  return figures;
};

export const median = (figures: readonly number[]): number => percentile(figures, 50);

/** By nearest rank: the smallest figure such that at least `percent` per cent of all figures are not larger. */
export const percentile = (figures: readonly number[], percent: number): number => {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
};

/** Elapsed time and processor time of `work`. Other processes change the processor time less. */
export const timed = async (
  work: () => unknown,
): Promise<{ readonly seconds: number; readonly processorSeconds: number }> => {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (performance.now() - start) / 1000,
    processorSeconds: (user + system) / 1_000_000,
  };
};

/** Runs `work` repeatedly for `ms` and returns units per second; `work` returns how many units it did. */
export const perSecond = async (
  ms: number,
  work: () => Promise<number> | number,
): Promise<number> => {
  let done = 0;
  const start = performance.now();
  let elapsed = 0;
  while (elapsed < ms) {
    done += await work();
    elapsed = performance.now() - start;
  }
  return done / (elapsed / 1000);
};
