import { fitting } from './plot.js';

describe('A name in a plot', () => {
  it.each([
    ['城乡社区支出', 200, '城乡社区支出'],
    ['城乡社区支出', 50, '城乡社'],
    ['Urban and rural communities', 130, 'Urban and rural'],
    ['Urban and rural communities', 20, ''],
    ['城乡社区支出 project expenditure', 120, '城乡社区支出'],
  ])('%j has in a width of %d: %j', (name, width, shown) => {
    expect(fitting(name, width)).toBe(shown);
  });
});
