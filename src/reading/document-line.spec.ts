import { cellsOf, parsedLine, rowLine } from './document-line.js';

const PLACE = { line: 1, page: null };

describe('The cells of a line', () => {
  it.each([
    ['| 合计 | 1 |', ['合计', 0], ['1', 1]],
    [' |合计||1| ', ['合计', 0], ['1', 2]],
    [String.raw`| \[302\] 8TB\*2 | a\|b | 1 |`, ['[302] 8TB*2', 0], ['a|b', 1], ['1', 2]],
    ['合计\t\t1', ['合计', 0], ['1', 2]],
  ])('are those that pipes or tabs separate in the text %j', (text, ...cells) => {
    const row = {
      ...PLACE,
      cells: cells.map(([of, column]) => ({ text: of, column })),
      printed: text,
    };
    expect(parsedLine(PLACE, text)).toEqual(row);
    expect(rowLine(PLACE, [text])).toEqual(row);
  });

  it.each(['合计 1', '|', ''])('are not there in the running text %j', (text) => {
    expect(parsedLine(PLACE, text)).toEqual({ ...PLACE, cells: null, text });
    expect(rowLine(PLACE, [text])).toEqual({ ...PLACE, cells: null, text });
  });

  it('are those of the row where it has several, whatever their texts contain', () => {
    expect(rowLine(PLACE, ['| 合计 | 1 |', '', ' 2'])).toEqual({
      ...PLACE,
      cells: [
        { text: '| 合计 | 1 |', column: 0 },
        { text: '2', column: 2 },
      ],
      printed: '| 合计 | 1 |\t\t 2',
    });
  });

  it('are the words of running text, whose columns are not known', () => {
    expect(cellsOf(parsedLine(PLACE, ' 合计  1 '))).toEqual([
      { text: '合计', column: null },
      { text: '1', column: null },
    ]);
  });

  it('are none for a line that is longer than any row of a table', () => {
    const long = '1'.repeat(2_000);
    expect(parsedLine(PLACE, `${long}\t1`).cells).toBeNull();
    expect(rowLine(PLACE, [long, '1']).cells).toBeNull();
    expect(cellsOf(rowLine(PLACE, [long, '1']))).toEqual([]);
  });
});
