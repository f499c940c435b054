import { readFileSync } from 'node:fs';
import { CLERK, openLedger } from '../../test/support/test-ledger.js';
import { enter, finding, PROJECT } from '../domain/decide/decide.fixture.js';
import { ImportDocument } from '../imports/import-document.js';
import { Recorder } from '../ledger/recorder.js';
import { Projector } from '../projector/projector.js';
import { examine } from '../reading/examine.js';
import { identified } from '../reading/findings.js';
import { unrecordedFinding } from './findings.answer.js';
import { FindingsOf } from './findings.query.js';
import { ResolveFinding } from './resolve-finding.js';

const SAMPLE = 'samples/baoshan-2023-department.txt';

describe('The findings of a budget', () => {
  it('by weight are the open errors first and the decided ones last, over all parts of the list', async () => {
    const ledger = await openLedger();
    try {
      const examined = await examine(readFileSync(SAMPLE), SAMPLE, null);
      const { budget } = await ledger.execute(
        new ImportDocument(examined, { agency: 'baoshan' }, CLERK),
      );
      const raised = (await ledger.ask(new FindingsOf(budget))).items;
      const [first] = raised.filter(({ severity }) => severity === 'error');
      await ledger.execute(
        new ResolveFinding(budget, first!.id, 'accept-printed', 'as printed', CLERK),
      );
      const listed: string[] = [];
      const ids: string[] = [];
      for (let after: string | undefined; ;) {
        const { items, next } = await ledger.ask(
          new FindingsOf(budget, { limit: 1, after }, { order: 'weight' }),
        );
        listed.push(...items.map(({ status, severity }) => `${status} ${severity}`));
        ids.push(...items.map(({ id }) => id));
        if (next === null) break;
        after = next;
      }
      expect(listed).toEqual([
        'open error',
        'open error',
        'open warning',
        'open info',
        'resolved error',
      ]);
      expect(ids.toSorted()).toEqual(raised.map(({ id }) => id).toSorted());
    } finally {
      await ledger.close();
    }
  });

  it('list each place once, however many of its figures are printed alike', async () => {
    const ledger = await openLedger();
    try {
      const budget = await ledger.budget('linjiang-2023-unit', {});
      const place = { table: null, page: 33, line: 14, row: null, column: null };
      const places = ['158.05万元', '158.05万元', '12.00万元'].map((text) => ({ ...place, text }));
      const raised = { ...finding('f1'), places };
      const sent = unrecordedFinding(raised).places;
      // As older ledgers have recorded it.
      await ledger
        .get(Recorder)
        .record(budget, enter({ [PROJECT]: '10.00' }, { check: () => [raised] }), CLERK);
      await ledger.get(Projector).catchUp();
      const { items } = await ledger.ask(new FindingsOf(budget));
      const { places: listed } = items.find(({ id }) => id === 'f1')!;
      const [once] = identified({ budget }, [raised]);
      for (const found of [sent, listed, once!.places])
        expect(found.map(({ text }) => text)).toEqual(['158.05万元', '12.00万元']);
    } finally {
      await ledger.close();
    }
  });
});
