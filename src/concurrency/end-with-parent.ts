import { Worker } from 'node:worker_threads';

/** How often the thread checks that the parent still runs, in ms. */
const LOOK_MS = 1_000;

const watching = (parent: number): string => `
  setInterval(() => { if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL'); }, ${LOOK_MS});
`;

/**
 * Ends this process within a second or two when its parent has ended, however it ended and whatever runs here: the parent is
 * watched by a thread of its own, because a document that is read lets nothing else run.
 */
export const endWithParent = (): void =>
  new Worker(watching(process.ppid), {
    eval: true,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 8 },
  }).unref();
