/** As in `engines` of package.json. On an older version better-sqlite3 ends the process without a message. */
const NODE_MIN = [24, 9] as const;

/** A message when Node is too old; otherwise undefined. This file imports nothing, so that it runs on every version. */
export const nodeTooOld = (command: string): string | undefined => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])
    ? undefined
    : `budget-ledger needs Node ${NODE_MIN.join('.')} or newer, and this is ${process.versions.node}: run "${command}" inside the project, where npm ci installs Node 24.`;
};
