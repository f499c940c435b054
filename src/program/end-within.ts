/** The longest time in ms from the signal to the end of the service. Supervisors kill after 10 s by default. */
export const END_MS_MAX = 9_000;

/** Ends the process if it has not ended by itself within `ms`, because a store does not answer while it is closed. */
export const endWithin = (ms: number): void => {
  setTimeout(() => {
    process.stderr.write(
      'The service did not end by itself in time: it is ended. What it has answered is recorded.\n',
    );
    process.exit(1);
  }, ms).unref();
};
