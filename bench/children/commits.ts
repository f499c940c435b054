import Database from 'better-sqlite3';
import { basename } from 'node:path';

/** Preloaded into a service that is measured: prints when each commit of its log was durable, in ns of the system's monotonic clock. */
const statements = Database.prototype as {
  prepare(this: Database.Database, sql: string): Database.Statement;
};
const { prepare } = statements;
statements.prepare = function prepared(sql) {
  const statement = prepare.call(this, sql);
  if (sql !== 'COMMIT' || basename(this.name) !== 'log.db') return statement;
  const run = statement.run.bind(statement);
  statement.run = (...given) => {
    const done = run(...given);
    const committed = Number(process.hrtime.bigint());
    setImmediate(() => process.stdout.write(`${JSON.stringify({ committed })}\n`));
    return done;
  };
  return statement;
};
