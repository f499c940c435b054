import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS } from './report.js';

/** A folder for the files of one run; {@link Workspace.remove} deletes it. */
export class Workspace {
  readonly folder: string;
  private files = 0;

  constructor() {
    mkdirSync(RESULTS, { recursive: true });
    this.folder = mkdtempSync(join(RESULTS, 'work-'));
  }

  /** A new path in the folder. */
  path(name: string): string {
    this.files += 1;
    return join(this.folder, `${this.files}-${name}`);
  }

  /** Deletes one database file, with the files that SQLite keeps beside it. */
  discard(file: string): void {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
