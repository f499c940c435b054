import { fitting } from './plot.js';

describe('A name in a plot', () => {
  it.each([
    ['城乡社区支出', 200, '城乡社区支出'],
    ['城乡社区支出', 90, '城乡社区支出'],
    ['城乡社区支出', 50, '城乡…'],
    ['Urban and rural communities', 130, 'Urban and rural…'],
    ['Urban and rural communities', 20, ''],
    ['城乡社区支出 project expenditure', 120, '城乡社区支出…'],
  ])('%j has in a width of %d: %j', (name, width, shown) => {
    expect(fitting([{ name, width }])).toEqual([shown]);
  });

  it('is told from every other, cut or whole', () => {
    const names = [
      'Subsidies to enterprises (construction)',
      'Subsidies to enterprises',
      'Subsidies to enterprises (others)',
      'Subsidies to enterprises (construction)',
    ];
    expect(fitting(names.map((name) => ({ name, width: 210 })))).toEqual([
      'Subsidies to enterprises…',
      'Subsidies to enterprises',
      'Subsidies to enterprises…2',
      'Subsidies to enterprises…',
    ]);
  });
});
