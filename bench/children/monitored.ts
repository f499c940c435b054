import { monitorEventLoopDelay } from 'node:perf_hooks';

/** In ms: how often the loop is looked at, which every figure contains. */
const RESOLUTION_MS = 1;

/** Preloaded into a service that is measured: prints the longest delay of the event loop since the last SIGUSR2, in ms. */
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
process.on('SIGUSR2', () => {
  process.stdout.write(`${(delay.max / 1e6).toFixed(3)}\n`);
  delay.reset();
});
