import type { Finding } from '../../../domain/events/finding.js';
import { columnLabel } from '../../../domain/tables/budget-form.js';
import { EXPENDITURES, FUNCTION_ITEM } from '../../../domain/values/line.js';
import { sumOf, type Amounts } from '../relations/relation.js';
import { exactInUnit } from '../../../domain/values/money.js';
import { figurePlaces } from '../relations/relation-finding.js';
import type { Figure, TableSet } from '../relations/table-set.js';
import { onlyAppropriation } from './ties.js';

/**
 * `PART-GT-WHOLE`: what the funds spend on a 项 is at most all expenditure on it, basic and project each; a class of the appropriation at most that
 * of the summary; basic expenditure by economic nature at most all 基本支出. Error, tolerance 0.00. Budget Law art. 4 and 5: all expenditure is in the budget, the funds are
 * parts of it. Not checked where the appropriation is the only revenue: there `TIE` checks that both are equal.
 */
export const partsBeyondWholes = (tables: TableSet, proved: Amounts): readonly Finding[] => {
  if (onlyAppropriation(tables)) return [];
  return [
    ...functionsBeyond(tables, proved),
    ...classesBeyond(tables, proved),
    ...basicBeyond(tables, proved),
  ];
};

const functionsBeyond = (tables: TableSet, proved: Amounts): readonly Finding[] => {
  if (!tables.table('expenditure')) return [];
  const funds = tables.funds.filter((fund) => tables.table(fund));
  const codes = new Set(funds.flatMap((fund) => [...tables.nodesOf(fund).keys()]));
  codes.delete('');
  const beyond = [...codes].flatMap((code) => {
    const ofColumn = (column: string): readonly Finding[] => {
      const part = funds.flatMap((fund) => tables.ofCode(fund, code, column) ?? []);
      const whole = tables.ofCode('expenditure', code, column) ?? [];
      const name = tables.nodesOf('expenditure').get(code)?.[0]?.row.name ?? '';
      const says = `${tables.nameOf('expenditure')} has`;
      return exceeds({ subject: code, name, column, says }, part, whole, proved);
    };
    const found = ofColumn('total');
    // An item within its total may still have more basic or project expenditure than the whole has.
    const ofParts =
      found.length === 0 && FUNCTION_ITEM.test(code) ? EXPENDITURES.flatMap(ofColumn) : [];
    return [...found, ...ofParts].map((one) => ({ code, found: one }));
  });
  // The excess of an item is in every level above it too: only the deepest level is reported.
  return beyond
    .filter(
      ({ code }) => !beyond.some((other) => other.code !== code && other.code.startsWith(code)),
    )
    .map(({ found }) => found);
};

const classesBeyond = (tables: TableSet, proved: Amounts): readonly Finding[] => {
  if (!tables.table('revenue-expenditure')) return [];
  return tables.rows('appropriation', 'expenditure').flatMap((row) => {
    const whole = tables
      .rows('revenue-expenditure', 'expenditure')
      .filter((other) =>
        row.total === true ? other.total === true : row.code !== null && other.code === row.code,
      )
      .flatMap((other) => tables.printed('revenue-expenditure', other, 'total'));
    const about = {
      subject: row.code ?? row.name,
      name: row.name,
      says: `${tables.nameOf('revenue-expenditure')} has`,
    };
    return exceeds(about, tables.printed('appropriation', row, 'total'), whole, proved);
  });
};

const basicBeyond = (tables: TableSet, proved: Amounts): readonly Finding[] => {
  if (!tables.table('expenditure')) return [];
  const { all } = tables.totals;
  return exceeds(
    {
      subject: all,
      name: all,
      says: `${tables.labelOf('expenditure', 'basic')} of ${tables.nameOf('expenditure')} is`,
    },
    tables.total('basic-economic', 'total'),
    tables.total('expenditure', 'basic'),
    proved,
  );
};

interface About {
  readonly subject: string;
  readonly name: string;
  /** Without it, 合计. */
  readonly column?: string;
  readonly says: string;
}

const exceeds = (
  { subject, name, says, column = 'total' }: About,
  part: readonly Figure[],
  whole: readonly Figure[],
  proved: Amounts,
): readonly Finding[] => {
  const [first] = part;
  if (!first || whole.length === 0) return [];
  const { form } = first;
  const printed = sumOf(part, proved);
  const expected = sumOf(whole, proved);
  if (printed <= expected) return [];
  const row = name === '' || name === subject ? subject : `${subject} ${name}`;
  return [
    {
      rule: 'PART-GT-WHOLE',
      severity: 'error',
      table: form.table,
      section: null,
      subject,
      column,
      printed: exactInUnit(printed, '元'),
      expected: exactInUnit(expected, '元'),
      difference: exactInUnit(printed - expected, '元'),
      unit: '元',
      places: figurePlaces([...part, ...whole]),
      hint: null,
      message: `Table ${form.table} prints ${exactInUnit(printed, '元')} 元 for ${row}, ${columnLabel(form, column)}, but ${says} only ${exactInUnit(expected, '元')} 元.`,
    },
  ];
};
