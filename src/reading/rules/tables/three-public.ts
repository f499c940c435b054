import type { Finding } from '../../../domain/events/finding.js';
import { columnLabel } from '../../../domain/tables/budget-form.js';
import { amountOf, sumOf, type Amounts, type Relation } from '../relations/relation.js';
import { exactInUnit } from '../../../domain/values/money.js';
import { figurePlaces } from '../relations/relation-finding.js';
import { isPrinted, type Figure, type TableSet } from '../relations/table-set.js';

/**
 * `T9-SUM`: 合计 = 因公出国（境）费 + 公务接待费 + 公务用车购置及运行费; 小计 = 购置费 + 运行费. Error, tolerance 0.00 万元;
 * a blank is zero. 党政机关厉行节约反对浪费条例 defines the three expenses (“三公”经费) and their parts.
 */
export const threePublicSums = (tables: TableSet): readonly Relation[] => {
  const row = rowOf(tables);
  if (!row) return [];
  const form = tables.tableForm('three-public');
  const equation = (whole: string, parts: readonly string[]): readonly Relation[] => {
    const printed = tables.printed('three-public', row, whole);
    const expected = parts.map((part) => tables.figure('three-public', row, part));
    if (printed.length === 0 || !expected.some(isPrinted)) return [];
    return [
      {
        rule: 'T9-SUM',
        severity: 'error',
        subject: columnLabel(form, whole),
        name: '',
        column: whole,
        printed,
        expected,
        says: `${parts.map((part) => columnLabel(form, part)).join(' + ')} is`,
      },
    ];
  };
  return Object.entries(form.parts).flatMap(([whole, parts]) => equation(whole, parts));
};

/**
 * `T9-ECONOMIC`: 公务接待费 = 30217 and 公务用车运行费 = 30231 of basic expenditure, unless projects pay for more. Info, within
 * the half unit to which the table of three-public expenses rounds.
 */
export const threePublicByNature = (tables: TableSet, proved: Amounts): readonly Finding[] => {
  const row = rowOf(tables);
  if (!row || !tables.table('basic-economic')) return [];
  const form = tables.tableForm('three-public');
  const projects = sumOf(tables.total('expenditure', 'project'), proved) > 0n;
  const compare = (
    column: string,
    expected: readonly Figure[],
    code: string,
    fits: (printed: bigint, expected: bigint) => boolean,
  ): readonly Finding[] => {
    const figure = tables.printed('three-public', row, column)[0];
    if (!figure || expected.length === 0) return [];
    const printed = amountOf(figure, proved);
    const other = sumOf(expected, proved);
    if (fits(printed, other)) return [];
    return [
      {
        rule: 'T9-ECONOMIC',
        severity: 'info',
        table: form.table,
        section: null,
        subject: columnLabel(form, column),
        column,
        printed: exactInUnit(printed, '万元'),
        expected: exactInUnit(other, '万元'),
        difference: exactInUnit(printed - other, '万元'),
        unit: '万元',
        places: figurePlaces([figure, ...expected]),
        hint: null,
        message: `Table ${form.table} prints ${exactInUnit(printed, '万元')} 万元 for ${columnLabel(form, column)}, but ${code} of ${tables.nameOf('basic-economic')} is ${exactInUnit(other, '万元')} 万元.`,
      },
    ];
  };
  const asBasic = (printed: bigint, other: bigint) =>
    near(printed, other) || (projects && printed > other);
  return [
    ...compare(
      'reception',
      tables.ofCode('basic-economic', '30217', 'total') ?? [],
      '30217 公务接待费',
      asBasic,
    ),
    ...compare(
      'vehicle-running',
      tables.ofCode('basic-economic', '30231', 'total') ?? [],
      '30231 公务用车运行维护费',
      asBasic,
    ),
  ];
};

const rowOf = (tables: TableSet) => tables.rows('three-public')[0] ?? null;

/** Half of 0.01 万元, in fen. */
const HALF_UNIT = 50_00n;
const near = (one: bigint, other: bigint): boolean => {
  const difference = one - other;
  return -HALF_UNIT <= difference && difference <= HALF_UNIT;
};
