import { readFileSync } from 'node:fs';
import { CLERK, openLedger } from '../../test/support/test-ledger.js';
import { ImportDocument } from '../imports/import-document.js';
import { examine } from '../reading/examine.js';
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
});
