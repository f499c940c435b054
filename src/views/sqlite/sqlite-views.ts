import { dirname } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { viewsMigrations, type BaseTypes } from '../../../migrations/views/index.js';
import { unlimited } from '../../access/access.js';
import { Refusal } from '../../domain/errors.js';
import type { ViewsSchema } from '../schema.js';
import { quoted } from '../sql-dialect.js';
import { sqliteKysely, SqliteConnection, SqliteViewsTransaction } from './connection.js';
import { prepareFile, inodeOf, removeDatabase } from './database-file.js';
import {
  Views,
  type ErrorKind,
  type ViewsLogger,
  type ViewsTransaction,
} from '../views-database.js';
import { sqliteCode } from '../../sqlite/sqlite-code.js';
import { OncePerTurn } from '../../concurrency/once-per-turn.js';
import { pause } from '../../concurrency/pause.js';
import { Queue } from '../../concurrency/queue.js';
import { retry } from '../../concurrency/retry.js';

/** How long to wait for a lock that is held only while the file is created or recovered, in ms. */
const OPEN_BUSY_MS = 10_000;
/** How long to wait for another process's transaction, in ms: the last step of a large rebuild is slow. */
const WRITE_BUSY_MS = 600_000;
const RETRY_MS = 5;
const OPENINGS_MAX = 5;
const PAGE_BYTES = 16_384;
/** The pages that the writer keeps, and a reader, which has SQLite's 2 MiB otherwise. */
const CACHE_KIB = 8_192;
const READ_CACHE_KIB = 16_384;
const WAL_PAGES = 2_000;

const SCHEMA = viewsMigrations.at(-1)!.name;
const BASE_TYPES: BaseTypes = { text: sql`text` };

