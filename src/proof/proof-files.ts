/** The name of the file of the trees in the folder. */
export const TREE_FILE = 'tree.db';
/** The name of the file of the signing key in the folder, unless `LEDGER_SIGNING_KEY` names another. */
export const KEY_FILE = 'signing-key.pem';
/** The name of the file of the list of keys in the folder. */
export const KEYS_FILE = 'keys.txt';
