import { up as files } from './0001-files.js';

/** The migrations of the documents in PostgreSQL. The comment of their schema has the number of those applied. Never change one. */
export const DOCUMENT_MIGRATIONS: readonly ((table: string) => string)[] = [files];
