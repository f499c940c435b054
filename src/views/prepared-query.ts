import type { CompiledQuery, Kysely } from 'kysely';
import { seen } from '../access/access.js';
import type { ViewsSchema } from './schema.js';
import type { SqlValue } from './views-database.js';

/** A placeholder for a value while the query is built. */
class Parameter {
  constructor(readonly name: string) {}
}

/**
 * A query that is used often: it is built and compiled to SQL once per database, because that takes longer than running
 * it. `build` gets placeholders for the values and passes them on unchanged.
 */
export const preparedQuery = <Values extends Readonly<Record<string, SqlValue>>, Row>(
  build: (db: Kysely<ViewsSchema>, values: Values) => { compile(): CompiledQuery<Row> },
): ((db: Kysely<ViewsSchema>, values: Values) => Promise<readonly Row[]>) => {
  const kept = new WeakMap<Kysely<ViewsSchema>, CompiledQuery<Row>>();
  const placeholders = new Proxy({} as Values, { get: (_, name) => new Parameter(String(name)) });
  return async (db, values) => {
    // What a caller sees is a part of the SQL.
    const limited = seen() !== undefined;
    let compiled = limited ? undefined : kept.get(db);
    if (compiled === undefined) {
      compiled = build(db, placeholders).compile();
      if (!limited) kept.set(db, compiled);
    }
    const parameters = compiled.parameters.map((each) =>
      each instanceof Parameter ? values[each.name] : each,
    );
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
};
