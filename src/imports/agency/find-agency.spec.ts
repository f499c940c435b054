import { CLERK, openLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { examine } from '../../reading/examine.js';
import { render, SAMPLE } from '../../reading/tables/budget.fixture.js';
import { isSamePlace, nameInRegion, regionOf } from './agency-region.js';
import { ImportDocument } from '../import-document.js';

describe('The district of an agency', () => {
  it.each`
    name                    | title                                 | region
    ${'财政局'}             | ${'澄州市临江区2024年区级部门预算'}   | ${'澄州市临江区'}
    ${'临江区财政局'}       | ${'澄州市临江区 2024年区级部门预算'}  | ${'澄州市临江区'}
    ${'澄州市临江区财政局'} | ${'临江区2024年区级部门预算'}         | ${null}
    ${'澄州市临江区财政局'} | ${'澄州市临江区2024年区级部门预算'}   | ${null}
    ${'中共澄州市委宣传部'} | ${'中共澄州市委宣传部2024年部门预算'} | ${null}
    ${'社区卫生服务中心'}   | ${'2024年临江区单位预算'}             | ${'临江区'}
    ${'城市管理局'}         | ${'2024年区级部门预算'}               | ${null}
    ${'江苏省人民检察院'}   | ${'江苏省人民检察院2018年部门预算'}   | ${null}
    ${'财政局'}             | ${'财政局2024年部门预算'}             | ${null}
    ${'管理所'}             | ${'农贸市场管理所2024年单位预算'}     | ${null}
    ${'文化市场执法队'}     | ${'澄州市临江区2024年单位预算'}       | ${'澄州市临江区'}
  `('of $name with the title $title is $region', ({ name, title, region }) => {
    expect(regionOf(name as string, title as string)).toBe(region);
  });

  it('stands before its name, and may leave out what is above it', () => {
    expect(nameInRegion('临江区财政局', '澄州市临江区')).toBe('澄州市临江区财政局');
    expect(nameInRegion('财政局', '临江区')).toBe('临江区财政局');
    expect(nameInRegion('中共临江区委宣传部', '澄州市临江区')).toBe('中共澄州市临江区委宣传部');
    expect(nameInRegion('文化市场执法队', '临江区')).toBe('临江区文化市场执法队');
    expect(isSamePlace('临江区', '澄州市临江区')).toBe(true);
    expect(isSamePlace('澄州市临江区', '湖州市临江区')).toBe(false);
  });
});

describe('Documents of agencies with one name', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  const add = async (district: string, year: number, agency?: string) => {
    const text = render({ ...SAMPLE, agency: '财政局', year }, 'tabs').replace(
      '某市某区',
      district,
    );
    const examined = await examine(new TextEncoder().encode(text), '预算.txt', null);
    const { agency: found } = await ledger.execute(new ImportDocument(examined, { agency }, CLERK));
    return found;
  };

  it('are of two agencies where their covers name two districts', async () => {
    const first = await add('澄州市临江区', 2024);
    const other = await add('澄州市望湖区', 2024);
    expect(first.name).toBe('财政局');
    expect(other).toEqual({
      code: expect.not.stringMatching(first.code) as string,
      name: '澄州市望湖区财政局',
    });
    // The next year finds each again, also where a cover leaves out the city.
    expect(await add('临江区', 2025)).toEqual(first);
    expect(await add('澄州市望湖区', 2025)).toEqual(other);
  });

  it('are of one agency where a person gives its code', async () => {
    const first = await add('澄州市临江区', 2024);
    expect(await add('澄州市望湖区', 2025, first.code)).toEqual(first);
  });
});
