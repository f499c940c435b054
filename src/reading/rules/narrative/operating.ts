import type { Scope } from '../../../domain/values/budget-id.js';
import type { Finding } from '../../../domain/events/finding.js';
import type { NarrativeClaim } from '../../narrative/narrative.js';
import { columnLabel } from '../../../domain/tables/budget-form.js';
import { misprintHint } from '../relations/misprint.js';
import { placeInText } from './text-finding.js';
import { amountOf, sumOf, type Amounts } from '../relations/relation.js';
import { exactInUnit } from '../../../domain/values/money.js';
import { figurePlaces } from '../relations/relation-finding.js';
import { isPrinted, type Figure, type TableSet } from '../relations/table-set.js';

/** 0.01 万元, in fen. */
const TOLERANCE = 100_00n;

/**
 * `T9-OPERATING`: 机关运行经费 is 公用经费 of basic expenditure, for it is defined as that of an administrative body (行政单位,
 * 参公单位), and an institution (事业单位) has none. Judged where the table prints some. A warning, 0.01 万元, where it can be known: a unit
 * has all of it, and no one has more; info where a department may have institutions below it.
 *
 * Where a sentence prints the amount of 公用经费, the table is proved wrong, and the sentence is not reported too.
 */
export const operatingByNature = (
  tables: TableSet,
  scope: Scope | null,
  claims: readonly NarrativeClaim[],
  proved: Amounts,
): { readonly findings: readonly Finding[]; readonly proved: Amounts } => {
  const none = { findings: [], proved: new Map<Figure, bigint>() };
  const row = tables.rows('three-public')[0];
  const figure = row && tables.printed('three-public', row, 'operating')[0];
  const expected = tables.total('basic-economic', 'public');
  if (!figure || !expected.some(isPrinted)) return none;
  const printed = amountOf(figure, proved);
  const other = sumOf(expected, proved);
  const difference = printed - other;
  const label = columnLabel(figure.form, 'operating');
  const near = (fen: bigint) => -TOLERANCE <= fen - other && fen - other <= TOLERANCE;
  if (printed === 0n || near(printed)) return none;
  const stated = claims.filter(
    ({ subject, amount }) => subject === 'three-public/operating' && near(amount),
  );
  const shown = { printed: exactInUnit(printed, '万元'), expected: exactInUnit(other, '万元') };
  return {
    findings: [
      {
        rule: 'T9-OPERATING',
        severity: scope === 'unit' || difference > 0n ? 'warning' : 'info',
        table: figure.form.table,
        section: null,
        subject: label,
        column: 'operating',
        ...shown,
        difference: exactInUnit(difference, '万元'),
        unit: '万元',
        places: [
          ...figurePlaces([figure, ...expected]),
          ...stated.map(({ source }) => placeInText(source)),
        ],
        hint: misprintHint(printed, other),
        message: `Table ${figure.form.table} prints ${shown.printed} 万元 for ${label}, but ${tables.labelOf('basic-economic', 'public')} of ${tables.nameOf('basic-economic')} is ${shown.expected} 万元.`,
      },
    ],
    proved: stated.length > 0 ? new Map([[figure, other]]) : none.proved,
  };
};
