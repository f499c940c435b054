import { instant, refuseFuture } from './as-of-input.js';

describe('An instant on the command line or in a query', () => {
  it.each`
    text                             | utc
    ${'2023-06-30T10:00:00Z'}        | ${'2023-06-30T10:00:00.000Z'}
    ${'2023-06-30T10:00:00.123456Z'} | ${'2023-06-30T10:00:00.123Z'}
    ${'2023-06-30T18:00:00+08:00'}   | ${'2023-06-30T10:00:00.000Z'}
    ${'2023-06-30T18:00+0800'}       | ${'2023-06-30T10:00:00.000Z'}
    ${'2023-06-30 18:00:00'}         | ${'2023-06-30T10:00:00.000Z'}
    ${'2023-01-01T00:30:00.5-03:30'} | ${'2023-01-01T04:00:00.500Z'}
  `('$text is $utc', ({ text, utc }) => expect(instant(text)).toBe(utc));

  it.each([
    '',
    'now',
    '2023-06-30',
    '2023-02-29T00:00:00Z',
    '2023-06-30T24:00:00Z',
    '2023-06-30T10:60:00Z',
    '2023-06-30T10:00:60Z',
    '2023-06-30T10:00:00+19:00',
    '9999-12-31T23:00:00-02:00',
    '1688119200000',
  ])('%j is none', (text) => expect(() => instant(text)).toThrow('is not an instant'));

  it('is refused while it has not come', () => {
    const now = new Date('2026-01-01T00:00:00.000Z');
    refuseFuture({ recorded: instant('2026-01-01T00:00:00Z') }, now);
    expect(() => refuseFuture({ recorded: instant('2026-01-01T00:00:01Z') }, now)).toThrow(
      'has not come yet',
    );
  });
});
