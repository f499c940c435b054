/** The command line is wrong in itself, whatever the ledger and the files are: exit 2. The message is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
