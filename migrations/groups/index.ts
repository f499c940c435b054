import { up as groups } from './0001-groups.js';

/** The migrations of the groups. The version of the file, or the comment of the schema, has the number of those applied. Never change one. */
export const GROUP_MIGRATIONS: readonly ((table: string) => string)[] = [groups];
