import { spawnSync } from 'node:child_process';
import { killRounds, type Kill } from '../kill/kill-rounds.js';
import { itInCi } from '../support/it-in-ci.js';
import { onEventStoreDb, onPostgres } from '../support/test-stores.js';
import { BUILD_TEST_MS } from '../support/timeouts.js';

/** How often each process is killed. */
const ROUNDS = 3;

/** This test starts its own server, because it is killed. */
const hasEventStoreDb =
  onEventStoreDb && spawnSync('sh', ['-c', 'command -v eventstored']).status === 0;

describe('While 64 writers append and others follow', () => {
  itInCi(
    'a kill of any process loses, repeats, tears and reorders no change',
    async () => {
      const kills: Kill[] = [];
      const problems = await killRounds({
        rounds: ROUNDS,
        esdb: hasEventStoreDb ? 'own' : undefined,
        postgres: onPostgres ? 'own' : undefined,
        onKill: (kill) => void kills.push(kill),
      });
      expect(problems).toEqual([]);
      expect(kills.filter(({ lost }) => lost > 0)).toEqual([]);
      expect(kills.length).toBe(ROUNDS * (1 + Number(hasEventStoreDb) + Number(onPostgres)));
    },
    BUILD_TEST_MS,
  );
});
