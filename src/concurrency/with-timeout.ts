/**
 * The result of `work`, or of `onTimeout` when `work` takes longer than `ms`. The work itself is not cancelled; its late
 * result or failure is ignored.
 */
export const withTimeout = <T, L>(
  work: Promise<T>,
  ms: number,
  onTimeout: () => L,
): Promise<T | L> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      try {
        resolve(onTimeout());
      } catch (error) {
        reject(error);
      }
    }, ms);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
