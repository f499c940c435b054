import { toys } from './projector-toys.js';
import { contentOf, ToyLedger } from './projector-ledger.js';

/*
 * A process of its own on a folder: catches up, and prints what it found. With `slow` it says when the building has begun
 * and holds on after every transaction, so that it can be killed in between.
 */
const [folder, how] = process.argv.slice(2);
const opened = await new ToyLedger(folder).open();
await opened.projector.catchUp(() => {
  if (how !== 'slow') return;
  process.stdout.write('building\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
});
const content = await contentOf(opened.views, toys);
await opened.close();
process.stdout.write(
  JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  ),
);
