/**
 * Lets a process tell when something has come to the first and to the last of `count` readers: after each SIGUSR2 it prints
 * `armed`, and then both moments, in ns of the system's monotonic clock, as a line of JSON.
 *
 * @returns notes that something has come to the reader of this index
 */
export const arrivals = (count: number): ((index: number) => void) => {
  const waiting = new Set<number>();
  let first = 0;
  process.on('SIGUSR2', () => {
    for (let index = 0; index < count; index += 1) waiting.add(index);
    first = 0;
    process.stdout.write('armed\n');
  });
  return (index) => {
    if (!waiting.delete(index)) return;
    const last = Number(process.hrtime.bigint());
    first ||= last;
    if (waiting.size === 0) process.stdout.write(`${JSON.stringify({ first, last })}\n`);
  };
};
