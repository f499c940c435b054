import { CLERK, openLedger } from '../../test/support/test-ledger.js';
import type { Examined } from '../reading/examine.js';
import { read } from '../reading/by-headings/elsewhere.fixture.js';
import { ImportDocument } from './import-document.js';

/** As a version read it that did not read the tables which are none of the nine, nor one of the lines. */
const asReadBefore = ({ facts, ...examined }: Examined): Examined => {
  const { further: _, ...registered } = facts.registered;
  return {
    ...examined,
    document: { ...examined.document, further: [] },
    facts: {
      ...facts,
      registered,
      lines: facts.lines.slice(1),
      claims: facts.claims.filter(({ source }) => (source.table ?? 0) <= 9),
    },
  };
};

describe('A document that is recorded already', () => {
  it('is answered with what the log holds of it, also where it would be read as more today', async () => {
    const ledger = await openLedger();
    const today = await read();
    const before = asReadBefore(today);
    const first = await ledger.execute(new ImportDocument(before, {}, CLERK));
    expect(first).toMatchObject({
      status: 'committed',
      lines: before.facts.lines.length,
      claims: before.facts.claims.length,
    });
    expect(today.facts.lines.length).toBeGreaterThan(first.lines);
    expect(today.facts.claims.length).toBeGreaterThan(first.claims);
    const same = {
      ...first,
      status: 'duplicate',
      changes: {
        ...first.changes,
        added: 0,
        unchanged: first.lines,
        lines: first.changes.lines.map((line) => ({
          ...line,
          change: 'unchanged',
          before: line.after,
        })),
      },
    };
    expect(await ledger.execute(new ImportDocument(today, {}, CLERK))).toEqual(same);
    expect(await ledger.execute(new ImportDocument(today, { dryRun: true }, CLERK))).toEqual(same);
    await ledger.close();
  });
});
