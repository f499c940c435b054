import Database from 'better-sqlite3';
import type { BudgetAmended, LineEntered } from '../../src/domain/events/budget.events.js';
import { answer } from '../child.js';
import { timed } from '../measure.js';

/**
 * `fold LOG`: the least that any rebuild has to do. Reads every event with better-sqlite3 alone, parses both texts, and keeps
 * the sum of each line in memory.
 */
const [logFile] = process.argv.slice(2) as [string];
const db = new Database(logFile, { readonly: true });
const sums = new Map<string, bigint>();
let events = 0;
const taken = await timed(() => {
  const rows = db
    .prepare('SELECT stream, type, data, meta FROM events ORDER BY position')
    .iterate();
  for (const row of rows as Iterable<{
    stream: string;
    type: string;
    data: string;
    meta: string;
  }>) {
    const data: unknown = JSON.parse(row.data);
    JSON.parse(row.meta);
    events += 1;
    if (row.type === 'LineEntered') {
      const { line, amount } = data as LineEntered['data'];
      add(`${row.stream} ${line}`, amount);
    } else if (row.type === 'BudgetAmended') {
      const { legs } = data as BudgetAmended['data'];
      for (const { key, delta } of legs) add(`${row.stream} ${key}`, delta);
    }
  }
});
db.close();
answer({ ...taken, events, lines: sums.size });

function add(line: string, yuan: string): void {
  sums.set(line, (sums.get(line) ?? 0n) + BigInt(yuan.replace('.', '')));
}
