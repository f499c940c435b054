import { scaleOf } from './number-format.js';

describe('The format of a number', () => {
  it.each([
    'General',
    '0.00',
    '#,##0.00',
    '#,##0.00_);(#,##0.00)',
    '[Red]-0.00',
    '0.00%',
    '@',
    '¥#,##0.00',
    '"约"0.00',
  ])('leaves the number as it is: %s', (format) =>
    expect(scaleOf(format, false)).toEqual({ tens: 0, unit: null }),
  );

  it.each([
    ['0!.0000', 4, null],
    ['0\\.0,', 4, null],
    ['0!.0,"万元"', 4, '万元'],
    ['0"."0000', 4, null],
    ['#,##0,', 3, null],
    ['0.00,,', 6, null],
    ['0.00,"千元"', 3, '千元'],
    ['0.00"万元"', 0, '万元'],
    ['0.00"（万元）"', 0, '万元'],
    ['0.00" 万元 "', 0, '万元'],
    ['0.00"万"', 0, '万元'],
    ['#,##0.00"元"_)', 0, '元'],
  ])('shows another figure or its unit: %s', (format, tens, unit) =>
    expect(scaleOf(format, false)).toEqual({ tens, unit }),
  );

  it('has a section of its own for what is below zero', () => {
    expect(scaleOf('0.00;-0!.0000', true).tens).toBe(4);
    expect(scaleOf('0.00;-0!.0000', false).tens).toBe(0);
  });
});
