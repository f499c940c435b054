import type { Relation } from '../relations/relation.js';
import { sumOf } from '../relations/relation.js';
import type { Figure, TableSet } from '../relations/table-set.js';

/**
 * `TWIN`: general expenditure by function and basic expenditure by economic nature show the same money: 2080505 = 30108, 2080506 = 30109, 21011xx = 30110 (+ 30111),
 * 2210201 = 30113. Warning, tolerance 0.00: the functional and economic classifications define these in the same
 * words, yet a unit may pay part of one from a project.
 */
export const twins = (tables: TableSet): readonly Relation[] =>
  TWINS.flatMap(([code, choices]) => twin(tables, code, choices));

/** Codes of function with those by economic nature that show the same money; the choices of 21011xx depend on the unit. */
const TWINS: readonly (readonly [code: string, choices: readonly (readonly string[])[]])[] = [
  ['2080505', [['30108']]],
  ['2080506', [['30109']]],
  ['21011', [['30110'], ['30110', '30111']]],
  ['2210201', [['30113']]],
];

/** Whether {@link twins} compares a 项 of the functional classification, or the 款 that it is of. */
export const isTwin = (code: string): boolean =>
  TWINS.some(([twinned]) => code.startsWith(twinned));

const twin = (
  tables: TableSet,
  code: string,
  choices: readonly (readonly string[])[],
): readonly Relation[] => {
  const row = tables.nodesOf('general').get(code)?.[0]?.row;
  const basic = tables.ofCode('general', code, 'basic') ?? [];
  const printed = basic.length > 0 ? basic : (tables.ofCode('general', code, 'total') ?? []);
  const options = choices
    .map((codes) => ({
      codes,
      figures: codes.flatMap(
        (one): readonly Figure[] => tables.ofCode('basic-economic', one, 'total') ?? [],
      ),
    }))
    .filter(({ figures }) => figures.length > 0);
  const fitting =
    options.find(({ figures }) => sumOf(figures) === sumOf(printed)) ?? options.at(-1);
  if (!row || !fitting || printed.length === 0) return [];
  return [
    {
      rule: 'TWIN',
      severity: 'warning',
      subject: code,
      name: row.name,
      column: printed[0]?.column ?? 'basic',
      printed,
      expected: fitting.figures,
      says: `${fitting.codes.join(' + ')} of ${tables.nameOf('basic-economic')} is`,
      customary: true,
    },
  ];
};
