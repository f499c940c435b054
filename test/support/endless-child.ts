import { endWithParent } from '../../src/concurrency/end-with-parent.js';

/** A process that writes its id, and then runs for ever without a turn of its event loop. */
endWithParent();
process.stdout.write(`${process.pid}\n`, () => {
  for (;;);
});
