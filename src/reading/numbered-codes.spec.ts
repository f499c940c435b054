import { render, SAMPLE } from './tables/budget.fixture.js';
import { examine } from './examine.js';

const linesOf = async (text: string) =>
  (await examine(new TextEncoder().encode(text), 'budget.csv', null)).facts.lines.map(
    ({ line, amount }) => ({ line, amount }),
  );

describe('A code that a sheet took for a number', () => {
  it('is the code without its decimals', async () => {
    const text = render(SAMPLE, 'tabs');
    const numbered = text.replace(/^(\d{3,7})\t/gm, '$1.0\t');
    expect(numbered).not.toBe(text);
    expect(await linesOf(numbered)).toEqual(await linesOf(text));
  });
});
