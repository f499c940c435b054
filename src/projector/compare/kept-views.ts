import { existsSync } from 'node:fs';
import type { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { openViews } from '../../views/open-views.js';
import type { Views } from '../../views/views-database.js';

/** Reads the views that an engine keeps, and makes none; a sentence where there are none that can be opened. */
export const withKeptViews = async <T>(
  engine: Config['views'],
  read: (views: Views) => Promise<T>,
): Promise<T | string> => {
  if (engine.kind === 'sqlite' && !existsSync(engine.file))
    return 'The views were not compared: there are none.';
  let views: Views;
  try {
    views = await openViews(engine, () => {});
  } catch (error) {
    // A copy that may only be read, or a server that is away: the log is verified all the same.
    if (!(error instanceof Refusal)) throw error;
    return `The views were not compared: ${error.message}`;
  }
  try {
    return await read(views);
  } finally {
    await views.close();
  }
};
