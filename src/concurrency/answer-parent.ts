import { endWithParent } from './end-with-parent.js';

/**
 * What a child process does: it answers each message of its parent with what `work` makes of it, and ends when the parent
 * disconnects or ends.
 *
 * @param work never rejects
 */
export const answerParent = <Task, Answer extends object>(
  work: (task: Task) => Promise<Answer>,
): void => {
  // The parent ends it, after its work: a terminal sends its signals to both.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit());
  endWithParent();
  process.on('message', (task: Task) => {
    void work(task).then((answer) => process.send?.(answer));
  });
};
