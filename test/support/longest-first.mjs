import Sequencer from '@jest/test-sequencer';

/** The specs that take longest, longest first. */
const LONGEST = [
  'test/faults/kills.spec.ts',
  'test/pages/journeys.spec.ts',
  'test/e2e/move-ledger.spec.ts',
  'test/e2e/transfers.spec.ts',
  'test/e2e/document.spec.ts',
  'test/e2e/cli-processes.spec.ts',
  'test/e2e/scenarios.spec.ts',
  'test/contracts/eventstoredb-event-log.spec.ts',
  'test/simulation/simulation.spec.ts',
  'test/faults/views-away.spec.ts',
  'test/e2e/access-streams.spec.ts',
  'test/e2e/scenarios-as-of.spec.ts',
  'test/e2e/newer-documents.spec.ts',
  'test/e2e/proof.spec.ts',
  'test/e2e/cli-budgets.spec.ts',
  'test/e2e/restored-server.spec.ts',
  'test/invariants/histories.spec.ts',
  'test/contracts/sqlite-event-log.spec.ts',
  'test/e2e/access.spec.ts',
  'test/e2e/http-imports.spec.ts',
  'test/e2e/http-changes.spec.ts',
  'test/e2e/remote.spec.ts',
  'test/e2e/shutdown.spec.ts',
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
