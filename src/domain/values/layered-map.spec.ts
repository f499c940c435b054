import fc from 'fast-check';
import { LayeredMap, type ChangeableMap } from './layered-map.js';

const key = fc.nat(6);
const step = fc.record({ key, value: fc.option(fc.nat(9), { nil: undefined }) });

/** Sets the value of a key, or deletes it where there is none. */
const change = (
  map: ChangeableMap<number, number>,
  steps: readonly { key: number; value: number | undefined }[],
) => {
  for (const each of steps)
    if (each.value === undefined) map.delete(each.key);
    else map.set(each.key, each.value);
};

describe('a layer over a map', () => {
  it('has what a changed copy has, in the same order, and leaves the map as it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, fc.nat(9))),
        fc.array(step),
        fc.array(step),
        (entries, first, second) => {
          const base = new Map(entries);
          const copy = new Map(base);
          const layer = new LayeredMap(base);
          change(copy, first);
          change(layer, first);
          expect([...layer]).toEqual([...copy]);
          expect(layer.size).toBe(copy.size);
          const above = new LayeredMap(layer);
          const copyAbove = new Map(copy);
          change(above, second);
          change(copyAbove, second);
          expect([...above.keys()]).toEqual([...copyAbove.keys()]);
          expect([...above.values()]).toEqual([...copyAbove.values()]);
          expect(above.size).toBe(copyAbove.size);
          for (let each = 0; each <= 6; each += 1) {
            expect(above.get(each)).toBe(copyAbove.get(each));
            expect(above.has(each)).toBe(copyAbove.has(each));
          }
          expect([...layer]).toEqual([...copy]);
          expect([...base]).toEqual([...new Map(entries)]);
          expect(new Set(layer.changed())).toEqual(new Set(changedKeys(first, base)));
        },
      ),
    );
  });
});

const changedKeys = (
  steps: readonly { key: number; value: number | undefined }[],
  base: ReadonlyMap<number, number>,
) => {
  const last = new Map(steps.map((each) => [each.key, each.value]));
  // A key that the map does not have, set and deleted again, is as it was.
  return [...last].flatMap(([each, value]) =>
    value !== undefined || base.has(each) ? [each] : [],
  );
};
