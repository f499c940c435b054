/** What one contender does in a repetition; resolves to its figure, such as events per second. */
export interface Contender {
  readonly name: string;
  readonly run: () => Promise<number>;
}

/**
 * Runs the contenders in turns, so that what else the machine does hits all of them alike, and gives each one's figures.
 * A first round warms up and does not count.
 */
export const inTurns = async (
  contenders: readonly Contender[],
  repetitions: number,
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const figures = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let repetition = -1; repetition < repetitions; repetition += 1)
    for (const { name, run } of contenders) {
      const figure = await run();
      if (repetition >= 0) figures.get(name)!.push(figure);
    }
  return figures;
};

export const median = (figures: readonly number[]): number => percentile(figures, 50);

/** The nearest rank: the smallest figure that at least `percent` of all do not exceed. */
export const percentile = (figures: readonly number[], percent: number): number => {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
};

/** What a piece of work takes: by the clock, and of the processor, which other processes do not lengthen as much. */
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

/** How often `work` can be done in a second, tried for `ms`; `work` says how much of it was done. */
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
