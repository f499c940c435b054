import { say } from '../cli/say.js';
import { once } from 'node:events';
import { Config, portOf } from '../config/config.js';
import { write } from '../cli/io.js';
import { value } from '../cli/options.js';
import { verb, type Verb } from '../cli/verb.js';
import { boundHeap } from './bounded-heap.js';
import { END_MS_MAX, endWithin } from './end-within.js';

const serve = verb({
  words: 'serve',
  summary: 'serve the HTTP API, the change stream and their documentation',
  positionals: {},
  options: { port: value('PORT', 'the port (default 3000; 0 takes a free one)', portOf) },
  run: async ({ options: { port }, common }, io) => {
    boundHeap();
    const stop = io.interrupted();
    // Also while it starts: a store may not answer then.
    stop.addEventListener('abort', () => endWithin(END_MS_MAX));
    const config = Config.of(io.env, {
      data: common.data,
      ...(port === undefined ? {} : { port }),
    });
    const { migrateWithBar } = await import('./migrate-with-bar.js');
    await migrateWithBar(config, io);
    const { serve: start } = await import('./main.js');
    const service = await start(config);
    await write(
      io.stdout,
      common.json
        ? `${JSON.stringify({ address: service.address })}\n`
        : `${say`budget-ledger listens on ${service.address}, its documentation is at ${service.address}/docs`}\n`,
    );
    if (!stop.aborted) await once(stop, 'abort');
    await service.close();
    return 'written';
  },
});

/** The commands of the service. */
export const serveVerbs: readonly Verb[] = [serve];
