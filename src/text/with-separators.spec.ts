import { withSeparatorsIn } from './with-separators.js';

describe('Amounts in a sentence', () => {
  it.each([
    ['表8为 6831050.00 元（-162150.00）。', '表8为 6,831,050.00 元（-162,150.00）。'],
    ['而表5为1116.8569 万元', '而表5为1,116.8569 万元'],
    ['prints 542697.44 元 for 2120199 in 2023.', 'prints 542,697.44 元 for 2120199 in 2023.'],
    ['如“6840050.00”或 "5699975.68"', '如“6840050.00”或 "5699975.68"'],
    ['1,234,567.89 and 999.00', '1,234,567.89 and 999.00'],
  ])('have separators: %s', (given, shown) => expect(withSeparatorsIn(given)).toBe(shown));
});
