// Mirrors the lines of all budgets into a SQLite file, and goes on with whatever is recorded.
//   node mirror.mjs http://127.0.0.1:3000 mirror.db
// It may be killed at any moment: the place in the stream is stored in the transaction that stores the effect of the change.
import Database from 'better-sqlite3';
import { LedgerClient } from 'budget-ledger/client';

const [url, file] = process.argv.slice(2);
const db = new Database(file);
db.exec(`
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS lines (budget TEXT, line TEXT, name TEXT, fen INTEGER, PRIMARY KEY (budget, line));
  CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY CHECK (one = 1), token TEXT, sequence INTEGER);
`);

const move = db.prepare(`
  INSERT INTO lines VALUES (@budget, @line, @name, @fen)
  ON CONFLICT DO UPDATE SET fen = fen + excluded.fen, name = coalesce(excluded.name, name)
`);
const keep = db.prepare('INSERT OR REPLACE INTO place VALUES (1, @token, @sequence)');

/** Amounts are strings with two decimals: no float ever holds one. */
const fen = (yuan) => BigInt(yuan.replace('.', ''));

/** What a change does to lines. */
const movesOf = ({ type, data }) => {
  switch (type) {
    case 'LineEntered': {
      const before = fen(data.before ?? '0.00') + fen(data.corrected ?? '0.00');
      return [{ line: data.line, name: data.name, fen: fen(data.amount) - before }];
    }
    case 'LineCorrected':
      if (data.line === null) return [];
      return [{ line: data.line, name: data.name, fen: fen(data.to) - fen(data.from) }];
    case 'LineDiscontinued': {
      const gone = fen(data.before) + fen(data.corrected ?? '0.00');
      return [{ line: data.line, name: data.name, fen: -gone }];
    }
    case 'BudgetAmended':
    case 'TransferReturned':
      return data.legs.map(({ key, name, delta }) => ({ line: key, name, fen: fen(delta) }));
    default:
      return [];
  }
};

const apply = db.transaction((change) => {
  for (const each of movesOf(change)) move.run({ budget: change.budget, ...each });
  keep.run({ token: change.token, sequence: change.sequence });
});

const place = db.prepare('SELECT token AS after, sequence FROM place').get() ?? {};
for await (const change of new LedgerClient({ url }).follow(place)) apply(change);
