import Sequencer from '@jest/test-sequencer';

/** The specs that take longest, longest first. */
const LONGEST = [
  'test/simulation/simulation.spec.ts',
  'test/e2e/document.spec.ts',
  'test/e2e/scenarios.spec.ts',
  'test/contracts/eventstoredb-event-log.spec.ts',
  'test/faults/kills.spec.ts',
  'test/e2e/move-ledger.spec.ts',
  'test/e2e/transfers.spec.ts',
  'test/e2e/shutdown.spec.ts',
  'test/e2e/cli-processes.spec.ts',
  'src/reading/readers/fuzz.spec.ts',
  'src/reading/read-document.seeds.spec.ts',
];

/** A run that begins with the longest specs ends sooner. Jest itself knows only from an earlier run how long each takes. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = LONGEST.findIndex((spec) => path.endsWith(spec));
      return found === -1 ? LONGEST.length : found;
    };
    return super.sort(tests).toSorted((a, b) => place(a) - place(b));
  }
}
