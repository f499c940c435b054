import { randomUUID } from 'node:crypto';
import { canonical } from '../canonical.js';
import type { LedgerAddress } from './address.js';
import type { GrpcCalls } from './grpc-calls.js';
import { isLoopback } from '../../config/loopback.js';

/** The server's stream with the access rule of all streams that have none of their own. */
const SETTINGS = '$settings';

const ADMINISTRATORS = '$admins';
const ADMINISTRATORS_ONLY = {
  $r: ADMINISTRATORS,
  $w: ADMINISTRATORS,
  $d: ADMINISTRATORS,
  $mr: ADMINISTRATORS,
  $mw: ADMINISTRATORS,
};

/**
 * Sets the server's default access rule to "administrators only", on a server with TLS that has no rule yet: without one,
 * every user of the server may read, write and delete the ledger's streams. A rule that exists is kept. Never throws:
 * `warn` gets a sentence when the rule could not be set, or when the connection is plain text to another machine.
 */
export const denyByDefault = async (
  address: LedgerAddress,
  grpc: GrpcCalls,
  deadlineMs: number,
  warn: (sentence: string) => void,
): Promise<void> => {
  if (!address.hasTls) {
    if (address.hosts.every(isThisMachine)) return;
    warn(
      'The connection to the event log has no TLS, and anybody who can reach the server can read, write and delete the log: keep the server on a private network.',
    );
    return;
  }
  try {
    await grpc.appendRaw(
      SETTINGS,
      'no-stream',
      [
        {
          id: randomUUID(),
          type: 'update-default-acl',
          data: canonical({
            $systemStreamAcl: ADMINISTRATORS_ONLY,
            $userStreamAcl: ADMINISTRATORS_ONLY,
          }),
          meta: canonical({}),
        },
      ],
      deadlineMs,
    );
  } catch {
    warn(
      'The default access rule of the event log could not be set: let an administrator deny access by default, or every user of the server can read and write the ledger.',
    );
  }
};

/** Processes of this machine can use the service as well, which has no authentication. */
const isThisMachine = (host: string): boolean => isLoopback(host.replace(/:\d+$/, ''));
