import type { CompiledQuery, Kysely } from 'kysely';
import type { ViewsSchema } from './schema.js';
import type { SqlValue } from './views-database.js';

/** Stands for a value while the query is built. */
class Parameter {
  constructor(readonly name: string) {}
}

/**
 * A query that is asked often: built and turned into SQL once for each database, since that takes longer than answering it.
 * `build` gets stand-ins for the values and passes them on as they are.
 */
export const preparedQuery = <Values extends Readonly<Record<string, SqlValue>>, Row>(
  build: (db: Kysely<ViewsSchema>, values: Values) => { compile(): CompiledQuery<Row> },
): ((db: Kysely<ViewsSchema>, values: Values) => Promise<readonly Row[]>) => {
  const kept = new WeakMap<Kysely<ViewsSchema>, CompiledQuery<Row>>();
  const standIns = new Proxy({} as Values, { get: (_, name) => new Parameter(String(name)) });
  return async (db, values) => {
    let compiled = kept.get(db);
    if (compiled === undefined) {
      compiled = build(db, standIns).compile();
      kept.set(db, compiled);
    }
    const parameters = compiled.parameters.map((each) =>
      each instanceof Parameter ? values[each.name] : each,
    );
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
};
