import type { LineName } from '../values/line.js';
import { ANSWERED_FORM } from './forms.js';
import { layoutOfLines } from './lines-layout.js';

const revenue = (code: string): { line: LineName; name: string } => ({
  line: { schedule: 'revenue', function: code, source: 'fiscal-appropriation' },
  name: '',
});

describe('A table that is laid out by its lines', () => {
  it('has a row for each code and level, and none for what is under no code', () => {
    const lines = [revenue('undivided'), revenue('2010101')];
    const { rows } = layoutOfLines(ANSWERED_FORM, ANSWERED_FORM.table(2), 2031, lines);
    expect(rows.map(({ code, total }) => [code, total])).toEqual([
      ['201', undefined],
      ['20101', undefined],
      ['2010101', undefined],
      [null, true],
    ]);
  });
});
