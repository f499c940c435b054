import type { LogIdentity, StoredEvent } from '../log/event-log.js';
import { HASH_BYTES } from './hasher.js';
import { isSame } from './tree/merkle.js';
import { TILE_WIDTH } from './tree/tiles.js';
import type { TreeFile, TreeState } from './tree/tree-file.js';

/** Where an event stands in the ledger, and what it is. */
export interface Placed {
  /** Counts from 0. */
  readonly index: number;
  readonly stored: StoredEvent;
}

/**
 * The tree of the epoch before, as far as the log still has its events after a restore. A restore cuts off events and never puts one
 * between others: where log and tree part, no later event of that tree is in the log.
 */
export class EarlierTree {
  private kept = 0;
  private parted: Placed | undefined;
  /** Of the event that came last. */
  private tile: Uint8Array | undefined;

  constructor(
    private readonly file: TreeFile,
    readonly state: TreeState,
    /** The last position in the log that is still of that epoch; 0n where none is known. */
    private readonly common: bigint,
  ) {}

  /** The number of its events that the log has not, when all events of the log were given. */
  get lost(): number {
    return this.state.size - this.kept;
  }

  /** Takes the next event of the log and its leaf; returns the event that is not the one of that epoch, where this shows it. */
  differentBy(placed: Placed, leaf: Uint8Array): Placed | undefined {
    if (placed.index >= this.state.size) return undefined;
    const known = this.leafAt(placed.index);
    if (known === undefined) return undefined;
    const isIt = isSame(known, leaf);
    const isDue = placed.stored.position <= this.common;
    if (isIt || isDue) this.kept = placed.index + 1;
    if (isIt) return this.parted;
    this.parted ??= placed;
    return isDue ? placed : undefined;
  }

  /** Each tile is read once, when its first event comes. */
  private leafAt(index: number): Uint8Array | undefined {
    const place = index % TILE_WIDTH;
    if (place === 0 || this.tile === undefined)
      this.tile = tileOf(this.file, this.state.epoch, index);
    return leafIn(this.tile, index);
  }
}

/** The tree of the last epoch that had one before this. */
export const earlierTree = (
  file: TreeFile,
  { epoch, ended }: LogIdentity,
): EarlierTree | undefined => {
  const state = file.states().findLast((each) => each.epoch < epoch);
  if (state === undefined) return undefined;
  const common = ended.find((each) => each.epoch === state.epoch)?.position ?? 0n;
  return new EarlierTree(file, state, common);
};

/** The hash of the event at an index of a tree; undefined where the tree has none. */
export const leafAt = (file: TreeFile, epoch: number, index: number): Uint8Array | undefined =>
  leafIn(tileOf(file, epoch, index), index);

const tileOf = (file: TreeFile, epoch: number, index: number): Uint8Array | undefined =>
  file.tile(epoch, { level: 0, index: Math.floor(index / TILE_WIDTH) });

const leafIn = (tile: Uint8Array | undefined, index: number): Uint8Array | undefined => {
  const start = (index % TILE_WIDTH) * HASH_BYTES;
  return tile?.subarray(start, start + HASH_BYTES);
};
