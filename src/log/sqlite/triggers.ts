import Database from 'better-sqlite3';
import { LOG_MIGRATIONS } from '../../../migrations/log/index.js';
import { openLogFile } from './open-log-file.js';

/**
 * A sentence for each trigger of a log file that is missing, changed or not of this program. They keep every program from changing
 * events, so that whoever changes one drops them first.
 *
 * @throws {Refusal} as {@link openLogFile}.
 */
export const triggerProblems = (file: string): readonly string[] => {
  const db = openLogFile({ file, readonly: true });
  try {
    const found = triggersOf(db);
    const due = triggersDue(db.pragma('user_version', { simple: true }) as number);
    const names = [...new Set([...due.keys(), ...found.keys()])].sort();
    return names.flatMap((name) => {
      if (found.get(name) === due.get(name)) return [];
      return due.has(name)
        ? `The trigger ${name} of the log file is ${found.has(name) ? 'changed' : 'missing'}: without it events can be changed, and another program has opened the file for that.`
        : `The log file has a trigger ${name} that this program has not made: another program has opened the file for changes.`;
    });
  } finally {
    db.close();
  }
};

const triggersDue = (version: number): ReadonlyMap<string, string> => {
  const db = new Database(':memory:');
  try {
    for (const up of LOG_MIGRATIONS.slice(0, version)) up(db);
    return triggersOf(db);
  } finally {
    db.close();
  }
};

const triggersOf = (db: Database.Database): ReadonlyMap<string, string> =>
  new Map(
    db
      .prepare<[], [string, string]>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      .raw()
      .all(),
  );
