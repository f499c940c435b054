import { instant, logPosition, refuseFutureInstant } from './as-of.js';

describe('An instant on the command line or in a query', () => {
  it.each`
    text                             | utc
    ${'2023-06-30T10:00:00Z'}        | ${'2023-06-30T10:00:00.000Z'}
    ${'2023-06-30T10:00:00.123456Z'} | ${'2023-06-30T10:00:00.123Z'}
    ${'2023-06-30T18:00:00+08:00'}   | ${'2023-06-30T10:00:00.000Z'}
    ${'2023-06-30T18:00+0800'}       | ${'2023-06-30T10:00:00.000Z'}
    ${'2023-06-30 18:00:00'}         | ${'2023-06-30T10:00:00.000Z'}
    ${'2023-01-01T00:30:00.5-03:30'} | ${'2023-01-01T04:00:00.500Z'}
    ${'2023-01-01 07:59'}            | ${'2022-12-31T23:59:00.000Z'}
    ${'2024-03-01T00:00:00+08'}      | ${'2024-02-29T16:00:00.000Z'}
    ${'2023-12-31T20:00:00-18:00'}   | ${'2024-01-01T14:00:00.000Z'}
    ${'2024-02-28t23:30:00-01:00'}   | ${'2024-02-29T00:30:00.000Z'}
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
  ])('%j is not an instant', (text) => expect(() => instant(text)).toThrow('is not an instant'));

  it('is refused while it is in the future', () => {
    const now = instant('2026-01-01T00:00:00Z');
    refuseFutureInstant({ recorded: now }, now);
    expect(() => refuseFutureInstant({ recorded: instant('2026-01-01T00:00:01Z') }, now)).toThrow(
      'is in the future',
    );
  });
});

describe('A position of the log', () => {
  it('is read from digits', () => expect(logPosition('42')).toBe(42n));

  it.each(['', '-1', '1.5', 'x', '12345678901234567890'])('cannot be read from %j', (text) =>
    expect(() => logPosition(text)).toThrow('is not a position'),
  );
});
