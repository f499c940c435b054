import { shanghaiDate, shanghaiToday } from './shanghai.js';

describe('A day in Shanghai', () => {
  it.each`
    instant                       | day
    ${'2024-06-30T15:59:59.999Z'} | ${'2024-06-30'}
    ${'2024-06-30T16:00:00.000Z'} | ${'2024-07-01'}
  `('begins at 16:00 UTC: $instant is $day', ({ instant, day }) =>
    expect(shanghaiDate(instant)).toBe(day),
  );

  it('is today by the clock of the machine', () => {
    const before = shanghaiDate(new Date().toISOString());
    const today = shanghaiToday();
    expect([before, shanghaiDate(new Date().toISOString())]).toContain(today);
  });
});
