import { testProjections } from './test-projections.js';
import { contentOf, ProjectorLedger } from './projector-ledger.js';

/*
 * A process that catches up the views of a folder and prints the result. With a number as argument it kills itself after
 * that many steps, independent of the speed of the machine.
 */
const [folder, steps] = process.argv.slice(2);
const opened = await new ProjectorLedger(folder).open();
let step = 0;
await opened.projector.catchUp(() => {
  step += 1;
  if (step === Number(steps)) process.kill(process.pid, 'SIGKILL');
});
const content = await contentOf(opened.views, testProjections);
await opened.close();
process.stdout.write(
  JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  ),
);
