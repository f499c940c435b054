import type { Hasher } from '../hasher.js';

/**
 * The hash of the complete subtree over the leaves `index * 2^level` up to the next multiple of `2^level`. It is asked for
 * subtrees only that are complete.
 */
export type NodeAt = (level: number, index: number) => Uint8Array;

/** The root of the tree over the first `size` leaves (RFC 9162, section 2.1.1). */
export const rootOf = (hasher: Hasher, node: NodeAt, size: number): Uint8Array =>
  size === 0 ? hasher.empty() : rangeRoot(hasher, node, 0, size);

/**
 * The hashes that prove that a leaf is in the tree of `size` leaves (RFC 9162, section 2.1.3.1), from the leaf's sibling
 * up. `index` counts from 0.
 *
 * @throws {RangeError} a bug of the caller: the tree has no such leaf.
 */
export const inclusionProof = (
  hasher: Hasher,
  node: NodeAt,
  index: number,
  size: number,
): readonly Uint8Array[] => {
  if (!(index >= 0 && index < size)) throw new RangeError(`there is no leaf ${index} of ${size}`);
  const path = (first: number, end: number): Uint8Array[] => {
    if (end - first === 1) return [];
    const middle = first + splitOf(end - first);
    return index < middle
      ? [...path(first, middle), rangeRoot(hasher, node, middle, end)]
      : [...path(middle, end), rangeRoot(hasher, node, first, middle)];
  };
  return path(0, size);
};

/**
 * The hashes that prove that the tree of `to` leaves begins with the tree of `from` leaves (RFC 9162, section 2.1.4.1).
 *
 * @throws {RangeError} a bug of the caller: the sizes are not in order, or the first is 0.
 */
export const consistencyProof = (
  hasher: Hasher,
  node: NodeAt,
  from: number,
  to: number,
): readonly Uint8Array[] => {
  if (!(from >= 1 && from <= to)) throw new RangeError(`${from} leaves cannot grow to ${to}`);
  const path = (first: number, end: number, isKnown: boolean): Uint8Array[] => {
    if (end === from) return isKnown ? [] : [rangeRoot(hasher, node, first, end)];
    const middle = first + splitOf(end - first);
    return from <= middle
      ? [...path(first, middle, isKnown), rangeRoot(hasher, node, middle, end)]
      : [...path(middle, end, false), rangeRoot(hasher, node, first, middle)];
  };
  return path(0, to, true);
};

/** The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2); null when the proof has not the right length. */
export const rootByInclusion = (
  hasher: Hasher,
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array | null => {
  if (!(index >= 0 && index < size)) return null;
  let [at, last, root] = [index, size - 1, leaf];
  for (const hash of proof) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = hasher.node(hash, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else root = hasher.node(root, hash);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? root : null;
};

/** A tree by its number of leaves and its root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether the proof shows that the second tree begins with the first (RFC 9162, section 2.1.4.2). */
export const isConsistent = (
  hasher: Hasher,
  from: TreeHead,
  to: TreeHead,
  proof: readonly Uint8Array[],
): boolean => {
  if (from.size > to.size || from.size < 1) return false;
  if (from.size === to.size) return proof.length === 0 && isSame(from.root, to.root);
  const hashes = isPowerOfTwo(from.size) ? [from.root, ...proof] : proof;
  let [at, last] = [from.size - 1, to.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  const [first, ...rest] = hashes;
  if (first === undefined) return false;
  let [old, root] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      old = hasher.node(hash, old);
      root = hasher.node(hash, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else root = hasher.node(root, hash);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(old, from.root) && isSame(root, to.root);
};

/** Whether two hashes are the same. */
export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  Buffer.compare(one, other) === 0;

/** The root over the leaves from `first` up to `end`; `first` is a multiple of the largest power of two in the range. */
const rangeRoot = (hasher: Hasher, node: NodeAt, first: number, end: number): Uint8Array => {
  const count = end - first;
  if (isPowerOfTwo(count)) return node(Math.log2(count), first / count);
  const middle = first + splitOf(count);
  return hasher.node(rangeRoot(hasher, node, first, middle), rangeRoot(hasher, node, middle, end));
};

/** The largest power of two that is less than `count`, which is at least 2. */
const splitOf = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));

const isPowerOfTwo = (count: number): boolean => 2 ** Math.floor(Math.log2(count)) === count;

const half = (count: number): number => Math.floor(count / 2);
