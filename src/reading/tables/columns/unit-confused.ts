import type { Unit } from '../../../domain/values/money.js';
import { readCell } from '../../printed-amount.js';
import type { ExpectedTotals } from './place-rows.js';
import type { UnplacedTable } from '../lines/table-rows.js';
import { finding, placeOf } from '../../findings.js';

/**
 * Reads a table in its form's unit where the printed unit is wrong. The unit is wrong when the same figures appear
 * elsewhere in the form's unit; a finding then reports it. Otherwise the table is printed in another unit.
 *
 * @param threePublicTotals what the table of three-public expenses should print, by the other tables and the narrative
 */
export const correctUnits = (
  tables: readonly UnplacedTable[],
  threePublicTotals: ExpectedTotals,
): readonly UnplacedTable[] => {
  const usual = tables.filter(
    ({ unit, form }) => unit === form.unit && form.kind !== 'three-public',
  );
  const known = new Set(usual.flatMap((table) => totalIn(table, table.unit) ?? []));
  const expected = new Set([...threePublicTotals.values()].filter((fen) => fen !== 0n));
  return tables.map((table) => {
    if (table.unit === table.form.unit) return table;
    const misprint =
      table.form.kind === 'three-public'
        ? figuresIn(table, table.form.unit).some((fen) => expected.has(fen)) &&
          !figuresIn(table, table.unit).some((fen) => expected.has(fen))
        : known.has(totalIn(table, table.form.unit) ?? -1n);
    return misprint ? inUsualUnit(table) : table;
  });
};

const inUsualUnit = (table: UnplacedTable): UnplacedTable => {
  const { unit, form, titleLine, unitLine } = table;
  const confusion = finding(
    'UNIT',
    'error',
    `Table ${form.table} prints its unit as ${unit}, but its figures are the document's others in ${form.unit}; ${form.unit} is taken.`,
    [placeOf(unitLine ?? titleLine, form.table)],
    {
      table: form.table,
      subject: '单位',
      printed: unit,
      expected: form.unit,
      hint: 'unit-confused',
    },
  );
  return { ...table, unit: form.unit, findings: [...table.findings, confusion] };
};

const figuresIn = ({ rows }: UnplacedTable, unit: Unit): readonly bigint[] =>
  rows.flatMap(({ parts }) =>
    parts.flatMap((part) => {
      const reading = readCell(part.text, unit, part);
      return reading.kind === 'amount' ? [reading.amount] : [];
    }),
  );

/** The first figure of the table's total row, were it printed in `unit`. */
const totalIn = (table: UnplacedTable, unit: Unit): bigint | undefined => {
  const total = table.rows.findLast((row) => row.total && row.side !== 'revenue');
  return total && figuresIn({ ...table, rows: [total] }, unit)[0];
};
