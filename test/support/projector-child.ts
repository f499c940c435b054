import { toys } from './projector-toys.js';
import { contentOf, ToyLedger } from './projector-ledger.js';

/*
 * A process of its own on a folder: catches up, and prints what it found. With a number it is killed when the building has
 * gone so many steps, however fast the machine is.
 */
const [folder, steps] = process.argv.slice(2);
const opened = await new ToyLedger(folder).open();
let step = 0;
await opened.projector.catchUp(() => {
  step += 1;
  if (step === Number(steps)) process.kill(process.pid, 'SIGKILL');
});
const content = await contentOf(opened.views, toys);
await opened.close();
process.stdout.write(
  JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  ),
);
