import { base64 } from './checkpoint.js';
import type { InclusionProof } from './prover.js';

/** The text of a proof (C2SP tlog-proof): the index of the leaf, the hashes from its sibling up, and the checkpoint. */
export const formatProof = ({ index, hashes, checkpoint }: InclusionProof): string =>
  ['c2sp.org/tlog-proof@v1', `index ${index}`, ...hashes.map(base64), '', checkpoint.note].join(
    '\n',
  );
