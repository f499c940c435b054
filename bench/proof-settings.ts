import type { ProofSettings } from '../src/config/config.js';

/** A tree in a folder, with a key of its own, whose checkpoints are sent nowhere. */
export const proofSettings = (folder: string): ProofSettings => ({
  folder,
  hash: undefined,
  signingKey: undefined,
  checkpoints: [],
  witnesses: 0,
});
