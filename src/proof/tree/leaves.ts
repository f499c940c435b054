import { Refusal } from '../../domain/errors.js';
import type { StoredEvent } from '../../log/event-log.js';
import { HASH_BYTES, type Hasher } from '../hasher.js';
import { TILE_WIDTH } from './tiles.js';

/** The hashes of events as leaves of the tree, in base64. Events that are read one after another are looked up, and not hashed again. */
export class Leaves {
  private place = -1;
  private hashes: Buffer | undefined;

  /**
   * @param hasher hashes the events that the tree does not have
   * @param size how many events the tree has
   * @param tileOf gives the hashes of the leaves of a whole tile by its place, where they are kept
   */
  constructor(
    private readonly hasher: Hasher,
    private readonly size: number,
    private readonly tileOf: (place: number) => Uint8Array | undefined,
  ) {}

  /** The hash of an event, by its sequence as the tree has it. */
  of(stored: StoredEvent, sequence: number): string {
    const start = ((sequence - 1) % TILE_WIDTH) * HASH_BYTES;
    const hashes = this.tile(Math.floor((sequence - 1) / TILE_WIDTH));
    if (hashes === undefined) return this.hasher.event(stored).toString('base64');
    return hashes.toString('base64', start, start + HASH_BYTES);
  }

  /** The hashes of a tile that is whole. */
  private tile(place: number): Buffer | undefined {
    if (place === this.place) return this.hashes;
    this.place = place;
    this.hashes = (place + 1) * TILE_WIDTH <= this.size ? this.wholeTile(place) : undefined;
    return this.hashes;
  }

  /** Undefined also where the tree cannot be read: a stream of changes goes on without it. */
  private wholeTile(place: number): Buffer | undefined {
    try {
      const hashes = this.tileOf(place);
      return hashes?.length === TILE_WIDTH * HASH_BYTES ? Buffer.from(hashes) : undefined;
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }
}
