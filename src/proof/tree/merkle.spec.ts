import fc from 'fast-check';
import { Hasher } from '../hasher.js';
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  isSame,
  rootByInclusion,
  rootOf,
  type NodeAt,
} from './merkle.js';
import {
  firstDifference,
  nodesOf,
  parseTilePath,
  tilePath,
  tileWidth,
  TreeEdge,
  TILE_WIDTH,
} from './tiles.js';
import { cases, rounds } from '../../../test/support/rounds.js';

const hasher = new Hasher('sha-256');

/** The leaves and the roots of the trees of 1 to 8 of them, which implementations of RFC 6962 are commonly tested with. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** A tree with its tiles, as they are kept. */
const treeOf = (leaves: readonly Uint8Array[]) => {
  const tiles = new Map<string, Uint8Array>();
  const edge = new TreeEdge(hasher, (at, hashes) => tiles.set(tilePath(at), hashes));
  for (const leaf of leaves) edge.push(leaf);
  for (const { at, hashes } of edge.partial()) tiles.set(tilePath(at), hashes);
  const read = (at: { level: number; index: number }) => tiles.get(tilePath(at));
  return { edge, read, node: nodesOf(hasher, read), root: edge.root() };
};

const SIZE_MAX = rounds(120, 300);
const leaves = Array.from({ length: 70_000 }, (_, i) => hasher.leaf(Buffer.from(`leaf ${i}`)));
const tree = treeOf(leaves.slice(0, SIZE_MAX));
const nodes = new Map<string, Uint8Array>();
const node: NodeAt = (level, index) => {
  const key = `${level}/${index}`;
  const known = nodes.get(key) ?? tree.node(level, index);
  nodes.set(key, known);
  return known;
};
const roots = Array.from({ length: SIZE_MAX + 1 }, (_, size) => rootOf(hasher, node, size));

describe('A Merkle tree', () => {
  it('has the roots that are published for RFC 6962', () => {
    const known = LEAVES.map((leaf) => hasher.leaf(Buffer.from(leaf, 'hex')));
    expect(Buffer.from(hasher.empty()).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(
      known.map((_, i) => Buffer.from(treeOf(known.slice(0, i + 1)).root).toString('hex')),
    ).toEqual(ROOTS);
  });

  it('hashes with SM3 where it is chosen', () =>
    expect(new Hasher('sm3').empty().toString('hex')).toBe(
      '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
    ));

  it(`has the same root by its edge as by its tiles, for every size to ${SIZE_MAX} and beyond a tile of tiles`, () => {
    for (const size of [
      ...Array(SIZE_MAX).keys(),
      ...cases(3, [511, 512, 65_793, 65_535, 65_536, 65_537, 70_000]),
    ]) {
      const each = treeOf(leaves.slice(0, size));
      expect(isSame(each.root, rootOf(hasher, each.node, size))).toBe(true);
    }
  });

  it('grows on from its tiles as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (before, more) => {
        const { read } = treeOf(leaves.slice(0, before));
        const edge = new TreeEdge(hasher, () => {}, before, read);
        for (const leaf of leaves.slice(before, before + more)) edge.push(leaf);
        expect(isSame(edge.root(), treeOf(leaves.slice(0, before + more)).root)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it(`proves each leaf of each tree to ${SIZE_MAX} leaves, and no other leaf`, () => {
    const wrong: string[] = [];
    for (let size = 1; size <= SIZE_MAX; size++)
      for (let index = 0; index < size; index += size > 70 ? 7 : 1) {
        const proof = inclusionProof(hasher, node, index, size);
        const proves = (leaf: Uint8Array, at: number) =>
          isSame(rootByInclusion(hasher, leaf, at, size, proof) ?? new Uint8Array(), roots[size]!);
        if (!proves(leaves[index]!, index)) wrong.push(`${index} of ${size} is not proved`);
        if (proves(leaves[index + 1]!, index)) wrong.push(`another leaf at ${index} of ${size}`);
        if (size > 1 && proves(leaves[index]!, (index + 1) % size))
          wrong.push(`${index} of ${size} at another place`);
      }
    expect(wrong).toEqual([]);
  });

  it(`proves of each two sizes to ${SIZE_MAX} that the smaller tree is the beginning of the larger one`, () => {
    const wrong: string[] = [];
    for (let to = 1; to <= SIZE_MAX; to++)
      for (let from = 1; from <= to; from += to > 70 ? 11 : 1) {
        const proof = consistencyProof(hasher, node, from, to);
        const old = { size: from, root: roots[from]! };
        const head = { size: to, root: roots[to]! };
        if (!isConsistent(hasher, old, head, proof)) wrong.push(`${from} to ${to} is not proved`);
        if (isConsistent(hasher, { ...old, root: roots[from - 1]! }, head, proof))
          wrong.push(`another tree of ${from} to ${to}`);
        if (isConsistent(hasher, old, { ...head, root: roots[to - 1]! }, proof))
          wrong.push(`${from} to another tree of ${to}`);
      }
    expect(wrong).toEqual([]);
  });

  it('does not prove with a hash too few, too many or changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: SIZE_MAX }), fc.nat(), fc.nat(), (size, a, b) => {
        const index = a % size;
        const proof = inclusionProof(hasher, node, index, size);
        const broken = proof.map((hash, i) => {
          const copy = Buffer.from(hash);
          if (i === b % proof.length) copy[b % 32]! ^= 1;
          return copy;
        });
        for (const wrong of [proof.slice(1), [...proof, proof[0]!], broken]) {
          const root = rootByInclusion(hasher, leaves[index]!, index, size, wrong);
          expect(root !== null && isSame(root, roots[size]!)).toBe(false);
        }
      }),
    );
  });
});

describe('A tile', () => {
  it('has the path that C2SP tlog-tiles gives it', () => {
    expect(tilePath({ level: 0, index: 1_234_067 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 1, index: 0 }, 5)).toBe('tile/1/000.p/5');
    expect(parseTilePath('tile/0/x001/x234/067')).toEqual({
      level: 0,
      index: 1_234_067,
      width: TILE_WIDTH,
    });
    expect(parseTilePath('tile/1/000.p/5')).toEqual({ level: 1, index: 0, width: 5 });
  });

  it.each([
    'tile/0/1',
    'tile/0/x000/001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/../000',
    'tile/00/000',
  ])('is not at %s', (path) => expect(parseTilePath(path)).toBeUndefined());

  it('has as many hashes as the tree has nodes there', () => {
    expect(tileWidth({ level: 0, index: 0 }, 300)).toBe(256);
    expect(tileWidth({ level: 0, index: 1 }, 300)).toBe(44);
    expect(tileWidth({ level: 1, index: 0 }, 300)).toBe(1);
    expect(tileWidth({ level: 0, index: 2 }, 300)).toBe(0);
  });

  it('names the first hash in which it differs', () => {
    const one = Buffer.concat(leaves.slice(0, 5));
    expect(firstDifference(one, one.subarray(0, 64))).toBeUndefined();
    expect(firstDifference(one.subarray(0, 64), one)).toBe(2);
    expect(firstDifference(one, Buffer.concat([leaves[0]!, leaves[2]!]))).toBe(1);
  });
});
