import type { Finding } from '../../../domain/events/finding.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { amountOf, sumOf, type Amounts, type Relation } from '../relations/relation.js';
import { inUnit, placesOf } from '../relations/report.js';
import { isPrinted, type Figure, type Sheet } from '../relations/sheet.js';

/**
 * `T9-SUM`: 合计 = 因公出国（境）费 + 公务接待费 + 公务用车购置及运行费; 小计 = 购置费 + 运行费. Error, tolerance 0.00 万元;
 * a blank is zero. 党政机关厉行节约反对浪费条例 defines the three expenses (“三公”经费) and their parts.
 */
export const threePublicSums = (sheet: Sheet): readonly Relation[] => {
  const row = rowOf(sheet);
  if (!row) return [];
  const equation = (whole: string, parts: readonly string[]): readonly Relation[] => {
    const printed = sheet.printed(9, row, whole);
    const expected = parts.map((part) => sheet.figure(9, row, part));
    if (printed.length === 0 || !expected.some(isPrinted)) return [];
    return [
      {
        rule: 'T9-SUM',
        severity: 'error',
        table: 9,
        subject: SHANGHAI.labelOf(9, whole),
        name: '',
        column: whole,
        printed,
        expected,
        says: `${parts.map((part) => SHANGHAI.labelOf(9, part)).join(' + ')} is`,
      },
    ];
  };
  return [
    ...Object.entries(SHANGHAI.table(9).parts).flatMap(([whole, parts]) => equation(whole, parts)),
  ];
};

/**
 * `T9-ECONOMIC`: 公务接待费 = 30217 and 公务用车运行费 = 30231 of T8, unless projects pay for more. Info, within the half
 * unit to which T9 rounds.
 */
export const threePublicByNature = (sheet: Sheet, proved: Amounts): readonly Finding[] => {
  const row = rowOf(sheet);
  if (!row || !sheet.table(8)) return [];
  const projects = sumOf(sheet.printed(3, sheet.totalRow(3), 'project'), proved) > 0n;
  const compare = (
    column: string,
    expected: readonly Figure[],
    code: string,
    fits: (printed: bigint, expected: bigint) => boolean,
  ): readonly Finding[] => {
    const figure = sheet.printed(9, row, column)[0];
    if (!figure || expected.length === 0) return [];
    const printed = amountOf(figure, proved);
    const other = sumOf(expected, proved);
    if (fits(printed, other)) return [];
    return [
      {
        rule: 'T9-ECONOMIC',
        severity: 'info',
        table: 9,
        section: null,
        subject: SHANGHAI.labelOf(9, column),
        column,
        printed: inUnit(printed, '万元'),
        expected: inUnit(other, '万元'),
        difference: inUnit(printed - other, '万元'),
        unit: '万元',
        places: placesOf([figure, ...expected]),
        hint: null,
        message: `Table 9 prints ${inUnit(printed, '万元')} 万元 for ${SHANGHAI.labelOf(9, column)}, but ${code} of table 8 is ${inUnit(other, '万元')} 万元.`,
      },
    ];
  };
  const asBasic = (printed: bigint, other: bigint) =>
    near(printed, other) || (projects && printed > other);
  return [
    ...compare('reception', sheet.ofCode(8, '30217', 'total') ?? [], '30217 公务接待费', asBasic),
    ...compare(
      'vehicle-running',
      sheet.ofCode(8, '30231', 'total') ?? [],
      '30231 公务用车运行维护费',
      asBasic,
    ),
  ];
};

const rowOf = (sheet: Sheet) => sheet.rows(9)[0] ?? null;

/** Half of 0.01 万元, in fen. */
const HALF_UNIT = 50_00n;
const near = (one: bigint, other: bigint): boolean => {
  const apart = one - other;
  return -HALF_UNIT <= apart && apart <= HALF_UNIT;
};
