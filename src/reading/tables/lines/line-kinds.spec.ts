import { parsedLine } from '../../document-line.js';
import { agencyOfLine, isColumnNumbers, isNote, isPageMark, unitOfLine } from './line-kinds.js';

const line = (text: string) => parsedLine({ line: 1, page: null }, text);

describe('The line above a table', () => {
  it.each`
    printed                                    | agency          | unit
    ${'编制部门：上海市某局'}                  | ${'上海市某局'} | ${undefined}
    ${'编制部门：上海市某局 单位：元'}         | ${'上海市某局'} | ${'元'}
    ${'编制部门：上海市某局\t\t单位：元'}      | ${'上海市某局'} | ${'元'}
    ${'编制部门：\t上海市某局\t\t单位：\t元'}  | ${'上海市某局'} | ${'元'}
    ${'| 编制部门：上海市某局 | | 单位：元 |'} | ${'上海市某局'} | ${'元'}
    ${'编制部门：\t\t单位：元'}                | ${''}           | ${'元'}
    ${'金额单位：万元'}                        | ${undefined}    | ${'万元'}
    ${'单位：元'}                              | ${undefined}    | ${'元'}
    ${'单住：元'}                              | ${undefined}    | ${'元'}
    ${'收入预算\t单住：元'}                    | ${undefined}    | ${undefined}
    ${'项目\t预算单位：上海市某局'}            | ${undefined}    | ${undefined}
  `('"$printed" names the agency $agency and the unit $unit', ({ printed, agency, unit }) => {
    expect(agencyOfLine(line(printed as string))?.name).toBe(agency);
    expect(unitOfLine(line(printed as string))).toBe(unit);
  });
});

describe('A note, and a page number', () => {
  it.each(['备注：本单位无此项支出，故本表无数据。', '| 注：本表无数据 | | |'])(
    'stand alone: "%s"',
    (printed) => {
      expect(isNote(line(printed))).toBe(true);
    },
  );

  it.each(['- 5 -', '\t第5页\t'])('stand alone: "%s"', (printed) => {
    expect(isPageMark(line(printed))).toBe(true);
  });

  it('are no row of a table, whatever its cells make together', () => {
    expect(isPageMark(line('5\t/\t21'))).toBe(false);
    expect(isNote(line('说明：\t5.00'))).toBe(false);
  });
});

describe('The numbers of columns', () => {
  it.each(['** 1 2 3', '**\t**\t1\t2', '| 栏次 | 1 | 2 | 3 | 4 |', '1 2 3 4 5 6'])(
    'are no figures: "%s"',
    (printed) => {
      expect(isColumnNumbers(line(printed))).toBe(true);
    },
  );

  it.each(['1 2 3', '3 1 2 0 0 0', '合计 1 2 3', '1.00 2.00 3.00 4.00', '栏次', ''])(
    'are not "%s"',
    (printed) => {
      expect(isColumnNumbers(line(printed))).toBe(false);
    },
  );
});