/** The views in one SQLite file, or in memory. */
export class SqliteViews extends Views {
  readonly db: Kysely<ViewsSchema>;
  /** An open file stays the same. */
  readonly resets = 0;
  readonly #writeDb: Kysely<ViewsSchema>;
  readonly #writes = new Queue();
  #write!: SqliteConnection;
  #read!: SqliteConnection;
  #inode: bigint | null = null;
  /** How often the file was opened: each connection counts from the beginning. */
  #openings = 0;
  #asked = 0;
  readonly #stamp = new OncePerTurn(() => {
    // SQLite counts for a connection the commits of all others. In memory there is one connection alone.
    const commits = this.#read === this.#write ? (this.#asked += 1) : this.#read.commits;
    return `${this.#openings} ${String(commits)}`;
  });
  /** What {@link once} has answered since this stamp. */
  #answers: { readonly stamp: string; readonly of: Map<unknown, Promise<unknown>> } | undefined;

  private constructor(
    private readonly file: string,
    private readonly logger: ViewsLogger,
  ) {
    super();
    // The connections may be replaced; the Kysely instances stay the same.
    this.db = sqliteKysely(() => this.#read);
    this.#writeDb = sqliteKysely(() => this.#write);
  }

  /**
   * Opens or creates the file. A damaged file, or one with another schema, is replaced: the projector fills it again.
   *
   * @throws {Refusal} `data-folder-unusable`: the file cannot be used.
   */
  static async open(file: string, logger: ViewsLogger): Promise<SqliteViews> {
    const views = new SqliteViews(file, logger);
    await views.#writes.run(() => views.#open());
    return views;
  }

  async transaction<T>(work: (tx: ViewsTransaction) => Promise<T> | T): Promise<T> {
    return this.#writes.run(() => unlimited(() => this.#transaction(work)));
  }

  async clear(tx: ViewsTransaction): Promise<void> {
    const tables = this.#write
      .prepare(
        `SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY type DESC`,
      )
      .all([]) as { name: string; type: string }[];
    for (const { name, type } of tables) await tx.run(`DROP ${type} ${quoted(name)}`);
    for (const migration of viewsMigrations)
      await migration.up(this.#writeDb as Kysely<unknown>, BASE_TYPES);
    await tx.run(`INSERT INTO views_origin ("schema") VALUES ('${SCHEMA}')`);
  }

  async replace(): Promise<void> {
    await this.#writes.run(async () => {
      this.#remove();
      await this.#open();
    });
  }

  async stamp(): Promise<string> {
    return this.#stamp.get();
  }

  override get commits(): string {
    return this.#stamp.get();
  }

  override async once<T>(ask: (db: Kysely<ViewsSchema>) => Promise<T>): Promise<T> {
    const stamp = this.#stamp.get();
    if (this.#answers?.stamp !== stamp) this.#answers = { stamp, of: new Map() };
    const { of } = this.#answers;
    let answer = of.get(ask) as Promise<T> | undefined;
    if (answer === undefined) {
      of.set(ask, (answer = super.once(ask)));
      answer.catch(() => of.delete(ask));
    }
    return answer;
  }

  errorKind(error: unknown): ErrorKind {
    const code = sqliteCode(error instanceof Refusal ? error.cause : error);
    // Errors of binding a value of a type or size that no column can have.
    if (code === '' && /^(Range|Type)Error:/.test(String(error))) return 'row';
    if (/^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(code)) return 'row';
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'corrupt';
    return code !== '' && code !== 'SQLITE_ERROR' && code !== 'SQLITE_MISUSE'
      ? 'unavailable'
      : 'bug';
  }

  async close(): Promise<void> {
    await this.#writes.run(() => this.#disconnect());
  }

  async #open(): Promise<void> {
    for (let opening = 1; ; opening++)
      try {
        this.#connect();
        await this.#transaction((tx) => this.#migrate(tx));
        return;
      } catch (error) {
        const fault = this.errorKind(error);
        if (opening === OPENINGS_MAX || (fault !== 'corrupt' && !isBusy(error)))
          throw this.#unusable(error);
        if (fault === 'corrupt') {
          this.logger(
            `The views at ${this.file} are damaged: they are rebuilt from the log.`,
            error,
          );
          this.#remove();
        } else await pause(RETRY_MS * 2 ** opening);
      }
  }

  #connect(): void {
    this.#disconnect();
    this.#openings += 1;
    this.#stamp.forget();
    const inMemory = this.file === ':memory:';
    if (!inMemory) {
      prepareFile(this.file);
      // The keys of a new index are sorted in files beside the views: in memory they would take 300 MiB for ten million events, and
      // a container may have no other folder for them.
      process.env['SQLITE_TMPDIR'] ??= dirname(this.file);
    }
    this.#write = new SqliteConnection(this.file, OPEN_BUSY_MS);
    this.#inode = inMemory ? null : inodeOf(this.file);
    this.#write.pragma(`page_size = ${PAGE_BYTES}`);
    this.#write.pragma('journal_mode = WAL');
    // A commit that is lost in a power failure is repeated from the log; the file stays consistent.
    this.#write.pragma('synchronous = NORMAL');
    this.#write.pragma(`cache_size = -${CACHE_KIB}`);
    this.#write.pragma(`wal_autocheckpoint = ${WAL_PAGES}`);
    if (inMemory) this.#read = this.#write;
    else {
      this.#read = new SqliteConnection(this.file, OPEN_BUSY_MS);
      this.#read.pragma('query_only = ON');
      this.#read.pragma(`cache_size = -${READ_CACHE_KIB}`);
    }
    // From here on, waiting for locks is done outside of SQLite, which would block the process.
    this.#write.pragma('busy_timeout = 0');
  }

  async #migrate(tx: ViewsTransaction): Promise<void> {
    const present = this.#write
      .prepare(`SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'`)
      .all([]) as { name: string }[];
    if (present.some(({ name }) => name === 'views_origin')) {
      const origin = await tx.db.selectFrom('views_origin').select('schema').executeTakeFirst();
      if (origin?.schema === SCHEMA) return;
    }
    if (present.length > 0)
      this.logger(
        `The views at ${this.file} belong to another version of budget-ledger: they are rebuilt from the log.`,
      );
    await this.clear(tx);
  }

  async #transaction<T>(work: (tx: ViewsTransaction) => Promise<T> | T): Promise<T> {
    const connection = this.#write;
    try {
      await this.#begin(connection);
      const result = await work(new SqliteViewsTransaction(connection, this.#writeDb));
      connection.run('COMMIT');
      this.#stamp.forget();
      return result;
    } catch (error) {
      if (connection.inTransaction) connection.run('ROLLBACK');
      throw this.errorKind(error) === 'unavailable' ? this.#unusable(error) : error;
    }
  }

  #begin(connection: SqliteConnection): Promise<void> {
    return retry(() => connection.run('BEGIN IMMEDIATE'), {
      when: isBusy,
      timeoutMs: WRITE_BUSY_MS,
      // Random, so that processes that wait do not all try at the same moment.
      pauseMs: () => RETRY_MS * (0.5 + Math.random()),
    });
  }

  #remove(): void {
    // Closed after the removal: a connection to a removed file does not touch files of the same name.
    try {
      if (this.file !== ':memory:') removeDatabase(this.file, this.#inode);
    } catch (error) {
      throw this.#unusable(error);
    }
    this.#disconnect();
  }

  #disconnect(): void {
    if (this.#read !== this.#write) this.#read?.close();
    this.#write?.close();
  }

  #unusable(error: unknown): unknown {
    if (error instanceof Refusal || !isOfFile(error)) return error;
    return new Refusal(
      'data-folder-unusable',
      `The views at ${this.file} cannot be used (${(error as Error).message}): check the folder, its permissions and the space on its disk.`,
      {},
      { cause: error },
    );
  }
}

/** Whether SQLite or the file system reports it, e.g. as `SQLITE_FULL` or `EACCES`. Checked by its shape, see {@link sqliteCode}. */
const isOfFile = (error: unknown): boolean =>
  sqliteCode(error) !== '' || (typeof error === 'object' && error !== null && 'syscall' in error);

const isBusy = (error: unknown): boolean => sqliteCode(error).startsWith('SQLITE_BUSY');
