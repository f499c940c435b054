/** The command line itself is wrong, whatever the world is like: exit 2. The message is one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
