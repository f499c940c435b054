import { Decimal, fromFen } from '../../domain/values/money.js';
import { readNarrative } from '../narrative/read-narrative.js';
import type { PrintedTable } from '../printed.js';
import { checkDocument } from './check.js';
import { documentOf, PLAN, tablesOf, type Plan } from './rules.fixture.js';

type Print = (fen: bigint) => string;

const yuanPrinted: Print = (fen) => `${fromFen(fen)}元`;
const wan =
  (places: number): Print =>
  (fen) =>
    `${new Decimal(fromFen(fen)).div(10_000).toFixed(places)}万元`;

const totalOf = (tables: readonly PrintedTable[], table: number, column: string): bigint => {
  const row = tables[table - 1]!.rows.find(({ total }) => total);
  return row?.cells[column]?.amount ?? 0n;
};

/** What bureaus write about these tables, with every figure rounded as `print` has it. */
const sentences = (tables: readonly PrintedTable[], print: Print): readonly string[] => {
  const total = totalOf(tables, 3, 'total');
  const appropriated = totalOf(tables, 4, 'total') || totalOf(tables, 5, 'total');
  const basic = totalOf(tables, 3, 'basic');
  const share = (part: bigint) =>
    new Decimal(String(part)).div(String(total)).times(100).toFixed(2);
  const rise = 123_456_78n;
  return [
    '2024年单位预算编制说明',
    `收入预算${print(total)}，其中：财政拨款收入${print(appropriated)}；事业收入${print(total - appropriated)}；其他收入${print(0n)}。`,
    `支出预算${print(total)}，比上年预算增加${print(rise)}，增长${new Decimal(String(rise))
      .div(String(total - rise))
      .times(100)
      .toFixed(2)}%，主要原因是人员增加。`,
    `其中：基本支出为${print(basic)}，占${share(basic)}%；项目支出为${print(total - basic)}，占${share(total - basic)}%。`,
    `政府性基金拨款支出预算${print(totalOf(tables, 6, 'total'))}，与上年预算持平；国有资本经营预算拨款支出预算${print(0n)}，与上年预算持平。`,
    `1. “卫生健康支出”科目${print(463_776_00n)}。2023年当年预算执行数为${print(0n)}，2024年预算安排${print(463_776_00n)}。主要原因是：新增。`,
  ];
};

describe('A document whose tables and sentences agree', () => {
  const layouts: readonly (readonly [string, Partial<Plan>])[] = [
    ['a department', {}],
    ['a unit', { layout: 'unit', zeros: 'printed' }],
    ['other revenue beside the appropriation', { operating: 2_620_000_00n }],
    ['a government fund', { fund: [{ code: '2120802', basic: 0n, project: 1_234_567_89n }] }],
  ];
  const prints: readonly (readonly [string, Print])[] = [
    ['元', yuanPrinted],
    ['万元', wan(2)],
    ['whole 万元', wan(0)],
  ];
  it.each(
    layouts.flatMap(([layout, plan]) =>
      prints.map(([unit, print]) => [layout, unit, plan, print] as const),
    ),
  )('gives no error and no warning: %s, in %s', (_layout, _unit, plan, print) => {
    const tables = tablesOf({ ...PLAN, ...plan });
    const document = documentOf(tables, sentences(tables, print));
    const narrative = readNarrative(document);
    expect(narrative.claims.length).toBeGreaterThan(8);
    expect([...narrative.findings, ...checkDocument(document, narrative)]).toEqual([]);
  });
});
