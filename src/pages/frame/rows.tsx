import { isDeepStrictEqual } from 'node:util';
import type { ComponentChild, VNode } from 'preact';

/**
 * The rows of a table that may be long. `before`: the rows that its reader has. Those that show the same are named by their places
 * alone, as `<tr data-kept="0-499">`, and the script that asked leaves them where they are. What the links of a row lead to follows
 * from the address.
 */
export const Rows = <Content,>({
  name,
  rows,
  before,
  nameOf,
  render,
}: {
  /** Which table of the page it is. */
  readonly name: string;
  /** All that each row shows. */
  readonly rows: readonly Content[];
  readonly before: readonly Content[] | undefined;
  /** What tells a row from the others. */
  readonly nameOf: (row: Content) => string;
  readonly render: (row: Content) => VNode;
}) => (
  <tbody data-rows={name} data-kept={before && ''}>
    {before === undefined ? rows.map(render) : changed(rows, before, nameOf, render)}
  </tbody>
);

const changed = <Content,>(
  rows: readonly Content[],
  before: readonly Content[],
  nameOf: (row: Content) => string,
  render: (row: Content) => VNode,
): readonly ComponentChild[] => {
  const places = new Map(before.map((row, i) => [nameOf(row), i]));
  const parts: (VNode | { readonly from: number; to: number })[] = [];
  for (const row of rows) {
    const place = places.get(nameOf(row));
    places.delete(nameOf(row));
    const last = parts.at(-1);
    if (place === undefined || !isDeepStrictEqual(row, before[place])) parts.push(render(row));
    else if (last !== undefined && 'to' in last && last.to === place - 1) last.to = place;
    else parts.push({ from: place, to: place });
  }
  return parts.map((part) =>
    'to' in part ? <tr key={part.from} data-kept={`${part.from}-${part.to}`} /> : part,
  );
};
