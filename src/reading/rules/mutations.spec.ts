import { type Yuan, fromFen } from '../../domain/values/money.js';
import { cases } from '../../../test/support/rounds.js';
import { translate } from '../../text/translate.js';
import type { PrintedTable } from '../printed.js';
import { PLAN, findingsIn, tablesOf, withCell, type Plan } from './rules.fixture.js';

/** A slip of the pen in an amount such as 572500.00; null where it would print the same. */
type Slip = (amount: string, at: number) => string | null;

const at = (amount: string, position: number): number => {
  const digits = [...amount].flatMap((unit, index) => (unit === '.' ? [] : [index]));
  return digits[position % digits.length]!;
};

const whole = (amount: string): string => amount.slice(0, -3);

const SLIPS: Readonly<Record<string, Slip>> = {
  'a digit changed': (amount, position) => {
    const index = at(amount, position);
    const digit = (Number(amount[index]) + 1 + (position % 9)) % 10;
    return `${amount.slice(0, index)}${digit}${amount.slice(index + 1)}`;
  },
  'two digits swapped': (amount, position) => {
    const digits = whole(amount);
    const index = position % Math.max(1, digits.length - 1);
    const swapped = `${digits.slice(0, index)}${digits[index + 1] ?? ''}${digits[index]}${digits.slice(index + 2)}`;
    return digits.length < 2 || swapped === digits ? null : `${swapped}.${amount.slice(-2)}`;
  },
  'a digit lost': (amount, position) => {
    const digits = whole(amount);
    const index = position % digits.length;
    return digits.length < 2
      ? null
      : `${digits.slice(0, index)}${digits.slice(index + 1)}.${amount.slice(-2)}`;
  },
  'a digit doubled': (amount, position) => {
    const digits = whole(amount);
    const index = position % digits.length;
    return digits === '0'
      ? null
      : `${digits.slice(0, index + 1)}${digits.slice(index)}.${amount.slice(-2)}`;
  },
};

interface Mutation {
  readonly table: number;
  readonly row: number;
  readonly column: string;
  readonly where: string;
  readonly tables: readonly PrintedTable[];
}

/** Every amount of every table with the slip at one of its digits, at another one in each cell. */
function* mutations(
  tables: readonly PrintedTable[],
  slip: Slip,
  offset: number,
): Generator<Mutation> {
  let turn = offset;
  for (const table of tables)
    for (const row of table.rows)
      for (const [column, { amount: fen }] of Object.entries(row.cells)) {
        const amount = fromFen(fen);
        const changed = slip(amount, turn++);
        if (changed === null || Number(changed) === Number(amount)) continue;
        const key = row.code ?? row.name;
        yield {
          table: table.table,
          row: row.row,
          column,
          where: `T${table.table} ${key} ${column}: ${amount} printed as ${changed}`,
          tables: withCell(tables, table.table, key, column, changed as Yuan, row.side),
        };
      }
}

const LAYOUTS: readonly (readonly [string, Partial<Plan>])[] = [
  ['a department', {}],
  ['a unit that prints its zeros', { layout: 'unit', zeros: 'printed' }],
  ['other revenue beside the appropriation', { operating: 2_620_000_00n }],
  [
    'a government fund',
    { fund: [{ code: '2120802', basic: 0n, project: 1_234_567_89n }], layout: 'unit' },
  ],
];

describe('A consistent budget', () => {
  it.each(LAYOUTS)('raises no error and no warning: %s', (_, plan) => {
    expect(findingsIn(tablesOf({ ...PLAN, ...plan }))).toEqual([]);
  });

  it.each(cases(1, Object.keys(SLIPS)))(
    'is noticed in every amount of every table with %s, and the finding shows the cell',
    (name) => {
      let made = 0;
      let shown = 0;
      const messages = new Map<string, string>();
      for (const [offset, [, plan]] of cases(1, LAYOUTS).entries())
        for (const { tables, table, row, column, where } of mutations(
          tablesOf({ ...PLAN, ...plan }),
          SLIPS[name]!,
          offset,
        )) {
          made += 1;
          const findings = findingsIn(tables);
          if (findings.length === 0) throw new Error(`nothing found: ${where}`);
          for (const { message } of findings) messages.set(message.replaceAll(/\d/g, ''), message);
          if (
            findings.some(({ places }) =>
              places.some(
                (place) => place.table === table && place.row === row && place.column === column,
              ),
            )
          )
            shown += 1;
        }
      expect(made).toBeGreaterThan(150);
      expect(shown).toBe(made);
      const english = [...messages.values()].filter((each) =>
        /[a-z]{2,} [a-z]/.test(translate(each, 'zh')),
      );
      expect(english).toEqual([]);
    },
  );
});
