import { examine } from './examine.js';
import { render, SAMPLE } from './tables/budget.fixture.js';

const HEADING = `${SAMPLE.year}年部门预算编制说明`;

const gaps = async (...sentences: readonly string[]) => {
  const text = `${HEADING}\n${sentences.join('\n')}\n${render(SAMPLE, 'tabs')}`;
  const { facts } = await examine(new TextEncoder().encode(text), 'budget.txt', null);
  return facts.findings.filter(({ rule }) => rule === 'NARR-REASON').map(({ message }) => message);
};

describe('A reason that begins and says nothing', () => {
  const change = (reason: string) => `支出预算110元，比上年预算增加10元，主要原因是${reason}。`;

  it('is one finding where no sentence explains the change', async () => {
    expect(await gaps(change(''))).toEqual([expect.stringContaining('gives no reason for it')]);
  });

  it('is a finding too where another sentence explains the same change', async () => {
    expect(await gaps(change(''), change('扩编'))).toEqual([
      expect.stringContaining('begins a reason for the change of 支出预算 and gives none'),
    ]);
    expect(await gaps(change('扩编'), change('扩编'))).toEqual([]);
  });
});
