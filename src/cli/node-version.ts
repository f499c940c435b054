/** What `engines` of package.json says: better-sqlite3 ends the process without a word on an older one. */
const NODE_MIN = [24, 9] as const;

/** What to do where Node is too old, in one sentence; undefined where it is not. Imports nothing, to run on any. */
export const nodeTooOld = (command: string): string | undefined => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])
    ? undefined
    : `budget-ledger needs Node ${NODE_MIN.join('.')} or newer, and this is ${process.versions.node}: run "${command}" inside the project, whose npm ci brings Node 24.`;
};
