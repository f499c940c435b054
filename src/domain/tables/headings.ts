/** Revenue and expenditure: the two halves of a two-sided table. */
export type Side = 'revenue' | 'expenditure';

/** What a column of a printed table holds: a part of a code (digits `from` to `to`), a name, or amounts. */
export type PrintedColumn =
  | { readonly kind: 'code'; readonly from: number; readonly to: number }
  | { readonly kind: 'name'; readonly side?: Side }
  | { readonly kind: 'amount'; readonly column: string; readonly side?: Side };

/** A heading over others, or over one column. */
export type Heading =
  | { readonly text: string; readonly over: readonly Heading[] }
  | { readonly text: string; readonly column: PrintedColumn };

/** A heading over some of the amount columns, as far as the table has them. */
interface HeadingGroup {
  readonly text: string;
  readonly columns: readonly string[];
  readonly groups?: readonly HeadingGroup[];
}

/** How a form arranges its headings. `amounts` stands for the amount columns, which vary from document to document. */
export type HeadingPlan =
  | {
      readonly text: string;
      readonly over: readonly HeadingPlan[];
      /** Where the total is the only amount column below it, this heading stands for the total's own. */
      readonly replacesTotal?: true;
    }
  | { readonly text: string; readonly column: PrintedColumn }
  | { readonly amounts: readonly HeadingGroup[]; readonly side?: Side };

/** The headings of a table that has these amount columns. `wordOf` gives the word printed over a column. */
export const arrangeHeadings = (
  plan: readonly HeadingPlan[],
  columns: readonly string[],
  wordOf: (column: string) => string,
): readonly Heading[] =>
  plan.flatMap((part): readonly Heading[] => {
    if ('amounts' in part) return amountHeadings(columns, part.amounts, part.side, wordOf);
    if ('column' in part) return [part];
    const over = arrangeHeadings(part.over, columns, wordOf);
    const [first, ...others] = over;
    return part.replacesTotal && first && 'column' in first && others.length === 0
      ? [{ text: part.text, column: first.column }]
      : [{ text: part.text, over }];
  });

/** The columns in their order, each group of them where its first one stands. */
const amountHeadings = (
  columns: readonly string[],
  groups: readonly HeadingGroup[],
  side: Side | undefined,
  wordOf: (column: string) => string,
): readonly Heading[] => {
  const placed = new Set<HeadingGroup>();
  return columns.flatMap((column): readonly Heading[] => {
    const group = groups.find((each) => each.columns.includes(column));
    if (!group)
      return [
        { text: wordOf(column), column: { kind: 'amount', column, ...(side ? { side } : {}) } },
      ];
    if (placed.has(group)) return [];
    placed.add(group);
    const own = columns.filter((each) => group.columns.includes(each));
    return [{ text: group.text, over: amountHeadings(own, group.groups ?? [], side, wordOf) }];
  });
};
