import type { Relation } from '../relations/relation.js';
import { sumOf } from '../relations/relation.js';
import type { Figure, Sheet } from '../relations/sheet.js';

/**
 * `TWIN`: T5 by function and T8 by economic nature show the same money: 2080505 = 30108, 2080506 = 30109, 21011xx = 30110 (+ 30111),
 * 2210201 = 30113. Warning, tolerance 0.00: the functional and economic classifications define these in the same
 * words, yet a unit may pay part of one from a project.
 */
export const twins = (sheet: Sheet): readonly Relation[] => [
  ...twin(sheet, '2080505', [['30108']]),
  ...twin(sheet, '2080506', [['30109']]),
  ...twin(sheet, '21011', [['30110'], ['30110', '30111']]),
  ...twin(sheet, '2210201', [['30113']]),
];

const twin = (
  sheet: Sheet,
  code: string,
  choices: readonly (readonly string[])[],
): readonly Relation[] => {
  const row = sheet.nodesOf('general').get(code)?.[0]?.row;
  const basic = sheet.ofCode('general', code, 'basic') ?? [];
  const printed = basic.length > 0 ? basic : (sheet.ofCode('general', code, 'total') ?? []);
  const options = choices
    .map((codes) => ({
      codes,
      figures: codes.flatMap(
        (one): readonly Figure[] => sheet.ofCode('basic-economic', one, 'total') ?? [],
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
      form: sheet.formOf('general'),
      subject: code,
      name: row.name,
      column: printed[0]?.column ?? 'basic',
      printed,
      expected: fitting.figures,
      says: `${fitting.codes.join(' + ')} of ${sheet.nameOf('basic-economic')} is`,
      customary: true,
    },
  ];
};
