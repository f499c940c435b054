import type { Figure } from './table-set.js';

/** Explanations try all subsets of these. No figure is printed in more than six tables. */
const OTHER_TABLES_MAX = 6;

/** Where a figure is printed again: across its row, and in the other tables that show its code. */
export class Copies {
  private readonly byRow = new Map<string, Figure[]>();
  private readonly byCode = new Map<string, string[]>();
  private readonly byColumn = new Map<string, Figure[]>();
  /** Kept, since it is needed for every pair of figures. */
  private readonly known = new Map<Figure, readonly (readonly Figure[])[]>();

  constructor(figures: Iterable<Figure>) {
    for (const figure of figures) {
      const row = rowKey(figure);
      const known = this.byRow.get(row);
      if (known) known.push(figure);
      else {
        this.byRow.set(row, [figure]);
        push(this.byCode, codeKey(figure), row);
      }
      if (figure.row.total !== true) push(this.byColumn, columnKey(figure), figure);
    }
  }

  inRow(figure: Figure): readonly Figure[] {
    return (this.byRow.get(rowKey(figure)) ?? []).filter(({ amount }) => amount === figure.amount);
  }

  /** The same amount for the same code in other tables, a group for each row. */
  inOtherTables(figure: Figure): readonly (readonly Figure[])[] {
    const known = this.known.get(figure);
    if (known) return known;
    const own = rowKey(figure);
    const found: (readonly Figure[])[] = [];
    for (const row of this.byCode.get(codeKey(figure)) ?? []) {
      if (row === own) continue;
      const group = this.byRow.get(row)!.filter(({ amount }) => amount === figure.amount);
      if (group.length > 0 && found.push(group) === OTHER_TABLES_MAX) break;
    }
    this.known.set(figure, found);
    return found;
  }

  /** The figures of its column in the other rows of its level. */
  inColumn(figure: Figure): readonly Figure[] {
    if (figure.row.total === true) return [];
    return (this.byColumn.get(columnKey(figure)) ?? []).filter((other) => other !== figure);
  }

  /** The two figures alone, with their rows' copies, and with their copies in other tables. */
  pairs(figure: Figure, partner: Figure): readonly (readonly (readonly [Figure, Figure])[])[] {
    const alone = [[figure, partner]] as const;
    const row = this.paired(this.inRow(figure), this.inRow(partner));
    const everywhere = [
      ...row,
      ...this.inOtherTables(figure).flatMap((group) =>
        this.inOtherTables(partner).flatMap((others) =>
          group[0]?.form === others[0]?.form && group[0]?.row.side === others[0]?.row.side
            ? this.paired(group, others)
            : [],
        ),
      ),
    ];
    return partner.amount === null
      ? [alone]
      : [
          alone,
          ...(row.length > 1 ? [row] : []),
          ...(everywhere.length > row.length ? [everywhere] : []),
        ];
  }

  private paired(
    ones: readonly Figure[],
    others: readonly Figure[],
  ): readonly (readonly [Figure, Figure])[] {
    return ones.flatMap((one) => {
      const other = others.find(({ column }) => column === one.column);
      return other ? [[one, other] as const] : [];
    });
  }
}

const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

const rowKey = ({ form, row }: Figure): string => `${form.kind}/${row.side ?? ''}/${row.row}`;

const columnKey = ({ form, row, column }: Figure): string =>
  `${form.kind}/${row.side ?? ''}/${row.code?.length ?? 0}/${column}`;

/** The same for the totals of all tables, and for the rows of one code. */
const codeKey = (figure: Figure): string => {
  const { row, form } = figure;
  if (row.total === true)
    return form.kind === 'basic-economic' ? 'total of basic expenditure' : 'total';
  return row.code ?? rowKey(figure);
};
