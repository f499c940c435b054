import { fromFen } from '../../domain/values/money.js';
import { readNarrative } from '../narrative/read-narrative.js';
import { checkDocument } from './check.js';
import { brief, documentOf, PLAN, tablesOf, withCell } from './rules.fixture.js';

const read = (lines: readonly string[], tables = tablesOf()) => {
  const document = documentOf(tables, lines);
  const narrative = readNarrative(document);
  return { narrative, findings: [...narrative.findings, ...checkDocument(document, narrative)] };
};

const procurement = (total: string, parts: string, reserved = '34万元', small = '34万元') =>
  read([
    '其他相关情况说明',
    '三、政府采购预算情况',
    `2024年度本单位政府采购预算${total}，其中：${parts}。`,
    `2024年本单位面向中小企业预留政府采购项目预算金额${reserved}，其中，预留给小型和微型企业的政府采购项目预算为${small}。`,
  ]);
const PARTS = '政府采购货物预算0.50万元、政府采购工程预算10万元、政府采购服务预算34万元';

describe('Procurement', () => {
  it('raises no finding when it adds up, and each figure is read', () => {
    const { narrative, findings } = procurement('44.50万元', PARTS);
    expect(findings).toEqual([]);
    expect(narrative.claims.map(({ subject, amount }) => [subject, fromFen(amount)])).toEqual([
      ['procurement', '445000.00'],
      ['procurement/goods', '5000.00'],
      ['procurement/works', '100000.00'],
      ['procurement/services', '340000.00'],
      ['procurement/reserved', '340000.00'],
      ['procurement/small', '340000.00'],
    ]);
  });

  it('is the sum of goods, works and services', () => {
    expect(procurement('45.50万元', PARTS).findings.map(brief)).toEqual([
      ['PROCUREMENT-SUM', 'error', 'procurement', '45.50', '44.50', '1.00'],
    ]);
  });

  it('reserves at most its whole amount', () => {
    expect(procurement('44.50万元', PARTS, '45万元').findings.map(brief)).toEqual([
      ['PROCUREMENT-SUM', 'error', 'procurement/reserved', '45.00', '44.50', '0.50'],
    ]);
    expect(procurement('44.50万元', PARTS, '4万元').findings.map(brief)).toEqual([
      ['PROCUREMENT-SUM', 'error', 'procurement/small', '34.00', '4.00', '30.00'],
    ]);
  });
});

const assets = (vehicles: number) =>
  read([
    '其他相关情况说明',
    '五、国有资产占有使用情况',
    `截至2023年8月31日，共有车辆${vehicles}辆，其中：执法执勤用车1辆、其他用车6辆；单价100万元（含）以上设备（不含车辆）2台（套）。`,
    '2024年部门预算安排购置车辆1辆，其中：执法执勤用车0辆、其他用车1辆。',
  ]);

describe('Assets', () => {
  it('are read with the day of the count, and a threshold is not read as a figure', () => {
    const { narrative, findings } = assets(7);
    expect(findings).toEqual([]);
    expect(narrative.claims).toEqual([]);
    expect(
      narrative.assets.map(({ name, count, isPlanned, statisticsAsOf }) => [
        name,
        count,
        isPlanned,
        statisticsAsOf,
      ]),
    ).toEqual([
      ['车辆', 7, false, '2023-08-31'],
      ['执法执勤用车', 1, false, '2023-08-31'],
      ['其他用车', 6, false, '2023-08-31'],
      ['单价100万元(含)以上设备(不含车辆)', 2, false, '2023-08-31'],
      ['车辆', 1, true, null],
      ['执法执勤用车', 0, true, null],
      ['其他用车', 1, true, null],
    ]);
  });

  it('are the sum of their kinds', () => {
    expect(assets(8).findings.map(brief)).toEqual([
      ['ASSET-SUM', 'warning', '车辆', '8', '7', '1'],
    ]);
  });
});

const EXPLANATION = '2024年单位预算编制说明';

