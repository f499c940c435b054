import Database from 'better-sqlite3';
import { projections } from '../../../projections/index.js';
import { event, ProjectorLedger } from '../../../test/support/projector-ledger.js';
import { executeOnViews, storesOf } from '../../../test/support/test-stores.js';
import { Config } from '../../config/config.js';
import { openLog } from '../../log/open-log.js';
import { verifyWithViews } from './verify-with-views.js';

const EVENTS = 30;

describe('A log and its views', () => {
  let ledger: ProjectorLedger;
  beforeEach(async () => {
    ledger = new ProjectorLedger();
    const { log, projector, close } = await ledger.open(projections);
    for (let n = 0; n < EVENTS; n++)
      await log.append(`agency-a${n}`, 'no-stream', [
        event('AgencyRegistered', { code: `a${n}`, name: `${n}局` }),
      ]);
    await projector.catchUp();
    await close();
  });
  afterEach(() => ledger.remove());

  const verified = async (eventsHereMax: bigint, views = true) => {
    const stores = { ...storesOf(ledger.folder), LEDGER_LOG: `sqlite:${ledger.logFile}` };
    const config = Config.of(stores, { data: ledger.folder });
    const log = await openLog(config.log, { readonly: true });
    const shown: (readonly [string, number, number | undefined])[] = [];
    try {
      const found = await verifyWithViews(log, config, {
        views,
        eventsHereMax,
        progress: (done, total) => shown.push(['events', done, total]),
        viewsProgress: (done, total) => shown.push(['views', done, total]),
      });
      return { ...found, shown };
    } finally {
      await log.close();
    }
  };
  const here = BigInt(EVENTS);
  const apart = here - 1n;

  it.each([
    ['on one thread', here],
    ['on two', apart],
  ])('are verified and compared %s', async (_, eventsHereMax) => {
    expect(await verified(eventsHereMax)).toMatchObject({
      verified: { events: EVENTS, problems: [] },
      compared: { problems: [], notCompared: null },
    });
    await executeOnViews(
      ledger.folder,
      `UPDATE agency_names__1 SET agency = 'x' WHERE name = '7局'`,
    );
    const { compared, shown } = await verified(eventsHereMax);
    expect(compared).toEqual({
      problems: ['The view agency_names has "x" in agency of (7局), and the log says "a7".'],
      notCompared: null,
    });
    // First all events are verified, and then it is shown how many are compared.
    const stages = shown.map(([stage]) => stage);
    expect(stages).toEqual([...stages].sort());
    expect(shown.find(([stage]) => stage === 'events')).toEqual(['events', EVENTS, EVENTS]);
  });

  it.each([
    ['on one thread', here],
    ['on two', apart],
  ])('are not compared where the log is damaged, %s', async (_, eventsHereMax) => {
    const db = new Database(ledger.logFile);
    db.exec('DROP TRIGGER IF EXISTS events_are_never_updated');
    db.exec(`UPDATE events SET data = 'no JSON' WHERE position = 9`);
    db.close();
    const { verified: events, compared } = await verified(eventsHereMax);
    expect(events.problems[0]).toMatch(/^Position 9 \(agency-a8, version 0\): data is not JSON/);
    expect(compared.notCompared).toBe('The views were not compared with the log.');
  });

  it('are not compared where nobody asks for it', async () => {
    await executeOnViews(ledger.folder, `UPDATE agency_names__1 SET agency = 'x'`);
    expect((await verified(apart, false)).compared).toEqual({
      problems: [],
      notCompared: 'The views were not compared with the log.',
    });
  });
});
