import { HASH_BYTES, type Hasher } from '../hasher.js';
import { isSame, rootOf, type NodeAt } from './merkle.js';

/** The height of a tile (C2SP tlog-tiles): it holds the hashes of 2^8 nodes that stand side by side. */
const TILE_HEIGHT = 8;
/** The number of hashes of a full tile. */
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

/** A tile: level 0 holds the hashes of leaves, level 1 the roots of full tiles of level 0, and so on. */
export interface TileAt {
  readonly level: number;
  /** Its place among the tiles of the level, from 0. */
  readonly index: number;
}

/** The hashes of a tile one after another, from the left; undefined when the tile is not kept. */
export type ReadTile = (at: TileAt) => Uint8Array | undefined;

/** The number of hashes in the tile, full or partial, of a tree with `size` leaves; 0 when it has no such tile. */
export const tileWidth = ({ level, index }: TileAt, size: number): number => {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
};

/**
 * Reads the inner nodes of a tree from its tiles.
 *
 * @throws {RangeError} a tile is missing, or has too few hashes.
 */
export const nodesOf = (hasher: Hasher, read: ReadTile): NodeAt => {
  const known = new Map<string, Uint8Array>();
  const tile = (level: number, index: number): Uint8Array => {
    const key = `${level}/${index}`;
    let found = known.get(key);
    if (found === undefined) {
      found = read({ level, index });
      if (found === undefined) throw new RangeError(`the tile ${key} is missing`);
      known.set(key, found);
    }
    return found;
  };
  return (height, index) => {
    const level = Math.floor(height / TILE_HEIGHT);
    const count = 2 ** (height % TILE_HEIGHT);
    const first = index * count;
    const hashes = tile(level, Math.floor(first / TILE_WIDTH));
    const start = (first % TILE_WIDTH) * HASH_BYTES;
    const part = hashes.subarray(start, start + count * HASH_BYTES);
    if (part.length < count * HASH_BYTES)
      throw new RangeError(`the tile ${level}/${Math.floor(first / TILE_WIDTH)} is too short`);
    return foldOf(hasher, part);
  };
};

/** The root over a power of two of hashes. */
const foldOf = (hasher: Hasher, hashes: Uint8Array): Uint8Array => {
  const row = Uint8Array.from(hashes);
  const at = (index: number) => row.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  for (let count = row.length / HASH_BYTES; count > 1; count /= 2)
    for (let i = 0; i < count; i += 2) at(i / 2).set(hasher.node(at(i), at(i + 1)));
  return at(0);
};

/** The hashes of a tile. */
const splitHashes = (hashes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: Math.floor(hashes.length / HASH_BYTES) }, (_, i) =>
    hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );

/**
 * The right edge of a tree that grows by leaves: of each level the tile that is not full. `onTile` gets each tile when it
 * becomes full.
 */
export class TreeEdge {
  private readonly levels: Uint8Array[][] = [];

  /** The edge of a tree with `size` leaves, read from its tiles, or of an empty tree. */
  constructor(
    private readonly hasher: Hasher,
    private readonly onTile: (at: TileAt, hashes: Uint8Array) => void,
    public size = 0,
    read: ReadTile = () => undefined,
  ) {
    for (let level = 0; TILE_WIDTH ** level <= size; level++) {
      const index = Math.floor(size / TILE_WIDTH ** (level + 1));
      const width = tileWidth({ level, index }, size);
      const hashes = width === 0 ? [] : splitHashes(read({ level, index }) ?? new Uint8Array());
      if (hashes.length < width) throw new RangeError(`the tile ${level}/${index} is too short`);
      this.levels.push(hashes.slice(0, width));
    }
  }

  /** Appends a leaf. */
  push(leaf: Uint8Array): void {
    this.size += 1;
    this.add(0, leaf);
  }

  /** The tiles that are not full, with the hashes that they have. */
  *partial(): Iterable<{ readonly at: TileAt; readonly hashes: Uint8Array }> {
    for (const [level, hashes] of this.levels.entries())
      if (hashes.length > 0)
        yield {
          at: { level, index: Math.floor(this.size / TILE_WIDTH ** (level + 1)) },
          hashes: Buffer.concat(hashes),
        };
  }

  /** The root of the tree. */
  root(): Uint8Array {
    const { hasher } = this;
    if (this.size === 0) return hasher.empty();
    let root: Uint8Array | undefined;
    for (const hashes of this.levels) {
      if (hashes.length === 0) continue;
      const own = rootOf(
        hasher,
        nodesOf(hasher, () => Buffer.concat(hashes)),
        hashes.length,
      );
      // What stands to the right of these nodes is a smaller subtree.
      root = root === undefined ? own : this.withRight(hashes, root);
    }
    return root!;
  }

  /** The root over these nodes, and one more subtree to their right that is smaller than each of them. */
  private withRight(hashes: readonly Uint8Array[], right: Uint8Array): Uint8Array {
    let end = hashes.length;
    let root = right;
    // The complete subtrees of the nodes, from the smallest at the right: by the bits of their number.
    for (let count = 1; end > 0; count *= 2) {
      if (end % (2 * count) === 0) continue;
      const part = hashes.slice(end - count, end);
      root = this.hasher.node(foldOf(this.hasher, Buffer.concat(part)), root);
      end -= count;
    }
    return root;
  }

  private add(level: number, hash: Uint8Array): void {
    const hashes = (this.levels[level] ??= []);
    hashes.push(hash);
    if (hashes.length < TILE_WIDTH) return;
    const tile = Buffer.concat(hashes);
    this.levels[level] = [];
    const index = Math.floor(this.size / TILE_WIDTH ** (level + 1)) - 1;
    this.onTile({ level, index }, tile);
    this.add(level + 1, foldOf(this.hasher, tile));
  }
}

/** The place of the first hash in which two tiles differ; undefined when the first begins with the second. */
export const firstDifference = (one: Uint8Array, other: Uint8Array): number | undefined => {
  const [ours, theirs] = [splitHashes(one), splitHashes(other)];
  const at = theirs.findIndex((hash, i) => ours[i] === undefined || !isSame(ours[i], hash));
  return at === -1 ? undefined : at;
};

/** The path of a tile (C2SP tlog-tiles): its index in groups of three digits, all but the last of which begin with `x`. */
export const tilePath = ({ level, index }: TileAt, width = TILE_WIDTH): string => {
  const groups: string[] = [];
  let rest = index;
  do {
    groups.unshift(String(rest % 1_000).padStart(3, '0'));
    rest = Math.floor(rest / 1_000);
  } while (rest > 0);
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
};

/** The tile of a path, and its width; undefined when the text is not the path of a tile. */
export const parseTilePath = (path: string): (TileAt & { readonly width: number }) | undefined => {
  const match = /^tile\/(\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return undefined;
  const width = match[3] === undefined ? TILE_WIDTH : Number(match[3]);
  const at = { level: Number(match[1]), index: Number(match[2]!.replaceAll(/[x/]/g, '')) };
  return tilePath(at, width) === path &&
    width >= 1 &&
    (match[3] === undefined || width < TILE_WIDTH)
    ? { ...at, width }
    : undefined;
};
