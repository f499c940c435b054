import type { DocumentsPlace } from '../../config/config.js';
import type { DocumentFiles } from './document-files.js';
import { FolderFiles, TemporaryFiles } from './folder-files.js';

/** Opens no connection yet. Without a place, files are kept until they are closed. */
export const documentFilesAt = async (place: DocumentsPlace | null): Promise<DocumentFiles> => {
  if (place === null) return new TemporaryFiles();
  if (place.kind === 'folder') return new FolderFiles(async () => place.folder);
  // Loaded only when it is used: the embedded ledger needs no client of a server.
  const { PostgresFiles } = await import('./postgres-files.js');
  return new PostgresFiles(place.url);
};
