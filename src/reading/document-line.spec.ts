import { rowLine, textLine } from './document-line.js';

const PLACE = { line: 1, page: null };

describe('The cells of a line', () => {
  it.each([
    ['| 合计 | 1 |', ['合计', '1']],
    [' |合计||1| ', ['合计', '', '1']],
    ['合计\t\t1', ['合计', '', '1']],
    ['合计 1', null],
    ['|', null],
    ['', null],
  ])('are those that pipes or tabs separate in the text %j', (text, cells) => {
    expect(textLine(PLACE, text)).toEqual({ ...PLACE, text, cells });
    expect(rowLine(PLACE, [text]).cells).toEqual(cells);
  });

  it('are those of the row where it has several, whatever their texts contain', () => {
    expect(rowLine(PLACE, ['| 合计 | 1 |', ' 2'])).toEqual({
      ...PLACE,
      text: '| 合计 | 1 |\t 2',
      cells: ['| 合计 | 1 |', '2'],
    });
  });

  it('are none for a line that is longer than any row of a table', () => {
    const long = '1'.repeat(2_000);
    expect(textLine(PLACE, `${long}\t1`).cells).toBeNull();
    expect(rowLine(PLACE, [long, '1']).cells).toBeNull();
  });
});
