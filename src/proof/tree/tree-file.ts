import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../../domain/errors.js';
import { makeFolder } from '../../sqlite/make-folder.js';
import { openForReading } from '../../sqlite/open-for-reading.js';
import type { HashName } from '../hasher.js';
import { withSignaturesOf } from '../signed-note.js';
import { tileWidth, type TileAt } from './tiles.js';
import { HASH_BYTES } from '../hasher.js';
import { retryWhileBusy } from '../../sqlite/retry-while-busy.js';
import { isDamage, sqliteCode } from '../../sqlite/sqlite-code.js';

/** How far the tree of an epoch is. */
export interface TreeState {
  readonly ledger: string;
  readonly epoch: number;
  readonly hash: HashName;
  /** The number of events in the tree. */
  readonly size: number;
  /** The position in the log of the last event in the tree; 0n when it is empty. */
  readonly position: bigint;
  /** The position of the event before that one. */
  readonly previous: bigint;
}

/** What one step adds to the tree. */
export interface TreeStep {
  readonly from: TreeState;
  readonly to: TreeState;
  readonly tiles: Iterable<{ readonly at: TileAt; readonly hashes: Uint8Array }>;
}

/** Marks a file as a tree of this program: `BTRE` in the SQLite header. */
const APPLICATION_ID = 0x42_54_52_45;
const BUSY_TIMEOUT_MS = 5_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS trees (
    epoch INTEGER PRIMARY KEY,
    ledger TEXT NOT NULL,
    hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    position INTEGER NOT NULL,
    previous INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS tiles (
    epoch INTEGER NOT NULL,
    level INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (epoch, level, place)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS checkpoints (
    epoch INTEGER NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (epoch, size)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS begun (
    epoch INTEGER PRIMARY KEY,
    late INTEGER NOT NULL
  ) STRICT;
`;

/**
 * The file of the trees of a ledger, one for each epoch, with their tiles and checkpoints. It stands apart from the log and
 * from the views: deleting the views does not touch it. Any number of processes may use it; a step is written by the first.
 */
export class TreeFile {
  private readonly db: Database.Database;
  private readTile: Database.Statement<[number, number, number], Buffer> | undefined;

  private constructor(
    readonly file: string,
    readonly: boolean,
  ) {
    if (!readonly && file !== ':memory:') makeFolder(dirname(file));
    this.db = readonly
      ? openForReading(file, BUSY_TIMEOUT_MS)
      : new Database(file, { timeout: BUSY_TIMEOUT_MS });
    try {
      this.db.defaultSafeIntegers(true);
      // In one transaction: another process may make the file between the two questions.
      const check = this.db.transaction((): void => {
        const application = Number(this.db.pragma('application_id', { simple: true }));
        const blank = this.db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
        if (application !== APPLICATION_ID && (readonly || !blank)) throw unusable(file);
      });
      // Before anything is written into a file that is none of ours.
      check();
      if (readonly) return;
      retryWhileBusy(() => this.db.pragma('journal_mode = WAL'));
      this.db.pragma('synchronous = FULL');
      // The mark and the tables in one transaction: a crash between them would leave a file that nobody accepts.
      const make = this.db.transaction(() => {
        check();
        this.db.pragma(`application_id = ${APPLICATION_ID}`);
        this.db.exec(SCHEMA);
      });
      make.immediate();
    } catch (error) {
      this.db.close();
      throw error;
    }
  }

  /**
   * Opens the file; makes it and its folder where there is none.
   *
   * @param file A path, or `:memory:` for a tree that is lost with the process.
   * @throws {Refusal} `proof-unusable`: it is not the file of a tree, or cannot be read or written.
   */
  static open(file: string): TreeFile {
    return asUnusable(file, () => new TreeFile(file, false));
  }

  /**
   * Opens an existing file for reading; undefined where there is none.
   *
   * @throws {Refusal} `proof-unusable`: it is not the file of a tree, or cannot be read.
   */
  static openExisting(file: string): TreeFile | undefined {
    if (!existsSync(file)) return undefined;
    return asUnusable(file, () => new TreeFile(file, true));
  }

  /** The trees that there are, the oldest epoch first. */
  states(): readonly TreeState[] {
    const rows = this.query(() =>
      this.db.prepare<[], TreeRow>('SELECT * FROM trees ORDER BY epoch').all(),
    );
    return rows.map((row) => ({ ...row, epoch: Number(row.epoch), size: Number(row.size) }));
  }

  /** Notes once whether the tree of an epoch is begun late: over events that nothing was kept of, which they could be compared with. */
  noteBegun(epoch: number, late: boolean): void {
    this.query(() =>
      this.db
        .prepare('INSERT OR IGNORE INTO begun (epoch, late) VALUES (?, ?)')
        .run(epoch, Number(late)),
    );
  }

  /** Whether the tree of an epoch was begun late, see {@link noteBegun}; false in a file of an earlier version, which notes nothing. */
  isBegunLate(epoch: number): boolean {
    return this.query(() => {
      const isNoted = this.db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'begun'").get();
      if (isNoted === undefined) return false;
      const late = this.db.prepare<[number], bigint>('SELECT late FROM begun WHERE epoch = ?');
      return late.pluck().get(epoch) === 1n;
    });
  }

  /** The hashes of a tile of the tree of an epoch; undefined when it is not kept. */
  tile(epoch: number, { level, index }: TileAt): Uint8Array | undefined {
    return this.query(() => {
      this.readTile ??= this.db
        .prepare<[number, number, number], Buffer>(
          'SELECT hashes FROM tiles WHERE epoch = ? AND level = ? AND place = ?',
        )
        .pluck();
      return this.readTile.get(epoch, level, index);
    });
  }

  /** The signed checkpoints of all epochs, the oldest first. */
  checkpoints(): readonly string[] {
    return this.query(() =>
      this.db
        .prepare<[], string>('SELECT note FROM checkpoints ORDER BY epoch, size')
        .pluck()
        .all(),
    );
  }

  /** The newest signed checkpoint of an epoch; undefined while there is none. */
  lastCheckpoint(epoch: number): string | undefined {
    return this.query(() =>
      this.db
        .prepare<[number], string>(
          'SELECT note FROM checkpoints WHERE epoch = ? ORDER BY size DESC LIMIT 1',
        )
        .pluck()
        .get(epoch),
    );
  }

  /** Writes a step, durably; false when another process has written one since `from` was read. */
  write({ from, to, tiles }: TreeStep): boolean {
    return this.query(() =>
      this.db
        .transaction(() => {
          const now = this.states().find(({ epoch }) => epoch === to.epoch);
          if ((now?.size ?? 0) !== from.size) return false;
          this.db
            .prepare(
              'INSERT OR REPLACE INTO trees (epoch, ledger, hash, size, position, previous) VALUES (?, ?, ?, ?, ?, ?)',
            )
            .run(to.epoch, to.ledger, to.hash, to.size, to.position, to.previous);
          const put = this.db.prepare(
            'INSERT OR REPLACE INTO tiles (epoch, level, place, hashes) VALUES (?, ?, ?, ?)',
          );
          for (const { at, hashes } of tiles) put.run(to.epoch, at.level, at.index, hashes);
          return true;
        })
        .immediate(),
    );
  }

  /** Keeps a signed checkpoint, durably. Where one of the same size is kept already, its signatures stay beside the new ones. */
  keep(epoch: number, size: number, note: string): void {
    this.query(() =>
      this.db
        .transaction(() => {
          const before = this.db
            .prepare<[number, number], string>(
              'SELECT note FROM checkpoints WHERE epoch = ? AND size = ?',
            )
            .pluck()
            .get(epoch, size);
          this.db
            .prepare('INSERT OR REPLACE INTO checkpoints (epoch, size, note) VALUES (?, ?, ?)')
            .run(epoch, size, before === undefined ? note : withSignaturesOf(before, note));
        })
        .immediate(),
    );
  }

  /** Forgets a checkpoint, which a witness contradicts. */
  forget(epoch: number, size: number): void {
    this.query(() =>
      this.db.prepare('DELETE FROM checkpoints WHERE epoch = ? AND size = ?').run(epoch, size),
    );
  }

  /** Works while no other process writes to the file: what is read meanwhile is still so when the work ends. */
  exclusively<T>(work: () => T): T {
    return this.query(() => this.db.transaction(work).immediate());
  }

  close(): void {
    this.db.close();
  }

  private query<T>(work: () => T): T {
    return asUnusable(this.file, work);
  }
}

/** Reads a tile at the width that it has in a tree of this size: the tile may have grown since. */
export const tilesAt =
  (file: TreeFile, epoch: number, size: number) =>
  (at: TileAt): Uint8Array | undefined =>
    file.tile(epoch, at)?.subarray(0, tileWidth(at, size) * HASH_BYTES);

interface TreeRow extends Omit<TreeState, 'epoch' | 'size'> {
  readonly epoch: bigint;
  readonly size: bigint;
}

const asUnusable = <T>(file: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw error instanceof Refusal ? error : unusable(file, error);
  }
};

const unusable = (file: string, cause?: unknown): Refusal =>
  new Refusal('proof-unusable', unusableText(file, cause), { file }, { cause });

/** A tree without its checkpoints is not made again by itself: another history could be signed beside the one that was. */
const unusableText = (file: string, cause: unknown): string =>
  isDamage(cause)
    ? `The tree ${file} is damaged (${sqliteCode(cause)}): restore it from a backup, or move it away, compare the log with a checkpoint that is kept elsewhere (audit verify --against), and make the tree again with audit checkpoint.`
    : `${file} cannot be used as the tree of this ledger${cause instanceof Error ? ` (${cause.message})` : ''}: check its folder and permissions, or name another folder with LEDGER_PROOF.`;
