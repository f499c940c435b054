// The words for the parts of a line's key.

/**
 * What the key of a line says, in words: its codes, the column of its table, and its fund where that is not the general one that most are of. `words`: those of
 * the page. A source of revenue may have the id of a category of expenses.
 */
export const partsOf = (line, { parts, sources }) => {
  const [schedule, ...all] = line.split('/');
  const named = schedule === 'revenue' || schedule === 'project' ? sources : parts;
  return all.filter((part) => part !== 'general').map((part) => named[part] ?? part);
};

/** Whether a part is a code. */
export const isCode = (part) => /^\d/.test(part);
