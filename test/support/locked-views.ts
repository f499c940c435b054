import Database from 'better-sqlite3';
import { join } from 'node:path';
import { until } from './until.js';

/** Locks the views of a data folder for writing, once the service, which is in this process, does not write them. */
export const lockedViews = async (data: string): Promise<Database.Database> => {
  const views = new Database(join(data, 'views.db'), { timeout: 0 });
  await until('the views are not written', () => {
    try {
      views.exec('BEGIN IMMEDIATE');
      return true;
    } catch {
      return false;
    }
  });
  return views;
};
