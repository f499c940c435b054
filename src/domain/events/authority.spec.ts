import { authority } from './authority.js';

describe('The number of an approving document', () => {
  it.each([
    '宝财预〔2023〕15号',
    '宝财预[2023]15号',
    ' 宝财预（2023）第 15 号 ',
    '宝财预【2023】015号',
  ])('is found again however it is written: %s', (number) =>
    expect(authority(number)).toMatchObject({ number, normalised: '宝财预〔2023〕15号' }),
  );

  it.each(['', '宝财预2023年15号', '〔2023〕15号', '宝财预〔23〕15号', '见宝财预〔2023〕15号文'])(
    'is kept as it is written where it has no normal form: %s',
    (number) => expect(authority(number)).toMatchObject({ number, normalised: null }),
  );
});
