import { LineIndex } from '../budget/line-index.js';
import type { LineKey } from '../values/line.js';
import { codeFindings, refuseUnknownCodes } from './codes.js';

const STATE = { name: '', original: 0n, corrected: 0n, amendmentsCorrected: 0n, adjusted: 0n };

const refusal = (codes: object, ...lines: readonly string[]) => {
  const index = new LineIndex();
  for (const line of lines) index.change(line as LineKey, undefined, STATE);
  try {
    refuseUnknownCodes([codes], index);
    return null;
  } catch (error) {
    return error;
  }
};

describe('A code that a person gives', () => {
  it.each([
    { function: '2120199' },
    { function: '2129998' },
    { function: '2120199', economic: '30217' },
    { economic: '30217' },
    { function: null, economic: null },
  ])('%j is taken', (codes) => expect(refusal(codes)).toBeNull());

  it('is refused with the nearest ones where there is no such class or economic item', () => {
    expect(refusal({ function: '2180101' })).toMatchObject({
      code: 'code-unknown',
      message: expect.stringContaining('no class 218'),
      details: {
        unknown: '2180101',
        nearest: [
          { code: '217', name: '金融支出' },
          { code: '219', name: '援助其他地区支出' },
          { code: '216', name: '商业服务业等支出' },
        ],
      },
    });
    expect(refusal({ function: '2120199', economic: '30230' })).toMatchObject({
      code: 'code-unknown',
      details: { unknown: '30230', nearest: [{ code: '30231' }, { code: '30239' }, {}] },
    });
  });

  it('is taken where a line of the budget has it, because its document printed it', () => {
    expect(refusal({ function: '2180101' }, 'revenue/2180199/fiscal-appropriation')).toBeNull();
    expect(refusal({ economic: '30230' }, 'economic/30230/public')).toBeNull();
    expect(refusal({ economic: '30230' }, 'economic/30232/public')).not.toBeNull();
  });

  it('is pointed out once where the list lacks the item, with the group where it lacks that too', () => {
    const raised = codeFindings(
      [
        { function: '2129998' },
        { function: '2129998' },
        { function: '2129801' },
        { function: '2120199' },
      ],
      2024,
      () => false,
    );
    expect(raised.map(({ data }) => [data.rule, data.severity, data.subject])).toEqual([
      ['CODE-UNKNOWN', 'warning', '2129998'],
      ['CODE-UNKNOWN', 'warning', '2129801'],
    ]);
    expect(raised.map(({ data }) => data.message)).toEqual([
      expect.stringMatching(
        /does not have the item \(项\) 2129998\. .* of 2024\. The nearest .* 2129999 /,
      ),
      expect.stringContaining('group (款) 21298'),
    ]);
    const { finding } = raised[0]!.data;
    expect(finding).toMatch(/^[0-9a-f]{16}$/);
    expect(codeFindings([{ function: '2129998' }], 2024, (id) => id === finding)).toEqual([]);
  });
});
