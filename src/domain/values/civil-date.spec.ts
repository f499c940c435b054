import { civilDate, isCivilDate } from './civil-date.js';

describe('A civil date', () => {
  it.each(['2023-01-01', '2024-02-29', '2000-02-29', '2023-12-31'])(
    'is a day of the calendar: %s',
    (day) => expect(civilDate(day)).toBe(day),
  );

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-04-31',
    '2023-1-1',
    '2023-01-01T00:00:00Z',
    '',
    '0000-01-01',
  ])('is not "%s"', (text) => {
    expect(isCivilDate(text)).toBe(false);
    expect(() => civilDate(text)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});
