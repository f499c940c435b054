import { documentNumbersIn, normalisedNumber } from './document-number.js';

describe('Document numbers in a text', () => {
  it('are found in any bracket, and have one normal form', () => {
    expect(
      documentNumbersIn('根据某办〔2020〕26号、某建交[2008]879 号和某发改投【2017】089号文'),
    ).toEqual([
      { raw: '某办〔2020〕26号', normalised: '某办〔2020〕26号', isWellFormed: true },
      { raw: '某建交[2008]879 号', normalised: '某建交〔2008〕879号', isWellFormed: true },
      { raw: '某发改投【2017】089号', normalised: '某发改投〔2017〕89号', isWellFormed: true },
    ]);
  });

  it('say so when the year was cut short', () => {
    expect(documentNumbersIn('《通知》（某智慧 (018) 16号）')).toEqual([
      { raw: '某智慧 (018) 16号', normalised: '某智慧〔018〕16号', isWellFormed: false },
    ]);
  });
});

describe('The normal form of a document number', () => {
  it.each([
    [' 某财预[2023] 第015 号 ', '某财预〔2023〕15号'],
    ['某财预(023)15号', null],
    ['见某财预〔2023〕15号文', null],
    ['', null],
  ])('of %j is %j', (text, normalised) => {
    expect(normalisedNumber(text)).toBe(normalised);
  });
});
