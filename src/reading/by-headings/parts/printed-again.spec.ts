import { linesOf, read, TABLES } from '../elsewhere.fixture.js';

describe('A table that is printed again with the same rows', () => {
  it.each(['revenue', 'expenditure', 'general', 'economic', 'threePublic'] as const)(
    'counts once, and an info says so: %s',
    async (key) => {
      const examined = await read({ [key]: `${TABLES[key]}\n\n${TABLES[key]}` });
      expect(linesOf(examined)).toEqual(linesOf(await read()));
      const { findings } = examined.facts;
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
      expect(findings).toContainEqual(
        expect.objectContaining({
          severity: 'info',
          message: expect.stringContaining('is printed again with the same rows') as string,
        }),
      );
    },
  );
});