describe('A share', () => {
  const share = (basic: string) =>
    read([
      EXPLANATION,
      `预算支出为8267287.93元，其中：基本支出为7654487.68元，占${basic}%；项目支出为612800.25元，占7.41%。`,
    ]).findings.map(brief);

  it('is the part by the whole of its sentence', () => {
    expect(share('92.59')).toEqual([]);
    expect(share('92.95')).toEqual([
      ['NARR-PERCENT', 'warning', 'basic', '92.95', '92.59', '0.36'],
    ]);
  });
});

describe('A stated absence', () => {
  const none = ['本单位2024年无政府性基金财政拨款支出预算。', '本单位无机关运行经费。'];

  it('has no amount in any table', () => {
    expect(read([EXPLANATION, ...none]).findings).toEqual([]);
    const tables = tablesOf({ ...PLAN, fund: [{ code: '2120899', basic: 0n, project: 500_00n }] });
    expect(read([EXPLANATION, ...none], tables).findings.map(brief)).toEqual([
      ['NARR-FIGURE', 'error', 'expenditure/government-fund', null, '500.00', null],
    ]);
  });
});

describe('机关运行经费', () => {
  // 公用经费 of table 8 is 116.43 万元.
  const operating = (amount: string, sentence: string | null, layout: 'unit' | 'department') => {
    const document = documentOf(
      withCell(tablesOf(), 9, '', 'operating', amount),
      sentence === null ? [] : ['其他相关情况说明', '二、机关运行经费预算', sentence],
    );
    const scoped = { ...document, scope: layout };
    return checkDocument(scoped, readNarrative(scoped)).map((each) => brief(each).slice(0, 3));
  };

  it('of a unit is 公用经费 of table 8, or nothing', () => {
    expect(operating('1164295.14', null, 'unit')).toEqual([]);
    expect(operating('0.00', null, 'unit')).toEqual([]);
    expect(operating('164295.00', null, 'unit')).toEqual([
      ['T9-OPERATING', 'warning', '机关运行经费'],
    ]);
  });

  it.each([
    ['本单位无机关运行经费。', [['NARR-FIGURE', 'error', 'three-public/operating']]],
    // The form's own words, left standing by the clerk who filled it in.
    ['（若无，则写“本部门无机关运行经费。”）', []],
  ])(
    'is none where the document says so, and not where its form tells what to write: %s',
    (sentence, found) => {
      expect(operating('1164295.14', sentence, 'unit')).toEqual(found);
    },
  );

  it('of a department may be less, since its institutions have none', () => {
    expect(operating('164295.00', null, 'department')).toEqual([
      ['T9-OPERATING', 'info', '机关运行经费'],
    ]);
  });

  it('is wrong in table 9, and one finding, where a sentence has the amount of table 8', () => {
    const sentence = '财政拨款的机关运行经费预算为116.43万元。';
    expect(operating('1264300.00', sentence, 'unit')).toEqual([
      ['T9-OPERATING', 'warning', '机关运行经费'],
    ]);
  });
});

describe('An item of a sentence', () => {
  const item = (sentence: string) =>
    read([EXPLANATION, sentence]).narrative.claims.map(({ subject }) => subject);

  it('may print its codes', () => {
    expect(
      item('1、城乡社区支出（212类）城乡社区管理事务（01款）其他支出（99项）627.25万元。'),
    ).toEqual(['2120199']);
  });
});

describe('Figures whose subject is not known', () => {
  it('are kept and reported once, as info', () => {
    const { narrative, findings } = read([
      EXPLANATION,
      '甲事项9万元。乙事项8万元，比上年预算增加1万元。',
      '名词解释',
      '起点为3万元；单位价值50万元以上设备。',
    ]);
    expect(narrative.claims.map(({ subject, amount }) => [subject, fromFen(amount)])).toEqual([
      ['unread', '90000.00'],
      ['unread', '80000.00'],
      ['unread', '10000.00'],
      ['unread', '30000.00'],
    ]);
    expect(findings).toMatchObject([{ rule: 'NARR-UNREAD', severity: 'info' }]);
    expect(findings[0]!.places.map(({ text }) => text)).toEqual([
      '9万元',
      '8万元',
      '1万元',
      '3万元',
    ]);
  });
});
