import { linesOf, read } from '../elsewhere.fixture.js';

const readRows = async (rows: string) => {
  const examined = await read({
    threePublic: `公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n项目,预算数\n${rows}`,
  });
  const lines = Object.entries(linesOf(examined)).filter(([key]) => key.startsWith('three-public'));
  return {
    lines: Object.fromEntries(lines),
    problems: examined.facts.findings.filter(({ severity }) => severity !== 'info'),
  };
};

describe('Items of the three-public expenses in rows', () => {
  it.each([
    [
      'of two bodies with other amounts',
      '甲局,\n公务用车运行费,5\n公务接待费,1\n乙站,\n公务用车运行费,3',
    ],
    ['of two bodies with the same amount', '甲局,\n公务用车运行费,5\n乙站,\n公务用车运行费,5'],
    ['of two bodies of which the first has nothing', '公务接待费,0\n公务接待费,3'],
  ])('are none, and an error says so, where they are %s', async (_, rows) => {
    const { lines, problems } = await readRows(rows);
    expect(lines).toEqual({});
    expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', table: 9 }));
  });

  it.each([
    ['parts', '公务接待费,3\n其中：国内接待费,2\n公务用车运行费,5'],
    ['all their parts', '公务接待费,3\n国内公务接待费,2\n国（境）外公务接待费,1\n公务用车运行费,5'],
    [
      'counts',
      '公务接待费,3\n公务接待批次（个）,9\n公务用车购置费,0\n公务用车购置数（辆）,2\n公务用车运行费,5',
    ],
  ])('are read beside their %s', async (_, rows) => {
    const { lines, problems } = await readRows(rows);
    expect(lines).toMatchObject({
      'three-public/reception': '30000.00',
      'three-public/vehicle-running': '50000.00',
    });
    expect(lines['three-public/vehicle-purchase'] ?? '0.00').toBe('0.00');
    expect(problems).toEqual([]);
  });

  it('are read under a heading that names the whole of them', async () => {
    const threePublic =
      '公开09表\n一般公共预算“三公”经费支出表\n单位：万元\n项目,2031年“三公”经费预算数\n合计,8\n1、因公出国（境）费用,\n2、公务接待费,3\n3、公务用车费,5\n其中：（1）公务用车运行维护费,5\n（2）公务用车购置,';
    const examined = await read({ threePublic });
    expect(linesOf(examined)).toMatchObject({
      'three-public/reception': '30000.00',
      'three-public/vehicle-running': '50000.00',
    });
    expect(examined.facts.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});
