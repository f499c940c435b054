import { legible } from './legible.js';

describe('A text as people read it', () => {
  it.each(['', '合计 1,234.50', '“三公”经费（元）', 'a\tb\r\nc\v\f', '１２３￥', '𠮷野'])(
    'stays as it is where nothing in it is out of place: %j',
    (text) => expect(legible(text)).toBe(text),
  );

  it.each([
    ['a mark of direction', '\u200E1,000.00\u202C', '1,000.00'],
    ['a space without width', '住房\u200B公积\uFEFF金', '住房公积金'],
    ['a soft hyphen and a variation selector', '基\u00AD本\uFE0F支出', '基本支出'],
    ['a radical for the ideograph', '住房公积⾦⻓⻅', '住房公积金长见'],
    ['a compatibility ideograph', '\uF92F務\u{2F804}', '勞務你'],
    ['NUL and other control characters', '合\u0000计\u001F\u0085', '合\uFFFD计\uFFFD\uFFFD'],
    ['half of a pair', '合\uD800计', '合\uFFFD计'],
    ['a character that Unicode leaves out', '合\uFFFE计\uFFFF', '合\uFFFD计\uFFFD'],
  ])('has nothing to tell of %s', (_, text, read) => expect(legible(text)).toBe(read));
});
